from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.ordinals import ending_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("ordinal",)


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("the 22th session", "22th", "22nd"),
        ("its 21th session", "21th", "21st"),
        ("the 1th", "1th", "1st"),
        ("the 3nd of May", "3nd", "3rd"),
        ("the 11st", "11st", "11th"),
        ("the 112nd", "112nd", "112th"),
        ("the 1,001th text", "1,001th", "1,001st"),
        ("the 23<sup>th</sup> session", "23<sup>th", "23rd"),
        ("the 42^th^ session", "42^th", "42nd"),
        ("the 2*th* session", "2*th", "2nd"),
        ("the 32 th session", "32 th", "32nd"),
        ("THE 21TH SESSION", "21TH", "21st"),
        ("from 21-22th May", "22th", "22nd"),
        ("the 33-th", "33-th", "33rd"),
    ],
)
def test_an_ending_of_another_number_is_a_warning(check: Check, text: str, found: str, right: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.text, finding.hint) == ("warning", found, f"write {right}")


@pytest.mark.parametrize(
    "text",
    [
        "the 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st, 22nd, 23rd, 30th, 100th, 101st, 111th, 112th and 113th",
        "the 4<sup>th</sup> cycle and the 52<sup>nd</sup> session",
        "12 ST James Street, 21 St. Peter",
        "a paper of 2014 nd",
        "https://example.org/22th and `22th` <!-- 22th -->",
        "A/HRC/21th, 1.5th and 2.3rd",
        "21 the first, 22 ndongs, 21 things",
        "the XXth session, the nth time",
        "22th@example.org",
    ],
)
def test_right_endings_and_what_is_none_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_headers_are_read_too(check: Check) -> None:
    (finding,) = check(title="News of the 22th session", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:2:20"


@given(number=st.integers(0, 99_999))
def test_only_one_of_the_four_endings_is_right(*, number: int) -> None:
    """English grammar: 1 st, 2 nd, 3 rd by the last digit, but th for all that end in 11, 12 and 13."""
    expected = "th" if str(number).zfill(2)[-2] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(str(number)[-1], "th")
    assert ending_of(number) == expected
