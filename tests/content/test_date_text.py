from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.date_text import PartialDay, find_dates


def spelled(text: str) -> list[str]:
    return [" .. ".join(str(day) for day, _ in mention.days) for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("held from 26 October to 7 November 2014.", ["26 October 2014 .. 7 November 2014"]),
        ("in Geneva from 19-30 January 2015", ["19 January 2015 .. 30 January 2015"]),
        ("19 –\n30 January 2015", ["19 January 2015 .. 30 January 2015"]),
        ("from the 2-4 December 2014 at", ["2 December 2014 .. 4 December 2014"]),
        ("between 2 and 4 December 2014", ["2 December 2014 .. 4 December 2014"]),
        ("between 28 November and 2 December", ["28 November .. 2 December"]),
        ("between December 2 and 4, 2014", ["2 December 2014 .. 4 December 2014"]),
        ("on 2 and 4 December", ["4 December"]),
        ("on 28 November and 2 December 2014", ["28 November", "2 December 2014"]),
        ("December 2 and 4, 2014", ["2 December"]),
        ("December 2-4, 2014", ["2 December 2014 .. 4 December 2014"]),
        ("December 2-4 at the CICG", ["2 December .. 4 December"]),
        ("on 2nd October 2014.", ["2 October 2014"]),
        ("27<sup>th</sup> March, 13.00", ["27 March"]),
        ("27     th      March", ["27 March"]),
        ("Wednesday, 3 December, as usual", ["3 December"]),
        ("on 3\nDecember\n2014", ["3 December 2014"]),
        ("October 31, 2014", ["31 October 2014"]),
        ("October 31st we met", ["31 October"]),
        ("on 2014-10-31.", ["31 October 2014"]),
        ("31 November 2014", ["31 November 2014"]),
        ("28 November - 2 December 2026", ["28 November 2026 .. 2 December 2026"]),
        ("5 May and 7 May", ["5 May", "7 May"]),
        ("4-5 May, 8-9 June", ["4 May .. 5 May", "8 June .. 9 June"]),
        ("4 May - 5 May - 6 May", ["4 May .. 5 May", "6 May"]),
        ("30-19 January 2015", ["30 January 2015 .. 19 January 2015"]),
    ],
)
def test_days_in_prose_are_found(text: str, expected: list[str]) -> None:
    assert spelled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "48% of recommendations",
        "the 20th session of the UPR",
        "only 2.5 years after",
        "more than 11,500 UPR recommendations",
        "Article 5 May apply",
        "we may 5 times",
        "In May 14 States were reviewed",
        "October 2014",
        "from November 2022 to February 2027",
        "2014-13-01 and 2014-00-10",
        "the 21st. May we ask",
        "in room 3\n\nMay was warm",
        "A/HRC/WG.6/5 May",
        "CHF 45 March",
        "48% May",
        "0 May 2014",
        "99 May 2014",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert spelled(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("session 14 - 19 January 2015", ["19 January 2015"], id="a session number"),
        pytest.param("in 21 - 7 November 2014", ["7 November 2014"], id="a dash between spaces"),
        pytest.param("COVID-19 - 4 May 2020", ["4 May 2020"], id="part of a name"),
        pytest.param("0-4 May 2020", ["4 May 2020"], id="zero"),
    ],
)
def test_a_number_before_a_dash_is_not_always_the_first_day(text: str, expected: list[str]) -> None:
    assert spelled(text) == expected


def test_offsets_are_exact_and_the_weekday_has_its_own() -> None:
    text = "Meet us on Monday, 1 September 2022 in Room V."
    (mention,) = find_dates(text)
    assert mention.first_weekday is not None
    assert text[mention.start : mention.end] == mention.text == "Monday, 1 September 2022"
    assert text[mention.first_weekday.start : mention.first_weekday.end] == "Monday"
    assert mention.weekday == 0


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Wed. 3 Dec. 2014", [2]),
        ("wednesday 3 December", [2]),
        ("3 December 2014 (Wednesday)", [2]),
        ("3 December 2014, a Wednesday", [2]),
        ("3 December, Thursday 4 December", [None, 3]),
        ("Tuesday 2 to Thursday 4 December 2014", [1, 3]),
        ("Tuesday 2 December to Thursday, 4 December 2014", [1, 3]),
        ("Wednesday, December 3, 2014", [2]),
        ("the sun 3 December", [None]),
    ],
)
def test_weekdays_beside_a_date_are_read(text: str, weekdays: list[int | None]) -> None:
    days = [each for mention in find_dates(text) for each in mention.days]
    assert [named.number if named else None for _, named in days] == weekdays


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(PartialDay(12, 3, 2014), date(2014, 12, 3), id="a year that is written"),
        pytest.param(PartialDay(1, 3), date(2015, 1, 3), id="the next January"),
        pytest.param(PartialDay(11, 31, 2014), None, id="no such day"),
        pytest.param(PartialDay(2, 29), None, id="no leap year near"),
    ],
)
def test_the_day_nearest_to_the_issue(day: PartialDay, expected: date | None) -> None:
    assert day.nearest(date(2014, 11, 30)) == expected


PIECES = st.sampled_from(
    [
        "2",
        "31",
        "2014",
        "Monday",
        "Sat.",
        "May",
        "December",
        "Dec.",
        "-",
        "–",
        " to ",
        " ",
        "\n",
        ", ",
        "th",
        "<sup>",
        "and",
    ]
)


@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mentions_stand_in_order_and_where_they_say(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize("piece", ["12 May - ", "1 ", " ", "1-", "Monday ", "May 1 ", "\n", "2nd of\n"])
def test_a_long_hostile_text_costs_time_in_proportion(piece: str) -> None:
    """Twenty times the bound of a quick machine; a pattern that backtracks would need hours."""
    started = time.process_time()
    find_dates(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 10
