from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.markdown import parse_body
from trax.render.plain import COLUMNS, Notes, body_text, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

LONG = "https://example.org/" + "a-very-long-address/" * 8


def plain(source: str, *, notes: Notes | None = None) -> str:
    body, _ = parse_body(source, path="x.md", first_line=1)
    return body_text(body, notes or Notes())


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param("abc", 3, id="ascii"),
        pytest.param("人权理事会", 10, id="chinese"),
        pytest.param("ｆｕｌｌ", 8, id="full-width"),
        pytest.param("Cafe\u0301", 4, id="combining"),
        pytest.param("a\u200bb\u00adc\u200f", 3, id="invisible"),
        pytest.param("สิทธิ", 3, id="thai-marks"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_the_width_is_that_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        pytest.param("", "", "", id="nothing"),
        pytest.param("one two three", "", "one two\nthree", id="words"),
        pytest.param("one two three", "- ", "- one two\n  three", id="hanging"),
        pytest.param("a " + "x" * 15 + " b", "", "a\n" + "x" * 15 + "\nb", id="long-word"),
        pytest.param("one\u00a0two three", "", "one\u00a0two\nthree", id="no-break-space"),
        pytest.param("人权理事会人权理事会", "", "人权理事会\n人权理事会", id="chinese"),
        pytest.param("a人权理事会人。b", "", "a人权理事\n会人。b", id="mixed"),
        pytest.param("a \0 b", "", "a b", id="nul"),
        pytest.param("[[name|dear old friend]] x", "", "[[name|dear old friend]]\nx", id="placeholder"),
        pytest.param("one {{ first name }} x", "", "one\n{{ first name }}\nx", id="merge-tag"),
    ],
)
def test_lines_end_between_words(text: str, first: str, expected: str) -> None:
    assert wrap(text, first=first, columns=10) == expected


def test_the_first_and_the_other_lines_may_begin_differently() -> None:
    assert wrap("a b c", first="1. ", rest="", columns=4) == "1. a\nb c"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("One\ntwo  \nthree\\\nfour", "One two\nthree\nfour", id="breaks"),
        pytest.param("**a** *b* `c  d` & &lt;x>", "a b c d & <x>", id="emphasis"),
        pytest.param("## Head\n\nText", "Head\n\nText", id="heading"),
        pytest.param("- a\n- b\n  - c\n    1. d\n    2. e", "- a\n- b\n  - c\n    1. d\n    2. e", id="nested-lists"),
        pytest.param("9. a\n10. b", "9. a\n10. b", id="numbers-go-on"),
        pytest.param("- a\n\n  b\n- c", "- a\n  b\n- c", id="paragraphs-in-an-entry"),
        pytest.param("> a\n>\n> - b\n>> c", "> a\n>\n> - b\n>\n> > c", id="quotes"),
        pytest.param("```\na  b\n\n  c\n```", "    a  b\n\n      c", id="fence"),
        pytest.param("    a  b", "    a  b", id="indented-code"),
        pytest.param("a\n\n---\n\nb", "a\n\n* * *\n\nb", id="rule"),
        pytest.param("![A hall](a.png) ![](b.png)", "(A hall)", id="pictures"),
        pytest.param("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | |", "- A: 1; B: 2\n- A: 3", id="table"),
        pytest.param("| | B |\n|---|---|\n| 1 | 2 |", "- 1; B: 2", id="table-without-a-head"),
        pytest.param("| A | B |\n|---|---|", "- A; B", id="table-without-rows"),
        pytest.param("a[^1] b[^x]\n\n[^1]: One.\n[^x]: Two.", "a(1) b(2)\n\n(1) One.\n(2) Two.", id="notes"),
        pytest.param("a[^1]\n\n[^1]: One.\n\n    - Two.", "a(1)\n\n(1) One.\n    - Two.", id="list-in-a-note"),
        pytest.param("a <!-- b --> c", "a c", id="comment"),
        pytest.param("Dear [[first_name|reader]],", "Dear [[first_name|reader]],", id="placeholder"),
    ],
)
def test_markdown_becomes_text(source: str, expected: str) -> None:
    assert plain(source) == expected


def test_a_note_in_chinese_has_no_gaps() -> None:
    text = "人权理事会普遍定期审议" * 8
    assert "".join(plain(f"a[^1]\n\n[^1]: {text}").split("\n\n")[1].split()) == f"(1){text}"


def test_lines_have_at_most_72_columns_and_addresses_are_whole() -> None:
    words = f"Words to fill a line with [a link]({LONG}) and <{LONG}b> and more of them 人权理事会" * 3
    table = f"| a | b |\n|---|---|\n| {words} | x |"
    source = f"{words}\n\n- {words}\n  1. {words}\n\n> - {words}\n\n{table}\n\na[^1]\n\n[^1]: {words}"
    notes = Notes()
    text = plain(source, notes=notes)
    lines = [line for line in text.split("\n") if LONG not in line]
    assert max(map(width, lines)) <= COLUMNS
    assert notes.flush() == f"[1] {LONG}\n[2] {LONG}b"


def test_an_address_has_one_number_and_is_listed_below_each_item_that_names_it() -> None:
    notes = Notes()
    first, second = (
        "[a](https://a.org) [b](https://b.org) [a again](https://a.org)",
        "[b](https://b.org) [c](https://c.org)",
    )
    assert plain(first, notes=notes) == "a [1] b [2] a again [1]"
    assert notes.flush() == "[1] https://a.org\n[2] https://b.org"
    assert plain(second, notes=notes) == "b [2] c [3]"
    assert notes.flush() == "[2] https://b.org\n[3] https://c.org"
    assert notes.flush() == ""


def test_a_number_stays_on_the_line_of_its_link() -> None:
    for length in range(60, 75):
        text = plain(f"{'x' * length} [link](https://a.org)")
        assert "link [1]" in text


def test_a_link_that_leads_nowhere_has_no_number() -> None:
    assert plain("[a](ftp://x.org) [b](https://b.org)") == "a b [1]"


def targets(tokens: Iterable[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "link_open" and token.attrs.get("href"):
            found.append(str(token.attrs["href"]))
        found += targets(token.children or [])
    return found


PIECES = st.sampled_from(
    [
        *"\n\n\n  -*_>#|`~[]()!<&\\:1.^",
        "word",
        "人权",
        "حق\u200f",
        "\u00a0",
        "😀",
        "[a](https://example.org/a)",
        "<https://example.org/b>",
        "[^1]",
        "[^1]: note",
        "| a | b |\n|---|---|\n| c | d |\n",
        "[[name|x y]]",
        "![p](p.png)",
        "<!-- c -->",
        "```\n",
        "    ",
        "\ue000",
        "\0",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markdown_becomes_text_with_every_address(source: str) -> None:
    body, _ = parse_body(source, path="x.md", first_line=1)
    notes = Notes()
    text = body_text(body, notes)
    listed = re.findall(r"^\[\d+\] (.*)$", notes.flush(), re.MULTILINE)
    assert set(listed) == set(targets(body.tokens))
    assert "\0" not in text
    assert set(map(html.unescape, re.findall(r'href="([^"]*)"', body.html))) <= set(listed)
