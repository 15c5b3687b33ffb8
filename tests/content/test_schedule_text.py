"""A rhythm, an hour, a month: what settings and command line have in common."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.dates import DateError
from trax.content.fields import FieldError
from trax.content.schedule_text import (
    LAST,
    MonthDay,
    Rhythm,
    month,
    month_after,
    months,
    parse_clock,
    parse_month_day,
    parse_rhythm,
    rhythm,
    split_clock,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TUESDAY, THURSDAY = 1, 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("first Tuesday 10:00", Rhythm(MonthDay(1, TUESDAY), time(10)), id="first"),
        pytest.param("the Last thu. at 9.30", Rhythm(MonthDay(LAST, THURSDAY), time(9, 30)), id="last, short"),
        pytest.param("2nd Tuesday of every month, 2 pm", Rhythm(MonthDay(2, TUESDAY), time(14)), id="of every month"),
    ],
)
def test_a_rhythm_is_a_day_of_each_month_and_an_hour(text: str, expected: Rhythm) -> None:
    assert parse_rhythm(text) == expected
    assert rhythm(text) == text


@pytest.mark.parametrize(
    ("rule", "typed", "message", "hint"),
    [
        pytest.param(rhythm, "first Tuesday", "is not a day of each month", "first Tuesday 10:00", id="no hour"),
        pytest.param(rhythm, "Tuesday 10:00", "is not a day of each month", "first Tuesday 10:00", id="every week"),
        pytest.param(rhythm, "1 December 2026 10:00", "is not a day of each", "first Tuesday 10:00", id="one day"),
        pytest.param(rhythm, "first Foo 10:00", "is not a day of each month", "first Tuesday 10:00", id="no weekday"),
        pytest.param(rhythm, "fifth Tuesday 10:00", "no fifth Tuesday", "last Tuesday", id="fifth"),
        pytest.param(rhythm, "first Tuesday 25:00", "hours go from 0 to 23", "10:30", id="hour 25"),
        pytest.param(rhythm, "first Tuesday 12 am", "is not clear", "12:00 is noon", id="12 am"),
        pytest.param(month, "2026-8", '"2026-8" is not a month here', "2026-08", id="one digit"),
        pytest.param(month, "August 2026", "is not a month here", "write 2026-08", id="month in words"),
        pytest.param(month, "2026-13", "is not a month here", "write it like", id="month 13"),
        pytest.param(month, "2026-08-04", "is not a month here", "write it like", id="a day"),
        pytest.param(month, "0000-01", "is not a month here", "write it like", id="year 0"),
        pytest.param(months, "2026-08", "is a list of months", '["2026-08"]', id="no list"),
    ],
)
def test_what_is_none_is_refused_with_the_cure(
    rule: Callable[[object], object], typed: object, message: str, hint: str
) -> None:
    with pytest.raises((FieldError, DateError)) as refusal:
        rule(typed)
    assert message in refusal.value.message
    assert hint in refusal.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10:00", time(10), id="colon"),
        pytest.param("9.30", time(9, 30), id="dot"),
        pytest.param("12:00", time(12), id="noon in figures"),
        pytest.param("noon", time(12), id="noon"),
        pytest.param("00:00", time(0), id="midnight in figures"),
        pytest.param("11:59 pm", time(23, 59), id="pm"),
        pytest.param("1 a.m.", time(1), id="am"),
        pytest.param("14:00 pm", time(14), id="pm where it is not needed"),
    ],
)
def test_an_hour_is_read_from_0_to_23_or_with_am_and_pm(text: str, expected: time) -> None:
    assert parse_clock(text) == expected


@pytest.mark.parametrize("text", ["12 am", "12:00 pm", "12.30 A.M.", "midnight", "12 midnight"])
def test_an_hour_that_two_people_take_for_two_hours_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="is not clear"):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("first Tuesday 10:00", ("first Tuesday", "10:00"), id="space"),
        pytest.param("Tuesday, 1 December 2026, at 9 am", ("Tuesday, 1 December 2026", "9 am"), id="comma and at"),
        pytest.param("1 December 2026", None, id="a year is no hour"),
        pytest.param("10:00", None, id="nothing before it"),
    ],
)
def test_the_hour_stands_last(text: str, expected: tuple[str, str] | None) -> None:
    assert split_clock(text) == expected


@pytest.mark.parametrize("text", ["Tuesday", "first Tuesday in December", "1 December", "first", ""])
def test_other_days_are_left_to_other_readers(text: str) -> None:
    assert parse_month_day(text) is None


@given(st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6), st.integers(1, 9999), st.integers(1, 12))
def test_each_month_has_the_day_and_it_is_the_one_counted(ordinal: int, weekday: int, year: int, number: int) -> None:
    days = [date(year, number, 1) + timedelta(days=step) for step in range(monthrange(year, number)[1])]
    fitting = [day for day in days if day.weekday() == weekday]
    assert MonthDay(ordinal, weekday).day_in(year, number) == fitting[ordinal - 1 if ordinal > 0 else ordinal]


@pytest.mark.parametrize(
    ("value", "expected"), [("2026-08", "2026-09"), ("2026-12", "2027-01"), ("2026-01", "2026-02")]
)
def test_the_month_after(value: str, expected: str) -> None:
    assert month_after(value) == expected
