"""A session is said to last longer or shorter than it did.

Sessions of the UPR last two weeks: 12 days from the Monday to the Friday, ten of them working days; four of them had
15 days. "The three-week session" is one of the Council. Correct the length, or the dates of the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.duration_text import find_durations, lengths_right
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.duration_text import DurationClaim
    from trax.upr.table import ConfidenceLevel

CODE = "duration"
SUMMARY = "A length of a session, in days or weeks, that its dates do not bear out."

NEAR_DAYS, FEWEST_WEEKS_OF_ANOTHER = 120, 3
_LEVELS: tuple[ConfidenceLevel, ...] = ("unknown", "from-memory", "single-source", "verified")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each length of a session that its first and last day do not give."""
    for passage in given.passages:
        for claim in find_durations(passage):
            if claim.session:
                yield from _against_table(given, claim)
            elif claim.unit == "month" or (claim.unit == "week" and claim.number >= FEWEST_WEEKS_OF_ANOTHER):
                message = f"no session of the UPR lasts {_amount(claim)}; all last two weeks"
                yield Finding(CODE, "warning", passage.place(claim.start), message, claim.text, "write two weeks")


def _against_table(given: CheckInput, claim: DurationClaim) -> Iterator[Finding]:
    mention = claim.session
    session = given.table.session(mention.number) if mention else None
    if mention is None or session is None:
        return
    first, last = session.start, session.end
    level = min(session.confidence.start, session.confidence.end, key=_LEVELS.index)
    if mention.is_pre:
        first, last = (session.pre_session.start, session.pre_session.end) if session.pre_session else (None, None)
        level = session.pre_session.confidence if session.pre_session else "unknown"
    if (
        first is None
        or last is None
        or level not in SEVERITY_OF
        or claim.number in lengths_right(claim.unit, first, last)
    ):
        return
    if not mention.is_sure and abs((first - given.day).days) > NEAR_DAYS:
        return
    days = (last - first).days + 1
    name = f"the Pre-session of session {session.number}" if mention.is_pre else f"session {session.number}"
    yield Finding(
        CODE,
        SEVERITY_OF[level],
        claim.passage.place(claim.start),
        f"{name} lasts {days} days, from {day_in_words(first)} to {day_in_words(last)}, not {_amount(claim)}",
        claim.text,
        "correct the length",
        source_of(given.table, session, level),
    )


def _amount(claim: DurationClaim) -> str:
    return f"{claim.number} {claim.unit}{'s' if claim.number > 1 else ''}"
