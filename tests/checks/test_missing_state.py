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


ONLY = ("missing-state",)
LESOTHO = "Lesotho is missing from the States of session 21; 13 of its 14 States are listed"


def in_lines(mark: str, *, note: str = "") -> str:
    return names(21, drop="LSO", between=f"{note}\n{mark}", last=f"{note}\n{mark}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"The States reviewed at the 21st UPR session are: {names(21, drop='LSO')}.", id="commas"),
        pytest.param(f"At the 21st UPR session reviewed:\n\n- {in_lines('- ')}\n", id="bullets"),
        pytest.param(f"At the 21st UPR session reviewed:\n- {in_lines('- ', note=' (afternoon)')}", id="with notes"),
        pytest.param(f"## 21st UPR session\n\n* {in_lines('* ')}", id="heading"),
        pytest.param(f"21st UPR session.\n\nThe States to be reviewed include: {names(21, drop='LSO')}", id="include"),
        pytest.param(f"{names(21, drop='LSO')} will be reviewed at the 21st UPR session.", id="list first"),
        pytest.param(
            f"Reviewed at the 21st UPR session: {names(21, drop='LSO', between='  ', last='  ')}", id="spaces"
        ),
        pytest.param(f"Reviewed at the 21st UPR session: {names(21, drop='LSO', between='; ')}", id="semicolons"),
        pytest.param(f"At the 21st UPR session: {names(21, drop='LSO').replace('Sweden', '**Sweden**')}", id="markup"),
    ],
)
def test_a_complete_list_that_lacks_a_state_is_an_error(check: Check, text: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message, finding.text) == ("error", LESOTHO, "")
    assert "add Lesotho" in finding.hint
    assert finding.source.startswith("session table, verified: ")


def test_the_states_typed_into_a_session_are_compared(check: Check) -> None:
    typed = names(21, drop="LSO", last=", ").split(", ")
    (finding,) = check(kind="session", session="21", states=typed, only=ONLY)
    assert finding.message == LESOTHO
    assert str(finding.place) == "issues/050/10-item.md:4:1"


def test_a_name_that_is_no_states_is_offered_as_the_missing_one(check: Check) -> None:
    text = f"The 21st UPR session reviewed: {names(21).replace('Guyana', 'Guyanna')}."
    (finding,) = check(text, only=ONLY)
    assert "Guyana is missing" in finding.message
    assert finding.hint == '"Guyanna" is no name of a State: is Guyana meant?'


def test_a_name_that_is_like_no_missing_one_is_not_offered(check: Check) -> None:
    text = f"The 21st UPR session reviewed: {names(21).replace('Guyana', 'Atlantis')}."
    (finding,) = check(text, only=ONLY)
    assert finding.hint == "add Guyana, or say that the list is a choice (including, such as)"


def test_several_missing_states_are_named_together(check: Check) -> None:
    text = f"The 21st UPR session reviewed: {names(21, drop='LSO').replace('Kenya, ', '')}."
    (finding,) = check(text, only=ONLY)
    assert "Lesotho and Kenya are missing" in finding.message or "Kenya and Lesotho are missing" in finding.message


@pytest.mark.parametrize(
    ("text", "on"),
    [
        pytest.param(f"The 21st UPR session reviewed: {names(21)}.", "2015-02-28", id="complete"),
        pytest.param(
            f"The 21st UPR session reviewed: {names(21).replace('Türkiye', 'Turkey')}.", "2015-02-28", id="old name"
        ),
        pytest.param(f"The 15th UPR session reviewed {names(15)}.", "2013-03-01", id="13 States"),
        pytest.param(f"The 26th UPR session reviewed {names(26)}.", "2016-12-01", id="11 States"),
        pytest.param(f"At the 21st UPR session we met delegations of {names(21, drop='LSO')}.", "2015-02-28", id="met"),
        pytest.param(
            f"The 21st UPR session reviews States including {names(21, drop='LSO')}.", "2015-02-28", id="choice"
        ),
        pytest.param(
            f"The 21st UPR session reviews {names(21, drop='LSO')} and others.", "2015-02-28", id="and others"
        ),
        pytest.param(
            f"The Pre-session for the 21st UPR session is about {names(21, drop='LSO')}.", "2014-11-30", id="pre"
        ),
        pytest.param(
            "At the 21st UPR session reviewed: Armenia, Kenya, Spain, Sweden, Kuwait", "2015-02-28", id="five"
        ),
        pytest.param("At the 21st UPR session reviewed: Armenia, Kenya, Spain", "2015-02-28", id="three"),
        pytest.param(f"The 20th UPR session is over. We work in {names(21, drop='LSO')}.", "2015-02-28", id="other"),
        pytest.param(f"States reviewed: {names(21, drop='LSO')}.", "2015-02-28", id="no session named"),
        pytest.param(f"The 40th UPR session will review {names(40, drop='SDN')}.", "2021-09-30", id="Sudan came later"),
        pytest.param(
            "The 21st UPR session: Armenia is first. Kenya, too.\n\n\nSpain\n\n\n\nKuwait", "2015-02-28", id="prose"
        ),
    ],
)
def test_lists_that_are_right_or_need_not_be_complete_are_left_alone(check: Check, text: str, on: str) -> None:
    assert check(text, on=on, only=ONLY) == ()
