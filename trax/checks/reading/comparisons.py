"""Figures that a text puts beside another form of themselves: a fraction or a change.

"Two thirds (66%)", "from 46% to 48%, an increase of 2%". An increase may be meant in points or of the first figure;
both are right. A fraction is a rounded word: it is wrong only when the percentage is far from it, or on the other side
of "more than".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.figures import COUNTED, NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage

Blur = Literal["", "over", "under", "near", "about"]

_DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_DENOMINATORS |= {"ninth": 9, "tenth": 10}
_TEN = 10
_WORDS = {"one": 1, **{word: number for word, number in NUMBER_WORDS.items() if number <= _TEN}}
_NUMBERS = {"a": 1, "an": 1, **_WORDS}
_COUNT = rf"(?:{'|'.join(_WORDS)}|\d{{1,2}})"
_FRACTION = (
    r"(?:(?P<top>an?|one|two|three|four|five|seven|eight|nine)[\s-](?P<part>half|thirds?|quarters?|fifths?"
    r"|sixths?|eighths?"
    r"|ninths?|tenths?)|(?P<half>half)"
    rf"|(?P<some>{_COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<all>{_COUNT}))\b"
)
_FRACTION_IN_WORDS = re.compile(
    r"(?<![\w-])(?:(?P<over>more than|over|at least)\s|(?P<under>less than|fewer than|under)\s"
    r"|(?P<near>nearly|almost|close to|just under)\s|(?P<about>about|around|some|roughly|approximately)\s)?"
    rf"{_FRACTION}(?(some)|(?=\s(?:of|the|all|its|their)\b|\s?[()]))"
    r"(?!\s(?:of\s)?(?:the\s|a\s)?(?:year|day|session|cycle|month|hour|century|\d))",
    re.IGNORECASE,
)
_TO_PERCENT = re.compile(
    r"(?:\sof\sall)?(?:\s(?!(?:most|all|half|majority|many|some|more|less|than|rates?|each"
    r"|per)\b)[^\W\d_][\w'\u2019-]*+){0,8}\s?\(\s?"
)
_OPENS = re.compile(r"\s?\(\s?(?:or\s|i\.e\.\s)?")
_AFTER_WORD = re.compile(r"[^\W\d_]\s?\(\s?\Z")
_CLOSES = re.compile(r"\s?\)")
_ORDINAL_BEFORE = re.compile(r"\b(?:first|second|other|latter|last)\s\Z", re.IGNORECASE)
_BLURS: tuple[Blur, ...] = ("over", "under", "near", "about")
_OF_COUNT = re.compile(
    r"\sof (?:(?:the|its|all|our|these|their)\s){0,2}(?P<whole>#)(?:\s[^\W\d_][\w'\u2019-]*+){0,5}"
    r"(?:,\s(?:that is\s|or\s|i\.e\.\s|namely\s)?|\s?\()(?P<part>#)(?=[,.;)]|\s(?:of them\s)?(?:were|are|was|came"
    r"|have|had)\b)"
)
_REACH = 110
_FAR, _FARTHER, _ROUNDING, _TINY = 5.0, 8.0, 0.5, 1e-6

_UP = r"increas\w+|r(?:ose|ise[sn]?|ising)|grew|grow(?:s|n|ing|th)?|climbed|up|jump(?:s|ed)?|gains?"
_DOWN = r"decreas\w+|fell|fall(?:s|en|ing)?|dropp?(?:s|ed|ing)?|declin\w+|down|reduc\w+|shrank"
_DIRECTION = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_LEADS_TO = re.compile(rf"\b(?:{_UP}|{_DOWN})(?:\s[^\W\d_][\w'\u2019-]*+){{0,6}}?\sfrom\s\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s\Z")
_TO = re.compile(r"(?:\s[a-z]++){0,4}?\sto\s")
_BY = re.compile(
    rf"[^.;\d]{{0,40}}?\b(?:an?|the|by|which is|or)\s(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?:of|by)\s)?",
    re.IGNORECASE,
)
_BY_ENDS = re.compile(r"\s?(?:[.,;:)]|\Z|\n)|\s(?:points?|recommendations?|states?|NGOs?)\b", re.IGNORECASE)
_BY_AFTER = re.compile(rf"\s(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)

_NOUN = re.compile(rf"\s(?:\w+\s){{0,2}}(?P<noun>{COUNTED})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction in words, as a percentage, and the percentage beside it; the whole stands from `start` to `end`."""

    percent: FigureMention
    words: str
    value: float
    blur: Blur
    start: int
    end: int

    @property
    def holds(self) -> bool:
        """Whether the percentage can be what the words say."""
        difference = self.percent.value - self.value
        if self.blur in {"over", "under"}:
            return difference > -_ROUNDING if self.blur == "over" else difference < _ROUNDING
        if self.blur == "near":
            return -_FARTHER <= difference <= _ROUNDING
        return abs(difference) <= (_FARTHER if self.blur else _FAR)


@dataclass(frozen=True, slots=True)
class CountedFraction:
    """A part and its whole with the fraction that the words call it."""

    part: FigureMention
    whole: FigureMention
    fraction: Fraction

    @property
    def holds(self) -> bool:
        """Whether the part can be that fraction of the whole."""
        percent = replace(self.part, value=100 * self.part.value / self.whole.value, unit="%")
        return replace(self.fraction, percent=percent).holds


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that became another one: what was said of the direction, and of the size."""

    first: FigureMention
    last: FigureMention
    by: FigureMention | None
    direction: str | None

    @property
    def is_other_way(self) -> bool:
        """Whether the figures go the other way than the words."""
        rises = self.last.value > self.first.value
        return self.first.value != self.last.value and self.direction is not None and rises != (self.direction == "up")

    @property
    def size_holds(self) -> bool:
        """Whether the size is right, in points or in percent of the first figure."""
        if self.by is None:
            return True
        points = abs(self.last.value - self.first.value)
        step = max(self.by.step, self.first.step, self.last.step)
        sizes = [points] if self.by.unit != "%" or self.last.is_percent else []
        if self.by.unit == "%" and self.first.value:
            sizes.append(100 * points / self.first.value)
        return any(-step - _TINY < self.by.value - size < step / 2 + _TINY for size in sizes)


def find_fractions(passage: Passage) -> Iterator[Fraction]:
    """Yield each fraction in words with its percentage in brackets, or in brackets after one."""
    text = passage.prose
    for percent in passage.figures:
        if not percent.is_percent or percent.hedge:
            continue
        if _CLOSES.match(text, percent.end) and _AFTER_WORD.search(text, max(0, percent.start - 4), percent.start):
            words = [*_FRACTION_IN_WORDS.finditer(text, max(0, percent.start - _REACH), percent.start)]
            is_beside = words and _TO_PERCENT.fullmatch(text, words[-1].end(), percent.start)
        else:
            opens = _OPENS.match(text, percent.end)
            match = _FRACTION_IN_WORDS.match(text, opens.end()) if opens else None
            words = [match] if match else []
            is_beside = match and _CLOSES.match(text, match.end())
        if is_beside and not _ORDINAL_BEFORE.search(text, max(0, words[-1].start() - _REACH), words[-1].start()):
            yield from _fraction(percent, words[-1])


def find_counted_fractions(passage: Passage) -> Iterator[CountedFraction]:
    """Yield each fraction in words of a whole with the count that it is: "a third of the 192 recommendations (84)"."""
    for statement in passage.statements:
        if len(statement.counts) < 2:  # noqa: PLR2004 - whole and part
            continue
        for words in _FRACTION_IN_WORDS.finditer(statement.text):
            counted = _OF_COUNT.match(statement.text, words.end())
            if counted and not _ORDINAL_BEFORE.search(statement.text, 0, words.start()):
                whole, part = statement.figure_of(counted, "whole"), statement.figure_of(counted, "part")
                for each in _fraction(part, words):
                    if not (part.hedge or whole.hedge) and 0 < part.value <= whole.value:
                        yield CountedFraction(part, whole, each)


def _fraction(percent: FigureMention, words: re.Match[str]) -> Iterator[Fraction]:
    if words["half"]:
        top, bottom = 1, 2
    elif words["top"]:
        top, bottom = _number(words["top"]), _DENOMINATORS[words["part"].lower().rstrip("s")]
    else:
        top, bottom = _number(words["some"]), _number(words["all"])
    if 0 < top < bottom <= _TEN:
        blur: Blur = next((name for name in _BLURS if words[name]), "")
        start, end = min(words.start(), percent.start), max(words.end(), percent.end)
        yield Fraction(percent, words[0].lower(), 100 * top / bottom, blur, start, end)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def find_changes(passage: Passage) -> Iterator[Change]:
    """Yield each "from 46% to 48%", with what is said of its direction and size."""
    text, figures = passage.prose, passage.figures
    for index, (first, last) in enumerate(pairwise(figures)):
        if first.unit != last.unit and not (last.is_percent and not first.unit):
            continue
        low = max(0, first.start - _REACH)
        if not _FROM.search(text, low, first.start) or not _TO.fullmatch(text, first.end, last.start):
            continue
        if last.is_percent or _NOUN.match(text, last.end) or _NOUN.match(text, first.end):
            by, by_direction = _size(text, last, figures[index + 2] if index + 2 < len(figures) else None)
            begin = max(low, passage.sentence(first.start)[0])
            said = {str(match.lastgroup) for match in _DIRECTION.finditer(text, begin, last.start)}
            said = said if _LEADS_TO.search(text, begin, first.start) else set()
            said |= {by_direction} if by_direction else set()
            yield Change(first, last, by, next(iter(said)) if len(said) == 1 else None)


def _size(text: str, last: FigureMention, by: FigureMention | None) -> tuple[FigureMention | None, str]:
    """Return the figure of "an increase of 2%" behind a change, and the direction its words give."""
    between = _BY.fullmatch(text, last.end, by.start) if by else None
    if by is None or between is None:
        return None, ""
    after = _BY_AFTER.match(text, by.end)
    if not after and not _BY_ENDS.match(text, by.end):
        return None, ""
    word = between if between["up"] or between["down"] else after
    return (by, str(word.lastgroup)) if word else (None, "")
