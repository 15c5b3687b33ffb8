"""What the session table says to a claim about the days of a session: nothing, that it is wrong, or that it was a plan.

How loudly is decided here, once for the checks that speak: by the confidence of each datum, by other sources, by words
such as "tentative", and by what was known on the day of the issue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from trax.checks.base import SEVERITY_OF
from trax.checks.reading.claim_fit import is_about
from trax.checks.reading.passage import Passage
from trax.checks.reading.plan_words import standing_of
from trax.checks.reading.session_anchors import COMING
from trax.content.dates import day_in_words
from trax.model import DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.month_text import MonthMention
    from trax.checks.reading.session_claims import Claim
    from trax.model import Severity
    from trax.upr.table import ConfidenceLevel, Session

# Source: the table's exceptions of cycle 3. Sessions 36 to 40 moved by one slot; until the first day of the first plan
# a text could still give the dates planned before, which the table does not have for each.
_MOVED, _MOVED_UNTIL = range(36, 41), date(2020, 5, 4)
# Dates are fixed about a year ahead; what was printed earlier was a plan.
_FIXED_AHEAD = timedelta(days=365)
_SAYS_IT_HAPPENED = re.compile(
    r"\b(?:(?:was|were|been) held|took place|ran from|met from|lasted|convened|opened|ended|closed|concluded|began"
    r"|started|finished|commenced|reviewed)\b"
)
_LOUDNESS: tuple[Severity, ...] = ("notice", "warning", "error")


@dataclass(frozen=True, slots=True)
class WrongDay:
    """A first or last day as the text has it, and as the table has it (None: not established).

    Attributes:
        others: Sources that give the day of the text.
    """

    said: date
    right: date | None
    level: ConfidenceLevel
    is_start: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim that the table does not bear out."""

    claim: Claim
    session: Session
    kind: Literal["wrong", "superseded"]
    severity: Severity
    days: tuple[WrongDay, ...]


def find_verdicts(given: CheckInput) -> Iterator[Verdict]:
    """Yield a verdict for each claim of the texts, and of events called after a session, that the table contradicts."""
    for passage in (*given.passages, *_events(given)):
        for claim in passage.claims:
            session = _coming(given, claim) if claim.number == COMING else given.table.session(claim.number)
            verdict = _verdict(given, claim, session) if session else None
            if verdict:
                yield verdict


def _coming(given: CheckInput, claim: Claim) -> Session | None:
    """Return the session that "the next session" means: of the two after the day of the issue, the nearer one."""
    coming = [each for each in given.table.sessions if each.start and each.start > given.as_of][:2]
    said = claim.first or claim.last
    near = said.nearest(given.day) if said else None
    return min(coming, key=lambda each: abs((each.start - near).days) if each.start and near else 0, default=None)


def _events(given: CheckInput) -> Iterator[Passage]:
    """Yield title and days of each event as one text, so that an event called "21st UPR session" has its dates."""
    for item in given.items:
        days = getattr(item.fields, "date", None)
        if isinstance(days, DayRange) and item.fields.title:
            text = f"{item.fields.title}:\n{day_in_words(days.start)} to {day_in_words(days.end)}"
            yield Passage(text, item.place("date"), given.table, "date", item)


def _verdict(given: CheckInput, claim: Claim, session: Session) -> Verdict | None:
    days = _wrong_days(given, claim, session)
    standing = standing_of(claim.passage, claim.mention.start, claim.mention.end) if days else "former"
    if standing == "former" or (session.number in _MOVED and given.as_of < _MOVED_UNTIL):
        return None
    is_past = session.start is not None and session.start <= given.as_of
    is_live = given.as_of >= given.table.compiled  # the table knows what the writer can know
    said_to_have_happened = _SAYS_IT_HAPPENED.search(claim.passage.prose, *_clause(claim)) is not None
    if _is_plan(claim, session):
        if not is_live and given.as_of < days[0].said:
            return None
        if not (said_to_have_happened and is_past):
            return Verdict(claim, session, "superseded", "notice" if standing == "tentative" else "warning", days)
    if standing == "tentative":
        return Verdict(claim, session, "superseded", "notice", days) if is_past or is_live else None
    severities = [each for each in (_severity(day) for day in days) if each]
    if not severities:
        return None
    is_early = (
        not claim.is_certain
        and session.start is not None
        and given.as_of < session.start - _FIXED_AHEAD
        and not is_live
    )
    severity = "notice" if is_early else max(severities, key=_LOUDNESS.index)
    return Verdict(claim, session, "wrong", severity, tuple(day for day in days if _severity(day)))


def is_unfixed(
    given: CheckInput, session: Session, passage: Passage, at: MonthMention, *, is_certain: bool = False
) -> bool:
    """Return whether a month need not be that of the table: called tentative or former, or printed long before."""
    if session.number in _MOVED and given.as_of < _MOVED_UNTIL:
        return True
    if not is_certain and session.start and given.as_of < min(session.start - _FIXED_AHEAD, given.table.compiled):
        return True
    return standing_of(passage, at.start, at.end) != "firm"


def _clause(claim: Claim) -> tuple[int, int]:
    return claim.passage.sentence(claim.mention.start)


def _wrong_days(given: CheckInput, claim: Claim, session: Session) -> tuple[WrongDay, ...]:
    """Return the days of a claim that the table has otherwise, or has not; none when it is about something else."""
    first, last = session.start, session.end
    levels: tuple[ConfidenceLevel, ConfidenceLevel] = (session.confidence.start, session.confidence.end)
    if claim.is_pre:
        pre = session.pre_session
        if pre is None:
            return ()
        first, last, levels = pre.start, pre.end, (pre.confidence, pre.confidence)
    if not is_about(claim, first, last, day=given.day):
        return ()
    near = first or session.start or given.day
    found = []
    for partial, right, level, is_start in (
        (claim.first, first, levels[0], True),
        (claim.last, last, levels[1], False),
    ):
        said = partial.nearest(near) if partial else None
        if said and said != right:
            others = () if claim.is_pre else _who_says_so(given, session, said, is_start=is_start)
            found.append(WrongDay(said, right, level, is_start, others))
    return tuple(found)


def _who_says_so(given: CheckInput, session: Session, said: date, *, is_start: bool) -> tuple[str, ...]:
    """Return the sources that give the day the text gives, where the table gives another or none."""
    return tuple(
        given.table.sources.get(claim.source, claim.source)
        for claim in session.other_date_claims
        if said == (claim.start if is_start else claim.end)
    )


def _is_plan(claim: Claim, session: Session) -> bool:
    """Return whether the days of a claim are those of one plan that did not come true."""
    return not claim.is_pre and any(
        plan.is_plan
        and all(
            partial is None or (day is not None and partial.nearest(day) == day)
            for partial, day in ((claim.first, plan.start), (claim.last, plan.end))
        )
        for plan in session.other_date_claims
    )


def _severity(day: WrongDay) -> Severity | None:
    """Return how loudly to speak of a day: another source counts where the table is not verified."""
    if day.others and day.level != "verified":
        return "notice"
    return None if day.right is None else SEVERITY_OF.get(day.level)
