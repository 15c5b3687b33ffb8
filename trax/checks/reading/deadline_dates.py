"""Deadlines of a text: `The deadline for submissions for the 23rd session is 22 September 2014`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.event_dates import names_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, PartialDay


@dataclass(frozen=True, slots=True)
class DeadlineClaim:
    """A deadline and its last day.

    Attributes:
        key: The words that say what is due, without small ones; the same deadline has the same.
    """

    mention: DateMention
    what: str
    key: frozenset[str]
    day: PartialDay


_DEADLINE = re.compile(
    r"\b[Dd]eadlines?\s+(?:for|to|of)\s+(?P<what>[^.;:!?()\n]{5,120}?)"
    r"(?:\s+(?:is|was|will\s+be|falls\s+on)\s+(?:on\s+)?(?:the\s+)?|\s?[:\u2013\u2014-]\s*|,\s+|\s+\()\Z"
)
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(["the", "a", "an", "of", "for", "to", "on", "in", "and", "your", "our", "all", "upr", "next"])
_FEWEST_WORDS, _FAR = 2, 180


def find_deadlines(passage: Passage) -> Iterator[DeadlineClaim]:
    """Yield the deadlines of a text that name what is due; those that were changed are left out."""
    if "eadline" not in passage.prose:
        return
    for mention in passage.dates:
        begin, _ = passage.sentence(mention.start)
        match = _DEADLINE.search(passage.prose, max(begin, mention.start - _FAR), mention.start)
        if match and mention.last is None and not names_change(passage, mention.start):
            key = key_of(match["what"])
            if len(key) >= _FEWEST_WORDS:
                yield DeadlineClaim(mention, " ".join(match["what"].split()), key, mention.first)


def key_of(what: str) -> frozenset[str]:
    """Return the words that tell one deadline from another: `{submission, session, 23rd}`."""
    return frozenset(word.rstrip("s") for word in _WORD.findall(what.lower()) if word not in _SMALL)
