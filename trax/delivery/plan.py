"""What has to happen next, decided from what is known and nothing else.

The rules: look before creating; the oldest campaign with our marker is the one, younger drafts of ours go; a
campaign that has left the draft state is never joined by a second one; what the provider holds is read back
before it is sent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.errors import Drift, Duplicate, OutcomeUnknown, WrongState
from trax.files import digest
from trax.providers.base import UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.providers.base import RemoteCampaign

SLUG_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Create:
    """Create a draft at the provider."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a younger draft of ours."""

    campaign_id: str


@dataclass(frozen=True, slots=True)
class SetContent:
    """Fill the draft with the bundle; None is the draft that is about to be created."""

    campaign_id: str | None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Read the draft back and compare it with the bundle."""

    campaign_id: str | None


@dataclass(frozen=True, slots=True)
class Send:
    """Send the draft: the one step that cannot be taken back."""

    campaign_id: str | None


@dataclass(frozen=True, slots=True)
class Confirm:
    """Ask the provider whether a sending that was begun has come to its end."""

    campaign_id: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Do nothing: the campaign is where it should be, or further."""

    campaign: RemoteCampaign


Step = Create | Delete | SetContent | ReadBack | Send | Confirm | Nothing


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about one issue and audience.

    Attributes:
        digest: Digest of the approved bundle.
        campaigns: The provider's campaigns with our marker, oldest first.
        filled: Id of the campaign that was filled with the bundle before, for providers that keep no digest.
    """

    provider: str
    digest: str
    campaigns: tuple[RemoteCampaign, ...]
    filled: str = ""


def make_marker(publication: str, number: int, audience: str, *, generation: int = 1) -> str:
    """Return the marker by which a campaign is known again: `trax:upr-trax/50/readers/1`."""
    return f"trax:{make_slug(publication)}/{number}/{make_slug(audience)}/{generation}"


def plan_push(known: Known) -> tuple[Step, ...]:
    """Return the steps that leave exactly one draft with the bundle's content at the provider.

    Raises:
        Duplicate: If two campaigns have left the draft state.
        Drift: If one has, with other content.
        WrongState: If a person has to decide about one.
        OutcomeUnknown: If one was stopped half way.
    """
    active = _active(known)
    if active:
        return (*_orphans(known), Nothing(active))
    if not known.campaigns:
        return (Create(), SetContent(None), ReadBack(None))
    oldest, *younger = known.campaigns
    # Filled a second time, a person's edit at the provider would be lost unseen.
    is_filled = oldest.digest == known.digest or (oldest.digest is None and oldest.id == known.filled)
    fill = () if is_filled else (SetContent(oldest.id),)
    return (*(Delete(draft.id) for draft in younger), *fill, ReadBack(oldest.id))


def plan_send(known: Known) -> tuple[Step, ...]:
    """Return the steps after which the bundle has been sent once; raises as `plan_push` does."""
    active = _active(known)
    if active:
        return (*_orphans(known), Confirm(active.id) if active.state == "sending" else Nothing(active))
    steps = plan_push(known)
    return (*steps, Send(known.campaigns[0].id if known.campaigns else None))


def find_begun(provider: str, campaigns: Sequence[RemoteCampaign]) -> RemoteCampaign | None:
    """Return the campaign that has left the draft state, whatever its content, or None.

    Raises:
        Duplicate: If two have.
        OutcomeUnknown: If it was stopped half way.
    """
    begun = [campaign for campaign in campaigns if campaign.state in UNDER_WAY]
    if len(begun) > 1:
        raise Duplicate(
            provider,
            "look-up",
            f"two campaigns of this issue were started: {', '.join(campaign.id for campaign in begun)}",
            hint="look at them at the provider; trax will not touch either",
        )
    if begun and begun[0].state == "paused":
        raise OutcomeUnknown(
            f"{provider}: campaign {begun[0].id} was stopped half way",
            hint="look at it at the provider: some readers may have it; it is never gone on with by itself",
        )
    return begun[0] if begun else None


def _active(known: Known) -> RemoteCampaign | None:
    """Return the campaign that has left the draft state, if one has, and its content is the bundle's."""
    begun = find_begun(known.provider, known.campaigns)
    if begun:
        _require_ours(known, begun)
        return begun
    undecided = [campaign for campaign in known.campaigns if campaign.state != "draft"]
    if undecided:
        raise WrongState(
            known.provider,
            f"campaign {undecided[0].id}",
            undecided[0].state,
            hint="decide at the provider what becomes of it; trax starts no second one beside it",
        )
    return None


def _orphans(known: Known) -> tuple[Step, ...]:
    """Return the steps that remove our drafts beside a campaign that was started."""
    return tuple(Delete(campaign.id) for campaign in known.campaigns if campaign.state == "draft")


def _require_ours(known: Known, campaign: RemoteCampaign) -> None:
    if campaign.digest is not None and campaign.digest != known.digest:
        raise Drift(
            known.provider,
            f"campaign {campaign.id}",
            f"is {campaign.state} with other content than what is approved now",
            hint="an issue is sent once; say what changed in the next one, or on the web page of this one",
        )


def make_slug(text: str) -> str:
    """Return the text in small letters, digits and hyphens; a digest for a name without any of these."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT].strip("-")
    return slug or digest(text.encode())[:8]
