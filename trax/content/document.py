"""A text from outside a newsletter, and where each of its characters stands in its file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from trax.model import Place

Form = Literal["markdown", "text", "html"]


@dataclass(frozen=True)  # no slots: where the lines begin is worked out once
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
        line = bisect_right(self._line_starts, offset) - 1
        return Place(self.path, line + 1, offset - self._line_starts[line] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(index + 1 for index, char in enumerate(self.source) if char == "\n")]
