"""Carrying out a plan at the provider: looking before each write, and again after each create."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from trax.delivery.plan import Confirm, Create, Delete, Known, Nothing, ReadBack, Send, SetContent, plan_push, plan_send
from trax.errors import Drift, NotFound, OutcomeUnknown, Unconfirmed, WrongState
from trax.providers._crash import crash_point
from trax.providers.base import AudienceRef, CampaignSpec, RemoteContent

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.delivery.bundle import Bundle
    from trax.delivery.plan import Step
    from trax.providers.base import Provider, RemoteCampaign

# Somebody else may create, send or delete between our look and our step; then we look again.
MAX_ROUNDS = 5
MAX_CREATES = 2


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


def push(order: Order, provider: Provider) -> RemoteCampaign:
    """Put the bundle at the provider as the one draft with its marker and return it, read back and compared.

    Raises:
        Drift: If the provider holds something else than what was pushed.
        ProviderError, OutcomeUnknown: As `plan_push` and the provider say.
    """
    return _carry_out(order, provider, plan_push)


def send(order: Order, provider: Provider) -> RemoteCampaign:
    """Send the bundle once and return the campaign as the provider confirms it.

    Raises:
        Unconfirmed: If the audience has another number of readers than the order by now.
        Drift: If the provider holds something else than what was pushed; nothing was sent.
        ProviderError, OutcomeUnknown: As `plan_send` and the provider say.
    """
    return _carry_out(order, provider, plan_send)


def settle(campaign: RemoteCampaign, provider: Provider) -> RemoteCampaign:
    """Return a campaign that was begun earlier, now that the provider was asked whether it has come to its end.

    Raises:
        OutcomeUnknown: If it has not.
    """
    return _confirm(provider.get(campaign.id), provider)


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


def _carry_out(order: Order, provider: Provider, plan: Callable[[Known], tuple[Step, ...]]) -> RemoteCampaign:
    creates = 0
    for _ in range(MAX_ROUNDS):
        steps = plan(look(order, provider))
        crash_point("looked-up")
        if isinstance(steps[0], Create):
            creates += 1
            if creates > MAX_CREATES:
                break
            provider.create_draft(make_spec(order, provider))
            crash_point("created")
            # Another machine may have created one at the same moment: look again, the oldest is the one.
            continue
        try:
            return [_take(step, order, provider) for step in steps][-1]
        except (NotFound, WrongState):
            # Another machine may have won; what the provider says now decides.
            continue
    raise OutcomeUnknown(
        f"{provider.name}: campaign {order.marker} did not come to rest",
        hint=f"somebody else works on it; look in a while: trax status {order.number}",
    )


def _take(step: Step, order: Order, provider: Provider) -> RemoteCampaign:
    match step:
        case Delete(campaign_id):
            draft = provider.get(campaign_id)
            provider.delete_draft(campaign_id)
            return draft
        case SetContent(str(campaign_id)):
            filled = provider.update_draft(campaign_id, make_spec(order, provider))
            crash_point("content-set")
            return filled
        case ReadBack(str(campaign_id)):
            return _read_back(campaign_id, order, provider)
        case Send(str(campaign_id)):
            return _send(campaign_id, order, provider)
        case Confirm(campaign_id):
            return _confirm(provider.get(campaign_id), provider)
        case Nothing(campaign):
            return campaign
        case _:  # pragma: no cover - a plan has no further steps
            raise TypeError(step)


def _read_back(campaign_id: str, order: Order, provider: Provider) -> RemoteCampaign:
    spec, held = make_spec(order, provider), provider.read_content(campaign_id)
    names = RemoteContent.__dataclass_fields__
    different = [name.replace("_", " ") for name in names if getattr(spec, name) != getattr(held, name)]
    if different:
        raise Drift(
            provider.name,
            f"campaign {campaign_id}",
            f"its copy is not what was approved: {', '.join(different)}",
            hint=f"delete that draft at the provider, then: trax push {order.number}",
        )
    return provider.get(campaign_id)


def _send(campaign_id: str, order: Order, provider: Provider) -> RemoteCampaign:
    readers = provider.audience(AudienceRef(order.audience)).count
    if readers != order.recipients:
        raise Unconfirmed(order.number, readers)
    crash_point("before-send")
    provider.send_now(campaign_id)
    crash_point("send-acted")
    return _confirm(provider.get(campaign_id), provider)


def _confirm(campaign: RemoteCampaign, provider: Provider) -> RemoteCampaign:
    if campaign.state != "sent":
        raise OutcomeUnknown(
            f"{provider.name}: campaign {campaign.id} is {campaign.state}; it was not confirmed as sent",
            hint="do not send it elsewhere; look in a while with trax status",
        )
    return campaign
