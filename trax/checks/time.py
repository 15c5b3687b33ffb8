"""A time of day that no clock shows, an event that ends before it begins, or summer time in winter.

"10:00 to 12:00 am" ends at midnight as written; noon is meant, and is 12:00 or 12 noon. Evenings that last beyond
midnight ("10 pm to 2 am") are in order. Geneva is on CEST from the last Sunday of March to the last of October, and
on CET in winter: readers elsewhere who reckon with the wrong one come an hour early or late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.programme_times import find_backwards
from trax.checks.reading.time_faults import find_fault
from trax.checks.reading.time_zones import find_zones
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.time_zones import ZoneMention
    from trax.model import Severity

CODE = "time"
SUMMARY = "A time that no clock shows, 12:00 am for noon, or an end before the beginning."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each time of a text that cannot be meant as written."""
    for passage in given.passages:
        for mention in passage.times:
            fault = find_fault(passage, mention)
            if fault:
                place = passage.place(mention.start)
                yield Finding(CODE, fault.severity, place, fault.message, mention.text, fault.hint)
        for found in find_backwards(passage):
            message = f"{quoted(found.mention.text)} stands below {quoted(found.before.text)}, and is before it"
            place = passage.place(found.mention.start)
            yield Finding(
                CODE, "warning", place, message, found.mention.text, "put the entries in order, or correct it"
            )
        for zone in find_zones(passage):
            if zone.named != zone.right:
                yield _wrong_zone(passage, zone)


def _wrong_zone(passage: Passage, zone: ZoneMention) -> Finding:
    # CET is also said loosely for the time of Central Europe, whatever the season.
    severity: Severity = "warning" if zone.named == "CEST" else "notice"
    message = f"on {zone.day} Geneva is on {zone.right}, not on {zone.named}"
    hint = f'write {zone.right}, or "Geneva time", which is right in every season'
    return Finding(CODE, severity, passage.place(zone.start), message, zone.named, hint)
