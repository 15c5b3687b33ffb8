"""Which year a day without one may be in: years that its surroundings speak of, and the day it is judged by.

An issue has a day of its own, and a date without a year is the one closest to it, unless the paragraph speaks of
another year. The day of a document from outside may be a guess, so that the dates it names itself come first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trax.checks.reading.heading_years import years_over
from trax.checks.reading.tense import tense_of
from trax.content.day_names import MONTH, MONTH_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.tense import Tense
    from trax.content.date_text import PartialDay

_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_TIME_OF = re.compile(rf"\b(?:[Ii]n|[Oo]f|[Dd]uring|year|{MONTH})\s{{1,3}}\Z")
_LAST = re.compile(
    r"year(?:\b(?:(?<=\b[Ll]ast\syear)|(?<=\b[Pp]ast\syear)|(?<=\bprevious\syear))|s?\s+(?:ago|before|earlier)\b)"
)
_LONGEST_MONTH = 14
_MONTH_AND_YEAR = re.compile(rf"\b(?P<month>{MONTH})\s{{1,3}}(?P<year>20\d\d)\b")
_FIRST_YEAR = 2006  # resolution 60/251 of the General Assembly created the UPR; older dates are history
_MIDDLE_OF_MONTH = 15
_NEXT_DOOR = 1
_NEXT_YEAR = re.compile(r"\b(?i:next|coming|following) year\b")
_CLAUSE = re.compile(r"[;\u2013\u2014](?=\s)")
_A_FEW_DAYS, _A_YEAR_DAYS = 3, 365
_SOON_DAYS, _LATELY_DAYS = 180, 120
_NEAR_DAYS, _SAME_TIME_DAYS, _TWICE = 60, 240, 2


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year in a text; 0 for "last year". `is_time` tells "in 2013" from a number that only looks like one."""

    start: int
    year: int
    is_time: bool


def find_years(text: str) -> tuple[YearMention, ...]:
    """Return the years that a text names, in order."""
    last = [YearMention(match.start(), 0, is_time=True) for match in _LAST.finditer(text)]
    return tuple(sorted([*(_year(text, match) for match in _YEAR.finditer(text)), *last], key=lambda each: each.start))


def _year(text: str, match: re.Match[str]) -> YearMention:
    start = match.start()
    is_time = _TIME_OF.search(text, max(0, start - _LONGEST_MONTH), start) is not None
    return YearMention(start, int(match[0]), is_time)


def years_meant(given: CheckInput, passage: Passage, day: PartialDay, offset: int) -> tuple[int, ...]:
    """Return the years that a day without one may be in, the likeliest first.

    Args:
        offset: Where the day stands in the passage.
    """
    anchors = _anchors(given, passage)
    tense = clause_tense(passage, offset) if given.day in anchors else ""
    over = years_over(passage, offset)
    own = day.nearest(given.day)
    if own and tense and _is_certain(own, given.day, tense):
        beside = _years_beside(passage, offset, own.year, end=offset)
        return tuple(dict.fromkeys([own.year, *beside, *over]))
    near = {(found, abs(found - anchor).days) for anchor in anchors if (found := day.nearest(anchor))}
    near = {each for each in near if _may_be(each[0], given.day, tense)} or near
    if not near:
        return ()
    best, closest = min(near, key=lambda each: (each[1], each[0]))
    years = [best.year, *sorted({found.year for found, days in near if days <= max(_NEAR_DAYS, _TWICE * closest)})]
    if given.issue is not None:
        years += _on_the_other_side(given.day, passage, best, offset)
    elif closest > _NEAR_DAYS:
        years += [best.year - _NEXT_DOOR, best.year + _NEXT_DOOR]
    return tuple(dict.fromkeys([*years, *_years_beside(passage, offset, best.year), *over]))


def _is_certain(found: date, day: date, tense: Tense) -> bool:
    """Return whether a day is so close to the text's, on the side that its tense says, that no other is meant."""
    days = (found - day).days
    return 0 <= days <= _SOON_DAYS if tense == "future" else 0 <= -days <= _LATELY_DAYS


def clause_tense(passage: Passage, offset: int) -> Tense:
    """Return whether the clause around an offset looks back or ahead, else whether its sentence does."""
    begin, end = passage.sentence(offset)
    cuts = [match.start() for match in _CLAUSE.finditer(passage.prose, begin, end)]
    low = max((cut for cut in cuts if cut < offset), default=begin)
    high = min((cut for cut in cuts if cut >= offset), default=end)
    return tense_of(passage.prose, low, high) or tense_of(passage.prose, begin, end)


def names_year(passage: Passage, offset: int, year: int) -> bool:
    """Return whether the paragraph around an offset, or a heading over it, names a year, or a session of it."""
    paragraph = passage.paragraph(offset)
    around = {each.year for each in _between(passage, *paragraph)} | set(years_over(passage, offset))
    if year in around:
        return True
    held = [passage.table.session(each.number) for each in passage.sessions_between(*paragraph)]
    return any(session and session.start and session.start.year == year for session in held)


def _may_be(found: date, day: date, tense: Tense) -> bool:
    """Return whether a day fits its tense: what was, was before the text; what comes, comes within a year."""
    days = (found - day).days
    if tense == "past":
        return days <= _A_FEW_DAYS
    return tense != "future" or -_A_FEW_DAYS <= days <= _A_YEAR_DAYS


def _on_the_other_side(day: date, passage: Passage, best: date, offset: int) -> tuple[int, ...]:
    """Return the year before or after the likeliest one, where the words speak of it or the day is far away."""
    tense = tense_of(passage.prose, *passage.sentence(offset))
    is_ahead = best > day
    if (tense == "past" and not is_ahead) or (tense == "future" and is_ahead):
        return ()
    other = best.year - _NEXT_DOOR if is_ahead else best.year + _NEXT_DOOR
    return (other,) if tense or abs(best - day).days > _NEAR_DAYS else ()


def find_named_days(passage: Passage) -> tuple[date, ...]:
    """Return the days with a year, the middles of months with one, and the first days of sessions of a text."""
    return tuple(dict.fromkeys(_named_days(passage)))


def _anchors(given: CheckInput, passage: Passage) -> tuple[date, ...]:
    """Return the days that a date may be close to."""
    if given.issue is not None:
        return (given.day,)
    named = tuple([each for each in passage.named_days if each.year >= _FIRST_YEAR])
    # A day that was guessed from nothing may be years away from everything the text speaks of.
    is_of_the_time = not named or min(abs(given.day - each).days for each in named) <= _SAME_TIME_DAYS
    return (given.day, *named) if is_of_the_time else named


def _years_beside(passage: Passage, offset: int, own: int, *, end: int | None = None) -> Iterator[int]:
    """Yield the years that the words around speak of, with their neighbours where they are far from the own one.

    Args:
        end: Where the part of the paragraph ends that may speak of another time; by default its own end.
    """
    sentence, paragraph = passage.sentence(offset), passage.paragraph(offset)
    beside = {each.year for each in _between(passage, *sentence) if each.year}
    around = _between(passage, paragraph[0], paragraph[1] if end is None else end)
    beside |= {each.year for each in around if each.is_time and each.year <= own}
    for year in sorted(beside):
        yield year
        if abs(year - own) > _NEXT_DOOR:
            yield from (year - _NEXT_DOOR, year + _NEXT_DOOR)
    if any(not each.year for each in around):
        yield own - _NEXT_DOOR
    if _NEXT_YEAR.search(passage.prose, *sentence):
        yield own + _NEXT_DOOR


def _between(passage: Passage, begin: int, end: int) -> tuple[YearMention, ...]:
    first = bisect_left(passage.years, begin, key=lambda each: each.start)
    return passage.years[first : bisect_left(passage.years, end, key=lambda each: each.start)]


def _named_days(passage: Passage) -> Iterator[date]:
    for mention in passage.dates:
        yield from (known for day, _ in mention.days if (known := day.known()))
    for match in _MONTH_AND_YEAR.finditer(passage.prose):
        yield date(int(match["year"]), MONTH_NUMBER[match["month"].rstrip(".").lower()], _MIDDLE_OF_MONTH)
    for session in passage.sessions:
        found = passage.table.session(session.number) if session.is_sure else None
        if found and found.start:
            yield found.start
