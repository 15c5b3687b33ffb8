"""A text made from a file, with the place of each character in the file.

Most of it is copied from the file piece by piece; what is put between the pieces (a line break where a paragraph ends,
the character that an entity stands for) belongs to the place that gave rise to it. Letters whose accents stand behind
them, as some file systems write them, become one character each.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Unicode holds 30 marks on one letter for more than any script needs (UAX 15, stream-safe text); to put a million of
# them into their order would take hours.
_ACCENTS = "\u0300-\u036f"
_COMPOSED_LATER = re.compile(rf"[^\s{_ACCENTS}][{_ACCENTS}]{{1,30}}+")
_NO_TAG = re.compile(r"[\s\d=]|\Z|https?:|mailto:|[^\s<>&]{1,64}@")
_WHITE = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and where it comes from.

    Attributes:
        text_starts: Offsets in `text` at which a piece begins that stands elsewhere in the file; begins with 0.
        source_starts: Where each of these pieces begins in the file.
    """

    text: str
    text_starts: tuple[int, ...]
    source_starts: tuple[int, ...]


@dataclass(slots=True)
class TextBuilder:
    """Puts a text together; `source` is the file."""

    source: str
    length: int = 0
    _pieces: list[str] = field(default_factory=list)
    _text_starts: list[int] = field(default_factory=list)
    _source_starts: list[int] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        """Add a piece of the file as it stands there, but for accents behind their letters."""
        position = start
        for match in _COMPOSED_LATER.finditer(self.source, start, end):
            self._copy(position, match.start())
            self.put(unicodedata.normalize("NFC", match[0]), match.start())
            position = match.end()
        self._copy(position, end)

    def put(self, words: str, at: int) -> None:
        """Add words that do not stand in the file; all of them belong to the one place `at`."""
        for word in words:
            self._add(word, at)

    def finish(self) -> MappedText:
        """Return the text."""
        return MappedText("".join(self._pieces), tuple(self._text_starts), tuple(self._source_starts))

    def _copy(self, start: int, end: int) -> None:
        if end > start:
            self._add(self.source[start:end], start)

    def _add(self, words: str, at: int) -> None:
        shift = self._source_starts[-1] - self._text_starts[-1] if self._text_starts else None
        if shift != at - self.length:
            self._text_starts.append(self.length)
            self._source_starts.append(at)
        self._pieces.append(words)
        self.length += len(words)


def without_entities(source: str) -> MappedText:
    """Return a text with the characters that entities stand for (`&#8217;`) in their place, and composed accents."""
    builder = TextBuilder(source)
    position = 0
    for match in _ENTITY.finditer(source):
        character = character_of(match)
        if character is not None:
            builder.keep(position, match.start())
            builder.put(character, match.start())
            position = match.end()
    builder.keep(position, len(source))
    return builder.finish()


def character_of(entity: re.Match[str]) -> str | None:
    """Return what an entity stands for, or None for one that HTML does not know or that must stay as it is.

    A `<` made from `&lt;` would be read as the beginning of a tag or of a comment, and its words be lost.
    """
    character = unescape(entity[0]).translate(_WHITE)
    is_harmless = character != "<" or _NO_TAG.match(entity.string, entity.end())
    return character if character != entity[0] and is_harmless else None
