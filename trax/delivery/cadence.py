"""The rhythm that readers were promised: which months have an issue, when its time is, and what is missing.

A rhythm sends nothing and fails nothing. A month that would pass without an issue is announced, early enough for a
person to plan one or to write down that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from trax.content.day_names import MONTHS
from trax.content.schedule_text import month_after, parse_rhythm
from trax.delivery.slots import Slot, slot_at
from trax.delivery.wall_time import around_gap, moments, wall_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Cadence:
    """When issues are promised; see `[schedule]` in `trax help settings`.

    Attributes:
        on: A rhythm that `parse_rhythm` understands: `first Tuesday 10:00`.
        zone: IANA name of a zone that exists.
        skip: Months without an issue: `2026-08`.
        double: Months whose issue also counts for the month after it.
    """

    on: str
    zone: str
    skip: tuple[str, ...] = ()
    double: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """A month for which no issue is planned; `key` stays the same, so that it can be said once."""

    key: str
    month: str
    slot: Slot
    text: str


def expected_slot(cadence: Cadence, month: str) -> Slot | None:
    """Return the time of a month's issue, or None for a month that has none or that the month before covers.

    Nobody is there to be asked: of an hour that comes twice it is the first, instead of one that the clock skips it
    is the one as much later.

    Args:
        cadence: The rhythm.
        month: `2026-12`.
    """
    if month in cadence.skip or month in {month_after(each) for each in cadence.double}:
        return None
    rhythm = parse_rhythm(cadence.on)
    year, number = (int(part) for part in month.split("-"))
    wall = datetime.combine(rhythm.day.day_in(year, number), rhythm.clock)
    found = moments(wall, cadence.zone)
    return slot_at(found[0] if found else around_gap(wall, cadence.zone)[1], cadence.zone)


def slots_between(cadence: Cadence, start: datetime, end: datetime) -> tuple[Slot, ...]:
    """Return the times of issues from `start` on and before `end`, in order; both with a zone."""
    slots = (expected_slot(cadence, month) for month in _months(start, end, cadence.zone))
    return tuple(slot for slot in slots if slot and start <= slot.utc < end)


def announcement(
    cadence: Cadence, planned: Sequence[tuple[int, datetime]], *, now: datetime, days_ahead: int = DAYS_AHEAD
) -> Announcement | None:
    """Return what to tell about the month that goes by, or the next one, when no issue is planned or sent in it.

    A month is told from some days before its time until it ends; then nothing can be planned in it any more.

    Args:
        cadence: The rhythm.
        planned: Number and time (with a zone) of each issue that has a plan or was sent.
        now: With a zone.
        days_ahead: How many days before its time a month is told.
    """
    horizon = now + timedelta(days=days_ahead)
    taken = {_month_of(moment, cadence.zone) for _, moment in planned}
    for month in _months(now, horizon, cadence.zone):
        slot = expected_slot(cadence, month)
        if slot and month not in taken and slot.utc <= horizon:
            return Announcement(f"cadence/{month}", month, slot, _text(month, slot, now=now))
    return None


def _text(month: str, slot: Slot, *, now: datetime) -> str:
    year, number = month.split("-")
    is_over = slot.utc <= now
    at = f"tomorrow {slot.wall:%H:%M}" if is_over else slot.typed
    return (
        f"no issue is planned for {MONTHS[int(number) - 1]} {year}; "
        f"its time {'was' if is_over else 'would be'} {slot}; "
        f'to plan one: trax approve NUMBER --by NAME --at "{at}"; '
        f'if there is none this month: add "{month}" to skip in [schedule] of issues/trax.toml'
    )


def _months(start: datetime, end: datetime, zone: str) -> Iterator[str]:
    """Return the months that a clock in the zone goes through, the first and the last included."""
    month, last = _month_of(start, zone), _month_of(end, zone)
    while month <= last:
        yield month
        month = month_after(month)


def _month_of(moment: datetime, zone: str) -> str:
    return f"{wall_time(moment, zone):%Y-%m}"
