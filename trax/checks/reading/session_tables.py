"""Tables of sessions: a column that is headed "Session" and holds numbers, and one that is headed "Dates".

In running text a bare number is no session. In a table the head of its column says what it counts, and the head of
another whether the dates are those of the session, of its Pre-sessions, or of something else, such as a deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from trax.checks.reading.ordinal_words import MAYBE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_ROW = re.compile(r"^[ \t]{0,3}\|?[^|\n]*\|[^\n]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:-]*")
_NUMBER = re.compile(
    rf"(?:UPR|WG|[Ss]ession)?{MAYBE}#?(\d{{1,2}}){MAYBE}(?:st|nd|rd|th)?(?:{MAYBE}(?:UPR )?[Ss]ession)?"
)
_SESSION_HEAD = re.compile(
    r"(?i:(?:UPR )?(?:WG |working group )?sessions?(?: (?:no\.?|n\u00b0|number|of the UPR))?|UPR(?: WG)?)"
)
_DATE_HEAD = re.compile(
    r"(?i:(?:session |UPR )?(?:date|day|month)s?(?: of (?:the )?(?:session|review|WG|working group)s?)?|when"
    r"|working group|(?:tentative|provisional) dates?|(?:UPR )?session|review(?:s|ed)?|period)"
)
_PRE_HEAD = re.compile(r"(?i:(?:UPR Info )?pre-?\s?sessions?(?: dates?| meetings?)?)")


@dataclass(frozen=True, slots=True)
class TableCell:
    """The days or months of a table in the row of a session, from `start` to `end`."""

    start: int
    end: int
    number: int
    is_pre: bool


def find_table_cells(passage: Passage) -> Iterator[TableCell]:
    """Yield the cells of a table that say when sessions or their Pre-sessions are."""
    if passage.field or "|" not in passage.source:
        return
    head: list[str] = []
    end = -1
    for row in _ROW.finditer(passage.source):
        cells = _cells(passage, row)
        if row.start() != end + 1 or not head:
            head = [passage.prose[low:high].strip() for low, high in cells]
        elif not _RULE.fullmatch(row[0]):
            yield from _row(passage, head, cells)
        end = row.end()


def _cells(passage: Passage, row: re.Match[str]) -> list[tuple[int, int]]:
    """Return where the cells of a row begin and end, without a first one that only the bar before it makes."""
    bars = [row.start() - 1, *(index for index in range(*row.span()) if passage.source[index] == "|"), row.end()]
    cells = [(low + 1, high) for low, high in pairwise(bars)]
    return cells if passage.source[slice(*cells[0])].strip() else cells[1:]


def _row(passage: Passage, head: list[str], cells: list[tuple[int, int]]) -> Iterator[TableCell]:
    columns = list(zip(head, cells, strict=False))
    numbers = [
        match[1]
        for name, (low, high) in columns
        if _SESSION_HEAD.fullmatch(name) and (match := _NUMBER.fullmatch(passage.prose[low:high].strip()))
    ]
    if len(numbers) != 1:
        return
    for name, (low, high) in columns:
        is_pre = _PRE_HEAD.fullmatch(name) is not None
        if is_pre or _DATE_HEAD.fullmatch(name):
            yield TableCell(low, high, int(numbers[0]), is_pre)
