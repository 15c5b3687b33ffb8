from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.prose import find_links, prose_of


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("Read **this** and _that_ and ~~no~~.", "Read this and that and no .", id="emphasis"),
        pytest.param("snake_case stays", "snake_case stays", id="underscore in a word"),
        pytest.param("# Heading\n\nText", "Heading Text", id="heading"),
        pytest.param("Heading\n=====\n\n---\nText", "Heading Text", id="underline and rule"),
        pytest.param("- Angola\n* Bolivia\n1. Egypt\n> Fiji", "Angola Bolivia Egypt Fiji", id="lists and quotes"),
        pytest.param("on 3 December\n2014. The", "on 3 December 2014. The", id="a year is no list number"),
        pytest.param("27<sup>th</sup> March", "27 th March", id="tags"),
        pytest.param("see [the page](https://x.org/3-May-2014) now", "see the page now", id="link"),
        pytest.param('see [it](<a b> "on 3 May") now', "see it now", id="link with title"),
        pytest.param("see [it](a_(b)_c) now", "see it now", id="address with parentheses"),
        pytest.param("see [it][ref] now\n\n[ref]: https://x.org/2014", "see it now", id="reference link"),
        pytest.param("![A hall](hall.png) and", "A hall and", id="picture"),
        pytest.param("[![A hall](hall.png)](https://x.org)", "A hall", id="picture as link"),
        pytest.param("<https://x.org/3> or https://x.org/2014-10-31, then", "or , then", id="addresses"),
        pytest.param("write to <a@x.org>", "write to", id="mail address"),
        pytest.param("a note[^1]\n\n[^1]: the words", "a note the words", id="footnote"),
        pytest.param("use `3 May` or ``a ` b``, a ` alone", "use or , a ` alone", id="code in a line"),
        pytest.param("a ` b\n\nc ` d", "a ` b c ` d", id="code ends with the paragraph"),
        pytest.param("a\n```\n3 May\n```\nb", "a b", id="fenced code"),
        pytest.param("a\n~~~ text\n3 May", "a", id="fence that is not closed"),
        pytest.param("a <!-- 3 May\nTBC --> b", "a b", id="comment"),
        pytest.param("a <!-- 3 May", "a 3 May", id="comment that is not closed"),
        pytest.param("[The (first or second speaker)]", "[The (first or second speaker)]", id="brackets are words"),
        pytest.param("| a | b |\n|---|:-:|\n| c | d |", "a b c d", id="table"),
        pytest.param(r"1\. May \[x]", "1 . May [x]", id="escapes"),
        pytest.param("a&nbsp;b", "a b", id="hard space"),
    ],
)
def test_words_stay_and_markup_goes(source: str, words: str) -> None:
    assert " ".join(prose_of(source).split()) == words


MARKS = """[ ] ( ) ![ ]( ` ``` ~~~ <!-- --> < > * _ https://x.org | --- \\ " [^1] : # - 1. <b>"""
PIECES = st.sampled_from([*MARKS.split(), "word", " ", "\n", "\n\n", "é", "\u2028", "\r"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(source=TEXTS)
def test_every_word_stays_at_its_offset(source: str) -> None:
    prose = prose_of(source)
    assert len(prose) == len(source)
    assert all(new == old or (new == " " and old != "\n") for new, old in zip(prose, source, strict=True))


@given(source=TEXTS)
def test_links_stand_where_they_say(source: str) -> None:
    for link in find_links(source):
        assert link.start <= link.text_start <= link.text_end <= link.end
        assert source[link.text_start : link.text_end].strip() == link.text or "`" in source or "<!--" in source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[here](https://x.org)", [("here", "https://x.org", False, False)]),
        ("![](a.png)", [("", "a.png", True, False)]),
        ("[x](#) [y]( <a b> 'title' )", [("x", "#", False, False), ("y", "a b", False, False)]),
        ("[https://x.org](https://x.org)", [("https://x.org", "https://x.org", False, False)]),
        ("see https://x.org/a).", [("https://x.org/a", "https://x.org/a", False, True)]),
        ("see <https://x.org/a>.", [("https://x.org/a", "https://x.org/a", False, True)]),
        (
            "[![A hall](b.png)](c)",
            [("![A hall](b.png)", "c", False, False), ("A hall", "b.png", True, False)],
        ),
        ("[a [b](c) d](e) [f](g)", [("b", "c", False, False), ("f", "g", False, False)]),
        ("![a ![b](c)](d)", [("b", "c", True, False)]),
        ("`[here](x)` <!-- [here](y) --> [a] (b) \\[c](d) ]", []),
    ],
)
def test_links_are_found(source: str, expected: list[tuple[str, str, bool, bool]]) -> None:
    assert [(each.text, each.target, each.is_image, each.is_bare) for each in find_links(source)] == expected


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "](",
        "]( ",
        "`",
        "`a``",
        "<!--",
        "<",
        "https://",
        "![x](",
        '](x "',
        "](<",
        "*_",
        "|-",
        "~~~a\n",
        "> ",
        "[^",
        "\\",
        " \n",
    ],
)
def test_a_long_hostile_text_costs_time_in_proportion(piece: str) -> None:
    """Far above what a quick machine needs; a pattern that backtracks would need hours."""
    source = piece * (300_000 // len(piece))
    started = time.process_time()
    prose_of(source)
    find_links(source)
    assert time.process_time() - started < 10


def test_text_that_is_no_markdown_has_no_code() -> None:
    """`~~~~` under a heading is a line there, and ` an apostrophe."""
    source = "Sessions\n~~~~~~~~\nUPR Info`s page, Fiji`s report\n~~~~~~~~\n[`a`](b)"
    assert prose_of(source, has_code=False).split() == (
        ["Sessions", "UPR", "Info`s", "page,", "Fiji`s", "report", "`a`"]
    )
    assert prose_of(source).split() == ["Sessions"]
    assert [link.target for link in find_links(source, has_code=False)] == ["b"]


def test_the_words_of_a_link_are_cut_where_they_are_too_many() -> None:
    assert [len(link.text) for link in find_links(f"[{'a' * 5_000}](b)")] == [1_000]


def test_a_line_may_begin_with_the_rest_of_a_date() -> None:
    source = "from 4 May\n> - 15 May 2015\n> - Fiji"
    assert prose_of(source, date_marks=[11]) == "from 4 May\n  - 15 May 2015\n    Fiji"
    assert prose_of(source) == "from 4 May\n    15 May 2015\n    Fiji"
