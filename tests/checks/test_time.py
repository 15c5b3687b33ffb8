from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("time",)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("from 10:00 to 12:00 am.", "ends at midnight as written", "for noon write 12:00"),
        ("from 10 to 12.30 am.", "12:30 am is in the night", "for noon write 12:30"),
        ("25:00", "is not a time", "hours go from 0 to 23"),
        ("10:60", "is not a time", "minutes from 00 to 59"),
        ("13:00 am", "is not a time", "1 to 12"),
        ("14:00-13:00", "ends before it begins", "in order"),
        ("13.00-12.30", "ends before it begins", "in order"),
        ("10:00-10:00", "ends when it begins", "one of the two"),
        ("3 pm to 2 pm", "ends before it begins", "in order"),
        ("between 10:00 and 12:00 am", "ends at midnight as written", "for noon write 12:00"),
        ("8:30 a.m. to 12:00 a.m.", "ends at midnight as written", "for noon write 12:00"),
        ("10 a.m - 12 a.m on Friday", "ends at midnight as written", "for noon write 12:00"),
        ("12:00 am to 2:00 pm", "begins at midnight as written", "for noon write 12:00"),
        ("12.00 am - 13.30", "begins at midnight as written", "for noon write 12:00"),
        ("The reception is from 6 pm to 8 am.", "ends before it begins", "in order"),
        ("09:00-05:00", "ends before it begins", "in order"),
        ("10:00-9:00", "ends before it begins", "in order"),
        ("14h00-13h00", "ends before it begins", "in order"),
        ("14:00-13:00 on Friday", "ends before it begins", "in order"),
        ("Lunch is served at 12:75.", "is not a time", "hours go from 0 to 23"),
    ],
)
def test_a_time_that_cannot_be_meant_is_an_error(check: Check, text: str, message: str, hint: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert finding.severity == "error"
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "from 10:00 to 12:00",
        "10:00 to 12:00 pm",
        "13.00-14.00",
        "10 to 2 pm",
        "22:00-02:00",
        "10 pm to 12 am",
        "11 am to 1:30",
        "open until 24:00",
        "a ratio of 60:40, 2.5 years, 11,500 recommendations",
        "at noon and at midnight",
        "2 pm to 12 am, 14:00-12:00 am, 4 pm - 1 am",
        "open 9:00 - 5:00, 10.00-1.00, 8:30 to 4:30",
        "Monday 14:00 to 13:00 on Friday",
        "from 14:00 to 13:00 the next day, 18:00 - 09:00 (+1)",
        "The building is closed from 8 pm to 7 am, and guarded 18:00-08:00.",
        "15:00 pm, 00:30 am, 0:00, 00:00 to 24:00",
        "12:00 am to 11:59 pm",
        "9am-5pm, 10h00-12h30, from 3 to 5 pm, 12 noon to 2 pm, noon to 1 pm, 11.45 a.m. to 1.15 p.m.",
        "at 10:00 and 9:00",
        "The vote was 24:21, the score 27:28.",
        "Watch the film (28:45), open 24h, ready within 26h",
        "The deadline is 12:00 am on Friday. The seminar closes the year.",
        "0.5 of A/HRC/WG.6/20, 1.30-3.30 pm",
    ],
)
def test_times_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_a_lunch_at_midnight_is_a_warning(check: Check) -> None:
    (finding,) = check("We meet for lunch at 12:30 am.", only=ONLY)
    assert (finding.severity, finding.hint) == ("warning", "for noon write 12:30 without am, or 12:30 pm")


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        ("3 December 2014, 14:00-16:00 CEST", "warning", "on 3 December 2014 Geneva is on CET, not on CEST"),
        ("Friday, 30 January, at 2 pm (CEST)", "warning", "on 30 January Geneva is on CET, not on CEST"),
        ("At 14:00 CEST on 3 December", "warning", "on 3 December Geneva is on CET, not on CEST"),
        ("Date: 3 July 2015\n\nTime: 14:00 CET", "notice", "on 3 July 2015 Geneva is on CEST, not on CET"),
        ("31 October 2022, 10:00 CEST", "warning", "on 31 October 2022 Geneva is on CET, not on CEST"),
        ("26 March 2022, 10:00 CEST", "warning", "on 26 March 2022 Geneva is on CET, not on CEST"),
        ("28 March 2022, 10:00 CET", "notice", "on 28 March 2022 Geneva is on CEST, not on CET"),
    ],
)
def test_summer_time_in_winter_is_a_warning(check: Check, text: str, severity: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message) == (severity, message)


@pytest.mark.parametrize(
    "text",
    [
        "3 December 2014, 14:00 CET and 3 July, 14:00 CEST",
        "30 October 2022, 02:00 CEST",
        "28 March, 10:00 CET and 28 October, 10:00 CEST",
        "From 3 July to 3 December 2015, at 14:00 CEST",
        "On 3 December 2014 or 3 July 2015, at 14:00 CEST",
        "3 December 2014, 14:00 CET/CEST",
        "at 14:00 CEST",
        "On 3 December the CEST was told",
    ],
)
def test_a_zone_whose_day_is_not_certain_is_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
