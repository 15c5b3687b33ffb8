"""Percentages and counts that do not add up, or are not the quotient that stands beside them.

"52% accepted, 30% rejected and 20% noted" make 102, and "3,688 of 7,500 (50.2%)" are 49.2. Readers work out again what
they find in one sentence or table. Rounding and cutting off are both right, so are "an increase of 2%" in points or in
percent of the first figure, and parts of which the text does not say that they are all. Work it out from the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.arithmetic import find_miscounts
from trax.checks.reading.figure_blocks import figure_blocks
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "percentages"
SUMMARY = "Parts that do not add up, and percentages that are not the quotient beside them."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each statement of arithmetic that does not hold."""
    if not given.is_english:
        return
    for passage in (*given.passages, *figure_blocks(given.items, given.table)):
        for miscount in find_miscounts(passage):
            text = " ".join(passage.prose[miscount.start : miscount.end].split())
            text += ")" * (text.count("(") - text.count(")"))
            place = passage.place(miscount.start)
            yield Finding(CODE, miscount.severity, place, miscount.message, text, miscount.hint)
