"""A list of the States of a session lacks one.

A State that is left out of the list of its own review is a diplomatic slip. Only a list that means to be complete is
compared: lists of Pre-sessions, lists after "including" or "such as", and lists of partners may be shorter. Better than
adding the name by hand: let an item of kind session print the list from the table.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, listed, source_of
from trax.checks.reading.state_lists import find_lists, mode_of, session_of
from trax.model import Finding
from trax.upr.names import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Session, Table

CODE = "missing-state"
SUMMARY = "A list of the States of a session that lacks one."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each complete list of a session from which States are missing."""
    for names in find_lists(given):
        session = session_of(given, names)
        if session is None or mode_of(names, session) != "all":
            continue
        level = session.confidence.states
        missing = [
            code for code in session.states if code not in names.states and not _came_later(given, session, code)
        ]
        if missing and level in SEVERITY_OF:
            verb = "is" if len(missing) == 1 else "are"
            message = f"{given.state_names(missing)} {verb} missing from the States of session {session.number}"
            counted = f"{len(names.states)} of its {len(session.states)} States are listed"
            yield Finding(
                CODE,
                SEVERITY_OF[level],
                names.place,
                f"{message}; {counted}",
                hint=_hint(given.table, names, missing),
                source=source_of(given.table, session, level),
            )


def _came_later(given: CheckInput, session: Session, code: str) -> bool:
    """Return whether the State was still expected at an earlier session on the day of the issue."""
    return any(
        moved.iso3 == code
        and moved.moved_to_session == session.number
        and (earlier.end is None or given.as_of <= earlier.end)
        for earlier in given.table.sessions
        for moved in earlier.not_reviewed
    )


def _hint(table: Table, names: StateList, missing: list[str]) -> str:
    states = [state for code in missing if (state := table.state(code))]
    spelled = {spelling: state.short for state in states for spelling in spellings(state)}
    for odd in names.unknown:
        meant = get_close_matches(odd, spelled, n=1)
        if meant:
            return f'"{odd}" is no name of a State: is {spelled[meant[0]]} meant?'
    return f"add {listed([state.short for state in states])}, or say that the list is a choice (including, such as)"
