from __future__ import annotations

from datetime import date

import pytest

from trax.checks.base import CheckInput
from trax.checks.reading.list_counts import find_announced
from trax.content.document import Document
from trax.upr.table import load_table

TABLE = load_table()
NAMES = ("Angola", "Chile", "Egypt", "Fiji", "Iraq", "Italy", "Spain")
LIST = f"{', '.join(NAMES[:-1])} and {NAMES[-1]}"


def announced(text: str) -> list[int]:
    given = CheckInput(Document("x.txt", text, text), TABLE, date(2014, 11, 30))
    return [each.number for names in given.passages[0].state_lists for each in find_announced(names)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"The last eight States under review were {LIST}.", id="last"),
        pytest.param(f"The eight States under review were, in the alphabet: {LIST}.", id="order"),
        pytest.param(f"The reports of all eight States were adopted: {LIST}.", id="reports of all"),
        pytest.param(f"The outcomes were adopted, all eight of them: {LIST}.", id="of them"),
        pytest.param(f"Eight other Working Group reports from the session are now online: {LIST}.", id="reports"),
        pytest.param(
            f"So it was that eight States were reviewed at the session and not one more: {LIST}.", id="no more"
        ),
        pytest.param(f"Eight States presented their reports: {LIST}.", id="presented"),
        pytest.param(f"Eight names follow. They are {LIST}.", id="sentence before"),
        pytest.param(f"Eight States were reviewed from Monday 27 October to 7 November: {LIST}.", id="days between"),
        pytest.param(f"8 States\n\n{LIST}", id="heading"),
        pytest.param(f"Reviewed were {LIST}, eight States in all.", id="behind"),
        pytest.param(f"Reviewed were {LIST}. These are the eight States.", id="behind, a sentence"),
        pytest.param(f"Reviewed were {LIST} (8 States).", id="behind, in brackets"),
        pytest.param(f"{LIST} were the eight States reviewed.", id="behind, a verb"),
    ],
)
def test_a_number_announces_a_list_or_sums_it_up(text: str) -> None:
    assert announced(text) == [8]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Of the 47 States, {LIST} abstained.", id="a part of them"),
        pytest.param(f"Recommendations were made by 138 States to {LIST}.", id="to the list"),
        pytest.param(f"60 States addressed {LIST}.", id="another verb"),
        pytest.param(f"All 193 States will be reviewed; this year the States are {LIST}.", id="far off"),
        pytest.param(f"About eight States were reviewed: {LIST}.", id="blurred"),
        pytest.param(f"Seven or eight States were reviewed: {LIST}.", id="either"),
        pytest.param(f"Eight States were reviewed, among them {LIST}.", id="among them"),
        pytest.param(f"Eight States were reviewed: {LIST} in the first week.", id="more follow"),
        pytest.param(f"Reviewed were {LIST}. Eight States spoke.", id="other States behind"),
        pytest.param(f"Reviewed were {LIST}. In total, eight NGOs spoke.", id="no States behind"),
        pytest.param(f"Eight States spoke for our partners; the floor went to {LIST}.", id="other words"),
    ],
)
def test_other_numbers_are_not_those_of_the_list(text: str) -> None:
    assert announced(text) == []
