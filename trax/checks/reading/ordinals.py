"""Numbers with an ordinal ending that is not theirs: `22th`, `11st`, `3nd`; also with the ending raised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_ORDINAL = re.compile(
    r"(?<![\w/$€£#@])(?<!\d[.,])(?P<number>\d{1,3}(?:,\d{3}){1,3}|\d{1,6})(?P<gap>[-\u2010\u2011^ ]?[^\S\n]{0,12})"
    r"(?P<ending>st|nd|rd|th|ST|ND|RD|TH)(?![\w'\u2019@/.-]\w)\b"
)
# What may stand between a number and its ending in the source: marks that raise it, and one space of a paste.
_RAISED = re.compile(r"[*_^~\u00a0 ]?(?:<sup>|\^|[*_]{1,2})?[-\u2010\u2011]?")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_FEW_DIGITS = 3


@dataclass(frozen=True, slots=True)
class WrongOrdinal:
    """An ordinal as it stands, `22<sup>th`, and as it should be, `22nd`."""

    start: int
    text: str
    right: str


def find_wrong_ordinals(passage: Passage) -> Iterator[WrongOrdinal]:
    """Yield the ordinals of a text whose ending does not belong to their number."""
    for match in _ORDINAL.finditer(passage.prose):
        number, ending = match["number"], match["ending"]
        right = ending_of(int(number.replace(",", "")))
        if right == ending.lower() or not _RAISED.fullmatch(passage.source, match.start("gap"), match.end("gap")):
            continue
        # "12 ST" is a street and "2014 nd" has no date: apart from it, only a short number has an ending.
        is_apart = " " in passage.source[match.start("gap") : match.end("gap")]
        if not is_apart or (ending.islower() and len(number) <= _FEW_DIGITS):
            yield WrongOrdinal(match.start(), passage.source[match.start() : match.end()], number + right)


def ending_of(number: int) -> str:
    """Return `st`, `nd`, `rd` or `th`; 11, 12, 13 and all hundreds above them have `th`."""
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
