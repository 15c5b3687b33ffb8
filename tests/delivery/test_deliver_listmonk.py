"""The engine at a listmonk: every write met by every fault of a network, and the same command again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import AFTER, BEFORE, Fault, serve
from trax.delivery.deliver import Order, send
from trax.delivery.ledger import open_ledger
from trax.delivery.pace import Pace
from trax.errors import TraxError
from trax.providers._secrets import Credentials
from trax.providers.listmonk import Listmonk
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.delivery.conftest import Clock

# Those whose answer takes its time are left to the tests of the wire.
SWIFT = [kind for kind in (*BEFORE, *AFTER) if not kind.startswith(("silence", "drip", "huge"))]


@pytest.fixture
def fake() -> Iterator[FakeListmonk]:
    mind = FakeListmonk()
    mind.seed()
    with serve(mind) as serving:
        yield serving


@pytest.mark.parametrize("kind", SWIFT)
@pytest.mark.parametrize(("position", "times"), [(1, 1), (2, 1), (1, 2)], ids=["create", "send", "twice"])
def test_writes_met_by_faults_in_60_scenarios_end_in_one_delivery(
    fake: FakeListmonk,
    order: Order,
    tmp_path: Path,
    make_clock: Callable[[], Clock],
    *,
    kind: str,
    position: int,
    times: int,
) -> None:
    clock = make_clock()
    provider = Listmonk(
        fake.url,
        Credentials(USER, TOKEN),
        lists={"readers": "1"},
        postal_address=("Geneva",),
        patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
        surroundings=Surroundings(sleep=clock.sleep),
    )
    fake.faults.append(Fault(kind, at=position, times=times))
    ends: list[str] = []
    while "sent" not in ends and len(ends) < 5:
        try:
            with open_ledger(tmp_path, now=clock()) as ledger:
                pace = Pace(clock=clock, sleep=clock.sleep)
                ends.append(send(order, provider, ledger=ledger, pace=pace).state)
        except TraxError as error:
            ends.append(error.message)
    assert ends[-1] == "sent", ends
    assert fake.faults[0].seen >= position
    assert sorted(address for _, address in fake.delivered) == ["r0@example.org", "r1@example.org"]
    assert [campaign["status"] for campaign in fake.campaigns.values()] == ["finished"]
