"""Days on which a text says a State was reviewed: `Kenya was reviewed on 22 January during the 21st session`.

Only the two plainest forms are read. What was adopted, launched or published on a day, and reviews that were moved or
did not take place, are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.content.date_text import DateMention
    from trax.upr.table import ConfidenceLevel, Session, Table

_REVIEWED_ON = re.compile(
    r"\b(?:reviewed|examined|review\s(?:takes|took|will\stake)\splace|(?:review|UPR)\s(?:is|was|will\sbe)\sheld)"
    r"(?:\sin\sGeneva)?\son\s(?:the\s)?\Z"
)
_AT_THE = re.compile(r"\s?,?\s(?:during|at|in|within|as\spart\sof)\s(?:the|its)\s\Z")
_DURING = re.compile(r"(?:\A|[\s(])(?i:during|at|in)\s(?:the|its)\s\Z")
_MOVED = re.compile(
    r"\b(?i:not|instead|postpon\w+|absent|reschedul\w+|moved|originally|should|would|initially|refus\w+|fail\w+|boycott\w*"
    r"|adopt\w+|committee|council)\b"
)
_WINDOW, _LONGEST_GAP = 40, 200


NEAR_DAYS = 45


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A day that a text gives for the review of a State, and the session it names for it."""

    mention: DateMention
    session: SessionMention

    def outside(self, table: Table) -> tuple[date, Session, ConfidenceLevel] | None:
        """Return the day, its session and how sure the table is that the day is before or after it; else None."""
        session = table.session(self.session.number)
        if session is None or session.start is None or session.end is None:
            return None
        day = self.mention.first.nearest(session.start)
        if day is None or session.start <= day <= session.end:
            return None
        level = session.confidence.start if day < session.start else session.confidence.end
        is_meant = self.session.is_sure or abs((day - session.start).days) <= NEAR_DAYS
        return (day, session, level) if is_meant else None


def find_review_days(passage: Passage) -> Iterator[ReviewDay]:
    """Yield each day of a review that the words of a sentence put into a session."""
    prose = passage.prose
    for mention in passage.dates if passage.sessions else ():
        low = max(0, mention.start - _WINDOW)
        if mention.last or not _REVIEWED_ON.search(prose, low, mention.start):
            continue
        begin, end = passage.sentence(mention.start)
        session = _session(passage, mention, begin, end)
        if session and not _MOVED.search(prose, begin, end):
            yield ReviewDay(mention, session)


def _session(passage: Passage, mention: DateMention, begin: int, end: int) -> SessionMention | None:
    """Return the one session of a sentence, when "during" ties it to the day."""
    named = passage.sessions_between(begin, end)
    if len(named) != 1 or named[0].is_shared or named[0].is_pre:
        return None
    session, prose = named[0], passage.prose
    if mention.end <= session.start:
        return session if _AT_THE.fullmatch(prose, mention.end, session.start) else None
    is_tied = mention.start - session.end <= _LONGEST_GAP and _DURING.search(prose, begin, session.start)
    return session if is_tied and not _has_other_day(passage, session.end, mention) else None


def _has_other_day(passage: Passage, begin: int, mention: DateMention) -> bool:
    first = bisect_left(passage.dates, begin, key=lambda date: date.start)
    return passage.dates[first] is not mention
