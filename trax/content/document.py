"""A text from outside a newsletter, and where each of its characters stands in its file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import PurePath
from typing import Literal

from trax.content.decoding import decode_anything, without_controls
from trax.content.html_text import text_of_html
from trax.content.line_breaks import marks_of_dates, sentence_breaks
from trax.content.mapped_text import without_entities
from trax.content.source import CODE
from trax.model import Finding, Place

Form = Literal["markdown", "text", "html"]
_FORM_OF: dict[str, Form] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_BEGINS_AS_HTML = re.compile(r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!doctype\s++html|<html)\b", re.IGNORECASE)
# Notes for colleagues and addresses behind names of fields reach no reader.
_HEADER = re.compile(r"\A---[ \t]*\n(?:(?!---[ \t]*(?:\n|\Z))[^\n]*\n){0,500}---[ \t]*(?=\n|\Z)")
_NOT_FOR_READERS = re.compile(r"(?m:^[ \t]*#[^\n]*)|(?<=[ \t])#[ \t][^\n]*|https?://[^\s<>]+")


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class Document:
    """A text file that is no part of an issue.

    Attributes:
        path: The file as it was named.
        text: Its words as Markdown; an HTML page has been turned into it.
        source: The whole file, with LF line ends.
        text_starts: Offsets in `text` at which a piece begins that stands elsewhere in `source`; empty when text and
            source are the same.
        source_starts: Where each of these pieces begins in `source`.
    """

    path: str
    text: str
    source: str
    form: Form = "text"
    text_starts: tuple[int, ...] = field(default=(), repr=False)
    source_starts: tuple[int, ...] = field(default=(), repr=False)

    def place(self, offset: int) -> Place:
        """Return line and column, in the file, of an offset in `text`."""
        piece = bisect_right(self.text_starts, offset) - 1
        if piece >= 0:
            offset += self.source_starts[piece] - self.text_starts[piece]
        offset = min(offset, len(self.source))
        line = bisect_right(self._line_starts, offset) - 1
        return Place(self.path, line + 1, offset - self._line_starts[line] + 1)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """Offsets in `text` after those single line breaks that end a sentence, in order."""
        return sentence_breaks(self.text)

    @cached_property
    def date_marks(self) -> tuple[int, ...]:
        """Offsets in `text` of the lines whose dash or number is no mark of a list but the rest of a date."""
        return marks_of_dates(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.source.split("\n")), initial=0))


def parse_document(data: bytes, *, path: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return a file as a document, with what had to be guessed; or None, with the reason, for one that is no text.

    Args:
        data: The whole file.
        path: The file as it was named; its ending says what it is, `-` is plain text.
    """
    source, findings = decode_anything(data, path=path)
    if source is None:
        return None, findings
    clean, controls = without_controls(source, path=path)
    form: Form = "html" if _BEGINS_AS_HTML.match(clean) else _FORM_OF.get(PurePath(path).suffix.lower(), "text")
    if form == "markdown":
        clean = _HEADER.sub(lambda header: _NOT_FOR_READERS.sub(_spaces, header[0]), clean, count=1)
    made = text_of_html(clean) if form == "html" else without_entities(clean)
    document = Document(path, made.text, source, form, made.text_starts, made.source_starts)
    # Nothing to correct would be said of an export that went wrong, too.
    nothing = () if document.text.strip() else (Finding(CODE, "notice", Place(path, 1), "this file holds no words"),)
    return document, findings + controls + nothing


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
