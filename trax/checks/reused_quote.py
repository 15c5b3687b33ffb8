"""A quote, or a whole paragraph, stood in an earlier issue already, word for word or nearly so.

Readers notice, and a paragraph that is taken over keeps the dates and figures of its month. Write it anew, or choose
another quote. Titles in quotation marks are no quotes. A paragraph of three or more earlier issues is part of the
furniture and not mentioned; nor is one in which a number was brought up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import issue_and_day
from trax.checks.reading.wordings import are_alike, sketch_of, words_of
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.memory import Use
    from trax.checks.reading.issue_facts import WordingFact
    from trax.checks.reading.wordings import Wording

CODE = "reused-quote"
SUMMARY = "A quote or a paragraph that stood in an earlier issue already."

FEWEST_STANDING = 3
_LONGEST_SHOWN = 160
_HINTS = {
    "quote": "choose another quote, or say that it was printed before",
    "paragraph": "write it anew, and look whether its dates and figures still hold",
}


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each quote and paragraph that an earlier issue has; once where one holds the other."""
    if not given.memory.issues:
        return
    for passage in given.passages:
        done = 0
        for wording in passage.wordings:
            uses = _uses(given, wording) if wording.end > done else ()
            is_standing = len(uses) >= FEWEST_STANDING
            if uses and not (is_standing and wording.kind == "paragraph"):
                done = wording.end
                earlier = issue_and_day(uses[0].issue)
                is_same = any(words_of(use.fact.text) == wording.words for use in uses)
                message = f"this {wording.kind} stood in {earlier}{'' if is_same else ', nearly word for word'}"
                source, shown = str(uses[0].fact.place), wording.text[:_LONGEST_SHOWN]
                place = passage.place(wording.start)
                yield Finding(CODE, "notice", place, message, shown, _HINTS[wording.kind], source)


def _uses(given: CheckInput, wording: Wording) -> list[Use[WordingFact]]:
    """Return the latest uses of a quote or paragraph, no more than it takes to call it standing."""
    maybe = given.memory.wordings(sketch_of(wording.rows), before=given.day)
    found: dict[str, Use[WordingFact]] = {}
    for use in maybe:
        if len(found) < FEWEST_STANDING and are_alike(wording, use.fact.text):
            found.setdefault(use.issue.path, use)
    return list(found.values())
