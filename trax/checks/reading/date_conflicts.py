"""Dates of a text that cannot both be right: of an event and of the words about it, of one deadline in two places.

Two dates contradict each other only where it is certain that they are said of the same thing: the body of an event
speaks of that event, the same words name the same deadline, and a session has its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.deadline_dates import find_deadlines, key_of
from trax.checks.reading.event_dates import find_held, find_registrations, find_titled, names_change
from trax.content.dates import day_in_words
from trax.content.wording import quoted
from trax.model import DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.checks.reading.event_dates import HeldClaim
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_claims import Claim
    from trax.content.date_text import DateMention
    from trax.model import Item, Place, Severity


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two dates of one thing: where one of them stands, and what is said here and there."""

    place: Place
    text: str
    message: str
    severity: Severity = "warning"


_OF_EVENT = frozenset({"event", "events", "it"})
_SHORTEST_TITLE = 12
_DATE_LABEL = re.compile(r"(?:\A|\n)[ \t>*#|-]{0,8}(?i:date|when|day)(?: and time)?[*_ ]{0,3}:[*_|\s]{0,8}\Z")
_LABEL_FAR = 40


def find_event_conflicts(given: CheckInput) -> Iterator[Conflict]:
    """Yield what the texts of an issue say of its events, where the headers of these events say otherwise."""
    for item in given.items:
        days = getattr(item.fields, "date", None)
        if not isinstance(days, DayRange):
            continue
        for passage in given.passages:
            if passage.item is item:
                yield from _within(passage, item, days)
            elif item.fields.title and len(item.fields.title) >= _SHORTEST_TITLE:
                for mention in find_titled(passage, item.fields.title):
                    if not fits(mention, days) and not _fits_old(mention, item):
                        yield _against(passage, mention, item, days)


def _within(passage: Passage, item: Item, days: DayRange) -> Iterator[Conflict]:
    """Yield what an event's own text says against its header."""
    for claim in find_held(passage):
        kind = _kind(claim, item.fields.title or "")
        if kind and not fits(claim.mention, days) and not _fits_old(claim.mention, item):
            # "It" is this event most times.
            yield _against(passage, claim.mention, item, days, severity="warning" if kind == "it" else "error")
    if passage.field == "title":
        for mention in passage.dates:
            is_of_this = re.search(r"[,(:\u2013\u2014-]\s*\Z|\b(?:on|from)\s+\Z", passage.source[: mention.start])
            if is_of_this and not fits(mention, days) and not _fits_old(mention, item):
                yield _against(passage, mention, item, days)
    for mention in find_registrations(passage):
        last = (mention.last or mention.first).nearest(days.end)
        if last and last > days.end:
            message = f"registration ends on {day_in_words(last)}, after the event ({_days(days)})"
            yield Conflict(passage.place(mention.start), mention.text, message)


def _kind(claim: HeldClaim, title: str) -> str:
    """Return by which word a text speaks of the event whose title is given; empty when of something else."""
    is_definite = claim.subject.lower().startswith(("the ", "this ", "our ", "it"))
    is_ours = claim.noun in _OF_EVENT or (claim.noun != "" and claim.noun.rstrip("s") in title.lower())
    return claim.noun if is_definite and is_ours else ""


def _against(
    passage: Passage, mention: DateMention, item: Item, days: DayRange, *, severity: Severity = "warning"
) -> Conflict:
    message = f"{quoted(mention.text)} is not the date of this event at {item.place('date')}: {_days(days)}"
    return Conflict(passage.place(mention.start), mention.text, message, severity)


def _days(days: DayRange) -> str:
    start = day_in_words(days.start)
    return start if days.is_one_day else f"{start} to {day_in_words(days.end)}"


def fits(mention: DateMention, days: DayRange) -> bool:
    """Return whether a day is one of some days, or a range is these days; a day that cannot be is no contradiction."""
    first, last = mention.first.nearest(days.start), mention.last.nearest(days.end) if mention.last else None
    if first is None or (mention.last and last is None):
        return True
    return (first, last) == (days.start, days.end) if last else days.start <= first <= days.end


def _fits_old(mention: DateMention, item: Item) -> bool:
    old = getattr(item.fields, "previously", None)
    return isinstance(old, DayRange) and fits(mention, old)


def find_session_conflicts(given: CheckInput) -> Iterator[Conflict]:
    """Yield sessions and Pre-sessions with two ranges of days, where the session table does not know which is right."""
    first: dict[tuple[int, bool], tuple[Place, str, tuple[date | None, date | None]]] = {}
    for passage in given.passages:
        for claim in passage.claims if passage.dates else ():
            is_told = not claim.is_sure or _is_known(given, claim) or names_change(passage, claim.mention.start)
            if claim.first is None or claim.last is None or is_told:
                continue
            said = (claim.first.nearest(given.day), claim.last.nearest(given.day))
            place = passage.place(claim.mention.start)
            key = (claim.number, claim.is_pre)
            before = first.setdefault(key, (place, claim.mention.text, said))
            if before[2] != said and claim.tie == "said of it":
                name = f"the Pre-session of session {claim.number}" if claim.is_pre else f"session {claim.number}"
                message = f"{quoted(claim.mention.text)} for {name}, but {quoted(before[1])} at {before[0]}"
                yield Conflict(place, claim.mention.text, message)


def _is_known(given: CheckInput, claim: Claim) -> bool:
    """Return whether the session table has the day, so that the check of session dates speaks."""
    session = given.table.session(claim.number)
    held = session.pre_session if session and claim.is_pre else session
    return held is not None and held.start is not None


def find_late_registrations(given: CheckInput) -> Iterator[Conflict]:
    """Yield last days to register that are after the one event whose date a document gives on a line of its own."""
    for passage in given.passages if given.issue is None else ():
        labelled = [each for each in passage.dates if _is_labelled(passage, each)]
        last = (labelled[0].last or labelled[0].first).nearest(given.day) if len(labelled) == 1 else None
        if last is None:
            continue
        for mention in find_registrations(passage):
            closes = (mention.last or mention.first).nearest(last)
            if closes and closes > last:
                message = f"registration ends on {day_in_words(closes)}, after the event ({day_in_words(last)})"
                yield Conflict(passage.place(mention.start), mention.text, message)


def _is_labelled(passage: Passage, mention: DateMention) -> bool:
    low = max(0, mention.start - _LABEL_FAR)
    return _DATE_LABEL.search(passage.prose, low, mention.start) is not None


def find_deadline_conflicts(given: CheckInput) -> Iterator[Conflict]:
    """Yield deadlines that have another date elsewhere under the same words."""
    first: dict[frozenset[str], tuple[Place, date, str]] = {}
    for item in given.items:
        for index, row in enumerate(getattr(item.fields, "deadlines", ())):
            key = key_of(row.what)
            if key:
                first.setdefault(key, (item.place(f"deadlines.{index}.date"), row.date, day_in_words(row.date)))
    for passage in given.passages:
        for claim in find_deadlines(passage):
            day = claim.day.nearest(given.day)
            if day is None:
                continue
            place = passage.place(claim.mention.start)
            before = first.setdefault(claim.key, (place, day, _plain(claim.mention.text)))
            if before[1] != day:
                said = f"{_plain(claim.mention.text)} here, and {before[2]} at {before[0]}"
                message = f"the deadline for {claim.what} is {said}"
                yield Conflict(place, claim.mention.text, message)


def _plain(text: str) -> str:
    return " ".join(text.split())
