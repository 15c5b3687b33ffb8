"""States in the columns of a table: `| Italy | 27 October | Angola, Chile and Spain |`.

A table is read down its columns, since the States of one row (a State under Review and its troika) are no list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.list_joints import end_of_remarks, joint_between

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage
    from trax.upr.names import StateMention

_FEWEST_ROWS, _MOST_IN_CELL, _FEWEST_COLUMNS = 3, 4, 2
_CELL_WORDS = re.compile(r"[^\w]+|_")
_CELL_END = re.compile(r"\|")
_ROW = re.compile(r"^[ \t]{0,8}+\|?+[^|\n]{0,300}+\|[^\n]{0,2000}+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """States below each other in a table, one in each cell; the words of the first row stand in `head`."""

    states: tuple[StateMention, ...]
    head: tuple[int, int]


def find_columns(passage: Passage) -> tuple[list[Column], list[StateMention]]:
    """Return the columns of States, and the States that stand in no column: outside tables, or many in one cell."""
    states = list(passage.states)
    if "|" not in passage.source or passage.field:
        return [], states
    columns: list[Column] = []
    outside: list[StateMention] = []
    index = 0
    for rows in _tables(passage.source):
        first = bisect_left(states, rows[0][0], lo=index, key=lambda mention: mention.start)
        end = bisect_left(states, rows[-1][1], lo=first, key=lambda mention: mention.start)
        outside += states[index:first]
        index = end
        cells = _cells(passage.source, rows, states[first:end])
        if _is_grid(source=passage.source, rows=rows, cells=cells):
            outside += states[first:end]
            continue
        outside += [each for cell in cells.values() if len(cell) > _MOST_IN_CELL for each in cell]
        columns += _columns(passage, rows, cells)
    return columns, sorted([*outside, *states[index:]], key=lambda mention: mention.start)


def _tables(source: str) -> list[list[tuple[int, int]]]:
    """Return the tables of a text: each the spans of its rows."""
    tables: list[list[tuple[int, int]]] = []
    for match in _ROW.finditer(source):
        # The rows of a page's table are paragraphs of their own.
        if tables and not source[tables[-1][-1][1] : match.start()].strip() and match.start() <= tables[-1][-1][1] + 2:
            tables[-1].append(match.span())
        else:
            tables.append([match.span()])
    return [rows for rows in tables if len(rows) >= _FEWEST_ROWS]


def _is_grid(*, source: str, rows: list[tuple[int, int]], cells: dict[tuple[int, int], list[StateMention]]) -> bool:
    """Return whether a table is a list in several columns: a State in each cell of each row, and nothing else."""
    columns = {column for _, column in cells}
    full = [row for row in range(len(rows)) if all((row, column) in cells for column in columns)]
    if len(columns) < _FEWEST_COLUMNS or 0 not in full or len(full) < len(rows) - 1:
        return False
    words = sum(len(_CELL_WORDS.sub("", source[start:end])) for start, end in rows)
    named = sum(len(_CELL_WORDS.sub("", each.text)) for cell in cells.values() for each in cell)
    return all(len(cell) == 1 for cell in cells.values()) and words == named


def _cells(
    source: str, rows: list[tuple[int, int]], inside: list[StateMention]
) -> dict[tuple[int, int], list[StateMention]]:
    """Return the States of a table by row and column."""
    cells: dict[tuple[int, int], list[StateMention]] = {}
    row = 0
    for mention in inside:
        while mention.start >= rows[row][1]:
            row += 1
        column = source.count("|", rows[row][0], mention.start) - source.startswith("|", rows[row][0])
        cells.setdefault((row, column), []).append(mention)
    return cells


def _columns(
    passage: Passage, rows: list[tuple[int, int]], cells: dict[tuple[int, int], list[StateMention]]
) -> list[Column]:
    """Return the columns; of a cell only the States that it lists from its beginning."""
    columns: dict[int, list[StateMention]] = {}
    for (_, column), cell in sorted(cells.items()):
        if len(cell) <= _MOST_IN_CELL:
            listed = cell[:1]
            for mention in cell[1:]:
                if joint_between(passage, end_of_remarks(passage.prose, listed[-1].end), mention) is None:
                    break
                listed.append(mention)
            columns.setdefault(column, []).extend(listed)
    return [Column(tuple(states), _head(passage.source, rows[0], column)) for column, states in columns.items()]


def _head(source: str, row: tuple[int, int], column: int) -> tuple[int, int]:
    """Return the span of a column's cell in the first row."""
    cuts = [match.start() for match in _CELL_END.finditer(source, *row)]
    edges = [*([] if source.startswith("|", row[0]) else [row[0] - 1]), *cuts, row[1]]
    return (edges[column] + 1, edges[column + 1]) if column + 1 < len(edges) else (row[0], row[0])
