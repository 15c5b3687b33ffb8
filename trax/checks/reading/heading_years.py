"""Years that stand in the headings over a place of a text: its first line, and short lines before the paragraph.

A heading "Calendar 2015" gives its year to all that stands under it, until another heading names another one.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.years import YearMention

_LONGEST_HEADING, _LOOK_BACK = 100, 3000


def years_over(passage: Passage, offset: int) -> tuple[int, ...]:
    """Return the years of the nearest heading with one before an offset, and of the first line."""
    first_end = _line_end(passage.prose, len(passage.prose) - len(passage.prose.lstrip()))
    title = [each.year for each in _before(passage, first_end) if each.year]
    if first_end > _LONGEST_HEADING or offset < first_end:
        title = []
    nearest = next((each.year for each in _in_headings(passage, offset)), 0)
    return tuple(dict.fromkeys([*([nearest] if nearest else []), *title]))


def _in_headings(passage: Passage, offset: int) -> Iterator[YearMention]:
    """Yield the years before an offset that stand in headings, the last first."""
    line = passage.prose.rfind("\n", 0, offset) + 1
    for each in reversed(_before(passage, line)):
        if offset - each.start > _LOOK_BACK:
            return
        if each.year and _is_heading(passage.prose, each.start):
            yield each


def _is_heading(prose: str, offset: int) -> bool:
    """Return whether a line is short, ends without a full stop, and is not an entry of a list or a programme."""
    begin, end = prose.rfind("\n", 0, offset) + 1, _line_end(prose, offset)
    words = prose[begin:end].strip()
    is_short = len(words) <= _LONGEST_HEADING and not words.endswith((".", ",", ";")) and not words.startswith("-")
    return is_short and (begin == 0 or words.startswith("#") or not prose[:begin].rstrip(" \t").endswith(",\n"))


def _before(passage: Passage, offset: int) -> tuple[YearMention, ...]:
    return passage.years[: bisect_left(passage.years, offset, key=lambda each: each.start)]


def _line_end(prose: str, offset: int) -> int:
    end = prose.find("\n", offset)
    return len(prose) if end < 0 else end
