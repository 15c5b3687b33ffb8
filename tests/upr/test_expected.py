from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.upr.expected import expected_states, is_past
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.upr.table import Session

TABLE = load_table()


def session(number: int) -> Session:
    found = TABLE.session(number)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("number", "day", "required", "allowed", "numbers"),
    [
        pytest.param(20, date(2014, 1, 1), 14, 14, {14}, id="as planned"),
        pytest.param(15, date(2013, 1, 10), 13, 14, {13, 14}, id="before Israel was absent"),
        pytest.param(15, date(2013, 2, 1), 13, 14, {13, 14}, id="last day"),
        pytest.param(15, date(2013, 2, 2), 13, 13, {13}, id="after"),
        pytest.param(17, date(2013, 5, 1), 14, 15, {14, 15}, id="before Israel came"),
        pytest.param(17, date(2013, 11, 2), 15, 15, {15}, id="after Israel came"),
        pytest.param(54, date(2026, 11, 1), 12, 14, {12, 13, 14}, id="two that may come"),
        pytest.param(40, date(2022, 2, 9), 11, 12, {11, 12}, id="end not established, and not over"),
        pytest.param(40, date(2022, 3, 1), 12, 12, {12}, id="end not established, and surely over"),
    ],
)
def test_what_a_list_should_hold_on_a_day(
    number: int, day: date, required: int, allowed: int, numbers: set[int]
) -> None:
    expected = expected_states(TABLE, session(number), day)
    assert (len(expected.required), len(expected.allowed), set(expected.numbers)) == (required, allowed, numbers)


def test_the_plan_stays_true_of_the_plan() -> None:
    expected = expected_states(TABLE, session(15), date(2020, 1, 1), as_planned=True)
    assert "ISR" in expected.allowed
    assert expected.numbers == {13, 14}


def test_a_session_without_days_is_never_past() -> None:
    assert not is_past(session(54), date(2100, 1, 1))
