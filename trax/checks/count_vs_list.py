"""A number of States that is not the length of the list beside it, or not the number its session reviewed.

"The 15th session reviewed 14 States" was planned and did not come true: 13 were reviewed. Sessions had 11 to 17 States;
the session table knows each. Numbers with "over", "about" or "of the", and numbers beside "including", are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.list_words import is_open, only_of_lists, speaks_of_plan
from trax.checks.reading.session_text import PRE_SESSION
from trax.checks.reading.state_counts import find_counts
from trax.checks.reading.state_lists import find_lists
from trax.model import Finding
from trax.upr.expected import expected_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_lists import StateList

CODE = "count-vs-list"
SUMMARY = "A number of States that is not that of the list beside it, or of the session."

# A number that is far from the session's counts something else, or some of its States.
_FEWEST, _NEAR = 10, 4
_PART_OF_SESSION = re.compile(
    r"\b(?i:cycles?|so far|sessions|since|total|to date|until now|already|each|every|per|first week"
    r"|second week|week one|this week|last week|mornings?|afternoons?|today|yesterday|monday|tuesday|wednesday|thursday"
    r"|friday|halfway|remaining|half|between)\b"
)


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each number of States that its list or its session contradicts."""
    told = set()
    for names in find_lists(given):
        for finding in _against_list(names):
            told.add(finding.place)
            yield finding
    for passage in given.passages:
        for finding in _against_session(given, passage):
            if finding.place not in told:
                yield finding


def _against_list(names: StateList) -> Iterator[Finding]:
    """Yield a finding when the number that announces a list, with nothing else between, is not its length."""
    counts = find_counts(names.introduction) if names.introduction else ()
    if not counts or counts[-1].is_vague or is_open(names.introduction, names.tail):
        return
    count, length = counts[-1], len(names.states) + len(names.unknown)
    lengths = {length, len(names.entries), len({*names.states, *names.more}) + len(names.unknown)}
    if {count.number, count.whole} & lengths or not only_of_lists(names.introduction[count.end :]):
        return
    place = names.passage.place(names.begins + count.start)
    message = f"{count.number} States are announced and {length} are listed"
    yield Finding(CODE, "error", place, message, count.text, "correct the number or the list")


def _against_session(given: CheckInput, passage: Passage) -> Iterator[Finding]:
    for count in find_counts(passage.prose) if passage.sessions else ():
        if not count.is_reviewed or count.whole or count.is_vague:
            continue
        begin, end = passage.sentence(count.start)
        sentence = passage.prose[begin:end]
        here = {each.number for each in passage.sessions_between(begin, end)}
        session = given.table.session(here.pop()) if len(here) == 1 else None
        if session is None or _PART_OF_SESSION.search(sentence) or PRE_SESSION.search(sentence):
            continue
        is_planned = count.is_planned or speaks_of_plan(sentence)
        level, number = session.confidence.states, len(session.states)
        right = expected_states(given.table, session, given.as_of, as_planned=is_planned).numbers
        if count.number in right or abs(count.number - number) > _NEAR or count.number < _FEWEST:
            continue
        if level in SEVERITY_OF:
            yield Finding(
                CODE,
                SEVERITY_OF[level],
                passage.place(count.start),
                f"session {session.number} has {number} States, not {count.number}",
                count.text,
                f"write {number}",
                source_of(given.table, session, level),
            )
