"""Every journey of an issue to every provider, met by every fault at each of its writes, killed at each of its points.

Beside them listings that lag, and 1,200 campaigns of other people. Plain repetition ends with one delivery, with none
where the issue was taken back, and leaves no draft. A slice runs each time; TRAX_FAULTS=all runs it whole, in under
five minutes together with `test_faults`.
"""

from __future__ import annotations

import itertools
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.providers.benches import REMOTE
from tests.providers.conftest import SPEC
from tests.providers.fake_server import KINDS, SLOW, Fault
from tests.providers.trouble import IS_ALL, JOURNEYS, Traveller, break_at, make_order, points_of, writes_of
from trax.delivery.ledger import open_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trax.delivery.ledger import Ledger

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed here")
each_provider = pytest.mark.parametrize("name", REMOTE)
# The faults at the writes of a plain send are those of `test_faults`.
FURTHER = tuple(what for what in JOURNEYS if what != "send")
# One for each way in which a write can end.
WAYS_TO_END = ("rst-before", "rst-after", "500-after", "html-after", "truncated-after", "429-seconds")
SWIFT = tuple(kind for kind in KINDS if kind not in SLOW)
ENOUGH = 300


@contextmanager
def travel(name: str, *, memory: Path | None = None, ledger: Ledger | None = None) -> Iterator[Traveller]:
    """Serve a provider, and let somebody stand in front of it with an issue."""
    with REMOTE[name](SPEC) as bench:
        yield Traveller(bench, make_order(bench), memory, ledger)


@cache
def count_writes(name: str, what: str) -> int:
    """Return how many writes a journey takes when nothing goes wrong."""
    journey = JOURNEYS[what]
    with travel(name) as traveller:
        journey.begin(traveller)
        before = len(writes_of(traveller.bench))
        traveller.repeat(what, journey.until)
        return len(writes_of(traveller.bench)) - before


@cache
def list_points(name: str, what: str) -> tuple[str, ...]:
    """Return the points of a journey at which a process may die."""
    journey = JOURNEYS[what]
    with travel(name, ledger=open_memory()) as traveller:
        journey.begin(traveller)
        return tuple(points_of(traveller, what, journey.until))


def meet(traveller: Traveller, what: str, kind: str, *, at: int, times: int = 1) -> None:
    """Make a journey on which a write has a fault, and require its end."""
    journey = JOURNEYS[what]
    journey.begin(traveller)
    fault = Fault(kind, at=at, times=times)
    break_at(traveller.bench, fault)
    traveller.repeat(what, journey.until)
    assert fault.seen >= at, "the call with the fault was never made"
    journey.end(traveller)


@each_provider
@pytest.mark.parametrize("what", FURTHER)
@pytest.mark.parametrize("kind", KINDS if IS_ALL else SWIFT)
def test_a_fault_at_every_write_of_a_journey(name: str, what: str, kind: str) -> None:
    positions = range(1, count_writes(name, what) + 1)
    # In the slice, each kind meets one of the writes; and so do always those whose answer takes its time.
    for at in positions if IS_ALL and kind in SWIFT else [positions[KINDS.index(kind) % len(positions)]]:
        with travel(name, ledger=open_memory()) as traveller:
            meet(traveller, what, kind, at=at)
        if IS_ALL and kind in WAYS_TO_END:
            with travel(name) as traveller:
                meet(traveller, what, kind, at=at, times=2)


@needs_fork
@each_provider
@pytest.mark.parametrize("what", JOURNEYS)
@pytest.mark.parametrize("is_kept", [True, False], ids=["ledger kept", "ledger deleted"])
def test_killed_at_every_point_of_a_journey(name: str, what: str, tmp_path: Path, *, is_kept: bool) -> None:
    journey, points = JOURNEYS[what], list_points(name, what)
    assert len(points) >= 3
    # In the slice, either half of the points meets a ledger that was kept, or one that was deleted.
    for number, point in enumerate(points):
        if IS_ALL or number % 2 == is_kept:
            with travel(name, memory=tmp_path / point) as traveller:
                journey.begin(traveller)
                assert traveller.killed(what, point), f"{point} was not reached"
                if not is_kept:
                    traveller.forget()
                traveller.repeat(what, journey.until)
                journey.end(traveller)


@needs_fork
@each_provider
@pytest.mark.parametrize("what", JOURNEYS if IS_ALL else ["send"])
def test_killed_at_every_point_beside_a_fault_at_every_write(name: str, what: str, tmp_path: Path) -> None:
    """A fault, each in its turn, at each write; then the process dies, if it comes to that point; then all is well."""
    journey, died = JOURNEYS[what], 0
    pairs = itertools.product(range(1, count_writes(name, what) + 1), list_points(name, what))
    for (at, point), kind in zip(pairs, itertools.cycle(SWIFT), strict=False):
        with travel(name, memory=tmp_path / f"{at}-{point}") as traveller:
            journey.begin(traveller)
            break_at(traveller.bench, Fault(kind, at=at))
            died += traveller.killed(what, point)
            traveller.repeat(what, journey.until)
            journey.end(traveller)
    assert died


@each_provider
@pytest.mark.parametrize("what", ["send", "schedule"])
@pytest.mark.parametrize("kind", SWIFT if IS_ALL else WAYS_TO_END[:3])
@pytest.mark.parametrize("hidden_for", [1, 3])
def test_a_fault_at_the_create_beside_a_listing_that_lags(name: str, what: str, kind: str, hidden_for: int) -> None:
    with travel(name, ledger=open_memory()) as traveller:
        assert traveller.bench.mind
        traveller.bench.mind.hidden_for = hidden_for
        meet(replace(traveller, most_creates=2), what, kind, at=1)


@each_provider
@pytest.mark.parametrize("what", ["send", "schedule"] if IS_ALL else ["send"])
def test_a_lost_reply_to_the_create_beside_1200_campaigns_of_other_people(name: str, what: str) -> None:
    with travel(name, ledger=open_memory()) as traveller:
        assert traveller.bench.mind
        traveller.bench.mind.fill(1200)
        meet(traveller, what, "rst-after", at=1)


@each_provider
def test_the_whole_matrix_has_at_least_300_scenarios_for_each_provider(name: str) -> None:
    """Counted from what the journeys really do at this provider."""
    faults = sum(count_writes(name, what) for what in JOURNEYS) * len(KINDS)
    kills = sum(len(list_points(name, what)) for what in JOURNEYS) * 2
    both = sum(count_writes(name, what) * len(list_points(name, what)) for what in JOURNEYS)
    assert faults + kills + both >= ENOUGH, (faults, kills, both)
