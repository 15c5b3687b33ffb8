"""Quotes and paragraphs of a text, and how alike two of them are.

A wording is compared by its words alone: capitals, punctuation, quotation marks and line breaks do not count. Two
wordings are alike when four in five rows of three words of one stand in the other. The sketch of a wording, its eight
smallest rows in a fixed shuffle, finds those that may be alike without comparing each with each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

Kind = Literal["quote", "paragraph"]

FEWEST_QUOTED, FEWEST_IN_PARAGRAPH = 8, 25
ALIKE = 0.8
_ROW, _SKETCH = 3, 8
_LONGEST = 4_000
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("'\u2019\u2018\u02bc\u00ad"))
# An empty line, and either end of a line so long that it was never broken.
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|(?<=[^\n]{100})\n|\n(?=[^\n]{100})")
_QUOTED = re.compile(
    r"\u201c(?P<curly>[^\u201c\u201d\n]{1,2000}(?:\n(?!\s*\n)[^\u201c\u201d\n]{1,2000}){0,20})\u201d"
    r"|\u201e(?P<low>[^\u201c\u201d\u201e\n]{1,2000})[\u201c\u201d]"
    r"|\u00ab(?P<french>[^\u00ab\u00bb\n]{1,2000})\u00bb"
    r"|(?<![^\s(\[])\"(?=\S)(?P<straight>[^\"\n]{1,2000})(?<=\S)\"(?=[\s.,;:!?)\]]|\Z)"
)
_QUOTE_LINES = re.compile(r"^[ ]{0,3}>[^\n]*(?:\n[ ]{0,3}>[^\n]*)*+", re.MULTILINE)
# A title in quotation marks is no quote: a quote ends like a sentence, or somebody is said to have said it.
_ENDS_LIKE_ONE = re.compile(r"[.!?\u2026][\s*_]*\Z")
_SAID = re.compile(
    r"\b(?:said|says|stat(?:ed|es|ing)|told|tells|wrote|writes|declare[ds]|explain(?:ed|s)|add(?:ed|s)|according to"
    r"|stress(?:ed|es)|emphasi[sz]e[ds]|underline[ds]|noted that|recalled|remarked|concluded|in (?:his|her) words)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\u201d\u00bb\"]\s|\n\s*\n")
_SAID_WITHIN = 70
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """A quote or a paragraph: its text from `start` to `end`, its words, and a number for every three of them."""

    kind: Kind
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    rows: frozenset[int]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The words with a digit in them."""
        return numbers_of(self.words)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters; what earlier issues said is asked for by each later one."""
    return tuple(_WORD.findall(text[:_LONGEST].casefold().translate(_APOSTROPHES)))


def numbers_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with a digit in them, in order."""
    return tuple(word for word in words if any(char.isdecimal() for char in word))


def rows_of(words: tuple[str, ...]) -> frozenset[int]:
    """Return a number for every three words that follow each other; the same on every machine."""
    rows = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return frozenset(map(crc32, map(str.encode, rows)))


@lru_cache(maxsize=4096)
def _rows_of_text(text: str) -> frozenset[int]:
    return rows_of(words_of(text))


def sketch_of(rows: frozenset[int]) -> tuple[int, ...]:
    """Return the few numbers that two alike wordings nearly always share some of."""
    return tuple(sorted(rows)[:_SKETCH])


def find_wordings(passage: Passage) -> Iterator[Wording]:
    """Yield the quotes and the long paragraphs of a body, in order; a header has none."""
    if passage.field:
        return
    if passage.item is not None and passage.item.kind == "quote":
        yield from _made("quote", passage.prose, 0, len(passage.prose))
        return
    yield from sorted((*_paragraphs(passage), *_quotes(passage)), key=lambda each: (each.start, -each.end))


def _paragraphs(passage: Passage) -> Iterator[Wording]:
    text, begin = passage.prose, 0
    for end, following in [*(match.span() for match in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        if not _is_list_of_states(passage, begin, end):
            yield from _made("paragraph", text, begin, end)
        begin = following


def _is_list_of_states(passage: Passage, begin: int, end: int) -> bool:
    """Return whether names of States fill most of a paragraph, which then has to be the same again."""
    named = sum(each.end - each.start for each in passage.states_between(begin, end))
    return named > _MOSTLY * len(passage.prose[begin:end].strip())


def _quotes(passage: Passage) -> Iterator[Wording]:
    text = passage.prose
    for match in _QUOTED.finditer(text):
        start, end = match.span(str(match.lastgroup))
        if _ENDS_LIKE_ONE.search(text, start, end) or _is_said(text, *match.span()):
            yield from _made("quote", text, start, end)
    for match in _QUOTE_LINES.finditer(passage.source):
        yield from _made("quote", text, *match.span())


def _is_said(text: str, start: int, end: int) -> bool:
    """Return whether the words of the same sentence before or after a quotation say that somebody said it."""
    before = _SENTENCE_END.split(text[max(0, start - _SAID_WITHIN) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _SAID_WITHIN])[0]
    return bool(_SAID.search(before) or _SAID.search(after))


def _made(kind: Kind, text: str, start: int, end: int) -> Iterator[Wording]:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    words = words_of(raw)
    if len(words) >= (FEWEST_QUOTED if kind == "quote" else FEWEST_IN_PARAGRAPH):
        yield Wording(kind, start, end, " ".join(raw.split())[:_LONGEST], words, rows_of(words))


def are_alike(new: Wording, old: str) -> bool:
    """Return whether a wording is that of an older text, or nearly.

    A paragraph whose numbers differ is brought up to date, and not the same.
    """
    words = words_of(old)
    if new.words == words:
        return True
    rows = new.rows
    if not rows or len(rows & _rows_of_text(old)) < ALIKE * len(rows):
        return False
    return new.kind == "quote" or new.numbers == numbers_of(words)
