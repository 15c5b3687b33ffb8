"""The promised rhythm: when issues are expected, and what is said about a month that has none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.zones import MOMENTS, ZONES
from trax.content.schedule_text import month_after
from trax.delivery.cadence import Cadence, announcement, expected_slot, slots_between
from trax.delivery.slot_text import parse_slot

ZURICH = "Europe/Zurich"
CADENCE = Cadence("first Tuesday 10:00", ZURICH, skip=("2026-08",), double=("2026-12",))
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("cadence", "month", "expected"),
    [
        pytest.param(CADENCE, "2026-11", "2026-11-03T09:00", id="winter"),
        pytest.param(CADENCE, "2026-07", "2026-07-07T08:00", id="summer"),
        pytest.param(CADENCE, "2026-08", None, id="skipped"),
        pytest.param(CADENCE, "2026-12", "2026-12-01T09:00", id="double"),
        pytest.param(CADENCE, "2027-01", None, id="covered, over New Year"),
        pytest.param(CADENCE, "2027-02", "2027-02-02T09:00", id="after that"),
        pytest.param(Cadence("last Sunday 02:30", ZURICH), "2026-03", "2026-03-29T01:30", id="skipped hour: 03:30"),
        pytest.param(Cadence("last Sunday 02:30", ZURICH), "2026-10", "2026-10-25T00:30", id="double hour: the first"),
        pytest.param(Cadence("last Friday 10:00", "Pacific/Apia"), "2011-12", "2011-12-30T20:00", id="no such Friday"),
        pytest.param(Cadence("last Tuesday 0:00", ZURICH), "2028-02", "2028-02-28T23:00", id="leap day"),
    ],
)
def test_a_month_has_its_time_or_none(cadence: Cadence, month: str, expected: str | None) -> None:
    slot = expected_slot(cadence, month)
    assert (slot and f"{slot.utc:%Y-%m-%dT%H:%M}") == expected


def test_a_year_has_its_issues_but_for_those_skipped_and_covered() -> None:
    slots = slots_between(CADENCE, at("2026-06-01 00:00+00:00"), at("2027-04-01 00:00+00:00"))
    assert [f"{slot.wall:%m-%d}" for slot in slots] == [
        "06-02",
        "07-07",
        "09-01",
        "10-06",
        "11-03",
        "12-01",
        "02-02",
        "03-02",
    ]
    assert {f"{slot.wall:%A %H:%M}" for slot in slots} == {"Tuesday 10:00"}


def test_the_beginning_belongs_to_a_span_and_its_end_does_not() -> None:
    slot = at("2026-11-03 09:00+00:00")
    assert len(slots_between(CADENCE, slot, slot + timedelta(seconds=1))) == 1
    assert slots_between(CADENCE, slot - timedelta(days=1), slot) == ()
    assert slots_between(CADENCE, slot, slot - timedelta(days=99)) == ()


@given(MOMENTS, ZONES, st.integers(1, 800))
def test_spans_that_meet_have_the_slots_of_the_whole(start: datetime, zone: str, days: int) -> None:
    cadence = Cadence("last Sunday 2:30", zone)
    middle, end = start + timedelta(days=days // 2), start + timedelta(days=days)
    whole = slots_between(cadence, start, end)
    assert slots_between(cadence, start, middle) + slots_between(cadence, middle, end) == whole
    assert list(whole) == sorted(whole, key=lambda slot: slot.utc)


@pytest.mark.parametrize(
    ("now", "planned", "expected"),
    [
        pytest.param("2026-11-24 08:59", [], "2026-11", id="the month's own is over"),
        pytest.param("2026-11-24 08:59", ["2026-11-03 09:00"], None, id="more than a week before the next"),
        pytest.param("2026-11-24 09:00", ["2026-11-03 09:00"], "2026-12", id="a week before the next"),
        pytest.param("2026-11-24 09:00", ["2026-11-03 09:00", "2026-12-01 09:00"], None, id="planned"),
        pytest.param(
            "2026-11-24 09:00", ["2026-11-03 09:00", "2026-12-31 22:59"], None, id="planned late in the month"
        ),
        pytest.param("2026-11-24 09:00", ["2026-11-03 09:00", "2026-12-31 23:00"], "2026-12", id="planned after it"),
        pytest.param(
            "2026-11-24 09:00", ["2026-11-03 09:00", "2026-11-30 23:00"], None, id="planned on its first day there"
        ),
        pytest.param("2026-12-31 22:59", [], "2026-12", id="last minute of the month"),
        pytest.param("2026-12-31 23:00", [], None, id="the month is over, the next is covered"),
        pytest.param("2026-08-01 00:00", [], None, id="skipped"),
        pytest.param("2026-08-25 07:59", [], None, id="skipped, and the next is far"),
        pytest.param("2026-08-25 08:00", [], "2026-09", id="after a skipped month"),
    ],
)
def test_a_month_without_an_issue_is_told_from_a_week_before_until_it_ends(
    now: str, planned: list[str], expected: str | None
) -> None:
    plans = [(number, at(f"{moment}+00:00")) for number, moment in enumerate(planned, start=50)]
    told = announcement(CADENCE, plans, now=at(f"{now}+00:00"))
    assert (told and told.month) == expected
    assert (told and told.key) == (expected and f"cadence/{expected}")


def test_what_is_told_says_what_to_do() -> None:
    told = announcement(CADENCE, [(49, at("2026-11-03 09:00+00:00"))], now=at("2026-11-25 12:00+00:00"))
    assert told is not None
    assert told.text == (
        "no issue is planned for December 2026; "
        "its time would be Tuesday, 1 December 2026, 10:00 (Europe/Zurich); "
        'to plan one: trax approve NUMBER --by NAME --at "2026-12-01 10:00"; '
        'if there is none this month: add "2026-12" to skip in [schedule] of issues/trax.toml'
    )


def test_a_time_that_is_over_is_not_offered_again() -> None:
    told = announcement(CADENCE, [], now=at("2026-11-03 09:00+00:00"))
    assert told is not None
    assert "its time was Tuesday, 3 November 2026, 10:00" in told.text
    assert '--at "tomorrow 10:00"' in told.text


@given(MOMENTS, ZONES)
def test_an_announcement_is_heeded_by_either_of_its_cures(now: datetime, zone: str) -> None:
    cadence = Cadence("second Sunday 2:30", zone)
    told = announcement(cadence, [], now=now, days_ahead=20)
    if told is None:
        return
    skipping = Cadence(cadence.on, zone, skip=(told.month,))
    after = announcement(skipping, [], now=now, days_ahead=20)
    assert after is None or after.month == month_after(told.month)
    typed = re.search(r'--at "([^"]+)"', told.text)
    assert typed
    if not typed[1].startswith("tomorrow"):
        slot = parse_slot(typed[1], zone=zone, now=now)
        assert slot == told.slot
        assert announcement(cadence, [(1, slot.utc)], now=now, days_ahead=20) != told


def test_the_same_month_has_the_same_key_until_it_ends() -> None:
    days = [datetime(2026, 9, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(29)]
    assert {told.key for told in (announcement(CADENCE, [], now=day) for day in days) if told} == {"cadence/2026-09"}
