"""The time an issue is planned for, as people type it; what could be meant in two ways is refused with the cure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.zones import MOMENTS, ZONES
from trax.delivery.slot_text import parse_slot
from trax.delivery.slots import make_slot, slot_at
from trax.delivery.wall_time import moments, wall_time
from trax.errors import SlotFault

ZURICH = "Europe/Zurich"
# A Saturday, 10:30 in Zurich.
NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("first Tuesday 10:00", "2026-12-01T10:00", id="first"),
        pytest.param("FIRST TUESDAY 10:00", "2026-12-01T10:00", id="capitals"),
        pytest.param("  the  first Tue. at 10.00 ", "2026-12-01T10:00", id="spaces, short name, dot"),
        pytest.param("first Tuesday of the month, 10:00", "2026-12-01T10:00", id="of the month"),
        pytest.param("2nd Wednesday 14:00", "2026-12-09T14:00", id="second in figures"),
        pytest.param("third Monday at 8:00", "2026-12-21T08:00", id="third"),
        pytest.param("4th Sunday 0:00", "2026-12-27T00:00", id="fourth, midnight"),
        pytest.param("last Thursday 9:30", "2026-12-31T09:30", id="last: this month's is over"),
        pytest.param("last Saturday 10:31", "2026-11-28T10:31", id="last: today, in a minute"),
        pytest.param("last Saturday 10:30", "2026-12-26T10:30", id="last: today, this minute is over"),
        pytest.param("last Monday 10:30", "2026-11-30T10:30", id="last: still in this month"),
        pytest.param("Tuesday 10:00", "2026-12-01T10:00", id="weekday"),
        pytest.param("on Tue 10:00", "2026-12-01T10:00", id="weekday, short"),
        pytest.param("saturday 11:00", "2026-11-28T11:00", id="weekday: today"),
        pytest.param("Saturday 10:00", "2026-12-05T10:00", id="weekday: today's hour is over"),
        pytest.param("next Tuesday 10:00", "2026-12-01T10:00", id="next"),
        pytest.param("next Saturday 11:00", "2026-12-05T11:00", id="next is not today"),
        pytest.param("tomorrow 10:00", "2026-11-29T10:00", id="tomorrow"),
        pytest.param("today 16:00", "2026-11-28T16:00", id="today"),
        pytest.param("Today at 4 pm", "2026-11-28T16:00", id="pm"),
        pytest.param("tomorrow 10:00 am", "2026-11-29T10:00", id="am"),
        pytest.param("tomorrow 10:15 P.M.", "2026-11-29T22:15", id="p.m."),
        pytest.param("tomorrow noon", "2026-11-29T12:00", id="noon"),
        pytest.param("tomorrow 9h30", "2026-11-29T09:30", id="h"),
        pytest.param("1 December 2026 10:00", "2026-12-01T10:00", id="day in words"),
        pytest.param("Tuesday, 1 December 2026, 10:00", "2026-12-01T10:00", id="day with its weekday"),
        pytest.param("Tuesday, 1 December 2026, 10:00 (Europe/Zurich)", "2026-12-01T10:00", id="as trax prints it"),
        pytest.param("December 1st, 2026 at 10:00", "2026-12-01T10:00", id="month first"),
        pytest.param("31 December 2026 23:59", "2026-12-31T23:59", id="last minute of the year"),
        pytest.param("1 January 2027 00:00", "2027-01-01T00:00", id="first minute of the year"),
        pytest.param("2026-12-01 10:00", "2026-12-01T10:00", id="ISO"),
        pytest.param("2026-12-01T10:00", "2026-12-01T10:00", id="ISO with T"),
        pytest.param("2026-12-01t10:00:00", "2026-12-01T10:00", id="ISO with seconds"),
        pytest.param("2026-12-01T10:00+01:00", "2026-12-01T10:00", id="offset of the zone"),
        pytest.param("2026-12-01T09:00Z", "2026-12-01T10:00", id="Z"),
        pytest.param("2026-12-01 09:00 z", "2026-12-01T10:00", id="z after a space"),
        pytest.param("2026-12-01T14:45:00.000+0545", "2026-12-01T10:00", id="offset of elsewhere"),
        pytest.param("2026-12-01T00:00-09", "2026-12-01T10:00", id="offset west"),
        pytest.param("2026-11-27T23:00-14:00", "2026-11-28T14:00", id="where it is still yesterday"),
        pytest.param("2027-03-28T03:30", "2027-03-28T03:30", id="after the gap"),
        pytest.param("2027-03-28T02:30+01:00", "2027-03-28T03:30", id="an offset needs no wall time that exists"),
        pytest.param("2027-11-28 10:00", "2027-11-28T10:00", id="a year ahead"),
    ],
)
def test_a_time_is_read_as_it_is_meant(text: str, expected: str) -> None:
    slot = parse_slot(text, zone=ZURICH, now=NOW)
    assert slot.wall.isoformat(timespec="minutes") == expected
    assert (slot.zone, slot.utc) == (ZURICH, slot.wall.replace(tzinfo=ZoneInfo(ZURICH)).astimezone(UTC))
    assert slot == make_slot(slot.wall, slot.zone, slot.utc)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "is not a day with its hour", id="nothing"),
        pytest.param("10:00", "is not a day with its hour", id="no day"),
        pytest.param("first Tuesday", "is not a day with its hour", id="no hour"),
        pytest.param("2026-12-01", "is not a day with its hour", id="ISO day"),
        pytest.param("1 December 2026", "is not a day with its hour", id="day in words"),
        pytest.param("soon", "is not a day with its hour", id="soon"),
        pytest.param("now", "is not a day with its hour", id="now"),
        pytest.param("x" * 500, "is too long for a time", id="long"),
        pytest.param("Tuesday 10", '"10" is not a time', id="an hour without minutes"),
        pytest.param("tomorrow 25:00", '"25:00" is not a time; hours go', id="hour 25"),
        pytest.param("tomorrow 24:00", '"24:00" is not a time; hours go', id="hour 24"),
        pytest.param("tomorrow 10:60", '"10:60" is not a time; hours go', id="minute 60"),
        pytest.param("2026-12-01T24:00Z", '"24:00" is not a time; hours go', id="ISO hour 24"),
        pytest.param("2026-12-01T10:00+25:00", "is not a day with its hour", id="offset of 25 hours"),
        pytest.param("2026-12-01T10:00:30Z", "is not a day with its hour", id="seconds"),
        pytest.param("tomorrow 13:00 am", '"13:00 am" is not a time', id="13 am"),
        pytest.param("tomorrow 12:00 am", '"12:00 am" is not clear', id="12 am"),
        pytest.param("tomorrow 12 p.m.", '"12 p.m." is not clear', id="12 pm"),
        pytest.param("tomorrow midnight", '"midnight" is not clear', id="midnight"),
        pytest.param("tomorrow 10:00 to 12:00", "is not a date", id="from to"),
        pytest.param("fifth Tuesday 10:00", "many months have no fifth Tuesday", id="fifth"),
        pytest.param("every Tuesday 10:00", '"every Tuesday" is not a date', id="every"),
        pytest.param("first Foo 10:00", '"first Foo" is not a date', id="no weekday"),
        pytest.param("next month 10:00", '"next month" is not a date', id="next month"),
        pytest.param("1 December 10:00", '"1 December" has no year', id="no year"),
        pytest.param("01/12/2026 10:00", "some read the day first, others the month", id="numbers"),
        pytest.param("1-2 December 2026 10:00", "is more than one day", id="two days"),
        pytest.param("31 November 2026 10:00", "November has 30 days", id="31 November"),
        pytest.param("29 February 2027 10:00", "February 2027 has 28 days", id="no leap day"),
        pytest.param("2027-02-29 10:00", "February 2027 has 28 days", id="no leap day, ISO"),
        pytest.param("2026-13-01T10:00Z", "there is no month 13", id="month 13"),
        pytest.param("Wednesday, 1 December 2026 10:00", "1 December 2026 is a Tuesday", id="another weekday"),
        pytest.param("today 10:30", "is over; it is 2026-11-28 10:30 in Europe/Zurich", id="this minute"),
        pytest.param("2026-11-28T09:30Z", "is over; it is 2026-11-28 10:30", id="this minute, ISO"),
        pytest.param("1 December 2025 10:00", "is over", id="last year"),
        pytest.param("0001-01-01 00:00", "is over", id="year 1"),
        pytest.param("0001-01-01T00:00+14:00", "is over", id="before year 1"),
        pytest.param("2027-12-01 10:00", "is more than a year ahead", id="a slip in the year"),
        pytest.param("9999-12-31T23:59-14:00", "is more than a year ahead", id="after year 9999"),
    ],
)
def test_what_is_no_time_ahead_is_refused_with_examples(text: str, problem: str) -> None:
    with pytest.raises(SlotFault) as refusal:
        parse_slot(text, zone=ZURICH, now=NOW)
    assert problem in refusal.value.message
    assert refusal.value.message.startswith(f'"{text[:59]}')
    assert refusal.value.exit_code == 2
    assert len(re.findall(r'"[^"]+"', refusal.value.hint)) >= 2 or "look at the year" in refusal.value.hint


def test_a_wrong_weekday_offers_both_readings() -> None:
    with pytest.raises(SlotFault) as refusal:
        parse_slot("Wednesday, 1 December 2026 10:00", zone=ZURICH, now=NOW)
    assert refusal.value.hint.startswith("write Tuesday, 1 December 2026, or Wednesday, 2 December 2026; ")


def test_a_message_is_one_line_without_control_characters() -> None:
    with pytest.raises(SlotFault) as refusal:
        parse_slot("\x1b[31mTues\nday\x00", zone=ZURICH, now=NOW)
    assert refusal.value.message == '"?[31mTues day?": is not a day with its hour'


@pytest.mark.parametrize(
    ("text", "zone", "now", "hint"),
    [
        pytest.param(
            "2026-03-29 02:30", ZURICH, "2026-03-01", 'write "2026-03-29 01:30" or "2026-03-29 03:30"', id="Zurich"
        ),
        pytest.param(
            "last Sunday 02:00", ZURICH, "2026-03-01", 'write "2026-03-29 01:00" or "2026-03-29 03:00"', id="rhythm"
        ),
        pytest.param(
            "tomorrow 2:15",
            "Australia/Lord_Howe",
            "2026-10-03",
            'write "2026-10-04 01:45" or "2026-10-04 02:45"',
            id="half an hour",
        ),
        pytest.param(
            "30 December 2011 10:00",
            "Pacific/Apia",
            "2011-12-01",
            'write "2011-12-29 10:00" or "2011-12-31 10:00"',
            id="a whole day",
        ),
        pytest.param(
            "tomorrow 10:00",
            "Pacific/Apia",
            "2011-12-29",
            'write "2011-12-29 10:00" or "2011-12-31 10:00"',
            id="tomorrow, which is not",
        ),
        pytest.param(
            "Friday 10:00",
            "Pacific/Apia",
            "2011-12-29",
            'write "2011-12-29 10:00" or "2011-12-31 10:00"',
            id="weekday, which is not",
        ),
    ],
)
def test_an_hour_that_the_clock_skips_is_refused_with_those_around_it(
    text: str, zone: str, now: str, hint: str
) -> None:
    noon = datetime.fromisoformat(f"{now}T12:00").replace(tzinfo=ZoneInfo(zone))
    with pytest.raises(SlotFault, match=f"does not exist in {zone}") as refusal:
        parse_slot(text, zone=zone, now=noon)
    assert refusal.value.hint == hint


@pytest.mark.parametrize(
    ("text", "zone", "now", "first", "second"),
    [
        pytest.param(
            "2026-10-25 02:30", ZURICH, "2026-10-01", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", id="Zurich"
        ),
        pytest.param(
            "last Sunday 2:00", ZURICH, "2026-10-01", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", id="rhythm"
        ),
        pytest.param(
            "tomorrow 1:45",
            "Australia/Lord_Howe",
            "2026-04-04",
            "2026-04-05T01:45+11:00",
            "2026-04-05T01:45+10:30",
            id="half an hour",
        ),
        pytest.param(
            "2026-11-01 01:30",
            "America/St_Johns",
            "2026-10-01",
            "2026-11-01T01:30-02:30",
            "2026-11-01T01:30-03:30",
            id="west, half hours",
        ),
    ],
)
def test_an_hour_that_comes_twice_is_asked_for(text: str, zone: str, now: str, first: str, second: str) -> None:
    noon = datetime.fromisoformat(f"{now}T12:00").replace(tzinfo=ZoneInfo(zone))
    with pytest.raises(SlotFault, match=f"comes twice in {zone}") as refusal:
        parse_slot(text, zone=zone, now=noon)
    assert refusal.value.hint == f'write which one is meant: "{first}" or "{second}"'
    slots = [parse_slot(each, zone=zone, now=noon) for each in (first, second)]
    assert slots[0].wall == slots[1].wall
    assert slots[0].utc < slots[1].utc
    assert [slot.typed for slot in slots] == [first, second]


def test_a_double_hour_whose_first_half_is_over_is_still_asked_for() -> None:
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    with pytest.raises(SlotFault, match="comes twice"):
        parse_slot("today 2:30", zone=ZURICH, now=between)
    with pytest.raises(SlotFault, match="is over"):
        parse_slot("today 2:30", zone=ZURICH, now=between + timedelta(hours=1))


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        pytest.param(
            "2026-12-01T00:30+00:00", "America/New_York", "2026-12-01T10:00", id="it is still yesterday there"
        ),
        pytest.param("2026-11-29T12:00+00:00", "Pacific/Kiritimati", "2026-12-01T10:00", id="it is tomorrow there"),
        pytest.param("2026-12-31T23:30+00:00", ZURICH, "2027-01-02T10:00", id="New Year there"),
        pytest.param("2028-02-28T12:00+00:00", ZURICH, "2028-02-29T10:00", id="leap day"),
        pytest.param("2027-02-28T12:00+00:00", ZURICH, "2027-03-01T10:00", id="no leap day"),
    ],
)
def test_tomorrow_is_that_of_the_newsletter(now: str, zone: str, expected: str) -> None:
    slot = parse_slot("tomorrow 10:00", zone=zone, now=datetime.fromisoformat(now))
    assert slot.wall.isoformat(timespec="minutes") == expected


def test_an_instant_between_two_minutes_of_a_clock_is_refused() -> None:
    # Until 1972, Liberia was 44 minutes and 30 seconds behind UTC.
    with pytest.raises(SlotFault, match="is between two minutes in Africa/Monrovia"):
        parse_slot("1971-06-02T10:00Z", zone="Africa/Monrovia", now=datetime(1971, 6, 1, tzinfo=UTC))


@given(MOMENTS, ZONES)
def test_an_instant_as_people_are_shown_it_is_that_instant(moment: datetime, zone: str) -> None:
    slot = slot_at(moment, zone)
    now = moment - timedelta(days=3)
    assert parse_slot(slot.typed, zone=zone, now=now) == slot
    assert parse_slot(moment.isoformat(), zone=zone, now=now) == slot
    if len(moments(slot.wall, zone)) == 1:
        assert parse_slot(str(slot), zone=zone, now=now) == slot


@given(MOMENTS, ZONES, st.integers(1, 60 * 24 * 300))
def test_any_wall_time_ahead_is_one_instant_or_refused_with_a_cure_that_works(
    now: datetime, zone: str, minutes: int
) -> None:
    wall = wall_time(now, zone) + timedelta(minutes=minutes)
    try:
        slot = parse_slot(f"{wall:%Y-%m-%dT%H:%M}", zone=zone, now=now)
    except SlotFault as refusal:
        if "is over" in refusal.message:  # the clock was put back in between
            assert all(moment <= now for moment in moments(wall, zone))
            return
        assert len(moments(wall, zone)) != 1
        for cure in re.findall(r'"([^"]+)"', refusal.hint):
            told = parse_slot(cure, zone=zone, now=now - timedelta(days=2))
            assert abs(told.wall - wall) <= timedelta(hours=25)
    else:
        assert slot.wall == wall
        assert make_slot(wall, zone, slot.utc) == slot
        assert slot.utc > now


@given(
    MOMENTS,
    ZONES,
    st.sampled_from(["first", "2nd", "third", "4th", "last", "next", ""]),
    st.sampled_from(["Monday", "tue", "Sunday"]),
    st.times(),
)
def test_a_weekday_is_the_next_one_that_fits(now: datetime, zone: str, which: str, weekday: str, clock: object) -> None:
    try:
        slot = parse_slot(f"{which} {weekday} {clock:%H:%M}", zone=zone, now=now)
    except SlotFault as refusal:
        assert "does not exist" in refusal.message or "comes twice" in refusal.message  # noqa: PT017 - most have none
        return
    assert slot.utc > now
    assert f"{slot.wall:%A}".lower().startswith(weekday.lower())
    assert slot.utc - now < timedelta(days=64 if which not in {"next", ""} else 15)


@given(st.text(alphabet=st.sampled_from("firstTuesday 0123459:.-+TZapm,/\n"), max_size=40))
def test_any_text_is_a_slot_or_one_refusal(text: str) -> None:
    try:
        slot = parse_slot(text, zone=ZURICH, now=NOW)
    except SlotFault:
        return
    assert slot.utc > NOW


@pytest.mark.parametrize("machine_zone", ["Pacific/Kiritimati", "America/St_Johns", "Mars/Olympus"])
def test_the_zone_of_the_machine_plays_no_part(machine_zone: str) -> None:
    code = (
        "from datetime import UTC, datetime; from trax.delivery.slot_text import parse_slot; "
        "print(parse_slot('today 16:00', zone='Europe/Zurich', now=datetime(2026, 11, 28, 9, 30, tzinfo=UTC)).utc)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": machine_zone}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "2026-11-28 15:00:00+00:00\n"
