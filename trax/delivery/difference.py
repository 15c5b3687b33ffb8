"""What differs between two texts, in the few lines that a person looks at before deciding."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHOWN_LINES = 8
WIDTH = 96
# Larger texts are compared by their first lines: a person looks at eight of them.
MOST_LINES = 3000


def show_differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the first differences of named texts: where, `- what was there` and `+ what is there`.

    Args:
        before: Texts by the name of their part, in the order in which they matter.
        after: The same parts as they are now; one that is missing is left out.
    """
    lines = [
        line
        for name, old in before.items()
        if name in after and after[name] != old
        for line in _compare(name, old.splitlines()[:MOST_LINES], after[name].splitlines()[:MOST_LINES])
    ]
    more = len(lines) - SHOWN_LINES
    return (*lines[:SHOWN_LINES], *([f"… and {more} more lines"] if more > 0 else ()))


def _compare(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        yield name if len(old) <= 1 and len(new) <= 1 else f"{name}, line {start + 1}"
        gone, come = old[start:end], new[new_start:new_end]
        # Lines that were changed in place are cut to where they differ.
        at = _first_difference(gone[0], come[0]) if gone and come else 0
        yield from (f"- {_cut(line, at)}" for line in gone)
        yield from (f"+ {_cut(line, at)}" for line in come)


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _cut(line: str, at: int) -> str:
    """Return the line, or as much of it around the difference as fits, with nothing that moves a terminal."""
    start = 0 if len(line) <= WIDTH else max(0, min(at - WIDTH // 2, len(line) - WIDTH))
    shown = line[start : start + WIDTH]
    marked = f"{'…' * (start > 0)}{shown}{'…' * (start + WIDTH < len(line))}"
    return "".join(letter if letter.isprintable() else "·" for letter in marked)
