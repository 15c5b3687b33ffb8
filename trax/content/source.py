"""The bytes of a person's file to text: UTF-8, NFC, LF, and nothing in it that a mail cannot carry.

A byte order mark, Windows line ends and decomposed accents are mended in silence, because editors and file systems
make them and nobody sees them. Everything else that is not plain UTF-8 text is one finding at its line and column.
"""

from __future__ import annotations

import re
import unicodedata

from trax.model import Finding, Place

CODE = "file"
LARGEST_FILE_BYTES = 1_000_000
_SAVE_AS = "open it in a text editor and save it as UTF-8 (Notepad: Save as, Encoding: UTF-8)"
_BOM = "\ufeff".encode()
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# C0 and C1 controls but tab and line feed; surrogates; the values that are no characters, some of which XML refuses.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Word processors put these two where a line was broken by hand; YAML would count them as lines, editors do not.
_SOFT_BREAKS = str.maketrans("\u2028\u2029", "  ")
# No script puts more marks on one letter (UAX 15, stream-safe text), and to put a million into order takes hours.
MOST_MARKS = 30
_NOT_ASCII = re.compile(rf"[^\x00-\x7f]{{{MOST_MARKS + 1},}}")


def decode(data: bytes, *, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a file, or None with the finding that says why it is not text.

    Args:
        data: The whole file.
        path: The file, relative to the workspace, for the finding.
    """
    if len(data) > LARGEST_FILE_BYTES:
        return None, (file_fault(path, "is larger than 1 MB", hint="text is small: is this another kind of file?"),)
    if data.startswith(_UTF_16):
        return None, (file_fault(path, "is saved as UTF-16", hint=_SAVE_AS),)
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(data.removeprefix(_BOM), error, path),)
    return tidy(text, path=path)


def tidy(text: str, *, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text with LF line ends, in NFC; None with a finding when a control character is in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SOFT_BREAKS)
    bad = UNPRINTABLE.search(text)
    if bad:
        return None, (_unprintable(text, bad.start(), path),)
    heap = _heap_of_marks(text)
    if heap is not None:
        place = place_of(path, text, heap)
        problem = f"has a letter with more than {MOST_MARKS} accents"
        return None, (file_fault(path, problem, hint="delete them: they stand at this place", place=place),)
    return unicodedata.normalize("NFC", text), ()


def file_fault(path: str, problem: str, *, hint: str = "", place: Place | None = None) -> Finding:
    """Return the finding of a file that cannot be read at all."""
    return Finding(CODE, "error", place or Place(path, 1), f"this file {problem}", hint=hint)


def place_of(path: str, text: str, offset: int) -> Place:
    """Return line and column of an offset, both from 1, in characters."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _heap_of_marks(text: str) -> int | None:
    for run in _NOT_ASCII.finditer(text):
        count = 0
        for offset in range(run.start(), run.end()):
            count = count + 1 if unicodedata.combining(text[offset]) else 0
            if count > MOST_MARKS:
                return offset - count + 1
    return None


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Finding:
    before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    place = place_of(path, before, len(before))
    if 0 in data:
        return file_fault(path, "is not a text", hint="a Word document or a picture cannot be an item", place=place)
    guess = data[error.start : error.start + 1].decode("cp1252", errors="replace")
    looks = f" (probably {guess})" if guess.isprintable() and guess != "\ufffd" else ""
    return file_fault(
        path, f"is not UTF-8: here is a character of an older encoding{looks}", hint=_SAVE_AS, place=place
    )


def _unprintable(text: str, offset: int, path: str) -> Finding:
    place = place_of(path, text, offset)
    if text[offset] == "\0":
        return file_fault(
            path, "is not a text: it has a NUL character", hint="save it as plain text in UTF-8", place=place
        )
    return file_fault(
        path,
        f"has an invisible control character (U+{ord(text[offset]):04X})",
        hint="delete it: it stands just before the next letter at this place",
        place=place,
    )
