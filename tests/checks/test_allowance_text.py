from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.allowance_text import MOST_ALLOWANCES, MOST_CODES, Allowance, find_allowances
from trax.model import Finding, Place


def found(text: str, path: str = "x.md") -> list[Allowance]:
    return list(find_allowances(path, text))


def said(text: str) -> tuple[tuple[str, ...], str]:
    (allowance,) = found(text)
    return allowance.codes, allowance.reason


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        pytest.param("<!-- trax: allow weekday: as printed -->", (("weekday",), "as printed"), id="the form"),
        pytest.param("<!--trax:allow weekday:as printed-->", (("weekday",), "as printed"), id="without spaces"),
        pytest.param("<!-- Trax: Allow Weekday: As printed -->", (("weekday",), "As printed"), id="capitals"),
        pytest.param("<!-- trax allow weekday: as printed -->", (("weekday",), "as printed"), id="no first colon"),
        pytest.param("<!-- trax: allow: weekday: as printed -->", (("weekday",), "as printed"), id="one colon more"),
        pytest.param("<!-- trax: allow weekday, time: both -->", (("weekday", "time"), "both"), id="two codes"),
        pytest.param("<!-- trax: allow weekday time: both -->", (("weekday", "time"), "both"), id="codes with a space"),
        pytest.param("<!-- trax: allow time: 10:00 is meant -->", (("time",), "10:00 is meant"), id="colon in reason"),
        pytest.param("<!-- trax: allow time:\n  on two\n  lines -->", (("time",), "on two lines"), id="lines"),
        pytest.param("<!-- trax: allow weekday -->", (("weekday",), ""), id="no reason"),
        pytest.param("<!-- trax: allow weekday: -->", (("weekday",), ""), id="empty reason"),
        pytest.param("<!-- trax: allow weekday: ... -->", (("weekday",), ""), id="a reason without words"),
        pytest.param("<!-- trax: allow weekday: 是 -->", (("weekday",), "是"), id="a reason in another script"),
        pytest.param("<!-- trax: allow : why -->", (("why",), ""), id="a colon at the wrong place"),
        pytest.param("<!-- trax: allow -->", ((), ""), id="nothing"),
    ],
)
def test_a_comment_names_codes_and_a_reason(comment: str, expected: tuple[tuple[str, ...], str]) -> None:
    assert said(comment) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- ask whether trax will allow weekday: yes -->", id="a note that speaks of it"),
        pytest.param("<!-- trax: allowance for weekday: yes -->", id="another word"),
        pytest.param("trax: allow weekday: no comment", id="words of the text"),
        pytest.param("<!-- trax: allow weekday: never closed", id="a comment without an end"),
        pytest.param("# trax: allow weekday: a heading", id="a heading of a text"),
        pytest.param("---\ntitle: x\n---\n# trax: allow weekday: a heading below a header", id="below a header"),
        pytest.param("---\ntitle: <!-- trax: allow weekday: words -->\n---\n", id="a comment in a header"),
        pytest.param("---\ntitle: Issue #trax: allow weekday: words\n---\n", id="no space before the words"),
        pytest.param("---\ntitle: Issue# trax: allow weekday: words\n---\n", id="no space before the sign"),
        pytest.param("", id="empty"),
    ],
)
def test_other_words_allow_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("a\nb @\nc", (2, 2), id="beside words: the line"),
        pytest.param("a\n@ b\nc", (2, 2), id="before words: the line"),
        pytest.param("a\n\n@\nb\nc\n\nd", (4, 5), id="alone: the block below"),
        pytest.param("@\n\n\nb\nc\n\nd", (4, 5), id="alone with empty lines between"),
        pytest.param("@\n<!-- note -->\nb\n\nd", (3, 3), id="another comment between"),
        pytest.param("@\nb\n<!-- note -->\nc\n\nd", (2, 4), id="a comment parts no block"),
        pytest.param("@\nb\n<!-- no\n\nte -->\nc\n\nd", (2, 3), id="an empty line in a comment is one"),
        pytest.param("a\n@", (3, 2), id="nothing below"),
        pytest.param("  @  \nb", (2, 2), id="indented"),
        pytest.param("- a\n- @\n- b", (2, 2), id="an entry of a list is words"),
        pytest.param("---\nx: 1\n---\n@\nb\n\nc", (5, 5), id="below a header"),
        pytest.param("\n---\nx: 1\n---\na\n\n@ b", (7, 7), id="below a header after an empty line"),
        pytest.param("---\nb\n@ c", (3, 3), id="a rule that is no header"),
    ],
)
def test_a_comment_is_about_its_line_or_the_block_below(text: str, lines: tuple[int, int]) -> None:
    (allowance,) = found(text.replace("@", "<!-- trax: allow time: why -->"))
    assert (allowance.first, allowance.last) == lines


def test_a_comment_over_several_lines_beside_words_is_about_all_of_them() -> None:
    (allowance,) = found("a\nb <!-- trax: allow time:\nwhy --> c\nd")
    assert (allowance.first, allowance.last, allowance.is_alone) == (2, 3, False)


def test_comments_one_below_the_other_are_about_the_same_block() -> None:
    one, two = found("<!-- trax: allow time: why -->\n<!-- trax: allow weekday: why -->\na\nb\n\nc")
    assert (one.first, one.last) == (two.first, two.last) == (3, 4)


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        pytest.param("title: x # @\nlabel: y", (2, 2), id="beside the field"),
        pytest.param("# @\ntitle: x\nlabel: y", (3, 3), id="above the field"),
        pytest.param("#@\ntitle: x", (3, 3), id="above it without a space"),
        pytest.param("# @\n\n# a note\ntitle: x\nlabel: y", (5, 5), id="with other notes between"),
        pytest.param("# @\nstates:\n  - x\n  - y\nlabel: z", (3, 5), id="a list and its entries"),
        pytest.param("# @\nstates:\n- x\n- y\nlabel: z", (3, 5), id="a list that is not indented"),
        pytest.param("states: # @\n  - x\n\n  # note\n  - y\nlabel: z", (2, 6), id="beside a list"),
        pytest.param("states:\n  # @\n  - x\n  - y", (4, 4), id="one entry"),
        pytest.param("states:\n  # @\n  - text: x\n    link: z\n  - y", (4, 5), id="one entry with its fields"),
        pytest.param("- x\n# @\n- y\n- z", (4, 4), id="one entry at the edge"),
        pytest.param("title: x\n# @", (4, 3), id="nothing below"),
    ],
)
def test_a_note_of_a_header_is_about_its_field(header: str, lines: tuple[int, int]) -> None:
    text = f"---\n{header.replace('@', 'trax: allow time: why')}\n---\nBody"
    (allowance,) = found(text)
    assert (allowance.first, allowance.last, allowance.reason) == (*lines, "why")


@pytest.mark.parametrize("path", ["issues/library/people.yaml", "issues/trax.toml", "x.YML"])
def test_a_file_of_settings_has_notes_everywhere(path: str) -> None:
    text = 'name = "x"\n# trax: allow address: on purpose\nother = "y"\n'
    (allowance,) = found(text, path)
    assert (allowance.place, allowance.first, allowance.last) == (Place(path, 2), 3, 3)


@pytest.mark.parametrize("path", ["notes/concept.txt", "page.html"])
def test_other_files_have_comments_alone(path: str) -> None:
    text = "---\n# trax: allow time: why\n---\n<p>a</p> <!-- trax: allow weekday: why -->\n"
    (allowance,) = found(text, path)
    assert (allowance.place, allowance.codes) == (Place(path, 4, 10), ("weekday",))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\nbc <!-- trax: allow time: why -->", Place("x.md", 2, 4)),
        ("---\nx: 1 # trax: allow time: why\n---\n", Place("x.md", 2, 6)),
        ("---\n  # trax: allow time: why\n---\n", Place("x.md", 2, 3)),
        ("---\nx: 1\n---\n\n <!--\ntrax: allow time: why -->", Place("x.md", 5, 2)),
    ],
)
def test_an_allowance_knows_its_place(text: str, place: Place) -> None:
    assert [each.place for each in found(text)] == [place]


@pytest.mark.parametrize(
    ("finding", "is_covered"),
    [
        pytest.param(Finding("size", "error", Place("x.md", 1), "m"), True, id="the file as a whole"),
        pytest.param(Finding("time", "error", Place("x.md", 1), "m", "10:00"), False, id="words at the first place"),
        pytest.param(Finding("time", "error", Place("x.md", 1, 3), "m"), False, id="elsewhere on the first line"),
        pytest.param(Finding("time", "error", Place("x.md", 4), "m"), True, id="the block below"),
        pytest.param(Finding("time", "error", Place("x.md", 5), "m"), False, id="the block after"),
    ],
)
def test_one_alone_on_its_line_also_speaks_of_the_file_as_a_whole(finding: Finding, *, is_covered: bool) -> None:
    (allowance,) = found("a\n\n<!-- trax: allow size: why -->\nb\n\nc")
    assert allowance.covers(finding) == is_covered


def test_one_beside_words_does_not_speak_of_the_file() -> None:
    (allowance,) = found("a\nb <!-- trax: allow size: why -->")
    assert not allowance.covers(Finding("size", "error", Place("x.md", 1), "m"))


PIECES = st.sampled_from(
    ["<!--", "-->", "trax: allow", "trax:", " time", ":", "#", "\n", "\n\n", "---\n", "  ", "- a", "x: 1", "why", ","]
)


@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), path=st.sampled_from(["a.md", "a.yaml"]))
def test_any_text_is_read_and_places_are_in_it(text: str, path: str) -> None:
    lines = text.split("\n")
    for allowance in find_allowances(path, text):
        line = lines[allowance.place.line - 1]
        assert line[allowance.place.column - 1 :].startswith(("<!--", "#"))
        assert allowance.last <= len(lines)


@pytest.mark.parametrize(
    ("piece", "path"),
    [
        ("<!-- trax: allow time: x -->\n", "a.md"),
        ("<!-- trax: allow time", "a.md"),
        ("# trax: allow time: x\n", "a.yaml"),
        ("x: # trax: allow time: x\n ", "a.yaml"),
        ("<!-- trax: allow " + "time, " * 2000 + ": x -->", "a.txt"),
        ("trax" + " " * 2000, "a.md"),
        ("<!-- trax: allow" + " " * 2000, "a.md"),
    ],
)
def test_a_hostile_text_costs_time_in_proportion(piece: str, path: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    allowances = find_allowances(path, text)
    assert time.process_time() - started < 5
    assert len(allowances) <= MOST_ALLOWANCES
    assert all(len(each.codes) <= MOST_CODES for each in allowances)
