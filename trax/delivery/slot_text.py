"""Reads the time an issue is planned for as people type it: `first Tuesday 10:00`, `tomorrow 9.30`, an ISO time.

A weekday means the next one whose hour is still ahead, and "next" one that is not today. An hour that the clock
skips is refused; one that comes twice has to be told by its offset from UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from trax.content.dates import DateError, parse_day
from trax.content.day_names import MONTHS, WEEKDAY_NUMBER, WEEKDAYS
from trax.content.fields import FieldError
from trax.content.schedule_text import parse_clock, parse_month_day, split_clock
from trax.content.source import UNPRINTABLE
from trax.content.wording import quoted
from trax.delivery.slots import Slot, slot_at
from trax.delivery.wall_time import around_gap, moments, spell, wall_time
from trax.errors import SlotFault

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TYPED = 100
# A slip in the year would send nothing for a year and say nothing about it.
DAYS_AHEAD = 366
# Zones are up to 14 hours from UTC, so beyond this the calendar alone decides, also where datetime ends.
_DAYS_IN_DOUBT = 2
_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T| )(?P<clock>[0-9]{1,2}:[0-9]{2})(?::00(?:\.0{1,6})?)?"
    r"(?: ?(?P<offset>Z|(?P<sign>[+-])(?P<hours>[01][0-9]|2[0-3])(?::?(?P<minutes>[0-5][0-9]))?))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:on )?(?P<next>next )?(?P<name>[a-z]+)\.?", re.IGNORECASE)
_AHEAD = {"today": 0, "tomorrow": 1}


def parse_slot(text: str, *, zone: str, now: datetime) -> Slot:
    """Return the slot that a person means.

    Args:
        text: `first Tuesday 10:00`, `last Thursday 9.30`, `next Tuesday 2 pm`, `Tuesday 10:00`, `tomorrow 10:00`,
            `1 December 2026 10:00`, `2026-12-01 10:00` or, with an offset from UTC, `2026-12-01T10:00+01:00`.
        zone: The IANA zone that an hour without an offset is read in; one that exists.
        now: With a zone.

    Raises:
        SlotFault: If it is none of these, is over or more than a year ahead, if its weekday is not that day's, or if
            the zone's clock skips that hour or shows it twice.
    """
    asked = _Asked(_shown(text), zone, now, wall_time(now, zone).date())
    line = " ".join(text[: LONGEST_TYPED + 1].split()).removesuffix(f" ({zone})").removesuffix(f" {zone}")
    if len(line) > LONGEST_TYPED:
        raise asked.fault("is too long for a time")
    try:
        iso = _ISO.fullmatch(line)
        if iso:
            return asked.iso(iso)
        parts = split_clock(line)
        if parts is None:
            raise asked.fault("is not a day with its hour")
        clock = parse_clock(parts[1])
        return asked.first_ahead(datetime.combine(day, clock) for day in asked.days(parts[0]))
    except (DateError, FieldError) as error:
        cure = "" if error.hint.startswith("write it like") else f"{error.hint}; {SlotFault.FORM}"
        raise asked.fault(error.message.removesuffix("."), hint=cure) from error


def _shown(text: str) -> str:
    return quoted(UNPRINTABLE.sub("?", text))


def _months_from(day: date) -> tuple[tuple[int, int], ...]:
    """Return the months from that day's on, a year and one more: year and month."""
    numbers = range(day.month - 1, day.month + len(MONTHS))
    return tuple((day.year + number // len(MONTHS), number % len(MONTHS) + 1) for number in numbers)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, and what it depends on; `today` is the day that the zone's clock shows now."""

    shown: str
    zone: str
    now: datetime
    today: date

    def fault(self, problem: str, *, hint: str = "") -> SlotFault:
        return SlotFault(self.shown, problem, hint=hint)

    def days(self, text: str) -> Iterable[date]:
        """Return the day that a text names, or the next ones that fit it."""
        word = text.lower()
        if word in _AHEAD:
            return (self.today + timedelta(days=_AHEAD[word]),)
        month_day = parse_month_day(text)
        if month_day:
            return (month_day.day_in(year, month) for year, month in _months_from(self.today))
        weekday = _WEEKDAY.fullmatch(text)
        if weekday and weekday["name"].lower() in WEEKDAY_NUMBER:
            return self._weekdays(WEEKDAY_NUMBER[weekday["name"].lower()], is_today_meant=not weekday["next"])
        return (parse_day(text),)

    def _weekdays(self, number: int, *, is_today_meant: bool) -> tuple[date, ...]:
        day = self.today + timedelta(days=(number - self.today.weekday()) % len(WEEKDAYS))
        first = 0 if is_today_meant or day != self.today else 1
        return tuple(day + timedelta(weeks=week) for week in range(first, first + 3))

    def iso(self, match: re.Match[str]) -> Slot:
        """Return the slot of an ISO time; with an offset it is an instant, which no clock makes doubtful."""
        wall = datetime.combine(parse_day(match["day"]), parse_clock(match["clock"]))
        if not match["offset"]:
            return self.first_ahead((wall,))
        self._require_near(wall)
        offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
        moment = wall.replace(tzinfo=timezone(-offset if match["sign"] == "-" else offset))
        slot = slot_at(moment, self.zone)
        if moment <= self.now:
            raise self._over()
        if slot.wall.second:
            raise self.fault(f"is between two minutes in {self.zone}")
        return slot

    def first_ahead(self, walls: Iterable[datetime]) -> Slot:
        """Return the first of these wall times that is still ahead; it must be one instant."""
        for wall in walls:
            if (wall.date() - self.today).days < -_DAYS_IN_DOUBT:
                continue
            self._require_near(wall)
            found = moments(wall, self.zone)
            if (found or around_gap(wall, self.zone))[-1] <= self.now:
                continue
            if not found:
                raise self._skipped(wall)
            if len(found) > 1:
                raise self._twice(wall, found)
            return slot_at(found[0], self.zone)
        raise self._over()

    def _require_near(self, wall: datetime) -> None:
        days = (wall.date() - self.today).days
        if days > DAYS_AHEAD:
            raise self.fault(
                "is more than a year ahead", hint="look at the year; an issue is planned nearer to its day"
            )
        if days < -_DAYS_IN_DOUBT:
            raise self._over()

    def _over(self) -> SlotFault:
        return self.fault(f"is over; it is {wall_time(self.now, self.zone):%Y-%m-%d %H:%M} in {self.zone}")

    def _skipped(self, wall: datetime) -> SlotFault:
        near = " or ".join(f'"{spell(moment, self.zone)}"' for moment in around_gap(wall, self.zone))
        problem = f"{wall:%Y-%m-%d %H:%M} does not exist in {self.zone}: the clock is put forward over it"
        return self.fault(problem, hint=f"write {near}")

    def _twice(self, wall: datetime, found: tuple[datetime, ...]) -> SlotFault:
        both = " or ".join(f'"{spell(moment, self.zone, offset=True)}"' for moment in found)
        problem = f"{wall:%Y-%m-%d %H:%M} comes twice in {self.zone}: the clock is put back over it"
        return self.fault(problem, hint=f"write which one is meant: {both}")
