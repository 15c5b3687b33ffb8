"""A list of States that is alphabetical but for two neighbours: "Gambia, Fiji".

Alphabetical order and the order of review are both right. A list in the order of its session's reviews, or in no order
at all, is left alone; so is one that a State enters under another of its names ("The Gambia" under T).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import listed
from trax.checks.reading.alphabet import swapped_neighbours
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.list_entries import Entry

CODE = "list-order"
SUMMARY = "A list of States that is alphabetical but for a few neighbours."

# Fewer names in a row are too often alphabetical by chance.
_FEWEST = 7


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a notice for each list that a swap of neighbours would put in alphabetical order."""
    for passage in given.passages:
        for run in passage.runs:
            entries = [entry for entry in run.entries if entry.iso3 or entry.meant]
            if len(entries) < _FEWEST or any(entry.joint in {"timetable", "remark"} for entry in entries):
                continue
            codes = [entry.iso3 or entry.meant for entry in entries]
            swaps = swapped_neighbours(given.table, [(entry.iso3, entry.text) for entry in entries])
            if not swaps or len(set(codes)) < len(codes) or _is_review_order(given, codes):
                continue
            pairs = [_pair(entries[index : index + 2]) for index in swaps]
            yield Finding(
                CODE,
                "notice",
                passage.place(entries[swaps[0]].start),
                f"the list is alphabetical but for {listed([f'{one} before {other}' for one, other in pairs])}",
                ", ".join(pairs[0]),
                f"write {listed([f'{other} before {one}' for one, other in pairs])}, or keep another order throughout",
            )


def _pair(entries: list[Entry]) -> tuple[str, str]:
    return entries[0].text, entries[1].text


def _is_review_order(given: CheckInput, codes: list[str]) -> bool:
    """Return whether the States stand in the order of a session of the table."""
    return any(
        set(codes) <= set(session.states) and codes == [code for code in session.states if code in codes]
        for session in given.table.sessions
    )
