from __future__ import annotations

import pytest

from trax.checks.reading.figures import find_figures
from trax.checks.reading.passage import Passage
from trax.model import Place
from trax.upr.table import load_table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("48% of", [("48%", 48, "%")], id="percent"),
        pytest.param(
            "48 % and 48\u00a0% and 48\uff05",
            [("48 %", 48, "%"), ("48\u00a0%", 48, "%"), ("48\uff05", 48, "%")],
            id="space",
        ),
        pytest.param("46,6 per cent", [("46,6 per cent", 46.6, "%")], id="comma and words"),
        pytest.param("33.36 percent", [("33.36 percent", 33.36, "%")], id="one word"),
        pytest.param("3 percentage points", [("3 percentage points", 3, "points")], id="points"),
        pytest.param(
            "11,500 and 1'500 and 1\u2019500",
            [("11,500", 11500, ""), ("1'500", 1500, ""), ("1\u2019500", 1500, "")],
            id="groups",
        ),
        pytest.param(
            "1 500 and 12\u202f345", [("1 500", 1500, ""), ("12\u202f345", 12345, "")], id="groups with spaces"
        ),
        pytest.param("2.5 years", [("2.5", 2.5, "")], id="decimals"),
        pytest.param("1746 recommendations", [("1746", 1746, "")], id="four digits"),
        pytest.param("2039 recommendations in 2014", [("2039", 2039, "")], id="no year, and a year"),
        pytest.param("12 of them, nine of those", [("12", 12, ""), ("nine", 9, "")], id="words beside digits"),
        pytest.param("Forty-five per cent", [("Forty-five per cent", 45, "%")], id="words before per cent"),
        pytest.param("nine of those", [], id="words alone"),
        pytest.param(
            "12 of them, three quarters, three times, two hundred", [("12", 12, "")], id="words of other things"
        ),
        pytest.param("session 6, 1169 were accepted", [("1169", 1169, "")], id="session and a count"),
        pytest.param("sessions 13, 14 and 15; UPR 20; Room 5; No 50; item 6; category 5", [], id="names"),
        pytest.param("A/HRC/23/3, 16/21, UPR20, 20th, 10:00, 1.2.3, $500, 3-point, 5km", [], id="parts of words"),
        pytest.param("1.2 million, 3 thousand", [], id="millions"),
        pytest.param("(965), 583.", [("965", 965, ""), ("583", 583, "")], id="punctuation"),
    ],
)
def test_figures_are_read_with_value_and_unit(text: str, expected: list[tuple[str, float, str]]) -> None:
    found = find_figures(text)
    assert [(each.text, each.value, each.unit) for each in found] == expected
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("exactly 48%", ""),
        ("more than 48%", "over"),
        ("at least 48", "over"),
        ("48+ States", "over"),
        ("48 or more", "over"),
        ("fewer than 48", "under"),
        ("up to 48", "under"),
        ("nearly 48%", "about"),
        ("some 48", "about"),
        ("just over 48", "about"),
        ("~48%", "about"),
        ("48 or so", "about"),
        ("1.500 people", "about"),
    ],
)
def test_a_word_beside_a_figure_blurs_it(text: str, hedge: str) -> None:
    (figure,) = find_figures(text)
    assert figure.hedge == hedge


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("10\u201312%", ["about", "about"]),
        ("10-12%", []),
        ("45% to 50%", ["", "about"]),
        ("from 46% to 48%", ["", ""]),
        ("between 40 and 50%", ["about", "about"]),
    ],
)
def test_a_range_blurs_and_a_change_does_not(text: str, hedges: list[str]) -> None:
    assert [figure.hedge for figure in find_figures(text)] == hedges


def test_days_and_times_of_a_passage_are_no_figures() -> None:
    text = "On 3 December 2014, 10:00 to 12:00, 48 people and 19-30 January, 2 pm"
    passage = Passage(text, Place("x.md", 1), load_table())
    assert [figure.text for figure in passage.figures] == ["48"]
    assert passage.figures_between(0, passage.figures[0].start) == ()
