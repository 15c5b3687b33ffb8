"""Times of day in running text, with the place of each: `10:00 to 12:00 am`, `13.00-14.00`, `1 pm`, `noon`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Half = Literal["am", "pm"]


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time as somebody wrote it: hour and minute may be impossible; `half` is am, pm or nothing."""

    hour: int
    minute: int = 0
    half: Half | None = None

    @property
    def is_possible(self) -> bool:
        """Return whether a clock can show it; 24:00 is the end of a day."""
        if self.half and not 1 <= self.hour <= HALF_DAY:
            # "15:00 pm" and "0:30 am" say the same thing twice, and are understood.
            is_said_twice = HALF_DAY < self.hour < DAY if self.half == "pm" else self.hour == 0
            return is_said_twice and self.minute < HOUR
        return self.minute < HOUR and (self.hour < DAY or (self.hour, self.minute) == (DAY, 0))

    def minutes(self, half: Half | None = None) -> int:
        """Return minutes after midnight, read with the half written or, without one, with `half`."""
        half = self.half or half
        hour = self.hour
        if half and 1 <= hour <= HALF_DAY:
            hour = hour % HALF_DAY + (HALF_DAY if half == "pm" else 0)
        return hour * HOUR + self.minute


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time, or from-to, in a text; `text` stands from `start` to `end`, the last time from `last_start`."""

    start: int
    end: int
    text: str
    first: ClockTime
    last: ClockTime | None = None
    last_start: int = 0

    def span_minutes(self) -> tuple[int, int] | None:
        """Return begin and end in minutes after midnight, or None without an end.

        One am or pm serves both times (`1-2 pm`), unless the begin would then come after the end (`10 to 2 pm`).
        """
        if self.last is None:
            return None
        end = self.last.minutes(self.first.half)
        if self.first.half and not self.last.half and end < self.first.minutes() and self.last.hour < HALF_DAY:
            end = self.last.minutes("pm")
        begin = self.first.minutes(self.last.half)
        if self.last.half == "pm" and not self.first.half and begin > end:
            begin = self.first.minutes("am")
        return begin, end


HALF_DAY, DAY, HOUR = 12, 24, 60
_SPACES = r"[^\S\n]{0,4}"
# A mail program may break the line before "am" and around "to"; a dash at the beginning of a line is a bullet.
_GAP = rf"{_SPACES}(?:\n[^\S\n]{{0,8}})?"


def _clock_pattern(part: str) -> str:
    """Return the pattern of one time; `part` tells the groups of the second time from those of the first."""
    half = rf"(?:{_GAP}(?P<half{part}>[AaPp](?:[Mm]\b|\.\s?[Mm]\b\.?)))?+"
    twelve = rf"(?:{_SPACES}(?P<twelve{part}>noon|midnight)\b)?+"
    minutes = rf"(?:(?P<mark{part}>[:.h])(?P<minute{part}>\d\d)(?!\d)|(?P<bare_h{part}>h)\b)?+"
    return rf"(?:(?P<hour{part}>\d{{1,2}}){minutes}(?![\d%]){half}{twelve}|\b(?P<word{part}>noon|midnight)\b)"


_BEFORE = r"(?<![\w/$€£])(?<!\d[.,'])(?<!\w:)"
_TO = rf"(?:{_SPACES}[-\u2010-\u2015\u2212]|{_GAP}\b(?:to|until|till|(?P<and>and))\b){_GAP}"
_TIME = re.compile(
    rf"{_BEFORE}{_clock_pattern('')}(?:{_TO}(?P<last>{_clock_pattern('_2')}))?+(?![:.,]?\d|:\w)(?!{_SPACES}%)"
)
_FIRST = re.compile(rf"{_BEFORE}{_clock_pattern('')}(?![:.,]?\d|:\w)(?!%)")
_SAYS_TIME_BEFORE = re.compile(r"(?i:\b(?:at|from|until|till|by|between|time:?|h:))\s{0,3}\Z")
_BETWEEN = re.compile(r"\b[Bb]etween\s{1,3}\Z")
_HIGHEST_SLIP = 29  # 25:00 is a slip, 60:40 a ratio
_RATIO = 100


def find_times(text: str) -> tuple[TimeMention, ...]:
    """Return the times of day that a text names, in order, with exact offsets.

    `13.00` is a time beside another one, after words like "at", or before am or pm; `2.5`, `11,500`, `CHF 2.50`
    and `60:40` are none. Impossible times (`25:00`, `10:60`) are returned as written.
    """
    found: list[TimeMention] = []
    position = 0
    while match := _TIME.search(text, position):
        mention = _mention(text, match)
        if mention is None and match["last"]:
            alone = _FIRST.match(text, match.start())
            mention = _mention(text, alone) if alone else None
        if mention:
            found.append(mention)
        position = mention.end if mention else max(match.start("last"), match.start() + 1)
    return tuple(found)


def _mention(text: str, match: re.Match[str]) -> TimeMention | None:
    """Return the time or from-to that the pattern found, or None for numbers that are no time."""
    groups = match.groupdict()
    if groups.get("and") and not _BETWEEN.search(text, max(0, match.start() - 12), match.start()):
        return None
    first, last = clock(groups), clock(groups, "_2") if groups.get("last") else None
    if groups.get("last") and last is None:
        return None
    if first is None or not _is_time(text, match, first, last):
        return None
    last_start = match.start("last") if last else 0
    return TimeMention(match.start(), match.end(), match[0], first, last, last_start)


def clock(groups: dict[str, str | None], part: str = "") -> ClockTime | None:
    """Return the time in the groups of one match, or None when it cannot be meant as one."""
    word = groups.get("word" + part) or groups.get("twelve" + part)
    hour, minute = int(groups.get("hour" + part) or HALF_DAY), int(groups.get("minute" + part) or 0)
    if word:
        return ClockTime(hour, minute, "pm" if word == "noon" else "am")
    typed = (groups.get("half" + part) or "").lower()
    half: Half | None = "am" if typed.startswith("a") else "pm" if typed else None
    if hour > _HIGHEST_SLIP or hour + minute == _RATIO:
        return None
    return ClockTime(hour, minute, half)


def _is_time(text: str, match: re.Match[str], first: ClockTime, last: ClockTime | None) -> bool:
    """Return whether the marks around the numbers say that they are times, not amounts, dates or versions."""
    groups = match.groupdict()
    parts = ("", "_2") if last else ("",)
    clear = [_is_clear(groups, part) for part in parts]
    dotted = [groups.get("mark" + part) == "." for part in parts]
    bare = [not groups.get("word" + part) and not groups.get("mark" + part) for part in parts]
    if any(dotted) and not all(each.is_possible for each in (first, last) if each):
        return False
    if all(clear):
        return True
    if not last:
        return dotted[0] and _SAYS_TIME_BEFORE.search(text, max(0, match.start() - 12), match.start()) is not None
    # "1-2 pm" and "10-11.30 am" are clear by their end; "13.00-14.00" by having two; "4 - 10:30" is not.
    return all(dotted) or (bool(groups.get("half_2")) and (bare[0] or dotted[0])) or (clear[0] and dotted[1])


def _is_clear(groups: dict[str, str | None], part: str) -> bool:
    """Return whether one time is unmistakable: 10:30, 13h00, 10 am, noon."""
    marks = ("word", "twelve", "half", "bare_h")
    return any(groups.get(mark + part) for mark in marks) or groups.get("mark" + part) in {":", "h"}
