"""A time of day that no clock shows, or an event that ends before it begins.

"10:00 to 12:00 am" ends at midnight as written; noon is meant, and is 12:00 or 12 noon. Evenings that last beyond
midnight ("10 pm to 2 am") are in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.content.time_text import TimeMention

CODE = "time"
SUMMARY = "A time that no clock shows, 12:00 am for noon, or an end before the beginning."

EVENING_MINUTES, EARLY_MORNING_MINUTES, HOUR_MINUTES = 17 * 60, 6 * 60, 60


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each time of a text that cannot be meant as written."""
    for passage in given.passages:
        for mention in passage.times:
            said = _problem(mention)
            if said:
                message, hint = said
                yield Finding(CODE, "error", passage.place(mention.start), message, mention.text, hint)


def _problem(mention: TimeMention) -> tuple[str, str] | None:
    """Return what is wrong and what to write, or None."""
    if not all(clock.is_possible for clock in (mention.first, mention.last) if clock):
        return (
            f'"{mention.text}" is not a time',
            "hours go from 0 to 23 and minutes from 00 to 59; 1 to 12 with am or pm",
        )
    span = mention.span_minutes()
    if span is None:
        return None
    begin, end = span
    if end > begin or (begin >= EVENING_MINUTES and end <= EARLY_MORNING_MINUTES):
        return None
    if mention.last and mention.last.half == "am" and end < HOUR_MINUTES:
        right = f"12:{end:02}"
        return (
            f'"{mention.text}" ends at midnight as written: {right} am is in the night',
            f"for noon write {right} without am, or {right} pm",
        )
    if begin == end:
        return f'"{mention.text}" ends when it begins', "one of the two times is wrong; correct it"
    return f'"{mention.text}" ends before it begins', "put the times in order, or correct am and pm"
