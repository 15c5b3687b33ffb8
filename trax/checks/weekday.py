"""A weekday stands beside a date, and the calendar says another one; or the month does not have that day.

"Monday, 1 September 2022" cannot be: that day was a Thursday. Readers who plan by the weekday come on the wrong day.
Find out which of the two is meant; both readings stand in the hint. A date without a year is read as the one closest
to the issue, and only when no other year could be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.bare_days import find_bare_days
from trax.checks.reading.weekdays import find_wrong_weekdays
from trax.content.dates import WEEKDAYS, day_in_words, nearest_weekday
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.bare_days import BareDay
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.weekdays import WrongWeekday
    from trax.content.date_text import DateMention, PartialDay
    from trax.model import Severity

CODE = "weekday"
SUMMARY = "A weekday that is not the date's, or a day that its month does not have."

LAST_DAY = 31


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each day of a text that the calendar does not have as written."""
    for passage in given.passages:
        for mention in passage.scanned_dates:
            for day, _ in mention.days:
                if day.day > day.longest_month and (day.day <= LAST_DAY or day.year):
                    yield _no_such_day(passage, mention, day)
            for wrong in find_wrong_weekdays(given, passage, mention):
                yield _wrong_weekday(passage, mention, wrong)
        for bare in find_bare_days(given, passage):
            yield _wrong_bare(passage, bare)


def _no_such_day(passage: Passage, mention: DateMention, day: PartialDay) -> Finding:
    message = f"there is no {day}; that month has {day.longest_month} days"
    return Finding(CODE, "error", passage.place(mention.start), message, mention.text, "find out which day is meant")


def _wrong_weekday(passage: Passage, mention: DateMention, found: WrongWeekday) -> Finding:
    wrong, right = WEEKDAYS[found.named.number], WEEKDAYS[found.day.weekday()]
    near = nearest_weekday(found.day, found.named.number)
    message = (
        f"{day_in_words(found.day)} is a {right}, not a {wrong}; the {wrong} nearest to it is {day_in_words(near)}"
    )
    hint = f"write {day_in_words(found.day, weekday=True)}, or {day_in_words(near, weekday=True)}"
    if not found.is_year_known:
        hint += "; if another year is meant, name it"
    severity: Severity = "error" if found.is_sure else "warning"
    return Finding(CODE, severity, passage.place(found.named.start), message, mention.text, hint, "calendar")


def _wrong_bare(passage: Passage, bare: BareDay) -> Finding:
    right = day_in_words(bare.day, weekday=True)
    message = f"{day_in_words(bare.day)} is a {WEEKDAYS[bare.day.weekday()]}, not a {WEEKDAYS[bare.weekday]}"
    hint = f"write {right}; if another month is meant, name it"
    severity: Severity = "error" if bare.is_sure else "warning"
    return Finding(CODE, severity, passage.place(bare.start), message, bare.text, hint, "calendar")
