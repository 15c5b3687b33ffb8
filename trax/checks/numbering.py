"""The numbers of a list do not follow each other: 1, 2, 4, or 1, 2, 2, 3.

Either an entry was lost when the list was edited, or the numbers were not corrected after one was taken out. Readers
who are told "see point 4" find the wrong one. A list that begins at another number, and one in which every entry has
the number 1, as Markdown allows, are in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.numbering import find_number_slips
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "numbering"
SUMMARY = "A numbered list with a number missing or standing twice."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each number of a list that does not follow the one before."""
    for passage in given.passages:
        for slip in find_number_slips(passage):
            if slip.is_repeated:
                message, hint = f"{slip.before} stands twice in this list", f"is this {slip.expected}?"
            else:
                message = f"after {slip.before} comes {slip.text.strip('().')}: {slip.expected} is missing"
                hint = "put the lost entry back, or number the list anew"
            yield Finding(CODE, "warning", passage.place(slip.start), message, slip.text, hint)
