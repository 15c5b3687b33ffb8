from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.dates import (
    DateError,
    PartialDay,
    day_in_words,
    nearest_weekday,
    parse_day,
    parse_days,
    parse_loose_date,
    parse_times,
)
from trax.model import DayRange, LooseDate, TimeRange

if TYPE_CHECKING:
    from collections.abc import Callable

DEC_3 = date(2014, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2014-12-03",
        "3 December 2014",
        "  3   december 2014. ",
        "03 December 2014",
        "3 Dec 2014",
        "3 Dec. 2014",
        "3rd December 2014",
        "3<sup>rd</sup> December 2014",
        "the 3rd of December 2014",
        "on 3 December 2014",
        "Wednesday, 3 December 2014",
        "WEDNESDAY 3 DECEMBER 2014",
        "Wed 3 Dec 2014",
        "Wednesday the 3rd of December, 2014",
        "December 3, 2014",
        "december 3rd 2014",
        "Wednesday, December 3, 2014",
        "3\N{NO-BREAK SPACE}December 2014",
    ],
)
def test_a_day_is_read_in_every_form_people_type(text: str) -> None:
    assert parse_day(text) == DEC_3


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        pytest.param("3 December", date(2014, 11, 30), DEC_3, id="same year"),
        pytest.param("3 January", date(2014, 12, 20), date(2015, 1, 3), id="after New Year"),
        pytest.param("20 December", date(2015, 1, 10), date(2014, 12, 20), id="before New Year"),
        pytest.param("29 February", date(2015, 12, 1), date(2016, 2, 29), id="the year that has it"),
        pytest.param("3 May 2001", date(2014, 1, 1), date(2001, 5, 3), id="a year that is written stays"),
    ],
)
def test_a_missing_year_is_the_one_closest_to_the_issue(text: str, near: date, expected: date) -> None:
    assert parse_day(text, near=near) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31 November 2014", '"31 November 2014" is not a date; November has 30 days.'),
        ("29 February 2015", '"29 February 2015" is not a date; February 2015 has 28 days.'),
        ("30 February", '"30 February" is not a date; February has 29 days.'),
        ("29 February", '"29 February" is in no year near the issue\'s.'),
        ("2014-13-01", '"2014-13-01" is not a date; there is no month 13.'),
        ("2014-11-31", '"2014-11-31" is not a date; November has 30 days.'),
        (
            "03/12/2014",
            '"03/12/2014" is not clear: some read the day first, others the month; write the month as a word.',
        ),
        (
            "3.12.2014",
            '"3.12.2014" is not clear: some read the day first, others the month; write the month as a word.',
        ),
        ("3 December 14", '"3 December 14" is not a date; write the year with four digits.'),
        ("Monday, 1 September 2022", '"Monday, 1 September 2022": 1 September 2022 is a Thursday.'),
        ("2-4 December 2014", '"2-4 December 2014" is more than one day.'),
        ("next week", '"next week" is not a date.'),
        ("0 May 2014", '"0 May 2014" is not a date.'),
        ("3 December 2014 in Geneva", '"3 December 2014 in Geneva" is not a date.'),
        ("2014-10-31T10:00", '"2014-10-31T10:00" is not a date.'),
        (" ", "a date is missing here."),
        ("x" * 500, f'"{"x" * 79}…" is not a date.'),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_day(text, near=date(2014, 6, 1))
    assert str(refusal.value) == message
    assert refusal.value.hint


def test_a_wrong_weekday_offers_both_readings() -> None:
    with pytest.raises(DateError) as refusal:
        parse_day("Monday, 1 September 2022")
    assert refusal.value.hint == "write Thursday, 1 September 2022, or Monday, 29 August 2022"


def test_a_day_without_year_needs_something_to_be_near_to() -> None:
    with pytest.raises(DateError, match="has no year"):
        parse_day("3 December")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("3 December 2014", DEC_3, DEC_3, id="one day"),
        pytest.param("2-4 December 2014", date(2014, 12, 2), date(2014, 12, 4), id="hyphen"),
        pytest.param("from 2 to 4 December 2014", date(2014, 12, 2), date(2014, 12, 4), id="from to"),
        pytest.param("from the 2-4 December 2014", date(2014, 12, 2), date(2014, 12, 4), id="from the"),
        pytest.param("19 – 30 January 2015", date(2015, 1, 19), date(2015, 1, 30), id="en dash"),
        pytest.param("19—30 january 2015", date(2015, 1, 19), date(2015, 1, 30), id="em dash"),
        pytest.param("19 until 30 January 2015", date(2015, 1, 19), date(2015, 1, 30), id="until"),
        pytest.param("27 October to 7 November 2014", date(2014, 10, 27), date(2014, 11, 7), id="two months"),
        pytest.param("28 November - 2 December 2026", date(2026, 11, 28), date(2026, 12, 2), id="dash and two months"),
        pytest.param("28 December - 2 January 2027", date(2026, 12, 28), date(2027, 1, 2), id="over New Year"),
        pytest.param("28 December 2026 - 2 January", date(2026, 12, 28), date(2027, 1, 2), id="year at the first"),
        pytest.param("28 December 2026 - 2 January 2027", date(2026, 12, 28), date(2027, 1, 2), id="both years"),
        pytest.param("28 December - 2 January", date(2014, 12, 28), date(2015, 1, 2), id="no year"),
        pytest.param("Tuesday 2 to Thursday 4 December 2014", date(2014, 12, 2), date(2014, 12, 4), id="weekdays"),
        pytest.param("December 2-4, 2014", date(2014, 12, 2), date(2014, 12, 4), id="month first"),
        pytest.param("October 27 to November 7, 2014", date(2014, 10, 27), date(2014, 11, 7), id="months first"),
        pytest.param("2014-12-02/2014-12-04", date(2014, 12, 2), date(2014, 12, 4), id="ISO with slash"),
        pytest.param("2014-12-02 to 2014-12-04", date(2014, 12, 2), date(2014, 12, 4), id="ISO with to"),
    ],
)
def test_days_are_read_in_every_form_people_type(text: str, start: date, end: date) -> None:
    assert parse_days(text, near=date(2014, 12, 1)) == DayRange(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "30-19 January 2015",
        "4 December 2014 to 2 December 2014",
        "2014-12-04/2014-12-02",
    ],
)
def test_days_that_run_backwards_are_refused(text: str) -> None:
    with pytest.raises(DateError, match="ends before it begins"):
        parse_days(text)


def test_both_weekdays_of_a_range_are_held_against_the_calendar() -> None:
    with pytest.raises(DateError, match="4 December 2014 is a Thursday"):
        parse_days("Tuesday 2 to Friday 4 December 2014")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014", LooseDate(2014)),
        ("October 2014", LooseDate(2014, 10)),
        ("Oct. 2014", LooseDate(2014, 10)),
        ("sept 2014", LooseDate(2014, 9)),
        ("2014-10", LooseDate(2014, 10)),
        ("31 October 2014", LooseDate(2014, 10, 31)),
        ("2014-10-31", LooseDate(2014, 10, 31)),
    ],
)
def test_a_loose_date_is_as_exact_as_it_was_written(text: str, expected: LooseDate) -> None:
    assert parse_loose_date(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2014-14", "no month 14"),
        ("last autumn", "is not a date"),
        ("Octember 2014", "is not a date"),
        ("31 October", "has no year"),
        ("2-4 December 2014", "more than one day"),
    ],
)
def test_a_loose_date_that_cannot_be_meant_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        parse_loose_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:30", TimeRange(time(10, 30))),
        ("10.30", TimeRange(time(10, 30))),
        ("at 9:05", TimeRange(time(9, 5))),
        ("10 am", TimeRange(time(10))),
        ("12 am", TimeRange(time(0))),
        ("1 p.m.", TimeRange(time(13))),
        ("13h00", TimeRange(time(13))),
        ("13h", TimeRange(time(13))),
        ("noon", TimeRange(time(12))),
        ("10:00-12:00", TimeRange(time(10), time(12))),
        ("10:00- 12:00", TimeRange(time(10), time(12))),
        ("10:00 – 12:00", TimeRange(time(10), time(12))),
        ("10:00 to 12:00", TimeRange(time(10), time(12))),
        ("from 13.00-14.00", TimeRange(time(13), time(14))),
        ("1-2 pm", TimeRange(time(13), time(14))),
        ("10 to 2 pm", TimeRange(time(10), time(14))),
        ("11 am to 1:00", TimeRange(time(11), time(13))),
        ("9 am - noon", TimeRange(time(9), time(12))),
        ("10.00-12.30 pm", TimeRange(time(10), time(12, 30))),
    ],
)
def test_times_are_read_in_every_form_people_type(text: str, expected: TimeRange) -> None:
    assert parse_times(text) == expected


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("25:00", "hours go from 0 to 23", "10:30"),
        ("10:60", "minutes from 00 to 59", "10:30"),
        ("24:00", "hours go from 0 to 23", "10:30"),
        ("13:00 am", "hours go from 0 to 23", "10:30"),
        ("18", "is not a time", "10:30"),
        ("10-12", "is not a time", "10:30"),
        ("tomorrow", "is not a time", "10:30"),
        ("10:00-12:00 CET", "is not a time", "zone: Europe/Zurich"),
        ("12:00-10:00", "ends before it begins", "earlier time first"),
        ("10:00-10:00", "ends before it begins", "earlier time first"),
        ("10:00 to 12:00 am", "ends before it begins", "12:00 am is midnight"),
    ],
)
def test_times_that_cannot_be_meant_are_refused_with_a_cure(text: str, reason: str, hint: str) -> None:
    with pytest.raises(DateError, match=reason) as refusal:
        parse_times(text)
    assert hint in refusal.value.hint


@pytest.mark.parametrize("weekday", range(7))
def test_the_nearest_weekday_is_at_most_three_days_away(weekday: int) -> None:
    found = nearest_weekday(DEC_3, weekday)
    assert found.weekday() == weekday
    assert abs(found - DEC_3).days <= 3


def test_a_day_is_put_into_words() -> None:
    assert [day_in_words(DEC_3), day_in_words(DEC_3, weekday=True)] == ["3 December 2014", "Wednesday, 3 December 2014"]


def test_a_partial_day_says_what_was_written() -> None:
    assert [str(PartialDay(11, 31)), str(PartialDay(11, 31, 2014))] == ["31 November", "31 November 2014"]


def test_a_date_error_is_a_value_error_so_that_the_schema_of_a_kind_reports_it() -> None:
    assert issubclass(DateError, ValueError)


TYPED_WORDS = """2 4 31 0 99 2014 Monday sat May december Dec. - – to the of 1st am pm noon 10:00
25:60 12.30 / , . 2014-02-30"""
WORDS = st.sampled_from(TYPED_WORDS.split())
TYPED = st.one_of(
    st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=8).map("".join)
)


@given(text=TYPED)
def test_any_text_is_a_value_or_a_refusal(text: str) -> None:
    readers = (
        lambda: parse_day(text, near=DEC_3),
        lambda: parse_days(text),
        lambda: parse_loose_date(text),
        lambda: parse_times(text),
    )
    for read in readers:
        assert isinstance(value_or_message(read), date | DayRange | LooseDate | TimeRange | str)


def value_or_message(read: Callable[[], object]) -> object:
    try:
        return read()
    except DateError as refusal:
        return refusal.message


@given(day=st.dates(min_value=date(1901, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_put_into_words_is_read_back(day: date) -> None:
    assert parse_day(day_in_words(day, weekday=True)) == day
