"""Delivery over each provider with every fault at every call: plain repetition ends with one delivery, no draft left.

What is believed is the server's own log of mails, never what trax says of itself. A slice runs each time; with
TRAX_FAULTS=all every fault comes once, and twice to one who remembers nothing.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.providers.benches import FURTHER, REMOTE
from tests.providers.fake_server import KINDS, SLOW, Fault
from tests.providers.trouble import IS_ALL, Traveller, break_at, make_order, prepare, require_delivered_once
from trax.delivery.ledger import open_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.providers.bench import Bench, Write
    from tests.providers.conftest import MakeSpec
    from trax.delivery.deliver import Order
    from trax.delivery.ledger import Ledger

# What has to be there for a write to be made on the way to a send.
NEEDS = {"create": "", "fill": "stale", "delete": "two drafts", "send": ""}
SWIFT = tuple(kind for kind in KINDS if kind not in SLOW)
# How often the fault comes, and how delivery remembers.
WAYS = [(1, "ledger"), (2, "no ledger")] if IS_ALL else [(1, "ledger")]
READ_KINDS = SWIFT if IS_ALL else ["rst-before", "503-before", "html-after"]


@pytest.fixture(params=REMOTE)
def bench(request: pytest.FixtureRequest, make_spec: MakeSpec) -> Iterator[Bench]:
    with REMOTE[request.param](make_spec()) as opened:
        yield opened


@pytest.fixture
def order(bench: Bench) -> Order:
    return make_order(bench)


def require_delivered(order: Order, bench: Bench, ledger: Ledger | None) -> None:
    """Send, and repeat the same until it says that it is done; then each reader has one mail."""
    Traveller(bench, order, ledger=ledger).repeat("send", "sent")
    require_delivered_once(bench)


# Those whose answer takes its time meet only the writes that count most.
SCENARIOS = [*itertools.product(SWIFT, NEEDS, WAYS), *itertools.product(sorted(SLOW), ("create", "send"), WAYS[:1])]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_a_fault_at_a_write_ends_in_one_delivery(
    bench: Bench, order: Order, scenario: tuple[str, str, tuple[int, str]]
) -> None:
    kind, write, (times, memory) = scenario
    method, path = bench.writes[write]
    prepare(NEEDS[write], order, bench)
    fault = Fault(kind, method=method, path=path, times=times)
    break_at(bench, fault)
    require_delivered(order, bench, open_memory() if memory == "ledger" else None)
    assert fault.seen >= 1, "the call with the fault was never made"


@pytest.mark.parametrize(
    ("bench", "write", "kind", "way"),
    [(name, write, kind, way) for name, write in FURTHER for kind in SWIFT for way in WAYS],
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
    require_delivered(order, bench, open_memory() if memory == "ledger" else None)
    assert fault.seen >= write.at, "the call with the fault was never made"


@pytest.mark.parametrize("kind", READ_KINDS)
@pytest.mark.parametrize("position", [1, 2, 3, 5])
def test_a_read_that_is_never_answered_ends_in_one_delivery(
    bench: Bench, order: Order, kind: str, position: int
) -> None:
    fault = Fault(kind, method="GET", at=position, times=5)
    break_at(bench, fault)
    require_delivered(order, bench, None)
    assert fault.seen >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_every_write_in_turn_ends_in_one_delivery(bench: Bench, order: Order, kind: str) -> None:
    prepare("two drafts", order, bench)
    calls = [bench.writes[name] for name in NEEDS]
    break_at(bench, *(Fault(kind, method=method, path=path) for method, path in calls))
    require_delivered(order, bench, open_memory())
