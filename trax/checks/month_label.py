"""The month or year by which a text calls a session is none in which it met.

"The 21st session in November 2014": it met in January 2015. A session may be called by the month in which it begins
or by any other in which it sits ("the May session" began on 28 April), and by two months of which one is right.
Sessions of the Human Rights Council are compared with the months in which it adopted outcomes. Correct the month, or
the number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, listed, source_of
from trax.checks.reading.month_claims import find_month_claims
from trax.checks.reading.session_months import months_of_council, months_of_pre_session, months_of_session
from trax.checks.reading.session_verdicts import is_unfixed
from trax.content.day_names import MONTHS
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.month_claims import MonthClaim
    from trax.checks.reading.session_months import MonthsMet

CODE = "month-label"
SUMMARY = "A month or year named for a session in which it did not meet."

NEAR_MONTHS = 4


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each month or year that is not one of its session."""
    for passage in given.passages:
        for claim in find_month_claims(passage):
            met = _months_met(given, claim)
            if met and not met.is_borne_out(claim) and (claim.is_sure or _is_near(given, claim, met)):
                yield from _finding(given, claim, met)


def _months_met(given: CheckInput, claim: MonthClaim) -> MonthsMet | None:
    if claim.of == "Council":
        return months_of_council(given.table, claim.number)
    session = given.table.session(claim.number)
    if session is None or is_unfixed(given, session, claim.passage, claim.mention):
        return None
    return (
        months_of_pre_session(session) if claim.of == "Pre-session" else months_of_session(session, as_of=given.as_of)
    )


def _is_near(given: CheckInput, claim: MonthClaim, met: MonthsMet) -> bool:
    """Return whether a claim about a session that may be somebody else's is at least about the time of ours."""
    if claim.of == "Pre-session":
        return False
    year, month = claim.mention.year or given.day.year, claim.mention.month
    first_year, first_month = met.months[0]
    return month is not None and abs((year - first_year) * 12 + month - first_month) <= NEAR_MONTHS


def _finding(given: CheckInput, claim: MonthClaim, met: MonthsMet) -> Iterator[Finding]:
    level = met.level(claim)
    if level not in SEVERITY_OF:
        return
    said = " ".join(claim.mention.text.split())
    name = {"session": "session", "Pre-session": "the Pre-session of session", "Council": "Council session"}[claim.of]
    months = listed([f"{MONTHS[month - 1]} {year}" for year, month in met.months])
    session = given.table.session(claim.number) if claim.of != "Council" else None
    verb = "is held in" if met.months[-1] > (given.as_of.year, given.as_of.month) else "was held in"
    yield Finding(
        CODE,
        SEVERITY_OF[level],
        claim.passage.place(claim.mention.start),
        f"{name} {claim.number} {verb if session else 'meets around'} {months}, not {said}",
        claim.passage.source[claim.mention.start : claim.mention.end],
        "correct the month, or the number of the session",
        source_of(given.table, session, level) if session else f"session table, {level}",
    )
