"""Headers as staff type them: what they mean, where each value stands, what is refused and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.front_matter import FrontMatter, parse_front_matter
from trax.content.source import tidy
from trax.model import Finding, Place

if TYPE_CHECKING:
    from trax.content.yaml_reader import Tree


def read(*lines: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    text = "\n".join(("---", *lines, "---", "Body", ""))
    parts, findings = parse_front_matter(text, path="issues/050/10-a.md")
    assert parts is not None
    return parts.tree, findings


def value_of(*lines: str) -> Any:
    tree, findings = read(*lines)
    assert findings == ()
    assert tree is not None
    return tree.value


TYPED = (
    pytest.param("Beyond promises: the impact", id="a title with a colon"),
    pytest.param("[UPR Trax] No50: Beyond acceptance", id="a printed number in brackets"),
    pytest.param("[UPR Trax] :No13: Three years on", id="an odd printed number"),
    pytest.param("050", id="a number with a zero"),
    pytest.param("10:00", id="a time that YAML counts in sixties"),
    pytest.param("10:30-12:00", id="a span of time"),
    pytest.param("1.10", id="a section number"),
    pytest.param("NO", id="Norway"),
    pytest.param("no", id="no"),
    pytest.param("yes", id="yes"),
    pytest.param("on", id="on"),
    pytest.param("null", id="null"),
    pytest.param("~", id="a tilde"),
    pytest.param("@UPRinfo", id="a handle"),
    pytest.param("48% of recommendations", id="a percentage"),
    pytest.param("%50 off", id="a percent sign first"),
    pytest.param("*Beyond* promises", id="a star first"),
    pytest.param("*x*", id="stars around"),
    pytest.param("“Beyond promises”", id="curly quotes"),
    pytest.param("'quoted' then text", id="a quoted word first"),
    pytest.param('"quoted" then text', id="a double-quoted word first"),
    pytest.param("'90s and '80s", id="decades"),
    pytest.param("- a dash first", id="a dash first"),
    pytest.param("{curly} braces", id="braces"),
    pytest.param("a, b, c", id="commas"),
    pytest.param("[English, French]", id="what YAML calls a list"),
    pytest.param("!Kung people of Namibia", id="an exclamation mark first"),
    pytest.param("Issue #4", id="a number sign"),
    pytest.param("#UPR20 works", id="a hashtag"),
    pytest.param("C'est l'heure: l'Examen", id="apostrophes"),
    pytest.param("> 50 States", id="greater than"),
    pytest.param("| a bar", id="a bar"),
    pytest.param("? a question", id="a question mark"),
    pytest.param("Who: what: when:", id="a colon last"),
    pytest.param("https://www.upr-info.org/?a=b#c", id="an address"),
    pytest.param("2014-12-03", id="a date"),
    pytest.param("1e3", id="a number in disguise"),
    pytest.param("0x1F", id="another one"),
    pytest.param("back\\slash \\n", id="a backslash"),
    pytest.param("`code`", id="a backtick"),
    pytest.param("=", id="an equals sign"),
    pytest.param("<<", id="a merge sign"),
    pytest.param("---", id="dashes"),
    pytest.param("حقوق الإنسان: تقرير", id="Arabic with a colon"),
    pytest.param("x" * 3000, id="a very long value"),
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_value_on_one_line_means_what_was_typed(typed: str) -> None:
    assert {"title": typed} == value_of(f"title: {typed}")


# A dash and a space open a list in the list.
@pytest.mark.parametrize("typed", [case for case in TYPED if case.id != "a dash first"])
def test_an_entry_of_a_list_means_what_was_typed(typed: str) -> None:
    assert {"points": [typed, {"text": typed}]} == value_of("points:", f"  - {typed}", f"  - text: {typed}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Foo # note for colleagues", "Foo", id="a note after a text"),
        pytest.param("Issue #4 # note", "Issue #4", id="a note after a number sign"),
        pytest.param('"Foo # kept" # note', "Foo # kept", id="a note after quotes"),
        pytest.param("'it''s' # note", "it's", id="a note after single quotes"),
        pytest.param('"a: \\"b\\" \\u00e9"', 'a: "b" é', id="escapes in double quotes"),
        pytest.param('""', "", id="empty quotes are an empty text"),
        pytest.param("", None, id="nothing"),
        pytest.param("# only a note", None, id="only a note"),
        pytest.param("Foo#bar", "Foo#bar", id="a number sign in a word"),
        pytest.param("Foo\tbar", "Foo\tbar", id="a tab inside"),
    ],
)
def test_notes_and_quotes_are_read_as_such(written: str, expected: str | None) -> None:
    assert {"title": expected} == value_of(f"title: {written}")


def test_block_texts_keep_what_looks_like_fields_and_notes() -> None:
    header = (
        "folded: >",
        "  one: two # three",
        "  four",
        "",
        "literal: |-  # note",
        "  a",
        "    b",
        "",
        "  - c",
        "end: x",
    )
    assert value_of(*header) == {"folded": "one: two # three four\n", "literal": "a\n  b\n\n- c", "end": "x"}


def test_lists_and_groups_nest() -> None:
    header = (
        "# a note",
        "stages:",
        "  - stage: review",
        "    points:",
        "      - Draft: write it",
        "",
        "      - 10:30",
        "  -",
        "    stage: preparation",
        "chair:",
        "  name: A: B  # note",
        "languages:",
        "- English",
        "- French",
    )
    expected = {
        "stages": [{"stage": "review", "points": ["Draft: write it", "10:30"]}, {"stage": "preparation"}],
        "chair": {"name": "A: B"},
        "languages": ["English", "French"],
    }
    assert expected == value_of(*header)


def test_a_capital_letter_makes_a_field_only_when_a_field_stands_below() -> None:
    header = ("list:", "  - Value: 48 %", "    label: of them", "  - Note: bring your badge")
    assert value_of(*header) == {"list": [{"Value": "48 %", "label": "of them"}, "Note: bring your badge"]}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param("title", (2, 8), id="a plain value"),
        pytest.param("quoted", (3, 11), id="a quoted value"),
        pytest.param("größe", (4, 8), id="after letters outside ASCII"),
        pytest.param("figures.0.value", (6, 12), id="in a list of groups"),
        pytest.param("figures.1.value", (8, 12), id="in a group below its dash"),
        pytest.param("points.0", (10, 5), id="in a list of texts"),
    ],
)
def test_places_are_those_an_editor_shows(name: str, place: tuple[int, int]) -> None:
    tree, findings = read(
        "title: Beyond: it",
        "quoted:   'x'",
        "größe: é: x",
        "figures:",
        "  - value: 48: %",
        "  -",
        "    value: 2",
        "points:",
        "  - a: b ",
    )
    assert findings == ()
    assert tree is not None
    assert Place("issues/050/10-a.md", *place) == tree.places[name]


def test_the_name_of_a_field_has_a_place_too() -> None:
    tree, _ = read("figures:", "  - value: 1", "    label: x")
    assert tree is not None
    assert Place("issues/050/10-a.md", 4, 5) == tree.names["figures.0.label"]


@pytest.mark.parametrize(
    ("lines", "line", "column", "words"),
    [
        pytest.param(["title:Foo"], 2, 1, 'a space is missing after "title:"', id="no space after the colon"),
        pytest.param(["a: 'Foo"], 2, 4, "single quote that begins here is never closed", id="unclosed single quote"),
        pytest.param(
            ["a: b", 'title: "Foo'], 3, 8, "double quote that begins here is never", id="unclosed double quote"
        ),
        pytest.param(["a:", "\tb: c"], 3, 1, "indented with a tab", id="a tab"),
        pytest.param(["a:", "  \tb: c"], 3, 3, "indented with a tab", id="a tab after spaces"),
        pytest.param(["a: b", "  c d"], 3, 3, "indented below a line that already has its text", id="a second line"),
        pytest.param(
            ["a: b", "  c: d"], 3, 3, "indented below a line that already has its text", id="a field too far in"
        ),
        pytest.param(["a:", "    b: c", "  d: e"], 4, 3, "indented differently", id="a field between two columns"),
        pytest.param(["a:", " - b", " c: d"], 4, 2, "indented differently", id="a field in a list"),
        pytest.param(["a: b", "Dear reader"], 3, 1, '"Dear reader" is not a field', id="prose"),
        pytest.param(["a:", "  • b"], 3, 3, "begins with a dash and a space", id="a bullet"),
        pytest.param(["a:", "  -b"], 3, 3, "begins with a dash and a space", id="no space after the dash"),
        pytest.param(["a: b", "b: c", "a: d"], 4, 1, "a is written twice; the first is on line 2", id="twice"),
        pytest.param(
            ["l:", "  - x: 1", "    x: 2"], 4, 5, "x is written twice; the first is on line 3", id="twice in a list"
        ),
        pytest.param(["a: &b c"], 2, 4, "begins with & means something else", id="an anchor"),
        pytest.param(["a: !!python/object:os.system x"], 2, 4, "begins with !! means something else", id="a tag"),
        pytest.param(["a: !<x> y"], 2, 4, "begins with !< means something else", id="a verbatim tag"),
        pytest.param(['a: "\\q"'], 2, 5, "a backslash begins a special character", id="an unknown escape"),
        pytest.param(['a: "\\ud800"'], 2, 7, "a backslash begins a special character", id="half a character"),
        pytest.param(['a: "\\0"'], 2, 4, "control character in it (U+0000)", id="a NUL in an escape"),
        pytest.param(["- a"], 2, 1, "named fields, not a bare list", id="a bare list"),
        pytest.param(["a:", "- " * 5000], 3, 1, "nested too deeply", id="lists in lists without end"),
        pytest.param([" " * n + "a:" for n in range(0, 1000, 7)], 8, 43, "nested too deeply", id="groups without end"),
        pytest.param(["x:"] * 20_001, 2, 1, "more than 20000 lines", id="a header without end"),
        pytest.param(["? a"], 2, 1, "is not a field", id="a complex name"),
        pytest.param(["<<: *b"], 2, 1, "is not a field", id="a merge"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words_at_its_place(
    lines: list[str], line: int, column: int, words: str
) -> None:
    _, findings = read(*lines)
    assert words in findings[0].message
    assert Place("issues/050/10-a.md", line, column) == findings[0].place
    assert {"error"} == {finding.severity for finding in findings}
    assert findings[0].hint


def test_every_faulty_line_is_reported_at_once() -> None:
    tree, findings = read("title:Foo", "subtitle: 'x", "a: &b c", "prose here", "e: f")
    assert [finding.place.line for finding in findings] == [2, 3, 4, 5]
    assert tree is not None
    assert tree.value == {"title": "Foo", "subtitle": "'x", "a": "&b c", "e": "f"}
    assert not tree.is_whole


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("", 1, "this file is empty", id="empty"),
        pytest.param(" \n\n", 1, "this file is empty", id="only white space"),
        pytest.param("title: x\n", 1, "the header is missing", id="no first line of dashes"),
        pytest.param("\n\nkind: x\n---\n", 3, "the header is missing", id="only the second line of dashes"),
        pytest.param("---\nkind: x\n", 1, "the header that begins here never ends", id="no second line of dashes"),
        pytest.param("—\nkind: x\n—\n", 1, 'this is "—"', id="one long dash"),
        pytest.param("---\nkind: x\n–-\n", 3, 'this is "–-"', id="one long dash at the end"),
    ],
)
def test_a_header_that_is_not_there_is_one_error(text: str, line: int, words: str) -> None:
    parts, findings = parse_front_matter(text, path="p.md")
    assert parts is None
    (finding,) = findings
    assert words in finding.message
    assert Place("p.md", line) == finding.place


def test_body_begins_on_the_line_below_the_header() -> None:
    parts, findings = parse_front_matter("\n---  \na: b\n-----\nBody\n---\nmore", path="p.md")
    assert findings == ()
    assert isinstance(parts, FrontMatter)
    assert (parts.body, parts.body_line) == ("Body\n---\nmore", 5)


def test_an_empty_header_has_no_fields() -> None:
    parts, findings = parse_front_matter("---\n# note\n---\n", path="p.md")
    assert findings == ()
    assert parts is not None
    assert parts.tree is not None
    assert parts.tree.value == {}


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"\A *(- ){0,3}[a-z]{0,3}:? ?[\"'&*!|>\[{#%@`]?[a-z:# \"'\\]{0,8}\Z"),
        st.sampled_from(["a:", "- b", "  - c: d", "    e: f", "x: |", "x: >-", "   text", '  y: "z', "\t", "---", ""]),
    ),
    max_size=12,
)


@given(LINES)
def test_any_header_gives_fields_or_an_error(lines: list[str]) -> None:
    text, _ = tidy("---\n" + "\n".join(lines) + "\n---\n", path="p.md")
    if text is None:
        return
    parts, findings = parse_front_matter(text, path="p.md")
    assert (parts is not None and parts.tree is not None) or findings
    count = text.count("\n") + 1
    assert all(1 <= finding.place.line <= count and finding.place.column >= 1 for finding in findings)
    assert all(finding.message and finding.hint for finding in findings)


@given(st.text(max_size=40))
def test_any_value_on_one_line_is_that_value_or_an_error(typed: str) -> None:
    text, _ = tidy(f"---\ntitle: {typed}\n---\n", path="p.md")
    if text is None or text.count("\n") > 3 or " # " in f"{text} " or "\t#" in text or "#\t" in text:
        return
    parts, findings = parse_front_matter(text, path="p.md")
    value = text.split("\n")[1].removeprefix("title:").strip(" \t")
    if findings or value[:1] in {'"', "'", "#", "|", ">"}:
        return
    assert parts is not None
    assert parts.tree is not None
    assert isinstance(parts.tree.value, dict)
    assert (value.rstrip() or None) == parts.tree.value["title"]
