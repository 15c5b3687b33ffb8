"""The bench of Buttondown: our own server of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.providers.bench import Bench
from tests.providers.fake_buttondown import EMPTY_TAG, KEY, TAG, FakeButtondown
from tests.providers.fake_server import serve
from trax.providers._buttondown_json import MARKER, STATES
from trax.providers._secrets import Secret
from trax.providers.buttondown import Buttondown
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trax.providers.base import CampaignSpec

ONE = r"/v1/emails/\w+"
WRITES = {
    "create": ("POST", "/v1/emails"),
    "fill": ("PATCH", ONE),
    "delete": ("DELETE", ONE),
    "schedule": ("PATCH", ONE),
    "unschedule": ("PATCH", ONE),
    "send": ("POST", f"{ONE}/publish"),
    "test": ("POST", f"{ONE}/send-draft"),
}
# The readers are no part of the description as it was cut for us; `test_buttondown` holds the fields asked for.
ODD = frozenset({"unknown: the path /v1/subscribers is not in it"})


@contextmanager
def open_bench(spec: CampaignSpec, *, sleep: Callable[[float], None] = lambda _: None) -> Iterator[Bench]:
    """Serve a Buttondown with two readers that have a tag, and one that has none."""
    mind = FakeButtondown(reads_to_finish=3)
    mind.seed()
    with serve(mind):
        provider = Buttondown(
            Secret(KEY),
            tags={"readers": TAG, "nobody": EMPTY_TAG, "gone": "sub_tag_gone", "everybody": "all"},
            postal_address=spec.postal_address,
            url=mind.url,
            patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
            surroundings=Surroundings(sleep=sleep, now=lambda: mind.now),
        )
        yield Bench(
            provider,
            replace(spec, html=provider.render_tags(spec.html), text=provider.render_tags(spec.text)),
            2,
            mind.now,
            lambda: [address for _, address in mind.delivered],
            mind=mind,
            states=lambda key: [
                STATES[each["status"]] for each in mind.emails.values() if each["metadata"].get(MARKER) == key
            ],
            writes=WRITES,
            tests=lambda: list(mind.tested),
            official="buttondown.json",
            odd=ODD,
        )
