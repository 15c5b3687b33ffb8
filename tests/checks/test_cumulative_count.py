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

ONLY = ("cumulative-count",)


def of_document(text: str, as_of: str) -> tuple[Finding, ...]:
    given = CheckInput(Document("text.txt", text, text), load_table(), date.fromisoformat(as_of))
    return run_checks(given, only=ONLY)


def test_a_wrong_total_names_the_right_one(check: Check) -> None:
    (finding,) = check("With the 20th session, 140 States have now been reviewed in the second cycle.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "112 States have been reviewed in cycle 2 after session 20, not 140"
    assert finding.hint == "write 112, or name the session by which 140 is right"
    assert finding.source == "session table: the States of sessions 13 to 20"
    assert finding.text == "140"
    assert str(finding.place) == "issues/050/10-item.md:10:24"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("98 States have now been reviewed in the second cycle.", "2014-11-28"),
        ("So far, 111 States have been reviewed in the 2nd UPR cycle.", "2014-11-28"),
        ("After the 20th UPR session, 113 of the 193 States have been reviewed.", "2014-11-28"),
        ("The 20th session of the UPR brings the number of States reviewed in the second cycle to 98.", "2014-11-28"),
        ("With this session, 113 of the 193 UN Member States have been reviewed in this cycle.", "2014-11-28"),
        ("80 States remain to be reviewed in the second cycle.", "2014-11-28"),
        ("The remaining 80 States will be reviewed by the end of the second cycle.", "2014-11-28"),
        ("The Working Group has now reviewed 120 States in the second cycle.", "2014-11-28"),
        ("Ninety-eight States have already been reviewed in the second cycle.", "2014-11-28"),
        ("As of today, 193 States have been reviewed in the second cycle.", "2014-11-28"),
        ("So far 130 States have been reviewed.", "2010-06-01"),
        ("With the 26th UPR session, 192 States have been reviewed in the second cycle.", "2016-12-01"),
        ("By the end of 2013, 84 States had been reviewed in the second cycle.", "2014-11-28"),
        ("By the end of the year, 98 States will have been reviewed in the second cycle.", "2014-05-28"),
        ("By the end of the session, 128 of the 192 member States will have had their records examined.", "2010-02-10"),
        ("There are now only eighteen member-States left before the end of the first cycle.", "2011-05-30"),
        ("Now 98 States have been reviewed in its second cycle, as all 193 were in the first cycle.", "2014-11-28"),
        ("Before the 20th session of the UPR, 112 States had been reviewed in the second cycle.", "2014-11-28"),
        ("100 States have been reviewed in the first cycle.", "2014-11-28"),
        ("After the 20th session, 113 States have now been reviewed.", "2014-11-28"),
        ("113 States have now been reviewed for the second time.", "2014-11-28"),
        ("To date, 113 States have been reviewed twice.", "2014-11-28"),
    ],
)
def test_totals_that_do_not_add_up_are_told(check: Check, text: str, day: str) -> None:
    assert [finding.severity for finding in check(text, on=day, only=ONLY)] == ["error"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("With the 20th session, 112 States have now been reviewed in the second cycle.", "2014-11-28"),
        ("Before the 20th session of the UPR, 98 States had been reviewed in the second cycle.", "2014-11-28"),
        ("Before the session 98 States had been reviewed in the second cycle.", "2014-11-28"),
        ("112 of the 193 States have been reviewed in the second cycle so far.", "2014-11-28"),
        ("14 States were reviewed at the 20th session of the second cycle.", "2014-11-28"),
        ("All 193 States were reviewed in the first cycle.", "2014-11-28"),
        ("192 States were reviewed in the first cycle.", "2014-11-28"),
        ("193 States will have been reviewed in the second cycle.", "2014-11-28"),
        ("More than 100 States have been reviewed in the second cycle.", "2014-11-28"),
        ("In the second cycle, 14 States have been reviewed at each session.", "2014-11-28"),
        ("42 States have been reviewed in 2014 in the second cycle.", "2014-11-28"),
        ("81 States remain to be reviewed in the second cycle.", "2014-11-28"),
        ("By the end of the 21st session, 126 States will have been reviewed in the second cycle.", "2014-11-28"),
        ("With the upcoming session, 112 States will have been reviewed in the second cycle.", "2014-10-20"),
        ("Since the beginning of the second cycle 105 States have been reviewed.", "2014-11-03"),
        ("By the end of 2013, 70 States had been reviewed in the second cycle.", "2014-11-28"),
        ("So far, 30 States from Africa have been reviewed in the second cycle.", "2014-11-28"),
        ("Of these, 20 States have been reviewed in the second cycle.", "2014-11-28"),
        ("12 States reviewed in the second cycle sent mid-term reports.", "2014-11-28"),
        ("By the end of the 15th session, 42 States will have been reviewed in the second cycle.", "2013-01-10"),
        ("After the 15th session, 41 States have been reviewed in the second cycle.", "2013-02-10"),
        ("To date, 193 States have been reviewed.", "2014-11-28"),
        ("So far, 80 States have been reviewed.", "2014-11-28"),
        ("98 States have been reviewed in the third cycle.", "2014-11-28"),
        ("98 States have been reviewed in the ninth cycle.", "2014-11-28"),
        ("98 States have been reviewed in the second and third cycles.", "2014-11-28"),
        ("98 States have been reviewed in the first cycle and, in the second cycle, twice.", "2014-11-28"),
        ("After the 20th and 21st sessions, 100 States have been reviewed in the second cycle.", "2014-11-28"),
        ("After the 28th session, 100 States have been reviewed in the second cycle.", "2014-11-28"),
        ("After the 20th session of the UPR, 100 States have been reviewed in the third cycle.", "2014-11-28"),
        ("After the 99th session of the UPR, 100 States have been reviewed in the first cycle.", "2007-11-28"),
        ("So far 12 States have been reviewed.", "2007-11-28"),
        ("112 States have now been reviewed for the second time.", "2014-11-28"),
        ("All 193 States have now been reviewed twice.", "2016-11-28"),
        ("After the 20th session, 14 States have already been reviewed.", "2014-11-28"),
    ],
)
def test_right_totals_and_other_numbers_are_left_alone(check: Check, text: str, day: str) -> None:
    assert check(text, on=day, only=ONLY) == ()


def test_lists_of_a_session_that_is_only_planned_speak_softly(check: Check) -> None:
    (finding,) = check("So far 170 States have been reviewed in the fourth cycle.", on="2026-11-30", only=ONLY)
    assert finding.severity == "notice"


@pytest.mark.parametrize(
    ("text", "as_of", "count"),
    [
        pytest.param("98 States have been reviewed in the second cycle.", "2014-11-28", 1, id="a day that was given"),
        pytest.param("98 States have been reviewed in the second cycle.", "2026-12-20", 0, id="no day: any session"),
        pytest.param("99 States have been reviewed in the second cycle.", "2026-12-20", 0, id="no day: in a session"),
        pytest.param("199 States have been reviewed in the second cycle.", "2026-12-20", 1, id="no day: too many"),
        pytest.param("We met on 8 November 2014. 98 States have been reviewed in the second cycle.", "2014-11-08", 0,
                     id="a day read in the text may be a session late"),
        pytest.param("We met on 8 November 2014. 97 States have been reviewed in the second cycle.", "2014-11-08", 1,
                     id="but no session has that number"),
        pytest.param("Date: 8 November 2014\n\n98 States have been reviewed in the second cycle.", "2014-11-08", 1,
                     id="a day at the top"),
    ],
)  # fmt: skip
def test_a_document_is_judged_by_its_day_as_far_as_that_is_known(text: str, as_of: str, count: int) -> None:
    assert len(of_document(text, as_of)) == count
