"""Two dates cannot both be right: of an event in header and text, of a deadline here and there, of a range.

Only dates that are certain to be of one thing are compared: what the text of an event says of that event, a title in
another text, one deadline under the same words, one session with its number. Find out which date is right, and write
it in both places; if it was changed, say so ("moved from 3 to 5 May"), and nothing is said.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from trax.checks.reading.date_conflicts import find_deadline_conflicts, find_event_conflicts, find_session_conflicts
from trax.checks.reading.day_labels import find_label_conflicts
from trax.checks.reading.reversed_ranges import find_reversed
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

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
    ):
        yield Finding(CODE, conflict.severity, conflict.place, conflict.message, conflict.text, _HINT)
