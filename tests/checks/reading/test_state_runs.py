from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.passage import Passage
from trax.model import Place
from trax.upr.names import find_states
from trax.upr.table import load_table

TABLE = load_table()


def passage(text: str) -> Passage:
    return Passage(text, Place("letter.txt", 1), TABLE)


def runs(text: str) -> list[str]:
    """The runs of three and more: codes, and names that the table does not know with the State that is meant."""
    return [
        " ".join(entry.iso3 or f"{entry.text}={entry.meant}" for entry in run.entries)
        for run in passage(text).runs
        if len(run.entries) > 2
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Angola, Bolivia; Egypt and Fiji", ["AGO BOL EGY FJI"], id="signs"),
        pytest.param("Angola,  Bolivia  and  the Gambia", ["AGO BOL GMB"], id="two spaces"),
        pytest.param("Angola as well as Bolivia, followed by Egypt, then Fiji", ["AGO BOL EGY FJI"], id="words"),
        pytest.param("Angola • Bolivia · Egypt – Fiji / Iran", ["AGO BOL EGY FJI IRN"], id="bullets in a line"),
        pytest.param("- Angola\n- Bolivia\n* Egypt\n", ["AGO BOL EGY"], id="bullets"),
        pytest.param("1. Angola\n2. Bolivia\n3. Egypt.\n4. Fiji.\n", ["AGO BOL EGY FJI"], id="numbers"),
        pytest.param("1) Angola 2) Bolivia 3) Egypt", ["AGO BOL EGY"], id="numbers in a line"),
        pytest.param("Angola\nBolivia\nEgypt", ["AGO BOL EGY"], id="lines"),
        pytest.param("Angola\n\nBolivia\n\nEgypt", ["AGO BOL EGY"], id="paragraphs"),
        pytest.param("Angola\n\n\n\nBolivia\n\n\n\nEgypt", [], id="far apart"),
        pytest.param("- Angola (27 October)\n- Bolivia: a delegation of ten\n- Egypt\n", ["AGO BOL EGY"], id="remarks"),
        pytest.param("Angola[1], Bolivia*, Egypt¹ and Fiji (first review)", ["AGO BOL EGY FJI"], id="notes"),
        pytest.param("**Angola**, _Bolivia_, [Egypt](https://x.org)", ["AGO BOL EGY"], id="markup"),
        pytest.param("Italy (9.00-12.30), Fiji (14.30), Iran", ["ITA FJI IRN"], id="times"),
        pytest.param("Mon. 27 Oct.: Italy, Fiji\nTue. 28 Oct.: Iran, Iraq", ["ITA FJI IRN IRQ"], id="days"),
        pytest.param("27 October Italy\n27 October Fiji\n28 October Iran", ["ITA FJI IRN"], id="days in lines"),
        pytest.param("Italy\t27 October\t9:00\nFiji\t27 October\t14:30\nIran\t28 October", ["ITA FJI IRN"], id="tabs"),
        pytest.param("First week: Italy, Fiji, Iran. Second week: Iraq.", ["ITA FJI IRN IRQ"], id="weeks"),
        pytest.param("Africa: Angola, Egypt; Asia-Pacific: Fiji, Iran", ["AGO EGY FJI IRN"], id="regions"),
        pytest.param("Angola, Bolivia, Egypt. Iran and Iraq came on Friday", ["AGO BOL EGY"], id="sentence end"),
        pytest.param("Spain\nSweden\nTurkey\n\nKenya hosted a training.", ["ESP SWE TUR"], id="a sentence behind"),
        pytest.param("Spain, Sweden, Peru.\n\nKenya and Togo: our offices", ["ESP SWE PER"], id="a heading behind"),
        pytest.param("Italy (Chile, Peru), Fiji (Cuba), Iran (Togo)", ["ITA FJI IRN"], id="troikas in brackets"),
        pytest.param("Italy: Chile, Peru\nFiji: Cuba, Togo\nIran: Benin", ["ITA FJI IRN"], id="troikas in lines"),
        pytest.param("South Sudan: Angola, Bolivia, Egypt", ["AGO BOL EGY"], id="colon"),
        pytest.param("Iran-Iraq, Iraq-Turkey", [], id="compounds"),
        pytest.param("Congo, Democratic Republic of the Congo, DPRK", ["COG COD PRK"], id="two Congos"),
        pytest.param("Moldova, Republic of Korea, Peru", ["MDA KOR PER"], id="looks inverted"),
        pytest.param("AngolaBoliviaBosnia and HerzegovinaEgypt", ["AGO BOL BIH EGY"], id="glued"),
        pytest.param(
            "Côte d'IvoireDRCEgyptBolivia (Plurinational State of)Fiji", ["CIV COD EGY BOL FJI"], id="glued, odd"
        ),
        pytest.param("Angola, Atlantis, Egypt and Mordor, Fiji", ["AGO Atlantis= EGY Mordor= FJI"], id="unknown"),
        pytest.param("Angola met Bolivia; Egypt hosted Fiji", [], id="sentences"),
        pytest.param("Angola, which came, Bolivia, who spoke, Egypt", [], id="clauses"),
    ],
)
def test_runs_of_states(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "| State | Troika |\n|---|---|\n| Italy | Chile, Peru |\n| Fiji | Cuba, Togo |\n| Iran | Benin |\n",
            ["ITA FJI IRN", "CHL PER CUB TGO BEN"],
            id="read by column",
        ),
        pytest.param(
            "UPR20 | Italy, Fiji, Iran, Iraq, Egypt\nUPR21 | Kenya, Spain, Sweden, Armenia, Guyana\nUPR22 | Libya\n",
            ["ITA FJI IRN IRQ EGY", "KEN ESP SWE ARM GUY"],
            id="lists in cells",
        ),
        pytest.param(
            "| Italy, not Peru and Chile |\n|---|\n| Fiji |\n| Iran |\n", ["ITA FJI IRN"], id="words in a cell"
        ),
        pytest.param("Italy | Fiji | Iran\n", ["ITA FJI IRN"], id="a single line is no table"),
    ],
)
def test_runs_in_tables(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_the_first_row_of_a_table_stands_above_its_column() -> None:
    text = "| UPR20 | UPR21 |\n|---|---|\n| Italy | Kenya |\n| Fiji | Spain |\n| Iran | Peru |\n"
    heads = [text[slice(*run.head)].strip() for run in passage(text).runs if run.head]
    assert heads == ["UPR20", "UPR21"]
    bare = "UPR20 | UPR21\nItaly | Kenya\nFiji | Spain\nIran | Peru\n"
    assert [bare[slice(*run.head)].strip() for run in passage(bare).runs if run.head] == ["UPR20", "UPR21"]


PIECES = st.sampled_from(
    [
        *("Angola", "Bolivia", "Egypt", "Guinea", "Bosnia and Herzegovina", "DRC", "Kyrgystan", "Bisau", "Herzogovina"),
        *(", ", "; ", " and ", "\n", "\n- ", "\n\n", "  ", ": ", ". ", " (", ")", "[1]", "*", "|", " | ", "\t", "the "),
        *("Monday 27 October: ", "First week: ", "9.00-12.30", "hosted ", "1. ", "https://x.org ", "](a)[", "-", "/"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_any_text_gives_runs_that_agree_with_it(text: str) -> None:
    own = passage(text)
    for run in own.runs:
        for entry in run.entries:
            assert 0 <= entry.start < entry.end <= entry.rest <= len(own.prose)
            assert entry.iso3 == "" or TABLE.state(entry.iso3) is not None
            assert entry.meant or entry.iso3 or entry.text
    inside = {mention.start for mention in own.states}
    assert {mention.start for mention in find_states(own.prose, TABLE)} <= inside or own.states
    assert list(own.state_lists) == list(own.state_lists)
