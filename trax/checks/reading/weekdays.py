"""Weekdays of a text that are not those of the dates they stand beside, in any year that may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.years import names_year, years_meant

if TYPE_CHECKING:
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, NamedWeekday, PartialDay


@dataclass(frozen=True, slots=True)
class WrongWeekday:
    """A weekday that is not its day's.

    Attributes:
        day: The day that was written, in the year most likely meant.
        is_year_known: Whether the year was written.
        is_sure: Whether the paragraph, a heading or the issue it stands in says the year.
    """

    day: date
    named: NamedWeekday
    is_year_known: bool
    is_sure: bool


def find_wrong_weekdays(given: CheckInput, passage: Passage, mention: DateMention) -> tuple[WrongWeekday, ...]:
    """Return the weekdays of a day or range that do not fit; none when they fit in a year, or a reading, of several."""
    named = [(day, weekday) for day, weekday in mention.days if weekday]
    if not named:
        return ()
    if mention.other and mention.first_weekday and not _wrong([(mention.other, mention.first_weekday)], None):
        return ()
    if all(day.year for day, _ in named):
        return tuple(
            [WrongWeekday(day, weekday, is_year_known=True, is_sure=True) for day, weekday in _wrong(named, None)]
        )
    years = years_meant(given, passage, mention.first, mention.start)
    wrong_in = [_wrong(named, year) for year in years if all(_of(day, named[0][0], year) for day, _ in named)]
    if not wrong_in or not all(wrong_in):
        return ()
    fewest = min(wrong_in, key=len)
    # The year of a document may be a guess, unless the words around say it.
    is_sure = given.issue is not None or (
        fewest[0][0].year == years[0] and names_year(passage, mention.start, years[0])
    )
    return tuple([WrongWeekday(day, weekday, is_year_known=False, is_sure=is_sure) for day, weekday in fewest])


def _wrong(named: list[tuple[PartialDay, NamedWeekday]], year: int | None) -> list[tuple[date, NamedWeekday]]:
    """Return the days, with the weekday written, that are another weekday; read in `year` where they have none."""
    days = [(_of(day, named[0][0], year), weekday) for day, weekday in named]
    return [(day, weekday) for day, weekday in days if day and day.weekday() != weekday.number]


def _of(day: PartialDay, first: PartialDay, year: int | None) -> date | None:
    """Return a day in its own year or the one given; the end of a range over New Year is in the next."""
    if day.year or year is None:
        return day.known()
    return day.in_year(year + ((day.month, day.day) < (first.month, first.day)))
