"""Times of the night for meetings of the day, programmes that run backwards, notes to colleagues, last year's dates."""

from __future__ import annotations

from datetime import date

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.date_text import find_dates
from trax.content.document import Document
from trax.upr.table import load_table

CODES = ("time", "leftover", "past-event", "date-conflict", "weekday")


def said(text: str) -> list[tuple[str, str]]:
    given = CheckInput(Document("notes.txt", text, text), load_table(), date(2014, 5, 20))
    return [(finding.code, finding.severity) for finding in run_checks(given, only=CODES)]


PROGRAMME = "9:00 Welcome\n9:20 Film\n{}\n{}\n11:00 End\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The review is in the afternoon (2:30 to 6 am).", ("time", "error"), id="afternoon"),
        pytest.param("The review of Chad was from 3:00 to 6:30 am.", ("time", "warning"), id="review at night"),
        pytest.param("A concert with friends at 6.30 am, free.", ("time", "warning"), id="evening"),
        pytest.param("Briefing from 12.45 p.m. to 11.15 a.m.", ("time", "error"), id="end before begin"),
        pytest.param("A meeting, 12:30 to 14:00 p.m.", ("time", "notice"), id="two clocks"),
        pytest.param(PROGRAMME.format("10:30 Talk", "10:10 Coffee"), ("time", "warning"), id="backwards"),
        pytest.param(">>> Anna, please check the name!", ("leftover", "warning"), id="note"),
        pytest.param("[Tom: can you verify this]", ("leftover", "warning"), id="note in brackets"),
        pytest.param(
            "Session: 10 July 2014. Training: 4 to 8 November 2013 in Bern.", ("past-event", "warning"), id="last year"
        ),
        pytest.param(
            "Date: Friday, 6 June 2014\n\nPlease register by 8 June.", ("date-conflict", "warning"), id="late"
        ),
    ],
)
def test_slips_are_found(text: str, expected: tuple[str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The reception is from 8 to 6 pm.", id="a day"),
        pytest.param("The review, seen online from 2:30 to 6 am in Fiji, was long.", id="elsewhere"),
        pytest.param("The last meeting went on from 2 to 4 am in the night.", id="night"),
        pytest.param("The meeting begins at 10 and ends at 6 pm.", id="in order"),
        pytest.param("Breakfast and a concert at 7.30 am.", id="breakfast"),
        pytest.param(PROGRAMME.format("10:30 Talk", "12:30 Lunch") + "2:00 Panel\n4:00 End", id="after noon"),
        pytest.param("10:50 Bus\n9:10 Bus\n10:40 Bus\n8:30 Bus\n9:30 Bus", id="no order at all"),
        pytest.param("The vote was 10:50.\nThe ratio was 60:40.\nRomans 8:28 is read.", id="no times"),
        pytest.param("Please check the deadline.\n**Please confirm your place.**", id="a wish to readers"),
        pytest.param("> Friends, please verify your address.", id="quoted"),
        pytest.param(">> Colleagues, please confirm that you come.", id="to all"),
        pytest.param("Session: 10 July 2014. Founded: 4 November 2013 in Bern, it was small.", id="history"),
        pytest.param("First: 4 November 2013. Second: 5 March 2014.", id="all past"),
        pytest.param("Date: Friday, 6 June 2014\n\nPlease register by 4 June.", id="in time"),
    ],
)
def test_what_is_right_after_all_is_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("at the session 19-30 January 2015", ["19 January 2015", "30 January 2015"], id="range"),
        pytest.param("session 14 - 19 January 2015", ["19 January 2015"], id="a number and a day"),
        pytest.param("sessions 19-20 May 2014", ["20 May 2014"], id="two sessions"),
    ],
)
def test_a_number_behind_session_is_a_day_in_a_tight_range_only(text: str, days: list[str]) -> None:
    assert [str(day) for mention in find_dates(text) for day, _ in mention.days] == days
