"""An ordinal number has the ending of another one: "22th session", "11st", "3nd".

Numbers that end in 1, 2 and 3 have st, nd and rd, but 11, 12 and 13 have th, and so have 111, 112 and 113. Sessions are
named by their number in every issue, so that a slip stands in headings. Write the form in the hint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.ordinals import find_wrong_ordinals
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "ordinal"
SUMMARY = "An ordinal number with the ending of another one: 22th, 11st, 3nd."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each number whose ordinal ending is not its own."""
    for passage in given.passages if given.is_english else ():
        for wrong in find_wrong_ordinals(passage):
            message = f"{quoted(wrong.text)} has the ending of another number"
            yield Finding(CODE, "warning", passage.place(wrong.start), message, wrong.text, f"write {wrong.right}")
