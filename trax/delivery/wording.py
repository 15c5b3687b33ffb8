"""What the delivery commands print before they act: pure text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trax.delivery.bundle import SHORT
from trax.delivery.plan import (
    Confirm,
    Create,
    Delete,
    Nothing,
    ReadBack,
    Schedule,
    Send,
    SetContent,
    Unschedule,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trax.delivery.deliver import Order
    from trax.delivery.plan import Step
    from trax.providers.base import Audience, RemoteCampaign

Rows = tuple[tuple[str, str], ...]


def format_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as lines with aligned columns."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def local_time(moment: datetime, zone: str) -> str:
    """Return a moment as people of that zone write it: `1 December 2014, 10:30 (Europe/Zurich)`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y, %H:%M} ({zone})"


def missing_mails(campaign: RemoteCampaign, number: int) -> str:
    """Return what to add where not all mails of a campaign that was sent have left; empty where they have."""
    if campaign.delivered is None or campaign.recipients is None or campaign.delivered >= campaign.recipients:
        return ""
    rest = campaign.recipients - campaign.delivered
    return f"; {rest} of {campaign.recipients} mails did not leave, or may not have: trax status {number}"


def plan_rows(order: Order, audience: Audience, *, provider: str) -> Rows:
    """Return what is about to happen: what, to whom, from whom, and which bytes."""
    envelope = order.bundle.envelope
    return (
        ("issue", str(order.number)),
        ("subject", envelope.subject),
        ("from", f"{envelope.from_name} <{envelope.from_email}>"),
        ("reply to", envelope.reply_to),
        ("audience", f"{audience.name} ({audience.id})"),
        ("readers", str(audience.count)),
        ("provider", provider),
        ("bytes", f"{order.bundle.digest[:SHORT]} (HTML {len(order.bundle.html.encode()) / 1000:.1f} kB)"),
    )


def trial_rows(order: Order, addresses: Sequence[str], *, provider: str) -> Rows:
    """Return what a test is: what, from whom, to which addresses, and which bytes."""
    envelope = order.bundle.envelope
    return (
        ("issue", str(order.number)),
        ("subject", envelope.subject),
        ("from", f"{envelope.from_name} <{envelope.from_email}>"),
        ("provider", provider),
        ("test to", ", ".join(addresses)),
        ("size", f"HTML {len(order.bundle.html.encode()) / 1000:.1f} kB"),
    )


def describe_step(step: Step, *, readers: int, zone: str) -> str:
    """Return a step as a line of the plan."""
    match step:
        case Create():
            return "create a draft"
        case Delete(campaign_id):
            return f"delete our younger draft {campaign_id}"
        case SetContent():
            return "fill the draft with the approved bytes"
        case ReadBack():
            return "read the draft back and compare it"
        case Send():
            return f"send it to {readers} {'reader' if readers == 1 else 'readers'}"
        case Schedule(_, when):
            named = "1 reader" if readers == 1 else f"{readers} readers"
            return f"let it go out to {named} at {local_time(when, zone)}"
        case Unschedule(campaign_id):
            return f"take the time of campaign {campaign_id} away"
        case Confirm(campaign_id):
            return f"ask whether campaign {campaign_id}, which was begun, has been sent"
        case Nothing(campaign):
            return f"nothing: campaign {campaign.id} is {campaign.state} already"


def order_document(
    order: Order, audience: Audience, steps: Sequence[Step], *, provider: str, zone: str
) -> dict[str, object]:
    """Return the plan as a document for scripts."""
    envelope = order.bundle.envelope
    return {
        "issue": order.number,
        "subject": envelope.subject,
        "from": f"{envelope.from_name} <{envelope.from_email}>",
        "reply_to": envelope.reply_to,
        "audience": {"id": audience.id, "name": audience.name, "readers": audience.count},
        "provider": provider,
        "bundle": order.bundle.digest,
        "steps": [describe_step(step, readers=audience.count, zone=zone) for step in steps],
    }
