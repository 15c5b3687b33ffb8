from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.checks.reading.passage import Passage
from trax.model import Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.checks.reading.session_text import SessionMention


def sessions(text: str) -> tuple[SessionMention, ...]:
    return Passage(text, Place("text.txt", 1), load_table()).sessions


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the 20th session of the UPR", 20),
        ("the 20th Session of UPR", 20),
        ("the 20th UPR session", 20),
        ("the 20th (UPR) session", 20),
        ("the 20TH UPR SESSION", 20),
        ("the twentieth session of the Universal Periodic Review (UPR)", 20),
        ("TWENTIETH SESSION OF THE UPR", 20),
        ("the twenty-first session of the Working Group on the Universal Periodic Review", 21),
        ("the twenty first session of the Working Group on UPR", 21),
        ("the 4th session of the Working Group on the universal periodic review", 4),
        ("the 27<sup>th</sup> session of the UPR", 27),
        ("the 20th\nsession of the UPR", 20),
        ("the 26th UPR WG session", 26),
        ("the 26th WG session", 26),
        ("the 41st Working Group", 41),
        ("the 41st UPR Working Group.", 41),
        ("the UPR Working Group's 41st session", 41),
        ("The UPR Working Group held its 15th session.", 15),
        ("The Human Rights Council's Universal Periodic Review Working Group held its 15th session.", 15),
        ("the 20th session of the Human Rights Council's Working Group on the UPR", 20),
        ("the 20th session of the HRC's UPR Working Group", 20),
        ("the 20th session of the UN Human Rights Council's Universal Periodic Review", 20),
        ("the 20th UPR was held", 20),
        ("the 20th Universal Periodic Review began", 20),
        ("the 29thUPR Working Group session", 29),
        ("UPR20", 20),
        ("UPR20's reports", 20),
        ("UPR-20", 20),
        ("UPR #20", 20),
        ("UPR 20, in Geneva", 20),
        ("UPR 20 took place", 20),
        ("UPR WG 41", 41),
        ("UPR WG41", 41),
        ("UPR session 26", 26),
        ("Session No. 26 of the UPR", 26),
        ("session n\u00b026 of the UPR", 26),
        ("UPR session n. 20", 20),
        ("the first session of the fourth cycle", 41),
        ("the 8th session of the second cycle", 20),
        ("the 20th session of the second cycle", 20),
        ("the fifth session of the UPR Working Group to be held under the second cycle", 17),
        ("the last session of the second cycle", 26),
        ("the final UPR session of the 3rd cycle", 40),
        ("on January 20th, the 21st session of the UPR begins", 21),
    ],
)
def test_a_session_is_read_in_many_forms(text: str, number: int) -> None:
    assert [(each.number, each.is_sure, each.is_shared) for each in sessions(text)] == [(number, True, False)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the 20th and 21st sessions of the UPR", [20, 21]),
        ("the 20th and the 21st sessions of the UPR", [20, 21]),
        ("the 20th-22nd sessions of the UPR", [20, 22]),
        ("from the 20th to the 22nd UPR session", [20, 22]),
        ("the 18th, 19th and 20th UPR sessions", [18, 19, 20]),
        ("UPR sessions 20 and 21", [20, 21]),
        ("sessions 18, 19 and 20 of the UPR", [18, 19, 20]),
        ("UPR sessions 13 to 24", [13, 24]),
    ],
)
def test_sessions_named_together_are_told_apart_from_one(text: str, numbers: list[int]) -> None:
    found = sessions(text)
    assert [each.number for each in found] == numbers
    assert all(each.is_shared for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "the 52nd session of the Human Rights Council",
        "At its 28th session, the Council adopted the UPR reports.",
        "the 41st session of the Working Group on Arbitrary Detention",
        "the 20th session of the Conference of the Parties, the UPR",
        "the 20th session of UPR Info",
        "the 20th UPR Info seminar",
        "the first session of the UPR training",
        "the second session of the year, by the UPR",
        "the first UPR session of 2014",
        "Kenya's second UPR",
        "the third Universal Periodic Review of Kenya",
        "the UPR session 19-30 January 2015",
        "the UPR session 2 May 2014",
        "UPR 27-31 October 2014",
        "In the UPR 14 States took the floor",
        "the 13th session of the second cycle",
        "the 20th session of the fifth cycle",
        "the 3rd session of that cycle",
    ],
)
def test_sessions_of_others_and_other_numbers_are_none(text: str) -> None:
    assert sessions(text) == ()


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("The 20th session took place.", [False], id="nobody named"),
        pytest.param("UPR Info attended the 20th session.", [False], id="the organisation is no body"),
        pytest.param("UPR outcomes were adopted at the 28th session.", [False], id="who adopts is the Council"),
        pytest.param("The Council met. The 20th session was held.", [], id="another body just before"),
        pytest.param("The UPR grows. The 20th session was held.", [False], id="ours just before"),
        pytest.param("The Council spoke of the UPR at the 20th session.", [], id="both in one sentence"),
        pytest.param("The third UPR session was busy.", [False], id="may be that of the year"),
        pytest.param("The 20th session of the mechanism", [True], id="the mechanism"),
        pytest.param("The UPR's 20th session of October 2014", [True], id="of a month"),
    ],
)
def test_a_session_is_ours_for_sure_only_where_the_words_say_so(text: str, sure: list[bool]) -> None:
    assert [each.is_sure for each in sessions(text)] == sure


@pytest.mark.parametrize("text", ["the 21st UPR Pre-session", "the 21st pre-sessions", "UPR Info's Pre-session 21"])
def test_a_pre_session_is_told_from_its_session(text: str) -> None:
    assert [(each.number, each.is_pre) for each in sessions(text)] == [(21, True)]
