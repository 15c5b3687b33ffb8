"""Dates that a text gives for a session of the UPR, or its Pre-sessions, are not those of the session table.

"The 20th UPR session was held from 26 October": it began on Monday, 27 October 2014. Only dates tied to the session
by their own words are compared; what else happened during a session is not. How loudly the check speaks depends on how
sure the table is. Correct the text; or, if the text is right, correct the table, and name the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.passage import Passage
from trax.checks.reading.claim_fit import is_about
from trax.checks.reading.session_claims import find_claims
from trax.content.dates import WEEKDAYS, day_in_words
from trax.model import DayRange, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.session_claims import Claim
    from trax.model import Severity
    from trax.upr.table import ConfidenceLevel, Session

CODE = "session-date"
NEAR_DAYS = 45
SUMMARY = "Dates of a session or its Pre-sessions that are not those of the session table."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each first or last day of a session that the table has otherwise."""
    for passage in (*given.passages, *_events(given)):
        for claim in find_claims(passage):
            session = given.table.session(claim.number)
            if session:
                yield from _compared(given, claim, session)


def _events(given: CheckInput) -> Iterator[Passage]:
    """Yield title and days of each event as one text, so that an event called "21st UPR session" has its dates."""
    for item in given.items:
        days = getattr(item.fields, "date", None)
        if isinstance(days, DayRange) and item.fields.title:
            text = f"{item.fields.title}:\n{day_in_words(days.start)} to {day_in_words(days.end)}"
            yield Passage(text, item.place("date"), given.table, "date", item)


def _compared(given: CheckInput, claim: Claim, session: Session) -> Iterator[Finding]:
    """Yield what is wrong with the first and the last day that a text claims."""
    name, first, last = f"session {session.number}", session.start, session.end
    levels: tuple[ConfidenceLevel, ConfidenceLevel] = (session.confidence.start, session.confidence.end)
    if claim.is_pre:
        pre = session.pre_session
        if pre is None:
            return
        name, first, last, levels = f"the Pre-session of {name}", pre.start, pre.end, (pre.confidence, pre.confidence)
    if not is_about(claim, first, last, day=given.day):
        return
    near = first or session.start or given.day
    for partial, right, level, is_start in (
        (claim.first, first, levels[0], True),
        (claim.last, last, levels[1], False),
    ):
        said = partial.nearest(near) if partial else None
        if said is None or said == right:
            continue
        others = () if claim.is_pre else _who_says_so(given, session, said, is_start=is_start)
        severity = _severity(given.as_of, session, right, level, is_contested=bool(others))
        if severity is None:
            continue
        verb = ("begins", "began") if is_start else ("ends", "ended")
        yield Finding(
            CODE,
            severity,
            claim.passage.place(claim.mention.start),
            _sentence(given.as_of, said, right, name, verb) + (_others(others) if severity == "notice" else ""),
            claim.mention.text,
            f"write {day_in_words(right, weekday=True)}" if right else "say it less exactly, or find out the day",
            source_of(given.table, session, level),
        )


def _sentence(as_of: date, said: date, right: date | None, name: str, verb: tuple[str, str]) -> str:
    """Return `26 October 2014 was a Sunday; session 20 began on Monday, 27 October 2014`."""
    is_past = said <= as_of
    if right is None:
        return f"the day on which {name} {verb[is_past]} is not established ({day_in_words(said)} stands here)"
    day = f"{day_in_words(said)} {'was' if is_past else 'is'} a {WEEKDAYS[said.weekday()]}"
    return f"{day}; {name} {verb[right <= as_of]} on {day_in_words(right, weekday=True)}"


def _others(sources: tuple[str, ...]) -> str:
    return f"; another source says what stands here: {', '.join(sources)}" if sources else ""


def _severity(
    as_of: date, session: Session, right: date | None, level: ConfidenceLevel, *, is_contested: bool
) -> Severity | None:
    """Return how loudly to speak; another source counts while the table is unsure, or the session not yet begun."""
    if is_contested and (level != "verified" or (session.start is not None and as_of < session.start)):
        return "notice"
    return None if right is None else SEVERITY_OF.get(level)


def _who_says_so(given: CheckInput, session: Session, said: date, *, is_start: bool) -> tuple[str, ...]:
    """Return the sources that give the day the text gives, where the table gives another or none."""
    return tuple(
        given.table.sources.get(claim.source, claim.source)
        for claim in session.other_date_claims
        if said == (claim.start if is_start else claim.end)
    )
