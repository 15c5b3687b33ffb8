"""What a clock on the wall says in a time zone, and which instants it can mean: none, one or two.

`zoneinfo` answers every question, also the wrong ones: 2026-03-29 02:30 in Zurich silently becomes 03:30. So each
instant is turned back into wall time and must give what was asked for. Nothing here knows the machine's own zone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def wall_time(moment: datetime, zone: str) -> datetime:
    """Return what a clock in the zone shows at that moment, as a datetime without zone.

    Raises:
        ValueError: If the moment has no zone: it would be read in that of the machine.
    """
    return require_aware(moment).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moments(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Return the instants (UTC, in order) at which a clock in the zone shows this: one, rarely two, rarely none."""
    return tuple(moment for moment in _readings(wall, zone) if wall_time(moment, zone) == wall)


def around_gap(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return the instants (UTC) meant by a wall time that is skipped: by the clock before the change, and after it."""
    first, *_, last = _readings(wall, zone)
    return first, last


def spell(moment: datetime, zone: str, *, offset: bool = False) -> str:
    """Return `2026-12-01 10:00`; where the zone has that hour twice, or on demand, `2026-12-01T10:00+01:00`."""
    wall = wall_time(moment, zone)
    if offset or len(moments(wall, zone)) > 1:
        return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
    return f"{wall:%Y-%m-%d %H:%M}"


def require_aware(moment: datetime) -> datetime:
    """Return the moment.

    Raises:
        ValueError: If it has no zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone")
    return moment


def _readings(wall: datetime, zone: str) -> list[datetime]:
    """Return the instants by the offset before and after a change of the clock, in order; they rarely differ."""
    known = ZoneInfo(zone)
    return sorted({wall.replace(tzinfo=known, fold=fold).astimezone(UTC) for fold in (0, 1)})
