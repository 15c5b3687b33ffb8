"""Carrying out a plan at the provider: looking before each write, and again after each create.

The ledger remembers what was begun. It decides nothing that the provider can be asked for: it is what tells a call
whose reply was lost from a call that was never made.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from trax.delivery.ledger import open_memory
from trax.delivery.looking import Delivery, LookAgain, confirm, find_campaigns, note_campaign
from trax.delivery.pace import pace_for
from trax.delivery.plan import (
    Confirm,
    Create,
    Delete,
    Known,
    Nothing,
    ReadBack,
    Schedule,
    Send,
    SetContent,
    plan_push,
    plan_schedule,
    plan_send,
)
from trax.delivery.release import schedule_draft, send_draft
from trax.delivery.steps import create_draft, delete_draft, fill_draft, read_back
from trax.errors import OutcomeUnknown
from trax.providers._crash import crash_point
from trax.providers.base import AudienceRef, CampaignSpec

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from trax.delivery.bundle import Bundle
    from trax.delivery.ledger import Ledger
    from trax.delivery.pace import Pace
    from trax.delivery.plan import Step
    from trax.providers.base import Provider, RemoteCampaign

# Somebody else may create, send or delete between our look and our step; then we look again.
MAX_ROUNDS = 6
MAX_CREATES = 2
WRITES: dict[type[Step], str] = {
    Create: "create",
    Delete: "delete",
    SetContent: "content",
    Send: "send",
    Schedule: "schedule",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be delivered: approved bytes, to one audience, under one marker.

    Attributes:
        audience: Id of the audience.
        recipients: Its readers when the order was made; sending to another number is refused.
    """

    bundle: Bundle
    marker: str
    audience: str
    recipients: int

    @property
    def number(self) -> int:
        """Number of the issue."""
        return self.bundle.number


def look(order: Order, provider: Provider) -> Known:
    """Return what the provider has under the order's marker."""
    return Known(provider.name, order.bundle.digest, provider.find(order.marker))


def push(order: Order, provider: Provider, *, ledger: Ledger | None = None, pace: Pace | None = None) -> RemoteCampaign:
    """Put the bundle at the provider as the one draft with its marker and return it, read back and compared.

    Args:
        ledger: What was begun before; without one, the provider alone is asked.
        pace: How long to wait for the provider; without one, as its name says.

    Raises:
        Drift: If the provider holds something else than what was pushed.
        LedgerTrouble: If the ledger cannot be written; nothing was sent.
        ProviderError, OutcomeUnknown: As `plan_push` and the provider say.
    """
    return _carry_out(_open_run(order, provider, ledger, pace=pace), plan_push)


def let_pass() -> None:
    """Let a sending pass whose machines nothing but the provider keeps apart."""


def send(
    order: Order,
    provider: Provider,
    *,
    ledger: Ledger | None = None,
    pace: Pace | None = None,
    may_release: Callable[[], None] = let_pass,
) -> RemoteCampaign:
    """Send the bundle once and return the campaign as the provider confirms it.

    Args:
        ledger: As for `push`.
        pace: As for `push`.
        may_release: Asked last before the send; raises when this machine must not send any more.

    Raises:
        Unconfirmed: If the audience has another number of readers than the order by now.
        Drift: If the provider holds something else than what was pushed; nothing was sent.
        LedgerTrouble: If the ledger cannot be written; nothing was sent.
        ProviderError, OutcomeUnknown: As `plan_send` and the provider say.
    """
    return _carry_out(_open_run(order, provider, ledger, pace=pace, may_release=may_release), plan_send)


def schedule(
    order: Order,
    provider: Provider,
    when: datetime,
    *,
    ledger: Ledger | None = None,
    pace: Pace | None = None,
    may_release: Callable[[], None] = let_pass,
) -> RemoteCampaign:
    """Let the bundle go out once at that time and return the campaign as the provider confirms it.

    A campaign that is scheduled for another time already is returned as it is.

    Args:
        when: With a zone, ahead of now and on the provider's grid of times.
        ledger: As for `push`.
        pace: As for `push`.
        may_release: As for `send`.

    Raises:
        Unconfirmed: If the audience has another number of readers than the order by now.
        Drift: If the provider holds something else than what was pushed, or names another time than it was given.
        LedgerTrouble: If the ledger cannot be written; nothing was scheduled.
        ProviderError, OutcomeUnknown: As `plan_schedule` and the provider say.
    """
    run = _open_run(order, provider, ledger, pace=pace, may_release=may_release)
    return _carry_out(run, partial(plan_schedule, when=when))


def settle(campaign: RemoteCampaign, provider: Provider, *, pace: Pace | None = None) -> RemoteCampaign:
    """Return a campaign that was begun earlier, now that the provider was asked whether it has come to its end.

    Raises:
        OutcomeUnknown: If it has not.
    """
    return confirm(provider.get(campaign.id), provider, pace=pace or pace_for(provider.name))


def make_spec(order: Order, provider: Provider) -> CampaignSpec:
    """Return the order as the provider takes it, with its own placeholders."""
    bundle = order.bundle
    return CampaignSpec(
        key=order.marker,
        digest=bundle.digest,
        html=provider.render_tags(bundle.html),
        text=provider.render_tags(bundle.text),
        audience=AudienceRef(order.audience),
        images=bundle.images,
        **asdict(bundle.envelope),
    )


def _open_run(
    order: Order,
    provider: Provider,
    ledger: Ledger | None,
    *,
    pace: Pace | None,
    may_release: Callable[[], None] = let_pass,
) -> Delivery:
    """Return the run, after the ledger took its first row: one that cannot be written shows before any call."""
    run = Delivery(
        order.marker,
        order.number,
        provider,
        ledger or open_memory(),
        pace or pace_for(provider.name),
        order,
        make_spec(order, provider),
        may_release,
    )
    run.ledger.plan(
        order.marker,
        issue=order.number,
        audience=order.audience,
        provider=provider.name,
        content_sha=order.bundle.digest,
        at=run.pace.clock(),
    )
    crash_point("planned")
    return run


def _carry_out(run: Delivery, plan: Callable[[Known], tuple[Step, ...]]) -> RemoteCampaign:
    creates, refusal = 0, LookAgain()
    for _ in range(MAX_ROUNDS):
        steps = plan(_look(run))
        crash_point("looked-up")
        if refusal.error and any(WRITES.get(type(step)) == refusal.op for step in steps):
            raise refusal.error
        creates += isinstance(steps[0], Create)
        if creates > MAX_CREATES:
            break
        try:
            return [_take(step, run) for step in steps][-1]
        except LookAgain as again:
            # Another machine may have won, or a reply was lost: what the provider says now decides.
            refusal = again if again.is_refused else refusal
            run.pace.wait(run.pace.settle_s if again.op else 0)
    raise OutcomeUnknown(
        f"{run.provider.name}: campaign {run.marker} did not come to rest",
        hint=f"somebody else works on it; look in a while: trax status {run.number}",
    )


def _look(run: Delivery) -> Known:
    campaigns = find_campaigns(run)
    entry = note_campaign(run, campaigns)
    digest = run.order.bundle.digest
    return Known(run.provider.name, digest, campaigns, filled=entry.remote_id if entry.filled_sha == digest else "")


def _take(step: Step, run: Delivery) -> RemoteCampaign:
    match step:
        case Create():
            return create_draft(run)
        case Delete(campaign_id):
            return delete_draft(campaign_id, run)
        case SetContent(str(campaign_id)):
            return fill_draft(campaign_id, run)
        case ReadBack(str(campaign_id)):
            return read_back(campaign_id, run)
        case Send(str(campaign_id)):
            return send_draft(campaign_id, run)
        case Schedule(str(campaign_id), when):
            return schedule_draft(campaign_id, when, run)
        case Confirm(campaign_id):
            campaign = confirm(run.provider.get(campaign_id), run.provider, pace=run.pace)
            note_campaign(run, (campaign,))
            return campaign
        case Nothing(campaign):
            return campaign
        case _:  # pragma: no cover - a plan has no further steps
            raise TypeError(step)
