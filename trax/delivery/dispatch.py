"""Sending an order out: the lock between machines, the bytes on disk, the provider, the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from trax.delivery.bundle import write_bundle
from trax.delivery.deliver import schedule, send
from trax.delivery.earlier import keep_receipt
from trax.delivery.git import read_identity
from trax.delivery.lock import NO_REMOTE, read_lock, take_lock
from trax.delivery.machine import find_machine, new_run
from trax.delivery.prepare import generation_of
from trax.errors import LockHeld, LockUnreachable

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
    if not _is_locked(place, provider):
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


def require_lock(place: Located, provider: Provider, *, repository: Repository | None, number: int) -> None:
    """Return when the lock between machines is still this machine's, or none is kept.

    A machine that was only slow, and taken for dead, wakes up behind a takeover: it has to notice before it sends.

    Raises:
        LockHeld: If another machine has taken over.
        LockUnreachable: If the remote does not answer, or the lock is not there any more; nothing was sent.
    """
    remote = repository.remote() if repository else None
    if remote is None or not _is_locked(place, provider):
        return
    generation = generation_of(place, number)
    lock = read_lock(repository, issue=number, audience=place.audience, generation=generation)
    if lock is None:
        raise LockUnreachable(remote.name, "the tag that this machine has made there is gone")
    if not lock.is_held_by(find_machine(place.workspace.root)):
        raise LockHeld(number, place.audience, holder=lock.held_by, since=lock.since, tag=lock.tag)


def _is_locked(place: Located, provider: Provider) -> bool:
    return provider.capabilities.leaves_machine and place.workspace.settings.delivery.lock == "git"


def dispatch(
    place: Located,
    provider: Provider,
    order: Order,
    *,
    repository: Repository | None,
    when: datetime | None,
    ledger: Ledger,
    pace: Pace,
) -> Dispatched:
    """Send an order once, now or at a time, and keep its receipt.

    Args:
        repository: Where the lock was taken by `keep_machines_apart`; it is looked at again before the send.
        when: The time at which the provider is to send it; None sends it now.

    Raises:
        What `deliver.send` and `deliver.schedule` raise.
    """
    write_bundle(place.workspace.root, order.bundle)
    may_release = partial(require_lock, place, provider, repository=repository, number=order.number)
    if when is None:
        campaign = send(order, provider, ledger=ledger, pace=pace, may_release=may_release)
    else:
        campaign = schedule(order, provider, when, ledger=ledger, pace=pace, may_release=may_release)
    is_sent = campaign.state == "sent"
    receipt = keep_receipt(place, provider, campaign, number=order.number) if is_sent else None
    return Dispatched(campaign, receipt)
