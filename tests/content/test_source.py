"""Bytes to text: what is mended in silence, and what is one clear error."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.source import UNPRINTABLE, decode
from trax.model import Place


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xef\xbb\xbfa", "a", id="a byte order mark"),
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="line ends of Windows and old Macs"),
        pytest.param("Co\u0302te".encode(), "Côte", id="a decomposed accent"),
        pytest.param(("a" + "\u0323" * 30).encode(), "\u1ea1" + "\u0323" * 29, id="many accents"),
        pytest.param("a\u2028b\u2029c".encode(), "a b c", id="line breaks of word processors"),
        pytest.param(
            "a\tb\u00a0c\u200f".encode(), "a\tb\u00a0c\u200f", id="tabs, hard spaces and marks of direction stay"
        ),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_harmless_oddities_are_mended_in_silence(data: bytes, text: str) -> None:
    assert (text, ()) == decode(data, path="p.md")


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        pytest.param("a".encode("utf-16"), (1, 1), "is saved as UTF-16", id="UTF-16"),
        pytest.param("ab\nCôte".encode("latin-1"), (2, 2), "older encoding (probably ô)", id="Latin-1"),
        pytest.param(
            b"\xef\xbb\xbfab\r\nC\xf4", (2, 2), "older encoding (probably ô)", id="Latin-1 after mark and CRLF"
        ),
        pytest.param(b"a\x81", (1, 2), "is not UTF-8: here is a character of an older encoding", id="no encoding"),
        pytest.param(b"ab\ncd\0", (2, 3), "has a NUL character", id="NUL"),
        pytest.param(b"PK\x03\x04\0\xff", (1, 6), "is not a text", id="a Word document"),
        pytest.param(b"a\n\x0bb", (2, 1), "invisible control character (U+000B)", id="a control character"),
        pytest.param(
            b"a\xc2\x85", (1, 2), "invisible control character (U+0085)", id="a second-rank control character"
        ),
        pytest.param(b"\xed\xa0\x80", (1, 1), "is not UTF-8", id="half a character"),
        pytest.param("\uffff".encode(), (1, 1), "invisible control character (U+FFFF)", id="no character"),
        pytest.param("\ufdd0".encode(), (1, 1), "invisible control character (U+FDD0)", id="another"),
        pytest.param(("é" * 40 + "\na" + "\u0301\u0323" * 9_000).encode(), (2, 2), "more than 30 accents", id="a heap"),
        pytest.param(b"a" * 2_000_000, (1, 1), "is larger than 1 MB", id="too large"),
    ],
)
def test_what_is_not_text_is_one_error_at_its_place(data: bytes, place: tuple[int, int], words: str) -> None:
    text, findings = decode(data, path="p.md")
    assert text is None
    (finding,) = findings
    assert words in finding.message
    assert ("file", "error", Place("p.md", *place)) == (finding.code, finding.severity, finding.place)
    assert finding.hint


@given(st.binary(max_size=60))
def test_any_bytes_are_text_in_nfc_or_one_error(data: bytes) -> None:
    text, findings = decode(data, path="p.md")
    if text is None:
        assert len(findings) == 1
    else:
        assert findings == ()
        assert unicodedata.normalize("NFC", text) == text
        assert not UNPRINTABLE.search(text)
        assert "\r" not in text
