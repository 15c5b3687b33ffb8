"""Months in running text: `November 2014`, `October-November 2014`, `in November`, and years alone: `in 2014`.

A month that belongs to a day ("27 October 2014") is part of a date and none of these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.ordinal_words import GAP, MAYBE
from trax.content.day_names import MONTH, MONTH_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.content.date_text import DateMention

_YEAR = r"(?:19|20)\d\d"
_MONTHS = re.compile(
    rf"\b(?P<first>{MONTH})(?:(?:,?{GAP}(?P<first_year>{_YEAR}))?{MAYBE}"
    rf"(?:[/\u2010-\u2015-]|to|and|until){MAYBE}(?P<last>{MONTH}))?(?:,?{GAP}(?:of{GAP})?(?P<year>{_YEAR})(?![\w/-]))?"
    rf"|(?<![\w/.$-])(?P<alone>{_YEAR})(?![\w%/-]|[.,]\d)"
)
# Without a year, "May" and "March" may be verbs, and any month the name of something.
_SAYS_MONTH = re.compile(
    r"(?:\b(?:in|of|during|since|until|for|from|by|early|late|mid|last|next|this|every)[\s-]{1,3}|[(|:]\s?)\Z",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\d{MAYBE}(?:st|nd|rd|th)?{MAYBE}(?:of{GAP})?\Z")
_DAY_AFTER = re.compile(rf"{GAP}\d{{1,2}}(?!\d)")


@dataclass(frozen=True, slots=True)
class MonthMention:
    """A month, two months, or a year (`month` is None), as somebody wrote it; the year may be missing."""

    start: int
    end: int
    text: str
    month: int | None
    year: int | None
    last_month: int | None = None
    last_year: int | None = None


def find_months(text: str, dates: Sequence[DateMention]) -> tuple[MonthMention, ...]:
    """Return the months and years that a text names outside of dates, in order.

    Args:
        text: The words.
        dates: The dates in them.
    """
    found = []
    for match in _MONTHS.finditer(text):
        index = bisect_left(dates, match.end(), key=lambda date: date.start)
        if index and dates[index - 1].end > match.start():
            continue
        mention = _mention(match)
        if mention and (mention.year or _is_month(text, match)):
            found.append(mention)
    return tuple(found)


def _mention(match: re.Match[str]) -> MonthMention | None:
    if match["alone"]:
        return MonthMention(*match.span(), match[0], None, int(match["alone"]))
    month, year = _number(match["first"]), int(match["year"] or 0) or None
    if match["last"] is None:
        return MonthMention(*match.span(), match[0], month, year)
    last = _number(match["last"])
    first_year = int(match["first_year"]) if match["first_year"] else year - (month > last) if year else None
    return MonthMention(*match.span(), match[0], month, first_year, last, year)


def _number(name: str) -> int:
    return MONTH_NUMBER[name.rstrip(".").lower()]


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Return whether words around a month without a year show that no day and no verb is meant."""
    if _DAY_BEFORE.search(text, max(0, match.start() - 12), match.start()) or _DAY_AFTER.match(text, match.end()):
        return False
    return _SAYS_MONTH.search(text, max(0, match.start() - 8), match.start()) is not None
