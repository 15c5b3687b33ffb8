from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("superseded-date", "session-date")


def test_a_plan_that_was_overtaken_names_the_new_dates(check: Check) -> None:
    (finding,) = check("The 36th session of the UPR takes place from 4 to 15 May 2020.", on="2020-12-01", only=ONLY)
    assert (finding.code, finding.severity) == ("superseded-date", "warning")
    assert finding.message == (
        "4 to 15 May 2020 was the plan; session 36 began on Monday, 2 November 2020"
        " and ended on Friday, 13 November 2020"
    )
    assert finding.hint == 'give the new dates, or say that these were "first planned"'
    assert finding.source.startswith("session table, verified")


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("The 36th UPR session: 4-15 May 2020", "2020-12-01", ["warning superseded-date"]),
        ("13th UPR session: 28 May - 8 June 2012 (tentative)", "2012-07-01", ["notice superseded-date"]),
        ("The tentative dates of the 20th session of the UPR are 20 to 31 October 2014.", "2014-12-01",
         ["notice superseded-date"]),
        ("Tentative dates\n\n| Session | Dates |\n|---|---|\n| 20 | 20-31 October 2014 |", "2014-12-01",
         ["notice superseded-date"]),
        ("The Pre-sessions of the 21st UPR session are planned from 3 to 5 December 2014.", "2015-12-01",
         ["notice superseded-date"]),
        ("The 36th session of the UPR was held from 4 to 15 May 2020.", "2020-12-01", ["error session-date"]),
        ("The 13th session of the UPR was held from 28 May to 8 June 2012.", "2012-07-01", ["error session-date"]),
        ("The 36th session of the UPR was postponed to 2-14 November 2020.", "2020-12-01", ["error session-date"]),
        ("The 36th UPR session will take place from 4 to 15 May 2020.", "2020-02-10", []),
        ("The 37th UPR session will take place from 2 to 13 November 2020.", "2020-02-10", []),
        ("The tentative dates of the 13th UPR session are 28 May to 8 June 2012.", "2012-01-10", []),
        ("The tentative dates of the 20th session of the UPR are 20 to 31 October 2014.", "2014-01-01", []),
        ("The 36th UPR session, originally planned for 4-15 May 2020, took place from 2 to 13 November 2020.",
         "2020-12-01", []),
        ("The 36th UPR session was postponed from 4-15 May 2020 to 2-13 November 2020.", "2020-12-01", []),
        ("The 36th session of the UPR (4-15 May 2020) has been postponed.", "2020-12-01", []),
        ("The 40th session of the UPR is planned from 24 January to 12 February 2022.", "2022-12-01", []),
        ("The 20th session of the UPR is planned around 27 October 2014.", "2014-12-01", []),
    ],
)  # fmt: skip
def test_plans_are_judged_by_what_was_known_on_the_day(check: Check, text: str, on: str, expected: list[str]) -> None:
    assert [f"{finding.severity} {finding.code}" for finding in check(text, on=on, only=ONLY)] == expected


def test_a_table_as_new_as_the_text_knows_better_than_an_old_plan(check: Check) -> None:
    (finding,) = check("The 36th UPR session: 4-15 May 2020", on="2026-12-01", only=ONLY)
    assert finding.code == "superseded-date"
