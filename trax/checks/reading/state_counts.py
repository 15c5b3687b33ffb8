"""Numbers of States in running text: `the 14 States`, `thirteen countries were reviewed`, `11 of the 14 States`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_NUMBER_OF = {word: number for number, word in enumerate(_WORDS.split(), start=1)}
_COUNT = re.compile(
    rf"(?<![\w./-])(?P<number>\d{{1,3}}|(?i:{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))}))"
    r"(?P<of>\s+(?:out\s+)?of\s+(?:the\s+)?\w+)?\s+(?:UN\s+|Member\s+|following\s+){0,3}(?i:states|countries)\b"
    r"(?!\s+(?i:parties|representatives))"
    r"(?P<reviewed>\s+(?:(?:were|are|to be|will be|have been)\s+)?(?:reviewed|(?i:under review)|examined))?"
)
_VAGUE = re.compile(
    r"\b(?:over|than|about|almost|nearly|some|around|least|most|to|other|first|last|another)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_REVIEWS = re.compile(r"\b(?:review(?:s|ed|ing)?|reviews? of|examined?)\s+(?:of\s+)?(?:the\s+)?\Z")
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of States.

    Attributes:
        is_part: Whether it counts some of them (`11 of the 14 States`).
        is_vague: Whether a word before it blurs it (`over 14 States`).
        is_reviewed: Whether it is said that these States are reviewed.
    """

    number: int
    start: int
    text: str
    is_part: bool
    is_vague: bool
    is_reviewed: bool


def find_counts(text: str) -> tuple[CountMention, ...]:
    """Return the numbers of States that a text names, in order."""
    return tuple(_mention(text, match) for match in _COUNT.finditer(text))


def _mention(text: str, match: re.Match[str]) -> CountMention:
    low, start = max(0, match.start() - _WINDOW), match.start()
    return CountMention(
        _NUMBER_OF.get(match["number"].lower()) or int(match["number"]),
        start,
        match[0],
        is_part=match["of"] is not None,
        is_vague=_VAGUE.search(text, low, start) is not None,
        is_reviewed=match["reviewed"] is not None or _REVIEWS.search(text, low, start) is not None,
    )
