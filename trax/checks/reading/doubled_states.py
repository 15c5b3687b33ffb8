"""States that stand twice: in one list, or once in each of the two parts of a session's list."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.state_lists import StateList

# So many States, and so large a part of the list, are not doubled by a slip.
_AGAIN, _AGAIN_PART = 4, 3
# "…in its first week and … in its second week": a part has not all States, and stands near the other.
_LONGEST_PART, _BETWEEN_PARTS = 0.8, 200


@dataclass(frozen=True, slots=True)
class Doubled:
    """A State that is named again, and how it was named first."""

    entry: Entry
    first: str


def find_doubled(names: StateList) -> list[Doubled]:
    """Return the States that a list names twice; none when the same list stands there again, day by day."""
    text = names.passage.prose
    seen: dict[str, Entry] = {}
    found = []
    for entry in names.entries:
        first = seen.setdefault(entry.iso3, entry)
        if entry.iso3 and first is not entry and not _is_other_name(text[first.end : entry.start]):
            found.append(Doubled(entry, first.text))
    is_again = len(found) >= _AGAIN and _AGAIN_PART * len(found) >= len(names.states)
    return [] if is_again else found


def find_doubled_in_parts(lists: Sequence[StateList]) -> Iterator[tuple[StateList, Doubled]]:
    """Yield the one State in both parts of the list of a session, with the part that names it again."""
    for one, other in pairwise(lists):
        both = set(one.states) & set(other.states)
        if len(both) == 1 and one.passage is other.passage and _are_parts(one, other):
            iso3 = both.pop()
            first = next(each.text for each in one.entries if each.iso3 == iso3)
            yield other, Doubled(next(each for each in other.entries if each.iso3 == iso3), first)


def _are_parts(one: StateList, other: StateList) -> bool:
    own, next_to_it = one.belonging, other.belonging
    if own is None or next_to_it is None or own.session is not next_to_it.session:
        return False
    number = len(own.session.states)
    is_whole = len({*one.states, *other.states}.intersection(own.session.states)) >= number - 1
    is_part = max(len(one.states), len(other.states)) <= _LONGEST_PART * number
    return is_whole and is_part and 0 <= other.start - one.end <= _BETWEEN_PARTS


def _is_other_name(between: str) -> bool:
    """Return whether one sign says that the second name is the first in other words: "Burma/Myanmar"."""
    return between.strip() in {"/", "|", "(", "-", "\u2013", "or"}
