"""Weekdays of days without a year or a month: what tells which one is meant, and how sure that is."""

from __future__ import annotations

from datetime import date

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table


def said(text: str, *, as_of: str) -> list[tuple[str, str]]:
    given = CheckInput(Document("notes.txt", text, text), load_table(), date.fromisoformat(as_of))
    return [(finding.severity, finding.message.split(" is ")[0]) for finding in run_checks(given, only=("weekday",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We met on Thursday 6 May.", [("warning", "6 May 2014")], id="near the text"),
        pytest.param("In 2014 we met on Thursday 6 May.", [("error", "6 May 2014")], id="year in the paragraph"),
        pytest.param("News of 2014\n\nWe met on Thursday 6 May.", [("error", "6 May 2014")], id="year over it"),
        pytest.param(
            "We met on Wednesday 6 May.\n\nIt ended on 9 May 2014. Next: 4-15 May 2015.",
            [("warning", "6 May 2014")],
            id="not next year",
        ),
        pytest.param(
            "On Tuesday 6 May we met; we meet again on Friday 9th.\nOn Wednesday the 8th we rested.",
            [("warning", "8 May 2014")],
            id="the month of the sentence before",
        ),
        pytest.param(
            "On Tuesday 6 May three met, on Wednesday the 7th two, and on Friday 8th one.",
            [("error", "8 May 2014")],
            id="the sentence contradicts itself",
        ),
        pytest.param(
            "On May 6 and 7 (Monday and Tuesday), all met.",
            [("warning", "6 May 2014"), ("warning", "7 May 2014")],
            id="two days with two weekdays",
        ),
    ],
)
def test_a_wrong_weekday_is_said_with_the_sureness_of_its_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, as_of="2014-05-20") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We met on Tuesday 6 May.", id="right"),
        pytest.param("In May 2013 it began. We met again on Monday 6 May.", id="a year told before"),
        pytest.param("Dates for 2015\n\nWe will meet on Wednesday 6 May.", id="under a heading of next year"),
        pytest.param("We met on 30 May. On Tuesday the 3rd we went home.", id="in the next month"),
        pytest.param("On Tuesday 6 May we met. On Monday 9th June we meet.", id="with its month"),
        pytest.param("On 6 May we met. The Monday 9th session was long.", id="a session"),
        pytest.param("On 6 May we met in the Friday 13th cinema.", id="a name"),
        pytest.param("On Thursday 9th we met.", id="without any month"),
        pytest.param("Since 6 May we wait. Last month, on Friday the 11th, we wrote.", id="last month"),
        pytest.param("On May 6 and 7 (Tuesday and Wednesday), all met.", id="two right days"),
        pytest.param("On Tuesday 6 May we met. We will meet on Monday the 9th.", id="the other side of the text"),
    ],
)
def test_what_fits_in_a_year_or_month_that_may_be_meant_is_left_alone(text: str) -> None:
    assert said(text, as_of="2014-05-20") == []
