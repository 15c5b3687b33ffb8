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


ONLY = ("count-vs-list",)


@pytest.mark.parametrize(
    ("text", "on", "message"),
    [
        (
            f"The 21st UPR session reviews fourteen States: {names(21, drop='LSO')}.",
            "2014-11-30",
            "14 States are announced and 13 are listed",
        ),
        (f"We work in 12 countries: {names(21)}.", "2014-11-30", "12 States are announced and 14 are listed"),
        ("The 15th UPR session reviewed 14 States.", "2013-03-01", "session 15 has 13 States, not 14"),
        (
            "Fourteen countries were reviewed at the 26th session of the UPR.",
            "2016-12-01",
            "session 26 has 11 States, not 14",
        ),
        ("The 26th UPR session saw the review of the 14 States.", "2016-12-01", "session 26 has 11 States, not 14"),
        (
            "At the 20th UPR session, the 13 States under Review spoke.",
            "2014-11-30",
            "session 20 has 14 States, not 13",
        ),
    ],
)
def test_a_number_that_its_list_or_session_contradicts_is_an_error(
    check: Check, text: str, on: str, message: str
) -> None:
    findings = check(text, on=on, only=ONLY)
    assert [(finding.severity, finding.message) for finding in findings] == [("error", message)]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        (f"The 21st UPR session reviews fourteen States: {names(21)}.", "2014-11-30"),
        (f"The 21st UPR session reviews 14 States, including {names(21, drop='LSO')}.", "2014-11-30"),
        (f"We work in over 30 countries: {names(21)}.", "2014-11-30"),
        ("The 15th UPR session will review 14 States.", "2012-12-30"),
        ("The 15th UPR session reviewed 13 States.", "2013-03-01"),
        ("11 of the 14 States reviewed at the 20th UPR session came.", "2014-11-30"),
        ("The review of 11 of the States took place at the 20th UPR session.", "2014-11-30"),
        ("Over 10 States were reviewed at the 20th UPR session.", "2014-11-30"),
        ("By the 20th UPR session, 98 States were reviewed since 2012.", "2014-11-30"),
        ("At the 20th UPR session, 40 States spoke.", "2014-11-30"),
        ("The Pre-session of the 21st UPR session is about 11 States under Review.", "2014-11-30"),
        ("13 States were reviewed at the 20th UPR session and 14 at the 21st UPR session.", "2014-11-30"),
        ("13 States parties were reviewed at the 20th UPR session.", "2014-11-30"),
        ("14 States were reviewed at the 60th UPR session.", "2014-11-30"),
    ],
)
def test_numbers_that_may_be_right_are_left_alone(check: Check, text: str, on: str) -> None:
    assert check(text, on=on, only=ONLY) == ()
