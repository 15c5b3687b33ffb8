"""A number of States that is not the length of the list beside it, or not the number its session reviewed.

"The 15th session reviewed 14 States" was planned and did not come true: 13 were reviewed. Sessions had 11 to 17 States;
the session table knows each. Numbers with "over", "about" or "of the", and numbers beside "including", are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.list_counts import find_announced
from trax.checks.reading.list_words import speaks_of_plan
from trax.checks.reading.session_counts import find_session_counts
from trax.checks.reading.state_lists import find_lists
from trax.model import Finding
from trax.upr.expected import expected_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_counts import SessionCount
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Session

CODE = "count-vs-list"
SUMMARY = "A number of States that is not that of the list beside it, or of the session."

# A number that is far from the session's counts something else, or some of its States.
_FEWEST, _NEAR = 10, 4
_AMONG_THEM = re.compile(r"\b(?:among|including|includes?|with|also|too)\b")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each number of States that its list or its session contradicts."""
    told = set()
    for names in find_lists(given):
        for finding in _against_list(names):
            if finding.place not in told:
                told.add(finding.place)
                yield finding
    for passage in given.passages:
        for finding in _against_session(given, passage):
            if finding.place not in told:
                yield finding


def _against_list(names: StateList) -> Iterator[Finding]:
    """Yield a finding when the number that announces a list, or sums it up, is not its length."""
    length = len(names.states) + len(names.unknown)
    lengths = {length, len(names.entries), len({*names.states, *names.more}) + len(names.unknown)}
    for count in find_announced(names):
        if not {count.number, count.whole} & lengths:
            message = f"{count.number} States are announced and {length} are listed"
            place = names.passage.place(count.start)
            yield Finding(CODE, "error", place, message, count.text, "correct the number or the list")


def _against_session(given: CheckInput, passage: Passage) -> Iterator[Finding]:
    for said in find_session_counts(passage):
        session = given.table.session(said.number)
        if session is None or session.confidence.states not in SEVERITY_OF:
            continue
        count, number, level = said.count, len(session.states), session.confidence.states
        if abs(count.number - number) > _NEAR or count.number < _FEWEST or count.number in _right(given, said, session):
            continue
        message = f"session {session.number} has {number} States, not {count.number}"
        source = source_of(given.table, session, level)
        yield Finding(
            CODE, SEVERITY_OF[level], passage.place(count.start), message, count.text, f"write {number}", source
        )


def _right(given: CheckInput, said: SessionCount, session: Session) -> frozenset[int]:
    """Return the numbers that were right on the day; with a State moved to the session where the sentence names it."""
    sentence = said.passage.prose[slice(*said.sentence)]
    is_planned = said.count.is_planned or speaks_of_plan(sentence)
    expected = expected_states(given.table, session, given.as_of, as_planned=is_planned)
    named = {each.iso3 for each in said.passage.states_between(*said.sentence)}
    doubtful = set(session.states).difference(expected.required)
    if _AMONG_THEM.search(sentence) and doubtful and doubtful <= named:
        return frozenset(number for number in expected.numbers if number >= len(session.states))
    return expected.numbers
