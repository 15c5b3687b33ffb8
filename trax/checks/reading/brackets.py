"""Brackets and quotation marks of a text that are never closed, or close nothing.

Each paragraph is read for itself. A quotation may go on over several paragraphs, each of which opens it anew, and what
one paragraph opens a near one may close. `a)` and `1)` of lists, smileys and inches are no brackets and no quotes; as
"(see Annex 1)" looks like one of a list, a paragraph is in order when it is with them or without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trax.checks.reading.passage import Passage


@dataclass(frozen=True, slots=True)
class LoneMark:
    """A bracket or quotation mark without its partner.

    Attributes:
        is_opening: Whether it is never closed; else it closes nothing.
        is_doubtful: Whether it may be the mark of a list or a smiley: it may close something, and is not told.
    """

    start: int
    mark: str
    is_opening: bool
    is_doubtful: bool = False


_MARK = re.compile(r"[()\[\]\u201c\u201d\u201e\u00ab\u00bb\"]")
_SMILEY = re.compile(r"(?<![^\s>])[:;=][-o']?[()\[\]]{1,3}(?=[\s.,!?]|\Z)")
_ENTRY = re.compile(r"^[\s>*\u2022-]{0,12}(?:\d{1,3}\.?|[a-zA-Z]|[ivxIVX]{2,5})\)", re.MULTILINE)
_INLINE_ENTRY = re.compile(r"(?<![^\s>])(?P<value>\d{1,3}|[a-z]|[ivx]{2,4})\)(?=[\s,.;:])")
_POINTS = re.compile(r"\b(?:under|points?|paragraphs?|paras?\.?|items?|letters?|lit\.|subparagraphs?)\s{1,3}\Z")
_FIRST_ENTRY = frozenset({"1", "a", "i"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n\s*+")
_CLOSED_BY = {"(": ")", "[": "]", "\u201c": "\u201d", "\u00ab": "\u00bb"}
_OPENED_BY = {close: opening for opening, close in _CLOSED_BY.items()}
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb"
_PARAGRAPHS_APART, _LONGEST_POINT = 3, 20
_MOST_LONE = 10
_LONGEST_QUOTED, _MOST_WAITING = 4000, 50


def find_lone_marks(passage: Passage) -> tuple[LoneMark, ...]:
    """Return the brackets and quotation marks without a partner, in order; straight quotes are left out."""
    lone: list[tuple[int, LoneMark]] = []
    for number, marks in _by_paragraph(passage.prose):
        found = _lone(passage, [mark for mark in marks if mark[1] != '"'])
        if len(found) > _MOST_LONE:
            found = found[:1]  # no sentence: code, or a drawing
        straight = sum(mark == '"' for _, mark in marks)
        curly = sum(each.mark in "\u201c\u201d" for each in found)
        if straight >= curly and (straight - curly) % 2 == 0:  # "so\u201d: opened by the other kind
            found = [each for each in found if each.mark not in "\u201c\u201d"]
        lone += [(number, each) for each in found]
    return tuple(_without_pairs(passage.prose, lone))


def find_odd_quotes(passage: Passage) -> tuple[int, ...]:
    """Return where the last straight quote stands of each paragraph with an odd number of them."""
    odd: list[tuple[int, int]] = []
    for number, marks in _by_paragraph(passage.prose):
        quotes = [place for place, mark in marks if mark == '"']
        if len(quotes) % 2:  # inches come alone
            quotes = [place for place in quotes if not passage.prose[place - 1 : place].isdigit()]
        is_mixed = any(mark in "\u201c\u201d" for _, mark in marks)
        if len(quotes) % 2 and not is_mixed and not _opens_again(passage.prose, quotes[-1], '"'):
            odd.append((number, quotes[-1]))
    apart = [number for number, _ in odd]
    return tuple(
        place
        for index, (number, place) in enumerate(odd)
        if not any(0 < abs(number - other) <= _PARAGRAPHS_APART for other in apart[max(0, index - 1) : index + 2])
    )


def _by_paragraph(prose: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield number and marks of each paragraph that has some."""
    ends = [match.start() for match in _PARAGRAPH.finditer(prose)]
    number = 0
    numbered = []
    for match in _MARK.finditer(prose):
        while number < len(ends) and ends[number] < match.start():
            number += 1
        numbered.append((number, match.start(), match[0]))
    for key, group in groupby(numbered, key=lambda each: each[0]):
        yield key, [(place, mark) for _, place, mark in group]


def _lone(passage: Passage, marks: list[tuple[int, str]]) -> list[LoneMark]:
    """Return the marks of a paragraph without a partner, read with or without the brackets of lists and smileys."""
    found = _unmatched(marks)
    if not any(each.mark in "()[]" for each in found):
        return found
    doubtful = _doubtful(passage.prose, marks[0][0], marks[-1][0] + 1)
    without = _unmatched([each for each in marks if each[0] not in doubtful])
    if len(found) <= len(without):
        return found
    return sorted(
        [
            *without,
            *(
                LoneMark(place, mark, mark in _CLOSED_BY, is_doubtful=True)
                for place, mark in marks
                if place in doubtful
            ),
        ],
        key=lambda each: each.start,
    )


def _doubtful(prose: str, begin: int, end: int) -> set[int]:
    """Return where brackets stand that may be those of a list or a smiley."""
    begin = prose.rfind("\n", 0, begin) + 1
    inline = list(_INLINE_ENTRY.finditer(prose, begin, end + 1))
    is_list = len(inline) > 1 or any(
        match["value"] in _FIRST_ENTRY or _POINTS.search(prose, max(0, match.start() - _LONGEST_POINT), match.start())
        for match in inline
    )
    found = [
        *_SMILEY.finditer(prose, begin, end + 1),
        *_ENTRY.finditer(prose, begin, end),
        *(inline if is_list else ()),
    ]
    return {place for match in found for place in range(*match.span())}


def _unmatched(marks: Iterable[tuple[int, str]]) -> list[LoneMark]:
    marks = list(marks)
    opened: dict[str, list[int]] = {opening: [] for opening in _CLOSED_BY}
    lone = []
    is_german = any(mark == "\u201e" for _, mark in marks)
    for place, written in marks:
        mark = written
        if is_german:  # „so“
            mark = {"\u201e": "\u201c", "\u201c": "\u201d"}.get(written, written)
        if mark in _CLOSED_BY:
            opened[mark].append(place)
        elif opened[_OPENED_BY[mark]]:
            opened[_OPENED_BY[mark]].pop()
        else:
            lone.append(LoneMark(place, written, is_opening=False))
    lone += [LoneMark(place, mark, is_opening=True) for mark, places in opened.items() for place in places]
    return sorted(_without_style(lone), key=lambda each: each.start)


def _without_style(lone: list[LoneMark]) -> list[LoneMark]:
    """Return the marks without quotes that are a style of their own: ”so”, »so«, and ″ for inches."""
    counts = {mark: sum(each.mark == mark for each in lone) for mark in _QUOTES}
    is_style = {
        "\u201d": counts["\u201d"] % 2 == 0 and not counts["\u201c"],
        "\u00ab": counts["\u00ab"] == counts["\u00bb"],
        "\u00bb": counts["\u00ab"] == counts["\u00bb"],
    }
    return [each for each in lone if not is_style.get(each.mark)]


def _without_pairs(prose: str, lone: list[tuple[int, LoneMark]]) -> Iterator[LoneMark]:
    """Yield the marks that no near paragraph closes or opens, and that do not open a quotation that goes on."""
    waiting: list[int] = []
    opened: list[int] = []  # in the paragraph at hand, whose own pairs are known
    paired: set[int] = set()
    paragraph = -1
    for index, (number, each) in enumerate(lone):
        if number != paragraph:
            waiting, opened, paragraph = [*waiting, *opened][-_MOST_WAITING:], [], number
        if each.is_opening:
            opened.append(index)
            continue
        for place in range(len(waiting) - 1, -1, -1):
            opened_in, opening = lone[waiting[place]]
            if number - opened_in > _PARAGRAPHS_APART:
                break
            if _CLOSED_BY.get(opening.mark) == each.mark:
                paired |= {waiting.pop(place), index}
                break
    for index, (_, each) in enumerate(lone):
        if index not in paired and not each.is_doubtful and not _goes_on(prose, each):
            yield each


def _goes_on(prose: str, each: LoneMark) -> bool:
    """Return whether the next paragraph opens the same quotation once more."""
    return each.is_opening and each.mark in "\u201c\u00ab" and _opens_again(prose, each.start, each.mark)


def _opens_again(prose: str, start: int, mark: str) -> bool:
    after = _PARAGRAPH.search(prose, start, start + _LONGEST_QUOTED)
    return after is not None and prose.startswith(mark, after.end())
