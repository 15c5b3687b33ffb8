"""Numbers of States of which a text says that a session reviews so many: `fourteen States are on the list`.

The session is that of the sentence, or the only one that its paragraph named before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trax.checks.reading.session_text import PRE_SESSION
from trax.checks.reading.state_counts import find_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_counts import CountMention

_PART_OF_SESSION = re.compile(
    r"\b(?i:cycles?|so far|sessions|since|total|to date|until now|already|each|every|per|first week"
    r"|second week|week one|this week|last week|mornings?|afternoons?|today|yesterday|monday|tuesday|wednesday|thursday"
    r"|friday|halfway|remaining|half|between)\b"
)
# Words that lead to another session than the one named before.
_ELSEWHERE = re.compile(
    r"\b(?i:next|previous|last|another|new|usual\w*|normal\w*|always|often|then|earlier|later|year|years|before|again"
    r"|council|committee|assembly|if|would|could|should|might|average|planned|than)\b"
)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_LOOK_BACK = 300


@dataclass(frozen=True)  # a passage is no value to compare
class SessionCount:
    """A number of States that a session is said to review.

    Attributes:
        sentence: Where its sentence begins and ends.
    """

    passage: Passage = field(repr=False)
    number: int
    count: CountMention
    sentence: tuple[int, int]


def find_session_counts(passage: Passage) -> Iterator[SessionCount]:
    """Yield what a passage says of how many States a session reviews; parts of sessions and cycles are left out."""
    for count in find_counts(passage.prose) if passage.sessions else ():
        if not count.is_reviewed or count.whole or count.is_vague:
            continue
        begin, end = passage.sentence(count.start)
        words = passage.prose[begin:end]
        if _PART_OF_SESSION.search(words) or PRE_SESSION.search(words):
            continue
        named = {each.number for each in passage.sessions_between(begin, end)}
        is_told = len(count.text) > count.end - count.start  # "were reviewed", not "the 11 States" of before
        if not named and is_told and not _ELSEWHERE.search(words):
            named = _named_before(passage, begin)
        if len(named) == 1:
            yield SessionCount(passage, named.pop(), count, (begin, end))


def _named_before(passage: Passage, begin: int) -> set[int]:
    """Return the numbers of the sessions that the paragraph names before a sentence; none beside Pre-sessions."""
    low = max(0, begin - _LOOK_BACK)
    breaks = [match.end() for match in _EMPTY_LINE.finditer(passage.prose, low, begin)]
    low = breaks[-1] if breaks and passage.prose[breaks[-1] : begin].strip() else low if not breaks else begin
    mentions = passage.sessions_between(low, begin)
    if any(each.is_pre for each in mentions) or PRE_SESSION.search(passage.prose, low, begin):
        return set()
    return {each.number for each in mentions}
