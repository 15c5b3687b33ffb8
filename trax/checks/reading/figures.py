"""Figures in running text, with the place of each: `48%`, `46,6 per cent`, `11,500`, `1'500`, `2.5`, `sixty`.

Numbers that name something are no figures: days, times, years, sessions, rooms, resolutions. What a figure counts is
read by those who ask (`parts`, `ratios`, `figure_keys`); here stands how exactly it was said. "More than 11,500" and
"nearly half" are right for many values, and so no exact figures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Unit = Literal["", "%", "points"]
# How a word beside a figure blurs it: "more than", "less than", "about".
Hedge = Literal["", "over", "under", "about"]

_ONES = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: number for number, word in enumerate((*_ONES, *_TEENS), start=2)}
NUMBER_WORDS |= {word: number * 10 for number, word in enumerate(_TENS, start=2)}
NUMBER_WORDS |= {
    f"{tens}-{one}": ten * 10 + number
    for ten, tens in enumerate(_TENS, start=2)
    for number, one in enumerate(("one", *_ONES), start=1)
}
SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:one|{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
# "Three quarters", "three times", "two hundred": no count of three or two.
_NO_COUNT = r"hal(?:f|ves)|thirds?\b|quarters?\b|\w+ths?\b|times\b|dozens?\b|hundred|thousand|million|billion"
_PER_CENT = r"per\s?cent(?!age)\b|percent(?!age)\b"
# The digit comes first and what must not stand before it second: so the engine leaps from digit to digit.
_FIGURE = re.compile(
    r"(?:"
    r"(?P<grouped>\d(?<![\w.,/:#$\u20ac\u00a3'\u2019-]\d)\d{0,2}+"
    r"(?:(?:,\d{3}){1,3}+|(?:['\u2019]\d{3}){1,3}+|(?:[\u00a0\u202f\u2009 ]\d{3}){1,3}+)(?!\d))(?P<rest>\.\d{1,4})?+"
    r"|(?P<plain>\d(?<![\w.,/:#$\u20ac\u00a3'\u2019-]\d)\d{0,8}+)(?:[.,](?P<decimals>\d{1,4}+))?+"
    r")(?![\w/]|[.,:'\u2019]\d|-\w|\s(?:million|billion|thousand)\b)"
    # A space that may not break is six signs wide where it was typed as &nbsp;.
    rf"(?P<unit>[^\S\n]{{0,7}}\n?(?:%|\uff05|(?i:{_PER_CENT}|percentage\spoints?\b)))?+"
)
# Words near which numbers in words count, though no figure is there: shares, totals, the five regional groups.
_COUNT_WORDS = ("per cent", "percent", "er\u00a0cent", "n all ", "n total", "ogether", "Africa", "Per cent", "n all\n")
_SPELLED_OUT = re.compile(
    rf"(?<![\w-])(?=[efnstEFNST])(?P<word>(?i:{SPELLED}))\b(?![\s-](?:{_NO_COUNT})|-)(?P<unit>\s(?i:{_PER_CENT}))?+"
)
# Numbers in words count where figures are; elsewhere nobody works anything out.
_BESIDE, _LONGEST_WORD = 160, 24
_OVER = r"more than|over|above|at least|exceeding|no (?:fewer|less) than|upwards of|beyond|in excess of"
_UNDER = r"less than|fewer than|under|below|up to|at most|(?:no|not) more than"
_ABOUT = (
    r"about|around|approximately|approx\.|some|roughly|circa|ca\.|c\.|~|\u2248|an? estimated|estimated|nearly|almost"
    r"|close to|just (?:over|under|above|below)|slightly (?:over|under|above|below|more than|less than)|between|nearing"
)
_HEDGED = re.compile(
    rf"(?<!\w)(?:(?P<about>{_ABOUT})|(?P<over>{_OVER})|(?P<under>{_UNDER}))\s{{0,3}}(?:a total of |the )?\Z",
    re.IGNORECASE,
)
_HEDGED_AFTER = re.compile(r"\s?(?:\+|plus\b|or (?P<so>so|thereabouts)\b|(?:or|and) more\b)")
_NAMED = (
    r"session|cycle|item|number|room|salle|article|art\.|section|chapter|paragraph|para\.?|page|category|resolution|volume"
    r"|goal|sdg|rule|annex|figure|table|part|working group|upr|hrc|level|step|phone|tel\.?|fax"
)
_NAMES_SOMETHING = re.compile(
    rf"\b(?:(?:{_NAMED}|nos?\.?|pp?\.)[\s:]{{1,3}}"
    rf"|(?:{_NAMED}|no|categorie)s\.?\s{{1,3}}(?:\d{{1,2}}\s?(?:,|to|and|or|&|-|\u2013)\s?){{0,6}})\Z",
    re.IGNORECASE,
)
_LARGEST_NAMED = 99
_RANGE = re.compile(
    r"(?<![\w.,])[\d.,]{0,8}\d%?\s?[-\u2010-\u2015]\s?\Z|(?<!from )(?<![\w.,])[\d.,]{0,8}\d%?\s?\b(?:to|or)\s\Z"
    r"|\bbetween [\d.,%]{1,9} and \Z"
)
_RANGE_AFTER = re.compile(r"\s?[\u2010-\u2015-]\s?\d")
COUNTED = (
    r"(?:recommendations?|states?|countries|participants?|organi[sz]ations?|missions?|statements?|ngos?|csos?|suRs?"
    r"|speakers?|delegations?|people|persons|respondents?|reviews?|reports?|pledges?)"
)
_COUNTS = re.compile(rf"\s+(?:[a-z]{{2,12}}\s+|UPR\s+){{0,2}}{COUNTED}\b", re.IGNORECASE)
_DASHES, _ENDS_A_HEDGE, _IN_A_ROW = "%-\u2010\u2011\u2012\u2013\u2014\u2015", "~\u2248.", ".:,&-\u2013"
_FIRST_YEAR, _LAST_YEAR, _YEAR_DIGITS, _DIGITS_OF_A_GROUP = 1900, 2100, 4, 3
_WINDOW, _RANGE_WINDOW = 48, 24


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure of a text; `text` stands from `start` to `end`, its unit included.

    Attributes:
        decimals: Digits written after the point.
        hedge: How the words beside it blur it; empty for an exact figure.
    """

    start: int
    end: int
    text: str
    value: float
    unit: Unit = ""
    decimals: int = 0
    hedge: Hedge = ""

    @property
    def is_percent(self) -> bool:
        """Whether it is a share."""
        return self.unit == "%"

    @property
    def step(self) -> float:
        """The last digit written: 1 for `48`, 0.1 for `46.6`."""
        return 10.0**-self.decimals


def find_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[FigureMention, ...]:
    """Return the figures of a text, in order; numbers in words only where one in digits is near.

    Args:
        taken: Where numbers stand that are known to be something else (days, times), in order.
    """
    starts = [start for start, _ in taken]
    found = []
    for match in _matches(text):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and taken[index][1] > match.start():
            continue
        figure = _mention(text, match)
        if figure:
            found.append(figure)
    return tuple(found)


def _matches(text: str) -> list[re.Match[str]]:
    found = list(_FIGURE.finditer(text))
    words, position = [], 0
    for start, end in sorted([*(match.span() for match in found), *_count_words(text)]):
        low, high = max(position, start - _BESIDE), end + _BESIDE
        near = _SPELLED_OUT.finditer(text, low, high + _LONGEST_WORD)
        words += [word for word in near if word.start() < high]
        position = max(position, high, words[-1].end() if words else 0)
    return sorted((*found, *words), key=lambda match: match.start())


def _count_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand near which numbers in words count."""
    for word in _COUNT_WORDS:  # one by one: a search for a text is far faster than one for a pattern
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))


def _mention(text: str, match: re.Match[str]) -> FigureMention | None:
    """Return the figure; None where the number names a year, a session or the like."""
    start, end = match.span()
    unit = _unit(match["unit"])
    hedge = _hedge(text, start, end)
    if match.re is _SPELLED_OUT:
        return FigureMention(start, end, match[0], float(NUMBER_WORDS[match["word"].lower()]), unit, 0, hedge)
    value, decimals = _value(match)
    if not unit and (_is_year(text, match, value) or _names_something(text, match, value)):
        return None
    if not unit and decimals == _DIGITS_OF_A_GROUP:
        hedge = hedge or "about"  # 1.500 may be one and a half, or fifteen hundred
    return FigureMention(start, end, match[0], value, unit, decimals, hedge)


def _value(match: re.Match[str]) -> tuple[float, int]:
    """Return the number and how many digits stand after its point."""
    if match["grouped"]:
        whole = "".join(char for char in match["grouped"] if char.isdecimal())
        rest = match["rest"] or ""
        return float(whole + rest), max(len(rest) - 1, 0)
    decimals = match["decimals"] or ""
    return float(f"{match['plain']}.{decimals or 0}"), len(decimals)


def _unit(written: str | None) -> Unit:
    if not written:
        return ""
    return "points" if "point" in written.lower() else "%"


def _is_year(text: str, match: re.Match[str], value: float) -> bool:
    """Return whether four plain digits are a year; "2039 recommendations" are counted."""
    if match["plain"] is None or len(match["plain"]) != _YEAR_DIGITS or match["decimals"]:
        return False
    return _FIRST_YEAR <= value <= _LAST_YEAR and _COUNTS.match(text, match.end(), match.end() + _WINDOW) is None


def _names_something(text: str, match: re.Match[str], value: float) -> bool:
    sign = _sign_before(text, match.start())
    if value > _LARGEST_NAMED or not (sign.isalpha() or sign in _IN_A_ROW):
        return False
    if not _has_letters(text[max(0, match.start() - _WINDOW) : match.start()]):
        return False
    return _NAMES_SOMETHING.search(text, max(0, match.start() - _WINDOW), match.start()) is not None


def _hedge(text: str, start: int, end: int) -> Hedge:
    low, sign = max(0, start - _WINDOW), _sign_before(text, start)
    # The sign before a figure tells most of them apart; only the rest is searched.
    if (sign.isalnum() or sign in _DASHES) and _RANGE.search(text, max(0, start - _RANGE_WINDOW), start):
        return "about"
    after = _HEDGED_AFTER.match(text, end)
    if after or _RANGE_AFTER.match(text, end):
        return "over" if after and not after["so"] else "about"
    may_be_hedged = sign.isalpha() or (sign in _ENDS_A_HEDGE and (sign != "." or _has_letters(text[low:start])))
    before = _HEDGED.search(text, low, start) if may_be_hedged else None
    if before is None:
        return ""
    return "about" if before["about"] else "over" if before["over"] else "under"


def _sign_before(text: str, start: int) -> str:
    """Return the last sign before a figure that is no space; a space where none is near."""
    return text[max(0, start - 4) : start].rstrip()[-1:] or " "


def _has_letters(text: str) -> bool:
    return text.upper() != text.lower()
