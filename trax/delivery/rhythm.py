"""What is told of the months to come: a planned time, or that a month would go by without an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval
from trax.delivery.cadence import Cadence, announcement
from trax.delivery.due import Told
from trax.delivery.receipt import read_receipt
from trax.errors import TraxError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from trax.content.settings import Settings


def announce(settings: Settings, folders: Sequence[tuple[int, Path]], *, now: datetime) -> tuple[Told, ...]:
    """Return which months of the rhythm have no issue yet, each to be told once; none of them is a failure.

    Args:
        folders: Number and folder of every issue.
        now: With a zone.
    """
    rhythm = settings.schedule
    if rhythm.on is None:
        return ()
    cadence = Cadence(rhythm.on, settings.publication.time_zone, rhythm.skip, rhythm.double)
    planned = [(number, at) for number, folder in folders for at in times_of(folder, number=number)]
    told: list[Told] = []
    # A month that goes by without an issue must not hide the next one.
    while found := announcement(cadence, planned, now=now):
        told.append(Told(0, found.text, once=found.key))
        planned.append((0, found.slot.utc))
    return tuple(told)


def times_of(folder: Path, *, number: int) -> tuple[datetime, ...]:
    """Return when an issue was sent and when it is planned for; what cannot be read says nothing."""
    times = []
    try:
        receipt = read_receipt(folder, number=number)
        times += [receipt.sent_at] if receipt else []
        approval = read_approval(folder, number=number)
        times += [approval.planned.utc] if approval and approval.planned else []
    except TraxError:
        # Whoever looks at that issue is told what is wrong with it.
        return tuple(times)
    return tuple(times)


def read_plan(folder: Path, *, number: int) -> str:
    """Return what is planned for an issue, in words; empty for one that has no planned time or was sent."""
    try:
        approval = read_approval(folder, number=number)
        generation = approval.generation if approval else 1
        receipt = read_receipt(folder, number=number, generation=generation)
    except TraxError as error:
        return error.message
    return f"planned for {approval.planned}" if approval and approval.planned and receipt is None else ""
