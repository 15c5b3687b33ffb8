"""A word of the field, or a person's name, is misspelt.

"Maggazzeni" beside "Magazzeni", "Palais de Nations", "recomendation": words this newsletter uses every month, with the
slips they are met with, stand in the glossary; names of people are held against the register in `library/people.yaml`
and the glossary. Other words are left to the spelling checker of the editor you write in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.date_slips import find_date_slips
from trax.checks.reading.misspelt import find_misspelt
from trax.checks.reading.people import find_nearly
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "spelling"
SUMMARY = "A word of the field, or a person's name, that is misspelt."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each slip of the word list, and for each name that is nearly one of the register."""
    people = given.glossary.organisation.people
    names = tuple(dict.fromkeys((*(each.name for each in given.people), *(each.name for each in people))))
    for passage in given.passages:
        told = set()
        for slip in (*find_misspelt(passage.prose, given.glossary), *find_date_slips(passage.prose)):
            if slip.end in told:
                continue
            told.add(slip.end)
            message = f"{quoted(slip.text)} is misspelt"
            yield Finding(CODE, "warning", passage.place(slip.start), message, slip.text, f"write {slip.right}")
        for mention in find_nearly(passage.prose, names):
            if mention.end not in told:
                message = f"{quoted(mention.text)} is not how the register spells {mention.name}"
                hint = f"write {mention.name}; if somebody else is meant, add that name to library/people.yaml"
                yield Finding(CODE, "warning", passage.place(mention.start), message, mention.text, hint)
