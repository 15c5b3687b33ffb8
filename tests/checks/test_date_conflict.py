from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("date-conflict",)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.severity, finding.text) for finding in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The session will be held from 7 November to 27 October 2014.", ("error", "7 November to 27 October 2014")),
        ("from 30 to 19 January 2015", ("error", "30 to 19 January 2015")),
        ("30-19 January 2015", ("error", "30-19 January 2015")),
        ("4 December 2014 to 2 December 2014", ("error", "4 December 2014 to 2 December 2014")),
        ("7 November 2014 - 27 October 2014", ("error", "7 November 2014 - 27 October 2014")),
        ("We meet from 5 May to 28 April.", ("error", "5 May to 28 April")),
        ("open 7 November to 27 October", ("warning", "7 November to 27 October")),
    ],
)
def test_a_range_that_runs_backwards(check: Check, text: str, expected: tuple[str, str]) -> None:
    assert said(check(text, only=ONLY)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "from 28 December to 2 January 2027, and from 28 December 2026 to 2 January",
        "The contract runs from 1 November to 31 October 2015.",
        "an academic year, from 20 September to 10 September 2015",
        "from 7 November 2013 to 27 October 2014",
        "The meeting was moved from 5 May to 3 April 2014.",
        "The deadline was extended from 12 to 5 May.",
        "19-30 January 2015 and 27 October to 7 November 2014",
        "the 26th session of 21 - 7 November 2014",
    ],
)
def test_ranges_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def event(check: Check, body: str, /, **fields: object) -> tuple[Finding, ...]:
    fields = {"title": "Seminar on better recommendations", "date": "25 November 2022", **fields}
    return check(body, kind="event", on="2022-11-01", only=ONLY, **fields)


@pytest.mark.parametrize(
    "body",
    [
        "The event will take place on Friday, 24 November 2022.",
        "The seminar will be held in Geneva on 24 November 2022.",
        "This seminar takes place at the Palais des Nations, from 24 to 25 November.",
        "All are welcome. The seminar is scheduled for 26 November.",
        "The event was held on 25 October 2022.",
    ],
)
def test_the_body_of_an_event_against_its_header_is_an_error(check: Check, body: str) -> None:
    (finding,) = event(check, body)
    assert finding.severity == "error"
    assert "is not the date of this event at issues/050/10-item.md:4:8: 25 November 2022" in finding.message


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param("The event will take place on Friday, 25 November 2022.", {}, id="the same"),
        pytest.param("The event will take place on 25 November.", {}, id="without a year"),
        pytest.param("A reception will be held on 24 November 2022.", {}, id="something else"),
        pytest.param("The reception will be held on 24 November 2022.", {}, id="something else of the same event"),
        pytest.param("The seminar will be held after the launch of 24 November 2022.", {}, id="after something else"),
        pytest.param("The seminar follows one that was held on 24 November 2021.", {}, id="an earlier one"),
        pytest.param("The event was postponed from 3 November 2022.", {}, id="postponed"),
        pytest.param(
            "The event was to be held on 3 November 2022.",
            {"status": "moved", "previously": "3 November 2022"},
            id="moved",
        ),
        pytest.param("The seminar will take place on 26 November 2022.", {"date": "25-27 November 2022"}, id="one day"),
        pytest.param("The event will take place on 31 November 2022.", {}, id="no such day"),
        pytest.param("Please register by 20 November 2022.", {}, id="registration before"),
        pytest.param("The 41st session will be held from 7 to 18 November 2022.", {}, id="a session"),
    ],
)
def test_what_is_said_of_something_else_is_left_alone(check: Check, body: str, fields: dict[str, object]) -> None:
    assert event(check, body, **fields) == ()


def test_a_short_title_is_found_in_too_many_texts(check: Check) -> None:
    assert event(check, "", title="Seminar", letter="Seminar on 24 November 2022") == ()


def test_it_and_a_title_are_less_certain(check: Check) -> None:
    assert said(event(check, "It will be held on 24 November 2022.")) == [("warning", "24 November 2022")]
    assert said(event(check, "", title="Seminar, 24 November 2022")) == [("warning", "24 November 2022")]
    assert event(check, "Registration is open. The room is known on 28 November 2022.") == ()
    assert event(check, "", title="Follow-up of the seminar of 3 May 2022") == ()


def test_registration_that_ends_after_the_event(check: Check) -> None:
    (finding,) = event(check, "Please register by 28 November 2022.")
    assert finding.severity == "warning"
    assert finding.message == "registration ends on 28 November 2022, after the event (25 November 2022)"


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        ("Come to the “Seminar on better recommendations” on 24 November 2022.", ["24 November 2022"]),
        ("The seminar on better recommendations will be held in Geneva on 24 November.", ["24 November"]),
        ("Come to the “Seminar on better recommendations” on 25 November 2022.", []),
        ("The seminar on better recommendations is ready; we meet on 24 November.", []),
    ],
)
def test_a_title_in_another_text_has_the_date_of_its_event(check: Check, letter: str, found: list[str]) -> None:
    assert [finding.text for finding in event(check, "", letter=letter)] == found


def test_the_line_of_the_date_and_the_text_of_an_announcement(check: Check) -> None:
    text = "Seminar\n\nDate: Friday, 25 November 2022\n\nThe {} will take place on {} November 2022."
    assert said(check(text.format("seminar", 24), only=ONLY)) == [("warning", "24 November 2022")]
    assert said(check(text.format("event", 24), only=ONLY)) == [("warning", "24 November 2022")]
    assert check(text.format("seminar", 25), only=ONLY) == ()
    assert check(text.format("reception", 24), only=ONLY) == ()
    assert check(f"{text.format('seminar', 24)}\n\nDate: 3 May 2023", only=ONLY) == ()


def test_one_deadline_with_two_dates(check: Check) -> None:
    text = (
        "The deadline for submissions for the 55th session is {}.\n\nDeadline for submission for the 55th session: {}"
    )
    findings = check(text.format("22 September 2025", "29 September 2025"), only=ONLY)
    assert said(findings) == [("warning", "29 September 2025")]
    assert check("The deadline for it all is 31 June. The deadline for reports on it is 30 February.", only=ONLY) == ()
    assert findings[0].message.endswith("22 September 2025 at issues/050/10-item.md:10:54")
    assert check(text.format("22 September 2025", "22 September"), on="2025-08-01", only=ONLY) == ()
    other = "The deadline for submissions for the 54th session is 2 March 2025, that for national reports 3 May 2025."
    assert check(f"{text.format('22 September 2025', '22 September 2025')}\n\n{other}", only=ONLY) == ()


def test_a_row_of_deadlines_and_the_letter(check: Check) -> None:
    rows = [
        {"date": "22 September 2025", "what": "Submissions for the 55th session"},
        {"date": "2 May 2025", "what": "For all of the UPR"},
    ]
    letter = "The deadline for submissions for the 55th session is {} September 2025."
    for day, expected in ((29, ["29 September 2025"]), (22, [])):
        found = check(kind="deadline", title="Deadlines", deadlines=rows, letter=letter.format(day), only=ONLY)
        assert [finding.text for finding in found] == expected


def test_a_session_that_the_table_does_not_know_has_one_date_in_an_issue(check: Check) -> None:
    text = "The Pre-sessions of the 54th session will be held from 2 to 4 December 2026. All come."
    same, other = text.replace("All", "Many"), text.replace("2 to 4", "3 to 5")
    assert check(text, letter=same, only=ONLY) == ()
    assert said(check(text, letter=other, only=ONLY)) == [("warning", "2 to 4 December 2026")]
