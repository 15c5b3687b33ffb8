"""A day without a year that readers of the text cannot place.

"27th March, 13.00-14.00, Room XXII" on an event page is read again in other years. An issue has a date, so that a day
near it needs none; there, only a day that its session puts into another year than the nearest is named. Write the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.year_clues import (
    announces_event,
    days_without_year,
    has_year_near,
    implied_days,
    is_every_year,
    is_placed,
)
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention

CODE = "missing-year"
SUMMARY = "A day without a year that readers cannot place."

FAR_DAYS = 400


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield one finding for each text with days that need a year: at the first of them."""
    for passage in given.passages:
        days = days_without_year(passage) if passage.dates else ()
        is_open = given.issue is None and not is_placed(passage)
        for mention in days:
            needs = _needs_year(given, passage, mention) if is_open else _far_away(given, passage, mention)
            if needs and not is_every_year(passage, mention):
                yield _finding(given, passage, mention, others=len(days) - 1)
                break


def _needs_year(given: CheckInput, passage: Passage, mention: DateMention) -> bool:
    is_dated = given.as_of <= given.table.compiled
    return announces_event(passage, mention) and not has_year_near(passage, mention, day=given.day, is_dated=is_dated)


def _far_away(given: CheckInput, passage: Passage, mention: DateMention) -> tuple[date, ...]:
    """Return the days that the sessions of a sentence in an issue imply, when all are far from the day of the issue."""
    if given.issue is None:
        return ()
    begin, end = passage.sentence(mention.start)
    implied = implied_days(passage, mention, begin, end, as_of=given.as_of)
    is_far = all(abs(day - given.day).days > FAR_DAYS for day in implied)
    is_said = has_year_near(passage, mention, day=given.day, is_dated=False)
    return implied if is_far and not is_said else ()


def _finding(given: CheckInput, passage: Passage, mention: DateMention, *, others: int) -> Finding:
    implied = implied_days(passage, mention, 0, len(passage.prose), as_of=given.as_of)
    hint = "write the year"
    if len(implied) == 1:
        hint = f"the session named implies {implied[0].year}: write {day_in_words(implied[0], weekday=True)}"
    more = f" (there are {others} more without one)" if others else ""
    message = f"{mention.first} has no year, and nothing near it says which{more}"
    words = passage.source[mention.start : mention.end]
    return Finding(CODE, "warning", passage.place(mention.start), message, words, hint)
