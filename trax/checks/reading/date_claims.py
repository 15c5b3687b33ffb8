"""The days an issue gives for sessions, Pre-sessions and events, whoever is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.claim_fit import is_about
from trax.checks.reading.wordings import words_of
from trax.content.dates import day_in_words
from trax.model import DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.model import Place

_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class DateClaim:
    """The first and last day given for something; None where the text does not give that end.

    Attributes:
        subject: `session 20`, `pre-session 20`, or `event` and the words of its title.
    """

    subject: str
    first: date | None
    last: date | None
    text: str
    place: Place


def find_date_claims(given: CheckInput) -> Iterator[DateClaim]:
    """Yield the days that the texts and the event cards of an issue give, in order."""
    for passage in given.passages:
        for claim in passage.claims:
            session = given.table.session(claim.number)
            pre = session.pre_session if session and claim.is_pre else None
            known = (pre or session) if session else None
            first, last = (known.start, known.end) if known else (None, None)
            if not claim.is_sure or not is_about(claim, first, last, day=given.day):
                continue
            near = first or (session.start if session else None) or given.day
            days = [day.nearest(near) if day else None for day in (claim.first, claim.last)]
            subject = f"{'pre-' if claim.is_pre else ''}session {claim.number}"
            yield DateClaim(subject, days[0], days[1], claim.mention.text, passage.place(claim.mention.start))
    yield from _of_events(given)


def _of_events(given: CheckInput) -> Iterator[DateClaim]:
    for item in given.items:
        days, words = getattr(item.fields, "date", None), words_of(item.fields.title or "")
        if item.kind == "event" and isinstance(days, DayRange) and len(words) >= _FEWEST_WORDS:
            written = day_in_words(days.start)
            text = written if days.is_one_day else f"{written} to {day_in_words(days.end)}"
            yield DateClaim(f"event {' '.join(words)}", days.start, days.end, text, item.place("date"))
