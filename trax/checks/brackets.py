"""A bracket or quotation mark is never closed, or closes nothing: "Room V)", "the report (in French".

Words were lost beside it, or are too many. Put the other one back or take this one out. Lists with `a)`, smileys, and
quotations over several paragraphs are in order; a lone straight quote is only noted, because it may stand for inches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.brackets import find_lone_marks, find_odd_quotes
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage

CODE = "brackets"
SUMMARY = "A bracket or quotation mark that is never closed, or that closes nothing."

_WORDS = 30


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each bracket or quotation mark without its partner."""
    for passage in given.passages:
        for lone in find_lone_marks(passage):
            if lone.mark in "](" and "](" in passage.prose[max(0, lone.start - 1) : lone.start + 2]:
                continue  # what is left of a link is told by the check of leftovers
            message = f"this {lone.mark} is never closed" if lone.is_opening else f"this {lone.mark} closes nothing"
            hint = "put the other one back, or take this one out"
            yield Finding(CODE, "warning", passage.place(lone.start), message, _around(passage, lone.start), hint)
        for place in find_odd_quotes(passage):
            message = "the quotation marks of this paragraph do not come in pairs"
            yield Finding(
                CODE, "notice", passage.place(place), message, _around(passage, place), "put the other one back"
            )


def _around(passage: Passage, place: int) -> str:
    """Return the words around a mark, on its line."""
    prose = passage.prose
    begin = max(prose.rfind("\n", 0, place) + 1, place - _WORDS)
    end = prose.find("\n", place)
    return " ".join(prose[begin : min(end if end >= 0 else len(prose), place + _WORDS)].split())
