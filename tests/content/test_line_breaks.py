from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.line_breaks import marks_of_dates, sentence_breaks

LONG = (
    "The Working Group met in Geneva and looked at the records of fourteen countries, one after the other, "
    "for two weeks."
)
WIDE = "This sentence has a line of its own, and as many letters as a line of a mail."


def ends(text: str) -> list[str]:
    """Return the first word after each line break that ends a sentence."""
    return [text[start:].split(maxsplit=1)[0] for start in sentence_breaks(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(f"20th session\n{LONG}\nNext\n{LONG}", [LONG[:3], "Next", LONG[:3]], id="headings without a gap"),
        pytest.param(f"{LONG}\n\n{LONG}", [], id="an empty line is no single break"),
        pytest.param(f"{LONG} They are:\nAngola\nFiji", ["Fiji"], id="a colon goes on, entries of a list do not"),
        pytest.param(f"{LONG} Among them\nand in part\nFiji", ["Fiji"], id="small letters and ties go on"),
        pytest.param(f"{LONG}\nThe 21st session\n19-30 January 2015", ["The"], id="dates of an event go on"),
        pytest.param(f"{LONG}\nThe 21st session\n(19 January 2015)\n27 October 2014", ["The"], id="so do brackets"),
        pytest.param(f"{LONG}\n14 States were reviewed", ["14"], id="a number begins"),
        pytest.param(f"{LONG}\nUPR Info and the\nCouncil met", ["UPR"], id="an article ties"),
        pytest.param("One\nTwo\nThree", ["Two", "Three"], id="short lines"),
        pytest.param(f"{WIDE}\n{WIDE}\nEnd", ["This", "End"], id="sentences of one width"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_typed_line_breaks_end_what_stands_before(text: str, words: list[str]) -> None:
    assert ends(text) == words


@pytest.mark.parametrize("width", [60, 66, 72, 78, 100])
@pytest.mark.parametrize("quote", ["", "> ", ">> "])
def test_line_breaks_of_a_program_end_nothing(width: int, quote: str) -> None:
    """A short line in a wrapped text was ended by a person: a heading, the end of a paragraph, an entry."""
    paragraph = f"{LONG} {LONG} {LONG.upper()}"
    lines = ["Heading", *textwrap.wrap(paragraph, width), "End.", *textwrap.wrap(paragraph, width)]
    text = "\n".join(quote + line for line in lines)
    found = ends(text)
    assert found[:1] == ([quote.strip()] if quote else ["The"])
    assert len(found) == 3


def test_one_address_too_long_for_its_line_does_not_make_a_text_unwrapped() -> None:
    text = "\n".join([*textwrap.wrap(f"{LONG.title()} {LONG.title()} {LONG.title()}", 72), f"https://x.org/{'a' * 90}"])
    assert ends(text) == []


MAIL = """The next session of the Working Group takes place in Geneva, {}
and it looks at fourteen countries, one after the other, as ever it
did, and then it goes home and sleeps."""


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("from 4 May\n- 15 May 2015,", ["- 15"]),
        ("from 4th\n- 15th May 2015,", ["- 15"]),
        ("on December\n14. So it is,", ["14."]),
        ("it says,\n- 15 people", []),
        ("it says,\n14. So it is,", []),
        ("and in 2014\n14. So it is,", []),
        ("from 4 May\n- so it is,", []),
    ],
)
def test_a_dash_or_a_number_that_a_program_put_first_is_part_of_its_date(text: str, marks: list[str]) -> None:
    mail = MAIL.format(text)
    assert [mail[start : start + 4].strip() for start in marks_of_dates(mail)] == marks


def test_a_dash_that_a_person_put_first_is_the_mark_of_a_list() -> None:
    assert marks_of_dates("Dates:\n- 4 May\n- 15 May 2015") == ()
    assert marks_of_dates(MAIL.format("4\n- 5").replace("The next", "- The next")) == ()


@given(text=st.one_of(st.text(), st.lists(st.sampled_from(["A word", "\n", "> ", "a", ",", LONG])).map("".join)))
def test_breaks_stand_after_line_ends(text: str) -> None:
    breaks = sentence_breaks(text)
    assert list(breaks) == sorted(set(breaks))
    assert all(text[start - 1] == "\n" and text[start] != "\n" for start in breaks)
