"""Tables and lists of figures: a label and its numbers in each line, under a header, with a total or without.

A table is one of Markdown or of a web page (cells behind bars), or lines whose columns stand apart by tabs or by two
spaces or more; a list is entries such as "- supported: 2,315 (72.3%)". A cell with a count and its percentage makes two
columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.passage import Passage

_LINE = re.compile(r"[^\n]++")
_RULE = re.compile(r"[\s|:=+_-]*+\Z")
_BAR, _APART = re.compile(r"\|"), re.compile(r"\t[ \t]*+|[ \u00a0]{2,}+\t?")
_NUMBER = r"\d{1,3}(?:[,'\u2019\u00a0\u202f ]\d{3})+(?!\d)|\d{1,9}"
_VALUE = re.compile(
    rf"(?P<hedge>~|\u2248|<|>|ca?\.\s|about\s)?(?P<count>{_NUMBER})(?P<rest>[.,]\d{{1,3}})?(?P<percent>\s{{0,7}}"
    r"(?:%|per\s?cent\b))?"
)
_SHARE = re.compile(
    r"\s{0,4}[(/,\u2013-]?\s{0,3}(?P<count>\d{1,3})(?P<rest>[.,]\d{1,3})?\s{0,7}(?P<percent>%"
    r"|per\s?cent)\s?\)?"
)
_NOTE = re.compile(r"\s*+(?:\*|\u2020|\[\d\])?[.;,]?\s*+\Z")
_NOTHING = re.compile(r"\s*+(?:[-\u2013\u2014]|nil|none)\s*+\Z")
_ENTRY = re.compile(
    r"[ \t>]*+(?P<bullet>[-*+\u2022\u2756\u2013][ \t]+|\d{1,2}[.)][ \t]+|\([a-z]\)\s)?(?P<body>[^\n]{1,160}+)\Z"
)
_LABEL_FIRST = re.compile(r"(?P<label>[^\d\n|%:=]{1,70}?)\s*(?::|=|\s[\u2013\u2014-])\s*(?=[\d~])")
_LABEL_PLAIN = re.compile(r"(?P<label>[^\W\d_][^\d\n|%:=]{0,50}?)\s(?=\d)")
_LABEL_LAST = re.compile(
    r"\s*(?:\u2013|-|:)?\s*(?P<label>[^\d\n|%]{1,60}?)(?P<share>\s?\((?P<percent>[^()]{2,12})\))?[.;,]?(?:\sand)?\s*\Z"
)
_MARKS = re.compile(r"[*_`#]")
_FEWEST_ROWS, _MOST_ROWS, _MOST_CELLS, _MOST_BETWEEN = 2, 250, 16, 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell: what it is, how exactly it was written, and where."""

    start: int
    end: int
    text: str
    value: float
    decimals: int = 0
    is_percent: bool = False
    is_vague: bool = False

    @property
    def step(self) -> float:
        """The last digit written."""
        return 10.0**-self.decimals


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its label, and its number in each column, None where it has none."""

    label: str
    numbers: tuple[Number | None, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Rows under a header.

    Attributes:
        header: The words over each column; empty ones without a header.
        before: Where the words end that stand before it.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    start: int
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str
    numbers: tuple[Number, ...]
    is_empty: bool


def numbers_of(rows: Sequence[Row], column: int) -> list[Number | None]:
    """Return the numbers of a column, None where a row has none."""
    return [row.numbers[column] for row in rows]


def is_count(rows: Sequence[Row], column: int) -> bool:
    """Return whether a column holds whole numbers that are no percentages."""
    numbers = [each for each in numbers_of(rows, column) if each]
    return bool(numbers) and not any(each.is_percent or each.decimals for each in numbers)


def find_tables(passage: Passage) -> Iterator[NumberTable]:
    """Yield the tables and lists of a passage that hold numbers in two rows or more."""
    block: list[tuple[int, list[_Cell]]] = []
    entries: list[Row] = []
    last = -9
    number = position = 0
    for line in _LINE.finditer(passage.prose):
        number += passage.prose.count("\n", position, line.start())
        position = line.start()
        source = passage.source[line.start() : line.end()]
        if _RULE.match(source):
            last = number if (block and number - last <= _MOST_BETWEEN and "|" in source) or "-" in source else last
            continue
        cells = _cells(passage, line.start(), line.end())
        entry = _entry(passage, line.start(), line.end()) if len(cells) <= 1 else None
        if (block or entries) and (
            number - last > _MOST_BETWEEN or (block and len(cells) <= 1) or (entries and entry is None)
        ):
            yield from _table(block)
            yield from _list(entries)
            block, entries = [], []
        if len(cells) > 1:
            block.append((line.start(), cells))
            last = number
        elif entry:
            entries.append(entry)
            last = number
    yield from _table(block)
    yield from _list(entries)


def _cells(passage: Passage, start: int, end: int) -> list[_Cell]:
    """Return the cells of a line; one or none where it is no row."""
    source, prose = passage.source, passage.prose
    by_bars = source.find("|", start, end) >= 0
    if not by_bars and "\t" not in prose[start:end] and "  " not in prose[start:end].strip():
        return []
    text = source if by_bars else prose
    first = start + len(prose[start:end]) - len(prose[start:end].lstrip())
    low = first if not by_bars else start
    spans, position = [], low
    for match in (_BAR if by_bars else _APART).finditer(text, low, end):
        spans.append((position, match.start()))
        position = match.end()
        if len(spans) > _MOST_CELLS:
            return []
    spans.append((position, end))
    if by_bars:  # the bars at both ends of a row close no cell
        spans = spans[1:] if not source[slice(*spans[0])].strip() else spans
        spans = spans[:-1] if spans and not source[slice(*spans[-1])].strip() else spans
    else:
        spans = [span for span in spans if prose[slice(*span)].strip()]
    return [_cell(prose, *span) for span in spans]


def _cell(text: str, start: int, end: int) -> _Cell:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return _Cell(
        begin, end, words.strip(), _numbers(text, begin, end), _NOTHING.match(words) is not None or not words.strip()
    )


def _numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Return the number that a cell is, or its count and its percentage; nothing for other words."""
    value = _VALUE.match(text, start, end)
    if value is None:
        return ()
    first = _number(text, value)
    if _NOTE.match(text[value.end() : end]):
        return (first,)
    share = _SHARE.match(text, value.end(), end)
    if share and not first.is_percent and _NOTE.match(text[share.end() : end]):
        return first, _number(text, share)
    return ()


def _number(text: str, match: re.Match[str]) -> Number:
    whole = "".join(sign for sign in match["count"] if sign.isdecimal())
    rest = (match["rest"] or "")[1:]
    start, end = (
        match.start("count"),
        match.end("percent") if match["percent"] else match.end("count") + len(match["rest"] or ""),
    )
    is_percent = match["percent"] is not None
    # 1.500 may be one and a half, or fifteen hundred.
    is_vague = ("hedge" in match.re.groupindex and match["hedge"] is not None) or (len(rest) == 3 and not is_percent)  # noqa: PLR2004
    return Number(start, end, text[start:end].strip(), float(f"{whole}.{rest or 0}"), len(rest), is_percent, is_vague)


def _entry(passage: Passage, start: int, end: int) -> Row | None:
    """Return a line of a list that is a label and its number."""
    source, prose = passage.source[start:end], passage.prose
    entry = _ENTRY.match(source)
    if entry is None:
        return None
    begin = start + entry.start("body")
    begin += len(prose[begin:end]) - len(prose[begin:end].lstrip())
    label = _LABEL_FIRST.match(prose, begin, end) or _LABEL_PLAIN.match(prose, begin, end)
    if label:
        numbers = _numbers(prose, label.end(), end)
        words = label["label"]
    else:
        numbers, words = _leading(prose, begin, end)
    is_sentence = not entry["bullet"] and len(words.split()) > 5  # noqa: PLR2004 - a wrapped line of a paragraph
    return Row(_bare(words), numbers, begin, end) if numbers and not is_sentence else None


def _leading(prose: str, begin: int, end: int) -> tuple[tuple[Number, ...], str]:
    """Return the numbers and the label of "12 from Africa (24%)"."""
    value = _VALUE.match(prose, begin, end)
    last = _LABEL_LAST.match(prose, value.end(), end) if value else None
    if value is None or last is None:
        return (), ""
    first = _number(prose, value)
    if last["share"]:
        share = _SHARE.match(prose, last.start("percent"), last.end("percent"))
        if share is None or share.end() != last.end("percent") or first.is_percent:
            return (), ""
        return (first, _number(prose, share)), last["label"]
    return (first,), last["label"]


def _bare(words: str) -> str:
    return " ".join(_MARKS.sub(" ", words).split()).lower()


def _list(entries: Sequence[Row]) -> Iterator[NumberTable]:
    if not _FEWEST_ROWS <= len(entries) <= _MOST_ROWS:
        return
    shape = [(row.numbers[0].is_percent if row.numbers[0] else False, len(row.numbers)) for row in entries]
    if any(is_percent for is_percent, _ in shape):
        return  # shares alone are read by `parts`
    width = max(length for _, length in shape)
    rows = tuple(replace(row, numbers=(*row.numbers, None)[:width]) for row in entries)
    yield NumberTable(("",) * width, rows, entries[0].start, is_list=True)


def _table(block: Sequence[tuple[int, list[_Cell]]]) -> Iterator[NumberTable]:
    """Yield a block of lines with cells as a table, if its rows have one width."""
    rows = [cells for _, cells in block]
    if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS:
        return
    has_header = not any(cell.numbers and not _is_year(cell) for cell in rows[0][1:]) or not any(
        each.numbers for each in rows[0]
    )
    header, body = (rows[0], rows[1:]) if has_header else ([], rows)
    width = max((len(cells) for cells in body), default=0)
    if len(header) == width - 1:
        header = [_Cell(0, 0, "", (), is_empty=True), *header]
    body = [cells for cells in body if len(cells) == width and any(cell.numbers for cell in cells[1:])]
    if len(body) < _FEWEST_ROWS or (header and len(header) != width):
        return
    is_double = [any(len(cells[column].numbers) > 1 for cells in body) for column in range(width)]
    names = [_bare(header[column].text) if header else "" for column in range(width)]
    made = tuple(_row(cells, is_double) for cells in body)
    wide = tuple(
        name for column, name in enumerate(names[1:], 1) for name in ((name, "%") if is_double[column] else (name,))
    )
    yield NumberTable(wide, made, block[0][0])


def _row(cells: Sequence[_Cell], is_double: Sequence[bool]) -> Row:
    numbers: list[Number | None] = []
    for column, cell in enumerate(cells[1:], 1):
        found = cell.numbers[:1] or (
            (Number(cell.start, cell.start, "0", 0.0),) if cell.is_empty and cell.text else (None,)
        )
        numbers += found
        if is_double[column]:
            numbers.append(cell.numbers[1] if len(cell.numbers) > 1 else None)
    return Row(_bare(cells[0].text), tuple(numbers), cells[0].start, cells[-1].end)


def _is_year(cell: _Cell) -> bool:
    return len(cell.numbers) == 1 and 1990 <= cell.numbers[0].value <= 2100 and "," not in cell.text  # noqa: PLR2004
