from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.date_text import PartialDay, find_dates, scan_dates


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
        ("on 2 and 4 December", ["2 December", "4 December"]),
        ("on 28 November and 2 December 2014", ["28 November 2014", "2 December 2014"]),
        ("December 2 and 4, 2014", ["2 December 2014", "4 December 2014"]),
        ("December 2, 3 and 4, 2014", ["2 December 2014", "3 December 2014", "4 December 2014"]),
        ("3, 4 and 5 May 2014", ["3 May 2014", "4 May 2014", "5 May 2014"]),
        ("Thursday 3 and Friday 4 May", ["3 May", "4 May"]),
        ("3-4 and 6-7 May", ["3 May .. 4 May", "6 May .. 7 May"]),
        ("2 and 4-6 May 2013", ["2 May 2013", "4 May 2013 .. 6 May 2013"]),
        ("3 / 5 May 2014", ["5 May 2014"]),
        ("3-5-7 May 2014", ["5 May 2014 .. 7 May 2014"]),
        ("May 5, 4 and 3, 2014", ["5 May"]),
        (", ".join(map(str, range(1, 15))) + " May", [f"{day} May" for day in range(3, 15)]),
        ("3/4 May 2014", ["3 May 2014", "4 May 2014"]),
        ("29 December and 5 January 2015", ["29 December 2014", "5 January 2015"]),
        ("from 30 to 19 January 2015", ["30 January 2015 .. 19 January 2015"]),
        ("the 1st-3rd of September", ["1 September .. 3 September"]),
        ("28 Nov.–2 Dec.", ["28 November .. 2 December"]),
        ("2 october 2014 and monday 3 march 2014", ["2 October 2014", "3 March 2014"]),
        ("3 DEC 2014, 27-Mar-2014", ["3 December 2014", "27 March 2014"]),
        ("01.09.2014, 13/9/2014, 9/13/2014", ["1 September 2014", "13 September 2014", "13 September 2014"]),
        ("27.10.2014-07.11.2014", ["27 October 2014 .. 7 November 2014"]),
        ("2014/09/01 or 2014.09.01", ["1 September 2014", "1 September 2014"]),
        ("31.04.2014", ["31 April 2014"]),
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
        "1/9/2014",
        "Resolution 16/21 May",
        "A/HRC/WG.6/15 May",
        "No. 31 June 2013",
        "Issue 35 September 2013",
        "version 1.2.14",
        "on 3/5 May",
        "32.13.2014",
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
        pytest.param("Resolution 5/1, 18 June 2007", ["18 June 2007"], id="a resolution"),
        pytest.param("Articles 3 and 4 June 2020", ["4 June 2020"], id="articles"),
        pytest.param("in room 3, 14 June 2020", ["14 June 2020"], id="a room"),
        pytest.param("27 October\n- 3 November 2014", ["27 October", "3 November 2014"], id="entries of a list"),
        pytest.param("– 27 October\n– 3 November 2014", ["27 October", "3 November 2014"], id="entries with dashes"),
        pytest.param(
            "(27 October\n– 7 November 2014)", ["27 October 2014 .. 7 November 2014"], id="a range over two lines"
        ),
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
        ("The Sun, 3 December 2014", [None]),
        ("Monday to Friday, 3-7 May", [0, 4]),
        ("Monday–Friday 27 October – 7 November 2014", [0, 4]),
        ("Thursday and Friday, 3 and 4 May 2012", [3, 4]),
        ("Monday, Wednesday and Friday, 3, 5 and 7 May", [None, None, None]),
        ("from Monday to Wednesday, 3 December", [2]),
        ("2-4 December 2014 (Tuesday to Thursday)", [1, 3]),
        ("2-4 December 2014 (Tuesday)", [None, None]),
        ("27 October (Monday) to 7 November (Friday)", [0, 4]),
        ("3 December (Friday 28 November for reports)", [None, 4]),
        ("3 December (Friday before)", [None]),
        ("3 December (Wednesday morning)", [2]),
        ("3 December 2014, Wednesday, at 10:00", [2]),
        ("On 3 December, Friday's meeting", [None]),
        ("3 December 2014 is a Wednesday", [2]),
        ("if 1 May falls on a Sunday", [None]),
        ("Wednesday evening, 3 December", [2]),
        ("Wednesday (3 December)", [2]),
        ("closed on Sunday\n3 December 2014: open", [None]),
        ("closed on Sunday,\n3 December 2014", [6]),
        ("Wed 3-Fri 5 December", [2, 4]),
        ("Sunday/Monday, 30 November/1 December 2014", [6, 0]),
        ("Sunday night/Monday morning, 30 November 2014", [6]),
        ("every Monday and Thursday, 4 May to 5 June", [None, None]),
        ("each Friday, 4 May", [None]),
        ("Friday 24.10.14", [4]),
    ],
)
def test_weekdays_beside_a_date_are_read(text: str, weekdays: list[int | None]) -> None:
    days = [each for mention in find_dates(text) for each in mention.days]
    assert [named.number if named else None for _, named in days] == weekdays


def test_numbers_with_two_readings_are_kept_apart() -> None:
    (mention,) = scan_dates("on Mon. 1/9/2014")
    assert (mention.first, mention.other) == (PartialDay(9, 1, 2014), PartialDay(1, 9, 2014))
    assert mention.weekday == 0
    assert find_dates("on Mon. 1/9/2014") == ()


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
        "/",
        ".",
        " (",
        ")",
        " is a ",
        "1.9.2014",
    ]
)


@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mentions_stand_in_order_and_where_they_say(text: str) -> None:
    end = 0
    for mention in scan_dates(text):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize(
    "piece", ["12 May - ", "1 ", " ", "1-", "Monday ", "May 1 ", "\n", "2nd of\n", "1, ", "1/", "1.2."]
)
def test_a_long_hostile_text_costs_time_in_proportion(piece: str) -> None:
    """Twenty times the bound of a quick machine; a pattern that backtracks would need hours."""
    started = time.process_time()
    find_dates(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 10
