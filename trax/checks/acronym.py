"""An acronym is written in a form that the field does not know, or spelled out wrongly.

"UONG" for UNOG, "OHCRH" for OHCHR: readers look for the building or the office and do not find it. Acronyms that are
nearly one of the glossary's are reported; one that the text itself explains is somebody else's and is left alone. Words
that spell an acronym out in another way than the glossary does ("Universal Periodical Review (UPR)") are a notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.expansions import find_odd_expansions
from trax.checks.reading.misspelt import find_odd_acronyms
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "acronym"
SUMMARY = "An acronym in a form that the field does not know, or spelled out wrongly."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each acronym that is not written, or not spelled out, as the glossary has it."""
    for passage in given.passages:
        for slip in find_odd_acronyms(passage.prose, given.glossary):
            term = given.glossary.term(slip.right)
            meaning = f" ({term.expansion})" if term and term.expansion else ""
            message = f"{quoted(slip.text)} is no acronym of the field; {slip.right}{meaning} is one"
            yield Finding(CODE, "warning", passage.place(slip.start), message, slip.text, f"write {slip.right}")
        for slip in find_odd_expansions(passage.prose, given.glossary):
            message = f"{quoted(slip.text)}: the glossary spells it out as {slip.right}"
            yield Finding(CODE, "notice", passage.place(slip.start), message, slip.text, f"write {slip.right}")
