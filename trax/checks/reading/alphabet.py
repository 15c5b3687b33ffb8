"""Whether a list of States is in the order of the alphabet, but for a few neighbours.

A State may stand under any of its names: "The Gambia" under G or T, the Democratic Republic of the Congo under C or D,
"UK" under its letters. A list is out of order only when no choice of names puts it in order.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from trax.upr.names import spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.upr.table import Table

# One entry in five may be out of place, never more than three, and none of them by more than three places.
_ENTRIES_A_SLIP, _MOST_SLIPS, _FARTHEST = 5, 3, 3


def swapped_neighbours(table: Table, entries: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Return the index of the first of each two neighbours that stand the wrong way round in an alphabetical list.

    Args:
        entries: Code and text of each entry, in the order of the list.

    Returns:
        Nothing when the list is in order, or is not otherwise alphabetical.
    """
    keys = [_keys(table, iso3, text) for iso3, text in entries]
    wrong = tuple(index for index in range(len(keys) - 1) if keys[index + 1][-1] < keys[index][0])
    most = min(_MOST_SLIPS, len(keys) // _ENTRIES_A_SLIP)
    if not 1 <= len(wrong) <= most:
        return ()
    kept = _longest_in_order(keys)
    out = [index for index in range(len(keys)) if index not in kept]
    if len(out) > most or any(_places_off(keys, index, kept) > _FARTHEST for index in out):
        return ()
    return wrong


def _longest_in_order(keys: list[tuple[str, ...]]) -> dict[int, str]:
    """Return the most entries that are in order, each with the name it stands under there."""
    rows: dict[tuple[int, str], tuple[int, str] | None] = {}
    tails: list[tuple[str, int]] = []  # of each length, the row that ends earliest in the alphabet
    for index, own in enumerate(keys):
        for key in reversed(own):
            at = bisect_right([tail for tail, _ in tails], key)
            rows[index, key] = (tails[at - 1][1], tails[at - 1][0]) if at else None
            tails[at : at + 1] = [(key, index)]
    row, kept = (tails[-1][1], tails[-1][0]) if tails else None, {}
    while row is not None:
        kept[row[0]] = row[1]
        row = rows[row]
    return kept


def _places_off(keys: list[tuple[str, ...]], index: int, kept: dict[int, str]) -> int:
    """Return how many entries in order stand between an entry and the place where it belongs."""
    return min(sum((other < index) != (name <= key) for other, name in kept.items()) for key in keys[index])


@lru_cache(maxsize=1024)
def _keys(table: Table, iso3: str, text: str) -> tuple[str, ...]:
    """Return under what a State may stand, sorted."""
    state = table.state(iso3)
    names = {text, *(spellings(state) if state else ())}
    folded = {_fold(name) for name in names}
    return tuple(sorted(folded | {key.removeprefix("the ") for key in folded}))


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(
        "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).split()
    )
