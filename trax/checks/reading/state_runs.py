"""Runs of States in a text: names with nothing but separators, days, times and remarks between them.

A run is a list only by its form. To whom it belongs, and whether it means to be complete, is read elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.list_entries import entry_of, unknown_between, with_ends
from trax.checks.reading.list_joints import is_first_in_line, joint_between, may_begin_line, rest_of_line
from trax.checks.reading.state_tables import find_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.passage import Passage
    from trax.upr.names import StateMention

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Entries in a row, or below each other in the column of a table, whose first row has `head` above them."""

    entries: tuple[Entry, ...]
    head: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """Where the first entry begins."""
        return self.entries[0].start

    @property
    def end(self) -> int:
        """Where the last entry ends, with the remarks behind it."""
        return self.entries[-1].rest


def find_runs(passage: Passage) -> tuple[Run, ...]:
    """Return the runs of States of a passage in order, single States among them."""
    if not passage.states:
        return ()
    columns, states = find_columns(passage)
    runs = [Run(tuple(entry_of(passage, each, "line") for each in one.states), one.head) for one in columns]
    runs += [Run(tuple(entries)) for entries in _in_rows(passage, states)]
    return tuple(sorted(runs, key=lambda run: run.start)) if columns else tuple(runs)


def _in_rows(passage: Passage, states: Sequence[StateMention]) -> Iterator[list[Entry]]:
    index, done = 0, 0
    while index < len(states):
        if states[index].start >= done:
            entries = [entry_of(passage, states[index], "first")]
            while step := _next(passage, states, index, entries):
                index = step
            entries = with_ends(passage, entries) if len(entries) >= FEWEST else entries
            done = entries[-1].end
            yield entries
        index += 1


def _next(passage: Passage, states: Sequence[StateMention], index: int, entries: list[Entry]) -> int:
    """Append the entries up to the next State of the list, and return its index; 0 when the list ends."""
    text, last = passage.prose, entries[-1]
    following = index + 1
    while following < len(states) and states[following].start < last.rest:
        following += 1  # States in the brackets behind an entry: other names, or its troika
    if following == len(states):
        return 0
    mention = states[following]
    if joint := joint_between(passage, last.rest, mention):
        entries.append(entry_of(passage, mention, joint))
        return following
    if unknown := unknown_between(passage, last, mention):
        entries[-1:] = unknown
        return following
    line = rest_of_line(text, last.end) if is_first_in_line(text, last.start) else None
    if line is None:
        return 0
    while following < len(states) and states[following].start < line:
        following += 1
    if following < len(states) and may_begin_line(text, line, states[following]):
        entries.append(entry_of(passage, states[following], "remark"))
        return following
    return 0
