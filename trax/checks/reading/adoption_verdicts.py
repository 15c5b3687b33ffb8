"""What the session table says to a claim about the adoption of outcomes: nothing, or which Council session it was.

A month is wrong only when it lies clear of the Council's session, which lasts three to six weeks; single reports were
adopted at another session than the rest, and texts that speak of such are not read as claims at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF
from trax.checks.reading.adoption_text import find_adoptions
from trax.checks.reading.month_text import MonthMention
from trax.checks.reading.session_months import LEVELS, index_of, months_of_council, months_of_session, parsed_months
from trax.checks.reading.session_verdicts import is_unfixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.base import CheckInput
    from trax.checks.reading.adoption_parts import Part
    from trax.checks.reading.adoption_text import AdoptionClaim
    from trax.checks.reading.passage import Passage
    from trax.upr.table import Adoption, ConfidenceLevel, Session

# From memory: the outcomes of session 35 were planned for the Council's 44th session, of June and July 2020 (COVID-19).
_ALSO = {35: 44}
_NEAR_COUNCILS, _NEAR_MONTHS = 3, 18


@dataclass(frozen=True, slots=True)
class WrongAdoption:
    """A session of the Council, or a month, that did not adopt the outcomes of a session.

    Attributes:
        at: Where the text has it.
        is_council: Whether it is the number of the Council's session that is wrong.
    """

    at: Part
    session: Session
    adoption: Adoption
    level: ConfidenceLevel
    is_council: bool


def find_wrong_adoptions(given: CheckInput, passage: Passage) -> Iterator[WrongAdoption]:
    """Yield what a passage says of adoptions that the table has otherwise, in order."""
    for claim in find_adoptions(passage, as_of=given.as_of):
        if wrong := _wrong_adoption(given, claim):
            yield wrong


def _wrong_adoption(given: CheckInput, claim: AdoptionClaim) -> WrongAdoption | None:
    """Return what is wrong with a claim, or None: nothing, or not known, or not known on the day."""
    session = given.table.session(claim.number)
    adoption = session.adoption if session else None
    if session is None or adoption is None or adoption.hrc_session is None or adoption.confidence not in SEVERITY_OF:
        return None
    said = claim.council
    if said and said.number in {adoption.hrc_session, _ALSO.get(session.number)}:
        return None
    if said:
        if _is_unfixed(given, claim, session, said) or not _may_be_meant(given, claim, said.number, adoption):
            return None
        met = months_of_council(given.table, said.number)
        level = _level(session, adoption, met.months if met else ())
        return WrongAdoption(said, session, adoption, level, is_council=True)
    for at, months in claim.times if claim.is_sure else ():
        if _is_far(given, session, adoption, months) and not _is_unfixed(given, claim, session, at):
            return WrongAdoption(at, session, adoption, _level(session, adoption, months), is_council=False)
    return None


def _level(session: Session, adoption: Adoption, months: Sequence[tuple[int | None, int]]) -> ConfidenceLevel:
    """Return how sure it is that the months are wrong: before a session, at least as sure as its first day is."""
    begins = (session.start.year, session.start.month) if session.start else (0, 0)
    if not months or any(year is None or (year, month) >= begins for year, month in months):
        return adoption.confidence
    return max(adoption.confidence, session.confidence.start, key=LEVELS.index)


def _is_unfixed(given: CheckInput, claim: AdoptionClaim, session: Session, at: Part) -> bool:
    return is_unfixed(given, session, claim.passage, MonthMention(at.start, at.end, "", None, None))


def _may_be_meant(given: CheckInput, claim: AdoptionClaim, number: int, adoption: Adoption) -> bool:
    """Return whether a session that is named only nearby is likely the one whose outcomes are adopted."""
    if claim.is_sure or adoption.when is None or adoption.hrc_session is None:
        return claim.is_sure
    before = given.table.session(claim.number - 1)
    is_of_the_one_before = before is not None and before.adoption is not None and before.adoption.hrc_session == number
    is_near = abs(number - adoption.hrc_session) <= _NEAR_COUNCILS
    apart = index_of(given.as_of.year, given.as_of.month) - index_of(*parsed_months(adoption.when)[0])
    if is_of_the_one_before:  # those of the session before, unless "The outcomes" begin the sentence after the session
        session = given.table.session(claim.number)
        has_begun = session is not None and session.start is not None and session.start <= given.as_of
        is_near = is_near and has_begun and claim.is_subject and not claim.is_past
    return is_near and abs(apart) <= _NEAR_MONTHS


def _is_far(
    given: CheckInput, session: Session, adoption: Adoption, months: tuple[tuple[int | None, int], ...]
) -> bool:
    """Return whether months are clear of those in which the Council met, and not those of the session itself."""
    councils = [adoption.hrc_session, _ALSO.get(session.number)]
    met = [months_of_council(given.table, number) for number in councils if number is not None]
    right = {month for each in met if each for month in each.months}
    if session.number in _ALSO:
        right |= {(2020, 6), (2020, 7)}
    own = months_of_session(session, as_of=given.as_of)
    right |= set(own.months) if own else set()
    if not right:
        return False
    return not any(month == said and year in {None, when} for when, month in right for year, said in months)
