"""Central European time in a text, CET or CEST, and which of the two is in force on the day beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, PartialDay

Zone = Literal["CET", "CEST"]

_ZONE = re.compile(r"(?<=[\dm.])\s{0,2}\(?(?P<zone>CEST|CET)\b(?!\s?/)")
_FAR = 160
_MARCH, _OCTOBER = 3, 10
_SUMMER_MONTHS = range(_MARCH + 1, _OCTOBER)


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """A zone behind a time, the one that is right on the day that stands beside it, and that day."""

    start: int
    named: Zone
    right: Zone
    day: PartialDay


def find_zones(passage: Passage) -> Iterator[ZoneMention]:
    """Yield each zone behind a time whose day is known: the date before it, or the one just after."""
    if "CE" not in passage.prose:
        return
    for match in _ZONE.finditer(passage.prose):
        day = _day_beside(passage, match.start())
        right = zone_on(day) if day else None
        if day and right:
            named: Zone = "CEST" if match["zone"] == "CEST" else "CET"
            yield ZoneMention(match.start("zone"), named, right, day)


def zone_on(day: PartialDay) -> Zone | None:
    """Return the zone of Geneva on a day, or None in the two months of change when the year is not known.

    Source: Directive 2000/84/EC; Switzerland keeps the same days, the last Sundays of March and October.
    """
    if day.month not in {_MARCH, _OCTOBER}:
        return "CEST" if day.month in _SUMMER_MONTHS else "CET"
    known = day.known()
    if known is None:
        return None
    last = date(known.year, known.month, monthrange(known.year, known.month)[1])
    change = last.day - (last.weekday() + 1) % 7
    if known.day == change:
        return None
    return "CEST" if (known.day > change) == (known.month == _MARCH) else "CET"


def _day_beside(passage: Passage, offset: int) -> PartialDay | None:
    """Return the one day that a time belongs to; None where there is none near, or a choice."""
    dates = passage.dates
    index = bisect_left(dates, offset, key=lambda each: each.start)
    before = dates[index - 1] if index and offset - dates[index - 1].end <= _FAR else None
    _, end = passage.sentence(offset)
    after = dates[index] if index < len(dates) and dates[index].start < end else None
    found: list[DateMention] = [each for each in (before, after) if each]
    zones = {zone_on(day) for each in found for day, _ in each.days}
    return found[0].first if len(zones) == 1 else None
