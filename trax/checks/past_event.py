"""An event, a deadline or a vacancy is over before the issue that announces it is sent.

Readers are invited to something they have missed. Take it out, tell of it in the past tense ("was held on"), or correct
the year, which often is last year's. Texts that look back, and events that are cancelled, are in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.last_years import find_last_years
from trax.checks.reading.over import find_over
from trax.content.dates import day_in_words
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "past-event"
SUMMARY = "An event or deadline that is announced, and is over before the issue is sent."

_HINT = "take it out, tell of it in the past tense, or correct the date"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each thing announced that is over by then."""
    day = given.sent_on or given.day
    kind = "issue" if given.issue else "text"
    is_read = "is sent on" if given.sent_on else "is dated" if given.issue else "is judged by"
    for over in find_over(given, day):
        message = f"{over.what} {day_in_words(over.day)}; this {kind} {is_read} {day_in_words(day)}"
        yield Finding(CODE, "warning", over.place, message, over.text, _HINT)
    for passage in given.passages:
        for mention, last in find_last_years(passage, day):
            message = f"this ended on {day_in_words(last)}, and all beside it lies ahead; is next year meant?"
            yield Finding(CODE, "warning", passage.place(mention.start), message, mention.text, _HINT)
