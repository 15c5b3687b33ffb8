"""In which months, and years, the table has a session of the UPR, its Pre-sessions, or a session of the Council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.session_verdicts import is_unfixed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trax.checks.base import CheckInput
    from trax.checks.reading.month_claims import MonthClaim
    from trax.checks.reading.month_text import MonthMention
    from trax.upr.table import ConfidenceLevel, Session, Table

LEVELS: tuple[ConfidenceLevel, ...] = ("unknown", "from-memory", "single-source", "verified")
# A session without an established end is taken for one that ends on the Monday of its third week.
_LONGEST = timedelta(days=14)
_MONTHS_A_YEAR, _NEAR_MONTHS = 12, 4
# Source: the 43rd session of the Council was suspended in March 2020 (COVID-19) and resumed in June. From memory.
_RESUMED = {43: (2020, 6)}


@dataclass(frozen=True, slots=True)
class MonthsMet:
    """The months, as (year, month), in which something met, and how sure the table is before and after them.

    Attributes:
        planned: Months of a plan that did not come true: who gives them gives old news, which is a warning at most.
    """

    months: tuple[tuple[int, int], ...]
    before: ConfidenceLevel
    after: ConfidenceLevel
    planned: tuple[tuple[int, int], ...] = ()

    def is_borne_out(self, claim: MonthClaim) -> bool:
        """Return whether one of the months that a text gives is right; a year that it leaves out is not compared."""
        mention = claim.mention
        if mention.month is None:
            return any(year == mention.year for year, _ in self.months)
        return any(
            month == said and (year is None or year == met)
            for year, said in _spelled_out(mention, mention.month)
            for met, month in self.months
        )

    def level(self, claim: MonthClaim) -> ConfidenceLevel:
        """Return how sure the table is that the months of a text are wrong.

        Two months after the beginning, a session is over whatever its last day: the first day alone decides.
        """
        year, month = claim.mention.year, claim.mention.month
        if year is None or month is None:
            return min(self.before, self.after, key=LEVELS.index)
        if (year, month) in self.planned:
            return min(self.before, "single-source", key=LEVELS.index)
        apart = index_of(year, month) - index_of(*self.months[0])
        return min(self.before, self.after, key=LEVELS.index) if apart == 1 else self.before


def months_met(given: CheckInput, claim: MonthClaim) -> MonthsMet | None:
    """Return the months in which what a claim is about met; None when they are not established, or were not then."""
    if claim.of == "Council":
        return months_of_council(given.table, claim.number)
    session = given.table.session(claim.number)
    if session is None or is_unfixed(given, session, claim.passage, claim.mention, is_certain=claim.is_certain):
        return None
    if claim.of == "Pre-session":
        return months_of_pre_session(session)
    return months_of_session(session, as_of=given.as_of)


def is_near(claim: MonthClaim, met: MonthsMet, *, day: date) -> bool:
    """Return whether a claim about a session that may be somebody else's is at least about the time of ours."""
    year, month = claim.mention.year or day.year, claim.mention.month
    if claim.of == "Pre-session" or month is None:
        return False
    return abs(index_of(year, month) - index_of(*met.months[0])) <= _NEAR_MONTHS


def months_of_session(session: Session, *, as_of: date) -> MonthsMet | None:
    """Return the months of a session, with those of a plan that was not yet overtaken on the day; None when unknown."""
    if session.start is None:
        return None
    months = _between(session.start, session.end or session.start + _LONGEST)
    planned: tuple[tuple[int, int], ...] = ()
    for plan in session.other_date_claims:
        if plan.is_plan and plan.start and plan.end:
            planned += _between(plan.start, plan.end)
            months += _between(plan.start, plan.end) if as_of < plan.start else ()
    after = session.confidence.end if session.end else session.confidence.start
    return MonthsMet(months, session.confidence.start, after, planned)


def months_of_pre_session(session: Session) -> MonthsMet | None:
    """Return the months of the Pre-sessions of a session; None when unknown."""
    pre = session.pre_session
    if pre is None:
        return None
    if pre.start:
        return MonthsMet(_between(pre.start, pre.end or pre.start), pre.confidence, pre.confidence)
    return MonthsMet(parsed_months(pre.month), pre.confidence, pre.confidence) if pre.month else None


def months_of_council(table: Table, number: int) -> MonthsMet | None:
    """Return the months around that in which a session of the Council adopted outcomes; None when unknown.

    A regular session lasts three to six weeks: it may begin in the month before, and end in the month after.
    """
    adoptions = [each.adoption for each in table.sessions if each.adoption and each.adoption.hrc_session == number]
    known = [adoption for adoption in adoptions if adoption.when]
    if not known:
        return None
    level = max((adoption.confidence for adoption in known), key=LEVELS.index)
    middle = [month for adoption in known for month in parsed_months(adoption.when or "")]
    around = {(index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1) for index in _around(middle)}
    if number in _RESUMED:
        around.add(_RESUMED[number])
    return MonthsMet(tuple(sorted(around)), level, level)


def _around(months: Iterable[tuple[int, int]]) -> list[int]:
    return [index_of(*month) + step for month in months for step in (-1, 0, 1)]


def index_of(year: int, month: int) -> int:
    """Return the number of a month, counted through the years."""
    return year * _MONTHS_A_YEAR + month - 1


def _between(first: date, last: date) -> tuple[tuple[int, int], ...]:
    span = range(index_of(first.year, first.month), index_of(last.year, last.month) + 1)
    return tuple((index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1) for index in span)


def parsed_months(when: str) -> tuple[tuple[int, int], ...]:
    """Return the months of `2015-06`, or of `2009-06-09/2009-06-12`."""
    return tuple((int(part[:4]), int(part[5:7])) for part in when.split("/"))


def _spelled_out(mention: MonthMention, first: int) -> list[tuple[int | None, int]]:
    """Return the months of `October-November 2014`, from its first on, each with its year where it is known."""
    count = ((mention.last_month or first) - first) % _MONTHS_A_YEAR
    steps = [first - 1 + step for step in range(count + 1)]
    return [
        (mention.year + step // _MONTHS_A_YEAR if mention.year else None, step % _MONTHS_A_YEAR + 1) for step in steps
    ]
