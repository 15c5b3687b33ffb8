"""A number of States that is not the length of the list beside it, or not the number its session reviewed.

"The 15th session reviewed 14 States" was planned and did not come true: 13 were reviewed. Sessions had 11 to 17 States;
the session table knows each. Numbers with "over", "about" or "of the", and numbers beside "including", are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.session_text import PRE_SESSION
from trax.checks.reading.state_counts import find_counts
from trax.checks.reading.state_lists import find_lists, is_choice
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.upr.table import Session

CODE = "count-vs-list"
SUMMARY = "A number of States that is not that of the list beside it, or of the session."

_SUMMED = re.compile(r"\b(?:cycles?|so far|sessions|since|total)\b")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each number of States that its list or its session contradicts."""
    for names in find_lists(given):
        counts = find_counts(names.introduction)
        length = len(names.states) + len(names.unknown)
        if counts and not is_choice(names) and not counts[-1].is_vague and counts[-1].number != length:
            message = f"{counts[-1].number} States are announced and {length} are listed"
            yield Finding(CODE, "error", names.place, message, counts[-1].text, "correct the number or the list")
    for passage in given.passages:
        yield from _against_session(given, passage)


def _against_session(given: CheckInput, passage: Passage) -> Iterator[Finding]:
    for count in find_counts(passage.prose) if passage.sessions else ():
        begin, end = passage.sentence(count.start)
        sentence = passage.prose[begin:end]
        here = {each.number for each in passage.sessions_between(begin, end)}
        session = given.table.session(here.pop()) if len(here) == 1 else None
        if session is None or not count.is_reviewed or count.is_part or count.is_vague:
            continue
        if _SUMMED.search(sentence) or PRE_SESSION.search(sentence):
            continue
        level = session.confidence.states
        if count.number not in _counts(given, session) and level in SEVERITY_OF:
            yield Finding(
                CODE,
                SEVERITY_OF[level],
                passage.place(count.start),
                f"session {session.number} has {len(session.states)} States, not {count.number}",
                count.text,
                f"write {len(session.states)}",
                source_of(given.table, session, level),
            )


def _counts(given: CheckInput, session: Session) -> set[int]:
    """Return the numbers that are right: that of the table, and before the session's end that of the plan."""
    number = len(session.states)
    is_over = session.end is not None and given.as_of > session.end
    return {number} if is_over else {number, number + len(session.not_reviewed)}
