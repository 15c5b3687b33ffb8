"""Sessions of the Council, cycles, months, and numbers in words."""

from __future__ import annotations

import re

import pytest

from trax.checks.reading.cardinal_words import CARDINAL, cardinal_number
from trax.checks.reading.council_text import find_council_sessions
from trax.checks.reading.cycle_text import find_cycles
from trax.checks.reading.month_text import find_months
from trax.checks.reading.ordinal_words import ORDINAL, ordinal_number
from trax.content.date_text import find_dates


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the 52nd session of the Human Rights Council", [52]),
        ("the 52     nd       session of the UN Human Rights Council", [52]),
        ("the 28th regular session of the HRC", [28]),
        ("the Council's 28th session", [28]),
        ("the 28th HRC session", [28]),
        ("the 28th Human Rights Council regular session", [28]),
        ("HRC52, HRC 53 and HRC-54", [52, 53, 54]),
        ("At its 28th session, in March, the Human Rights Council adopted them.", [28]),
        ("The Council, at its 28th session, adopted them.", [28]),
        ("twenty-eighth session of the Council", [28]),
        ("the 20th session of the Human Rights Council's Working Group", []),
        ("the 20th session of the Human Rights Council Working Group", []),
        ("the 20th special session of the Council", []),
        ("the 20th session of the UPR", []),
        ("HRC 47 members", []),
        ("A/HRC/WG.6/20/AGO/1", []),
    ],
)
def test_sessions_of_the_council_are_read(text: str, numbers: list[int]) -> None:
    assert [each.number for each in find_council_sessions(text) if not each.is_symbol] == numbers


def test_the_symbol_of_a_document_names_its_session() -> None:
    (found,) = find_council_sessions("see A/HRC/52/4")
    assert (found.number, found.is_symbol) == (52, True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the second cycle", [2]),
        ("the 2nd UPR cycle", [2]),
        ("Cycle 3 and cycle II", [3, 2]),
        ("this cycle", [None]),
        ("the current UPR cycle", [None]),
        ("a cyclical process", []),
        ("nothing", []),
    ],
)
def test_cycles_are_read(text: str, numbers: list[int | None]) -> None:
    assert [each.number for each in find_cycles(text)] == numbers


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in November 2014", [(11, 2014, None, None)]),
        ("Nov. 2014; November, 2014", [(11, 2014, None, None), (11, 2014, None, None)]),
        ("October-November 2014", [(10, 2014, 11, 2014)]),
        ("Oct/Nov 2014", [(10, 2014, 11, 2014)]),
        ("December-January 2015", [(12, 2014, 1, 2015)]),
        ("December 2014 to January 2015", [(12, 2014, 1, 2015)]),
        ("in May", [(5, None, None, None)]),
        ("in 2014", [(None, 2014, None, None)]),
        ("May we go in March?", [(3, None, None, None)]),
        ("27 October 2014 and 3 November", []),
        ("November 20 States", []),
        ("A/HRC/2014/3", []),
        ("20 November", []),
    ],
)
def test_months_and_years_are_read_outside_of_dates(text: str, months: list[tuple[int | None, ...]]) -> None:
    found = find_months(text, find_dates(text))
    assert [(each.month, each.year, each.last_month, each.last_year) for each in found] == months


@pytest.mark.parametrize(
    ("text", "number"),
    [("5th", 5), ("20th", 20), ("27   th", 27), ("Twenty-first", 21), ("fifty ninth", 59), ("twelfth", 12)],
)
def test_ordinals_are_numbers(text: str, number: int) -> None:
    match = re.fullmatch(ORDINAL, text)
    assert match
    assert ordinal_number(match[0]) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("98", 98),
        ("seven", 7),
        ("Ninety-eight", 98),
        ("forty two", 42),
        ("a hundred", 100),
        ("one hundred and twelve", 112),
        ("two hundred five", 205),
    ],
)
def test_numbers_in_words_are_numbers(text: str, number: int) -> None:
    match = re.fullmatch(CARDINAL, text)
    assert match
    assert cardinal_number(match[0]) == number
