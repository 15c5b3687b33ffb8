"""The numbers of a header (`figures:` of a publication or of figures) as one text, so that they are read together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.model import Item, Place
    from trax.upr.table import Table


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class FigureBlock(Passage):
    """The figures of one header, one a line: `48 % of recommendations lead to action`."""

    def place(self, offset: int) -> Place:
        """Return where the value of the figure at an offset begins."""
        if self.item is None:  # pragma: no cover - a block is made from an item
            return self.begins
        return self.item.place(f"figures.{self.source.count(chr(10), 0, offset)}.value")


def figure_blocks(items: Sequence[Item], table: Table) -> Iterator[FigureBlock]:
    """Yield the figures of each item that has several."""
    for item in items:
        figures = getattr(item.fields, "figures", ())
        if figures:
            text = "\n".join(f"{figure.value} {figure.label}" for figure in figures)
            yield FigureBlock(text, item.place("figures"), table, "figures", item)
