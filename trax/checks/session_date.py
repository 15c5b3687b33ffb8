"""Dates that a text gives for a session of the UPR, or its Pre-sessions, are not those of the session table.

"The 20th UPR session was held from 26 October": it began on Monday, 27 October 2014. Only dates tied to the session
by their own words are compared; what else happened during a session is not. How loudly the check speaks depends on how
sure the table is. Correct the text; or, if the text is right, correct the table, and name the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.adoption_verdicts import find_wrong_adoptions
from trax.checks.reading.review_days import find_review_days
from trax.checks.reading.session_verdicts import find_verdicts
from trax.checks.reading.verdict_words import what_is_wrong, what_to_write, who_adopted
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.adoption_verdicts import WrongAdoption
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.review_days import ReviewDay

CODE = "session-date"
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
        yield from (each for review in find_review_days(passage) for each in _outside(given, passage, review))
        yield from (_adopted(given, passage, wrong) for wrong in find_wrong_adoptions(given, passage))


def _outside(given: CheckInput, passage: Passage, review: ReviewDay) -> Iterator[Finding]:
    """Yield a finding for a review on a day before or after its session."""
    outside = review.outside(given.table)
    if outside is None or outside[2] not in SEVERITY_OF:
        return
    day, session, level = outside
    span = " to ".join(day_in_words(each, weekday=True) for each in (session.start, session.end) if each)
    yield Finding(
        CODE,
        SEVERITY_OF[level],
        passage.place(review.mention.start),
        f"{day_in_words(day)} is no day of session {session.number}, which was held from {span}",
        passage.source[review.mention.start : review.mention.end],
        "correct the day, or the number of the session",
        source_of(given.table, session, level),
    )


def _adopted(given: CheckInput, passage: Passage, wrong: WrongAdoption) -> Finding:
    """Return the finding of outcomes that another session of the Council adopted."""
    said = passage.source[wrong.at.start : wrong.at.end]
    return Finding(
        CODE,
        SEVERITY_OF[wrong.level],
        passage.place(wrong.at.start),
        who_adopted(given.as_of, wrong, " ".join(said.split())),
        said,
        "correct the session of the Council, or the number of the UPR session",
        source_of(given.table, wrong.session, wrong.level),
    )
