"""The weekday beside a day of a text, before it or behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.content import date_grammar as grammar
from trax.content.date_values import NamedWeekday, WrittenDay
from trax.content.day_names import WEEKDAY_NUMBER

if TYPE_CHECKING:
    import re

_WINDOW = 64
_LONG_LINE = 50  # where a text is broken into lines; a shorter line ends where its writer meant it to


def with_weekday_before(text: str, day: WrittenDay, *, low: int) -> WrittenDay:
    """Return a day with the weekday before it, or the two of `Monday to Friday, 3-7 May`.

    Args:
        low: Offset before which the text belongs to another date.
    """
    match = grammar.WEEKDAY_BEFORE.search(text, max(low, day.start - _WINDOW), day.start)
    if match is None or _is_newspaper(text, match) or _ends_its_line(text, match):
        return day
    if grammar.HABIT.search(text, max(0, match.start() - _WINDOW), match.start()):
        return day
    if match["first"] and grammar.WEEKDAY_LISTED.search(text, max(low, match.start() - _WINDOW), match.start()):
        return day  # three weekdays: which belongs to which day is not said
    end = day.end + ("(" in match["gap"] and text.startswith(")", day.end))
    return replace(day, start=match.start(), end=end, weekday=_named(match, "weekday"), pair=_named(match, "first"))


def with_weekday_behind(text: str, day: WrittenDay) -> WrittenDay:
    """Return a day with the weekday behind it: `3 May 2014 (Saturday)`, `3 May 2014, a Saturday`."""
    match = grammar.WEEKDAY_AFTER.match(text, day.end)
    if match is None and day.day.year:
        match = grammar.WEEKDAY_CLAIMED.match(text, day.end)
    if match is None:
        return day
    group = match.lastgroup if match.lastgroup != "second" else "weekday"
    second = _named(match, "second") if group == "weekday" else None
    end = match.end("second") if second else match.end(group or 0)
    end += text[end : end + 1] in {")", "]"}
    return replace(day, end=end, weekday=_named(match, group or ""), pair=second, is_behind=True)


def _named(match: re.Match[str], group: str) -> NamedWeekday | None:
    if match[group] is None:
        return None
    word = match[group].rstrip(".")
    return NamedWeekday(WEEKDAY_NUMBER[word.lower()], match.start(group), match.start(group) + len(word))


def _is_newspaper(text: str, match: re.Match[str]) -> bool:
    """Return whether "Sun" is the name of a paper: `The Sun, 3 December 2014`."""
    is_short = not match["weekday"].lower().endswith("day")
    start = match.start("weekday")
    return is_short and text[max(0, start - len("the ")) : start].lower() == "the "


def _ends_its_line(text: str, match: re.Match[str]) -> bool:
    """Return whether the weekday ends a short line, and the date begins another one: an entry of a list."""
    if "\n" not in match["gap"] or "," in match["gap"]:
        return False
    start = match.start("weekday")
    return start - text.rfind("\n", 0, start) < _LONG_LINE
