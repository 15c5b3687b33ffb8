"""Whether the rows and columns of a table add up.

A table shows by itself what its columns are: where all rows but one fit, that one is wrong. With a single row or column
its words have to say it ("supported", "noted" and "received"), and a row "Total" that is far from the sum is one of
something else, as in a table of the five most active States. `table_shares` looks at the percentages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.number_tables import Number, find_tables, is_count, numbers_of
from trax.checks.reading.statements import Miscount, written
from trax.checks.reading.table_shares import find_wrong_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.number_tables import NumberTable, Row
    from trax.checks.reading.passage import Passage
    from trax.model import Severity

_TOTAL_ROW = re.compile(r"(?:grand |over)?(?:all\b|totals?\b|sum\b|together|altogether|in all|in total)(?! of\b)")
_NO_ROW = re.compile(
    r"(?:the )?(?:average|mean|median|difference|change|growth|share|per |in per cent|percentage|%|increase)"
)
_TOTAL_HEAD = re.compile(r"\b(?:total|received|made|all|recommendations|sum|together|in all|overall)\b")
_ANSWER = re.compile(
    r"\b(?:support\w*|accept\w*|not(?:ed|\b)|reject\w*|refus\w*|pending|unclear|no (?:response|answer|position)|general"
    r"|part(?:ly|ial(?:ly)?)?|clear)\b"
)
_YES, _NO = re.compile(r"\b(?:support|accept)"), re.compile(r"\b(?:not|reject|refus)")
_NO_PART = re.compile(r"\b(?:averag|rank|rate|year|session)")
_NO_SUM = re.compile(
    r"\b(?:averag\w*|mean|median|rank\w*|rates?|ratio|per|years?|dates?|sessions?|cycles?|no|number of (?:states"
    r"|countries)"
    r"|place|position|change|growth|difference|minutes|previous|last|before|states?|countries|ngos?|organi[sz]ations?"
    r"|speakers?|age|rooms?|page)\b|[#\u00b1]"
)
_PARTIAL = re.compile(
    r"\b(?:of which|of them|thereof|including|incl|among them|among others|such as|e\.g|for example|notably"
    r"|sub-?total|top"
    r"|largest|most active|first five|selected)\b"
)
_OVERLAPS = re.compile(
    r"\b(?:overlap\w*|(?:counted|count|named) twice|more than (?:one|once)|two (?:issues|rights)|multiple "
    r"(?:answers|issues)"
    r"|have several|several (?:issues|answers|categories|rights)|do(?:es)? not add up|rounding|rounded)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:rights?|torture|issues?|death|penalty|violence|treat(?:y|ies)|justice|education|health|trafficking|freedom"
    r"|detention|racism)\b"
)
_REGION = re.compile(
    r"\b(?:africa|asia|europe|eastern europe|latin america|americas|grulac|western europe|weog|arab|pacific|oceania)"
)
_NUMBERED = re.compile(r"\d")
_NEAR, _PAIR, _FEW, _MOST_COLUMNS, _TINY, _MOST_TERMS = 0.1, 2, 3, 10, 1e-6, 12
_FIRST_YEAR, _LAST_YEAR, _YEAR_DIGITS = 1990, 2100, 4
_LOOK_AROUND = 300
_HINT = "correct a part or the total"


class _WrongRow(NamedTuple):
    """A row whose columns do not make its total: the total, the row, the columns, and what the parts make."""

    number: Number
    row: Row
    columns: frozenset[int]
    right: float


class _WrongColumn(NamedTuple):
    """A column that does not make its total: the total, and what its rows make."""

    column: int
    number: Number
    found: float


class _Whole(NamedTuple):
    """What the columns of a table have to make: the numbers of the row "Total", or those of the words before a list."""

    numbers: tuple[Number | None, ...]
    row: Row | None


def find_table_sums(passage: Passage) -> Iterator[Miscount]:
    """Yield what does not add up in the tables and lists of a passage."""
    for table in find_tables(passage):
        if not (any(_PARTIAL.search(row.label) for row in table.rows) or _says_overlap(passage, table)):
            yield from _judged(passage, table)


def _judged(passage: Passage, table: NumberTable) -> Iterator[Miscount]:
    body, total = _split(table)
    whole = _Whole(total.numbers if total else _lead(passage, table), total)
    if len(body) < _PAIR:
        return
    rows = list(_wrong_rows(table, (*body, total) if total else body))
    for each in rows:
        message = f"the parts of the row add up to {written(each.right)}, not to {each.number.text}"
        yield Miscount(each.number.start, each.number.end, message, _HINT, reach=(each.row.start, each.row.end))
    columns = list(_wrong_columns(passage, table, body, whole, rows))
    for column, severity in columns:
        yield _column_slip(body, column, severity)
    told = frozenset(each.row.start for each in rows)
    broken = frozenset(column.column for column, _ in columns)
    yield from find_wrong_shares(table, body, whole.numbers, told, broken)


def _says_overlap(passage: Passage, table: NumberTable) -> bool:
    low, high = max(0, table.start - _LOOK_AROUND), table.rows[-1].end + _LOOK_AROUND
    return _OVERLAPS.search(passage.prose, low, high) is not None


def _split(table: NumberTable) -> tuple[tuple[Row, ...], Row | None]:
    """Return the rows, and the row of the total, which is the last one or the first; rows of averages are left out."""
    rows = tuple(row for row in table.rows if not _NO_ROW.match(row.label))
    for index in (len(rows) - 1, 0) if rows else ():
        if _TOTAL_ROW.match(rows[index].label):
            return (*rows[:index], *rows[index + 1 :]), rows[index]
    return rows, None


def _lead(passage: Passage, table: NumberTable) -> tuple[Number | None, ...]:
    """Return the count of the words that lead to a list: "The 3,203 recommendations were answered like this:"."""
    if not table.is_list or not table.start:
        return ()
    begin, _ = passage.sentence(table.start - 1)
    while begin > 0 and not passage.prose[begin : table.start].strip():
        begin, _ = passage.sentence(begin - 1)
    words = passage.prose[begin : table.start]
    counts = [each for each in passage.figures_between(begin, table.start) if each.value != len(table.rows)]
    if not words.rstrip().endswith(":") or len(counts) != 1 or _PARTIAL.search(words.lower()):
        return ()
    one = counts[0]
    return () if one.unit or one.hedge else (Number(one.start, one.end, one.text, one.value),)


def _wrong_rows(table: NumberTable, rows: Sequence[Row]) -> Iterator[_WrongRow]:
    """Yield the row in which the columns do not make the column of totals."""
    counts = [
        column
        for column in range(len(table.header))
        if is_count(rows, column) and not _is_years(rows, column) and not _NO_PART.search(table.header[column])
    ][:_MOST_COLUMNS]
    tried = [(*_tried(rows, whole, parts), is_named) for whole, parts, is_named in _splits(table, counts)]
    if len(counts) < _FEW or not tried or any(fits > 1 and not wrong for fits, wrong, _ in tried):
        return
    fits, wrong, is_named = max(tried, key=lambda each: (each[0], each[2]))
    # A row that fits with one column more, or less, may be right.
    off = [{each.row.start for each in others} for fits_too, others, _ in tried if fits_too]
    wrong = [each for each in wrong if all(each.row.start in starts for starts in off)]
    is_shown = fits > (1 if is_named else _PAIR)
    is_said = is_named and fits < _PAIR and all(_is_close(each.number.value, each.right) for each in wrong)
    if len(wrong) == 1 and (is_shown or is_said):
        yield wrong[0]


def _splits(table: NumberTable, counts: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Yield which column may be the total of which others, and whether their words say so."""
    answers = tuple(column for column in counts if _ANSWER.search(table.header[column]))
    words = [table.header[column] for column in answers]
    is_whole = any(map(_YES.search, words)) and any(map(_NO.search, words))
    for whole in counts:
        others = tuple(column for column in counts if column != whole)
        is_total = _TOTAL_HEAD.search(table.header[whole]) is not None and whole not in answers
        if is_total and len(answers) >= _PAIR:
            yield whole, answers, is_whole
        if len(others) >= _PAIR and (is_total or whole in {counts[0], counts[-1]}):
            yield whole, others, False


def _tried(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> tuple[int, list[_WrongRow]]:
    """Return in how many rows the parts make the whole, and those where they do not."""
    fits, wrong = 0, []
    for row in rows:
        numbers = [row.numbers[column] for column in parts]
        total = row.numbers[whole]
        if total is None or total.is_vague or any(each is None or each.is_vague for each in numbers):
            continue
        right = sum(each.value for each in numbers if each)
        if right == total.value:
            fits += 1
        else:
            wrong.append(_WrongRow(total, row, frozenset((*parts, whole)), right))
    return fits, wrong


def _wrong_columns(
    passage: Passage, table: NumberTable, body: Sequence[Row], whole: _Whole, rows: Sequence[_WrongRow]
) -> Iterator[tuple[_WrongColumn, Severity]]:
    """Yield the columns that do not make their total, and how sure that is."""
    fits, off = 0, []
    for column, number in enumerate(whole.numbers):
        found = _sum(body, column, number)
        if found is None or number is None:
            continue
        fits += abs(found[0] - number.value) <= found[1]
        if abs(found[0] - number.value) > found[1]:
            off.append(_WrongColumn(column, number, found[0]))
    for each in off:
        gap = abs(each.found - each.number.value)
        is_told = any(each.column in row.columns and abs(row.right - row.number.value) == gap for row in rows)
        others_fit = fits > 0 and len(off) == 1
        severity = None if is_told else _how_sure(passage, table, body, (each, others_fit, whole.row is not None))
        if severity:
            yield each, severity


def _sum(body: Sequence[Row], column: int, number: Number | None) -> tuple[float, float] | None:
    """Return what a column makes, and how far rounding may take it; None where it has no sum."""
    numbers = [each for each in numbers_of(body, column) if each and not each.is_vague]
    if number is None or number.is_vague or len(numbers) != len(body) or _is_years(body, column):
        return None
    is_percent = {each.is_percent for each in (*numbers, number)}
    if len(is_percent) > 1 or (not number.is_percent and any(each.decimals for each in numbers)):
        return None
    slack = max(1.0, len(numbers) * max(each.step for each in numbers) / 2) if number.is_percent else 0.0
    return sum(each.value for each in numbers), slack + _TINY


def _how_sure(
    passage: Passage, table: NumberTable, body: Sequence[Row], off: tuple[_WrongColumn, bool, bool]
) -> Severity | None:
    """Return how sure it is that a column should make its total; None where it need not."""
    (column, number, found), others_fit, is_row = off
    if _NO_SUM.search(table.header[column]) or not _is_close(number.value, found):
        return None
    labels = [row.label for row in body]
    if (others_fit and not number.is_percent) or _is_exclusive(passage, body, labels):
        return "error"
    if found > number.value and (any(map(_TOPIC.search, labels)) or not is_row):
        return None
    return "warning" if len(body) >= _FEW or is_row else None


def _is_exclusive(passage: Passage, body: Sequence[Row], labels: Sequence[str]) -> bool:
    """Return whether nothing can be counted in two of the rows: States, regions, answers, years and sessions."""
    named = len(passage.states_between(body[0].start - 1, body[-1].end))
    are_regions = sum(bool(_REGION.search(label)) for label in labels) >= _FEW
    are_numbered = all(map(_NUMBERED.search, labels))
    return named >= len(body) or are_regions or are_numbered or all(map(_ANSWER.search, labels))


def _column_slip(body: Sequence[Row], wrong: _WrongColumn, severity: Severity) -> Miscount:
    numbers = [each.text for each in numbers_of(body, wrong.column) if each]
    terms = " + ".join(numbers[:_MOST_TERMS]) + (" + \u2026" if len(numbers) > _MOST_TERMS else "")
    message = f"the column adds up to {written(wrong.found)}, not to {wrong.number.text}: {terms}"
    reach = (min(wrong.number.start, body[0].start), max(wrong.number.end, body[-1].end))
    return Miscount(wrong.number.start, wrong.number.end, message, _HINT, severity, reach)


def _is_years(rows: Sequence[Row], column: int) -> bool:
    numbers = [each for each in numbers_of(rows, column) if each]
    return all(_FIRST_YEAR <= each.value <= _LAST_YEAR and len(each.text) == _YEAR_DIGITS for each in numbers)


def _is_close(value: float, other: float) -> bool:
    return abs(value - other) <= max(_PAIR, _NEAR * max(value, other))
