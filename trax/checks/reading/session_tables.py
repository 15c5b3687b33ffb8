"""Tables of sessions: a column that is headed "Session" and holds numbers, and one that is headed "Dates".

In running text a bare number is no session. In a table the head of its column says what it counts, and the head of
another whether the dates are those of the session, of its Pre-sessions, or of something else, such as a deadline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.ordinal_words import MAYBE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention

_ROW = re.compile(r"^[ \t]{0,3}\|?[^|\n]*\|[^\n]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:-]*")
_NUMBER = re.compile(
    rf"(?:UPR|WG|[Ss]ession)?{MAYBE}#?(\d{{1,2}}){MAYBE}(?:st|nd|rd|th)?(?:{MAYBE}(?:UPR )?[Ss]ession)?"
)
_SESSION_HEAD = re.compile(
    r"(?i:(?:UPR )?(?:WG |working group )?sessions?(?: (?:no\.?|n\u00b0|number|of the UPR))?|UPR(?: WG)?|no\.? of session)"
)
_DATE_HEAD = re.compile(
    r"(?i:(?:session |UPR )?(?:date|day)s?(?: of (?:the )?(?:session|review|WG|working group)s?)?|when|working group"
    r"|(?:tentative|provisional) dates?|(?:UPR )?session|review(?:s|ed)?|period)"
)
_PRE_HEAD = re.compile(r"(?i:(?:UPR Info )?pre-?\s?sessions?(?: dates?| meetings?)?)")


@dataclass(frozen=True, slots=True)
class TableDate:
    """A date of a table in the row of a session."""

    mention: DateMention
    number: int
    is_pre: bool


def find_table_dates(passage: Passage) -> Iterator[TableDate]:
    """Yield the ranges of days that a table gives for sessions or their Pre-sessions."""
    if passage.field or "|" not in passage.source or not passage.dates:
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
    """Return where the cells of a row begin and end, without a first and a last one that only bars make."""
    bars = [row.start() - 1, *(index for index in range(*row.span()) if passage.source[index] == "|"), row.end()]
    cells = [(low + 1, high) for low, high in zip(bars, bars[1:], strict=False)]
    if not passage.source[slice(*cells[0])].strip():
        cells = cells[1:]
    return cells


def _row(passage: Passage, head: list[str], cells: list[tuple[int, int]]) -> Iterator[TableDate]:
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
        first = bisect_left(passage.dates, low, key=lambda date: date.start)
        for mention in passage.dates[first : first + 1]:
            if (is_pre or _DATE_HEAD.fullmatch(name)) and mention.end <= high and mention.last:
                yield TableDate(mention, int(numbers[0]), is_pre)
