"""Percentages in tables and lists that are not the quotient of the counts beside them.

Of which counts a column of percentages is the quotient, the other rows show: of one column by another, or of a column
by its total. Where they fit one reading and a single row does not, its percentage is wrong.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.number_tables import is_count, numbers_of
from trax.checks.reading.statements import Miscount, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from trax.checks.reading.number_tables import Number, NumberTable, Row

_MOST_COLUMNS, _PAIR, _TINY = 10, 2, 1e-6


class _Reading(NamedTuple):
    """Counts and wholes that a column may be the quotients of; `is_named` where a total says so."""

    parts: Sequence[Number | None]
    wholes: Sequence[float]
    is_named: bool


def find_wrong_shares(
    table: NumberTable,
    body: Sequence[Row],
    whole: Sequence[Number | None],
    told: Collection[int],
    broken: Collection[int],
) -> Iterator[Miscount]:
    """Yield the percentage of each column that is no quotient where those of the other rows are.

    Args:
        whole: The totals of the columns, as far as there are any.
        told: Where the rows begin that are known to be wrong.
        broken: The columns that do not make their total.
    """
    for column in range(len(table.header)):
        shares = numbers_of(body, column)
        if not any(each and each.is_percent for each in shares) and "%" not in table.header[column]:
            continue
        readings = list(_readings(table, body, whole, column, broken))
        tried = [(*_tried(shares, reading), reading) for reading in readings]
        fits, wrong, reading = max(tried, key=lambda each: each[0], default=(0, [], None))
        if reading and len(wrong) == 1 and fits >= (1 if reading.is_named else _PAIR):
            index = wrong[0]
            share, part = shares[index], reading.parts[index]
            if share and part and body[index].start not in told and not _is_of_another(body[index], column, share):
                yield _slip(share, part, reading.wholes[index])


def _readings(
    table: NumberTable, body: Sequence[Row], whole: Sequence[Number | None], column: int, broken: Collection[int]
) -> Iterator[_Reading]:
    counts = [each for each in range(len(table.header)) if each != column and is_count(body, each)][:_MOST_COLUMNS]
    for part in counts:
        numbers = numbers_of(body, part)
        total = whole[part] if part < len(whole) else None
        if all(numbers):
            yield _Reading(numbers, [sum(each.value for each in numbers if each)] * len(body), is_named=False)
        if total and part not in broken:
            yield _Reading(numbers, [total.value] * len(body), is_named=True)
    for one, other in permutations(counts, 2):
        wholes = [each.value if each else 0.0 for each in numbers_of(body, other)]
        yield _Reading(numbers_of(body, one), wholes, is_named=False)


def _tried(shares: Sequence[Number | None], reading: _Reading) -> tuple[int, list[int]]:
    """Return how many percentages are the quotients of a reading, and which are not."""
    fits, wrong = 0, []
    for index, (share, part, whole) in enumerate(zip(shares, reading.parts, reading.wholes, strict=True)):
        if share is None or part is None or share.is_vague or part.is_vague or not whole:
            continue
        if _is_share(share, part.value, whole):
            fits += 1
        else:
            wrong.append(index)
    return fits, wrong


def _is_of_another(row: Row, column: int, share: Number) -> bool:
    """Return whether a percentage is the quotient of two other numbers of its row."""
    counts = [each.value for index, each in enumerate(row.numbers) if each and index != column and not each.is_percent]
    return any(_is_share(share, one, other) for one, other in permutations(counts[:_MOST_COLUMNS], 2))


def _is_share(share: Number, part: float, whole: float) -> bool:
    """Return whether a percentage is the quotient, rounded or cut off."""
    quotient = 100 * part / whole if whole else -1.0
    return -share.step - _TINY < share.value - quotient < share.step / 2 + _TINY


def _slip(share: Number, part: Number, whole: float) -> Miscount:
    right = written(100 * part.value / whole, max(share.decimals, 1))
    message = f"{part.text} of {written(whole)} is {right}%, not {share.text}"
    return Miscount(share.start, share.end, message, f"write {right}%, or correct one of the two counts")
