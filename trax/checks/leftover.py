"""Something that editing, pasting or a mailing program left behind: `](#)`, "the the", `&nbsp;`, `Ã©`, `{{name}}`.

A link without an address, a word or comma that stands twice, the message of a word processor, letters in the wrong
encoding, a tag that nobody fills in, a heading without words. Each finding says what to do.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from trax.checks.reading.doubled import find_doubled
from trax.checks.reading.leftovers import find_leftovers
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "leftover"
SUMMARY = "What editing left behind: a link to nowhere, a doubled word, code, an unfilled tag."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each thing that was to be taken out."""
    for passage in given.passages:
        doubled = find_doubled(passage) if given.is_english else ()
        for left in chain(find_leftovers(passage), doubled):
            yield Finding(CODE, left.severity, passage.place(left.start), left.message, left.text, left.hint)
