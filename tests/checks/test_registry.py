from __future__ import annotations

import importlib
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trax.checks.base import listed
from trax.checks.registry import CHECKS, CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.parametrize("code", CODES)
def test_a_check_is_the_file_of_its_name_and_explains_itself(code: str) -> None:
    module = importlib.import_module(f"trax.checks.{code.replace('-', '_')}")
    assert module in CHECKS
    assert code == module.CODE
    assert module.SUMMARY.endswith(".")
    assert len((module.__doc__ or "").splitlines()) > 2


def test_only_and_skip_choose_the_checks(check: Check) -> None:
    text = "Monday, 1 September 2022, room tbc"
    assert {finding.code for finding in check(text)} == {"weekday", "placeholder"}
    assert {finding.code for finding in check(text, only=("weekday",))} == {"weekday"}
    assert {finding.code for finding in check(text, skip=("weekday",))} == {"placeholder"}


def test_findings_come_in_the_order_of_the_files(check: Check) -> None:
    findings = check("tbc\n\nMonday, 1 September 2022, tbc", title="TBC", letter="tbc")
    assert [finding.place for finding in findings] == sorted(finding.place for finding in findings)


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert listed(words) == expected


@pytest.mark.parametrize(
    ("seed", "on", "errors"),
    [
        ("000", "2022-10-30", ["time"]),
        ("001", "2022-08-01", ["weekday"]),
        ("002", "2023-03-01", ["join-link"]),
        ("003", "2014-11-30", ["session-date", "missing-state"]),
        ("004", "2022-01-01", []),
    ],
)
def test_the_printed_documents_hold_exactly_the_errors_that_are_known(
    check: Check, seed: str, on: str, errors: list[str]
) -> None:
    found = sorted(SEEDS.glob(f"{seed}_*.txt"))
    if not found:
        pytest.skip("the printed documents are not part of the repository")
    findings = check(found[0].read_text(encoding="utf-8"), on=on)
    assert [finding.code for finding in findings if finding.severity == "error"] == errors


WORDS = st.sampled_from(
    [
        *(
            "20th",
            "session",
            "UPR",
            "of the",
            "Working Group",
            "Pre-session",
            "was held",
            "from",
            "to",
            "-",
            "26",
            "October",
        ),
        *(
            "2014",
            "Monday,",
            "Angola",
            "Bolivia,",
            "Fiji",
            "and",
            "Guinea",
            "Turkey;",
            "Kenya",
            "including",
            "14",
            "States",
        ),
        *(
            "reviewed",
            ".",
            "\n",
            "\n\n",
            "- ",
            "#",
            "10:00",
            "12:00 am",
            "[",
            "](#)",
            "TBC",
            "here",
            "https://x.org",
            "<!--",
        ),
        *(
            "Iran (Islamic Republic of)",
            "(",
            ")",
            "session 21",
            "UPR20",
            "begins on",
            "The",
            ":",
            "Chile",
            "Spain",
            "twenty-first",
        ),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join)), day=st.dates(min_value=date(2000, 1, 1)))
def test_any_text_is_read_without_a_crash(check: Check, text: str, day: date) -> None:
    lines = text.count("\n") + 1
    for finding in check(text, letter=text, on=day.isoformat()):
        assert "\n" not in finding.message
        assert finding.place.column >= 1
        assert finding.place.line <= 10 + lines


@pytest.mark.parametrize(
    "piece",
    [
        "20th UPR session from 26 October 2014 ",
        "Monday 3 May ",
        "Angola, Bolivia, ",
        "14 States reviewed ",
        "Pre-session ",
        "click here ",
        "[here](#) ",
        "[..] tbc ",
        "10:00-9:00 ",
        "Draft ",
        "Angola, Bolivia, Fiji, Italy and Iran at UPR20. ",
        "a. ",
    ],
)
def test_a_long_hostile_text_costs_time_in_proportion(check: Check, piece: str) -> None:
    """Far above what a quick machine needs; work that grows with the square would need hours."""
    started = time.process_time()
    check(piece * (60_000 // len(piece)))
    assert time.process_time() - started < 20
