"""The bare numbers of a text that share the month of a day beside them: `19-30 January`, `3, 4 and 5 May`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.content import date_grammar as grammar
from trax.content.date_values import WrittenDay
from trax.content.date_weekdays import with_weekday_before

if TYPE_CHECKING:
    import re

LAST_DAY_READ = 39  # 32 to 39 are slips worth a word; beyond, the number counts something else
_WINDOW = 64
_NEAR = 16
_LONGEST_LIST, _PAIR = 12, 2


def follows_between(text: str, start: int) -> bool:
    """Return whether the word before a place is "between", so that "and" means "to"."""
    return _word_before(text, start).endswith("between")


def days_before(text: str, day: WrittenDay, *, low: int) -> list[WrittenDay]:
    """Return a day with the bare numbers before it that are days of its month, in order.

    Args:
        low: Offset before which the text belongs to another date.
    """
    days = [day]
    while len(days) < _LONGEST_LIST:
        found = _day_before(text, days, low=low)
        if found is None:
            break
        days[0] = replace(days[0], joint=found.joint)
        days.insert(0, with_weekday_before(text, replace(found, joint=""), low=low))
    return days


def _day_before(text: str, days: list[WrittenDay], *, low: int) -> WrittenDay | None:
    """Return the bare day before the first of some days, with what joins that one to it."""
    day = days[0]
    begin = max(low, day.start - _WINDOW)
    if not any(char.isdigit() for char in text[max(low, day.start - _NEAR) : day.start]):
        return None
    match = grammar.DAY_BEFORE.search(text, begin, day.start)
    if match is None or not 1 <= int(match["day"]) <= LAST_DAY_READ:
        return None
    start, end = match.start("day"), max(match.end("day"), match.end("day_ordinal"))
    number = int(match["day"])
    if grammar.COUNTS_SOMETHING.search(text, max(0, start - _WINDOW), start):
        # "the session 19-30 January" is a range of days; "session 14 - 19 January" is a number and a day.
        is_tight = match["to"] is not None and len(match["to"]) == 1 and number < day.day.day
        if not (is_tight and _word_before(text, start).endswith("session")):
            return None
    is_range = bool(match["to"]) or follows_between(text, start)
    is_in_order = number < day.day.day
    if is_range and (len(days) == 1 or days[1].joint != "to"):
        # "session of 21 - 7 November": a dash between spaces is often a dash, a tight one is not.
        if not is_in_order and len(match["to"] or "  ") > 1 and not _word_before(text, start).endswith("from"):
            return None
    elif is_range or not is_in_order or (len(days) == 1 and not _is_list(match, number, day)):
        return None
    return WrittenDay(start, end, replace(day.day, day=number), "to" if is_range else "and")


def _is_list(match: re.Match[str], number: int, day: WrittenDay) -> bool:
    """Return whether two days are a list: "3 and 4 May", "3, 4 May", "Thursday 3, Saturday 5 May"."""
    joint = match["and"]
    if "/" in joint:
        return False
    return any(word in joint for word in ("and", "or", "&")) or number + 1 == day.day.day or day.weekday is not None


def days_after(text: str, day: WrittenDay) -> list[WrittenDay]:
    """Return a day with its month first, and the bare numbers after it: `December 2-4`, `May 3, 4 and 5, 2014`."""
    if day.day.year:
        return [day]
    match = grammar.DAY_AFTER.match(text, day.end)
    if match and day.day.day < int(match["day"]) <= LAST_DAY_READ:
        is_range = "and" not in match["joint"] or follows_between(text, day.start)
        if is_range:
            first = replace(day.day, year=int(match["year"] or 0) or None)
            last = replace(first, day=int(match["day"]))
            return [replace(day, day=first), WrittenDay(match.start("day"), match.end(), last, "to")]
    return _listed_after(text, day)


def _listed_after(text: str, day: WrittenDay) -> list[WrittenDay]:
    """Return a day and those listed after it, which a year must end, or a weekday for each of two."""
    days = [day]
    while len(days) < _LONGEST_LIST and (match := grammar.DAY_LISTED.match(text, days[-1].end)):
        number = int(match["day"])
        if not days[-1].day.day < number <= LAST_DAY_READ:
            break
        end = max(match.end("day"), match.end("day_ordinal"))
        days.append(WrittenDay(match.start("day"), end, replace(day.day, day=number), "and"))
    year = grammar.YEAR_AFTER.match(text, days[-1].end) if len(days) > 1 else None
    if year is None:
        weekdays = grammar.WEEKDAY_AFTER.match(text, days[-1].end) if len(days) == _PAIR else None
        return days if weekdays and weekdays["second"] else [day]
    dated = [replace(each, day=replace(each.day, year=int(year["year"]))) for each in days]
    return [*dated[:-1], replace(dated[-1], end=year.end())]


def _word_before(text: str, start: int) -> str:
    return text[max(0, start - _NEAR) : start].lower().rstrip().removesuffix(" the")
