"""The name of a State is misspelt, or is one that the State gave up before the year of the issue.

"Kyrgystan" is no name of a State. "Swaziland" was right until 2018 and is a slip in 2021; an old name is accepted to
the end of the year after, and wherever the text speaks of the past. Short or formal names, and both in one list, are
house style and never a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.state_slips import find_misspellings, find_old_names
from trax.model import Finding
from trax.upr.names import name_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "state-name"
SUMMARY = "The name of a State that is misspelt, or was out of use in the year of the issue."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a warning for each misspelt name, and a notice for each State under a name of earlier years."""
    told: set[tuple[str, str]] = set()
    for passage in given.passages:
        for slip in find_misspellings(passage):
            name = name_on(slip.state, given.as_of, form="short")
            yield Finding(
                CODE,
                "warning",
                passage.place(slip.start),
                f'"{slip.text}" is no name of a State; is {name} meant?',
                slip.text,
                f"write {name}",
            )
        for old in find_old_names(passage, given.as_of.year):
            if (passage.begins.path, old.state.iso3) in told:
                continue  # once in a file is enough
            told.add((passage.begins.path, old.state.iso3))
            name = name_on(old.state, given.as_of, form="short")
            doubt = "" if old.former.confidence == "verified" else f" ({old.former.confidence.replace('-', ' ')})"
            yield Finding(
                CODE,
                "notice",
                passage.place(old.start),
                f'"{old.text}" was the name of {name} until {old.former.until.year}{doubt}',
                old.text,
                f"write {name}",
                old.former.source,
            )
