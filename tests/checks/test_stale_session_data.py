from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("stale-session-data",)


def test_an_unknown_session_says_how_old_the_table_is(check: Check) -> None:
    text = "The 55th UPR session opens the fifth cycle; UPR55 is near."
    (finding,) = check(text, on="2026-12-02", only=ONLY)
    assert finding.severity == "notice"
    assert finding.message == (
        "the session table knows sessions 1 to 54 and not 55; it was looked after until 22 November 2026,"
        " 10 days before this text"
    )
    assert finding.hint == "compare what stands here by hand; trax sessions shows what is known, and how surely"
    assert finding.text == "55th UPR session"


@pytest.mark.parametrize(
    ("text", "on", "message"),
    [
        ("UPR54 will be the last.", "2026-12-01", "the session table has no dates for session 54"),
        ("UPR53 was busy.", "2027-03-01", "the session table has session 53 as it was planned, not as it was held"),
        (
            "UPR60 is far away.",
            "2014-12-01",
            "the session table knows sessions 1 to 54 and not 60; it was looked after",
        ),
    ],
)
def test_sessions_that_the_table_cannot_vouch_for_are_told(check: Check, text: str, on: str, message: str) -> None:
    (finding,) = check(text, on=on, only=ONLY)
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("UPR54 will be the last.", "2026-11-01"),
        ("UPR51 was busy, UPR40 as well.", "2026-12-01"),
        ("The 60th session of CEDAW", "2014-12-01"),
        ("HRC60 and the 60th session", "2014-12-01"),
    ],
)
def test_what_the_table_knows_and_sessions_of_others_are_left_alone(check: Check, text: str, on: str) -> None:
    assert check(text, on=on, only=ONLY) == ()
