from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.html_tokens import Token, attributes, find_tokens


def told(page: str) -> list[str]:
    """Return each piece in short: words as they stand, tags by their names, comments as `!`."""
    short = {"open": "<{}>", "close": "</{}>", "comment": "!"}
    return [
        page[token.start : token.end] if token.kind == "words" else short[token.kind].format(token.name)
        for token in find_tokens(page)
    ]


@pytest.mark.parametrize(
    ("page", "pieces"),
    [
        ("<P class=a>Hi <b>you</B >!</p>", ["<p>", "Hi ", "<b>", "you", "</b>", "!", "</p>"]),
        ("a < b and 5<6 <", ["a < b and 5<6 <"]),
        ('<a title="x>y">z', ["<a>", "z"]),
        ("<a title='x>y' b=c>z", ["<a>", "z"]),
        ('<p title="a"b">z', ["<p>", "z"]),
        ('<p "odd>z', ["<p>", "z"]),
        ("<br/>x<br />y", ["<br>", "x", "<br>", "y"]),
        ("<!DOCTYPE html><?xml 1?><![if !mso]>x<![endif]>", ["x"]),
        ("a<!-- 3 > May -->b", ["a", "!", "b"]),
        ("<!--[if !mso]><!-->x<!--<![endif]-->y<!-->z", ["!", "x", "!", "y", "!", "z"]),
        ("a <!-- never closed", ["a ", " never closed"]),
        ("<style>p > a { }</style >x", ["<style>", "</style>", "x"]),
        ("<SCRIPT>if (a < b) '</scripted>'</Script>x", ["<script>", "</script>", "x"]),
        ("a<script>b", ["a", "<script>"]),
        ("x <b never closed", ["x ", "<", "b never closed"]),
        ("<a b='>' <i>y</i>", ["<a>", "y", "</i>"]),
        ("<a b='>' x", ["<a>", "' x"]),
        ("<a b='>' <i c='>' x", ["<a>", "' ", "<i>", "' x"]),
        ("</3> <3", ["</3> <3"]),
        ("", []),
    ],
)
def test_a_page_is_cut_as_browsers_cut_it(page: str, pieces: list[str]) -> None:
    assert told(page) == pieces


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<a href="x y" TITLE=\'it"s\' c=d e>', {"href": "x y", "title": 'it"s', "c": "d", "e": ""}),
        ('<a href="a&amp;b" href=c>', {"href": "a&b"}),
        ("<a href = x/>", {"href": "x/"}),
        ("<a / b=1/ =2>", {"b": "1/", "2": ""}),
        ('<a href="x>', {"href": '"x'}),
    ],
)
def test_attributes_are_read(tag: str, found: dict[str, str]) -> None:
    own = attributes(tag, Token("open", 0, len(tag), "a"))
    assert {name: each.value for name, each in own.items()} == found


def test_an_attribute_knows_its_place() -> None:
    tag = "<a title='' href='x'>"
    own = attributes(tag, Token("open", 0, len(tag), "a"))
    assert [(each.value, tag[each.start : each.end]) for each in own.values()] == [("", ""), ("x", "x")]


MARKS = ["<", ">", "</", "<!--", "-->", "<a ", "<b>", "</b>", '"', "'", "=", "<script>", "</script>", "/", "!", "?"]


@given(page=st.one_of(st.text(), st.lists(st.sampled_from([*MARKS, "x", " ", "\n"])).map("".join)))
def test_pieces_follow_one_another(page: str) -> None:
    position = 0
    for token in find_tokens(page):
        assert position <= token.start < token.end <= len(page)
        position = token.end
