from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]


def names(number: int, *, drop: str = "", add: tuple[str, ...] = (), between: str = ", ", last: str = " and ") -> str:
    """Return the States of a session as a list in words."""
    session, table = load_table().session(number), load_table()
    assert session is not None
    found = [state.short for code in session.states if code != drop and (state := table.state(code))]
    return between.join([*found, *add][:-1]) + last + [*found, *add][-1]


ONLY = ("extra-state",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            f"The 21st UPR session reviewed: {names(21, add=('Chile',))}.", "Chile is no State of session 21", id="one"
        ),
        pytest.param(
            f"The 21st UPR session reviewed: {names(21, add=('Chile', 'Peru'))}.",
            "Chile and Peru are no States of session 21",
            id="two",
        ),
        pytest.param(
            "The Pre-session of the 21st UPR session is about Armenia, Guinea, Guyana, Kenya, Kuwait and Chile.",
            "Chile is no State of session 21",
            id="Pre-session",
        ),
        pytest.param(
            "The 21st UPR session reviews States including Armenia, Guinea, Guyana, Kenya, Kuwait and Chile.",
            "Chile is no State of session 21",
            id="including",
        ),
        pytest.param(
            f"The States to be reviewed at the 21st UPR session: {names(20)}",
            "these are the States of session 20, not of session 21",
            id="list of another session",
        ),
    ],
)
def test_a_state_of_another_session_is_an_error(check: Check, text: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message) == ("error", message)


def test_the_hint_says_where_the_state_belongs(check: Check) -> None:
    (finding,) = check(f"The 21st UPR session reviewed: {names(21, add=('Chile',))}.", only=ONLY)
    assert finding.hint == "take it out, or name another session: Chile is in session 18"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        pytest.param(f"The 21st UPR session reviewed: {names(21)}.", "2015-02-28", id="right"),
        pytest.param(
            f"The 15th UPR session will review {names(15, add=('Israel',))}.", "2012-12-30", id="the plan then"
        ),
        pytest.param(
            "At the 20th UPR session Ireland, Spain, Sweden, Kenya, Italy and Chile spoke.", "2015-02-28", id="spoke"
        ),
        pytest.param(f"During the 20th UPR session our partners in {names(21)} met.", "2015-02-28", id="partners"),
    ],
)
def test_lists_that_are_right_or_mean_something_else_are_left_alone(check: Check, text: str, on: str) -> None:
    assert check(text, on=on, only=ONLY) == ()


def test_a_state_that_did_not_come_is_an_error_once_the_session_is_over(check: Check) -> None:
    (finding,) = check(f"The 15th UPR session reviewed {names(15, add=('Israel',))}.", on="2013-03-01", only=ONLY)
    assert finding.hint == "take it out, or name another session: Israel is in session 17"
