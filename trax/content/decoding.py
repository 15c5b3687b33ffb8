"""The bytes of any file to text, as far as they can be read; what had to be guessed or left out is said.

A file of a newsletter has to be UTF-8 and clean (`content.source`). A file from outside is what it is: Windows-1252
from an old mail program, UTF-16 from an export, with a NUL in the middle. It is read all the same, so that its facts
can be checked. Only what is no text at all is refused, in one line that names the cure.
"""

from __future__ import annotations

import re

from trax.content.source import CODE, MOST_MARKS, UNPRINTABLE, file_fault, place_of
from trax.model import Finding, Place

LARGEST_DOCUMENT_BYTES = 20_000_000
_UTF_8_BOM = b"\xef\xbb\xbf"
# UTF-32 first: its mark begins with that of UTF-16.
_MARKED = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAVE_TEXT = "open it, and save it as plain text (.txt, UTF-8)"
_SAVE_WORD = "open it in Word or LibreOffice, save it as plain text (.txt, UTF-8), and check that"
_COPY_PDF = "copy its text into a file, or turn it into one (pdftotext), and check that"
# Source: en.wikipedia.org/wiki/List_of_file_signatures, read 2026-11-24.
_NO_TEXT = (
    (b"PK\x03\x04", "a Word document or another zip file", _SAVE_WORD),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Word", _SAVE_WORD),
    (b"{\\rtf", "a rich-text document (RTF)", _SAVE_WORD),
    (b"%PDF-", "a PDF", _COPY_PDF),
    (b"\x89PNG\r\n", "a picture", "words in a picture cannot be checked: type them into a text file"),
    (b"\xff\xd8\xff", "a picture", "words in a picture cannot be checked: type them into a text file"),
    (b"GIF8", "a picture", "words in a picture cannot be checked: type them into a text file"),
    (b"\x1f\x8b\x08", "a compressed file", "unpack it first"),
)
# A page of an older encoding says which. Only names that are encodings of text and no transformation ("rot13").
_DECLARED = re.compile(
    rb"charset\s{0,4}=\s{0,4}[\"']?(windows-125\d|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|big5|shift_jis|euc-jp|euc-kr)\b",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_MOST_CONTROLS = 0.05
_ODD_NULS, _FEWEST_BYTES = 0.3, 8
# surrogateescape marks a byte that is no UTF-8 as U+DC80 to U+DCFF.
_ESCAPED = re.compile("[\udc80-\udcff]")
_AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)} | {
    0xDC00 + byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# Word's line break and the page break of text made from a PDF; the mark of an end under DOS.
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\u2028": " ", "\u2029": " "})
_HEAP_OF_MARKS = re.compile(rf"([\u0300-\u036f]{{{MOST_MARKS}}})([\u0300-\u036f]++)")
_END_UNDER_DOS = "\x1a"


def decode_anything(data: bytes, *, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a file with LF line ends, else as it is; None, with the reason, for what is no text.

    Args:
        data: The whole file.
        path: The file as it was named, for the findings.
    """
    if len(data) > LARGEST_DOCUMENT_BYTES:
        return None, (too_large(path),)
    for begins, what, hint in _NO_TEXT:
        if data.startswith(begins):
            return None, (file_fault(path, f"is no text but {what}", hint=hint),)
    decoded, findings = _decoded(data, path)
    text = _with_lf(decoded).removesuffix(_END_UNDER_DOS)
    if sum(1 for _ in UNPRINTABLE.finditer(text)) > max(len(text) * _MOST_CONTROLS, 20):
        return None, (file_fault(path, "is no text", hint=_SAVE_TEXT),)
    return text, findings


def too_large(path: str) -> Finding:
    """Return the finding of a file that is larger than anything that people write."""
    problem = f"is larger than {LARGEST_DOCUMENT_BYTES // 1_000_000} MB"
    return file_fault(path, problem, hint="check it in parts; or is this another kind of file?")


def without_controls(source: str, *, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text, of the same length, with spaces for control characters, and a warning where there were any.

    Accents that no letter can carry are spaces, too.
    """
    text = _HEAP_OF_MARKS.sub(lambda heap: heap[1] + " " * len(heap[2]), source.translate(_BREAKS))
    first = UNPRINTABLE.search(text)
    if first is None:
        return text, ()
    text, count = UNPRINTABLE.subn(" ", text)
    more = f", and {count - 1} more in this file" * (count > 1)
    message = f"here is an invisible control character (U+{ord(first[0]):04X}){more}"
    place = place_of(path, source, first.start())
    return text, (Finding(CODE, "warning", place, message, hint="delete it; it was read as a space"),)


def _decoded(data: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _in_encoding(data, encoding, path)
    unmarked = _unmarked_utf_16(data)
    if unmarked:
        return _in_encoding(data, unmarked, path)
    text = data.removeprefix(_UTF_8_BOM).decode("utf-8", "surrogateescape")
    first = _ESCAPED.search(text)
    if first is None:
        return text, ()
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared:
        return _in_encoding(data, declared[1].decode().lower(), path)
    offset = first.start()
    before = _with_lf(text[:offset])
    text = text.translate(_AS_WINDOWS)
    message = f'this file is not UTF-8: it is read as Windows-1252, so that "{text[offset]}" stands here'
    place = place_of(path, before, len(before))
    return text, (Finding(CODE, "notice", place, message, text[offset], "look at this place; save the file as UTF-8"),)


def _in_encoding(data: bytes, encoding: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    message = f"this file is not UTF-8: it is read as {encoding.upper()}"
    note = Finding(CODE, "notice", Place(path, 1), message, hint="save it as UTF-8 if anything looks odd")
    return data.decode(encoding, "replace").removeprefix("\ufeff"), (note,)


def _unmarked_utf_16(data: bytes) -> str | None:
    """Return the encoding of Latin text in two bytes a letter: every other byte of it is zero."""
    head = data[:_HEAD_BYTES]
    halves = {"utf-16-le": (head[1::2], head[::2]), "utf-16-be": (head[::2], head[1::2])}
    for encoding, (zeros, letters) in halves.items() if len(head) >= _FEWEST_BYTES else ():
        if zeros.count(0) > len(zeros) * (1 - _ODD_NULS) and letters.count(0) < len(letters) * _ODD_NULS:
            return encoding
    return None


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
