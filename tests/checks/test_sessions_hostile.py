"""Any text, however odd or long, is read by the checks of sessions without a crash and in time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

CODES = (
    *("session-date", "month-label", "duration", "cumulative-count", "missing-year", "superseded-date"),
    "stale-session-data",
)
PIECES = """
20th 21st session sessions Session UPR UPR20 HRC28 of_the Working_Group Human_Rights_Council 's its the The It was_held
will_be_held took_place opened ends_on lasted three_weeks 12_days two-week from to on in at during and , . ; : ( ) - # |
21 3 14 98 193 States States_have_been_reviewed second_cycle so_far 26_October 27_October 7_November 2014 2015 January
November_2014 January_2015 tentative originally postponed_to Pre-session Pre-sessions deadline reviewed_on next last
first Room_V 10:00 Date: remain <sup>th</sup> 20 th 0th 99th 00 1999 \u0660th \ufb01rst |_21_|
"""
WORDS = st.sampled_from([*(piece.replace("_", " ") for piece in PIECES.split()), "\n", "\n\n", "\t", "\u2013"])


def read(text: str, day: date) -> int:
    document = Document("text.txt", text, text)
    findings = run_checks(CheckInput(document, load_table(), day), only=CODES)
    for finding in findings:
        assert "\n" not in finding.message
        assert 1 <= finding.place.line <= text.count("\n") + 1
    return len(findings)


@settings(deadline=None, max_examples=150)
@given(text=st.lists(WORDS, max_size=60).map(" ".join), day=st.dates(min_value=date(2000, 1, 1)))
def test_any_words_are_read_without_a_crash(text: str, day: date) -> None:
    read(text, day)
    read(text.replace(" ", ""), day)


@settings(deadline=None, max_examples=50)
@given(text=st.text(), day=st.dates())
def test_any_signs_are_read_without_a_crash(text: str, day: date) -> None:
    read(text, day)


@pytest.mark.parametrize(
    "piece",
    [
        "20th UPR session from 26 October 2014 ",
        "the 20th session, the 21st ",
        "20th, 21st, ",
        "sessions 1, 2, ",
        "The session was held in ",
        "It was the 20th UPR session. ",
        "The UPR Working Group met from 3 May 2014 ",
        "| 21 | 19-30 January 2015 |\n",
        "28th session of the Council in March 2015 ",
        "in November 2014 ",
        "three-week session ",
        "98 States have been reviewed in the second cycle ",
        "27 March 10:00 Room V\n",
        "reviewed on 3 May at the 20th session ",
        "20th UPR session\n26 October - 7 November 2014\n\n",
        "twenty-",
        "UPR ",
        "with 112 reviews ",
        "sessions left in the second cycle, 7 ",
        "the first session of the third cycle, the 27th in all, ",
        "the Working Group meets again for the ninth time on 3 May ",
        "outcomes of the 34th session will be adopted in January 2019 ",
        "To be reviewed   ",
    ],
)
def test_a_long_text_costs_time_in_proportion(piece: str) -> None:
    """Far above what a quick machine needs; work that grows with the square would need minutes."""
    started = time.process_time()
    read(piece * (60_000 // len(piece)), date(2014, 11, 30))
    assert time.process_time() - started < 5
