"""Which States a list of a session should hold, by what was known on a day.

Haiti, Israel, Sudan, Ukraine, the United States and Myanmar were listed for one session and moved to a later one. Until
the first was over its list was right with the State and without it; until the second was over, so was the second's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from trax.upr.table import Session, Table

# A session whose last day is not established is over when the longest ones are: 15 calendar days, and some room.
_LONGEST = timedelta(days=18)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a list of a session should hold.

    Attributes:
        required: States without which a complete list is wrong, in the order of the table.
        allowed: States that may stand in it.
        numbers: Numbers of States that are right to name.
    """

    required: tuple[str, ...]
    allowed: frozenset[str]
    numbers: frozenset[int]


def expected_states(table: Table, session: Session, day: date, *, as_planned: bool = False) -> Expected:
    """Return which States a list of the session should hold on the day.

    Args:
        as_planned: Whether the text speaks of the plan ("were scheduled"), which stays true after the session.
    """
    is_over = is_past(session, day)
    moved_out = {one.iso3 for one in session.not_reviewed} if as_planned or not is_over else set()
    moved_in = set() if is_over else _moved_to(table, session)
    number = len(session.states)
    return Expected(
        tuple(code for code in session.states if code not in moved_in),
        frozenset(moved_out.union(session.states)),
        frozenset(range(number - len(moved_in), number + len(moved_out) + 1)),
    )


def is_past(session: Session, day: date) -> bool:
    """Return whether the session was over on the day."""
    last = session.end or (session.start + _LONGEST if session.start else None)
    return last is not None and day > last


def _moved_to(table: Table, session: Session) -> set[str]:
    """Return the States that came to the session from an earlier one."""
    return {
        one.iso3 for earlier in table.sessions for one in earlier.not_reviewed if one.moved_to_session == session.number
    }
