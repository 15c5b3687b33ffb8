from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.errors import LostInRendering
from trax.render.finish import add_doctype, fold_lines, links, require_nothing_lost

QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
VERBATIM = re.compile(r"<(pre|style|script|title|textarea)\b.*?</\1>|<!--.*?-->", re.DOTALL)
WORDS = st.sampled_from(
    ["review", "recommendation", "Côte", "d'Ivoire", "48 %", "x" * 60, "a = b", "&amp;", "\u00a0", '"']
)
TEXT = st.lists(WORDS, max_size=30).map(" ".join)
ELEMENTS = st.sampled_from(["p", "a", "td", "pre", "style", "title", "em", "textarea"])


def element(parts: tuple[str, str, str, bool]) -> str:
    name, value, inside, has_quotes = parts
    value = value.replace('"', "")
    attribute = f'class="{value}"' if has_quotes else f"title='{value.replace(chr(39), '')}'"
    return f'<{name} {attribute} href="a b" hidden>{inside}</{name}>'


HTML = st.recursive(
    TEXT | st.just("<!--[if mso]><table role='x' align=\"center\"><![endif]-->") | st.just("<br />"),
    lambda inner: st.tuples(ELEMENTS, TEXT, st.lists(inner, max_size=4).map(" ".join), st.booleans()).map(element),
    max_leaves=12,
)


@given(HTML)
def test_folding_changes_nothing_but_white_space(html: str) -> None:
    folded = fold_lines(html)
    assert folded.replace("\n", " ") == html
    assert [found[0] for found in VERBATIM.finditer(folded)] == [found[0] for found in VERBATIM.finditer(html)]


@given(st.lists(TEXT.map(lambda text: text.replace('"', "")), min_size=1, max_size=8))
def test_folding_leaves_quoted_values_alone(values: list[str]) -> None:
    tag = "<a " + " ".join(f'data-x{index}="{value}"' for index, value in enumerate(values)) + ">"
    assert QUOTED.findall(fold_lines(tag)) == QUOTED.findall(tag)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("<pre>" + "word " * 60 + "</pre>", id="pre"),
        pytest.param("<PRE class='a b'>" + "word " * 60 + "</PRE>", id="capitals"),
        pytest.param("<style>" + "p { margin: 0 } " * 30 + "</style>", id="style"),
        pytest.param("<title>" + "word " * 60 + "</title>", id="title"),
        pytest.param("<pre><code>" + "word " * 40 + "</code> " + "word " * 40 + "</pre>", id="tags-in-pre"),
        pytest.param("<!--[if mso]>" + "<td width='1'> " * 30 + "<![endif]-->", id="comment"),
        pytest.param('<p title="' + "word " * 60 + '">x</p>', id="quoted"),
        pytest.param("<p title='" + "a=1 " * 60 + "'>x</p>", id="single-quoted"),
        pytest.param("<p>" + "\u00a0".join(["word"] * 60) + "</p>", id="no-break-spaces"),
    ],
)
def test_what_must_keep_its_spaces_keeps_them(kept: str) -> None:
    assert fold_lines(kept) == kept


def test_text_behind_verbatim_parts_is_folded_again() -> None:
    folded = fold_lines("</pre><pre>a b</pre>" + "<p>" + "word " * 160 + "</p>")
    assert max(map(len, folded.split("\n"))) < 120


def test_a_long_paragraph_has_short_lines() -> None:
    paragraph = "<p>" + "recommendation " * 1334 + "</p>"
    assert len(paragraph) > 20_000
    assert max(map(len, fold_lines(paragraph).split("\n"))) < 130


def test_a_tag_with_many_attributes_is_broken_between_them() -> None:
    tag = "<td " + " ".join(f'data-name{index}="some value"' for index in range(60)) + ">"
    folded = fold_lines(tag)
    assert folded.replace("\n", " ") == tag
    assert max(map(len, folded.split("\n"))) < 140


def test_a_bare_less_than_is_text() -> None:
    assert fold_lines("a < b <3 <") == "a < b <3 <"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<html></html>", id="none"),
        pytest.param("  \n<html></html>", id="space"),
        pytest.param("<!doctype html><html></html>", id="lower-case"),
        pytest.param('<!DOCTYPE html PUBLIC "-//W3C//DTD" "http://www.w3.org/x">\n<html></html>', id="long"),
    ],
)
def test_the_doctype_is_there_once(html: str) -> None:
    assert add_doctype(html) == "<!DOCTYPE html>\n<html></html>"


BEFORE = """<!doctype html><!--[if mso]><td><![endif]--><style>@media x { p { a: b !important } }</style>
<a href="https://example.org/a?x=1&amp;y=é">x</a> <a href='[[unsubscribe]]'>y</a> <a href="[[unsubscribe]]">z</a>"""
AFTER = "<!DOCTYPE html>\n" + BEFORE.removeprefix("<!doctype html>")


@pytest.mark.parametrize(
    ("gone", "instead", "named"),
    [
        pytest.param("<!DOCTYPE html>", "<!doctype html>", "the doctype", id="doctype"),
        pytest.param("[if mso]", "[if  mso]", "[if mso", id="conditional-comment"),
        pytest.param("<![endif]", "<! [endif]", "<![endif]", id="its-end"),
        pytest.param("@media", "@ media", "@media", id="media-query"),
        pytest.param("!important", "", "!important", id="important"),
        pytest.param("'[[unsubscribe]]'", "'[[%75nsubscribe]]'", "the placeholder [[unsubscribe]]", id="placeholder"),
        pytest.param("?x=1", "?x=2", "the link https://example.org/a?x=1&y=%C3%A9", id="link"),
        pytest.param(' href="https', ' name="https', "the link https://example.org/a?x=1&y=%C3%A9", id="href"),
    ],
)
def test_each_loss_is_caught(gone: str, instead: str, named: str) -> None:
    assert gone in AFTER
    with pytest.raises(LostInRendering) as lost:
        require_nothing_lost(BEFORE, AFTER.replace(gone, instead, 1), tags=("[[unsubscribe]]", "[[unsubscribe]]"))
    assert str(lost.value) == f"the mail lost {named} while it was made; nothing was written"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(AFTER, id="same"),
        pytest.param(AFTER.replace("é", "%C3%A9").replace("&amp;y", "&y"), id="written-otherwise"),
        pytest.param(AFTER + "<!--[if mso]> @media !important <![endif]-->", id="more"),
    ],
)
def test_a_whole_mail_passes(after: str) -> None:
    require_nothing_lost(BEFORE, after, tags=("[[unsubscribe]]", "[[unsubscribe]]"))


def test_links_are_found_in_their_order() -> None:
    assert links("<a\nhref='b'><a HREF=\"a\"><a data-href=\"c\"><a href=''>") == ("b", "a", "")
