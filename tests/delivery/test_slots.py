"""A planned time: its three parts agree, it lies where a provider takes it, and it is due, or late, or neither."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.zones import MOMENTS, ZONES
from trax.delivery.slots import (
    LATE_S,
    Slot,
    format_slot,
    lateness,
    legal_slot,
    make_slot,
    require_on_grid,
    slot_at,
    slot_from_toml,
)
from trax.delivery.wall_time import around_gap, moments, spell, wall_time
from trax.errors import SlotFault, SlotShifted

if TYPE_CHECKING:
    from collections.abc import Iterator

ZURICH = "Europe/Zurich"
at = datetime.fromisoformat
TEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SLOT = Slot(at("2026-12-01 10:00"), ZURICH, TEN)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/St_Johns", "Mars/Olympus"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone a machine believes to be in, also one that does not exist."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        pytest.param(at("2026-12-01 10:00"), ZURICH, ["2026-12-01T09:00"], id="winter"),
        pytest.param(at("2026-07-01 10:00"), ZURICH, ["2026-07-01T08:00"], id="summer"),
        pytest.param(at("2026-03-29 01:59"), ZURICH, ["2026-03-29T00:59"], id="last minute before the gap"),
        pytest.param(at("2026-03-29 02:00"), ZURICH, [], id="first minute of the gap"),
        pytest.param(at("2026-03-29 02:59"), ZURICH, [], id="last minute of the gap"),
        pytest.param(at("2026-03-29 03:00"), ZURICH, ["2026-03-29T01:00"], id="first minute after the gap"),
        pytest.param(at("2026-10-25 01:59"), ZURICH, ["2026-10-24T23:59"], id="before the double hour"),
        pytest.param(at("2026-10-25 02:00"), ZURICH, ["2026-10-25T00:00", "2026-10-25T01:00"], id="double hour"),
        pytest.param(at("2026-10-25 03:00"), ZURICH, ["2026-10-25T02:00"], id="after the double hour"),
        pytest.param(at("2026-12-01 10:00"), "Asia/Kathmandu", ["2026-12-01T04:15"], id="quarter of an hour"),
        pytest.param(at("2026-10-04 02:15"), "Australia/Lord_Howe", [], id="gap of half an hour"),
        pytest.param(at("2026-10-04 02:30"), "Australia/Lord_Howe", ["2026-10-03T15:30"], id="after that gap"),
        pytest.param(
            at("2026-04-05 01:45"),
            "Australia/Lord_Howe",
            ["2026-04-04T14:45", "2026-04-04T15:15"],
            id="half an hour twice",
        ),
        pytest.param(at("2011-12-30 10:00"), "Pacific/Apia", [], id="a day that Samoa skipped"),
        pytest.param(at("2011-12-31 10:00"), "Pacific/Apia", ["2011-12-30T20:00"], id="the day after"),
        pytest.param(at("2028-02-29 10:00"), ZURICH, ["2028-02-29T09:00"], id="leap day"),
        pytest.param(at("2027-01-01 00:00"), ZURICH, ["2026-12-31T23:00"], id="New Year"),
        pytest.param(at("2027-01-01 00:00"), "Pacific/Kiritimati", ["2026-12-31T10:00"], id="New Year first"),
    ],
)
def test_a_wall_time_is_none_one_or_two_instants(wall: datetime, zone: str, expected: list[str]) -> None:
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in moments(wall, zone)] == expected


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        pytest.param(at("2026-03-29 02:30"), ZURICH, ("2026-03-29 01:30", "2026-03-29 03:30"), id="hour"),
        pytest.param(
            at("2026-10-04 02:15"), "Australia/Lord_Howe", ("2026-10-04 01:45", "2026-10-04 02:45"), id="half"
        ),
        pytest.param(at("2011-12-30 10:00"), "Pacific/Apia", ("2011-12-29 10:00", "2011-12-31 10:00"), id="day"),
    ],
)
def test_a_skipped_wall_time_lies_between_two_that_exist(wall: datetime, zone: str, expected: tuple[str, str]) -> None:
    assert tuple(spell(moment, zone) for moment in around_gap(wall, zone)) == expected


@given(MOMENTS, ZONES)
def test_an_instant_is_among_those_of_its_wall_time_and_its_spelling_is_that_instant(
    moment: datetime, zone: str
) -> None:
    wall = wall_time(moment, zone)
    assert moment in moments(wall, zone)
    spelt = datetime.fromisoformat(spell(moment, zone))
    assert moment == (spelt if spelt.tzinfo else spelt.replace(tzinfo=ZoneInfo(zone)))


@given(MOMENTS, ZONES)
def test_a_slot_comes_back_from_toml_as_it_was(moment: datetime, zone: str) -> None:
    slot = slot_at(moment, zone)
    assert slot == make_slot(slot.wall, slot.zone, slot.utc)
    assert slot == slot_from_toml(tomllib.loads("\n".join(format_slot(slot))))


def test_the_lines_of_a_slot_can_be_read_by_people() -> None:
    assert format_slot(SLOT) == ('at = "2026-12-01T10:00"', 'zone = "Europe/Zurich"', "utc = 2026-12-01T09:00:00Z")


@pytest.mark.parametrize(
    ("wall", "zone", "utc", "words"),
    [
        pytest.param(
            SLOT.wall,
            ZURICH,
            TEN - timedelta(hours=1),
            "that is 2026-12-01 09:00 in Europe/Zurich",
            id="summer all year",
        ),
        pytest.param(SLOT.wall, "Europe/London", TEN, "2026-12-01 09:00 in Europe/London", id="another zone"),
        pytest.param(at("2026-12-02 10:00"), ZURICH, TEN, "2026-12-01 10:00 in", id="another day"),
        pytest.param(
            at("2026-03-29 02:30"), ZURICH, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "03:30 in", id="in a gap"
        ),
        pytest.param(SLOT.wall, "Europe/Atlantis", TEN, "time zone is not known", id="unknown zone"),
        pytest.param(SLOT.wall, "localtime", TEN, "time zone is not known", id="zone of the machine"),
        pytest.param(SLOT.wall, "../../etc/passwd", TEN, "time zone is not known", id="path"),
    ],
)
def test_a_slot_whose_parts_disagree_is_refused(wall: datetime, zone: str, utc: datetime, words: str) -> None:
    with pytest.raises(SlotShifted) as refusal:
        make_slot(wall, zone, utc)
    assert words in refusal.value.message
    assert "time-zone data" in refusal.value.hint
    assert "trax" not in refusal.value.message


@pytest.mark.parametrize("hour", [0, 1])
def test_both_instants_of_a_double_hour_are_slots_of_their_own(hour: int) -> None:
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    slot = make_slot(at("2026-10-25 02:30"), ZURICH, moment)
    assert str(slot) == f"Sunday, 25 October 2026, 02:30 (Europe/Zurich, UTC+0{2 - hour}:00)"
    assert slot.typed == f"2026-10-25T02:30+0{2 - hour}:00"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"at": "2026-12-01T10:00", "zone": ZURICH}, id="no utc"),
        pytest.param(
            {"at": "2026-12-01T10:00", "zone": ZURICH, "utc": TEN.replace(tzinfo=None)}, id="utc without zone"
        ),
        pytest.param({"at": "2026-12-01T10:00", "zone": ZURICH, "utc": "2026-12-01T09:00:00Z"}, id="utc as text"),
        pytest.param({"at": "2026-12-01 10:00", "zone": ZURICH, "utc": TEN}, id="at in another form"),
        pytest.param({"at": TEN, "zone": ZURICH, "utc": TEN}, id="at as a time"),
        pytest.param({"at": "2026-12-01T10:00", "zone": 5, "utc": TEN}, id="zone as a number"),
    ],
)
def test_a_damaged_table_is_no_slot(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"planned time|without a time zone|does not match"):
        slot_from_toml(values)


@pytest.mark.parametrize("wall", [SLOT.wall.replace(second=1), SLOT.wall.replace(microsecond=1), TEN])
def test_a_wall_time_has_no_zone_and_no_seconds(wall: datetime) -> None:
    with pytest.raises(ValueError, match="full minute"):
        make_slot(wall, ZURICH, TEN)


def test_a_moment_without_a_zone_is_never_taken_for_one_of_this_machine() -> None:
    naive = at("2026-12-01 09:00")
    for ask in (
        lambda: slot_at(naive, ZURICH),
        lambda: legal_slot(naive, step_minutes=15),
        lambda: lateness(TEN, naive),
        lambda: lateness(naive, TEN),
    ):
        with pytest.raises(ValueError, match="without a time zone"):
            ask()


@pytest.mark.parametrize(
    ("now", "step", "expected"),
    [
        pytest.param("09:00:00", 15, "09:15", id="on the grid"),
        pytest.param("09:00:01", 15, "09:30", id="a second later"),
        pytest.param("09:14:59.999999", 15, "09:30", id="just before a quarter"),
        pytest.param("09:15:00", 15, "09:30", id="a quarter"),
        pytest.param("23:50:00", 15, "00:15", id="over midnight"),
        pytest.param("09:00:00", 1, "09:15", id="any minute"),
        pytest.param("09:00:00.000001", 1, "09:16", id="any minute, rounded up"),
        pytest.param("09:20:30", 60, "10:00", id="full hours"),
    ],
)
def test_the_next_legal_slot_is_a_quarter_of_an_hour_ahead_at_least(now: str, step: int, expected: str) -> None:
    moment = datetime.fromisoformat(f"2026-12-31T{now}+00:00")
    assert f"{legal_slot(moment, step_minutes=step):%H:%M}" == expected


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(minutes=2)), ZONES, st.sampled_from([1, 5, 15, 30, 60]))
def test_a_legal_slot_is_on_the_grid_ahead_and_the_first_such(
    now: datetime, more: timedelta, zone: str, step: int
) -> None:
    now = (now + more).astimezone(ZoneInfo(zone))
    slot = legal_slot(now, step_minutes=step)
    ahead = slot - now.astimezone(UTC)
    assert timedelta(minutes=15) <= ahead < timedelta(minutes=15 + step)
    assert (slot.second, slot.microsecond, slot.utcoffset()) == (0, 0, timedelta(0))
    require_on_grid(slot_at(slot, zone), step, "Mailchimp")


@pytest.mark.parametrize(
    ("moment", "zone", "hint"),
    [
        pytest.param("2026-12-01T09:07", ZURICH, 'write "2026-12-01 10:00" or "2026-12-01 10:15"', id="between"),
        pytest.param("2026-12-31T22:59", ZURICH, 'write "2026-12-31 23:45" or "2027-01-01 00:00"', id="New Year"),
        pytest.param(
            "2026-12-01T09:16", "Asia/Kathmandu", 'write "2026-12-01 15:00" or "2026-12-01 15:15"', id="+5:45"
        ),
        pytest.param(
            "2026-10-25T00:59", ZURICH, 'write "2026-10-25T02:45+02:00" or "2026-10-25T02:00+01:00"', id="double hour"
        ),
    ],
)
def test_a_slot_between_quarter_hours_is_refused_where_a_provider_has_only_these(
    moment: str, zone: str, hint: str
) -> None:
    slot = slot_at(datetime.fromisoformat(f"{moment}+00:00"), zone)
    with pytest.raises(SlotFault, match="Mailchimp sends every 15 minutes only") as refusal:
        require_on_grid(slot, 15, "Mailchimp")
    assert refusal.value.hint == hint
    assert slot.typed in refusal.value.message
    require_on_grid(slot, 1, "listmonk")


@pytest.mark.parametrize(
    ("over_s", "expected"),
    [
        pytest.param(-0.001, "ahead", id="just before"),
        pytest.param(0, "due", id="now"),
        pytest.param(LATE_S, "due", id="two hours over"),
        pytest.param(LATE_S + 0.001, "late", id="more than two hours over"),
        pytest.param(10**8, "late", id="years over"),
        pytest.param(-(10**8), "ahead", id="a clock put back"),
    ],
)
def test_a_slot_is_ahead_due_or_late(over_s: float, expected: str) -> None:
    assert lateness(TEN, TEN + timedelta(seconds=over_s)) == expected


def test_lateness_counts_real_hours_over_a_change_of_the_clock() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo(ZURICH))
    after = datetime(2026, 10, 25, 3, 0, tzinfo=ZoneInfo(ZURICH))
    assert lateness(before, after) == "late"
    assert lateness(before, after - timedelta(minutes=30)) == "due"


def test_nothing_depends_on_the_zone_of_the_machine(machine_zone: str) -> None:
    assert machine_zone
    slot = slot_at(TEN.astimezone(timezone(timedelta(hours=9))), ZURICH)
    assert slot == SLOT
    assert str(slot) == "Tuesday, 1 December 2026, 10:00 (Europe/Zurich)"
    assert slot_from_toml(tomllib.loads("\n".join(format_slot(slot)))) == SLOT
    assert legal_slot(TEN, step_minutes=15) == TEN + timedelta(minutes=15)
