"""How many States the table has as reviewed in a cycle, at the moments that a text may count by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.document_day import day_of
from trax.content.document import Document

if TYPE_CHECKING:
    from trax.checks.base import CheckInput
    from trax.checks.reading.state_totals import TotalClaim
    from trax.upr.table import Cycle, Session

# Source: the table's exceptions of cycle 1. The UN had 192 members, and OHCHR's texts often say 193.
_ALL_STATES = frozenset({192, 193})
_NEAR_DAYS = 120
_LONGEST = timedelta(days=14)
# A total without a cycle is compared when it is at most a session off; fewer are the States of one session.
_NEAR_TOTAL, _FEWEST = 17, 18
_LOOK_BACK = 400


@dataclass(frozen=True, slots=True)
class Expected:
    """The totals that are right for a claim; the likeliest first, with the session after which it stood."""

    numbers: tuple[int, ...]
    session: Session
    cycle: Cycle


def expected_total(given: CheckInput, claim: TotalClaim, *, is_estimated: bool) -> Expected | None:
    """Return the totals that are right for a claim, or None when it is not clear what it counts by.

    Args:
        given: The texts and the table.
        claim: What one of them says.
        is_estimated: Whether the day to judge by may be a session early or late.
    """
    sessions = [each for each in given.table.sessions if each.start is not None]
    latest = _latest(sessions, given.as_of)
    if claim.whole_cycles:
        return _of_whole_cycles(given, claim, latest)
    named = given.table.session(claim.session.number) if claim.session else _counted(given, claim, latest)
    if claim.session and not claim.session.is_sure and not _is_near(named, given.as_of):
        return None
    by = named or latest
    if by is None or (claim.held and named is None):
        return None
    number = (claim.cycle.number if claim.cycle else None) or by.cycle
    cycle = next((each for each in given.table.cycles if each.number == number), None)
    if cycle is None or (named and named.cycle != number) or number > by.cycle:
        return None
    if claim.session and claim.number in {len(by.states), len(by.states) + len(by.not_reviewed)}:
        return None  # the session's own number
    in_cycle = [each for each in sessions if each.cycle == number]
    if named is None and is_undated(given):
        every = Expected(tuple(range(cycle.states_expected, -1, -1)), in_cycle[-1], cycle)
        return every if claim.cycle or cycle.number == 1 else None
    if named is None and number < by.cycle:
        return Expected(_sums(in_cycle), in_cycle[-1], cycle)
    end = [each for each in in_cycle if each.start and each.start.year == (claim.end_of_year or given.day.year)]
    if named is None and claim.end_of_year is not None and end:
        by = end[-1]
    expected = Expected(_numbers(given, claim, in_cycle, by, is_estimated=is_estimated), by, cycle)
    return expected if named else _at_any_time(given, claim, in_cycle, expected)


def _at_any_time(given: CheckInput, claim: TotalClaim, in_cycle: list[Session], expected: Expected) -> Expected | None:
    """Return what is right for a claim that names no session, and may speak of another day, or of all cycles."""
    if claim.is_elsewhen and claim.end_of_year is None:
        expected = _nearest(in_cycle, claim, expected)
    if claim.cycle is None and expected.cycle.number > 1:
        return _without_cycle(given, claim, expected)
    return expected


def _nearest(in_cycle: list[Session], claim: TotalClaim, expected: Expected) -> Expected:
    """Return the totals after every session, the nearest to the one said first: it may count by any of them."""
    said = expected.cycle.states_expected - claim.number if claim.is_left else claim.number
    sums = _sums(in_cycle)[::-1]
    order = sorted(range(len(sums)), key=lambda index: abs(sums[index] - said))
    return Expected((*(sums[index] for index in order), *expected.numbers), in_cycle[order[0]], expected.cycle)


def _counted(given: CheckInput, claim: TotalClaim, latest: Session | None) -> Session | None:
    """Return the session of "after two sessions of the fourth cycle", or of "for the last three sessions"."""
    number = (claim.cycle.number if claim.cycle else None) or (latest.cycle if latest else 0)
    cycle = next((each for each in given.table.cycles if each.number == number), None)
    if cycle is None or not claim.held:
        return None
    counted = cycle.first_session + claim.held - 1 if claim.held > 0 else cycle.last_session + claim.held
    return given.table.session(counted) if cycle.first_session <= counted <= cycle.last_session else None


def _of_whole_cycles(given: CheckInput, claim: TotalClaim, latest: Session | None) -> Expected | None:
    """Return the sum of the first cycles, for "in two cycles 385 reviews", when they are over and it is near."""
    cycles = given.table.cycles[: claim.whole_cycles]
    total = sum(each.states_expected for each in cycles)
    last = given.table.session(cycles[-1].last_session)
    is_over = latest is not None and latest.number >= cycles[-1].last_session
    if last is None or claim.is_left or not is_over or abs(claim.number - total) > _NEAR_TOTAL:
        return None
    return Expected((total,), last, cycles[-1])


def _without_cycle(given: CheckInput, claim: TotalClaim, expected: Expected) -> Expected | None:
    """Return what is right where no cycle is named: it may be this one, or all of them, and has to be near it."""
    before = sum(each.states_expected for each in given.table.cycles if each.number < expected.cycle.number)
    numbers = (*expected.numbers, *(before + each for each in expected.numbers), *_named_before(given, claim))
    said = expected.cycle.states_expected - claim.number if claim.is_left else claim.number
    is_near = any(abs(said - each) <= _NEAR_TOTAL for each in numbers)
    is_late = claim.is_left and expected.session.number >= expected.cycle.last_session - 1
    is_many = said >= _FEWEST and (claim.number >= _FEWEST or (is_late and not claim.is_elsewhen))
    return Expected(numbers, expected.session, expected.cycle) if is_near and is_many else None


def _named_before(given: CheckInput, claim: TotalClaim) -> list[int]:
    """Return the totals after the sessions that stand before a claim, by which it may count without saying so."""
    found: list[int] = []
    for each in claim.passage.sessions_between(max(0, claim.start - _LOOK_BACK), claim.start):
        session = given.table.session(each.number)
        if session:
            in_cycle = [other for other in given.table.sessions if other.cycle == session.cycle]
            found.append(sum(len(other.states) for other in in_cycle if other.number <= session.number))
    return found


def _is_near(session: Session | None, day: date) -> bool:
    """Return whether a session that may be somebody else's is at least one of ours about the day."""
    return session is not None and session.start is not None and abs((session.start - day).days) <= _NEAR_DAYS


def is_all(claim: TotalClaim, expected: Expected) -> bool:
    """Return whether a claim speaks of all States, which is left alone unless it is plainly too early."""
    if claim.whole_cycles:
        return False
    if claim.is_again and claim.number == min(_ALL_STATES) and expected.session.number == expected.cycle.last_session:
        return True  # South Sudan was reviewed for the first time in the second cycle
    if expected.cycle.number == 1 or claim.number not in _ALL_STATES:
        return claim.number in _ALL_STATES
    is_early = expected.session.number < expected.cycle.last_session
    return claim.number == expected.cycle.states_expected and not (is_early and claim.cycle and not claim.is_ahead)


def _latest(sessions: list[Session], day: date) -> Session | None:
    """Return the last session that has begun."""
    return next((each for each in reversed(sessions) if each.start and each.start <= day), None)


def is_undated(given: CheckInput) -> bool:
    """Return whether a document is judged by today because nobody gave its day: then any session may be its last."""
    return isinstance(given.subject, Document) and given.as_of > given.table.compiled


def has_estimated_day(given: CheckInput) -> bool:
    """Return whether the day that a document is judged by is the one its own words tell."""
    if not isinstance(given.subject, Document):
        return False
    own = day_of(given.passages[0], date.max)
    return own.day == given.as_of and own.reason != "by the date at its top"


def _sums(in_cycle: list[Session]) -> tuple[int, ...]:
    totals = [sum(len(each.states) for each in in_cycle[: index + 1]) for index in range(len(in_cycle))]
    return tuple(reversed(totals))


def _numbers(
    given: CheckInput, claim: TotalClaim, in_cycle: list[Session], by: Session, *, is_estimated: bool
) -> tuple[int, ...]:
    """Return the totals after the session counted by, and before it or after the next where the words allow it."""
    index = in_cycle.index(by)
    sums = (0, *reversed(_sums(in_cycle)))
    after, before = sums[index + 1], sums[index]
    start = by.start or given.as_of
    is_over = given.as_of > (by.end or start + _LONGEST)
    if claim.held:
        numbers = [after]
    elif claim.session:
        numbers = [before] if claim.relation == "before" else [after] if claim.relation == "after" else [after, before]
    else:
        numbers = [after, *([before] if claim.relation == "before" else [])]
        if claim.is_ahead and claim.end_of_year is None and index + 1 < len(in_cycle):
            coming = in_cycle[index + 1]
            numbers += [sums[index + 2], sums[index + 2] + (len(coming.not_reviewed) if is_over else 0)]
        if is_estimated:
            numbers += [before, *sums[index + 2 : index + 3]]
    if not is_over:
        numbers += [after + len(by.not_reviewed), *(range(before, after + 1) if start <= given.as_of else ())]
    return tuple(dict.fromkeys(numbers))
