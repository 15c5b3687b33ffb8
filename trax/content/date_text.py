"""Dates in running text, with the place of each: `Monday, 1 September 2022`, `26 October to 7 November`.

The grammar is our own because general date readers find dates in anything ("48% of", "20th session"). One pattern
finds single days; two days with "to" or a dash between them, or a bare number before one (`19-30 January`), are
joined into a range. No pattern can repeat inside a repetition, so a text costs time in proportion to its length.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from trax.content.day_names import MONTH, MONTH_NUMBER, MONTHS, WEEKDAY, WEEKDAY_NUMBER


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day as somebody wrote it: the year may be missing, and the month may not have that day."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date | None:
        """Return the day in that year, or None where the calendar has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def known(self) -> date | None:
        """Return the day when its year was written and the calendar has it, else None."""
        return None if self.year is None else self.in_year(self.year)

    def nearest(self, near: date) -> date | None:
        """Return the day as written, or without a year the one closest to `near`; None where none exists."""
        if self.year is not None:
            return self.known()
        around = [self.in_year(near.year + step) for step in (-1, 0, 1)]
        return min((day for day in around if day), key=lambda day: abs(day - near), default=None)

    @property
    def longest_month(self) -> int:
        """Number of days the month can have in the year written, or in any year when none was."""
        return monthrange(2000 if self.year is None else self.year, self.month)[1]

    def __str__(self) -> str:
        """Return `31 November 2014`, or `31 November`."""
        words = f"{self.day} {MONTHS[self.month - 1]}"
        return words if self.year is None else f"{words} {self.year}"


@dataclass(frozen=True, slots=True)
class NamedWeekday:
    """A weekday written beside a date; 0 is Monday, the offsets are those of the word alone."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or a range of days in a text; `text` stands from `start` to `end`, the weekdays included."""

    start: int
    end: int
    text: str
    first: PartialDay
    last: PartialDay | None = None
    first_weekday: NamedWeekday | None = None
    last_weekday: NamedWeekday | None = None

    @property
    def weekday(self) -> int | None:
        """Number of the weekday named with the first day, 0 for Monday, or None."""
        return self.first_weekday.number if self.first_weekday else None

    @property
    def days(self) -> tuple[tuple[PartialDay, NamedWeekday | None], ...]:
        """The one or two days, each with the weekday named for it."""
        first = (self.first, self.first_weekday)
        return (first,) if self.last is None else (first, (self.last, self.last_weekday))


# Between two words of a date: spaces, and at most one line break, since an empty line ends the sentence.
_GAP = r"(?>[^\S\n]++(?:\n[^\S\n]*+)?+|\n[^\S\n]*+)"
_MAYBE = rf"(?:{_GAP})?+"
# Emphasis leaves spaces where its marks were: "**Tuesday**, 3 December" comes as "Tuesday  , 3 December".
_COMMA = rf"(?:{_MAYBE},{_MAYBE}|{_GAP})"
_ORDINAL = rf"(?:{_MAYBE}(?:<sup>)?+{_MAYBE}(?:st|nd|rd|th|ST|ND|RD|TH)\b(?:</sup>)?+)"
_DAY = r"(?<![\w/$€£])(?<!\d[.,:])(?P<{0}>\d{{1,2}})" + rf"(?P<{{0}}_ordinal>{_ORDINAL})?+(?![\w%])"
_YEAR = r"(?P<{0}>(?:19|20|21)\d\d)(?!\w)"
_NAMED = rf"(?:\b(?P<{{0}}>{WEEKDAY}){_COMMA}(?:the{_GAP})?+)?+"
_DASH = r"[-\u2010-\u2015\u2212]"
_TO = rf"(?:{_MAYBE}{_DASH}{_MAYBE}|{_GAP}(?:to|until|till|through|and){_GAP})(?:the{_GAP})?+"
# "In May 14 States were reviewed": a month before a bare number is a date only when the sentence goes on like one.
_DATE_GOES_ON = (
    rf"(?=[,.;:!?)\]](?!\d)|{_MAYBE}{_DASH}|\s*\Z|[^\S\n]*\n"
    rf"|{_GAP}(?:at|from|in|on|and|to|until|till|through|for|we|is|was|will)\b)"
)
_DATE = re.compile(
    r"(?<![\w/-])(?P<iso_year>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\w-])"
    rf"|{_NAMED.format('weekday')}{_DAY.format('day')}{_GAP}(?:of{_GAP})?+\b(?P<month>{MONTH})"
    rf"(?:{_COMMA}{_YEAR.format('year')})?+"
    rf"|{_NAMED.format('weekday_us')}\b(?P<month_us>{MONTH}){_GAP}(?:the{_GAP})?+{_DAY.format('day_us')}"
    rf"(?:{_COMMA}{_YEAR.format('year_us')}|(?(day_us_ordinal)|{_DATE_GOES_ON}))"
)
_DAY_BEFORE = re.compile(rf"{_NAMED.format('weekday')}(?<!\w-){_DAY.format('day')}(?P<to>{_TO})\Z")
_DAY_AFTER = re.compile(
    rf"(?P<to>{_TO}){_DAY.format('day')}(?!{_GAP}{MONTH})(?:{_COMMA}{_YEAR.format('year')}|{_DATE_GOES_ON})"
)
_BETWEEN_DAYS = re.compile(_TO)
_WEEKDAY_AFTER = re.compile(rf"(?:{_COMMA}a{_GAP}|{_MAYBE}\({_MAYBE})(?P<weekday>{WEEKDAY})")
# "Article 5 May apply", "session 14 - 19 January": a number that counts something else is no day.
_COUNTS_SOMETHING = re.compile(
    r"\b(?:articles?|art\.|sections?|rules?|chapters?|paragraphs?|paras?\.?|pages?|pp?\.|no\.?|nos\.?|numbers?|rooms?"
    r"|tables?|figures?|parts?|annex|items?|goals?|sdgs?|sessions?|resolutions?|cycles?|versions?)[^\S\n]{0,3}\Z",
    re.IGNORECASE,
)
_WINDOW = 64
_LAST_DAY_READ = 39  # 32 to 39 are slips worth a word; beyond, the number counts something else


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the days and ranges of days that a text names, in order, with exact offsets.

    A range with one year has it at both ends (`28 December - 2 January 2027` begins in 2026). Days that the calendar
    does not have are returned as written. `October 2014`, `may` and `20th session` are no days.
    """
    found: list[DateMention] = []
    for match in _DATE.finditer(text):
        mention = _single(match)
        if mention is None or _counts_something(text, mention, match):
            continue
        mention = _with_weekday_after(text, mention)
        before = found[-1] if found else None
        if before and before.last is None and _are_joined(text, before.start, before.end, mention.start):
            found[-1] = _range(text, before, mention)
            continue
        low = before.end if before else 0
        found.append(_with_day_before(text, mention, low=low) if match["month"] else _with_day_after(text, mention))
    return tuple(found)


def _single(match: re.Match[str]) -> DateMention | None:
    """Return the one day that the pattern found, or None for numbers that no calendar has."""
    if match["iso_year"]:
        month, day, year = int(match["iso_month"]), int(match["iso_day"]), int(match["iso_year"])
        if not 1 <= month <= len(MONTHS):
            return None
        named = None
    else:
        form = "" if match["month"] else "_us"
        month = MONTH_NUMBER[match["month" + form].rstrip(".").lower()]
        day = int(match["day" + form])
        year = int(match["year" + form] or 0)
        named = _named(match, "weekday" + form)
    if not 1 <= day <= _LAST_DAY_READ:
        return None
    first = PartialDay(month, day, year or None)
    return DateMention(match.start(), match.end(), match[0], first, first_weekday=named)


def _named(match: re.Match[str], group: str) -> NamedWeekday | None:
    if match[group] is None:
        return None
    word = match[group].rstrip(".")
    return NamedWeekday(WEEKDAY_NUMBER[word.lower()], match.start(group), match.start(group) + len(word))


def _counts_something(text: str, mention: DateMention, match: re.Match[str]) -> bool:
    # Only May and March are words that may follow a number by chance.
    is_doubtful = match["month"] in {"May", "March"} and not match["year"] and not match["weekday"]
    return is_doubtful and _follows_counted(text, mention.start)


def _follows_counted(text: str, start: int) -> bool:
    return _COUNTS_SOMETHING.search(text, max(0, start - _WINDOW), start) is not None


def _are_joined(text: str, first_start: int, end: int, start: int) -> bool:
    """Return whether what stands between two days makes them a range ("and" does after "between" only)."""
    between = _BETWEEN_DAYS.fullmatch(text, end, start)
    return between is not None and ("and" not in between[0] or _follows_between(text, first_start))


def _follows_between(text: str, start: int) -> bool:
    return text[max(0, start - _WINDOW) : start].lower().rstrip().removesuffix(" the").endswith("between")


def _range(text: str, first: DateMention, last: DateMention) -> DateMention:
    begin, end = _with_years(first.first, last.first)
    return DateMention(
        first.start, last.end, text[first.start : last.end], begin, end, first.first_weekday, last.first_weekday
    )


def _with_years(first: PartialDay, last: PartialDay) -> tuple[PartialDay, PartialDay]:
    """Return both days with a year when one of them has it; a range over New Year keeps its direction."""
    turns = (first.month, first.day) > (last.month, last.day) and first.month != last.month
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - turns), last
    if last.year is None and first.year is not None:
        return first, replace(last, year=first.year + turns)
    return first, last


def _with_day_before(text: str, mention: DateMention, *, low: int) -> DateMention:
    """Return the range of `19-30 January`: a bare number and a dash or "to" before the day."""
    match = _DAY_BEFORE.search(text, max(low, mention.start - _WINDOW), mention.start)
    if match is None or not 1 <= int(match["day"]) <= _LAST_DAY_READ or _follows_counted(text, match.start("day")):
        return mention
    if "and" in match["to"] and not _follows_between(text, match.start()):
        return mention
    # "session of 21 - 7 November": a dash between spaces is often a dash, a tight one is not.
    if int(match["day"]) >= mention.first.day and len(match["to"]) > 1:
        return mention
    first = replace(mention.first, day=int(match["day"]))
    start = match.start()
    return DateMention(
        start,
        mention.end,
        text[start : mention.end],
        first,
        mention.first,
        _named(match, "weekday"),
        mention.first_weekday,
    )


def _with_day_after(text: str, mention: DateMention) -> DateMention:
    """Return the range of `December 2-4, 2014`: a dash or "to" and a bare number after the day."""
    match = _DAY_AFTER.match(text, mention.end)
    if match is None or mention.first.year or not mention.first.day < int(match["day"]) <= _LAST_DAY_READ:
        return mention
    if "and" in match["to"] and not _follows_between(text, mention.start):
        return mention
    year = int(match["year"]) if match["year"] else None
    first = replace(mention.first, year=year)
    last = replace(first, day=int(match["day"]))
    return replace(mention, end=match.end(), text=text[mention.start : match.end()], first=first, last=last)


def _with_weekday_after(text: str, mention: DateMention) -> DateMention:
    """Return the day with the weekday of `1 September 2022 (Monday)` or `…, a Monday`."""
    match = _WEEKDAY_AFTER.match(text, mention.end)
    if match is None or mention.first_weekday:
        return mention
    end = match.end("weekday")
    return replace(mention, end=end, text=text[mention.start : end], first_weekday=_named(match, "weekday"))
