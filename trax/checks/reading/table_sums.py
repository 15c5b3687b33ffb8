"""Whether the rows and columns of a table add up, and its percentages are the quotients of its counts.

A table shows by itself what its columns are: where all rows but one fit, that one is wrong. With a single row or column
its words have to say it ("supported", "noted" and "received"), and a row "Total" that is far from the sum is one of
something else, as in a table of the five most active States.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.number_tables import Number, find_tables
from trax.checks.reading.statements import Miscount, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.number_tables import NumberTable, Row
    from trax.checks.reading.passage import Passage
    from trax.model import Severity

_TOTAL_ROW = re.compile(r"(?:grand |over)?(?:all\b|totals?\b|sum\b|together|altogether|in all|in total)")
_NO_ROW = re.compile(
    r"(?:the )?(?:average|mean|median|difference|change|growth|share|per |in per cent|percentage|%|increase)"
)
_TOTAL_HEAD = re.compile(r"\b(?:total|received|made|all|recommendations|sum|together|in all|overall)\b")
_ANSWER = re.compile(
    r"\b(?:support\w*|accept\w*|not(?:ed|\b)|reject\w*|refus\w*|pending|unclear|no (?:response|answer|position)|general|part(?:ly|ial(?:ly)?)?|clear)\b"
)
_YES, _NO = re.compile(r"\b(?:support|accept)"), re.compile(r"\b(?:not|reject|refus)")
_NO_SUM = re.compile(
    r"\b(?:averag\w*|mean|median|rank\w*|rates?|ratio|per|years?|dates?|sessions?|cycles?|no|number of (?:states|countries)|place|position"
    r"|change|growth|difference|minutes|previous|last|before|states?|countries|ngos?|organi[sz]ations?|speakers?|age|rooms?|page)\b|[#\u00b1]"
)
_PARTIAL = re.compile(
    r"\b(?:of which|of them|thereof|including|incl|among them|sub-?total|top|largest|most active|first five|selected|among others|such as|e\\.g|for example|notably)\b"
)
_OVERLAPS = re.compile(
    r"\b(?:overlap\w*|twice|more than (?:one|once)|several|two issues|multiple|both|do(?:es)? not add up|rounding|rounded)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:rights?|torture|issues?|death|penalty|violence|treat(?:y|ies)|justice|education|health|trafficking|freedom|detention|racism)\b"
)
_REGION = re.compile(
    r"\b(?:africa|asia|europe|eastern europe|latin america|americas|grulac|western europe|weog|arab|pacific|oceania)"
)
_NEAR, _PAIR, _FEW, _MOST_COLUMNS, _ALL, _TINY = 0.1, 2, 3, 10, 100.0, 1e-6
_HINT = "correct a part or the total"
_LOOK_AROUND = 300


class _Wrong(NamedTuple):
    """A cell that does not fit: the number, what it should be."""

    number: Number
    row: int
    columns: frozenset[int]
    right: float


def find_table_sums(passage: Passage) -> Iterator[Miscount]:
    """Yield what does not add up in the tables and lists of a passage."""
    if not any(sign in passage.source for sign in ("|", "\t", "  ", "\n")):
        return
    for table in find_tables(passage):
        yield from _judged(passage, table)


def _judged(passage: Passage, table: NumberTable) -> Iterator[Miscount]:
    body, total = _split(table)
    if any(_PARTIAL.search(row.label) for row in table.rows) or _says_overlap(passage, table):
        return
    wrong = list(_wrong_rows(table, body, total))
    yield from (_sum_slip((*body, total) if total else body, each) for each in wrong)
    columns = list(_wrong_columns(passage, table, body, total, wrong))
    yield from (slip for _, slip in columns)
    flagged = {each.row for each in wrong}
    if not any(column in flagged for column, _ in columns):
        yield from _wrong_shares(passage, table, body, total, flagged)


def _says_overlap(passage: Passage, table: NumberTable) -> bool:
    low, high = max(0, table.start - _LOOK_AROUND), table.rows[-1].end + _LOOK_AROUND
    return _OVERLAPS.search(passage.prose, low, high) is not None


def _split(table: NumberTable) -> tuple[tuple[Row, ...], Row | None]:
    """Return the rows, and the row of the total, which is the last one or the first; rows of averages are left out."""
    rows = tuple(row for row in table.rows if not _NO_ROW.match(row.label))
    for index in (len(rows) - 1, 0) if rows else ():
        if _TOTAL_ROW.match(rows[index].label) and "of" not in rows[index].label.split()[1:2]:
            return (*rows[:index], *rows[index + 1 :]), rows[index]
    return rows, None


def _column(rows: Sequence[Row], column: int) -> list[Number | None]:
    return [row.numbers[column] for row in rows]


def _is_count(rows: Sequence[Row], column: int) -> bool:
    numbers = [each for each in _column(rows, column) if each]
    return bool(numbers) and not any(each.is_percent or each.decimals for each in numbers)


def _is_years(rows: Sequence[Row], column: int) -> bool:
    numbers = [each for each in _column(rows, column) if each]
    return all(1990 <= each.value <= 2100 and len(each.text) == 4 for each in numbers)  # noqa: PLR2004 - four digits


def _wrong_rows(table: NumberTable, body: Sequence[Row], total: Row | None) -> Iterator[_Wrong]:
    """Yield the row in which the columns do not make the column of totals."""
    rows = (*body, total) if total else tuple(body)
    counts = [
        column
        for column in range(len(table.header))
        if _is_count(rows, column)
        and not _is_years(rows, column)
        and not re.search(r"\b(?:averag|rank|rate|year|session)", table.header[column])
    ][:_MOST_COLUMNS]
    if len(counts) < _FEW:
        return
    tried = [(*_tried(rows, whole, parts), is_named) for whole, parts, is_named in _splits(table, counts)]
    if not tried or any(fits > 1 and not wrong for fits, wrong, _ in tried):
        return
    fits, wrong, is_named = max(tried, key=lambda each: (each[0], each[2]))
    # A row that fits with one column more, or less, may be right.
    off = [{each.row for each in others} for fits_too, others, _ in tried if fits_too]
    wrong = [each for each in wrong if all(each.row in rows_off for rows_off in off)]
    if len(wrong) == 1 and fits >= (1 if is_named else _PAIR + 1) and fits > len(wrong):
        yield wrong[0]
    elif (
        len(wrong) == 1
        and is_named
        and not fits + len(wrong) > _PAIR
        and _is_close(wrong[0].number.value, wrong[0].right)
    ):
        yield wrong[0]


def _splits(table: NumberTable, counts: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Yield which column may be the total of which others, and whether their words say so."""
    answers = tuple(column for column in counts if _ANSWER.search(table.header[column]))
    for whole in counts:
        others = tuple(column for column in counts if column != whole)
        is_total = _TOTAL_HEAD.search(table.header[whole]) is not None and whole not in answers
        if is_total and len(answers) >= _PAIR:
            words = [table.header[column] for column in answers]
            is_whole = any(_YES.search(word) for word in words) and any(_NO.search(word) for word in words)
            yield whole, answers, is_whole
        if len(others) >= _PAIR and (is_total or whole in {counts[0], counts[-1]}):
            yield whole, others, False


def _tried(rows: Sequence[Row], whole: int, parts: Sequence[int]) -> tuple[int, list[_Wrong]]:
    """Return in how many rows the parts make the whole, and those where they do not."""
    fits, wrong = 0, []
    for index, row in enumerate(rows):
        numbers = [row.numbers[column] for column in parts]
        total = row.numbers[whole]
        if total is None or total.is_vague or any(each is None or each.is_vague for each in numbers):
            continue
        right = sum(each.value for each in numbers if each)
        if right == total.value:
            fits += 1
        else:
            wrong.append(_Wrong(total, index, frozenset((*parts, whole)), right))
    return fits, wrong


def _is_close(value: float, other: float) -> bool:
    return abs(value - other) <= max(_PAIR, _NEAR * max(value, other))


def _sum_slip(rows: Sequence[Row], wrong: _Wrong) -> Miscount:
    row = rows[wrong.row]
    message = f"the parts of the row add up to {written(wrong.right)}, not to {wrong.number.text}"
    return Miscount(wrong.number.start, wrong.number.end, message, _HINT, reach=(row.start, row.end))


def _wrong_columns(
    passage: Passage, table: NumberTable, body: Sequence[Row], total: Row | None, wrong_rows: Sequence[_Wrong]
) -> Iterator[tuple[int, Miscount]]:
    """Yield the columns that do not make the total under or over them."""
    whole = total.numbers if total else _lead(passage, table)
    if len(body) < _PAIR:
        return
    fits, off = 0, []
    for column, number in enumerate(whole):
        if number is None or number.is_vague or any(each is None or each.is_vague for each in _column(body, column)):
            continue
        numbers = [each for each in _column(body, column) if each]
        if number.is_percent != all(each.is_percent for each in numbers) or _is_years(body, column):
            continue
        found = sum(each.value for each in numbers)
        slack = max(1.0, len(numbers) * max(each.step for each in numbers) / 2) if number.is_percent else 0
        if any(each.decimals for each in numbers) and not number.is_percent:
            continue
        if abs(found - number.value) <= slack + _TINY:
            fits += 1
        else:
            off.append((column, number, found))
    for column, number, found in off:
        is_told = any(
            column in each.columns and abs(each.right - each.number.value) == abs(found - number.value)
            for each in wrong_rows
        )
        severity = (
            None
            if is_told
            else _how_sure(
                passage, table, body, (column, number, found), fits=fits, of=fits + len(off), is_row=total is not None
            )
        )
        if severity:
            terms = " + ".join(each.text for each in _column(body, column)[:12] if each) + (
                " + \u2026" if len(body) > 12 else ""
            )  # noqa: PLR2004
            message = f"the column adds up to {written(found)}, not to {number.text}: {terms}"
            reach = (min(number.start, body[0].start), max(number.end, body[-1].end))
            yield column, Miscount(number.start, number.end, message, _HINT, severity, reach)


def _how_sure(
    passage: Passage,
    table: NumberTable,
    body: Sequence[Row],
    off: tuple[int, Number, float],
    *,
    fits: int,
    of: int,
    is_row: bool,
) -> Severity | None:
    """Return how sure it is that a column should make its total."""
    column, number, found = off
    head = table.header[column]
    if _NO_SUM.search(head) or not _is_close(number.value, found):
        return None
    named = len(passage.states_between(body[0].start - 1, body[-1].end))
    labels = [row.label for row in body]
    is_exclusive = named >= len(body) or sum(bool(_REGION.search(label)) for label in labels) >= _FEW
    is_exclusive |= all(_ANSWER.search(label) for label in labels) or all(re.search(r"\d", label) for label in labels)
    if fits and fits >= of - 1 and not number.is_percent:
        return "error"
    if found > number.value and not is_exclusive and (any(_TOPIC.search(label) for label in labels) or not is_row):
        return None
    if is_exclusive:
        return "error"
    return "warning" if len(body) >= _FEW or is_row else None


def _lead(passage: Passage, table: NumberTable) -> tuple[Number | None, ...]:
    """Return the count of the sentence that leads to a list: "The 3,203 recommendations were answered like this:"."""
    if not table.is_list or table.start == 0:
        return ()
    from_, _ = passage.sentence(max(table.start - 1, 0))
    while from_ > 0 and not passage.prose[from_ : table.start].strip():
        from_, _ = passage.sentence(from_ - 1)
    words = passage.prose[from_ : table.start]
    counts = [each for each in passage.figures_between(from_, table.start) if each.value != len(table.rows)]
    if (
        not words.rstrip().endswith(":")
        or len(counts) != 1
        or counts[0].unit
        or counts[0].hedge
        or _PARTIAL.search(words.lower())
    ):
        return ()
    one = counts[0]
    return (Number(one.start, one.end, one.text, one.value),)


def _wrong_shares(
    passage: Passage, table: NumberTable, body: Sequence[Row], total: Row | None, flagged: set[int]
) -> Iterator[Miscount]:
    """Yield the percentage that is no quotient where those of the other rows are."""
    for column in range(len(table.header)):
        shares = _column(body, column)
        if not any(each and each.is_percent for each in shares) and "%" not in table.header[column]:
            continue
        best: tuple[int, list[tuple[int, float, float]]] = (0, [])
        is_sure = False
        for parts, wholes, is_named in _quotients(passage, table, body, total, column):
            fits, wrong = _tried_shares(shares, parts, wholes)
            if fits > best[0]:
                best, is_sure = (fits, wrong), is_named
        fits, wrong = best
        if len(wrong) == 1 and wrong[0][0] not in flagged and fits >= (1 if is_sure else _PAIR):
            index, part, whole = wrong[0]
            share = shares[index]
            if share and not any(_is_share(share, part, each) for each in _others(body[index], column)):
                right = written(100 * part / whole, max(share.decimals, 1))
                message = f"{written(part)} of {written(whole)} is {right}%, not {share.text}"
                yield Miscount(share.start, share.end, message, f"write {right}%, or correct one of the two counts")


def _others(row: Row, column: int) -> list[float]:
    return [each.value for index, each in enumerate(row.numbers) if each and index != column and not each.is_percent]


def _quotients(
    passage: Passage, table: NumberTable, body: Sequence[Row], total: Row | None, column: int
) -> Iterator[tuple[list[Number | None], list[float], bool]]:
    """Yield the counts and the wholes that a column of percentages may be the quotients of."""
    counts = [each for each in range(len(table.header)) if each != column and _is_count(body, each)][:_MOST_COLUMNS]
    lead = _lead(passage, table)
    for part in counts:
        numbers = _column(body, part)
        if not any(each is None for each in numbers):
            yield numbers, [sum(each.value for each in numbers if each)] * len(body), False
        whole = total.numbers[part] if total else lead[part] if part < len(lead) else None
        if whole:
            yield numbers, [whole.value] * len(body), True
    for part, whole_column in combinations(counts, 2):
        for one, other in ((part, whole_column), (whole_column, part)):
            wholes = [each.value if each else 0.0 for each in _column(body, other)]
            yield _column(body, one), wholes, False


def _tried_shares(
    shares: Sequence[Number | None], parts: Sequence[Number | None], wholes: Sequence[float]
) -> tuple[int, list[tuple[int, float, float]]]:
    fits, wrong = 0, []
    for index, (share, part, whole) in enumerate(zip(shares, parts, wholes, strict=True)):
        if share is None or part is None or share.is_vague or part.is_vague or not whole:
            continue
        if _is_share(share, part.value, whole):
            fits += 1
        else:
            wrong.append((index, part.value, whole))
    return fits, wrong


def _is_share(share: Number, part: float, whole: float) -> bool:
    """Return whether a percentage is the quotient, rounded or cut off."""
    quotient = 100 * part / whole if whole else -1.0
    return -share.step - _TINY < share.value - quotient < share.step / 2 + _TINY
