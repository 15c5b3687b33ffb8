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

ONLY = ("missing-year",)


def of_document(text: str, as_of: str) -> tuple[Finding, ...]:
    given = CheckInput(Document("text.txt", text, text), load_table(), date.fromisoformat(as_of))
    return run_checks(given, only=ONLY)


def test_the_session_of_an_event_page_implies_the_year() -> None:
    text = "Side event to the 52nd session of the Human Rights Council\n\n27<sup>th</sup> March, 13.00-14.00, Room XXII"
    (finding,) = of_document(text, "2023-03-01")
    assert finding.severity == "warning"
    assert finding.message == "27 March has no year, and nothing near it says which"
    assert finding.hint == "the session named implies 2023: write Monday, 27 March 2023"
    assert finding.text == "27<sup>th</sup> March"
    assert str(finding.place) == "text.txt:3:1"


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        pytest.param("Concept paper\n\nDate: Monday, 1 September\n\nTime: 10:00", "2022-08-01", id="label"),
        pytest.param("Seminar\n\nWhen: Friday, 25 November from 10:00", "2022-10-01", id="when"),
        pytest.param(
            "Seminar\n\n- 25 November, 10:00-12:00, Room V\n- 26 November, 10:00-12:00", "2022-10-01", id="list"
        ),
        pytest.param("A side event to HRC52 will be held on 27 March.", "2023-03-01", id="an invitation at a session"),
        pytest.param("Founded in 2007.\n\n27 March, 10:00, Room V", "2023-03-01", id="a year of another time"),
        pytest.param("The 2030 Agenda\n\n27 March, 10:00, Room V", "2030-03-01", id="the Agenda is no year"),
        pytest.param("27 March, 10:00, Room V\n\nThe UPR was set up in 2006.", "2023-03-01", id="a year after it"),
    ],
)
def test_days_of_events_that_readers_cannot_place_are_told_once(text: str, as_of: str) -> None:
    findings = of_document(text, as_of)
    assert [finding.severity for finding in findings] == ["warning"]
    assert ("(there are 1 more without one)" in findings[0].message) == ("26 November" in text)


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("A reception will be held on Wednesday, 3 December; everybody is welcome!", "2014-11-30"),
        ("Join us on 3 December at 10:00 in Room V.", "2014-11-30"),
        ("The 20th UPR session was held from 27 October to 7 November.", "2014-11-30"),
        ("Kenya will be reviewed on 22 January during the 21st UPR session.", "2014-11-30"),
        ("# News of November 2014\n\n3 December, 10:00, Room V: reception", "2014-11-30"),
        ("On 2 October 2014 we met.\n\n3 December, 10:00, Room V: reception", "2014-11-30"),
        ("Annual meeting 2023\n\n27 March, 13.00-14.00, Room XXII", "2023-03-01"),
        ("Founded in 2012\n\n27 March, 13.00-14.00, Room XXII", "2027-03-01"),
        ("Human Rights Day, 10 December, 10:00-12:00, Palais Wilson", "2014-11-30"),
        ("Every year on\n10 December, 10:00-12:00, we meet", "2014-11-30"),
        ("The outcome was adopted on 19 September at the 27th session of the Human Rights Council.", "2014-11-30"),
        ("No day at all, 10:00-12:00", "2014-11-30"),
    ],
)
def test_days_that_readers_can_place_are_left_alone(text: str, as_of: str) -> None:
    assert of_document(text, as_of) == ()


@pytest.mark.parametrize(
    ("text", "on", "count"),
    [
        pytest.param("Join us on 3 December, 10:00, Room V.", "2014-11-30", 0, id="an issue has a date"),
        pytest.param(
            "At the 52nd session of the Human Rights Council, on 27 March, we met.", "2024-11-01", 1, id="far"
        ),
        pytest.param(
            "At the 52nd session of the Human Rights Council, on 27 March, we met.", "2023-05-01", 0, id="near"
        ),
        pytest.param("At HRC52, on 27 March, in 2023, we met.", "2024-11-01", 0, id="the year is said"),
        pytest.param("At HRC20, on 27 March, we met.", "2024-11-01", 0, id="a session that is not in the table"),
        pytest.param("At HRC52, on 27 July, we met.", "2024-11-01", 0, id="a day outside of the session"),
        pytest.param("At the 20th UPR session, on 3 November, we met.", "2016-11-01", 1, id="a session of the UPR"),
    ],
)
def test_in_an_issue_only_a_day_of_another_year_is_told(check: Check, text: str, on: str, count: int) -> None:
    assert len(check(text, on=on, only=ONLY)) == count
