"""The bench of Mailchimp: our own server of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.providers.bench import Bench, Write
from tests.providers.fake_mailchimp import LIST, TOKEN, FakeMailchimp
from tests.providers.fake_server import serve
from trax.providers._mailchimp_json import parse_campaign
from trax.providers._secrets import Secret
from trax.providers.mailchimp import Mailchimp
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trax.providers.base import CampaignSpec

CAMPAIGN = r"/3\.0/campaigns/\w+"
WRITES = {
    "create": ("POST", "/3.0/campaigns"),
    "fill": ("PUT", f"{CAMPAIGN}/content"),
    "delete": ("DELETE", CAMPAIGN),
    "schedule": ("POST", f"{CAMPAIGN}/actions/schedule"),
    "unschedule": ("POST", f"{CAMPAIGN}/actions/unschedule"),
    "send": ("POST", f"{CAMPAIGN}/actions/send"),
    "test": ("POST", f"{CAMPAIGN}/actions/test"),
}
# A draft is made in three calls and filled anew in three.
FURTHER = (
    Write("fill a new draft", "PUT", f"{CAMPAIGN}/content"),
    Write("mark a new draft", "PATCH", CAMPAIGN),
    Write("take the mark of a draft", "PATCH", CAMPAIGN, needs="stale"),
    Write("mark a draft again", "PATCH", CAMPAIGN, at=2, needs="stale"),
)
# The description in hand is cut: the account's own page, at the root, is not in it.
ODD = frozenset({"the path /3.0/ is not in it"})


def states_of(mind: FakeMailchimp, key: str) -> list[str]:
    """Return the state, in our words, of each campaign with the marker."""
    held = [parse_campaign(each) for each in mind.campaigns.values()]
    return [each.state for each in held if each.key == key]


@contextmanager
def open_bench(spec: CampaignSpec, *, sleep: Callable[[float], None] = lambda _: None) -> Iterator[Bench]:
    """Serve a Mailchimp with two readers; the mail comes from the address that answers go to."""
    mind = FakeMailchimp(reads_to_finish=3)
    mind.seed()
    with serve(mind):
        provider = Mailchimp(
            Secret(TOKEN),
            url=mind.url,
            lists={"readers": LIST, "gone": "ffffffffff"},
            postal_address=spec.postal_address,
            sender=spec.from_email,
            patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
            surroundings=Surroundings(sleep=sleep, now=lambda: mind.now),
        )
        html, text = provider.render_tags(spec.html), provider.render_tags(spec.text)
        yield Bench(
            provider,
            replace(spec, html=html, text=text, reply_to=spec.from_email),
            2,
            mind.now,
            lambda: [address for _, address in mind.delivered],
            mind=mind,
            states=lambda key: states_of(mind, key),
            writes=WRITES,
            tests=lambda: list(mind.tested),
            official="mailchimp.json",
            odd=ODD,
        )
