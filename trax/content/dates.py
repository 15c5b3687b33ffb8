"""Dates and times as people type them: strict in a header, where one must be meant; scanned for in running text.

Both read the same grammar (`date_text`, `time_text`). Numbers alone (`03/12/2014`) are refused: half of the world
reads the day first, the other half the month.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from trax.content.date_text import DateMention, NamedWeekday, PartialDay, find_dates
from trax.content.day_names import MONTH_NUMBER, MONTHS, WEEKDAY_NUMBER, WEEKDAYS, day_in_words
from trax.content.time_text import ClockTime, TimeMention, find_times
from trax.errors import TraxError
from trax.model import DayRange, LooseDate, TimeRange

__all__ = [
    "WEEKDAYS",
    "ClockTime",
    "DateError",
    "DateMention",
    "NamedWeekday",
    "PartialDay",
    "TimeMention",
    "day_in_words",
    "find_dates",
    "find_times",
    "nearest_weekday",
    "parse_day",
    "parse_days",
    "parse_loose_date",
    "parse_times",
]


class DateError(TraxError, ValueError):
    """Text that is no date or no time; the message says why in a writer's words, the hint what to write."""


LONGEST_TYPED = 80
FEBRUARY = 2
HOURS, MINUTES = 24, 60
_DAY_FORM = "write it like 3 December 2014, or Wednesday, 3 December 2014"
_DAYS_FORM = "write it like 3 December 2014, 2-4 December 2014 or 28 November - 2 December 2026"
_LOOSE_FORM = "write it like 2014, October 2014 or 31 October 2014"
_TIMES_FORM = "write it like 10:30 or 10:00-12:00"
_NUMBERS_ONLY = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{1,4}|\d{1,2}-\d{1,2}-\d{2,4}")
_DOUBTFUL_NUMBERS = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d|\d{4}[./]\d)")
_ISO_RANGE = re.compile(r"(\d{4}-\d\d-\d\d) ?(?:/|to|[-\u2010-\u2015\u2212]) ?(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_SHORT_YEAR = re.compile(r" '?\d\d\Z")
_MONTH_AND_YEAR = re.compile(r"(?P<month>[A-Za-z]+)\.?,? (?P<year>\d{4})|(?P<iso_year>\d{4})-(?P<iso_month>\d\d)")
_WORD = re.compile(r"[A-Za-z]+")


def parse_day(text: str, *, near: date | None = None) -> date:
    """Return the day a writer means by `2014-12-03`, `Wednesday, 3 December 2014` or `December 3, 2014`.

    Args:
        text: One day; English names of months and weekdays, full or short.
        near: Day of the issue; a missing year is the one that puts the result closest to it.

    Raises:
        DateError: If no such day exists, the year is missing without `near`, or the weekday is not that day's.
    """
    mention = _mention(text, form=_DAY_FORM)
    if mention.last is not None:
        raise DateError(f"{_quoted(text)} is more than one day.", hint=_DAY_FORM)
    return _day(text, mention.first, mention.first_weekday, near=near)


def parse_days(text: str, *, near: date | None = None) -> DayRange:
    """Return the day or days meant by `2-4 December 2014`, `27 October to 7 November 2014` or two ISO dates.

    Args:
        text: One day, as for `parse_day`, or two with "to" or a dash between them; one year may serve both.
        near: Day of the issue; a missing year is the one that puts the first day closest to it.

    Raises:
        DateError: As for `parse_day`, and if the range ends before it begins.
    """
    iso = _ISO_RANGE.fullmatch(_tidy(text))
    if iso:
        start, end = parse_day(iso[1]), parse_day(iso[2])
    else:
        mention = _mention(text, form=_DAYS_FORM)
        start = end = _day(text, mention.first, mention.first_weekday, near=near)
        if mention.last is not None:
            end = _day(text, mention.last, mention.last_weekday, near=start)
    if end < start:
        raise DateError(f"{_quoted(text)} ends before it begins.", hint=f"{_DAYS_FORM}; the earlier day comes first")
    return DayRange(start, end)


def parse_loose_date(text: str) -> LooseDate:
    """Return the date of `2014`, `October 2014`, `2014-10` or a full day, as exact as it was written.

    Raises:
        DateError: If it is none of these, or no such month or day exists.
    """
    tidy = _tidy(text)
    if re.fullmatch(r"[12]\d{3}", tidy):
        return LooseDate(int(tidy))
    match = _MONTH_AND_YEAR.fullmatch(tidy)
    if match and match["iso_year"]:
        month = int(match["iso_month"])
        if not 1 <= month <= len(MONTHS):
            raise DateError(f"{_quoted(text)} is not a date; there is no month {month}.", hint=_LOOSE_FORM)
        return LooseDate(int(match["iso_year"]), month)
    if match and match["month"].lower() in MONTH_NUMBER:
        return LooseDate(int(match["year"]), MONTH_NUMBER[match["month"].lower()])
    mention = _mention(text, form=_LOOSE_FORM)
    if mention.last is not None:
        raise DateError(f"{_quoted(text)} is more than one day.", hint=_LOOSE_FORM)
    day = _day(text, mention.first, mention.first_weekday, near=None)
    return LooseDate(day.year, day.month, day.day)


def parse_times(text: str) -> TimeRange:
    """Return the time or times meant by `10:30`, `10.00-12.00`, `10:00 to 12:00`, `1-2 pm`, `13h00` or `noon`.

    Raises:
        DateError: If it is no time, or the end does not come after the beginning.
    """
    tidy = _tidy(text).removeprefix("from ").removeprefix("at ")
    tidy += "." * tidy.endswith(("a.m", "p.m"))
    # A dotted time is in doubt in prose only; "at" is the word that removes the doubt there.
    mentions = find_times(f"at {tidy}")
    if len(mentions) != 1 or mentions[0].end - mentions[0].start != len(tidy):
        raise DateError(f"{_quoted(text)} is not a time.", hint=_times_hint(tidy))
    mention = mentions[0]
    for clock in (mention.first, mention.last):
        if clock and (not clock.is_possible or clock.hour == HOURS):
            raise DateError(
                f"{_quoted(text)} is not a time; hours go from 0 to 23 and minutes from 00 to 59.", hint=_TIMES_FORM
            )
    span = mention.span_minutes()
    if span is None:
        return TimeRange(_clock_time(mention.first.minutes()))
    if span[1] <= span[0]:
        raise DateError(f"{_quoted(text)} ends before it begins.", hint=_end_hint(mention))
    return TimeRange(_clock_time(span[0]), _clock_time(span[1]))


def nearest_weekday(day: date, weekday: int) -> date:
    """Return the day with that weekday (0 is Monday) closest to the given one; never more than three days away."""
    ahead = (weekday - day.weekday()) % len(WEEKDAYS)
    return day + timedelta(days=ahead if ahead <= len(WEEKDAYS) // 2 else ahead - len(WEEKDAYS))


def _clock_time(minutes: int) -> time:
    return time(*divmod(minutes, MINUTES))


def _tidy(text: str) -> str:
    """Return the text with single plain spaces, and names of months and weekdays with their capital."""
    spaced = " ".join(text[: LONGEST_TYPED + 1].split()).removesuffix(".")
    return _WORD.sub(lambda match: _capital(match[0]), spaced)


def _capital(word: str) -> str:
    is_name = word.lower() in MONTH_NUMBER or word.lower() in WEEKDAY_NUMBER
    return word.capitalize() if is_name else word.lower()


def _mention(text: str, *, form: str) -> DateMention:
    """Return what the whole text says, or say why it says no date."""
    tidy = _tidy(text).removeprefix("from ").removeprefix("on ").removeprefix("the ")
    mentions = find_dates(tidy) if len(tidy) <= LONGEST_TYPED and not _DOUBTFUL_NUMBERS.search(tidy) else ()
    if len(mentions) == 1 and mentions[0].text == tidy:
        return mentions[0]
    raise DateError(_why_no_date(text, tidy), hint=form)


def _why_no_date(text: str, tidy: str) -> str:
    quoted = _quoted(text)
    if not tidy:
        return "a date is missing here."
    if _NUMBERS_ONLY.fullmatch(tidy):
        return f"{quoted} is not clear: some read the day first, others the month; write the month as a word."
    iso = re.fullmatch(r"\d{4}-(\d\d)-\d\d", tidy)
    if iso and not 1 <= int(iso[1]) <= len(MONTHS):
        return f"{quoted} is not a date; there is no month {int(iso[1])}."
    if _SHORT_YEAR.search(tidy) and find_dates(_SHORT_YEAR.sub("", tidy)):
        return f"{quoted} is not a date; write the year with four digits."
    return f"{quoted} is not a date."


def _day(text: str, partial: PartialDay, named: NamedWeekday | None, *, near: date | None) -> date:
    """Return the one day meant, checked against the calendar and the weekday that was named."""
    longest = partial.longest_month
    if partial.day > longest:
        month = MONTHS[partial.month - 1]
        if partial.month == FEBRUARY and partial.year is not None:
            month += f" {partial.year}"
        raise DateError(f"{_quoted(text)} is not a date; {month} has {longest} days.", hint=_DAY_FORM)
    if partial.year is None and near is None:
        raise DateError(f"{_quoted(text)} has no year.", hint="add the year with four digits")
    day = partial.nearest(near or date.min)
    if day is None:
        raise DateError(f"{_quoted(text)} is in no year near the issue's.", hint="add the year with four digits")
    if named and named.number != day.weekday():
        other = nearest_weekday(day, named.number)
        raise DateError(
            f"{_quoted(text)}: {day_in_words(day)} is a {WEEKDAYS[day.weekday()]}.",
            hint=f"write {day_in_words(day, weekday=True)}, or {day_in_words(other, weekday=True)}",
        )
    return day


def _times_hint(tidy: str) -> str:
    if re.search(r"\d ?(?:cet|cest|gmt|utc|bst|est)\b", tidy):
        return f"{_TIMES_FORM}; a time zone has a line of its own (zone: Europe/Zurich)"
    return _TIMES_FORM


def _end_hint(mention: TimeMention) -> str:
    if mention.last and mention.last.half == "am" and mention.last.minutes() < MINUTES:
        return "12:00 am is midnight; for noon write 12:00"
    return f"{_TIMES_FORM}, with the earlier time first"


def _quoted(text: str) -> str:
    """Return the text in quotes, on one line, cut where it is long."""
    line = " ".join(text[: LONGEST_TYPED * 2].split())
    return f'"{line}"' if len(line) <= LONGEST_TYPED else f'"{line[: LONGEST_TYPED - 1]}…"'
