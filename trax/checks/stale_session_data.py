"""A text speaks of a session that the session table does not know, or knows only as it was planned.

The table is looked after by people and has a day up to which it was. What lies after it, or was never confirmed, the
other checks cannot compare. Compare it by hand; `trax sessions` shows what is known, and how surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.upr.table import Table

CODE = "stale-session-data"
SUMMARY = "A session that the session table does not know yet, or knows only as planned."

# A number so high is no session of the next twenty years, but a slip or another body's.
FURTHEST_AHEAD = 60
HINT = "compare what stands here by hand; trax sessions shows what is known, and how surely"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield one finding for each session named that the table cannot vouch for on the day."""
    told: set[int] = set()
    for passage in given.passages:
        for mention in passage.sessions:
            what = _doubt(given.table, mention.number, given.as_of)
            if what and mention.is_sure and mention.number not in told:
                told.add(mention.number)
                words = passage.source[mention.start : mention.end]
                message = f"{what}; it was looked after until {day_in_words(given.table.compiled)}{_age(given)}"
                yield Finding(CODE, "notice", passage.place(mention.start), message, words, HINT)


def _doubt(table: Table, number: int, as_of: date) -> str:
    """Return what the table does not know of a session, or an empty text."""
    last = table.sessions[-1].number
    session = table.session(number)
    if session is None:
        is_possible = last < number <= last + FURTHEST_AHEAD
        return f"the session table knows sessions 1 to {last} and not {number}" if is_possible else ""
    if as_of <= table.compiled or (session.start and (session.status == "held" or as_of < session.start)):
        return ""
    if session.start is None:
        return f"the session table has no dates for session {number}"
    return f"the session table has session {number} as it was planned, not as it was held"


def _age(given: CheckInput) -> str:
    """Return `, 45 days before this text`, or nothing when the table is as new as the text."""
    days = (given.as_of - given.table.compiled).days
    return f", {days} days before this text" if days > 0 else ""
