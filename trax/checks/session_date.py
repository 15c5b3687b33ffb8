"""Dates that a text gives for a session of the UPR, or its Pre-sessions, are not those of the session table.

"The 20th UPR session was held from 26 October": it began on Monday, 27 October 2014. Only dates tied to the session
by their own words are compared; what else happened during a session is not. How loudly the check speaks depends on how
sure the table is. Correct the text; or, if the text is right, correct the table, and name the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.review_days import find_review_days
from trax.checks.reading.session_verdicts import find_verdicts
from trax.checks.reading.verdict_words import what_is_wrong, what_to_write
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.review_days import ReviewDay

CODE = "session-date"
NEAR_DAYS = 45
SUMMARY = "Dates of a session or its Pre-sessions that are not those of the session table."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each claim about the days of a session that the table has otherwise."""
    for verdict in find_verdicts(given):
        if verdict.kind == "wrong":
            yield Finding(
                CODE,
                verdict.severity,
                verdict.claim.passage.place(verdict.claim.mention.start),
                what_is_wrong(given.as_of, verdict),
                verdict.claim.text,
                what_to_write(verdict.days),
                source_of(given.table, verdict.session, verdict.days[0].level),
            )
    for passage in given.passages:
        for review in find_review_days(passage):
            yield from _outside(given, passage, review)


def _outside(given: CheckInput, passage: Passage, review: ReviewDay) -> Iterator[Finding]:
    """Yield a finding for a review on a day before or after its session."""
    session = given.table.session(review.session.number)
    if session is None or session.start is None or session.end is None:
        return
    day = review.mention.first.nearest(session.start)
    if day is None or session.start <= day <= session.end:
        return
    level = session.confidence.start if day < session.start else session.confidence.end
    if level not in SEVERITY_OF or not (review.session.is_sure or abs((day - session.start).days) <= NEAR_DAYS):
        return
    span = f"{day_in_words(session.start, weekday=True)} to {day_in_words(session.end, weekday=True)}"
    yield Finding(
        CODE,
        SEVERITY_OF[level],
        passage.place(review.mention.start),
        f"{day_in_words(day)} is no day of session {session.number}, which was held from {span}",
        passage.source[review.mention.start : review.mention.end],
        "correct the day, or the number of the session",
        source_of(given.table, session, level),
    )
