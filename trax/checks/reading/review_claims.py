"""Where a sentence says of one State, or of a few, that a session reviewed them.

"Norway was reviewed at the 19th session", "the review of Chile and Norway during UPR19", "the 19th session reviewed
Norway". Only these words may stand between the States and the session; anything else says something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.checks.reading.state_runs import Run

MOST = 4
_LONGEST = 70
_THEN_AT = r"\s+(?:at|during|in|by)\s+(?:the\s+|its\s+|our\s+)?(?:UPR(?:['\u2019]s)?\s+)?"
_WERE_REVIEWED = re.compile(
    r"\s*,?\s*(?:which\s+|that\s+)?(?:was|were|is|are|has been|have been|had been|being)\s+(?:\w+ly\s+|all\s+|both\s+)?"
    rf"(?:reviewed|examined){_THEN_AT}"
)
# The States are what was reviewed only as the subject of their clause: not "a recommendation to Chile was reviewed".
_BEGINS_CLAUSE = re.compile(
    r"(?:\A|[.;,:\n(]|\b(?:and|but|while|that|when|as|where|since|because|after|before)\s)\s*(?:the\s+|both\s+)?\Z",
    re.IGNORECASE,
)
_REVIEW_OF = re.compile(r"\b[Rr]eviews?\s+of\s+(?:the\s+)?\Z")
_AT = re.compile(_THEN_AT)
_SESSION_REVIEWED = re.compile(
    r"\s*(?:of\s+the\s+(?:UPR|Universal\s+Periodic\s+Review|Working\s+Group)(?:\s+Working\s+Group)?\s+)?(?:has\s+)?"
    r"(?:reviewed|examined)\s+(?:the\s+)?"
)
_ENDS = re.compile(r"\s*[.;:\n]|\s*\Z")


@dataclass(frozen=True, slots=True)
class ReviewClaim:
    """States of which a text says that a session reviewed them."""

    number: int
    entries: tuple[Entry, ...]


def find_review_claims(passage: Passage) -> Iterator[ReviewClaim]:
    """Yield what a passage says of up to four States at once; longer lists are read as lists."""
    for run in passage.runs if passage.sessions else ():
        if len(run.entries) <= MOST and not run.head:
            session = _session(passage, run)
            if session is not None and session.is_sure and not session.is_pre:
                yield ReviewClaim(session.number, run.entries)


def _session(passage: Passage, run: Run) -> SessionMention | None:
    text = passage.prose
    begin, end = passage.sentence(run.start)
    for session in passage.sessions_between(run.end, min(end, run.end + _LONGEST)):
        is_subject = _BEGINS_CLAUSE.search(text[begin : run.start]) is not None
        if is_subject and _WERE_REVIEWED.fullmatch(text, run.end, session.start):
            return session
        if _REVIEW_OF.search(text, begin, run.start) and _AT.fullmatch(text, run.end, session.start):
            return session
    for session in passage.sessions_between(max(begin, run.start - _LONGEST), run.start):
        if _SESSION_REVIEWED.fullmatch(text, session.end, run.start) and _ENDS.match(text, run.end):
            return session
    return None
