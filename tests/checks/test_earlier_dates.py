"""Dates that an earlier issue gave otherwise: told, unless the session table or the text knows why."""

from __future__ import annotations

import pytest

from tests.checks.remembered import compared, facts

CODE = "date-conflict"
NO49 = facts("The 20th UPR session will be held from 27 October to 7 November 2014.", on="2014-09-30", number=49)
EVENT = {"kind": "event", "title": "Seminar on recommendations for diplomats"}


def test_another_day_for_the_same_session_is_said_with_number_date_and_place() -> None:
    (finding,) = compared(CODE, "The 20th UPR session was held from 26 October to 7 November 2014.", NO49)
    assert finding.severity == "notice"
    assert finding.message == "No 49 (30 September 2014) said 27 October to 7 November 2014 of session 20"
    assert (str(finding.place), finding.source) == ("issues/050/10-item.md:10:36", "issues/049/10-item.md:10:40")


def test_another_day_for_the_same_event_is_said() -> None:
    earlier = facts(on="2014-09-30", number=49, date="2 October 2014", **EVENT)
    (finding,) = compared(CODE, "", earlier, on="2014-10-01", date="9 October 2014", **EVENT)
    assert finding.message == "No 49 (30 September 2014) said 2 October 2014 of this event"


@pytest.mark.parametrize("status", ["moved", "cancelled"])
def test_an_event_that_says_so_itself_is_in_order(status: str) -> None:
    earlier = facts(on="2014-09-30", number=49, date="2 October 2014", **EVENT)
    assert compared(CODE, "", earlier, on="2014-10-01", date="9 October 2014", status=status, **EVENT) == []


@pytest.mark.parametrize(
    "text",
    [
        "The 20th UPR session was held from 27 October to 7 November 2014.",
        "The 20th UPR session ended on 7 November 2014.",
        "The 21st UPR session will be held from 19 to 30 January 2015.",
    ],
)
def test_the_same_day_and_another_session_are_in_order(text: str) -> None:
    assert compared(CODE, text, NO49) == []


def test_where_the_table_has_the_new_day_the_earlier_issue_was_wrong() -> None:
    wrong = facts("The 20th UPR session will be held from 20 to 31 October 2014.", on="2014-09-30", number=49)
    assert compared(CODE, "The 20th UPR session was held from 27 October to 7 November 2014.", wrong) == []
