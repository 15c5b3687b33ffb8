"""A weekday stands beside a date, and the calendar says another one; or the month does not have that day.

"Monday, 1 September 2022" cannot be: that day was a Thursday. Readers who plan by the weekday come on the wrong day.
Find out which of the two is meant; both readings stand in the hint. A date without a year is read as the one closest
to the issue, and only when no other year could be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.content.dates import WEEKDAYS, day_in_words, nearest_weekday
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, NamedWeekday, PartialDay

CODE = "weekday"
SUMMARY = "A weekday that is not the date's, or a day that its month does not have."

HALF_A_YEAR_DAYS, SURELY_NEAR_DAYS, LAST_DAY = 183, 120, 31
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each day of a text that the calendar does not have as written."""
    for passage in given.passages:
        for mention in passage.dates:
            for day, named in mention.days:
                if day.day > day.longest_month:
                    if day.day <= LAST_DAY or day.year:
                        yield _no_such_day(passage, mention, day)
                elif named:
                    yield from _wrong_weekday(given, passage, mention, day, named)


def _no_such_day(passage: Passage, mention: DateMention, day: PartialDay) -> Finding:
    message = f"there is no {day}; that month has {day.longest_month} days"
    return Finding(CODE, "error", passage.place(mention.start), message, mention.text, "find out which day is meant")


def _wrong_weekday(
    given: CheckInput, passage: Passage, mention: DateMention, partial: PartialDay, named: NamedWeekday
) -> Iterator[Finding]:
    day = partial.known() or _year_guessed(given.day, passage, mention, partial, named)
    if day is None or day.weekday() == named.number:
        return
    wrong, right = WEEKDAYS[named.number], WEEKDAYS[day.weekday()]
    other = nearest_weekday(day, named.number)
    yield Finding(
        CODE,
        "error",
        passage.place(named.start),
        f"{day_in_words(day)} is a {right}, not a {wrong}; the {wrong} nearest to it is {day_in_words(other)}",
        mention.text,
        f"write {day_in_words(day, weekday=True)}, or {day_in_words(other, weekday=True)}",
        "calendar",
    )


def _year_guessed(
    issue_day: date, passage: Passage, mention: DateMention, partial: PartialDay, named: NamedWeekday
) -> date | None:
    """Return the day in the year closest to the issue, or None where another year may be meant."""
    day = partial.nearest(issue_day)
    if day is None or abs(day - issue_day).days > HALF_A_YEAR_DAYS:
        return None
    if any(int(year) != day.year for year in _YEAR.findall(passage.prose, *passage.sentence(mention.start))):
        return None
    others = (partial.in_year(day.year + step) for step in (-1, 1))
    fits_another = any(other and other.weekday() == named.number for other in others)
    return None if fits_another and abs(day - issue_day).days > SURELY_NEAR_DAYS else day
