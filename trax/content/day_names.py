"""Names of months and weekdays as people write them, and a day put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_SHORT_WEEKDAYS = ("Mon", "Tues", "Tue", "Weds", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")


def _numbered(names: tuple[str, ...], short: tuple[str, ...], *, first: int) -> dict[str, int]:
    """Return the number of each full or short name, by its lower-case form."""
    numbers = {name.lower(): number for number, name in enumerate(names, start=first)}
    for abbreviation in short:
        whole = next(name for name in names if name.startswith(abbreviation[:3]))
        numbers[abbreviation.lower()] = numbers[whole.lower()]
    return numbers


MONTH_NUMBER = _numbered(MONTHS, _SHORT_MONTHS, first=1)
WEEKDAY_NUMBER = _numbered(WEEKDAYS, _SHORT_WEEKDAYS, first=0)

# Capitals are asked for where "may" and "march" are verbs and "sat" and "sun" are words; other names written out may
# also stand in lower case. A full stop belongs to a short form only.
_LOWER_MONTHS = [name.lower() for name in MONTHS if name not in {"March", "May"}]
_SHORTS = [*_SHORT_MONTHS, *map(str.upper, _SHORT_MONTHS)]
MONTH = rf"(?:{'|'.join([*MONTHS, *map(str.upper, MONTHS), *_LOWER_MONTHS])}|(?:{'|'.join(_SHORTS)})\b\.?)(?!\w)"
WEEKDAY = (
    rf"(?:{'|'.join([*WEEKDAYS, *map(str.upper, WEEKDAYS), *map(str.lower, WEEKDAYS)])}"
    rf"|(?:{'|'.join([*_SHORT_WEEKDAYS, *map(str.upper, _SHORT_WEEKDAYS)])})\b\.?)(?!\w)"
)


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """Return `27 October 2014`, or `Monday, 27 October 2014`."""
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {words}" if weekday else words
