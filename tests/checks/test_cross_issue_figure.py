from __future__ import annotations

import pytest

from tests.checks.remembered import compared, facts, given
from trax.checks.memory import Memory
from trax.checks.registry import run_checks

CODE = "cross-issue-figure"
OLD = "Our study shows that 46% of recommendations triggered action by mid-term."
NO47 = facts(OLD)
LONG = (
    "Nobody had looked at all of this before, and so it took us a good part of two years to see what had become of it."
)


def test_another_figure_for_the_same_thing_is_said_with_number_date_and_sentence() -> None:
    (finding,) = compared(CODE, "In short: 48% of recommendations trigger action by mid-term, only 2.5 years on.", NO47)
    assert finding.severity == "notice"
    assert finding.message == "this figure was 46% in No47 (27 June 2014)"
    assert finding.hint.startswith('both may be right: say from when it is, or correct it; it read "Our study shows')
    assert finding.text == "48%"
    assert finding.source == "issues/047/10-item.md:10:22"
    assert str(finding.place) == "issues/050/10-item.md:10:11"


def test_the_numbers_of_a_header_are_compared_as_well() -> None:
    figures = [{"value": "48 %", "label": "of recommendations trigger action by mid-term"}]
    (finding,) = compared(CODE, "", NO47, kind="publication", title="Promises", figures=figures)
    assert finding.message == "this figure was 46% in No47 (27 June 2014)"


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        pytest.param(
            "A total of 2,814 recommendations were made during the 19th UPR session.",
            "During the 19th session of the UPR, 2,829 recommendations were made.",
            id="a session, its words elsewhere",
        ),
        pytest.param(
            f"UPR18 and UPR19 are over.\n{LONG} 46% of recommendations concern rights of women.",
            "48% of recommendations concern rights of women",
            id="a long line is a paragraph of its own",
        ),
        pytest.param(
            "In the first cycle, 67% of recommendations received full support.",
            "In the 1st cycle, 73% of recommendations received full support.",
            id="a cycle",
        ),
        pytest.param(
            "More than 11,500 recommendations analysed by stakeholders so far.",
            "Some 9,000? No: 9,000 recommendations analysed by stakeholders.".replace("Some 9,000? No: ", "So far, "),
            id="a count that cannot shrink",
        ),
    ],
)
def test_figures_of_one_thing_are_compared(earlier: str, text: str) -> None:
    assert len(compared(CODE, text, facts(earlier))) == 1


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        pytest.param(OLD, OLD, id="the same"),
        pytest.param(OLD, "46.4% of recommendations trigger action by mid-term", id="the same, more exactly"),
        pytest.param(OLD, "about 47% of recommendations trigger action by mid-term", id="about the same"),
        pytest.param(OLD, "48% of noted recommendations trigger action by mid-term", id="something else"),
        pytest.param(OLD, "In Kenya, 48% of recommendations trigger action by mid-term", id="a State"),
        pytest.param(OLD, "In 2010, 48% of recommendations triggered action by mid-term", id="a year"),
        pytest.param("46% of recommendations", "48% of recommendations", id="few words"),
        pytest.param(
            "93% of States attended their own Pre-session",
            "86% of States attended their own Pre-session",
            id="comes round",
        ),
        pytest.param(
            "67% of recommendations were accepted by governments",
            "73% of recommendations were accepted by governments",
            id="answers, of whatever was answered then",
        ),
        pytest.param(
            "More than 9,000 recommendations analysed by stakeholders so far.",
            "More than 11,500 recommendations analysed by stakeholders so far.",
            id="a count that grows",
        ),
        pytest.param(
            "More than 60 permanent missions sent representatives",
            "More than 40 permanent missions sent representatives",
            id="people at an event",
        ),
        pytest.param(
            "2,814 recommendations were made by many delegations",
            "2,388 recommendations were made by many delegations",
            id="a bare count",
        ),
        pytest.param(
            "2,814 recommendations were made during the 19th UPR session.",
            "2,388 recommendations were made during the 18th UPR session.",
            id="another session",
        ),
        pytest.param(
            "UPR18 and UPR19 are over.\n46% of recommendations concern rights of women",
            "UPR20 is over.\n48% of recommendations concern rights of women",
            id="sessions in the paragraph",
        ),
        pytest.param("no figure", OLD, id="nothing"),
    ],
)
def test_figures_that_may_both_be_right_are_left_alone(earlier: str, text: str) -> None:
    assert compared(CODE, text, facts(earlier)) == []


def test_only_the_latest_earlier_issue_counts() -> None:
    corrected = facts("48% of recommendations trigger action by mid-term", on="2014-09-30", number=49)
    assert compared(CODE, "48% of recommendations trigger action by mid-term", NO47, corrected) == []
    assert compared(CODE, OLD, NO47, corrected)[0].message == "this figure was 48% in No49 (30 September 2014)"


def test_an_issue_in_another_language_is_not_read() -> None:
    french = given("48% of recommendations trigger action by mid-term", language="fr", memory=Memory([NO47]))
    assert run_checks(french, only=(CODE,)) == ()
