from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

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
        pytest.param("from 29 to 31 June", ["there is no 31 June"], id="the end of a range"),
        pytest.param("Thursday 3 and Friday 4 December", ["3 December 2014", "4 December 2014"], id="a list"),
        pytest.param("Monday to Wednesday, 2-4 December", ["2 December", "4 December"], id="weekdays in front"),
        pytest.param("Tue 1/12/2014", ["1 December 2014 is a Monday"], id="numbers, wrong both ways"),
        pytest.param("from Monday 3 to Wednesday 6 May", ["not a Monday"], id="a length that fits no year"),
        pytest.param(
            "We will meet on Tuesday, 3 December, before the session of January 2015.",
            ["3 December 2014"],
            id="the next year beside it",
        ),
        pytest.param("The review of Thursday, 4 November was long.", ["4 November 2014"], id="past and near"),
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
        pytest.param("on Friday, 10 July", id="fits the next year and is far away"),
        pytest.param("on Wednesday, 10 December, the declaration of 1948", id="another year in the sentence"),
        pytest.param("on 35 May", id="a number that counts something else"),
        pytest.param("on Tuesday, 29 February", id="in no year near"),
        pytest.param("Mon 12/1/2014 or Thu 4/12/2014", id="numbers that fit one way"),
        pytest.param("It was held on Tuesday, 4 March and Wednesday, 5 March.", id="past, and far from the issue"),
        pytest.param("It will be held on Tuesday, 17 February.", id="to come, and nearer to the last one"),
        pytest.param("Last year we met on Tuesday, 3 December.", id="last year"),
        pytest.param("In December 2012 we met. On Monday 14 January it went on.", id="after a year named before"),
        pytest.param("Friday, 3 to Sunday, 5 October", id="long past, as it was"),
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


def in_document(text: str, *, as_of: str) -> list[tuple[str, str]]:
    given = CheckInput(Document("notes.txt", text, text), load_table(), date.fromisoformat(as_of))
    return [(finding.severity, finding.message[:15]) for finding in run_checks(given, only=ONLY)]


@pytest.mark.parametrize("as_of", ["2014-11-28", "2026-08-01"])
def test_the_dates_a_document_names_itself_come_before_the_day_it_is_judged_by(as_of: str) -> None:
    text = "The Pre-sessions, to be held 2-4 December 2014, end well. A reception will be held on {}, 3 December."
    assert in_document(text.format("Wednesday"), as_of=as_of) == []
    assert in_document(text.format("Thursday"), as_of=as_of) == [("error", "3 December 2014")]


def test_in_a_document_without_any_year_the_day_it_is_judged_by_is_a_warning_at_most() -> None:
    assert in_document("Come on Thursday, 3 December.", as_of="2014-11-28") == [("warning", "3 December 2014")]
    assert in_document("Come on Wednesday, 3 December.", as_of="2014-11-28") == []


def test_a_day_far_from_all_that_a_document_names_may_be_in_another_year() -> None:
    text = "It began on 2 December 2014. We meet on {}, 17 April."
    assert in_document(text.format("Friday"), as_of="2014-12-20") == []
    assert in_document(text.format("Thursday"), as_of="2014-12-20") == []
    assert in_document(text.format("Monday"), as_of="2014-12-20") == [("warning", "17 April 2015 i")]


def test_a_session_tells_the_year_of_a_document() -> None:
    text = "The 20th UPR session has ended, the 54th UPR session is far. A reception will be held on {}, 3 December."
    assert in_document(text.format("Wednesday"), as_of="2026-08-01") == []
    assert in_document(text.format("Thursday"), as_of="2026-08-01") == [("error", "3 December 2014")]
