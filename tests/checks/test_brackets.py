from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.brackets import find_lone_marks
from trax.checks.reading.passage import Passage
from trax.model import Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("brackets",)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("at the Palais (Geneva), Room V).", 31, "this ) closes nothing"),
        ("The meeting (in Room V is open.", 13, "this ( is never closed"),
        ("The room B) is closed.", 11, "this ) closes nothing"),
        ("Bolivia (Plurinational State of, Iran (Islamic Republic of)", 9, "this ( is never closed"),
        ("The report (2014)) is out.", 18, "this ) closes nothing"),
        ("The report [in French is out.", 12, "this [ is never closed"),
        ("It said: “We came, and left.", 10, "this “ is never closed"),
        ("It said: We came”, and left.", 17, "this ” closes nothing"),
        ("It said: «We came, and left.", 10, "this « is never closed"),
        ("“We came.\n\nThen more was said.", 1, "this “ is never closed"),
        ("It is 8) sharp.", 8, "this ) closes nothing"),
        ("( [ ( [ ( [ ( [ ( [ ( [ a drawing", 1, "this ( is never closed"),
    ],
)
def test_a_mark_without_its_partner_is_a_warning(check: Check, text: str, column: int, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message) == ("warning", message)
    assert (finding.place.line, finding.place.column) == (10, column)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Iran (Islamic Republic of (IRI)), [sic] and “so ‘it’ is” and «so»", id="pairs"),
        pytest.param("We need: 1) time, 2) money (or both), and 3) people", id="a list in a sentence"),
        pytest.param("a) one\nb) two (see above)\n1) three\nV) five\n1.) six", id="lists by line"),
        pytest.param("We want (among others 1) time and 2) money)", id="a list in brackets"),
        pytest.param("(see Annex 1) and (see Annex 2) and (see below:)", id="what looks like a list"),
        pytest.param("Well done :) ;-) :-( =)", id="smileys"),
        pytest.param("“We came.\n\n“Then we left.”\n\nThe end.", id="a quotation of two paragraphs"),
        pytest.param("“We came.\n\nThen we left.”", id="one closed by the next paragraph"),
        pytest.param("The list (including:\n\n- one\n- two)\n\nends.", id="brackets around a list"),
        pytest.param("»so« and »so«", id="German quotes one way"),
        pytest.param("„so“ and „so“", id="German quotes"),
        pytest.param("”so” and ”so”", id="Swedish quotes"),
        pytest.param('It is "so” and “so"', id="two kinds of quotes"),
        pytest.param("[the text](https://example.org/a_(b)) ![x](y.png) [x][1]\n\n[1]: https://x.org/(", id="links"),
        pytest.param("(https://example.org/a) `(` <!-- ( -->", id="addresses, code and comments"),
        pytest.param("[[unsubscribe]] and [ ] and text](", id="tags, boxes and what is left of a link"),
        pytest.param("It is ' and ’ and ‘ alone", id="apostrophes"),
    ],
)
def test_marks_that_may_be_right_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()


def test_a_bracket_is_not_closed_by_another_kind_or_far_away(check: Check) -> None:
    found = check("It (is.\n\nSo] it.\n\nOne.\n\nTwo.\n\nThree) it.", only=ONLY)
    assert [finding.message for finding in found] == [
        "this ( is never closed",
        "this ] closes nothing",
        "this ) closes nothing",
    ]


def test_a_lone_straight_quote_is_only_noted(check: Check) -> None:
    (finding,) = check('It said: "We came, and left.', only=ONLY)
    assert finding.severity == "notice"
    assert check('The screen is 27" wide, and "so" on.\n\n"One.\n\n"Two."', only=ONLY) == ()


def test_headers_are_read_too(check: Check) -> None:
    (finding,) = check(title="Seminar (in Geneva", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:2:16"


PAIRS = st.recursive(
    st.sampled_from(["word", "Room V", "2014", "it’s", "1 2"]),
    lambda inner: st.builds(
        lambda parts, pair: pair[0] + " ".join(parts) + pair[1],
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["()", "[]", "“”", "«»"]),
    ),
    max_leaves=12,
)


@given(text=PAIRS, place=st.integers(0, 500))
def test_marks_in_pairs_are_never_told_and_one_taken_away_always_is(*, text: str, place: int) -> None:
    def lone(text: str) -> int:
        return len(find_lone_marks(Passage(text, Place("a", 1), load_table())))

    text = f"It is {text} so."
    assert lone(text) == 0
    marks = [index for index, char in enumerate(text) if char in "()[]“”«»"]
    if marks:
        gone = marks[place % len(marks)]
        assert lone(text[:gone] + text[gone + 1 :]) >= 1
