"""The time an issue is planned for: as people type it, as the approval keeps it, and whether it has come.

A slot holds the wall time that people agreed on, its zone, and the instant (UTC) that machines compare. Both are
written down, so that new rules of the zone are noticed and not obeyed in silence. "Now" and the zone are arguments;
the machine's own zone plays no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from trax.content import fields
from trax.content.day_names import day_in_words
from trax.content.fields import FieldError
from trax.delivery.wall_time import moments, require_aware, spell, wall_time
from trax.errors import SlotFault, SlotShifted

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUTES_AHEAD = 15
LATE_S = 2 * 3600
Lateness = Literal["ahead", "due", "late"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WALL_FORM = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Slot:
    """A planned time.

    Attributes:
        wall: What the clock on the wall shows then, without a zone.
        zone: The IANA name of the zone that the clock hangs in: `Europe/Zurich`.
        utc: The same instant, in UTC.
    """

    wall: datetime
    zone: str
    utc: datetime

    def __str__(self) -> str:
        """Return `Tuesday, 1 December 2026, 10:00 (Europe/Zurich)`; an hour that comes twice has its offset."""
        words = f"{day_in_words(self.wall.date(), weekday=True)}, {self.wall:%H:%M}"
        is_twice = len(moments(self.wall, self.zone)) > 1
        offset = f", UTC{spell(self.utc, self.zone)[-6:]}" if is_twice else ""
        return f"{words} ({self.zone}{offset})"

    @property
    def typed(self) -> str:
        """The slot as `parse_slot` takes it: `2026-12-01 10:00`."""
        return spell(self.utc, self.zone)


def slot_at(moment: datetime, zone: str) -> Slot:
    """Return the slot of an instant, on a full minute, in a zone that exists."""
    return Slot(wall_time(moment, zone), zone, moment.astimezone(UTC))


def make_slot(wall: datetime, zone: str, utc: datetime) -> Slot:
    """Return the slot of an approval, once its three parts agree.

    Args:
        wall: Without a zone, on a full minute.
        zone: IANA name.
        utc: With a zone.

    Raises:
        SlotShifted: If the zone has that wall time at another instant, or is not known on this machine.
        ValueError: If the wall time has a zone, the instant has none, or either is not on a full minute.
    """
    if wall.utcoffset() is not None or wall.second or wall.microsecond:
        raise ValueError("a wall time has no zone and is on a full minute")
    utc = require_aware(utc).astimezone(UTC)
    planned = f"{wall:%Y-%m-%d %H:%M} ({zone}), {utc:%Y-%m-%d %H:%M} UTC"
    try:
        fields.zone(zone)
    except FieldError as error:
        raise SlotShifted(planned, "its time zone is not known on this machine") from error
    if wall_time(utc, zone) != wall:
        raise SlotShifted(planned, f"by this machine's time-zone data, that is {spell(utc, zone)} in {zone}")
    return Slot(wall.replace(fold=0), zone, utc)


def format_slot(slot: Slot) -> tuple[str, ...]:
    """Return the lines that keep a slot in a TOML file: `at`, `zone` and `utc`."""
    return (
        f'at = "{slot.wall:{_WALL_FORM}}"',
        f'zone = "{slot.zone}"',
        f"utc = {slot.utc:%Y-%m-%dT%H:%M:%SZ}",
    )


def slot_from_toml(values: Mapping[str, object]) -> Slot:
    """Return the slot that a TOML table keeps, see `format_slot`.

    Raises:
        SlotShifted: If its three parts do not agree on this machine.
        ValueError: If it is not as `format_slot` writes it.
    """
    at, zone, utc = (values.get(name) for name in ("at", "zone", "utc"))
    if not (isinstance(at, str) and isinstance(zone, str) and isinstance(utc, datetime)):
        raise ValueError("a planned time has a text at, a text zone and a time utc")  # noqa: TRY004 - damage of a file
    return make_slot(datetime.strptime(at, _WALL_FORM), zone, utc)  # noqa: DTZ007 - wall time has no zone


def legal_slot(now: datetime, *, step_minutes: int, minutes_ahead: int = MINUTES_AHEAD) -> datetime:
    """Return the first instant (UTC) a provider can be given that leaves time to think again.

    Args:
        now: With a zone.
        step_minutes: 15 where the provider wants quarter hours (of UTC), 1 where it takes any minute.
        minutes_ahead: How much time there is at least; the rest comes from rounding up.
    """
    step = timedelta(minutes=step_minutes)
    wanted = require_aware(now).astimezone(UTC) + timedelta(minutes=minutes_ahead)
    return _EPOCH + -(-(wanted - _EPOCH) // step) * step


def require_on_grid(slot: Slot, step_minutes: int, provider: str) -> None:
    """Refuse a slot between the times that a provider can be given.

    Raises:
        SlotFault: Naming the time before and the time after.
    """
    step = timedelta(minutes=step_minutes)
    over = (slot.utc - _EPOCH) % step
    if over:
        before = slot.utc - over
        near = " or ".join(f'"{spell(moment, slot.zone)}"' for moment in (before, before + step))
        problem = f"{provider} sends every {step_minutes} minutes only, not in between"
        raise SlotFault(f'"{slot.typed}"', problem, hint=f"write {near}")


def lateness(slot_utc: datetime, now: datetime) -> Lateness:
    """Return whether a slot is still ahead, due, or over by so much that only a person may decide about it.

    A clock that was put back makes a slot lie ahead again; that it was sent is the ledger's to know.
    """
    over_s = (require_aware(now).astimezone(UTC) - require_aware(slot_utc).astimezone(UTC)).total_seconds()
    if over_s < 0:
        return "ahead"
    return "late" if over_s > LATE_S else "due"
