from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.time_text import ClockTime, find_times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 10:00 to 12:00 am.", ["10:00 to 12:00 am"]),
        ("27 March, 13.00-14.00, Room XXII", ["13.00-14.00"]),
        ("Time: 10:00- 12:00", ["10:00- 12:00"]),
        ("at 13.30 in", ["13.30"]),
        ("1 pm or 2 p.m. or noon", ["1 pm", "2 p.m.", "noon"]),
        ("from 10 to 12.30 pm", ["10 to 12.30 pm"]),
        ("10:00 a.m. to 1 p.m.", ["10:00 a.m. to 1 p.m."]),
        ("at 12 noon", ["12 noon"]),
        ("13h00 and 15h", ["13h00", "15h"]),
        ("point 4 - 10:30", ["10:30"]),
        ("until 9.30 to 11:00", ["9.30", "11:00"]),
        ("3.10 pm", ["3.10 pm"]),
        ("in 2015, 10:00", ["10:00"]),
        ("25:00 or 10:60", ["25:00", "10:60"]),
        ("10:30 to 45 people", ["10:30"]),
    ],
)
def test_times_in_prose_are_found(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in find_times(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "only 2.5 years",
        "more than 11,500",
        "CHF 2.50",
        "version 3.11",
        "12.75-48.20",
        "a split of 60:40",
        "the 20:80 rule",
        "10:00:30",
        "A/C.3/66:12",
        "48 % and 10.50 %",
        "I am 12",
        "10 to 12 people",
        "48.20-51.30 per cent",
        "12-34 to 56",
    ],
)
def test_amounts_versions_and_ratios_are_no_times(text: str) -> None:
    assert find_times(text) == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10:00 to 12:00", (600, 720)),
        ("1-2 pm", (780, 840)),
        ("10 to 2 pm", (600, 840)),
        ("10:00 to 12:00 am", (600, 0)),
        ("10:00 to 12:00 pm", (600, 720)),
        ("11 am to 1:30", (660, 810)),
        ("9 am to 11:30", (540, 690)),
        ("22:00-24:00", (1320, 1440)),
        ("noon-1 pm", (720, 780)),
        ("10:00", None),
    ],
)
def test_begin_and_end_are_read_with_the_half_of_the_day_written(text: str, span: tuple[int, int] | None) -> None:
    (mention,) = find_times(text)
    assert mention.span_minutes() == span


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (ClockTime(24), True),
        (ClockTime(24, 30), False),
        (ClockTime(25), False),
        (ClockTime(10, 60), False),
        (ClockTime(13, 0, "am"), False),
        (ClockTime(13, 0, "pm"), True),
        (ClockTime(0, 0, "pm"), False),
        (ClockTime(12, 0, "am"), True),
    ],
)
def test_a_clock_knows_what_it_can_show(*, clock: ClockTime, expected: bool) -> None:
    assert clock.is_possible is expected


PIECES = st.sampled_from(
    ["10", "2", ":", ".", "00", "30", "h", " am", "pm", " ", "-", " to ", "noon", "25", "at ", "%"]
)


@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_mentions_stand_in_order_and_where_they_say(text: str) -> None:
    end = 0
    for mention in find_times(text):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
