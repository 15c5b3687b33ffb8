from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("weekday",)


def test_a_wrong_weekday_names_the_right_one_and_the_nearest_day(check: Check) -> None:
    (finding,) = check("Meet us.\n\nDate: Monday, 1 September 2022", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "1 September 2022 is a Thursday, not a Monday; the Monday nearest to it is 29 August 2022"
    assert finding.hint == "write Thursday, 1 September 2022, or Monday, 29 August 2022"
    assert finding.text == "Monday, 1 September 2022"
    assert str(finding.place) == "issues/050/10-item.md:12:7"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("on Tuesday, 3 December", ["3 December 2014 is a Wednesday"], id="no year, near the issue"),
        pytest.param("3 December 2014 (Friday)", ["3 December 2014 is a Wednesday"], id="weekday behind"),
        pytest.param(
            "Monday 2 to Friday 4 December 2014", ["2 December 2014", "4 December 2014"], id="both of a range"
        ),
        pytest.param("on **Tuesday**, 3 December 2014", ["3 December 2014"], id="markup between"),
        pytest.param("on 31 November 2014", ["there is no 31 November 2014; that month has 30 days"], id="no such day"),
        pytest.param("on 30 February", ["there is no 30 February; that month has 29 days"], id="in no year"),
        pytest.param("on 35 May 2015", ["there is no 35 May 2015"], id="beyond every month"),
    ],
)
def test_what_the_calendar_does_not_have_is_an_error(check: Check, text: str, messages: list[str]) -> None:
    findings = check(text, only=ONLY)
    assert [finding.severity for finding in findings] == ["error"] * len(messages)
    assert all(part in finding.message for part, finding in zip(messages, findings, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("on Wednesday, 3 December", id="right without year"),
        pytest.param("Tuesday 2 to Thursday 4 December 2014", id="right range"),
        pytest.param("on Friday, 10 July", id="fits another year and is far away"),
        pytest.param("on Wednesday, 10 December, the declaration of 1948", id="another year in the sentence"),
        pytest.param("on 35 May", id="a number that counts something else"),
        pytest.param("on Tuesday, 29 February", id="in no year near"),
        pytest.param("`Monday, 1 September 2022` <!-- Monday, 1 September 2022 -->", id="code and comments"),
        pytest.param("[the note](https://example.org/Monday-1-September-2022)", id="an address"),
    ],
)
def test_dates_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_headers_and_the_letter_are_read_too(check: Check) -> None:
    findings = check(
        letter="Come on Monday, 1 September 2022",
        title="Seminar on Monday, 1 September 2022",
        only=ONLY,
    )
    assert [str(finding.place) for finding in findings] == [
        "issues/050/10-item.md:2:19",
        "issues/050/issue.md:10:9",
    ]
