"""States in the columns of a table: `| Italy | 27 October | Angola, Chile and Spain |`.

A table is read down its columns, since the States of one row (a State under Review and its troika) are no list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.list_joints import joint_between

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage
    from trax.upr.names import StateMention

_FEWEST_ROWS = 3
_ROW = re.compile(r"^[ \t]{0,8}+\|?+[^|\n]{0,300}+\|[^\n]{0,2000}+$", re.MULTILINE)


def find_columns(passage: Passage) -> tuple[list[list[StateMention]], list[StateMention]]:
    """Return the States of each column of a table, and those that stand in no table."""
    states = list(passage.states)
    if "|" not in passage.source or passage.field:
        return [], states
    columns: list[list[StateMention]] = []
    outside, index = [], 0
    for rows in _tables(passage.source):
        while index < len(states) and states[index].start < rows[0][0]:
            outside.append(states[index])
            index += 1
        inside = []
        while index < len(states) and states[index].start < rows[-1][1]:
            inside.append(states[index])
            index += 1
        columns += _columns(passage, rows, inside)
    return columns, outside + states[index:]


def _tables(source: str) -> list[list[tuple[int, int]]]:
    """Return the tables of a text: each the spans of its rows."""
    tables: list[list[tuple[int, int]]] = []
    for match in _ROW.finditer(source):
        if tables and match.start() == tables[-1][-1][1] + 1:
            tables[-1].append(match.span())
        else:
            tables.append([match.span()])
    return [rows for rows in tables if len(rows) >= _FEWEST_ROWS]


def _columns(passage: Passage, rows: list[tuple[int, int]], inside: list[StateMention]) -> list[list[StateMention]]:
    """Return the States by column; of a cell only those that it lists from its beginning."""
    columns: dict[int, list[StateMention]] = {}
    last: dict[tuple[int, int], StateMention] = {}
    row = 0
    for mention in inside:
        while mention.start >= rows[row][1]:
            row += 1
        before = passage.source[rows[row][0] : mention.start]
        column = before.count("|")
        previous = last.get((row, column))
        if previous is not None and joint_between(passage, previous.end, mention) is None:
            continue
        last[row, column] = mention
        columns.setdefault(column, []).append(mention)
    return list(columns.values())
