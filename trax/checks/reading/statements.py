"""Sentences with their figures as signs, so that arithmetic is read from the words around them.

"Kenya received 244 recommendations (12.5%)" becomes "Kenya received # recommendations (%)": a `#` for each count, a `%`
for each percentage, a `^` for percentage points, and one space wherever there were several. A pattern then says what
stands between two figures, however they were written and wherever the lines were broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.model import Severity

# A sentence with more figures than this is no sentence; its sums would take long and mean nothing.
MOST_FIGURES = 60
WORD = r"(?:\s?[^\W\d_][\w'\u2019./&-]*+)"
_SIGNS = {"": "#", "%": "%", "points": "^"}
_TAKEN = str.maketrans("#%^", "   ")
_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"[#%^]")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence; `text` is its words with a sign for each of its figures.

    Attributes:
        at: Where in `text` the sign of each figure stands.
        start: Where the sentence begins in the passage, and `end` where it ends.
    """

    text: str
    figures: tuple[FigureMention, ...]
    at: tuple[int, ...]
    start: int
    end: int

    def figure(self, position: int) -> FigureMention:
        """Return the figure whose sign stands at a place of `text`."""
        return self.figures[self.at.index(position)]

    def figure_of(self, match: re.Match[str], group: str) -> FigureMention:
        """Return the figure whose sign a group of a match is."""
        return self.figure(match.start(group))

    def between(self, index: int) -> str:
        """Return the words from a figure to the next one, or to the end; those before the first for -1."""
        begin = self.at[index] + 1 if index >= 0 else 0
        return self.text[begin : self.at[index + 1] if index + 1 < len(self.at) else None]

    @property
    def counts(self) -> tuple[FigureMention, ...]:
        """The figures that are no percentages."""
        return tuple(figure for figure in self.figures if not figure.unit)


@dataclass(frozen=True, slots=True)
class Miscount:
    """Arithmetic that does not come out: where, how sure that is, and what to do.

    Attributes:
        reach: From where to where its figures stand; what is said of these again is said twice.
    """

    start: int
    end: int
    message: str
    hint: str
    severity: Severity = "error"
    reach: tuple[int, int] = (0, 0)

    @property
    def span(self) -> tuple[int, int]:
        """From where to where it and its figures stand."""
        return (
            (min(self.start, self.reach[0]), max(self.end, self.reach[1])) if self.reach[1] else (self.start, self.end)
        )

    def overlaps(self, other: Miscount) -> bool:
        """Return whether two of them speak of the same figures."""
        return max(self.span[0], other.span[0]) < min(self.span[1], other.span[1])


def find_statements(passage: Passage) -> Iterator[Statement]:
    """Yield the sentences of a passage that have figures, in order."""
    figures, index = passage.figures, 0
    while index < len(figures):
        start, end = passage.sentence(figures[index].start)
        start = max(start, figures[index - 1].end) if index else start
        last = index
        while last < len(figures) and figures[last].start < end:
            last += 1
        if last - index <= MOST_FIGURES:
            yield statement_of(passage.prose, figures[index:last], start, max(end, figures[last - 1].end))
        index = last


def statement_of(text: str, figures: Sequence[FigureMention], start: int, end: int) -> Statement:
    """Return a part of a text, with signs for the figures in it."""
    pieces: list[str] = []
    position = start
    for figure in figures:
        pieces += (text[position : figure.start].translate(_TAKEN), _SIGNS[figure.unit])
        position = figure.end
    pieces.append(text[position:end].translate(_TAKEN))
    words = _SPACE.sub(" ", "".join(pieces))
    return Statement(words, tuple(figures), tuple(match.start() for match in _SIGN.finditer(words)), start, end)


def is_next(passage: Passage, before: Statement, after: Statement) -> bool:
    """Return whether two sentences follow each other in one paragraph, with none but words between them."""
    return _EMPTY_LINE.search(passage.prose, max(before.start, before.end - 2), after.start + 1) is None


def written(value: float, decimals: int = 6) -> str:
    """Return a number as a writer types it: `1,049`, `60.1`."""
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:,.0f}"
