"""A list of the States of a session lacks one.

A State that is left out of the list of its own review is a diplomatic slip. Only a list that means to be complete is
compared: lists of Pre-sessions, lists after "including" or "such as", and lists of partners may be shorter. Better than
adding the name by hand: let an item of kind session print the list from the table.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, listed, source_of
from trax.checks.reading.state_lists import find_lists
from trax.model import Finding
from trax.upr.expected import expected_states
from trax.upr.names import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Table

CODE = "missing-state"
SUMMARY = "A list of the States of a session that lacks one."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each complete list of a session from which States are missing."""
    told: set[tuple[str, int, tuple[str, ...]]] = set()
    for names in find_lists(given):
        own = names.belonging
        if own is None or own.mode != "all" or own.level not in SEVERITY_OF:
            continue
        expected = expected_states(given.table, own.session, given.as_of)
        missing = tuple(code for code in expected.required if code not in names.states and code not in names.more)
        key = (names.place.path, own.session.number, missing)
        if not missing or key in told:
            continue
        told.add(key)  # a list in two parts is one list
        verb = "is" if len(missing) == 1 else "are"
        count = len({*names.states, *names.more}.intersection(own.session.states))
        message = f"{given.state_names(missing)} {verb} missing from the States of session {own.session.number}"
        yield Finding(
            CODE,
            SEVERITY_OF[own.level],
            names.place,
            f"{message}; {count} of its {len(own.session.states)} States are listed",
            hint=_hint(given.table, names, missing),
            source=source_of(given.table, own.session, own.level),
        )


def _hint(table: Table, names: StateList, missing: tuple[str, ...]) -> str:
    states = [state for code in missing if (state := table.state(code))]
    for entry in names.entries:
        if entry.meant in missing and (state := table.state(entry.meant)):
            return f'"{entry.text}" is no name of a State: is {state.short} meant?'
    spelled = {spelling: state.short for state in states for spelling in spellings(state)}
    for odd in names.unknown:
        meant = get_close_matches(odd, spelled, n=1)
        if meant:
            return f'"{odd}" is no name of a State: is {spelled[meant[0]]} meant?'
    return f"add {listed([state.short for state in states])}, or say that the list is a choice (including, such as)"
