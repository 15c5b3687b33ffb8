from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.document import Document, parse_document
from trax.model import Place

GOLDEN = Path(__file__).parent.parent / "golden" / "050" / "email.html"


def read(data: bytes | str, path: str = "notes.txt") -> Document:
    document, _ = parse_document(data if isinstance(data, bytes) else data.encode(), path=path)
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("path", "text", "form"),
    [
        ("notes.txt", "words", "text"),
        ("notes", "words", "text"),
        ("-", "words", "text"),
        ("a/notes.MD", "words", "markdown"),
        ("a.markdown", "words", "markdown"),
        ("a.html", "words", "html"),
        ("a.HTM", "words", "html"),
        ("-", "\n <!DOCTYPE html>\n<p>words", "html"),
        ("a.txt", "<html lang=en>words", "html"),
        ("a.txt", '<?xml version="1.0"?>\n<!DOCTYPE html>words', "html"),
        ("a.txt", "<p>words", "text"),
        ("a.txt", "the tag <html>", "text"),
    ],
)
def test_the_ending_of_a_file_or_its_first_words_say_what_it_is(path: str, text: str, form: str) -> None:
    assert read(text, path).form == form


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbfone\r\ntwo\r\n\r\nX here", id="mark and Windows line ends"),
        pytest.param(b"one\rtwo\r\rX here", id="line ends of an old Mac"),
        pytest.param("one\ntwo\n\nX here".encode("utf-16"), id="UTF-16"),
        pytest.param("Co\u0302te\ntwo &#8217;\n\nX here".encode(), id="accents and entities before it"),
        pytest.param(b"o\0e\ntwo\n\nX here", id="a control character before it"),
        pytest.param(b"one\x0b\ntwo\x0c\n\nX here", id="other breaks before it"),
    ],
)
def test_a_word_stands_in_its_line_and_column(data: bytes) -> None:
    document = read(data)
    assert document.place(document.text.index("X")) == Place("notes.txt", 4, 1)
    assert document.place(document.text.index("here")) == Place("notes.txt", 4, 3)


def test_columns_count_the_characters_of_the_file() -> None:
    document = read("Co\u0302te d&#8217;Ivoire X")
    assert document.text == "Côte d’Ivoire X"
    assert document.place(document.text.index("X")) == Place("notes.txt", 1, 22)
    assert document.source == "Co\u0302te d&#8217;Ivoire X"


def test_the_end_of_a_text_has_a_place() -> None:
    document = read("one\n<b>two", "a.html")
    assert document.place(len(document.text)) == Place("a.html", 2, 7)
    assert document.place(10_000) == Place("a.html", 2, 7)
    assert Document("a", "one", "one").place(3) == Place("a", 1, 4)


def test_a_word_of_a_page_stands_where_the_page_has_it() -> None:
    page = GOLDEN.read_text(encoding="utf-8")
    document = read(page, "email.html")
    word = "Thomas Falkenhagen"
    place = document.place(document.text.index(word))
    assert page.split("\n")[place.line - 1][place.column - 1 :].startswith(word)


def test_the_header_of_a_file_keeps_its_words_and_not_its_notes() -> None:
    source = "---\n# tbc\ntitle: News  # tbc\nlink: https://x.org/a\ncolour: #123\n---\n# Heading\nhttps://x.org"
    text = read(source, "a.md").text
    assert len(text) == len(source)
    assert text.split() == ["---", "title:", "News", "link:", "colour:", "#123", "---", "#", "Heading", "https://x.org"]
    assert read(source, "a.txt").text == source
    assert read("---\n# Heading", "a.md").text == "---\n# Heading"


def test_a_file_without_words_is_told() -> None:
    document, (finding,) = parse_document(b" \n", path="a.txt")
    assert document is not None
    assert (finding.severity, finding.message) == ("notice", "this file holds no words")


def test_what_is_no_text_is_no_document() -> None:
    document, findings = parse_document(b"%PDF-1.4", path="a.pdf")
    assert document is None
    assert [finding.severity for finding in findings] == ["error"]


def test_what_had_to_be_guessed_is_told_with_the_rest() -> None:
    _, findings = parse_document(b"\xf4\0", path="a.txt")
    assert [finding.severity for finding in findings] == ["notice", "warning"]


PIECES = [
    b"a",
    b" ",
    b"\n",
    b"\r",
    b"\0",
    b"\xc3\xa9",
    b"\xf4",
    b"e\xcc\x81",
    b"&amp;",
    b"<p>",
    b"<br>",
    b"\x0b",
    b"](",
]


@given(
    data=st.one_of(st.binary(), st.text().map(str.encode), st.lists(st.sampled_from(PIECES)).map(b"".join)),
    path=st.sampled_from(["a.txt", "a.md", "a.html", "-"]),
)
def test_any_bytes_make_a_document_with_places_in_the_file_or_a_finding(data: bytes, path: str) -> None:
    document, findings = parse_document(data, path=path)
    assert document is not None or findings
    if document is None:
        return
    lines = document.source.split("\n")
    for offset in range(len(document.text) + 1):
        place = document.place(offset)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert all(0 < start <= len(document.text) for start in document.breaks)
