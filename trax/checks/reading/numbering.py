"""Numbered lists of a text, by lines and within a sentence, and where their numbers do not follow each other.

A list is a run of lines that begin with a number or a letter of one style: `1.`, `2)`, `(a)`, `iv.`, `## 3.`. A number
continues the nearest list of its style that it is the next of; 1 begins a new one. Only a number that is the next of
none, close behind a list that it could belong to, is a slip: a list taken out of another text may begin anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage


@dataclass(frozen=True, slots=True)
class NumberSlip:
    """A number that does not follow the one before it in its list; `text` is its mark as it stands."""

    start: int
    text: str
    before: str
    expected: str
    is_repeated: bool


@dataclass(slots=True)
class _List:
    """A list while its lines are read; it grows with each of them."""

    style: str
    indent: int
    first: int
    last: int
    end: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    end: int
    text: str
    style: str
    indent: int
    value: int


_LINE = re.compile(
    r"^(?P<indent>[ \t>]{0,24})(?P<heading>#{1,6}[ ]{1,3})?(?P<bold>[*_]{0,3})(?P<open>\(?)"
    r"(?P<value>\d{1,3}|[a-z]|[ivx]{2,5}|[A-Z](?=\)))(?P<close>[.)])(?=[*_]{0,3}[^\S\n]{1,8}\S|(?<=\d[.)])[^\W\d])",
    re.MULTILINE,
)
_CLOSING = re.compile(r"\)(?=\s{1,3}[^\W\d])")
_INLINE = re.compile(
    r"(?P<joint>[:;,.\u2013\u2014-]\s{1,3}|\b(?:and|or|are|is|to)\s{1,3})?+(?<![\w(/.])\(?(?P<value>\d{1,2}|[a-z]|[ivx]{2,4})\Z"
)
_LONGEST_MARK = 16
_BREAK = re.compile(r"\n[ ]{0,3}#{1,6}[ ](?!\d)|\n[ \t\[(]{0,6}(?:\u2026|\.\.\.)[ \t\])]{0,6}(?=\n)")
_MONTH_NEXT = re.compile(rf"[*_]{{0,3}}\s{{1,3}}{MONTH}")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LISTS_OPEN, _FAR, _WIDEST_GAP, _INDENT_PLAY = 8, 1500, 3, 2
_LONG_LINE, _FEWEST_BETWEEN = 50, 6


def find_number_slips(passage: Passage) -> Iterator[NumberSlip]:
    """Yield the numbers and letters of lists that do not follow the one before."""
    if passage.field:
        return
    yield from _by_lines(passage)
    yield from _in_sentences(passage)


def _by_lines(passage: Passage) -> Iterator[NumberSlip]:
    lists: list[_List] = []
    entries = _entries(passage, lists)
    entry = next(entries, None)
    while entry:
        same = [each for each in lists if each.style == entry.style]
        following = [each for each in reversed(same) if each.last + 1 == entry.value]
        near = [each for each in following if entry.start - each.end <= _FAR]
        broken = _broken(passage.source, same, entry) if entry.value > 1 and not near else None
        own = broken or _nearest(near or following, entry.indent)
        if own is None:
            own = _List(entry.style, entry.indent, entry.value, entry.value, entry.end, count=0)
            lists.append(own)
            del lists[:-_LISTS_OPEN]
        last, place = own.last, own.first + own.count
        own.last, own.end, own.count = entry.value, entry.end, own.count + 1
        following_entry = next(entries, None)
        if broken and _is_tie(passage, last, entry, following_entry, place):
            own.last = place
        elif broken:
            yield _slip(entry.start, entry.text, last, entry)
        entry = following_entry


def _nearest(lists: list[_List], indent: int) -> _List | None:
    return min(lists, key=lambda each: abs(each.indent - indent), default=None)


def _is_tie(passage: Passage, last: int, entry: _Entry, following: _Entry | None, place: int) -> bool:
    """Return whether two entries share a rank, after which one is left out: 1. Spain, 2. Chile, 2. Peru, 4. Mali."""
    if last != entry.value:
        return False
    if following and following.style == entry.style:
        return following.value == place + 1
    line_end = passage.source.find("\n", entry.end)
    line = passage.source[entry.end : len(passage.source) if line_end < 0 else line_end]
    return any(char.isdigit() for char in line)


def _broken(source: str, lists: list[_List], entry: _Entry) -> _List | None:
    """Return the list that a number belongs to although it is not its next one, or None where it begins another."""
    for own in reversed(lists):
        is_near = entry.start - own.end <= _FAR or entry.style.startswith("#")
        is_begun = own.first <= 1 or own.count > 1
        is_slip = own.last == entry.value or own.last + 1 < entry.value <= own.last + 1 + _WIDEST_GAP
        if is_near and is_begun and is_slip and abs(own.indent - entry.indent) <= _INDENT_PLAY:
            is_cut = not entry.style.startswith("#") and _BREAK.search(source, own.end, entry.start)
            return None if is_cut or _stands_between(source, own, entry) else own
    return None


def _stands_between(source: str, own: _List, entry: _Entry) -> bool:
    """Return whether the missing number begins a line after all, written in another way: `3)`, `3 -`, `3.` alone."""
    missing = re.escape(_mark(own.last + 1, entry))
    between = re.compile(rf"\n[\s>*_#(\[-]{{0,12}}{missing}(?!\w)")
    return own.last != entry.value and between.search(source, own.end, entry.start) is not None


def _entries(passage: Passage, lists: list[_List]) -> Iterator[_Entry]:
    """Yield the lines that begin with a number or letter; `lists` are those open, which tell the letter i from one."""
    source = passage.source
    for match in _LINE.finditer(source):
        line_end = source.find("\n", match.end())
        is_hidden = not passage.prose[match.end() : len(source) if line_end < 0 else line_end].strip()
        if is_hidden or _MONTH_NEXT.match(source, match.end()) or _ends_a_sentence(source, match):
            continue
        mark = f"{match['open']}{match['value']}{match['close']}"
        style, value = _value(
            match["value"], f"{(match['heading'] or '').strip()}{match['open']}{match['close']}", lists
        )
        indent = len(match["indent"].expandtabs(4))
        yield _Entry(match.start("open"), match.end(), mark, style, indent, value)


def _ends_a_sentence(source: str, match: re.Match[str]) -> bool:
    """Return whether a number ends the sentence of the long line before it, which was broken for its length."""
    begin = source.rfind("\n", 0, max(match.start() - 1, 0)) + 1
    before = source[begin : max(match.start() - 1, 0)].rstrip()
    return len(before) >= _LONG_LINE and before[-1] not in '.:;!?)\u201d"' and not _LINE.match(source, begin)


def _value(text: str, marks: str, lists: list[_List]) -> tuple[str, int]:
    """Return style and number of a mark; i, v and x are Roman unless a list of letters has come to them."""
    if text.isdigit():
        return f"{marks}1", int(text)
    letter = ord(text.lower()) - ord("a") + 1 if len(text) == 1 else 0
    style = f"{marks}{'a' if text.islower() else 'A'}"
    is_next = any(each.style == style and each.last + 1 == letter for each in lists)
    if text.strip("ivx") or (letter and is_next):
        return style, letter
    values = [_ROMAN[char] for char in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return f"{marks}i", sum(-value if value < after else value for value, after in pairs)


def _slip(start: int, text: str, last: int, entry: _Entry) -> NumberSlip:
    return NumberSlip(start, text, _mark(last, entry), _mark(last + 1, entry), is_repeated=last == entry.value)


def _mark(value: int, entry: _Entry) -> str:
    """Return a number as the list writes it: 3, c or iii."""
    kind = entry.style[-1]
    if kind in "aA":
        return chr(ord(kind) + value - 1)
    if kind == "i":
        return "x" * (value // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[value % 10]
    return str(value)


def _in_sentences(passage: Passage) -> Iterator[NumberSlip]:
    """Yield the gaps of lists within a paragraph: "(a) to read, (b) to write and (d) to send"."""
    last: re.Match[str] | None = None
    count, value_before, paragraph, style_before = 0, 0, (0, 0), ""
    for closing in _CLOSING.finditer(passage.prose):
        match = _INLINE.search(passage.prose, max(0, closing.start() - _LONGEST_MARK), closing.start())
        if match is None:
            continue
        text = match["value"]
        own = passage.paragraph(match.start("value"))
        style, value = _value(text, ")", [])
        if value == 1:
            last, count, value_before, paragraph, style_before = match, 1, 1, own, style
            continue
        if last is None or own != paragraph or style != style_before or not match["joint"]:
            continue
        is_gap = value_before + 1 < value <= value_before + 1 + _WIDEST_GAP
        if is_gap and count > 1 and match.start() - last.end() >= _FEWEST_BETWEEN:
            entry = _Entry(match.start("value"), match.end(), f"{text})", style, 0, value)
            yield _slip(entry.start, entry.text, value_before, entry)
        if is_gap or value == value_before + 1:
            last, count, value_before = match, count + 1, value
