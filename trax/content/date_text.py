"""Dates in running text, with the place of each: `Monday, 1 September 2022`, `26 October to 7 November`.

The grammar is our own because general date readers find dates in anything ("48% of", "20th session"). One pattern
finds days with their month. The bare numbers before one (`19-30 January`, `3, 4 and 5 May`) or after one
(`December 2-4`) are read with it, then the weekdays beside them; two days with "to" or a dash between become a range.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.content import date_grammar as grammar
from trax.content.date_days import LAST_DAY_READ, days_after, days_before, follows_between
from trax.content.date_values import DateMention, NamedWeekday, PartialDay, WrittenDay
from trax.content.date_weekdays import with_weekday_before, with_weekday_behind
from trax.content.day_names import MONTH_NUMBER, MONTHS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from trax.content.date_values import Joint

__all__ = ["DateMention", "NamedWeekday", "PartialDay", "find_dates", "scan_dates"]

_WINDOW = 64
_LONGEST_JOINT = 24
_THIS_CENTURY, _TWO_DIGITS = 2000, 100
_HALF_A_YEAR_MONTHS = 6


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the days and ranges of days that a text names, in order, with exact offsets.

    A range with one year has it at both ends (`28 December - 2 January 2027` begins in 2026), and so have the days of
    a list. Days that the calendar does not have are returned as written. `October 2014`, `may`, `20th session`, and
    numbers that some read day first and others month first, are no days.
    """
    return tuple([mention for mention in scan_dates(text) if mention.other is None])


def scan_dates(text: str) -> tuple[DateMention, ...]:
    """Return what `find_dates` does, and the numbers that have two readings (`1/9/2014`), with both."""
    days: list[WrittenDay] = []
    for match in grammar.DATE.finditer(text):
        low = days[-1].end if days else 0
        core = _core(match) if match.start() >= low else None
        if core is None or _counts_something(text, core, match):
            continue
        group = _group(text, core, match, low=low)
        if match["number_year"] and int(match["number_year"]) < _TWO_DIGITS and not group[0].weekday:
            continue
        if days:
            group[0] = replace(group[0], joint=_joint(text, days[-1], group[0]))
        days += group
    return tuple(_folded(text, _with_years(days)))


def _core(match: re.Match[str]) -> WrittenDay | None:
    """Return the one day that the pattern found, or None for numbers that no calendar has."""
    other = None
    if match["mark"]:
        readings = _readings(match)
        if not readings:
            return None
        day, other = readings[0], readings[1] if len(readings) > 1 else None
    elif match["iso_year"]:
        day = PartialDay(int(match["iso_month"]), int(match["iso_day"]), int(match["iso_year"]))
    else:
        form = "" if match["month"] else "_us"
        month = MONTH_NUMBER[match["month" + form].rstrip(".").lower()]
        day = PartialDay(month, int(match["day" + form]), int(match["year" + form] or 0) or None)
    if not (1 <= day.month <= len(MONTHS) and 1 <= day.day <= LAST_DAY_READ):
        return None
    if match["eve"] and int(match["eve"]) + 1 != day.day:
        return None
    return WrittenDay(match.start("day") if match["month"] else match.start(), match.end(), day, other=other)


def _readings(match: re.Match[str]) -> list[PartialDay]:
    """Return the days that numbers may mean: day first, and unless points stand between them, month first."""
    year = int(match["number_year"])
    year += _THIS_CENTURY if year < _TWO_DIGITS else 0
    one, two = int(match["one"]), int(match["two"])
    days = [PartialDay(two, one, year), PartialDay(one, two, year)]
    possible = [day for day in dict.fromkeys(days) if day.month and day.day and day.month <= len(MONTHS)]
    # 31.04.2014 is a slip; 31/04/2014 too, but not 04/31/2014 read as the 4th of a 31st month
    real = [day for day in possible if day.known()] or possible
    return real[:1] if match["mark"] == "." else real


def _counts_something(text: str, core: WrittenDay, match: re.Match[str]) -> bool:
    """Return whether a number belongs to the word before it: `Article 5 May apply`, `No. 31 June 2013`."""
    if not match["month"] or match["day_ordinal"]:
        return False
    before = grammar.COUNTS_SOMETHING.search(text, max(0, core.start - _WINDOW), core.start)
    if before is None:
        return False
    # Only May and March are words that may follow a number by chance.
    is_doubtful = match["month"] in {"May", "March"} and not match["year"]
    return is_doubtful or before["surely"] is not None or core.day.day > core.day.longest_month


def _group(text: str, core: WrittenDay, match: re.Match[str], *, low: int) -> list[WrittenDay]:
    """Return a day with the bare numbers that share its month, and the weekdays beside them all."""
    group = [with_weekday_before(text, core, low=low)]
    if match["month_us"]:
        group = days_after(text, group[0])
    elif match["eve"]:
        eve = replace(
            core, start=match.start("eve"), end=match.end("eve"), day=replace(core.day, day=int(match["eve"]))
        )
        group = [with_weekday_before(text, eve, low=low), replace(core, joint="and")]
    elif match["month"]:
        group = days_before(text, group[0], low=low)
    if not any(day.weekday for day in group):
        group[-1] = with_weekday_behind(text, group[-1])
    return group


def _joint(text: str, before: WrittenDay, day: WrittenDay) -> Joint:
    """Return how a day hangs together with the one before it ("and" makes a range after "between" only)."""
    if day.start - before.end > _LONGEST_JOINT or before.other or day.other:
        return ""
    match = grammar.JOINS.fullmatch(text, before.end, day.start)
    if match is None or _begins_entries(text, before, match[0]):
        return ""
    return "to" if match["to"] or follows_between(text, before.start) else "and"


def _begins_entries(text: str, day: WrittenDay, joint: str) -> bool:
    """Return whether a dash begins a line, and the line before begins with its date or a dash: entries of a list."""
    if not joint.lstrip(" \t").startswith("\n") or not joint.strip():
        return False
    words = text[text.rfind("\n", 0, day.start) + 1 : day.start].strip()
    return not words or words in "-\u2013\u2014\u2022*"


def _with_years(days: list[WrittenDay]) -> list[WrittenDay]:
    """Return the days of ranges and lists with the year that one of them has."""
    found = list(days)
    for index in range(len(found) - 1, 0, -1):
        first, last = found[index - 1], found[index]
        if last.joint and first.day.year is None and last.day.year is not None:
            year = last.day.year - _turns(first.day, last.day, last.joint)
            found[index - 1] = replace(first, day=replace(first.day, year=year))
    for index, last in enumerate(found[1:], start=1):
        first = found[index - 1]
        if last.joint == "to" and last.day.year is None and first.day.year is not None:
            year = first.day.year + _turns(first.day, last.day, "to")
            found[index] = replace(last, day=replace(last.day, year=year))
    return found


def _turns(first: PartialDay, last: PartialDay, joint: Joint) -> bool:
    """Return whether New Year lies between: a range keeps its direction, a list may be in any order."""
    if joint == "and":
        return first.month - last.month >= _HALF_A_YEAR_MONTHS
    return (first.month, first.day) > (last.month, last.day) and first.month != last.month


def _folded(text: str, days: list[WrittenDay]) -> Iterator[DateMention]:
    """Yield a mention for each single day, and one for the two days of a range."""
    index = 0
    while index < len(days):
        first = days[index]
        last = days[index + 1] if index + 1 < len(days) and days[index + 1].joint == "to" else None
        if last:
            yield _range(text, first, last)
        else:
            end = _end_of_list(days, index)
            if first.pair and not first.is_behind and end > index:  # "Monday and Friday, 3 and 7 May"
                days[end] = days[end] if days[end].weekday else replace(days[end], weekday=first.weekday)
                first = replace(first, weekday=first.pair)
            elif end == index + 1 and days[end].pair and days[end].is_behind:  # "16 and 17 March (Monday and Tuesday)"
                first = replace(first, weekday=first.weekday or days[end].weekday)
                days[end] = replace(days[end], weekday=days[end].pair, pair=None)
            yield _single(text, first)
        index += 2 if last else 1


def _end_of_list(days: list[WrittenDay], index: int) -> int:
    while index + 1 < len(days) and days[index + 1].joint == "and":
        index += 1
    return index


def _single(text: str, day: WrittenDay) -> DateMention:
    weekday = None if day.pair and day.is_behind else day.weekday
    known = day.day.known()
    if day.pair and known and known.weekday() == day.pair.number:
        weekday = day.pair  # "Sunday night/Monday morning, 30 November 2014"
    return DateMention(day.start, day.end, text[day.start : day.end], day.day, None, weekday, None, day.other)


def _range(text: str, first: WrittenDay, last: WrittenDay) -> DateMention:
    begins, ends = first.weekday, last.weekday
    if first.pair and not first.is_behind:  # "Monday to Friday, 3-7 May"
        begins, ends = first.pair, ends or first.weekday
    elif last.is_behind and not first.weekday:  # of "3-7 May (Monday)" nobody knows which day is meant
        begins, ends = (last.weekday, last.pair) if last.pair else (None, None)
    text = text[first.start : last.end]
    return DateMention(first.start, last.end, text, first.day, last.day, begins, ends)
