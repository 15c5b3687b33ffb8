from __future__ import annotations

import pytest

from tests.checks.remembered import compared, facts, given
from trax.checks.memory import Memory
from trax.checks.registry import run_checks

CODE = "reused-quote"
WORDS = "The review is a mirror in which every State has to look at itself"
QUOTE = facts(WORDS + ".", kind="quote", speaker="An Ambassador")
PARAGRAPH = (
    "A small house by the lake helps civil society, States and national institutions to take part in the review, from "
    "the first letter to the last recommendation, and asks afterwards what has become of it."
)
STATES = (
    "The States are Angola, Bolivia, Bosnia and Herzegovina, Egypt, El Salvador, Gambia, Fiji, Iran, Iraq, Italy, "
    "Kenya, Kazakhstan, Madagascar, San Marino, Slovenia, Spain, Sweden, Turkey, Kuwait, Guyana and Grenada."
)


def test_a_quote_of_an_earlier_issue_is_said_with_number_and_date() -> None:
    (finding,) = compared(CODE, WORDS + ".", QUOTE, kind="quote", speaker="An Ambassador")
    assert finding.severity == "notice"
    assert finding.message == "this quote stood in No47 (27 June 2014)"
    assert finding.source == "issues/047/10-item.md:10:1"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"\u201c{WORDS}\u201d, said the Ambassador.", id="said after it"),
        pytest.param(f'The Ambassador said: "{WORDS}"', id="straight marks, said before it"),
        pytest.param(f"\u00ab{WORDS}.\u00bb", id="French marks, like a sentence"),
        pytest.param(f"\u201e{WORDS}!\u201c", id="German marks"),
        pytest.param(f"> {WORDS}", id="quoted block"),
        pytest.param(f"> {WORDS[:22]}\n> {WORDS[23:]}", id="quoted block of two lines"),
        pytest.param(f"\u201c{WORDS.upper().replace(' A ', ' a, ')}.\u201d", id="capitals and commas"),
    ],
)
def test_a_quote_is_found_in_an_article_too(text: str) -> None:
    (finding,) = compared(CODE, f"News.\n\n{text}", QUOTE)
    assert finding.message.startswith("this quote stood in No47")


def test_a_quote_with_a_word_changed_is_nearly_the_same() -> None:
    changed = f"{WORDS} and to answer without fear of anyone".replace("mirror", "looking-glass")
    earlier = facts(f"{WORDS} and to answer without fear of anyone", kind="quote", speaker="An Ambassador")
    (finding,) = compared(CODE, changed, earlier, kind="quote", speaker="An Ambassador")
    assert finding.message == "this quote stood in No47 (27 June 2014), nearly word for word"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"The report \u201c{WORDS}\u201d is out.", id="a title"),
        pytest.param(f"He said it. The report \u201c{WORDS}\u201d is out. He said so.", id="said in another sentence"),
        pytest.param("\u201cEvery State has to look at itself\u201d, she said.", id="few words"),
        pytest.param(
            "\u201cThe review is a chance that every State should take for itself\u201d, he said.", id="other"
        ),
    ],
)
def test_titles_and_other_words_are_no_reused_quotes(text: str) -> None:
    assert compared(CODE, text, QUOTE, facts(f"The report \u201c{WORDS}\u201d is out.")) == []


def test_a_paragraph_taken_over_is_told_once_with_the_quote_in_it() -> None:
    text = f"{PARAGRAPH} \u201c{WORDS},\u201d said the Ambassador."
    (finding,) = compared(CODE, f"News.\n\n{text}", facts(text))
    assert finding.message == "this paragraph stood in No47 (27 June 2014)"
    assert str(finding.place) == "issues/050/10-item.md:12:1"


def test_lines_of_a_pasted_text_are_paragraphs() -> None:
    (finding,) = compared(CODE, f"News\n{PARAGRAPH}\nMore news", facts(f"Other\n{PARAGRAPH}\nThings"))
    assert str(finding.place) == "issues/050/10-item.md:11:1"


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        pytest.param(
            f"{PARAGRAPH} There are 14 of them on 3 May.",
            f"{PARAGRAPH} There are 13 of them on 4 May.",
            id="up to date",
        ),
        pytest.param(PARAGRAPH[:80], PARAGRAPH[:80], id="short"),
        pytest.param(STATES, STATES, id="list of States"),
        pytest.param(
            PARAGRAPH, "Another small house by another lake helps other people to do what they can do. " * 3, id="new"
        ),
    ],
)
def test_paragraphs_that_have_to_be_alike_are_left_alone(earlier: str, text: str) -> None:
    assert compared(CODE, text, facts(earlier)) == []


def test_a_paragraph_of_three_earlier_issues_is_part_of_the_furniture_but_a_quote_never_is() -> None:
    days = [(f"2014-0{month}-27", 40 + month) for month in (4, 5, 6)]
    assert compared(CODE, PARAGRAPH, *[facts(PARAGRAPH, on=day, number=number) for day, number in days]) == []
    quoted = f"> {WORDS}"
    (finding,) = compared(CODE, quoted, *[facts(quoted, on=day, number=number) for day, number in days])
    assert "No46" in finding.message


def test_quotes_are_compared_in_every_language() -> None:
    french = given(WORDS, language="fr", memory=Memory([QUOTE]), kind="quote", speaker="X")
    assert len(run_checks(french, only=(CODE,))) == 1
