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

ONLY = ("past-event",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The seminar will be held in Geneva on 3 March 2014.", "3 March 2014"),
        ("The training will take place from 3 to 5 May 2014.", "3 to 5 May 2014"),
        ("A workshop, to be held on 3 March 2014, is full.", "3 March 2014"),
        ("Join us for the launch on 5 May 2014!", "5 May 2014"),
        ("Please register by 1 June 2014.", "1 June 2014"),
        ("Applications must be sent before 1 June 2014.", "1 June 2014"),
        ("The deadline for submissions is 2 June 2014.", "2 June 2014"),
        ("A reception will be held on 20 November.", "20 November"),
    ],
)
def test_what_is_announced_and_over_is_a_warning(check: Check, text: str, found: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.text) == ("warning", found)
    assert finding.message.endswith("; this issue is dated 30 November 2014")


@pytest.mark.parametrize(
    "text",
    [
        "The seminar was held on 3 March 2014, and the launch took place on 5 May 2014.",
        "The session will be held from 19 to 30 January 2015.",
        "The session will be held from 24 November to 5 December 2014.",
        "A reception will be held on Wednesday, 3 December.",
        "A workshop will be held on 10 May.",
        "A workshop will be held on 29 February.",
        "Participants had to register by 1 June 2014.",
        "In March it was announced that the session will be held on 3 May 2014.",
        "“The forum will be held on 3 May 2014”, he said then.",
        "The report that was launched on 3 May 2014 will help.",
        "We will discuss the recommendations made on 3 March 2014.",
        "The seminar will be held after the launch of 3 March 2014.",
        "The third session of the UPR takes place from 1 to 15 December 2008 in this chronicle.",
        "The seminar of 3 May 2014 was moved; it will be held on 5 May 2014.",
        "The day is 30 November 2014. It will be held on 30 November 2014.",
    ],
)
def test_what_lies_ahead_or_looks_back_is_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_an_event_that_is_over(check: Check) -> None:
    fields = {"kind": "event", "title": "Seminar", "date": "2 October 2014"}
    (finding,) = check("Come and see.", only=ONLY, **fields)
    assert finding.message == "this event was over on 2 October 2014; this issue is dated 30 November 2014"
    assert str(finding.place) == "issues/050/10-item.md:4:8"
    assert len(check("It was held in Geneva.", only=ONLY, register="https://example.org", **fields)) == 1
    assert check("It was held in Geneva.", only=ONLY, **fields) == ()
    assert check("Come and see.", only=ONLY, status="cancelled", **fields) == ()
    assert check("Come and see.", only=ONLY, **fields | {"date": "30 November 2014"}) == ()


def test_a_vacancy_and_a_table_of_deadlines_that_are_over(check: Check) -> None:
    assert len(check(kind="vacancy", title="Intern", closes="1 November 2014", only=ONLY)) == 1
    assert check(kind="vacancy", title="Intern", closes="1 December 2014", only=ONLY) == ()
    old, new = {"date": "1 November 2014", "what": "Reports"}, {"date": "1 December 2014", "what": "Reports"}
    assert len(check(kind="deadline", title="Deadlines", deadlines=[old], only=ONLY)) == 1
    assert check(kind="deadline", title="Deadlines", deadlines=[old, new], only=ONLY) == ()


def in_document(text: str, as_of: str) -> list[str]:
    given = CheckInput(Document("a.txt", text, text), load_table(), date.fromisoformat(as_of))
    return [finding.text for finding in run_checks(given, only=ONLY)]


def test_an_old_document_is_not_blamed_for_its_age() -> None:
    text = "The seminar will be held on 2 October 2014. The session will be held from 19 to 30 January 2015."
    assert in_document(text, "2026-08-01") == []
    assert in_document(text, "2014-09-01") == []
    assert in_document(text, "2014-11-28") == ["2 October 2014"]
    assert in_document(f"{text} A reception will be held on 20 November.", "2014-11-28") == ["2 October 2014"]


def test_a_document_judged_by_the_day_of_its_own_event_is_not_late() -> None:
    text = "Date: 8 March 2017\n\nThe seminar is free. Please register by 6 March 2017."
    assert in_document(text, "2017-03-08") == []
    assert in_document(text, "2017-03-07") == ["6 March 2017"]
    assert in_document(f"{text} The launch was held on 8 March 2017.", "2017-03-08") == ["6 March 2017"]


def test_the_day_of_sending_counts_where_it_is_known() -> None:
    text = "The seminar will be held on 2 December 2014."
    document = Document("a.txt", text, text)
    given = CheckInput(document, load_table(), date(2014, 11, 28), sent_on=date(2014, 12, 3))
    (finding,) = run_checks(given, only=ONLY)
    assert "this text is sent on 3 December 2014" in finding.message
