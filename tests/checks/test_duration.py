from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("duration",)


def test_a_wrong_length_names_the_days(check: Check) -> None:
    (finding,) = check("The three-week 20th UPR session has come to its end.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "session 20 lasts 12 days, from 27 October 2014 to 7 November 2014, not 3 weeks"
    assert finding.text == "three-week"
    assert str(finding.place) == "issues/050/10-item.md:10:5"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The 20th UPR session lasted three weeks.", "error"),
        ("The 20th session of the UPR took place over three weeks.", "error"),
        ("The 20th UPR session was held from 27 October to 7 November 2014 and lasted ten weeks.", "error"),
        ("The 20th session of the UPR, a one-week session, is over.", "error"),
        ("This three-week session, the 20th session of the UPR, was long.", "error"),
        ("The week-long 20th session of the UPR is over.", "error"),
        ("The 20th session of the UPR lasted a month.", "error"),
        ("The 20th UPR session ran for 20 days.", "error"),
        ("The five-day 20th UPR session is over.", "error"),
        ("The 20th UPR session will last 8 working days.", "error"),
        ("The 20th UPR session lasted two fortnight.", "error"),
        ("The 22nd UPR session lasted three weeks.", "warning"),
        ("The 19th UPR session lasted three weeks.", "notice"),
        ("The four-day Pre-session of the 21st UPR session is near.", "error"),
        ("A three-week session of the UPR Working Group is planned.", "warning"),
        ("The month-long UPR session is over.", "warning"),
        ("The 20th session, a three-week session, is over.", "error"),
    ],
)
def test_lengths_that_the_dates_do_not_bear_out_are_told(check: Check, text: str, severity: str) -> None:
    assert [finding.severity for finding in check(text, only=ONLY)] == [severity]


@pytest.mark.parametrize(
    "text",
    [
        "The two-week 20th UPR session has come to its end.",
        "The 20th UPR session lasted a fortnight.",
        "The 20th UPR session lasted 12 days.",
        "The 20th UPR session lasted 14 days.",
        "The 20th UPR session lasted ten working days.",
        "The 20th UPR session lasted nine working days.",
        "The 13th UPR session lasted 15 days.",
        "The 13th UPR session lasted three weeks.",
        "The third UPR session ran from 1 to 15 December 2008, fifteen calendar days.",
        "The three-day Pre-session of the 21st UPR session is near.",
        "The three-week session of the Human Rights Council is over.",
        "The 28th session of the Human Rights Council lasts four weeks.",
        "The 20th session of the UPR was followed by a three-week session of the Human Rights Council.",
        "The 21st session of the UPR will be held in three weeks.",
        "The 20th UPR session was held three weeks ago.",
        "Three weeks after the 20th UPR session we met.",
        "During the first week of the 20th UPR session we met.",
        "At the 20th UPR session, during three weeks of talks, we met.",
        "The Working Group holds three two-week sessions a year.",
        "A three-day training session on the UPR is planned.",
        "We held a two-day session on children's rights during the 20th UPR session.",
        "We held a one-week training at the 20th UPR session.",
        "UPR Info holds a two-day UPR session for journalists.",
        "A three-week Council session follows the 20th UPR session.",
        "The four-day Pre-session was busy.",
        "The five-day Pre-session of the 5th UPR session was busy.",
        "The 20th and 21st sessions of the UPR lasted four weeks.",
        "The 40th UPR session lasted three weeks.",
        "The 60th UPR session lasted three weeks.",
        "The 33rd session of the association lasted three weeks.",
        "The 33rd session lasted three weeks.",
        "Three weeks",
        "A session of three weeks",
    ],
)
def test_right_lengths_and_lengths_of_something_else_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
