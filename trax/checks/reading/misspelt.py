"""Slips of the glossary's word list in a text, and acronyms that are nearly one of the field's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.upr.glossary import Glossary

_LETTERS = re.compile(r"(?<![\w@/.-])[A-Z]{4,9}(?=s?\b)(?![\w@/]*[\d@])")
_WORD = re.compile(r"\w+")
_SHORTEST_WITH_SLIP = 5


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that is not written as it should be, and how it is."""

    text: str
    right: str
    start: int
    end: int


def find_misspelt(text: str, glossary: Glossary) -> tuple[Slip, ...]:
    """Return the slips of the word list; a capital at the beginning is kept, an address is no word."""
    pattern, right_of, first_words = _words(glossary)
    found: list[Slip] = []
    end = 0
    for word in _WORD.finditer(text):  # the hundreds of slips are tried only where the first word of one stands
        if word.start() >= end and word[0].lower() in first_words:
            match = pattern.match(text, word.start())
            if match:
                found.append(_slip(match, right_of[" ".join(match[0].lower().split())]))
                end = match.end()
    return tuple(slip for slip in found if slip.text != slip.right)


def find_odd_acronyms(text: str, glossary: Glossary) -> tuple[Slip, ...]:
    """Return acronyms that are one of the field's with two letters exchanged, one missing or one too many.

    Short ones have too many neighbours that exist: four letters are asked for, five for a missing or added letter.
    """
    known, near = _acronyms(glossary)
    found = []
    for match in _LETTERS.finditer(text):
        right = near.get(match[0])
        if right and match[0] not in known and not _is_explained(text, match):
            found.append(Slip(match[0], right, match.start(), match.end()))
    return tuple(found)


def _slip(match: re.Match[str], right: str) -> Slip:
    word = match[0]
    shown = right[0].upper() + right[1:] if word[0].isupper() else right
    return Slip(word, right.upper() if word.isupper() and len(word) > 1 else shown, match.start(), match.end())


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Return whether the letters are somebody's own: spelled out just before, `Universal Order of Nothing (UONG)`."""
    is_bracketed = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    if not is_bracketed:
        return text[match.end() : match.end() + 2] == " ("
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 120) : match.start()])
    initials = "".join(word[0] for word in before if word[0].isupper())
    return initials.endswith(match[0])


@lru_cache(maxsize=4)
def _words(glossary: Glossary) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Return the pattern of all slips, the right form of each, and the words that one begins with."""
    right_of = dict(glossary.misspellings)
    for term in glossary.terms:
        right_of |= {slip: term.term for slip in term.misspellings if not slip.isupper()}
    for person in glossary.organisation.people:
        right_of |= {slip: person.name.split()[-1] for slip in person.misspellings}
    lower = {slip.lower(): right for slip, right in right_of.items()}
    spaced = (re.escape(slip).replace(r"\ ", r"\s{1,3}") for slip in sorted(lower, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@./-])(?:{'|'.join(spaced)})(?![\w@])", re.IGNORECASE)
    return pattern, lower, frozenset(word[0] for slip in lower if (word := _WORD.match(slip)))


@lru_cache(maxsize=4)
def _acronyms(glossary: Glossary) -> tuple[frozenset[str], dict[str, str]]:
    """Return the acronyms of the field, and the wrong forms near to one of them only."""
    known = {form for term in glossary.terms for form in (term.term, *term.aliases) if form.isupper()}
    near: dict[str, set[str]] = {}
    for term in glossary.terms:
        for slip in term.misspellings:
            near.setdefault(slip, set()).add(term.term)
    for right in known:
        for wrong in _neighbours(right):
            near.setdefault(wrong, set()).add(right)
    taken = known | set(glossary.other_acronyms)
    return frozenset(taken), {wrong: min(right) for wrong, right in near.items() if len(right) == 1}


def _neighbours(word: str) -> Iterator[str]:
    for index in range(len(word) - 1) if len(word) >= _SHORTEST_WITH_SLIP - 1 else ():
        yield f"{word[:index]}{word[index + 1]}{word[index]}{word[index + 2 :]}"
    for index in range(len(word)) if len(word) >= _SHORTEST_WITH_SLIP else ():
        yield f"{word[:index]}{word[index + 1 :]}"
        yield f"{word[:index]}{word[index]}{word[index:]}"
