"""The State that a misspelt name means: "Kyrgystan", "Gunea Bissau", "Phillipines".

A slip changes one letter of a short name and up to three of a long one, and seldom the first. Words of their own that
happen to be so near ("Nigerien", "Luxemburg", names of towns and people) are listed in `data/state-names.yaml`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from trax.upr.names import spellings

if TYPE_CHECKING:
    from trax.upr.table import State, Table

SHORTEST = 5
_LONGEST = 48
# Letters of the name, and how many of them may be wrong: in a list of States, where a State is expected, and in prose.
_IN_LIST = ((5, 1), (7, 2), (11, 3))
_IN_PROSE = ((7, 1), (10, 2))
# What makes an adjective or a people of a name.
_ENDINGS = frozenset(
    {"n", "ns", "an", "ans", "ian", "ians", "ean", "eans", "i", "is", "ii", "s", "ese", "er", "ers", "ic", "ish"}
)
_VOWELS = frozenset("aeiouy")


class _Spelling(NamedTuple):
    letters: str
    known: frozenset[str]
    state: State


@lru_cache(maxsize=8192)
def near_state(name: str, table: Table, *, in_list: bool) -> State | None:
    """Return the one State whose name is nearly this one, or None.

    Args:
        in_list: Whether the name stands where names of States are expected, which bears more slips.
    """
    letters = _letters(name)
    if not SHORTEST <= len(letters) <= _LONGEST:
        return None
    typed = name.casefold()
    if typed in _other_words(table) or (not in_list and typed in _other_names(table)):
        return None
    return _nearest(letters, table, in_list=in_list)


def _nearest(letters: str, table: Table, *, in_list: bool) -> State | None:
    limits = _IN_LIST if in_list else _IN_PROSE
    known = frozenset(letters)
    best, nearest = max(limit for _, limit in limits) + 1, None
    for spelling in _spellings(table).get(letters[0], ()):
        if spelling.letters == letters:
            return None  # the name itself, in other capitals or with another gap
        if _is_adjective(letters, spelling.letters):
            return None
        limit = max((most for fewest, most in limits if len(spelling.letters) >= fewest), default=0)
        if in_list and limit == 1 and sorted(letters) == sorted(spelling.letters):
            limit = 2  # "Lybia"
        elif not limit and _is_turned(letters, spelling.letters):
            limit = 1
        if abs(len(spelling.letters) - len(letters)) > limit or len(known ^ spelling.known) > 2 * limit:
            continue
        steps = _steps(letters, spelling.letters, limit)
        if steps < best and steps <= limit:
            best, nearest = steps, spelling.state
        elif steps == best and steps <= limit and spelling.state is not nearest:
            nearest = None
    return nearest


@lru_cache(maxsize=4)
def _spellings(table: Table) -> dict[str, tuple[_Spelling, ...]]:
    """Return all spellings by their first letter."""
    found: dict[str, dict[str, _Spelling]] = {}
    for state in table.states:
        for spelling in spellings(state):
            if "(" in spelling or "," in spelling:
                continue  # "Bahamas (The)" is near to "Bahamas Time"
            letters = _letters(spelling)
            if SHORTEST <= len(letters) <= _LONGEST:
                found.setdefault(letters[0], {})[letters] = _Spelling(letters, frozenset(letters), state)
    return {first: tuple(each.values()) for first, each in found.items()}


@lru_cache(maxsize=4)
def _other_words(table: Table) -> frozenset[str]:
    return frozenset(word.casefold() for word in (*table.other_words, *table.lookalikes))


@lru_cache(maxsize=4)
def _other_names(table: Table) -> frozenset[str]:
    return frozenset(word.casefold() for word in table.other_names)


def _is_turned(letters: str, name: str) -> bool:
    """Return whether two letters of a short name changed places ("Isreal"), which hardly makes another word."""
    return len(letters) == len(name) >= SHORTEST and letters != name and sorted(letters) == sorted(name)


def _is_adjective(letters: str, name: str) -> bool:
    """Return whether a word is the name with another ending: `Albanian`, `Mexicans`, `Kuwaiti`, `Gabonese`."""
    if letters == name + name[-1] or (name.startswith(letters) and letters[-1] not in _VOWELS):
        return False  # "Tajikistann", "Switzerlan": the last letter doubled, or lost
    is_plural = name.endswith("s")  # then a single s is the rest of it: "Emirats"
    return any(
        letters.startswith(name[:stem]) and letters[stem:] in _ENDINGS and not (is_plural and letters[stem:] == "s")
        for stem in range(len(name) - 2, len(name) + 1)
    )


def _letters(name: str) -> str:
    """Return the letters of a name in small, without accents, gaps and a leading article."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    words = name.lower().replace("&", "and").split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return "".join(char for char in "".join(words) if char.isalpha())


def _steps(one: str, other: str, limit: int) -> int:
    """Return how many letters were left out, added, changed or swapped with a neighbour; `limit` + 1 when it is more.

    Source: the optimal string alignment distance, row by row.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, char in enumerate(one, start=1):
        oldest, before = before, row
        row = [index]
        for column, opposite in enumerate(other, start=1):
            least = min(before[column] + 1, row[-1] + 1, before[column - 1] + (char != opposite))
            if index > 1 and column > 1 and char == other[column - 2] and one[index - 2] == opposite:
                least = min(least, oldest[column - 2] + 1)
            row.append(least)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return row[-1]
