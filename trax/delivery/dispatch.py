"""Sending an order out: the lock between machines, the bytes on disk, the provider, the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.bundle import write_bundle
from trax.delivery.deliver import schedule, send
from trax.delivery.earlier import keep_receipt
from trax.delivery.git import read_identity
from trax.delivery.lock import NO_REMOTE, take_lock
from trax.delivery.machine import new_run
from trax.delivery.prepare import generation_of

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.deliver import Order
    from trax.delivery.git import Repository
    from trax.delivery.ledger import Ledger
    from trax.delivery.locate import Located
    from trax.delivery.pace import Pace
    from trax.delivery.receipt import Receipt
    from trax.providers.base import Provider, RemoteCampaign


@dataclass(frozen=True, slots=True)
class Dispatched:
    """How an order ended: the campaign as the provider confirms it, and the receipt when it was sent."""

    campaign: RemoteCampaign
    receipt: Receipt | None


def keep_machines_apart(
    place: Located,
    provider: Provider,
    *,
    repository: Repository | None,
    number: int,
    now: datetime,
    take_over: bool = False,
) -> str:
    """Take the lock between machines, and return what a person should know about it; empty for nothing.

    Args:
        take_over: A person says that the machine which holds it is gone for good.

    Raises:
        LockHeld: If another machine has begun to send the issue.
        LockUnreachable: If the remote does not answer; nothing was sent.
    """
    settings = place.workspace.settings
    if not provider.capabilities.leaves_machine or settings.delivery.lock == "none":
        return ""
    lock = take_lock(
        repository,
        issue=number,
        audience=place.audience,
        generation=generation_of(place, number),
        run=new_run(place.workspace.root, user=read_identity(place.workspace.root).name),
        now=now,
        take_over=take_over,
    )
    return "" if lock else NO_REMOTE


def dispatch(
    place: Located,
    provider: Provider,
    order: Order,
    *,
    when: datetime | None,
    ledger: Ledger,
    pace: Pace,
) -> Dispatched:
    """Send an order once, now or at a time, and keep its receipt.

    Args:
        when: The time at which the provider is to send it; None sends it now.

    Raises:
        What `deliver.send` and `deliver.schedule` raise.
    """
    write_bundle(place.workspace.root, order.bundle)
    if when is None:
        campaign = send(order, provider, ledger=ledger, pace=pace)
    else:
        campaign = schedule(order, provider, when, ledger=ledger, pace=pace)
    is_sent = campaign.state == "sent"
    receipt = keep_receipt(place, provider, campaign, number=order.number) if is_sent else None
    return Dispatched(campaign, receipt)
