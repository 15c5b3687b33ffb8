"""Ranges of days that end before they begin: `7 November to 27 October 2014`.

"1 November to 31 October 2015" is a year, and "28 December - 2 January 2027" goes over New Year: both are in order.
Where only the end has a year, a range that would last for more than eleven months is taken for one whose ends were
exchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.event_dates import names_change
from trax.content.day_names import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, PartialDay


@dataclass(frozen=True, slots=True)
class ReversedRange:
    """A range whose end comes before its beginning.

    Attributes:
        is_sure: Whether no other reading is left.
    """

    mention: DateMention
    is_sure: bool


_SHORTEST_DAYS, _LONGEST_DAYS = 2, 31
_ANY_YEAR, _NEARBY = 2001, 160
_MEETING = re.compile(
    r"\b(?i:sessions?|pre-?sessions?|meet\w*|held|conferences?|seminars?|trainings?|workshops?|events?|missions?|visits?"
    r"|reviews?|takes?\s+place|took\s+place|consultations?)\b"
)
_LONG = re.compile(
    r"\b(?i:contracts?|internships?|interns?|fellow\w*|academic|project|programme|period|year\w*|fund\w*|employ\w*"
    r"|position|months|term|season|mandate|scholar\w*|course|study|budget)\b"
)


def find_reversed(passage: Passage) -> Iterator[ReversedRange]:
    """Yield the ranges of a text that run backwards."""
    for mention in passage.dates:
        if mention.last is None:
            continue
        first, last = mention.first, mention.last
        if (first.month, first.day) <= (last.month, last.day) and first.year == last.year:
            continue
        if " to " in mention.text and names_change(passage, mention.start):
            continue  # "moved from 5 May to 3 April" is no range
        begin, end = passage.sentence(mention.start)
        around = (max(begin, mention.start - _NEARBY), min(end, mention.end + _NEARBY))
        is_long = _LONG.search(passage.prose, *around) is not None
        if first.month == last.month and first.year == last.year:
            # "20 September to 10 September 2015" may be a year; "20 to 10 September" is none.
            if not is_long or mention.text.count(MONTHS[first.month - 1][:3]) == 1:
                yield ReversedRange(mention, is_sure=True)
            continue
        first_day, last_day = first.known(), last.known()
        if first_day and last_day and last_day < first_day:
            yield ReversedRange(mention, is_sure=True)
        elif _looks_exchanged(mention, last) and not is_long:
            yield ReversedRange(mention, is_sure=_MEETING.search(passage.prose, *around) is not None)


def _looks_exchanged(mention: DateMention, last: PartialDay) -> bool:
    """Return whether a range with one year or none would be a short one the other way round."""
    first = mention.first
    if first.year and last.year and str(first.year) in mention.text and str(last.year) in mention.text:
        return False
    one, other = last.in_year(_ANY_YEAR), first.in_year(_ANY_YEAR)
    return one is not None and other is not None and _SHORTEST_DAYS <= (other - one).days <= _LONGEST_DAYS
