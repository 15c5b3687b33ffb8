"""Programmes whose times run backwards: lines, or entries of one line, that begin with a time each.

"10:10 Presentation, 10:50 Discussion, 10:40 Coffee": two entries were exchanged, or one time is mistyped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.time_text import TimeMention


@dataclass(frozen=True, slots=True)
class Backwards:
    """A time of a programme that is before the one above it, which is smaller than the one below it too."""

    mention: TimeMention
    before: TimeMention


_OPENS_LINE = re.compile(r"[ \t>|*\u2022-]{0,8}\Z")
_ENTRY_WORDS = re.compile(r"[\s|:.\u2013-]{1,6}[A-Z\"\u201c][^\n]{1,160}\n?[ \t]*\n?[ \t>|*\u2022-]{0,8}")
_FEWEST_ENTRIES, _LONGEST_STEP_MINUTES, _NOON_MINUTES = 4, 120, 720


def find_backwards(passage: Passage) -> Iterator[Backwards]:
    """Yield the times of programmes that are before the one of the entry above, when all others are in order."""
    if len(passage.times) < _FEWEST_ENTRIES:
        return
    rows: list[TimeMention] = []
    for mention in passage.times:
        begin = passage.prose.rfind("\n", 0, mention.start) + 1
        if not _OPENS_LINE.fullmatch(passage.prose, begin, mention.start):
            continue
        if rows and not _ENTRY_WORDS.fullmatch(passage.prose, rows[-1].end, mention.start):
            yield from _of_programme(rows)
            rows = []
        rows.append(mention)
    yield from _of_programme(rows)


def _of_programme(rows: list[TimeMention]) -> Iterator[Backwards]:
    """Yield the one step back of a programme; more of them, or one after noon by a clock of twelve, are no slip."""
    begins = [_begin(row) for row in rows]
    back = [index for index in range(1, len(rows)) if begins[index] < begins[index - 1]]
    if len(rows) < _FEWEST_ENTRIES or len(back) != 1:
        return
    index = back[0]
    # "12:30 Lunch, 2:00 Panel" goes on in the afternoon; a long way back is the next day.
    if begins[index - 1] - begins[index] <= _LONGEST_STEP_MINUTES and _fits_if_exchanged(begins, index):
        yield Backwards(rows[index], rows[index - 1])


def _fits_if_exchanged(begins: list[int], index: int) -> bool:
    """Return whether the entries beside are in order with the two exchanged, or without one of them."""
    rest = begins[:index] + begins[index + 1 :]
    other = begins[: index - 1] + begins[index:]
    return rest == sorted(rest) or other == sorted(other)


def _begin(mention: TimeMention) -> int:
    span = mention.span_minutes()
    return span[0] if span else mention.first.minutes()
