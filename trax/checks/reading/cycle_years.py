"""The years that a text gives for a cycle: `the second cycle (2012-2016)`, `4th cycle, from November 2022 to …`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.ordinal_words import GAP
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.upr.table import Cycle

_YEARS = re.compile(
    rf"(?:{GAP}of{GAP}the{GAP}UPR)?\s?[(,]?\s?(?:from{GAP}|between{GAP})?(?:{MONTH}{GAP})?(?P<first>20\d\d)"
    rf"\s?(?:[\u2010-\u2015/-]|to|until|and)\s?(?:{MONTH}{GAP})?(?P<last>20\d\d)(?!\d)"
)
# The Council adopts the last outcomes in the next year, and plans moved by a session.
_YEARS_OFF = 1


@dataclass(frozen=True, slots=True)
class CycleYears:
    """The years of a cycle in a text, from `start` to `end`, that are not those of the table."""

    cycle: Cycle
    start: int
    end: int
    is_start_wrong: bool


def find_wrong_years(passage: Passage) -> Iterator[CycleYears]:
    """Yield the years given for a cycle that are more than a year from those in which it began and ended."""
    for mention in passage.cycles:
        cycle = next((each for each in passage.table.cycles if each.number == mention.number), None)
        match = _YEARS.match(passage.prose, mention.end)
        if cycle is None or match is None:
            continue
        first, last = int(match["first"]), int(match["last"])
        is_start_wrong = abs(first - int(cycle.first_month[:4])) > _YEARS_OFF
        if is_start_wrong or abs(last - int(cycle.last_month[:4])) > _YEARS_OFF:
            yield CycleYears(cycle, match.start("first"), match.end("last"), is_start_wrong)
