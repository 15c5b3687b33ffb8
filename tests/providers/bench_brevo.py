"""The bench of Brevo: our own server of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.providers.bench import Bench
from tests.providers.fake_brevo import KEY, FakeBrevo
from tests.providers.fake_server import serve
from trax.providers._brevo_json import STATES, key_of
from trax.providers._secrets import Secret
from trax.providers.brevo import Brevo
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trax.providers.base import CampaignSpec

WRITES = {
    "create": ("POST", "/v3/emailCampaigns"),
    "fill": ("PUT", r"/v3/emailCampaigns/\d+"),
    "delete": ("DELETE", r"/v3/emailCampaigns/\d+"),
    "schedule": ("PUT", r"/v3/emailCampaigns/\d+"),
    "unschedule": ("PUT", r"/v3/emailCampaigns/\d+/status"),
    "send": ("POST", r"/v3/emailCampaigns/\d+/sendNow"),
    "test": ("POST", r"/v3/emailCampaigns/\d+/sendTest"),
}


def open_brevo(mind: FakeBrevo, *, sleep: Callable[[float], None] = lambda _: None) -> Brevo:
    """Return the adapter with the way to a server of ours, whose time is also its own."""
    return Brevo(
        mind.url,
        Secret(KEY),
        lists={"readers": "3", "gone": "99"},
        sender="news@example.org",
        postal_address=("Rue de Varembé 3", "1202 Geneva"),
        patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
        surroundings=Surroundings(sleep=sleep, now=lambda: mind.now),
    )


@contextmanager
def open_bench(spec: CampaignSpec, *, sleep: Callable[[float], None] = lambda _: None) -> Iterator[Bench]:
    """Serve a Brevo with two readers, and one who has left."""
    mind = FakeBrevo(reads_to_finish=3)
    mind.seed()
    with serve(mind):
        provider = open_brevo(mind, sleep=sleep)
        yield Bench(
            provider,
            replace(spec, html=provider.render_tags(spec.html), text=provider.render_tags(spec.text)),
            2,
            mind.now,
            lambda: [address for _, address in mind.delivered],
            mind=mind,
            states=lambda key: [STATES[each["status"]] for each in mind.campaigns.values() if key_of(each) == key],
            writes=WRITES,
            tests=lambda: list(mind.tested),
            official="brevo.yaml",
        )
