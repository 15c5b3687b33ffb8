"""A line "Date: …" of an announcement, and what its text says of the day of the same event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.date_conflicts import Conflict, fits
from trax.checks.reading.event_dates import find_held
from trax.content.wording import quoted
from trax.model import DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention

_LABEL = re.compile(r"^[\s>#-]{0,8}(?:Dates?(?: and time)?|When|Day)\s{0,3}:\s{0,4}(?=\S)", re.MULTILINE)
_TITLE_BEFORE = 600


def find_label_conflicts(given: CheckInput) -> Iterator[Conflict]:
    """Yield the dates of an event in a text whose one line "Date:" has another; items of events have a header."""
    for passage in given.passages:
        if not passage.field and (passage.item is None or passage.item.kind != "event"):
            yield from _in_text(passage)


def _in_text(passage: Passage) -> Iterator[Conflict]:
    labels = {match.end() for match in _LABEL.finditer(passage.prose)}
    dated = [mention for mention in passage.dates if mention.start in labels] if labels else []
    if len(dated) != 1:
        return
    label = dated[0]
    days = _days(label)
    head = passage.prose[max(0, label.start - _TITLE_BEFORE) : label.start].lower()
    for claim in find_held(passage) if days else ():
        is_same = claim.subject.lower().startswith(("the ", "this ")) and (
            claim.noun == "event" or (claim.noun not in {"", "it"} and claim.noun in head)
        )
        if days and is_same and not fits(claim.mention, days):
            said = " ".join(label.text.split())
            message = f'{quoted(claim.mention.text)}, but "Date: {said}" at {passage.place(label.start)}'
            yield Conflict(passage.place(claim.mention.start), claim.mention.text, message)


def _days(mention: DateMention) -> DayRange | None:
    """Return the days of a line, when it has their year."""
    start = mention.first.known()
    end = mention.last.known() if mention.last else start
    return DayRange(start, end) if start and end and start <= end else None
