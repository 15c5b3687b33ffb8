"""Numbers of States in running text: `the 14 States`, `thirteen countries were reviewed`, `11 of the 14 States`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_NUMBER_OF = {word: number for number, word in enumerate([*_UNITS.split(), "eighteen", "nineteen", "twenty"], start=1)}
_NUMBERS = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w./-])(?P<number>\d{{1,3}}|(?i:{_NUMBERS}))"
    r"(?P<of>\s+(?:out\s+)?of\s+(?:the\s+|these\s+|its\s+)?(?P<whole>\w+))?"
    r"\s+(?:UN\s+|Member\s+|member\s+|following\s+|different\s+|final\s+){0,3}(?P<what>(?i:states|countries|nations)\b|SuRs?\b)"
    r"(?!\s+(?i:parties|representatives|members))"
)
_AFTER = re.compile(
    r"\s*,?\s*(?:(?P<verb>(?:(?:which|that|who)\s+)?(?:(?:were|are|was|will|have|had|would|to|be|been|being|now|then|all"
    r"|also|due|set|scheduled|planned|expected|meant)\s+){1,6})(?:reviewed|examined|under\s+review|up\s+for\s+review"
    r"|on\s+the\s+(?:list|agenda))|(?P<told>present(?:ed)?\s+their\s+(?:national\s+)?reports?)"
    r"|(?P<plain>reviewed|(?i:under\s+review)|examined))\b(?P<end>\s*(?:[.,;:)\n\u2013\u2014]|\Z))?"
)
_VAGUE = re.compile(
    r"\b(?:over|than|about|almost|nearly|some|around|least|most|to|up|other|first|last|another|only|already|or|and)\s+"
    r"(?:the\s+)?\Z",
    re.IGNORECASE,
)
_REVIEWS = re.compile(
    r"\b(?:review(?:s|ed|ing)?|reviews? of|examin(?:ed|es|ing))\s+(?:of\s+)?(?:(?:the|all)\s+)?(?:following\s+)?\Z"
)
_ALL = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Aa]ll|[Ii]ts|[Tt]hose)\s+(?:following\s+|final\s+)?\Z")
_PLANNED = re.compile(r"\b(?:scheduled|planned|due|were to|was to|originally|initially|expected|meant|instead of)\b")
_WHICH = re.compile(r"\s+(?:that|which|who|whose|from|with|on|\w+ing)\b")  # some States of a kind, not all of a session
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of States.

    Attributes:
        whole: Of how many it counts some (`11 of the 14 States`); 0 when it counts all.
        is_vague: Whether a word before it blurs it (`over 14 States`).
        is_reviewed: Whether it is said that a session reviews so many.
        is_planned: Whether it is said of the plan (`were scheduled to be reviewed`).
    """

    number: int
    start: int
    end: int
    text: str
    whole: int
    is_vague: bool
    is_reviewed: bool
    is_planned: bool


def find_counts(text: str) -> tuple[CountMention, ...]:
    """Return the numbers of States that a text names, in order."""
    return tuple(_mention(text, match) for match in _COUNT.finditer(text))


def _mention(text: str, match: re.Match[str]) -> CountMention:
    low, start = max(0, match.start() - _WINDOW), match.start()
    after = _AFTER.match(text, match.end())
    is_all = _ALL.search(text, low, start) is not None
    is_reviewed = _REVIEWS.search(text, low, start) is not None
    if after:  # "12 States reviewed at the session have answered" are some of its States
        is_reviewed |= bool(after["verb"] or after["told"] or after["end"] or is_all)
    is_reviewed |= is_all and match["what"].startswith("S") and not _WHICH.match(text, match.end())
    end = after.end() if after else match.end()
    return CountMention(
        _number(match["number"]),
        start,
        match.end(),
        text[start:end].rstrip(" .,;:)\n\u2013\u2014"),
        (_number(match["whole"]) if match["of"] else 0) or (-1 if match["of"] else 0),
        is_vague=_VAGUE.search(text, low, start) is not None,
        is_reviewed=is_reviewed,
        is_planned=_PLANNED.search(text, low, end) is not None,
    )


def _number(word: str) -> int:
    return _NUMBER_OF.get(word.lower()) or (int(word) if word.isdigit() else 0)
