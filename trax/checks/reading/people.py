"""People in a text: names of a register as they are spelled there, and names that are nearly so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc\u2010\u2011-][^\W\d_]+){0,4}")
_APOSTROPHES = str.maketrans("\u2019\u02bc\u2018`\u00b4", "'''''")
_NEXT_WORD = re.compile(r"[ \t\u00a0]{1,3}\n?[ \t]{0,8}|\n[ \t]{0,8}")
# One wrong letter in four is another short name, unless two more words of the name are right.
_SHORTEST, _ALIKE, _ALIKE_IN_LONG_NAME, _LONG_NAME = 4, 0.78, 0.7, 3


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person of a register in a text; `text` is what stands there, `name` what the register has."""

    name: str
    start: int
    end: int
    text: str


def find_people(text: str, names: Sequence[str]) -> tuple[PersonMention, ...]:
    """Return where a text names one of the people; accents, apostrophes and capitals throughout make no difference.

    Args:
        names: First and last name, or more, as the register spells them.
    """
    first = _by_first_word(tuple(names))
    found = []
    words = _words(text)
    for index, (folded, match) in enumerate(words):
        for name, parts in first.get(folded, ()):
            window = words[index : index + len(parts)]
            if [word for word, _ in window] == list(parts) and match[0][0].isupper() and _are_together(text, window):
                end = window[-1][1].end()
                found.append(PersonMention(name, match.start(), end, text[match.start() : end]))
    return tuple(found)


def find_nearly(text: str, names: Sequence[str]) -> tuple[PersonMention, ...]:
    """Return where a text has a name that differs from one of the register in a few letters of one word."""
    near = _by_all_but_one(tuple(names))
    sizes = sorted({len(rest) + 1 for _, rest in near})
    known = {word for _, rest in near for word in rest}
    words = _words(text)
    windows = {
        (start, size)
        for index, (folded, _) in enumerate(words)
        if folded in known
        for size in sizes
        for start in range(max(0, index - size + 1), min(index, len(words) - size) + 1)
    }
    found = []
    for start, size in sorted(windows):
        window = words[start : start + size]
        for name, odd, right in _candidates(near, tuple(folded for folded, _ in window)):
            alike = _ALIKE_IN_LONG_NAME if size >= _LONG_NAME else _ALIKE
            if _is_slip(window[odd][1][0], right, alike=alike) and _are_together(text, window):
                begin, end = window[0][1].start(), window[-1][1].end()
                found.append(PersonMention(name, begin, end, text[begin:end]))
    return tuple(found)


def _candidates(
    near: dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]], parts: tuple[str, ...]
) -> Iterator[tuple[str, int, str]]:
    for odd in range(len(parts)):
        rest = parts[:odd] + parts[odd + 1 :]
        for name, right in near.get((odd, rest), ()):
            if right != parts[odd]:
                yield name, odd, right


def _is_slip(word: str, right: str, *, alike: float) -> bool:
    """Return whether a word with a capital is likely meant to be the right one: `Maggazzeni`, not another name."""
    folded = _fold(word)
    if not word[0].isupper() or min(len(folded), len(right)) < _SHORTEST or folded.rstrip("'s") == right:
        return False
    return folded[0] == right[0] and SequenceMatcher(None, folded, right).ratio() >= alike


def _are_together(text: str, window: Sequence[tuple[str, re.Match[str]]]) -> bool:
    """Return whether only spaces and at most one line break stand between the words."""
    pairs = pairwise(window)
    return all(_NEXT_WORD.fullmatch(text, left.end(), right.start()) for (_, left), (_, right) in pairs)


@lru_cache(maxsize=8)
def _words(text: str) -> list[tuple[str, re.Match[str]]]:
    return [(_fold(match[0]).removesuffix("'s"), match) for match in _WORD.finditer(text)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def _parts(name: str) -> tuple[str, ...]:
    return tuple(_fold(match[0]) for match in _WORD.finditer(name))


@lru_cache(maxsize=8)
def _by_first_word(names: tuple[str, ...]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name in names:
        if parts := _parts(name):
            found.setdefault(parts[0], []).append((name, parts))
    return found


@lru_cache(maxsize=8)
def _by_all_but_one(names: tuple[str, ...]) -> dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]]:
    found: dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]] = {}
    for name in names:
        parts = _parts(name)
        for odd in range(len(parts) if len(parts) > 1 else 0):
            key = (odd, parts[:odd] + parts[odd + 1 :])
            found.setdefault(key, []).append((name, parts[odd]))
    return found
