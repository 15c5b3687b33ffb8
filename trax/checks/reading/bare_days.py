"""Days of which a text says the weekday and the number only: `Friday 9th`, `Wednesday the 22nd`.

Their month is that of a date just before, or the one after it. "On Tuesday 7 June ..., on Wednesday the 8th ..., and on
Friday 9th" contradicts itself, whatever the year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.years import clause_tense, years_meant
from trax.content.date_text import PartialDay
from trax.content.day_names import MONTH, WEEKDAY, WEEKDAY_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention


@dataclass(frozen=True, slots=True)
class BareDay:
    """A weekday with a number that do not fit; `day` is the number in the month most likely meant.

    Attributes:
        is_sure: Whether the sentence itself says the month, by a day whose weekday is right.
    """

    start: int
    text: str
    weekday: int
    day: date
    is_sure: bool


# "Friday 9th session" and "Monday, 3rd floor" count something else; "Friday 9th of June" is a date with its month.
_BARE = re.compile(
    rf"\b(?P<weekday>{WEEKDAY}),?[^\S\n]{{1,3}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b"
    rf"(?=\s*+(?:[,.;:!?)]|\Z|(?:at|from|in|we|was|were|is|will|the|and(?!\s(?:\d|last|final))|to|until|for|there|one|two|three"
    rf"|four|five|six|seven|another|\d)\b))"
    rf"(?!\s{{1,3}}(?:and|to|until)\s[^.\n]{{0,30}}{MONTH})"
)
_OTHER_MONTH = re.compile(rf"\b{MONTH}\b|\b(?i:next|last|following|previous|this)\s+month\b")
_LAST_MONTH = 12


def find_bare_days(given: CheckInput, passage: Passage) -> Iterator[BareDay]:
    """Yield the weekdays with a bare number that fit in no month that may be meant."""
    for match in _BARE.finditer(passage.prose):
        number, weekday = int(match["day"]), WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()]
        index = bisect_left(passage.dates, match.start(), key=lambda each: each.start)
        if index < len(passage.dates) and passage.dates[index].start < match.end():
            continue
        before = passage.dates[index - 1] if index else None
        low, _ = passage.paragraph(match.start())
        if before is None or before.start < low:
            continue
        days = _meant(given, passage, before, number)
        if not days or any(day.weekday() == weekday for day in days) or _may_be_elsewhere(passage, match, before):
            continue
        is_sure = before.start >= passage.sentence(match.start())[0] and _is_right(before, days[0])
        yield BareDay(match.start(), match[0], weekday, days[0], is_sure)


def _may_be_elsewhere(passage: Passage, match: re.Match[str], before: DateMention) -> bool:
    """Return whether a month stands between a date and the bare day, or the text looks back from it."""
    low = max(before.end, passage.sentence(match.start())[0])
    if _OTHER_MONTH.search(passage.prose, low, match.start()):
        return True
    tenses = {clause_tense(passage, before.start), clause_tense(passage, match.start())}
    return tenses == {"past", "future"}


def _meant(given: CheckInput, passage: Passage, before: DateMention, number: int) -> list[date]:
    """Return the days that a number may be: in the month of the date before it, or the next month where it is past."""
    last = before.last or before.first
    years = [last.year] if last.year else [*years_meant(given, passage, last, before.start)]
    years = [year for year in years if year is not None]
    months = dict.fromkeys([last.month, before.first.month])
    found = [day for year in years for month in months if (day := PartialDay(month, number).in_year(year))]
    if number <= last.day or not found:
        turned = PartialDay(last.month % _LAST_MONTH + 1, number)
        over = last.month == _LAST_MONTH
        found += [day for year in years if (day := turned.in_year(year + over))]
    return found


def _is_right(before: DateMention, day: date) -> bool:
    """Return whether the date before has a weekday, and it is the right one in that year."""
    named = [(partial, weekday) for partial, weekday in before.days if weekday]
    known = [(partial.nearest(day), weekday) for partial, weekday in named]
    return bool(known) and all(found and found.weekday() == weekday.number for found, weekday in known)
