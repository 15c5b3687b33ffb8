"""Two dates cannot both be right: of an event in header and text, of a deadline here and there, of a range.

Only dates that are certain to be of one thing are compared: what the text of an event says of that event, a title in
another text, one deadline under the same words, one session with its number. Find out which date is right, and write
it in both places; if it was changed, say so ("moved from 3 to 5 May"), and nothing is said.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from trax.checks.memory import changed_dates
from trax.checks.reading.date_conflicts import (
    find_deadline_conflicts,
    find_event_conflicts,
    find_late_registrations,
    find_session_conflicts,
)
from trax.checks.reading.day_labels import find_label_conflicts
from trax.checks.reading.reversed_ranges import find_reversed
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.issue_facts import DateFact

CODE = "date-conflict"
SUMMARY = "Dates of one thing that cannot both be right, and ranges that end before they begin."

_HINT = "find out which date is right, and write it in both places"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each date that contradicts another one."""
    for passage in given.passages:
        for found in find_reversed(passage):
            message = f'"{" ".join(found.mention.text.split())}" ends before it begins'
            place = passage.place(found.mention.start)
            hint = "put the earlier day first, or correct the year"
            yield Finding(CODE, "error" if found.is_sure else "warning", place, message, found.mention.text, hint)
    for conflict in chain(
        find_event_conflicts(given),
        find_label_conflicts(given),
        find_session_conflicts(given),
        find_deadline_conflicts(given),
        find_late_registrations(given),
    ):
        yield Finding(CODE, conflict.severity, conflict.place, conflict.message, conflict.text, _HINT)
    for change in changed_dates(given):
        if not _is_known(given, change.now) and not _says_so(given, change.now):
            then = change.before.issue
            said = " ".join(change.before.fact.text.split())
            message = f"No {then.number} ({day_in_words(then.date)}) said {said} of {_thing(change.now)}"
            hint = "if it was moved, say so; if not, find out which of the two is right"
            yield Finding(
                CODE, "notice", change.now.place, message, change.now.text, hint, str(change.before.fact.place)
            )


def _is_known(given: CheckInput, now: DateFact) -> bool:
    """Return whether the session table has the days that stand here: then it is the earlier issue that was wrong."""
    kind, _, number = now.subject.partition("session ")
    session = given.table.session(int(number)) if number.isdecimal() else None
    known = session.pre_session if session and kind == "pre-" else session
    if known is None:
        return False
    pairs = [(day, right) for day, right in ((now.first, known.start), (now.last, known.end)) if day]
    return all(day == right for day, right in pairs)


def _says_so(given: CheckInput, now: DateFact) -> bool:
    """Return whether the event here says itself that it was moved or is off."""
    for item in given.items:
        if item.path == now.place.path and item.kind == "event":
            return getattr(item.fields, "status", "") in {"moved", "cancelled"}
    return False


def _thing(now: DateFact) -> str:
    return "this event" if now.subject.startswith("event") else now.subject
