"""The bench of listmonk: our own server of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.providers.bench import Bench
from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import serve
from trax.providers._listmonk_json import STATES
from trax.providers._secrets import Credentials
from trax.providers.listmonk import Listmonk
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trax.providers.base import CampaignSpec

WRITES = {
    "create": ("POST", "/api/campaigns"),
    "fill": ("PUT", r"/api/campaigns/\d+"),
    "delete": ("DELETE", r"/api/campaigns/\d+"),
    "schedule": ("PUT", r"/api/campaigns/\d+/status"),
    "unschedule": ("PUT", r"/api/campaigns/\d+/status"),
    "send": ("PUT", r"/api/campaigns/\d+/status"),
    "test": ("POST", r"/api/campaigns/\d+/test"),
}
# A campaign's request knows no content in the description, a time only as an object, a campaign no way back from
# scheduled; and the filter is called otherwise than the server reads it. The recording has all of these.
ODD = frozenset(
    {
        "unknown: ?tag",
        "unknown: .altbody",
        "unknown: .body",
        "unknown: .headers",
        "unknown: .subscribers",
        "unknown: .template_id",
        "send_at: ",
        "status: 'draft' is not one of",
    }
)


@contextmanager
def open_bench(spec: CampaignSpec, *, sleep: Callable[[float], None] = lambda _: None) -> Iterator[Bench]:
    """Serve a listmonk with two readers."""
    mind = FakeListmonk(reads_to_finish=3)
    mind.seed()
    with serve(mind):
        provider = Listmonk(
            mind.url,
            Credentials(USER, TOKEN),
            lists={"readers": "1", "gone": "99"},
            postal_address=spec.postal_address,
            patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
            surroundings=Surroundings(sleep=sleep),
        )
        yield Bench(
            provider,
            replace(spec, html=provider.render_tags(spec.html), text=provider.render_tags(spec.text)),
            2,
            mind.now,
            lambda: [address for _, address in mind.delivered],
            mind=mind,
            states=lambda key: [STATES[each["status"]] for each in mind.campaigns.values() if key in each["tags"]],
            writes=WRITES,
            tests=lambda: list(mind.tested),
            official="listmonk.yaml",
            odd=ODD,
        )
