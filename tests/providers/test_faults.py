"""Delivery over each provider with every fault at every call: plain repetition ends with one delivery, no draft left.

What is believed is the server's own log of mails, never what trax says of itself. A slice runs each time; with
TRAX_FAULTS=all every fault comes once and twice, with and without a ledger.
"""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from tests.providers.benches import FURTHER, REMOTE
from tests.providers.fake_server import KINDS, SLOW, Fault
from trax.content.settings import parse_settings
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order, make_spec, send
from trax.delivery.ledger import open_memory
from trax.delivery.pace import Pace
from trax.errors import OutcomeUnknown, ProviderError
from trax.model import Image, Mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.providers.bench import Bench, Write
    from tests.providers.conftest import MakeSpec
    from trax.delivery.ledger import Ledger

HTML = (
    '<p>Dear [[first_name|friend]] <!--[if mso]>x<![endif]--><a href="[[unsubscribe]]">leave</a> '
    '<a href="[[view_online]]">web</a> [[postal_address]]</p>\n'
)
TEXT = "Dear [[first_name|friend]]\n[[unsubscribe]]\n[[postal_address]]\n"
MARKER = "trax:upr-trax/50/readers/1"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)
# What has to be there for a write to be made on the way to a send.
NEEDS = {"create": "", "fill": "stale", "delete": "two drafts", "send": ""}
LIMIT = 8
IS_ALL = os.environ.get("TRAX_FAULTS") == "all"
# How often the fault comes, and how delivery remembers.
WAYS = [(times, memory) for times in (1, 2) for memory in ("ledger", "no ledger")] if IS_ALL else [(1, "ledger")]
READ_KINDS = [kind for kind in KINDS if kind not in SLOW] if IS_ALL else ["rst-before", "503-before", "html-after"]


@pytest.fixture(params=REMOTE)
def bench(request: pytest.FixtureRequest, make_spec: MakeSpec) -> Iterator[Bench]:
    with REMOTE[request.param](make_spec()) as opened:
        yield opened


@pytest.fixture
def order(bench: Bench) -> Order:
    # Not every provider lets answers go to another address than the mail comes from.
    settings, _ = parse_settings(SETTINGS.replace("office@example.org", bench.spec.reply_to))
    assert settings
    picture = Image("mark.png", b"\x89PNG mark", "image/png")
    mail = Mail(50, "en", "[UPR Trax] No50: Beyond acceptance", "What became of it", HTML, TEXT, (picture,))
    provider = bench.provider
    bundle = freeze(mail, settings=settings, provider=provider.name, render_tags=provider.render_tags)
    return Order(bundle, MARKER, "readers", bench.count)


def prepare(what: str, order: Order, bench: Bench) -> None:
    spec = make_spec(order, bench.provider)
    if what == "stale":
        bench.provider.create_draft(replace(spec, html=spec.html.replace("Dear", "Old"), digest="0" * 64))
    if what == "two drafts":
        bench.provider.create_draft(spec)
        bench.provider.create_draft(spec)


def break_at(bench: Bench, *faults: Fault) -> None:
    assert bench.mind
    bench.mind.faults = list(faults)


def repeat(order: Order, bench: Bench, ledger: Ledger | None) -> list[str]:
    """Send, and repeat the same until it says that it is done; return how each run ended."""
    ends: list[str] = []
    while len(ends) < LIMIT and "sent" not in ends:
        try:
            ends.append(send(order, bench.provider, ledger=ledger, pace=HURRY).state)
        except (OutcomeUnknown, ProviderError) as error:
            ends.append(type(error).__name__)
    return ends


def require_delivered_once(bench: Bench, ends: list[str]) -> None:
    mails = bench.deliveries()
    assert ends[-1] == "sent", ends
    assert mails is not None
    assert (len(mails), len(set(mails))) == (bench.count, bench.count)
    assert bench.states
    assert bench.states(MARKER) == ["sent"]


@pytest.mark.parametrize("scenario", list(itertools.product(KINDS, NEEDS, WAYS)), ids=str)
def test_a_fault_at_a_write_ends_in_one_delivery(
    bench: Bench, order: Order, scenario: tuple[str, str, tuple[int, str]]
) -> None:
    kind, write, (times, memory) = scenario
    method, path = bench.writes[write]
    prepare(NEEDS[write], order, bench)
    fault = Fault(kind, method=method, path=path, times=times)
    break_at(bench, fault)
    require_delivered_once(bench, repeat(order, bench, open_memory() if memory == "ledger" else None))
    assert fault.seen >= 1, "the call with the fault was never made"


@pytest.mark.parametrize(
    ("bench", "write", "kind", "way"),
    [(name, write, kind, way) for name, write in FURTHER for kind in KINDS for way in WAYS],
    indirect=["bench"],
    ids=lambda value: getattr(value, "name", value) if not isinstance(value, tuple) else None,
)
def test_a_fault_at_a_write_that_only_some_need_ends_in_one_delivery(
    bench: Bench, order: Order, write: Write, kind: str, way: tuple[int, str]
) -> None:
    times, memory = way
    prepare(write.needs, order, bench)
    fault = Fault(kind, method=write.method, path=write.path, at=write.at, times=times)
    break_at(bench, fault)
    require_delivered_once(bench, repeat(order, bench, open_memory() if memory == "ledger" else None))
    assert fault.seen >= write.at, "the call with the fault was never made"


@pytest.mark.parametrize("kind", READ_KINDS)
@pytest.mark.parametrize("position", [1, 2, 3, 5])
def test_a_read_that_is_never_answered_ends_in_one_delivery(
    bench: Bench, order: Order, kind: str, position: int
) -> None:
    fault = Fault(kind, method="GET", at=position, times=5)
    break_at(bench, fault)
    require_delivered_once(bench, repeat(order, bench, None))
    assert fault.seen >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_every_write_in_turn_ends_in_one_delivery(bench: Bench, order: Order, kind: str) -> None:
    prepare("two drafts", order, bench)
    calls = [bench.writes[name] for name in NEEDS]
    break_at(bench, *(Fault(kind, method=method, path=path) for method, path in calls))
    require_delivered_once(bench, repeat(order, bench, open_memory()))
