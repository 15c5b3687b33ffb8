from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.decoding import LARGEST_DOCUMENT_BYTES, decode_anything, without_controls
from trax.content.source import UNPRINTABLE
from trax.model import Place

WORDS = "Côte d’Ivoire – Türkiye, “São Tomé”"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(WORDS.encode(), WORDS, id="UTF-8"),
        pytest.param(WORDS.encode("utf-8-sig"), WORDS, id="byte order mark"),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="line ends"),
        pytest.param(b"a\n\x1a", "a\n", id="the mark of an end under DOS"),
        pytest.param("Co\u0302te".encode(), "Co\u0302te", id="accents behind their letters stay for now"),
        pytest.param(b"a\0", "a\0", id="a NUL is no encoding"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_what_is_as_it_should_be_is_read_in_silence(data: bytes, text: str) -> None:
    assert decode_anything(data, path="notes.txt") == (text, ())


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        pytest.param(b"x\r\nC\xf4te d\x92Ivoire", "x\nCôte d’Ivoire", 'Windows-1252, so that "ô"', id="Windows-1252"),
        pytest.param("é ".encode() + b"\xf4", "é ô", 'so that "ô"', id="two encodings in one file"),
        pytest.param(WORDS.encode("utf-16"), WORDS, "UTF-16", id="UTF-16 with its mark"),
        pytest.param(b"\xfe\xff" + WORDS.encode("utf-16-be"), WORDS, "UTF-16", id="UTF-16, the large byte first"),
        pytest.param(WORDS.encode("utf-16-le"), WORDS, "UTF-16-LE", id="UTF-16 without a mark"),
        pytest.param(WORDS.encode("utf-16-be"), WORDS, "UTF-16-BE", id="the same, the large byte first"),
        pytest.param(WORDS.encode("utf-32"), WORDS, "UTF-32", id="UTF-32"),
        pytest.param(
            b'<meta charset="windows-1251">' + "Обзор".encode("cp1251"),
            '<meta charset="windows-1251">Обзор',
            "WINDOWS-1251",
            id="a page that says what it is",
        ),
        pytest.param(b"\xff\xfe\x00\xd8a\x00", "\ufffda", "UTF-16", id="half a character"),
    ],
)
def test_another_encoding_is_read_and_named(data: bytes, text: str, said: str) -> None:
    read, (finding,) = decode_anything(data, path="notes.txt")
    assert read == text
    assert (finding.code, finding.severity, finding.place.path) == ("file", "notice", "notes.txt")
    assert said in finding.message


def test_the_first_letter_of_another_encoding_is_shown_at_its_place() -> None:
    _, (finding,) = decode_anything(b"a\r\nb\r\nabc \xf4 \xf4", path="notes.txt")
    assert (finding.place, finding.text) == (Place("notes.txt", 3, 5), "ô")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\x00\x06", "a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "old Word"),
        (b"{\\rtf1\\ansi", "rich-text"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00", "a picture"),
        (b"GIF89a\x00", "a picture"),
        (b"\x1f\x8b\x08\x00", "a compressed file"),
        (bytes(range(256)) * 10, "no text"),
        (b"\x00" * 1_000, "no text"),
        (b"a" * (LARGEST_DOCUMENT_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_one_line_with_its_cure(data: bytes, what: str) -> None:
    text, (finding,) = decode_anything(data, path="notes.docx")
    assert text is None
    assert (finding.severity, finding.place) == ("error", Place("notes.docx", 1))
    assert what in finding.message
    assert finding.hint


def test_control_characters_are_spaces_and_said_once() -> None:
    source = "one\ntwo \0 three\x07\n\x9f"
    text, (finding,) = without_controls(source, path="notes.txt")
    assert text == "one\ntwo   three \n "
    assert (finding.code, finding.severity, finding.place) == ("file", "warning", Place("notes.txt", 2, 5))
    assert finding.message == "here is an invisible control character (U+0000), and 2 more in this file"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("page\x0cpage", "page\npage"),
        ("line\x0bline", "line\nline"),
        ("line\u2028line", "line line"),
        ("soft\u00ad \u200f\u202e\u200b\ufeff", "soft\u00ad \u200f\u202e\u200b\ufeff"),
        ("a" + "\u0301" * 30, "a" + "\u0301" * 30),
        ("a" + "\u0301\u0323" * 20, "a" + "\u0301\u0323" * 15 + " " * 10),
    ],
)
def test_breaks_and_unseen_marks_are_no_fault(source: str, text: str) -> None:
    assert without_controls(source, path="notes.txt") == (text, ())


@given(
    data=st.one_of(st.binary(), st.lists(st.sampled_from([b"a", b"\xc3", b"\xa9", b"\r", b"\n", b"\0"])).map(b"".join))
)
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    source, findings = decode_anything(data, path="x")
    if source is None:
        assert [finding.severity for finding in findings] == ["error"]
        return
    text, more = without_controls(source, path="x")
    assert len(text) == len(source)
    assert not UNPRINTABLE.search(text)
    assert "\r" not in text
    lines = source.split("\n")
    for finding in findings + more:
        assert finding.place.column <= len(lines[finding.place.line - 1]) + 1
