from __future__ import annotations

import pytest

from trax.checks.reading.state_counts import find_counts


@pytest.mark.parametrize(
    ("text", "number", "whole", "marks"),
    [
        pytest.param("the 14 States", 14, 0, "reviewed", id="definite"),
        pytest.param("14 countries", 14, 0, "", id="bare"),
        pytest.param("fourteen SuRs", 14, 0, "", id="words"),
        pytest.param("the following sixteen Member States", 16, 0, "reviewed", id="following"),
        pytest.param("14 States were reviewed", 14, 0, "reviewed", id="passive"),
        pytest.param("14 States will all be reviewed", 14, 0, "reviewed", id="future"),
        pytest.param("14 States are to be reviewed.", 14, 0, "reviewed", id="to be"),
        pytest.param("14 States are scheduled to be reviewed", 14, 0, "reviewed planned", id="plan"),
        pytest.param("14 States reviewed.", 14, 0, "reviewed", id="at the end"),
        pytest.param("14 States reviewed last year have answered", 14, 0, "", id="some of them"),
        pytest.param("reviewed 14 States", 14, 0, "reviewed", id="active"),
        pytest.param("the review of all fourteen countries", 14, 0, "reviewed", id="review of"),
        pytest.param("11 of the 14 States", 11, 14, "", id="part"),
        pytest.param("11 out of fourteen States", 11, 14, "", id="part in words"),
        pytest.param("over 14 States", 14, 0, "vague", id="vague"),
        pytest.param("the first 14 countries", 14, 0, "vague", id="first"),
        pytest.param("20 States", 20, 0, "", id="twenty"),
    ],
)
def test_a_number_of_states(text: str, number: int, whole: int, marks: str) -> None:
    (count,) = find_counts(text)
    assert (count.number, count.whole) == (number, whole)
    flags = (("reviewed", count.is_reviewed), ("planned", count.is_planned), ("vague", count.is_vague))
    assert " ".join(name for name, is_so in flags if is_so) == marks
    assert text[count.start : count.end].endswith(("tates", "ountries", "SuRs"))


@pytest.mark.parametrize(
    "text", ["14 States parties", "14 representatives", "a State", "no. 14", "14.5 States", "States"]
)
def test_what_is_no_number_of_states(text: str) -> None:
    assert find_counts(text) == ()
