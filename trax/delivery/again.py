"""Sending an issue a second time: only on the word of two people, as a generation of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.delivery.approval import clean, make_approval
from trax.delivery.gates import is_sent
from trax.delivery.ledger import read_entry
from trax.delivery.plan import make_marker
from trax.delivery.prepare import check_draft, generation_of, make_order, marker_of
from trax.delivery.receipt import read_receipt
from trax.errors import Refusal, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trax.delivery.approval import Approval, Approver
    from trax.delivery.deliver import Order
    from trax.delivery.ledger_rows import Entry
    from trax.delivery.locate import Located
    from trax.delivery.prepare import Draft
    from trax.delivery.receipt import Receipt
    from trax.providers.base import Audience, Provider, RemoteCampaign

# Where a campaign has come to an end, or a person has to decide about it; never while it may still go on by itself.
AT_AN_END = frozenset({"sent", "paused", "cancelled", "failed"})


def require_ended(
    number: int,
    campaigns: Sequence[RemoteCampaign],
    receipt: Receipt | None,
    entry: Entry | None,
    *,
    generation: int = 1,
) -> None:
    """Refuse to send an issue anew whose sending before was never begun, or may still go on.

    Args:
        generation: Which sending that is.

    Raises:
        Refusal: With the command that is right instead.
    """
    going = [each for each in campaigns if each.state in {"scheduled", "sending", "unknown"}]
    if going:
        raise Refusal(
            f"issue {number}: campaign {going[0].id} is {going[0].state}; nothing is sent beside it",
            hint=f"wait for its end, or take it back: trax status {number}, trax cancel {number}",
        )
    has_ended = receipt is not None or any(each.state in AT_AN_END for each in campaigns)
    is_held = entry is not None and entry.state in {"held", "sent", "cancelled", "failed"}
    if entry is not None and entry.doubt:
        raise Refusal(
            f"issue {number}: how its last sending ended is not known",
            hint=f"find that out first: trax send {number} looks and sends nothing twice",
        )
    if not has_ended and not is_held and generation > 1:
        raise Refusal(
            f"issue {number}: to send it anew was ordered already, and it has not begun",
            hint=f"go on with that: trax send {number}",
        )
    if not has_ended and not is_held:
        raise Refusal(f"issue {number} was never sent", hint=f"send it: trax send {number}")


def order_again(
    place: Located,
    draft: Draft,
    provider: Provider,
    *,
    approvers: tuple[Approver, Approver],
    reason: str,
    now: datetime,
) -> tuple[Order, Audience, Approval]:
    """Return the order of a further generation, its audience, and the approval that has to be written for it.

    Args:
        approvers: Who orders it and who agrees.
        reason: Why; it stands in the approval, also for errors that the checks find.
        now: With a zone.

    Raises:
        UsageError: If the two are one, or no reason is given.
        Refusal: If the sending before is not at its end, or a rule of `make_order` says no.
    """
    one, two = approvers
    if one.name.casefold() == two.name.casefold():
        raise UsageError("--second: the same person twice", hint="a second person has to agree that it is sent anew")
    why = clean(reason, "--reason")
    if not why:
        raise UsageError("--reason: no reason is given", hint='say why: --reason "the first one had no links"')
    number, generation = draft.issue.number, generation_of(place, draft.issue.number)
    marker = marker_of(place, number)
    receipt = read_receipt(place.folder, number=number, generation=generation)
    is_sent(receipt, audience=place.audience)
    entry = read_entry(place.workspace.root, marker)
    require_ended(number, provider.find(marker), receipt, entry, generation=generation)
    order, audience = make_order(place, draft, provider)
    made = make_approval(
        draft.bundle,
        audience,
        approver=one,
        earlier=None,
        findings=check_draft(place, draft, now=now),
        override=why,
        now=now,
    )
    approval = replace(made, approvers=(one, two), generation=generation + 1, reason=why)
    name = place.workspace.settings.publication.name
    anew = make_marker(name, number, place.audience, generation=approval.generation)
    return replace(order, marker=anew), audience, approval
