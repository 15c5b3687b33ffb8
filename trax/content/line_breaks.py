"""Which line breaks of a text end a sentence: those that somebody typed, not those that a mail program made.

In a text pasted from a page a paragraph is one long line, and a heading has a line of its own without an empty one
after it: each line break ends something. In a text wrapped at 72 columns most line breaks end nothing. The two are
told apart by the lengths of the lines, and a single line break by whether the next word would still have fitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Mail programs wrap at 65 to 78 columns, editors at up to 100. Source: RFC 5322, 2.1.1; RFC 3676, 4.2 (format=flowed).
NARROWEST_WRAP, WIDEST_WRAP = 50, 110
_SHARE_OF_LONG = 0.25  # of the characters, in lines that no program wrapped
_NO_STUB, _SHARE_OF_FULL = 0.6, 0.5  # half of the lines that are no stubs are full in a wrapped text
_ENDS = (".", "!", "?")
_LINE = re.compile(r"[^\n]++")
_QUOTE = re.compile(r"[> \t]*+")
_WORD = re.compile(r"\S*+")
# A line is not finished that ends with a comma, a colon, a dash, an opening bracket or a word that ties.
_UNFINISHED = re.compile(
    r"(?:[,;:(\[&/\u2013\u2014-]|\b(?i:and|or|of|the|a|an|in|on|at|to|from|for|by|with|between|until|as|that|which"
    r"|is|are|was|were|be|will|its|their|our|upr|no\.|mr\.|ms\.|mrs\.|dr\.))\s*\Z"
)
_LOOK_BACK = 24
# A line goes on what stands before it that begins with a small letter, a bracket or the rest of a date.
_GOES_ON = re.compile(rf"[a-z(\[)\],;\u2013\u2014]|\d{{1,2}}(?:st|nd|rd|th)?\s{{0,3}}(?:[-\u2013\u2014]|to\b|{MONTH})")
# "19 January\n- 30 January 2015", "on December\n14. The": what looks like the mark of a list is the rest of a date.
_DATE_BEGUN = re.compile(rf"(?:\d|\b{MONTH})(?:st|nd|rd|th)?\s{{0,3}}\Z")
_MONTH_BEGUN = re.compile(rf"\b{MONTH}\s{{0,3}}\Z")
_REST_OF_RANGE = re.compile(r"-\s{1,3}\d")
_REST_OF_DAY = re.compile(r"\d{1,2}[.)]\s")
_ENTRY = re.compile(r"[> \t]*+[-*+\u2022]\s")


@dataclass(frozen=True, slots=True)
class _Break:
    """A single line break.

    Attributes:
        line: The line before it.
        length: Of that line, without the spaces at its end.
        begin: Where the words of the next line begin.
        full_at: The column beyond which the next word would have stood.
    """

    line: re.Match[str]
    length: int
    begin: int
    full_at: int
    next_line: int


def sentence_breaks(text: str) -> tuple[int, ...]:
    """Return the offsets after each single line break that ends a sentence; empty lines end one in any case."""
    breaks = tuple(_single_breaks(text))
    width = _wrap_width(text, breaks)
    return tuple(each.next_line for each in breaks if (not width or each.full_at <= width) and not _goes_on(text, each))


def marks_of_dates(text: str) -> tuple[int, ...]:
    """Return where the lines begin whose dash or number is no mark of a list, but the rest of a broken date."""
    breaks = tuple(_single_breaks(text))
    width = _wrap_width(text, breaks)
    return tuple(each.next_line for each in breaks if width and each.full_at > width and _breaks_date(text, each))


def _breaks_date(text: str, each: _Break) -> bool:
    low, end = max(each.line.start(), each.line.end() - _LOOK_BACK), each.line.end()
    if _REST_OF_RANGE.match(text, each.begin):
        return _DATE_BEGUN.search(text, low, end) is not None and not _ENTRY.match(text, each.line.start())
    return _REST_OF_DAY.match(text, each.begin) is not None and _MONTH_BEGUN.search(text, low, end) is not None


def _single_breaks(text: str) -> Iterator[_Break]:
    before = None
    for line in _LINE.finditer(text):
        if before and line.start() == before.end() + 1:
            begin = _end(_QUOTE, text, line.start())
            length = len(before[0].rstrip())
            yield _Break(before, length, begin, length + 1 + _end(_WORD, text, begin) - begin, line.start())
        before = line


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _wrap_width(text: str, breaks: Sequence[_Break]) -> int:
    """Return the column at which a program broke the lines; 0 where each line was ended by a person."""
    lengths = [line.end() - line.start() for line in _LINE.finditer(text)]
    if sum(length for length in lengths if length > WIDEST_WRAP) > _SHARE_OF_LONG * sum(lengths):
        return 0
    width = max((each.length for each in breaks if each.length <= WIDEST_WRAP), default=0)
    whole = [each for each in breaks if each.length >= width * _NO_STUB]
    # A full line that ends with its sentence may be a paragraph that happens to be as long.
    full = sum(each.full_at > width and not each.line[0].rstrip().endswith(_ENDS) for each in whole)
    return width if width >= NARROWEST_WRAP and full >= _SHARE_OF_FULL * len(whole) else 0


def _goes_on(text: str, each: _Break) -> bool:
    """Return whether the words before and after a line break make one sentence."""
    low, end = max(each.line.start(), each.line.end() - _LOOK_BACK), each.line.end()
    return bool(_GOES_ON.match(text, each.begin) or _UNFINISHED.search(text, low, end))
