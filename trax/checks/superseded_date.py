"""Dates of a session that were planned once, or are called tentative, and that newer data has replaced.

"The 36th session takes place from 4 to 15 May 2020" was right until it was postponed to November. An issue written
while the plan stood is left alone; one written after it should give the new dates, or say that it quotes the old ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import source_of
from trax.checks.reading.session_verdicts import find_verdicts
from trax.checks.reading.verdict_words import what_is_right
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "superseded-date"
SUMMARY = "Planned or tentative dates of a session that newer dates have replaced."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each claim that was a plan, and that the table knows to have turned out otherwise."""
    for verdict in find_verdicts(given):
        if verdict.kind == "superseded" and (right := what_is_right(given.as_of, verdict)):
            claim = verdict.claim
            yield Finding(
                CODE,
                verdict.severity,
                claim.passage.place(claim.mention.start),
                f"{' '.join(claim.mention.text.split())} was the plan; {right}",
                claim.text,
                'give the new dates, or say that these were "first planned"',
                source_of(given.table, verdict.session, verdict.days[0].level),
            )
