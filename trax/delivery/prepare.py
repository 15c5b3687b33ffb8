"""The way to a delivery that approve, push, send and status share: freeze, compare, order, keep the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.registry import run_checks
from trax.delivery.approval_file import read_approval
from trax.delivery.bundle import bundle_folder, freeze, read_bundle
from trax.delivery.deliver import Order, settle
from trax.delivery.gates import (
    is_sent,
    require_approved,
    require_no_sample,
    require_readers,
    require_same_size,
    require_unsent,
)
from trax.delivery.locate import read_whole_issue, render_issue
from trax.delivery.plan import find_begun, make_marker
from trax.delivery.receipt import make_receipt, read_receipt, write_receipt
from trax.delivery.wording import local_time
from trax.errors import Damaged
from trax.providers.base import AudienceRef
from trax.upr.table import load_table

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.bundle import Bundle
    from trax.delivery.ledger import Ledger
    from trax.delivery.locate import Located
    from trax.delivery.pace import Pace
    from trax.delivery.receipt import Receipt
    from trax.model import Finding, Issue, Mail
    from trax.providers.base import Audience, Provider, RemoteCampaign


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as its files are now, rendered and frozen, not yet written anywhere."""

    issue: Issue
    mail: Mail
    bundle: Bundle


def marker_of(place: Located, number: int) -> str:
    """Return the marker by which providers know this issue."""
    return make_marker(place.workspace.settings.publication.name, number, place.audience)


def make_draft(place: Located, provider: Provider) -> Draft:
    """Return the issue as its files are now, rendered and frozen.

    Raises:
        ContentFaults, TemplateFault, LostInRendering: If it cannot be read or rendered.
        InvalidContent, SettingsError: If it cannot be frozen.
    """
    issue = read_whole_issue(place)
    mail = render_issue(place, issue)
    settings = place.workspace.settings
    return Draft(issue, mail, freeze(mail, settings=settings, provider=provider.name, render_tags=provider.render_tags))


def check_draft(place: Located, draft: Draft) -> tuple[Finding, ...]:
    """Return what the checks find in the issue and its mail."""
    settings = place.workspace.settings
    return tuple(run_checks(draft.issue, table=load_table(), settings=settings, mail=draft.mail))


def find_begun_campaign(place: Located, provider: Provider, *, number: int) -> RemoteCampaign | None:
    """Return the campaign of the issue that has left the draft state at the provider, whatever its content.

    Raises:
        Duplicate: If two have.
        OutcomeUnknown: If it was stopped half way.
    """
    return find_begun(provider.name, provider.find(marker_of(place, number)))


def finish_earlier_send(place: Located, provider: Provider, *, number: int, ledger: Ledger | None, pace: Pace) -> str:
    """Return what became of an earlier send, in one line; empty when there was none.

    A campaign that was begun is followed to its end, and its receipt is written if it is not there.

    Args:
        ledger: Where the end is written down; without one, only what is there is said, nothing followed or written.

    Raises:
        OutcomeUnknown: If an earlier send has not come to its end.
        Refusal, Damaged, Duplicate: If receipt and provider leave no way to say what was sent.
    """
    zone = place.workspace.settings.publication.time_zone
    receipt = read_receipt(place.folder, number=number)
    if receipt and is_sent(receipt, audience=place.audience):
        if ledger:
            note_sent(receipt, ledger, at=pace.clock())
        return f"issue {number} was already sent on {local_time(receipt.sent_at, zone)}: nothing was sent now"
    begun = find_begun_campaign(place, provider, number=number)
    if begun is None:
        return ""
    if begun.state == "scheduled" or ledger is None:
        return f"issue {number}: campaign {begun.id} is {begun.state} already: nothing was done"
    receipt = keep_receipt(place, provider, settle(begun, provider, pace=pace), number=number)
    note_sent(receipt, ledger, at=pace.clock())
    return f"issue {number} was already sent on {local_time(receipt.sent_at, zone)}: no reader gets it twice"


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
    except Damaged:
        # The approval is needed before a send; after it, the receipt must not depend on it.
        approval = None
    receipt = make_receipt(campaign, number=number, provider=provider.name, approval=approval)
    write_receipt(place.folder, receipt)
    return receipt


def read_unsent_approval(place: Located, provider: Provider, *, number: int) -> Approval | None:
    """Return the approval that a new one would replace, or None.

    Raises:
        Refusal: If the issue was sent: then its approval says what was sent.
        Damaged: If the receipt cannot be read.
    """
    begun = find_begun_campaign(place, provider, number=number)
    receipt = read_receipt(place.folder, number=number)
    require_unsent(receipt, begun, number=number, audience=place.audience)
    try:
        return read_approval(place.folder, number=number)
    except Damaged:
        # Approving again is the cure for a damaged approval.
        return None


def make_order(place: Located, draft: Draft, provider: Provider) -> tuple[Order, Audience]:
    """Return the order for these bytes, and the audience that the settings name.

    Raises:
        Refusal: If the issue is a sample and would leave the machine, or the audience is empty.
        AudienceFault, ProviderError: If the audience cannot be asked for.
    """
    require_no_sample(draft.issue, provider=provider.name)
    audience = provider.audience(AudienceRef(place.audience))
    number = draft.issue.number
    require_readers(number, audience)
    return Order(draft.bundle, marker_of(place, number), audience.id, audience.count), audience


def make_approved_order(place: Located, draft: Draft, provider: Provider) -> tuple[Order, Audience]:
    """Return the order for the approved bytes, after every rule was asked and every byte compared.

    Raises:
        NotApproved, Changed, Damaged, Refusal: If a rule says no; nothing was written anywhere.
        AudienceFault, ProviderError: If the audience cannot be asked for.
    """
    number = draft.issue.number
    approval = require_approved(draft.bundle, read_approval(place.folder, number=number), audience=place.audience)
    folder = bundle_folder(place.workspace.root, number, approval.bundle)
    # A fresh copy of the newsletter has no build/: the bytes were just made again, and they are the approved ones.
    if folder.is_dir():
        require_approved(read_bundle(folder, number=number), approval, audience=place.audience)
    order, audience = make_order(place, draft, provider)
    require_same_size(approval, audience)
    return order, audience
