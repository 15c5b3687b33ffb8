"""Delivery over listmonk with every fault at every call: plain repetition ends with one delivery and no draft left.

What is believed is the server's own log of mails, never what trax says of itself. A slice runs each time; with
TRAX_FAULTS=all every fault comes once and twice, with and without a ledger (about a minute).
"""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_listmonk import KINDS, Fault
from trax.content.settings import parse_settings
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order, make_spec, send
from trax.delivery.ledger import open_memory
from trax.delivery.pace import Pace
from trax.errors import OutcomeUnknown, ProviderError
from trax.model import Image, Mail

if TYPE_CHECKING:
    from tests.providers.fake_listmonk import FakeListmonk
    from trax.delivery.ledger import Ledger
    from trax.providers.listmonk import Listmonk

SETTINGS = """
address = ["Rue de Varembé 3", "1202 Geneva"]
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org"
audience = "readers"
[sender]
name = "UPR Info"
email = "news@example.org"
[audiences.readers]
name = "Readers"
id = "1"
"""
HTML = '<p>Dear [[first_name|friend]] <!--[if mso]>x<![endif]--><a href="[[unsubscribe]]">leave</a></p>\n'
MARKER = "trax:upr-trax/50/readers/1"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)
# Each write call of a delivery: what has to be there for it to be made, its method and its path.
WRITES = {
    "create": ("", "POST", "/api/campaigns"),
    "fill": ("stale", "PUT", r"/api/campaigns/\d+"),
    "delete": ("two drafts", "DELETE", r"/api/campaigns/\d+"),
    "send": ("", "PUT", r"/api/campaigns/\d+/status"),
}
READS = {
    "find": "/api/campaigns",
    "get": r"/api/campaigns/\d+",
    "audience": r"/api/lists/\d+",
    "template": "/api/templates",
}
SLOW = {"silence-after", "drip-after", "drip-header-after"}
LIMIT = 8
IS_ALL = os.environ.get("TRAX_FAULTS") == "all"
# How often the fault comes, and how delivery remembers.
WAYS = [(times, memory) for times in (1, 2) for memory in ("ledger", "no ledger")] if IS_ALL else [(1, "ledger")]
READ_KINDS = [kind for kind in KINDS if kind not in SLOW] if IS_ALL else ["rst-before", "503-before", "html-after"]


@pytest.fixture
def order(listmonk: Listmonk) -> Order:
    settings, _ = parse_settings(SETTINGS)
    assert settings
    picture = Image("mark.png", b"\x89PNG mark", "image/png")
    subject, text = "[UPR Trax] No50: Beyond acceptance", "Dear [[first_name|friend]]\n"
    mail = Mail(50, "en", subject, "What became of it", HTML, text, (picture,))
    bundle = freeze(mail, settings=settings, provider=listmonk.name, render_tags=listmonk.render_tags)
    return Order(bundle, MARKER, "readers", 2)


def prepare(what: str, order: Order, listmonk: Listmonk) -> None:
    spec = make_spec(order, listmonk)
    if what == "stale":
        listmonk.create_draft(replace(spec, html="<p>old</p>", digest="0" * 64))
    if what == "two drafts":
        listmonk.create_draft(spec)
        listmonk.create_draft(spec)


def repeat(order: Order, listmonk: Listmonk, ledger: Ledger | None) -> list[str]:
    """Send, and repeat the same until it says that it is done; return how each run ended."""
    ends: list[str] = []
    while len(ends) < LIMIT and "sent" not in ends:
        try:
            ends.append(send(order, listmonk, ledger=ledger, pace=HURRY).state)
        except (OutcomeUnknown, ProviderError) as error:
            ends.append(type(error).__name__)
    return ends


def require_delivered_once(fake: FakeListmonk, ends: list[str]) -> None:
    assert ends[-1] == "sent", ends
    assert sorted(email for _, email in fake.delivered) == ["r0@example.org", "r1@example.org"]
    assert len({campaign for campaign, _ in fake.delivered}) == 1
    ours = [campaign["status"] for campaign in fake.campaigns.values() if MARKER in campaign["tags"]]
    assert ours == ["finished"]


@pytest.mark.parametrize("scenario", list(itertools.product(KINDS, WRITES, WAYS)), ids=str)
def test_a_fault_at_a_write_ends_in_one_delivery(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, scenario: tuple[str, str, tuple[int, str]]
) -> None:
    kind, write, (times, memory) = scenario
    state, method, path = WRITES[write]
    prepare(state, order, listmonk)
    fault = Fault(kind, method=method, path=path, times=times)
    fake.faults = [fault]
    require_delivered_once(fake, repeat(order, listmonk, open_memory() if memory == "ledger" else None))
    assert fault.seen >= 1, "the call with the fault was never made"


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("kind", READ_KINDS)
def test_a_read_that_is_never_answered_ends_in_one_delivery(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, kind: str, read: str
) -> None:
    fault = Fault(kind, method="GET", path=READS[read], times=5)
    fake.faults = [fault]
    require_delivered_once(fake, repeat(order, listmonk, None))
    assert fault.seen >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_every_write_in_turn_ends_in_one_delivery(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, kind: str
) -> None:
    prepare("two drafts", order, listmonk)
    fake.faults = [Fault(kind, method=method, path=path) for _, method, path in WRITES.values()]
    require_delivered_once(fake, repeat(order, listmonk, open_memory()))


@pytest.mark.parametrize("looks", [1, 2, 5, 12])
def test_a_slow_sending_is_followed_to_its_end(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, looks: int
) -> None:
    fake.reads_to_finish = looks
    require_delivered_once(fake, repeat(order, listmonk, open_memory()))


@pytest.mark.parametrize("lag", [1, 2])
def test_a_listing_that_lags_makes_no_second_delivery(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, lag: int
) -> None:
    fake.hidden_for = lag
    require_delivered_once(fake, repeat(order, listmonk, open_memory()))


def test_our_draft_is_found_behind_1200_others(fake: FakeListmonk, listmonk: Listmonk, order: Order) -> None:
    fake.is_tag_filter_on = False
    fake.fill(1200)
    prepare("two drafts", order, listmonk)
    require_delivered_once(fake, repeat(order, listmonk, None))


def test_a_campaign_that_was_stopped_half_way_is_left_to_a_person(
    fake: FakeListmonk, listmonk: Listmonk, order: Order
) -> None:
    draft = listmonk.create_draft(make_spec(order, listmonk))
    fake.campaigns[int(draft.id)]["status"] = "paused"
    assert set(repeat(order, listmonk, open_memory())) == {"OutcomeUnknown"}
    assert (fake.delivered, len(fake.campaigns)) == ([], 1)


def test_a_wrong_key_stops_before_anything_is_made(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.providers.fake_listmonk.TOKEN", "another")
    assert set(repeat(order, listmonk, open_memory())) == {"AuthError"}
    assert fake.campaigns == {}
