"""What a provider holds, against what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.delivery.deliver import Order, make_spec
from trax.errors import Drift
from trax.providers.base import differences

if TYPE_CHECKING:
    from trax.delivery.bundle import Bundle
    from trax.providers.base import Provider, RemoteCampaign


def unlike(campaign: RemoteCampaign, bundle: Bundle, provider: Provider, *, audience: str) -> str:
    """Return in words what of a campaign is not as in the bundle, or that it is for others; empty for nothing."""
    spec = make_spec(Order(bundle, campaign.key or "", audience, 0), provider)
    try:
        different = differences(provider, spec, provider.read_content(campaign.id))
    except Drift as error:
        return error.detail
    return ", ".join(different) or ("" if campaign.audience == audience else "audience")
