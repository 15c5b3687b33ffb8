"""What promises and faults need of a provider: the adapter, the server behind it, and what that server knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from tests.providers.fake_server import Mind
    from trax.providers.base import CampaignSpec, Provider, RemoteCampaign


@dataclass(frozen=True)
class Write:
    """A call that changes something and that a provider needs beside those of `Bench.writes`.

    Attributes:
        name: What it does, in words.
        at: Which of the calls with this method and path it is.
        needs: What has to be there for it to be made on the way to a send: nothing, or `stale`, a draft of other
            content.
    """

    name: str
    method: str
    path: str
    at: int = 1
    needs: str = ""


@dataclass(frozen=True)
class Bench:
    """A provider with a list of readers.

    Attributes:
        spec: A campaign to it, with the provider's own placeholders.
        count: Readers on its list.
        now: Its time.
        deliveries: Address of each mail that has left it; None where nobody can count them.
        looks: How often it may be asked whether a sending has come to its end.
        mind: The server behind it; None for a provider that is none.
        states: State, in our words, of each campaign that the server holds with a marker.
        writes: Method and path of each call that changes something, by what it is for: `create`, `fill`, `delete`,
            `schedule`, `unschedule`, `send`, `test`; the one that counts, where it takes several.
        tests: Address of each test mail.
        official: File of the provider's description of its API in `shared/specs`.
        odd: What of our requests that description does not know and the server does, word for word.
    """

    provider: Provider
    spec: CampaignSpec
    count: int
    now: datetime
    deliveries: Callable[[], list[str] | None]
    looks: int = 10
    mind: Mind | None = None
    states: Callable[[str], list[str]] | None = None
    writes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    tests: Callable[[], list[str] | None] = lambda: None
    official: str = ""
    odd: frozenset[str] = frozenset()

    def sent(self) -> RemoteCampaign:
        """Return a campaign that has been sent, to the end."""
        campaign = self.provider.send_now(self.provider.create_draft(self.spec).id)
        for _ in range(self.looks):
            if campaign.state != "sending":
                break
            campaign = self.provider.get(campaign.id)
        return campaign
