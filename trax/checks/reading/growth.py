"""Growth that a text works out: `36,331, up from 21,355, a growth of 70.1%`, `doubled from 79 to 158`.

"From 46% to 48%, an increase of 2%" is the business of `comparisons`; here stand counts. A percentage is meant of the
first figure, rounded or cut off; percentage points are none. Yearly averages of a growth are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.statements import WORD, Miscount, is_next, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement
    from trax.model import Severity

_UP = r"(?:rose|rise[sn]?|rising|grew|grow(?:s|n|ing)?|increas(?:e[sd]?|ing)|climbed|jumped|went up|gone up|up|gained)"
_DOWN = (
    r"(?:fell|fall(?:s|en|ing)?|dropp?(?:s|ed|ing)?|decreas(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|shrank|went down"
    r"|down|reduced)"
)
_SIZE_WORD = r"(?:growth|increase|rise|jump|gain|plus|decrease|drop|fall|decline|reduction|loss|change|surge)"
_TIMES = {"doubl": 2.0, "twofold": 2.0, "twice": 2.0, "tripl": 3.0, "trebl": 3.0, "threefold": 3.0, "three times": 3.0}
_TIMES |= {"quadrupl": 4.0, "fourfold": 4.0, "four times": 4.0, "halv": 0.5}
_MULTIPLE = (
    r"(?:(?P<over>more than|over|at least)\s|(?P<under>less than|not quite)\s|(?P<near>nearly|almost|close to"
    r"|roughly|about|around|some)\s)?"
    r"(?P<times>doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|trebl(?:e[sd]?|ing)|quadrupl(?:e[sd]?|ing)|halv(?:e[sd]?|ing))"
)
_FROM = rf"from{WORD}{{0,3}}?\s(?P<first>#)"
_TO = rf"to{WORD}{{0,3}}?\s(?P<last>#)"
_GAP = r"(?:\s\([^()#%]{0,30}\)|[^#%^.;()]{0,40}?)"
_SIZE = (
    rf"{_GAP}\b(?:an?|the|by|or|plus|of|that is)\s(?:\w+\s)?(?:(?:{_SIZE_WORD}|{_UP}|{_DOWN})(?:\s(?:of"
    rf"|by))?\s)?(?:exactly\s)?(?P<by>[%^#])(?P<after>\s{_SIZE_WORD})?(?!,?\s(?:and|or)\s[%#^])"
)
_HEDGE = r"(?:(?:about|around|some|nearly|almost|over|under|roughly|at least|more than|less than)\s)"
_BY = (
    rf"\b(?:{_UP}|{_DOWN})(?:\s(?:further|again|sharply|slightly|strongly|only|even|exactly))?(?:\sby)?\s"
    rf"{_HEDGE}?(?P<by0>[%^#]),?"
)
_SIZE_IN_WORDS = re.compile(rf"\b{_SIZE_WORD}\sof\s|\bby\s#")
_SIZE_BEHIND = re.compile(_SIZE)
_IN_BRACKETS = re.compile(r"[^#%^.;()]{0,40}\(\s?(?:\+|-|\u2212|plus |minus |up |down )(?P<by>%)\s?\)")
_TIMES_AS = re.compile(
    rf"(?P<last>#){WORD}{{0,8}},\s(?:(?P<over>more than|over)\s|(?P<under>less than|not quite)\s|(?P<near>nearly"
    r"|almost|about|around)\s)?"
    rf"(?P<times>twice|three times|four times) (?:as (?:many|much)|the number)(?: as| of)?{WORD}{{0,4}}?\s(?P<first>#)"
)
_PAIRS = (
    # The last, up from the first.
    re.compile(
        rf"(?P<last>#){WORD}{{0,8}}\s?(?:[,(\u2013\u2014-]\s?)?(?:which is\s)?(?:{_UP}|{_DOWN})(?:\sby)?"
        rf"(?:\s{_HEDGE}?(?P<by0>[%^#]))?,?\s{_FROM}"
    ),
    # The last, compared with the first.
    re.compile(
        rf"(?P<last>#){WORD}{{0,8}}\s?[,(\u2013\u2014-]\s?(?:compared (?:with|to)|against|after)(?P<by0>"
        rf"(?!))?{WORD}{{0,3}}?\s(?P<first>#)"
    ),
    # Rose by so much from the first to the last.
    re.compile(rf"(?:{_BY}\s)?\b{_FROM}{_GAP}\s{_TO}"),
    # Rose by so much to the last from the first.
    re.compile(rf"(?:{_BY}\s)?\b{_TO}(?:\s(?!and\b|or\b)[^\W\d_][\w'\u2019-]*+){{0,4}}?,?\s{_FROM}"),
    # The last, so much more than the first.
    re.compile(
        rf"(?P<last>#){WORD}{{0,9}}\s?[,;(\u2013\u2014]\s?(?:(?:or|which is|that is|and so)\s)?(?P<by0>%)\s"
        r"(?:\w+\s)?(?:more|fewer|less|higher|lower|above|below)"
        rf"(?:\s\w+)?\sthan{WORD}{{0,6}}?\s\(?(?P<first>#)"
    ),
)
_BACK = re.compile(
    rf"\s?(?:That|This|It|They|These)\s(?:is|was|are|were|makes|means)\s(?:an?\s{_SIZE_WORD}\sof\s)?(?P<by0>%)\s"
    rf"(?:more|fewer|less|higher|lower)(?:\s\w+)?\sthan{WORD}{{0,6}}?\s\(?(?P<first>#)"
)
_AFTER_ALL = re.compile(
    rf"(?P<last>#)(?P<gap>[^#%^.;]{{0,60}}?),\s(?:which is\s)?an?\s(?:\w+\s)?{_SIZE_WORD}\sof\s(?P<by>%)"
)
_THIS_IS = re.compile(rf"\s?(?:That|This|It)\s(?:is|was|means|makes)\san?\s(?:\w+\s)?{_SIZE_WORD}\sof\s(?P<by>%)")
_MULTIPLIED = re.compile(
    rf"\b{_MULTIPLE}\b{WORD}{{0,5}}?[,:]?\s(?:{_FROM}{_GAP}\s{_TO}|to{WORD}{{0,2}}?\s"
    rf"(?P<last2>#){_GAP},?\sfrom{WORD}{{0,3}}?\s(?P<first2>#))"
)
_FROM_TO_MULTIPLE = re.compile(
    rf"\b{_FROM}{_GAP}\s{_TO}{_GAP}\b(?:(?P<over>more than)\s|(?P<under>less than)\s|(?P<near>nearly|almost"
    r"|about)\s)?(?:an?\s)?(?P<times>doubling|tripling|halving|twofold|threefold|fourfold|twice|three times"
    r"|four times)\b"
)
_SAYS_TIMES = re.compile(r"oubl|ripl|rebl|hal[fv]|fold|twice|times")
_YEARLY = re.compile(
    r"\b(?:annual\w*|per year|a year(?! ago)|each year|yearly|every year|per session|on average|average|points?"
    r"|adjusted|real terms)\b",
    re.IGNORECASE,
)
_LEAST, _MOST, _NEARLY = 0.07, 0.15, 0.75
_NEAR, _TINY, _PAIR = 0.1, 1e-6, 2
_ROUNDED = ((10_000, 1_000), (1_000, 100))
_HINT = "work the change out again"


class _Growth(NamedTuple):
    """A count that became another one, and by how much as the text says."""

    first: FigureMention
    last: FigureMention
    by: FigureMention
    is_sure: bool = True


def find_growth(passage: Passage) -> Iterator[Miscount]:
    """Yield each growth whose size is not that of its two figures."""
    for index, statement in enumerate(passage.statements):
        has_enough = len(statement.figures) >= _PAIR or "%" in statement.text
        if not has_enough or _YEARLY.search(statement.text):
            continue
        before = passage.statements[index - 1] if index else None
        before = before if before and is_next(passage, before, statement) else None
        seen = set()
        for growth in _growths(statement, before):
            if growth.by.start not in seen:
                seen.add(growth.by.start)
                if not _holds(growth):
                    yield _wrong_size(growth)
        is_multiplied = len(statement.figures) >= _PAIR and _SAYS_TIMES.search(statement.text)
        for pattern in (_MULTIPLIED, _FROM_TO_MULTIPLE, _TIMES_AS) if is_multiplied else ():
            for match in pattern.finditer(statement.text):
                yield from _multiplied(statement, match)


def _growths(statement: Statement, before: Statement | None) -> Iterator[_Growth]:
    text = statement.text
    if "%" not in text and "^" not in text and len(statement.counts) <= _PAIR:
        return
    for pattern in _PAIRS if len(statement.figures) > _PAIR else ():
        for match in pattern.finditer(text):
            end = max(match.end("first"), match.end("last"))
            size = None if match["by0"] else _SIZE_BEHIND.match(text, end) or _IN_BRACKETS.match(text, end)
            if match["by0"] or (size and (size["by"] != "#" or _SIZE_IN_WORDS.search(size[0]))):
                by = statement.figure_of(size, "by") if size else statement.figure_of(match, "by0")
                yield _Growth(statement.figure_of(match, "first"), statement.figure_of(match, "last"), by)
    yield from _told_apart(statement, before)


def _told_apart(statement: Statement, before: Statement | None) -> Iterator[_Growth]:
    """Yield growths whose figures stand in two sentences or clauses: "21,355 in 2010 and 36,331 now, a growth of …"."""
    text = statement.text
    back = _BACK.match(text)
    if back and before and len(before.counts) == 1:
        yield _Growth(statement.figure_of(back, "first"), before.counts[0], statement.figure_of(back, "by0"))
    this = _THIS_IS.match(text)
    if this and before and len(before.counts) == _PAIR:
        yield _Growth(before.counts[0], before.counts[1], statement.figure_of(this, "by"), is_sure=False)
    for match in _AFTER_ALL.finditer(text):
        last = statement.figure_of(match, "last")
        counts = [each for each in statement.counts if each.start <= last.start]
        if len(counts) == _PAIR:
            yield _Growth(counts[0], counts[1], statement.figure_of(match, "by"), is_sure=False)


def _interval(figure: FigureMention) -> tuple[float, float]:
    slack = next((step / 2 for size, step in _ROUNDED if figure.value >= size and figure.value % step == 0), 0)
    return figure.value - slack, figure.value + slack


def _sizes(first: FigureMention, last: FigureMention, *, is_percent: bool) -> list[float]:
    """Return the sizes of a change that the figures allow, the least and the most."""
    firsts, lasts = _interval(first), _interval(last)
    if is_percent:
        return sorted(100 * abs(one - other) / other for one in lasts for other in firsts if other)
    return sorted(abs(one - other) for one in lasts for other in firsts)


def _holds(growth: _Growth) -> bool:
    first, last, by, is_sure = growth
    if first.hedge == "about" or last.hedge or by.unit == "points" or not first.value or first.value == last.value:
        return True
    sizes = _sizes(first, last, is_percent=by.is_percent)
    if not is_sure:
        sizes += _sizes(last, first, is_percent=by.is_percent)
        return any(_is_near(by, size, size) for size in sizes)
    return _is_near(by, sizes[0], sizes[-1])


def _is_near(by: FigureMention, least: float, most: float) -> bool:
    if by.hedge == "about":
        return least * (1 - _NEAR) - 1 <= by.value <= most * (1 + _NEAR) + 1
    if by.hedge:
        return by.value <= most + 1 if by.hedge == "over" else by.value >= least - 1
    if not by.unit:
        return least - _TINY < by.value < most + _TINY
    return least - by.step - _TINY < by.value < most + by.step / 2 + _TINY


def _wrong_size(growth: _Growth) -> Miscount:
    first, last, by, is_sure = growth
    is_percent = by.is_percent
    size = 100 * (last.value - first.value) / first.value if is_percent else last.value - first.value
    right = written(abs(size), max(by.decimals, 1)) + ("%" if is_percent else "")
    message = f"from {first.text} to {last.text} is a change of {right}, not {by.text}"
    severity: Severity = "error" if is_sure and not by.hedge else "warning"
    return Miscount(by.start, by.end, message, _HINT, severity)


def _multiplied(statement: Statement, match: re.Match[str]) -> Iterator[Miscount]:
    """Yield what is wrong with "doubled from 79 to 113"."""
    names = ("first", "last") if match["first"] else ("first2", "last2")
    first, last = (statement.figure_of(match, name) for name in names)
    times = next(value for word, value in _TIMES.items() if match["times"].lower().startswith(word))
    if first.hedge or last.hedge or first.unit != last.unit or not first.value:
        return
    ratio = last.value / first.value
    relative = ratio / times if times > 1 else times / max(ratio, _TINY)
    if match["over"]:
        holds = relative >= 1 - _LEAST / 2
    elif match["near"] or match["under"]:
        holds = _NEARLY <= relative <= 1 + (_LEAST if match["near"] else 0)
    else:
        holds = 1 - _LEAST <= relative <= 1 + _MOST
    if not holds:
        right = written(ratio, 2)
        message = f"from {first.text} to {last.text} is {right} times as many, which is not {match['times'].lower()}"
        yield Miscount(min(first.start, last.start), max(first.end, last.end), message, _HINT)
