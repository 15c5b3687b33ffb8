"""What is over on a day, although headers and texts announce it.

The day of a document from outside may be a guess: long after everything it announces, the document is only old; and
where it is the day of an event that the document announces, nothing is known of when it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.ahead import find_announcements
from trax.checks.reading.tense import tense_of
from trax.model import DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.ahead import Announcement
    from trax.checks.reading.passage import Passage
    from trax.model import Item, Place


@dataclass(frozen=True, slots=True)
class Over:
    """Something that is over: its place and words, its last day, and what ended on it."""

    place: Place
    text: str
    day: date
    what: str


_OLD_DAYS = 200  # a text of last year's event, copied, is a year off and clear by its own dates
_YEARLESS_DAYS = 30


def find_over(given: CheckInput, day: date) -> Iterator[Over]:
    """Yield the items and the announcements of texts that are over before `day`."""
    for item in given.items:
        yield from _item_over(item, day)
    announced = [(passage, each) for passage in given.passages for each in find_announcements(passage)]
    if given.issue is None and (_is_old(announced, day) or _is_guessed(given, day)):
        return
    for passage, each in announced:
        last = _last_day(each, day)
        is_own = passage.item is not None and passage.item.kind in {"event", "quote"} and not each.is_deadline
        if last is None or last >= day or is_own:
            continue
        is_yearless = (each.mention.last or each.mention.first).year is None
        if is_yearless and (given.issue is None or (day - last).days > _YEARLESS_DAYS):
            continue
        what = "this deadline was" if each.is_deadline else "what is announced here ended on"
        yield Over(passage.place(each.mention.start), each.mention.text, last, what)


def _item_over(item: Item, day: date) -> Iterator[Over]:
    """Yield what the header of an item says of an event, a vacancy or deadlines that are over."""
    fields = item.fields
    days = getattr(fields, "date", None)
    if isinstance(days, DayRange) and days.end < day and getattr(fields, "status", "") != "cancelled":
        looks_back = tense_of(item.body.source, 0, len(item.body.source)) == "past"
        if getattr(fields, "register_at", None) or not looks_back:
            yield Over(item.place("date"), "", days.end, "this event was over on")
    closes = getattr(fields, "closes", None)
    if closes and closes < day:
        yield Over(item.place("closes"), "", closes, "applications closed on")
    due = [row.date for row in getattr(fields, "deadlines", ())]
    if due and max(due) < day:
        yield Over(item.place("deadlines.0.date"), "", max(due), "the last of these deadlines was")


def _last_day(each: Announcement, near: date) -> date | None:
    return (each.mention.last or each.mention.first).nearest(near)


def _is_guessed(given: CheckInput, day: date) -> bool:
    """Return whether a document's day seems taken from the document itself, which does not say that it has passed."""
    tenses = [
        tense_of(passage.prose, *passage.sentence(mention.start))
        for passage in given.passages
        for mention in passage.dates
        if day in {partial.known() for partial, _ in mention.days}
    ]
    return bool(tenses) and "past" not in tenses


def _is_old(announced: list[tuple[Passage, Announcement]], day: date) -> bool:
    """Return whether all that a document announces lies far back, so that the document itself is old."""
    known = [found for _, each in announced if (found := (each.mention.last or each.mention.first).known())]
    return bool(known) and (day - max(known)).days > _OLD_DAYS
