"""The month or year by which a text calls a session is none in which it met.

"The 21st session in November 2014": it met in January 2015. A session may be called by the month in which it begins
or by any other in which it sits ("the May session" began on 28 April), and by two months of which one is right.
Sessions of the Human Rights Council are compared with the months in which it adopted outcomes. Correct the month, or
the number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, listed, source_of
from trax.checks.reading.adoption_verdicts import find_wrong_adoptions
from trax.checks.reading.cycle_years import find_wrong_years
from trax.checks.reading.month_claims import find_month_claims
from trax.checks.reading.session_months import is_near, months_met
from trax.content.day_names import MONTHS
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.month_claims import MonthClaim
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_months import MonthsMet

CODE = "month-label"
SUMMARY = "A month or year named for a session or a cycle that did not meet then."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each month or year that is not one of its session."""
    for passage in given.passages:
        for claim in find_month_claims(passage):
            met = months_met(given, claim)
            if not met or met.is_borne_out(claim) or (claim.of == "Council" and _is_wrong_council(given, claim)):
                continue
            if claim.is_sure or is_near(claim, met, day=given.day):
                yield _finding(given, claim, met)
        yield from _cycles(given, passage)


def _is_wrong_council(given: CheckInput, claim: MonthClaim) -> bool:
    """Return whether the number of the Council's session is what is wrong, which `session-date` says."""
    begin, end = claim.passage.sentence(claim.mention.start)
    return any(begin <= wrong.at.start < end for wrong in find_wrong_adoptions(given, claim.passage))


def _finding(given: CheckInput, claim: MonthClaim, met: MonthsMet) -> Finding:
    level = met.level(claim)
    said = " ".join(claim.mention.text.split())
    name = {"session": "session", "Pre-session": "the Pre-session of session", "Council": "Council session"}[claim.of]
    months = listed([f"{MONTHS[month - 1]} {year}" for year, month in met.months])
    session = given.table.session(claim.number) if claim.of != "Council" else None
    verb = "is held in" if met.months[-1] > (given.as_of.year, given.as_of.month) else "was held in"
    return Finding(
        CODE,
        SEVERITY_OF.get(level, "notice"),
        claim.passage.place(claim.mention.start),
        f"{name} {claim.number} {verb if session else 'meets around'} {months}, not {said}",
        claim.passage.source[claim.mention.start : claim.mention.end],
        "correct the month, or the number of the session",
        source_of(given.table, session, level) if session else f"session table, {level}",
    )


def _cycles(given: CheckInput, passage: Passage) -> Iterator[Finding]:
    """Yield a finding for years that are not those of their cycle, as sure as its first or last session."""
    for years in find_wrong_years(passage):
        cycle = years.cycle
        session = given.table.session(cycle.first_session if years.is_start_wrong else cycle.last_session)
        if session and session.confidence.start in SEVERITY_OF:
            words = passage.source[years.start : years.end]
            message = f"cycle {cycle.number} began in {cycle.first_month[:4]} and ends in {cycle.last_month[:4]}"
            source = source_of(given.table, session, session.confidence.start)
            severity = SEVERITY_OF[session.confidence.start]
            yield Finding(CODE, severity, passage.place(years.start), message, words, "correct the years", source)
