"""What is wrong with times of day in a text: no clock shows them, they end before they begin, or mistake noon.

What only looks odd is left alone: an evening that lasts beyond midnight, "9.00 - 5.00" for a working day, "15:00 pm",
the end on another day, votes and ratios, and the length of a film.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.day_names import WEEKDAY
from trax.content.wording import quoted

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage
    from trax.content.time_text import ClockTime, TimeMention
    from trax.model import Severity

NOON_MINUTES, EVENING_MINUTES, EARLY_MORNING_MINUTES, HOUR_MINUTES = 12 * 60, 17 * 60, 6 * 60, 60
_HALF_DAY_HOURS = 12
_AFTERNOON_MINUTES, _WORKING_DAY_MINUTES = 18 * 60, 10 * 60
_NEARBY = 60
_COUNTED = re.compile(
    r"\b(?i:vot(?:e|es|ed|ing)|ratios?|scor(?:e|es|ed)|won|lost|beat|split|odds|proportions?|versus|scale|surah?|psalms?"
    r"|genesis|exodus|leviticus|deuteronomy|isaiah|proverbs|corinthians|romans|quran|koran|gospels?|bible|verses?|videos?|films?|footage|documentary|podcasts?|episodes?|durations?|length|watch|clips?|minutes?|mins?)\b"
)
_NEXT_DAY = re.compile(
    r"\s{0,3}[,(]?\s{0,3}(?:\+\s?1\b|(?:on\s+|of\s+)?the\s+(?:next|following)\b|next\s+(?:day|morning)\b|the\s+day\s+after\b)"
)
_WEEKDAY_AFTER = re.compile(rf"\s{{0,3}}[,(]?\s{{0,3}}(?:on\s+)?{WEEKDAY}")
_DAY_BEFORE = re.compile(
    rf"(?:\b{WEEKDAY}|\d(?:\s?(?:st|nd|rd|th))?\s\w{{3,9}}(?:\s\d{{4}})?),?\s(?:at\s|from\s)?\s?\Z"
)
_OVERNIGHT = re.compile(r"\b(?i:overnight|nights?|closed|vigil|curfew|security|guard\w*)\b")
_AT_NOON = re.compile(r"\b(?i:lunch\w*|midday|noon|seminar|side[ -]event|briefing|workshop|panel|webinar|training)\b")
_EARLIEST_HOUR, _LATEST_HOUR = 5, 8
_EVENING = re.compile(
    r"\b(?i:(?:film|movie|gala|music) evening|evening (?:of|with|reception|event)|film screening|concert|dinner)\b"
)
_MORNING = re.compile(
    r"\b(?i:morning|breakfast|until|till|after|train|bus|flight|next day|doors|sunrise|leave|return)\b"
)
_DAWN_MINUTES = 5 * 60
_BY_DAY = re.compile(
    r"\b(?i:reviews?|reviewed|afternoon|meetings?|side[ -]event|seminar|briefing|workshop|panel|training|answered"
    r"|reception|room)\b"
)
# Of meetings elsewhere and on the web the night may be meant: "2 to 4 am in New York".
_BY_NIGHT = re.compile(
    r"\b(?i:nights?|midnight|overnight|online|zoom|webex|webinar|video|remote\w*|virtual\w*|time|gmt|utc|est|edt|pst|pdt"
    r"|bst|local|woke|early|dawn|flight|train|new york|insomnia|before|until|slept|sleep)\b"
)
_AT_NIGHT = re.compile(r"\b(?i:midnight|night|deadlines?|embargo\w*|until|by|before|submi\w+|close[sd]?)\b")


@dataclass(frozen=True, slots=True)
class TimeFault:
    """What is wrong with a time, and what to write."""

    message: str
    hint: str
    severity: Severity = "error"


def find_fault(passage: Passage, mention: TimeMention) -> TimeFault | None:
    """Return what is wrong with a time or from-to, or None."""
    if not all(clock.is_possible for clock in (mention.first, mention.last) if clock):
        return None if _counts_something(passage.prose, mention) else _no_time(mention)
    if mention.last is None:
        return _noon_slip(passage, mention) or _evening_slip(passage.prose, mention)
    span = mention.span_minutes()
    if span is None:
        return None
    fault = _wrong_span(passage.prose, mention, mention.last, span)
    return fault or _night_slip(passage, mention, span) or _said_twice(mention)


def _night_slip(passage: Passage, mention: TimeMention, span: tuple[int, int]) -> TimeFault | None:
    """Return what is wrong with a review "from 2:30 to 6 am": meetings of the afternoon, put into the night."""
    is_at_night = mention.last is not None and mention.last.half == "am" and HOUR_MINUTES <= span[0] < _DAWN_MINUTES
    sentence = passage.sentence(mention.start)
    if not is_at_night or not _BY_DAY.search(passage.prose, *sentence) or _BY_NIGHT.search(passage.prose, *sentence):
        return None
    is_said = re.search(r"\bafternoon\b", passage.prose[slice(*sentence)]) is not None
    message = f"{quoted(mention.text)} is in the night as written"
    return TimeFault(message, "write pm, if the afternoon is meant", "error" if is_said else "warning")


def _said_twice(mention: TimeMention) -> TimeFault | None:
    """Return the word on "12:30 to 14:00 p.m.", which mixes the clock of 24 hours with pm."""
    clocks = [clock for clock in (mention.first, mention.last) if clock]
    if not any(clock.half == "pm" and clock.hour > _HALF_DAY_HOURS for clock in clocks):
        return None
    hint = "write 14:00 or 2 pm"
    return TimeFault(f"{quoted(mention.text)} mixes the clock of 24 hours with pm", hint, "notice")


def _no_time(mention: TimeMention) -> TimeFault:
    hint = "hours go from 0 to 23 and minutes from 00 to 59; 1 to 12 with am or pm"
    return TimeFault(f"{quoted(mention.text)} is not a time", hint)


def _counts_something(prose: str, mention: TimeMention) -> bool:
    """Return whether numbers with a colon are votes, a ratio, a verse or the length of a film."""
    if mention.last is None and mention.text.endswith("h"):
        return True  # "26h" is how long something lasts
    begin = max(prose.rfind("\n", 0, mention.start) + 1, mention.start - _NEARBY)
    line_end = prose.find("\n", mention.end)
    end = min(len(prose) if line_end < 0 else line_end, mention.end + _NEARBY)
    return _COUNTED.search(prose, begin, end) is not None


def _noon_slip(passage: Passage, mention: TimeMention) -> TimeFault | None:
    """Return what is wrong with a lunch or a seminar "at 12:00 am"."""
    if not _is_after_midnight(mention.first):
        return None
    sentence = passage.sentence(mention.start)
    if not _AT_NOON.search(passage.prose, *sentence) or _AT_NIGHT.search(passage.prose, *sentence):
        return None
    right = f"12:{mention.first.minute:02}"
    hint = f"for noon write {right} without am, or {right} pm"
    return TimeFault(f"{quoted(mention.text)} is in the night as written", hint, "warning")


def _evening_slip(prose: str, mention: TimeMention) -> TimeFault | None:
    """Return what is wrong with a film evening "at 6.30 am"."""
    if mention.first.half != "am" or not _EARLIEST_HOUR <= mention.first.hour <= _LATEST_HOUR:
        return None
    if prose.startswith(('"', "\u201d"), mention.end):
        return None  # a title
    begin = max(prose.rfind("\n", 0, mention.start) + 1, mention.start - _NEARBY)
    if not _EVENING.search(prose, begin, mention.start) or _MORNING.search(prose, begin, mention.end + _NEARBY):
        return None
    hint = "write pm, if the evening is meant"
    return TimeFault(f"{quoted(mention.text)} is in the early morning as written", hint, "warning")


def _is_after_midnight(clock: ClockTime) -> bool:
    return clock.half == "am" and clock.hour == _HALF_DAY_HOURS


def _wrong_span(prose: str, mention: TimeMention, last: ClockTime, span: tuple[int, int]) -> TimeFault | None:
    begin, end = span
    is_in_the_day = (last.half == "pm" or last.hour > _HALF_DAY_HOURS) and NOON_MINUTES <= end <= _AFTERNOON_MINUTES
    if _is_after_midnight(mention.first) and is_in_the_day:
        right = f"12:{mention.first.minute:02}"
        message = f"{quoted(mention.text)} begins at midnight as written: {right} am is in the night"
        return TimeFault(message, f"for noon write {right} without am, or {right} pm")
    if end > begin or _may_end_later(prose, mention, last, span):
        return None
    if last.half == "am" and end < HOUR_MINUTES:
        right = f"12:{end:02}"
        message = f"{quoted(mention.text)} ends at midnight as written: {right} am is in the night"
        return TimeFault(message, f"for noon write {right} without am, or {right} pm")
    if begin == end:
        return TimeFault(f"{quoted(mention.text)} ends when it begins", "one of the two times is wrong; correct it")
    return TimeFault(f"{quoted(mention.text)} ends before it begins", "put the times in order, or correct am and pm")


def _may_end_later(prose: str, mention: TimeMention, last: ClockTime, span: tuple[int, int]) -> bool:
    """Return whether the end is in the night, in the afternoon of a clock of twelve hours, or on another day."""
    begin, end = span
    line = prose.rfind("\n", 0, mention.start) + 1
    if _OVERNIGHT.search(prose, max(line, mention.start - _NEARBY), mention.end + _NEARBY):
        return True
    if end <= EARLY_MORNING_MINUTES and begin >= (NOON_MINUTES if last.half == "am" else EVENING_MINUTES):
        return True
    before = max(0, mention.start - _NEARBY)
    if _NEXT_DAY.match(prose, mention.end) or (
        _WEEKDAY_AFTER.match(prose, mention.end) and _DAY_BEFORE.search(prose, before, mention.start)
    ):
        return True
    is_of_twelve = (
        not mention.first.half and not last.half and max(mention.first.hour, last.hour + 1) <= _HALF_DAY_HOURS
    )
    has_zero = prose.startswith("0", mention.last_start) or prose.startswith("0", mention.start)
    return is_of_twelve and not has_zero and 0 < end + NOON_MINUTES - begin <= _WORKING_DAY_MINUTES
