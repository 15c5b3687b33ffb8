"""The values that dates in running text are read into: a day as written, the weekday beside it, a day or range."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trax.content.day_names import MONTHS


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day as somebody wrote it: the year may be missing, and the month may not have that day."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date | None:
        """Return the day in that year, or None where the calendar has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def known(self) -> date | None:
        """Return the day when its year was written and the calendar has it, else None."""
        return None if self.year is None else self.in_year(self.year)

    def nearest(self, near: date) -> date | None:
        """Return the day as written, or without a year the one closest to `near`; None where none exists."""
        if self.year is not None:
            return self.known()
        around = [self.in_year(near.year + step) for step in (-1, 0, 1)]
        return min((day for day in around if day), key=lambda day: abs(day - near), default=None)

    @property
    def longest_month(self) -> int:
        """Number of days the month can have in the year written, or in any year when none was."""
        return monthrange(2000 if self.year is None else self.year, self.month)[1]

    def __str__(self) -> str:
        """Return `31 November 2014`, or `31 November`."""
        words = f"{self.day} {MONTHS[self.month - 1]}"
        return words if self.year is None else f"{words} {self.year}"


@dataclass(frozen=True, slots=True)
class NamedWeekday:
    """A weekday written beside a date; 0 is Monday, the offsets are those of the word alone."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a range of days in a text; `text` stands from `start` to `end`, the weekdays included.

    Attributes:
        other: The same numbers read month first (`1/9/2014` as 9 January), where both readings are days.
    """

    start: int
    end: int
    text: str
    first: PartialDay
    last: PartialDay | None = None
    first_weekday: NamedWeekday | None = None
    last_weekday: NamedWeekday | None = None
    other: PartialDay | None = None

    @property
    def weekday(self) -> int | None:
        """Number of the weekday named with the first day, 0 for Monday, or None."""
        return self.first_weekday.number if self.first_weekday else None

    @property
    def days(self) -> tuple[tuple[PartialDay, NamedWeekday | None], ...]:
        """The one or two days, each with the weekday named for it."""
        first = (self.first, self.first_weekday)
        return (first,) if self.last is None else (first, (self.last, self.last_weekday))


# How a day hangs together with the one before it: as the end of a range, as the next of a list, or not at all.
Joint = Literal["", "to", "and"]


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """One day of a text while it is read, from its weekday on.

    Attributes:
        pair: The first weekday of `Monday to Friday, 3-7 May`, the second of `3-7 May (Monday to Friday)`.
        is_behind: Whether the weekday, or both, stand behind the day.
        other: As in `DateMention`.
    """

    start: int
    end: int
    day: PartialDay
    joint: Joint = ""
    weekday: NamedWeekday | None = None
    pair: NamedWeekday | None = None
    is_behind: bool = False
    other: PartialDay | None = None
