"""The language of an issue: its fixed phrases, and its way to write dates, times, numbers and lists.

Phrases come from `templates/strings/<language>.yaml`; months, weekdays and plural rules from CLDR through
Babel. CLDR's own date ranges shorten the months in some languages, so the patterns of ranges are phrases too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from trax.errors import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trax.model import DayRange, LooseDate, TimeRange

# {start|d MMMM}: an end of a range and the Unicode pattern it is written with.
RANGE_PART = re.compile(r"\{(start|end)\|([^{}]+)\}")
SLOT = re.compile(r"\{(\w+)\}")
MINUS = "\u2212"


class Language:
    """The phrases and formats of one language."""

    def __init__(self, tag: str, phrases: Mapping[str, Any], *, path: str) -> None:
        """Keep the phrases of the file.

        Args:
            tag: BCP 47 tag, `en` or `zh-Hans`.
            phrases: The parsed strings file; every scalar is text.
            path: The file, for messages.

        Raises:
            TemplateFault: If the file names no locale that CLDR knows.
        """
        self.tag = tag
        self._phrases = phrases
        self._path = path
        name = self("language.locale")
        try:
            self.locale = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError) as error:
            raise TemplateFault(path, None, f'language.locale: "{name}" is not a locale such as en-GB') from error

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`.

        Raises:
            TemplateFault: If the file says something else.
        """
        written = self("language.direction")
        if written not in ("ltr", "rtl"):
            raise TemplateFault(self._path, None, f'language.direction: "{written}" is neither ltr nor rtl')
        return written

    def __call__(self, key: str, **values: object) -> str:
        """Return the phrase with its values filled in: `language("session.title", ordinal="20th")`.

        Raises:
            TemplateFault: If the language has no such phrase, or the phrase wants a value that is not given.
        """
        phrase = self._find(key)
        if not isinstance(phrase, str):
            raise TemplateFault(self._path, None, f"{key}: is not one phrase")
        return self._fill(key, phrase, values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Return the phrase in the plural form that the number takes in this language."""
        forms = self._find(key)
        form = str(self.locale.plural_form(n))
        phrase = forms.get(form, forms.get("other")) if isinstance(forms, dict) else None
        if not isinstance(phrase, str):
            raise TemplateFault(self._path, None, f"{key}: the plural form {form} is missing")
        return self._fill(key, phrase, {"n": self.number(n), **values})

    def number(self, n: int) -> str:
        """Return the number in digits with the language's separators: `11,500`."""
        return str(format_decimal(n, locale=self.locale))

    def ordinal(self, n: int) -> str:
        """Return `20th`, `21st`."""
        forms = self._find("ordinal")
        form = str(self.locale.ordinal_form(n))
        phrase = forms.get(form, forms.get("other")) if isinstance(forms, dict) else None
        if not isinstance(phrase, str):
            raise TemplateFault(self._path, None, f"ordinal: the form {form} is missing")
        return phrase.replace("{n}", str(n))

    def in_words(self, n: int) -> str:
        """Return a small number in words, a larger one in digits."""
        words = self._find("words")
        if not isinstance(words, list):
            raise TemplateFault(self._path, None, "words: is not a list")
        return str(words[n]) if 0 <= n < len(words) else self.number(n)

    def names(self, names: Iterable[str]) -> str:
        """Return `English, French and Spanish`."""
        return str(format_list(list(names), locale=self.locale))

    def day(self, day: date, pattern: str = "day") -> str:
        """Return a day in one of the patterns of the phrases: `day`, `weekday_day`, `month`, `year`."""
        key = f"dates.{pattern}"
        return self._date(day, self(key), key=key)

    def loose(self, when: LooseDate) -> str:
        """Return a date as precisely as it is known: `2014`, `October 2014`, `31 October 2014`."""
        if when.month is None:
            return self.day(date(when.year, 1, 1), "year")
        if when.day is None:
            return self.day(date(when.year, when.month, 1), "month")
        return self.day(date(when.year, when.month, when.day))

    def days(self, days: DayRange) -> str:
        """Return the days as one phrase: `27 October to 7 November 2014`."""
        start, end = days.start, days.end
        if start == end:
            pattern = "one_day"
        elif (start.year, start.month) == (end.year, end.month):
            pattern = "within_month"
        elif start.year == end.year:
            pattern = "within_year"
        else:
            pattern = "across_years"
        return self._range(pattern, days)

    def block_days(self, days: DayRange) -> str:
        """Return the days of a date block: one, or the first and the last."""
        return self._range("block_one_day" if days.is_one_day else "block_within_month", days)

    def block_month(self, days: DayRange) -> str:
        """Return the month of a date block, `Dec`, or both of a range over two."""
        same = days.start.month == days.end.month
        return self._range("block_month" if same else "block_two_months", days)

    def times(self, times: TimeRange, zone: str, day: date) -> str:
        """Return `10:00 to 12:00 CET (UTC+1)`: wall time, the zone's short name and its offset on that day.

        A zone without a name of its own in this language has its offset alone.
        """
        start = _clock(times.start)
        text = self("times.range", start=start, end=_clock(times.end)) if times.end else start
        moment = datetime.combine(day, times.start, ZoneInfo(zone))
        name = str(get_timezone_name(moment, width="short", locale=self.locale))
        # CLDR writes a nameless zone as +0700, and Babel 2.18 makes -0430 of St John's -0330.
        if name == "UTC" or any(character.isdigit() for character in name):
            return self("times.with_offset", times=text, offset=_offset(moment))
        return self("times.with_zone", times=text, zone=name, offset=_offset(moment))

    def _range(self, pattern: str, days: DayRange) -> str:
        ends = {"start": days.start, "end": days.end}
        key = f"dates.{pattern}"
        phrase = self._find(key)
        if not isinstance(phrase, str):
            raise TemplateFault(self._path, None, f"{key}: is not one phrase")
        return RANGE_PART.sub(lambda part: self._date(ends[part[1]], part[2], key=key), phrase)

    def _date(self, day: date, pattern: str, *, key: str) -> str:
        try:
            return str(format_date(day, pattern, locale=self.locale))
        except (ValueError, AttributeError) as error:
            raise TemplateFault(self._path, None, f'{key}: "{pattern}" is not a pattern of a date') from error

    def _find(self, key: str) -> object:
        found: Any = self._phrases
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise TemplateFault(self._path, None, f"the phrase {key} is missing")
            found = found[part]
        return found

    def _fill(self, key: str, phrase: str, values: Mapping[str, object]) -> str:
        def value(slot: re.Match[str]) -> str:
            if slot[1] not in values:
                raise TemplateFault(self._path, None, f"{key}: nothing fills {slot[0]}")
            return str(values[slot[1]])

        return SLOT.sub(value, phrase)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def _offset(moment: datetime) -> str:
    """Return `+1`, `+5:30`, or a true minus and `3`, the way people read offsets."""
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    sign = "+" if minutes >= 0 else MINUS
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}:{rest:02d}" if rest else f"{sign}{hours}"
