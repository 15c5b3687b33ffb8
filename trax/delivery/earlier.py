"""What became of an earlier send: followed to its end, its receipt written; never a second send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval
from trax.delivery.deliver import settle
from trax.delivery.gates import is_sent
from trax.delivery.looking import LookAgain, Run
from trax.delivery.plan import find_begun
from trax.delivery.prepare import generation_of, marker_of
from trax.delivery.receipt import make_receipt, read_receipt, write_receipt
from trax.delivery.slots import lateness
from trax.delivery.steps import delete_draft
from trax.delivery.wording import local_time, missing_mails
from trax.errors import Damaged, ProviderError, Refusal, SlotShifted

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.ledger import Ledger
    from trax.delivery.locate import Located
    from trax.delivery.pace import Pace
    from trax.delivery.receipt import Receipt
    from trax.providers.base import Provider, RemoteCampaign, State


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier command has begun.

    Attributes:
        state: What the provider or the receipt says of it.
        says: The same in one line for a person.
        receipt: The receipt, if it was written just now.
    """

    state: State
    says: str
    receipt: Receipt | None = None
    scheduled_at: datetime | None = None


def finish_earlier_send(
    place: Located, provider: Provider, *, number: int, now: datetime, ledger: Ledger | None, pace: Pace
) -> Earlier | None:
    """Return what became of an earlier send, or None when there was none.

    A campaign that was begun is followed to its end, and its receipt is written if it is not there.

    Args:
        now: With a zone.
        ledger: Where the end is written down; without one, only what is there is said, nothing followed or written.

    Raises:
        OutcomeUnknown: If an earlier send has not come to its end.
        Refusal, Damaged, Duplicate: If receipt and provider leave no way to say what was sent, or the provider has
            let the time of a scheduled one go by.
    """
    zone = place.workspace.settings.publication.time_zone
    receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
    if receipt and is_sent(receipt, audience=place.audience):
        if ledger:
            note_sent(receipt, ledger, at=pace.clock())
        when = local_time(receipt.sent_at, zone)
        return Earlier("sent", f"issue {number} was already sent on {when}: nothing was sent now")
    marker = marker_of(place, number)
    campaigns = provider.find(marker)
    begun = find_begun(provider.name, campaigns)
    if begun is None:
        return None
    if begun.state == "scheduled":
        require_not_missed(begun, number=number, provider=provider.name, zone=zone, now=now)
        at = f" for {local_time(begun.scheduled_at, zone)}" if begun.scheduled_at else ""
        says = f"issue {number}: campaign {begun.id} is scheduled already{at}: nothing was done"
        return Earlier("scheduled", says, scheduled_at=begun.scheduled_at)
    if ledger is None:
        return Earlier(begun.state, f"issue {number}: campaign {begun.id} is {begun.state} already: nothing was done")
    campaign = settle(begun, provider, pace=pace)
    receipt = keep_receipt(place, provider, campaign, number=number)
    note_sent(receipt, ledger, at=pace.clock())
    _remove_drafts(campaigns, Run(marker, number, provider, ledger, pace))
    says = f"issue {number} was already sent on {local_time(receipt.sent_at, zone)}: no reader gets it twice"
    return Earlier("sent", says + missing_mails(campaign, number), receipt)


def require_not_missed(campaign: RemoteCampaign, *, number: int, provider: str, zone: str, now: datetime) -> None:
    """Refuse a scheduled campaign whose time is over by so much that a person has to decide.

    Raises:
        Refusal: If it is.
    """
    at = campaign.scheduled_at
    if at is not None and lateness(at, now) == "late":
        raise Refusal(
            f"issue {number} is held: {provider} has not begun to send it at its time, {local_time(at, zone)}",
            hint=f"look at the provider; to send it now: trax cancel {number}, then trax send {number}",
        )


def _remove_drafts(campaigns: tuple[RemoteCampaign, ...], run: Run) -> None:
    """Delete our drafts beside a campaign that was sent: a machine died, or slept, after it had created one.

    One that cannot be deleted now takes nothing from what was sent, and sends nothing by itself.
    """
    for draft in campaigns:
        if draft.state == "draft":
            try:
                delete_draft(draft.id, run)
            except (LookAgain, ProviderError):
                continue


def note_sent(receipt: Receipt, ledger: Ledger, *, at: datetime) -> None:
    """Write into the ledger what the receipt says, unless it is there."""
    entry = ledger.plan(
        receipt.marker,
        issue=receipt.number,
        audience=receipt.audience,
        provider=receipt.provider,
        content_sha=receipt.bundle,
        at=at,
    )
    if entry.state != "sent":
        detail = f"campaign {receipt.remote_id}: sent"
        ledger.record(
            receipt.marker,
            "look-up",
            op="look-up",
            at=at,
            state="sent",
            remote_id=receipt.remote_id,
            doubt="",
            detail=detail,
        )


def keep_receipt(place: Located, provider: Provider, campaign: RemoteCampaign, *, number: int) -> Receipt:
    """Write the receipt of a campaign that was sent and return it."""
    try:
        approval = read_approval(place.folder, number=number)
    except (Damaged, SlotShifted):
        # The approval is needed before a send; after it, the receipt must not depend on it.
        approval = None
    receipt = make_receipt(campaign, number=number, provider=provider.name, approval=approval)
    write_receipt(place.folder, receipt, generation=generation_of(place, number))
    return receipt
