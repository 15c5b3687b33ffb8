"""Whether a date of a text stands firm, is called tentative, or is quoted as one that no longer holds.

"Tentatively from 28 May to 8 June" is no mistake when the session begins on another day; "was postponed from 4-15 May"
says itself that the dates are past. "Postponed to 2-13 November" is a date like any other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage

Standing = Literal["firm", "tentative", "former"]

# Words that may stand before the session's name, and those that must stand between it and its date, since before it
# they speak of something else: "the reviews planned for the 21st session (19-30 January)".
_FORMER_PLAINLY = re.compile(
    r"\b(?i:originally|original (?:dates?|plan)|initially|initial (?:dates?|plan)|previously|formerly"
    r"|first (?:planned|scheduled|announced|set|foreseen|due)|postponement|cancell?ation|erratum|corrigendum|correction"
    r"|wrongly|incorrectly|mistakenly|erroneously|(?:issue|newsletter|trax|No\s?\d+) (?:said|wrote|announced|gave))\b"
)
_FORMER = re.compile(
    r"\b(?i:(?:had been|was|were) (?:due|supposed|meant|planned|scheduled|set|expected|to be|to have|foreseen"
    r"|announced)|(?:postponed|moved|rescheduled|shifted|delayed|deferred|changed) from|instead of|rather than"
    r"|in place of|should (?:have|read)|would have|no longer|cancell?ed|not (?:on|from|held))\b"
)
_FORMER_AFTER = re.compile(
    r"(?:(?!review)[^.;]){0,60}\b(?i:postponed|cancell?ed|deferred|rescheduled|no longer|did not take place|could not"
    r"|not be held|has been moved|was moved|were moved)\b"
)
_TENTATIVE_PLAINLY = re.compile(
    r"\b(?i:tentativ\w*|provisional\w*|indicative\w*|preliminar\w+|to be confirmed|tbc|subject to|unconfirmed"
    r"|not yet confirmed|may change)\b|\b(?i:around|about|circa|ca\.|approximately|approx\.)\s+(?:the\s+)?\Z"
)
_TENTATIVE = re.compile(
    r"\b(?i:planned|expected|likely|probably|possibly|estimated|envisaged|foreseen|projected|proposed|might)\b"
)
_TENTATIVE_HEADING = re.compile(
    r"\b(?i:(?:tentative|provisional|indicative) (?:dates?|calendar|timetable|schedule|list|programme))\b"
)
_LOOK_BACK, _LOOK_AHEAD, _HEADING_BACK = 120, 60, 400


def standing_of(passage: Passage, start: int, end: int) -> Standing:
    """Return how firmly a date from `start` to `end` stands, by the words of its clause and those above its table."""
    low, high = passage.sentence(start)
    first = bisect_left(passage.dates, start, key=lambda date: date.start)
    last = bisect_left(passage.dates, end, first, key=lambda date: date.start)
    if first:
        low = max(low, passage.dates[first - 1].end)
    if last < len(passage.dates):
        high = min(high, passage.dates[last].start)
    low, high = max(low, start - _LOOK_BACK), min(high, end + _LOOK_AHEAD)
    named = passage.sessions_between(low, start)
    between = named[-1].end if named else low
    prose = passage.prose
    if (
        _FORMER_PLAINLY.search(prose, low, start)
        or _FORMER.search(prose, between, start)
        or _FORMER_AFTER.match(prose, end, high)
    ):
        return "former"
    is_tentative = (
        _TENTATIVE_PLAINLY.search(prose, low, start)
        or _TENTATIVE.search(prose, between, start)
        or _TENTATIVE_PLAINLY.search(prose, end, high)
        or _TENTATIVE_HEADING.search(prose, max(0, start - _HEADING_BACK), start)
    )
    return "tentative" if is_tentative else "firm"
