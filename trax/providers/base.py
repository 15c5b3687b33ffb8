"""The protocol every mailing provider is spoken to through, and the values that pass over it.

An adapter is thin and keeps nothing between calls: what must happen once is the business of `delivery`. A real
provider, a campaign server on the same machine and the embedded one on disk are told apart by their file alone.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from trax.model import Image

State = Literal["draft", "scheduled", "sending", "paused", "sent", "cancelled", "failed", "unknown"]
# A campaign in one of these has reached readers, or will without anybody's further step.
UNDER_WAY: frozenset[State] = frozenset({"scheduled", "sending", "paused", "sent"})


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What can be expressed at a provider; what it allows whom (plans, quotas) changes and stands nowhere here.

    Attributes:
        leaves_machine: Whether mails go out to people.
        has_clock: Whether it sends at a time by itself; otherwise somebody has to call `trax run-due`.
        step_minutes: Times it takes lie on this grid of UTC: 1 is any minute, 15 a quarter of an hour.
        test_to: Whom a test mail may go to, in words.
        text_part: Whether it takes our own plain text.
        own_sender: Whether a campaign names its sender; otherwise mails come from the one that the account has.
        look_up: What a campaign is known again by, in words.
        idempotency_key: Whether it recognises a repeated call by a key.
        keeps_bytes: Whether it stores a text to the byte; otherwise line ends and white space at its end are free.
        preflight: What it says itself before a send, in words; empty for nothing.
        report: What it counts, in words; empty for nothing.
    """

    leaves_machine: bool
    has_clock: bool
    step_minutes: int = 1
    test_to: str = "any address"
    text_part: bool = True
    own_sender: bool = True
    look_up: str = ""
    idempotency_key: bool = False
    keeps_bytes: bool = True
    preflight: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What a provider says of the account whose key we hold.

    Attributes:
        name: The account in the provider's words.
        notes: What a person should know about it, one line each: a plan, an unverified sender.
        skew_s: How many seconds its clock is ahead of ours; None where it does not tell.
    """

    name: str
    notes: tuple[str, ...] = ()
    skew_s: float | None = None


@dataclass(frozen=True, slots=True)
class AudienceRef:
    """Whom a campaign is for: the provider's own id of an audience."""

    list: str


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience as the provider has it now.

    Attributes:
        id: What an `AudienceRef` names.
        count: Readers a campaign to it would reach; each address once.
    """

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """Everything a campaign is made from; two equal ones make the same campaign.

    Attributes:
        key: The marker by which `find` knows the campaign again.
        digest: Digest of the bundle it comes from.
        html: The mail, placeholders as `render_tags` left them.
        postal_address: The sender's address, line by line.
        site: Address of the publication's web site, without a slash at its end.
        view_online: Address of the issue on that site.
        images: The pictures of the mail.
        site_images: What stands before a picture's name where the HTML shows it: `https://…/images/`.
    """

    key: str
    digest: str
    language: str
    subject: str
    preheader: str
    from_name: str
    from_email: str
    reply_to: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    audience: AudienceRef
    publication: str
    postal_address: tuple[str, ...]
    site: str
    view_online: str
    images: tuple[Image, ...] = ()
    site_images: str = ""


@dataclass(frozen=True, slots=True)
class RemoteCampaign:
    """A campaign as the provider has it now.

    Attributes:
        key: The marker trax gave it, or None for a campaign made by hand.
        digest: Digest of the bundle it was last filled from, where the provider keeps one.
        audience: Id of the audience it is for.
        recipients: Readers it is being or was sent to; None before that.
        delivered: Mails that have left, where the provider counts them.
    """

    id: str
    key: str | None
    title: str
    state: State
    audience: str
    digest: str | None = None
    scheduled_at: datetime | None = None
    sent_at: datetime | None = None
    recipients: int | None = None
    delivered: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteContent:
    """What the provider would send, read back from it; parts that it does not keep (`Provider.keeps`) are empty."""

    subject: str
    preheader: str
    from_name: str
    from_email: str
    reply_to: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    images: tuple[Image, ...] = ()


# Every part of a campaign that can be read back and compared.
ALL_PARTS: tuple[str, ...] = tuple(RemoteContent.__dataclass_fields__)


def differences(provider: Provider, spec: CampaignSpec, held: RemoteContent) -> tuple[str, ...]:
    """Return the names, in words, of the parts that the provider holds otherwise than it was given them."""
    is_same = operator.eq if provider.capabilities.keeps_bytes else is_kept
    pairs = ((name, getattr(spec, name), getattr(held, name)) for name in provider.keeps)
    return tuple(name.replace("_", " ") for name, given, kept in pairs if not is_same(given, kept))


def is_kept(given: object, held: object) -> bool:
    """Return whether a provider has kept a part of a campaign as it was given, but for what reaches no reader.

    Line ends and white space at the end of a text are no difference: on its way to a reader a mail gets other line
    ends anyway, and some providers store a text without the empty line after it.
    """
    if isinstance(given, str) and isinstance(held, str):
        return given.replace("\r\n", "\n").rstrip(" \n") == held.replace("\r\n", "\n").rstrip(" \n")
    return given == held


class Provider(Protocol):
    """A mailing provider. Every method raises a `ProviderError`, or `OutcomeUnknown` when a reply was lost."""

    @property
    def name(self) -> str:
        """Name of the provider as `trax.toml` writes it."""

    @property
    def capabilities(self) -> Capabilities:
        """What can be expressed at it; data, the same for every account."""

    @property
    def keeps(self) -> tuple[str, ...]:
        """Names of the parts of a `RemoteContent` that the provider keeps as they are, and that can be compared."""

    def check(self) -> Account:
        """Return whose account the key opens; nothing is changed."""

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the audience and how many readers it has now."""

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, in the order in which they were created."""

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what the provider holds of a campaign, to compare with what it was given."""

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a campaign that sends nothing yet. Not idempotent: twice makes two."""

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew; the same spec again changes nothing."""

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft; anything but a draft is refused."""

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return what the provider itself says stands against sending the draft, one line each."""

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send a draft as it is to these addresses and nobody else; it stays a draft."""

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let the provider send a draft at a time to come."""

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft again."""

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Put a campaign that was not sent aside for good."""

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Send a draft to its audience, once; a campaign that was started is refused."""

    def render_tags(self, html: str) -> str:
        """Return the text with the neutral placeholders as this provider writes them; pure."""
