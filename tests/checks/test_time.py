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
    ],
)
def test_times_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
