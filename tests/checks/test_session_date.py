from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("session-date",)
RIGHT_20 = "session 20 began on Monday, 27 October 2014"
RIGHT_21 = "session 21 ends on Friday, 30 January 2015"


def test_a_wrong_first_day_names_both_weekdays_and_the_source(check: Check) -> None:
    (finding,) = check("The 20th UPR session was held from 26 October to 7 November 2014.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "26 October 2014 was a Sunday; session 20 began on Monday, 27 October 2014"
    assert finding.hint == "write Monday, 27 October 2014"
    assert finding.text == "26 October to 7 November 2014"
    assert finding.source.startswith("session table, verified: ohchr.org")
    assert str(finding.place) == "issues/050/10-item.md:10:36"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("The 20<sup>th</sup> session of the UPR took place from 26 October to 7 November.", RIGHT_20),
        ("From 26 October to 7 November 2014, the 20th UPR session was held.", RIGHT_20),
        ("The 20th UPR session opened on 26 October 2014.", RIGHT_20),
        ("On 28 October 2014 the 20th UPR session opened.", RIGHT_20),
        ("UPR20 (26 October - 7 November 2014)", RIGHT_20),
        ("20th UPR session: 26 October - 7 November 2014", RIGHT_20),
        ("20th UPR session, 26 October - 7 November 2014", RIGHT_20),
        ("The twentieth session of the Working Group on the UPR was held 26 October to 7 November 2014", RIGHT_20),
        ("# 20th UPR Session\nThe 20th session of the Universal Periodic Review ran 26 October-7 November", RIGHT_20),
        ("The 21st session of the UPR will be held in Geneva from 19-31 January 2015.", RIGHT_21),
        ("The 21st UPR session starts on 19 January and ends on 31 January 2015.", RIGHT_21),
        ("session 21 of the UPR will be held from 19-31 January 2015", RIGHT_21),
        ("We met at the 21st session of the UPR from 19-31 January 2015.", RIGHT_21),
        ("We prepare for the 21st UPR session, to be held from 19 January to 6 February 2015.", RIGHT_21),
        ("We prepare for the 21st UPR session, which ends on 31 January 2015.", RIGHT_21),
        ("The Pre-sessions of the 21st session will be held 2-5 December 2014.", "the Pre-session of session 21 ends"),
        ("The 21st UPR Pre-session will be held 2-5 December 2014.", "the Pre-session of session 21 ends"),
        (
            "The 21st UPR session needs its Pre-sessions, to be held 1-4 December 2014.",
            "Pre-session of session 21 begins",
        ),
        ("The Pre-sessions start on 1 December 2014, before the 21st UPR session.", "Pre-session of session 21 begins"),
    ],
)
def test_wrong_days_of_a_session_are_found_in_many_forms(check: Check, text: str, message: str) -> None:
    findings = check(text, only=ONLY)
    assert [finding.severity for finding in findings] == ["error"]
    assert message in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "The 20th UPR session was held from 27 October to 7 November 2014.",
        "The 13th UPR session was held from 21 May to 4 June 2012.",
        "The 6th UPR session took place from 30 November to 11 December 2009.",
        "The report was launched on 31 October 2014, during the 20th session of the UPR.",
        "During the 20th session of the UPR, from 3 to 5 November 2014, we held a training.",
        "During the 20th UPR session (3-5 November 2014) we held a training.",
        "From 3 to 5 November, during the 20th session of the UPR, we held a training.",
        "After the 20th UPR session, UPR Info will hold a meeting from 1-3 December 2014.",
        "The 20th UPR session's side events were held from 1-3 November 2014.",
        "The 20th UPR session was held on 3 November 2014 in Room XX.",
        "Registration for the 21st UPR session starts on 1 December 2014.",
        "preparing for the 21st UPR session with the help of the pre-sessions, to be held 2-4 December 2014.",
        "Pre-sessions of the 21st session, held 2-4 December 2014",
        "The Pre-sessions will be held from 9-11 December 2014.",
        "The 19th Pre-session was held from 1-3 March 2014 for the UPR.",
        "The 23rd UPR Pre-session was held from 1-3 October 2015.",
        "6-9 October: Pre-sessions, 27 October-7 November: 20th UPR session",
        "| 21st UPR session | 2-4 December 2014 | 19-30 January 2015 |",
        "A side event to the 52nd session of the Human Rights Council will be held from 27-28 March 2023.",
        "The 28th session of the Human Rights Council, which adopts UPR outcomes, will be held from 2-27 March 2015.",
        "The 41st session of the Working Group on Arbitrary Detention was held 1-9 November 2022. UPR",
        "The 60th session of CEDAW will be held from 1-9 March 2015, says UPR Info.",
        "The 54th UPR session will be held from 1-12 March 2027.",
        "The 60th UPR session will be held from 1-12 March 2029.",
        "The 20th and 21st sessions of the UPR will be held from 1 March to 2 May 2015.",
        "Session 1 was held from 10-12 May 2014 in the training.",
        "The 20th UPR session. On 3-5 December 2014 we rest.",
        "The 20th UPR session saw " + "many " * 40 + "from 1 to 2 May 2014.",
        "4th UPR cycle, from November 2022 to February 2027",
    ],
)
def test_right_dates_and_dates_of_something_else_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


@pytest.mark.parametrize(
    ("text", "on", "severity"),
    [
        pytest.param("The 45th UPR session ended on 3 February 2024.", "2024-03-01", "warning", id="single source"),
        pytest.param("The 10th UPR session began on 25 January 2011.", "2011-03-01", "notice", id="from memory"),
        pytest.param(
            "The 40th UPR session ended on 4 February 2022.", "2022-03-01", "notice", id="a claim against null"
        ),
        pytest.param("The 40th UPR session ended on 8 February 2022.", "2022-03-01", None, id="null and no claim"),
        pytest.param("The 36th UPR session will be held 4-15 May 2020.", "2020-02-01", None, id="plan of its day"),
        pytest.param("The 28th UPR session: 6-18 November 2017", "2015-12-01", "notice", id="long before"),
        pytest.param(
            "The 40th UPR session: 25 January - 4 February 2022", "2022-12-01", "error", id="start sure, end not"
        ),
        pytest.param("The 36th UPR session was held 4-15 May 2020.", "2020-12-01", "error", id="plan that failed"),
        pytest.param(
            "The 26th UPR session was held 31 October to 9 November 2016.", "2016-12-01", "notice", id="claim"
        ),
    ],
)
def test_a_doubtful_datum_speaks_softly(check: Check, text: str, on: str, severity: str | None) -> None:
    assert {finding.severity for finding in check(text, on=on, only=ONLY)} == ({severity} if severity else set())


def test_the_day_to_judge_by_can_be_given(check: Check) -> None:
    assert check("The 36th UPR session was held 4-15 May 2020", on="2020-12-01", as_of="2020-02-01", only=ONLY) == ()


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"title": "Preparing for the 21st UPR session"}, 1),
        ({"kind": "session", "session": "21"}, 1),
        ({"title": "Between the 20th UPR session and the 21st UPR session"}, 0),
        ({"title": "News"}, 0),
    ],
)
def test_the_session_is_the_one_of_the_item(check: Check, fields: dict[str, object], count: int) -> None:
    assert len(check("The session will be held from 19-31 January 2015.", only=ONLY, **fields)) == count


@pytest.mark.parametrize(
    ("title", "days", "count"),
    [
        ("21st UPR session", "19-31 January 2015", 1),
        ("21st UPR session", "19-30 January 2015", 0),
        ("Side event at the 21st UPR session", "21-22 January 2015", 0),
        ("Pre-sessions of the 21st UPR session", "2-4 December 2014", 0),
        ("Pre-sessions of the 21st UPR session", "1-4 December 2014", 1),
    ],
)
def test_an_event_that_is_a_session_has_its_days(check: Check, title: str, days: str, count: int) -> None:
    findings = check(kind="event", title=title, date=days, only=ONLY)
    assert [str(finding.place) for finding in findings] == ["issues/050/10-item.md:4:8"] * count


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The 20th session was held from 26 October to 7 November 2014.", id="a bare session"),
        pytest.param("The 20th session began on 26 October 2014 in Geneva.", id="its first day"),
    ],
)
def test_a_session_that_nobody_else_claims_is_compared(check: Check, text: str) -> None:
    assert [finding.severity for finding in check(text, only=("session-date",))] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The network held its 13th session from 3 to 5 May 2014.", id="years away"),
        pytest.param("The Council met. The 20th session was held from 26 October to 7 November 2014.", id="Council"),
        pytest.param("The 20th session of our board was held from 26 October to 7 November 2014.", id="board"),
        pytest.param("The 20th session was held from 26 to 28 October.", id="no year"),
        pytest.param("The 20th session was held from 27 October to 7 November 2014.", id="right"),
    ],
)  # fmt: skip
def test_a_session_that_may_be_somebody_elses_is_left_alone(check: Check, text: str) -> None:
    assert check(text, only=("session-date",)) == ()
