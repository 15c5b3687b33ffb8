"""When an issue goes out, as people write it: a rhythm (`first Tuesday 10:00`), an hour, a month (`2026-08`).

What the settings and the command line have in common. An hour that two people could take for two hours is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from trax.content.dates import DateError, parse_loose_date, parse_times
from trax.content.day_names import MONTHS, WEEKDAY_NUMBER, WEEKDAYS
from trax.content.fields import FieldError
from trax.content.wording import quoted

if TYPE_CHECKING:
    from pydantic import ValidationInfo

LAST = -1
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": LAST}
_FIFTH = {"fifth", "5th"}
_NOON = 12
_RHYTHM_FORM = "write it like first Tuesday 10:00, third Monday 8:30 or last Thursday 14:00"
_MONTH_FORM = "write it like 2026-08"
_MONTH = re.compile(r"2[0-9]{3}-(?:0[1-9]|1[0-2])")
_DAY_OF_MONTH = re.compile(
    rf"(?:on )?(?:the )?(?P<ordinal>{'|'.join([*_ORDINALS, *_FIFTH])}) (?P<weekday>[a-z]+)\.?"
    r"(?: (?:of|in) (?:the|each|every) month)?",
    re.IGNORECASE,
)
_CLOCK_LAST = re.compile(
    r"(?P<day>.+?),? (?:at )?"
    r"(?P<clock>[0-9]{1,2}(?:[:.h][0-9]{1,2}|h)?(?: ?[ap](?:m|\.m\.?))?|(?:12 )?(?:noon|midnight))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """The first, second, third, fourth or last of a weekday in a month; `ordinal` is 1 to 4, or -1 for the last."""

    ordinal: int
    weekday: int

    def day_in(self, year: int, month: int) -> date:
        """Return that day of one month; every month has it."""
        if self.ordinal == LAST:
            longest = monthrange(year, month)[1]
            return date(year, month, longest - (date(year, month, longest).weekday() - self.weekday) % len(WEEKDAYS))
        ahead = (self.weekday - date(year, month, 1).weekday()) % len(WEEKDAYS)
        return date(year, month, 1 + ahead + (self.ordinal - 1) * len(WEEKDAYS))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A day of every month, and the hour on it."""

    day: MonthDay
    clock: time


def parse_rhythm(text: str) -> Rhythm:
    """Return the rhythm of `first Tuesday 10:00` or `the last Thursday at 9:30`.

    Raises:
        FieldError: If it is none.
        DateError: If its hour is none, or not clear.
    """
    parts = split_clock(text)
    day = parse_month_day(parts[0]) if parts else None
    if parts is None or day is None:
        raise FieldError(f"{quoted(text)} is not a day of each month with its hour", hint=_RHYTHM_FORM)
    return Rhythm(day, parse_clock(parts[1]))


def parse_month_day(text: str) -> MonthDay | None:
    """Return the day of `first Tuesday`, `2nd Wed` or `the last Thursday of the month`; None for anything else.

    Raises:
        FieldError: If it is the fifth one, which many months do not have.
    """
    match = _DAY_OF_MONTH.fullmatch(" ".join(text.split()))
    weekday = WEEKDAY_NUMBER.get(match["weekday"].lower()) if match else None
    if match is None or weekday is None:
        return None
    ordinal = match["ordinal"].lower()
    if ordinal in _FIFTH:
        name = WEEKDAYS[weekday]
        raise FieldError(f"many months have no fifth {name}", hint=f"write last {name}, or fourth {name}")
    return MonthDay(_ORDINALS[ordinal], weekday)


def split_clock(text: str) -> tuple[str, str] | None:
    """Return the text before an hour and the hour that it ends with; None when it ends otherwise."""
    match = _CLOCK_LAST.fullmatch(" ".join(text.split()))
    return (match["day"], match["clock"]) if match else None


def parse_clock(text: str) -> time:
    """Return the time of `10:00`, `9.30`, `2 pm` or `noon`.

    Raises:
        DateError: If it is none, or midnight or 12 am or pm, which people take for two different hours.
    """
    lower = text.lower()
    if "midnight" in lower or re.match(rf"{_NOON}\b(?:[:.][0-9]+)? ?[ap]\.?m", lower):
        raise DateError(
            f"{quoted(text)} is not clear: some take it for noon or the end of the day, others for its beginning.",
            hint="write the hour from 0 to 23: 12:00 is noon, 00:00 the beginning of the day",
        )
    return parse_times(text).start


def rhythm(value: str) -> str:
    """Return a rhythm of the settings as it was typed, once it has been understood."""
    parse_rhythm(value)
    return value


def month(value: str) -> str:
    """Return a month of the settings: `2026-08`."""
    if _MONTH.fullmatch(value):
        return value
    raise FieldError(f"{quoted(value)} is not a month here", hint=_month_hint(value))


def months(value: object) -> object:
    """Return the entries of a list of months."""
    if isinstance(value, list):
        return tuple(value)
    raise FieldError("is a list of months", hint='write the months in brackets: ["2026-08"], or [] for none')


def doubles(value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Return the months whose issue counts for two; a month without an issue cannot be one of them."""
    for each in value:
        if each in info.data.get("skip", ()):
            raise FieldError(
                f"{each} stands in skip as well", hint="a month has an issue or has none: take one of them out"
            )
    return value


def month_after(value: str) -> str:
    """Return the month that follows: `2027-01` after `2026-12`."""
    year, number = (int(part) for part in value.split("-"))
    return f"{year + number // len(MONTHS)}-{number % len(MONTHS) + 1:02}"


def _month_hint(value: str) -> str:
    try:
        loose = parse_loose_date(value)
    except DateError:
        return _MONTH_FORM
    meant = f"{loose.year}-{loose.month or 0:02}"
    return f"write {meant}" if _MONTH.fullmatch(meant) and not loose.day else _MONTH_FORM
