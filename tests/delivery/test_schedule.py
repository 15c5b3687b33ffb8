"""A campaign that is given a time, or has it taken away, with every fault on the way: it goes out once, or not."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.delivery.points import SENDING, TAKING_BACK, at_each_point
from trax.delivery import deliver, withdraw
from trax.errors import TraxError
from trax.providers.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.delivery.conftest import Bench
    from trax.providers.base import RemoteCampaign

KINDS = ("lost before", "lost after", "late", "refused", "conflict")
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def let_the_time_come(bench: Bench) -> None:
    bench.clock.now = bench.slot + timedelta(minutes=1)
    bench.provider.find(bench.order.marker)


def lose_ledger(bench: Bench) -> None:
    shutil.rmtree(bench.root / "a", ignore_errors=True)


def run_killed(bench: Bench, what: str, point: str) -> None:
    child = os.fork()
    if child == 0:
        os.environ["TRAX_KILL"] = point
        bench.run(what)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{point} was not reached"
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_what_is_scheduled_goes_out_at_its_time_and_no_earlier(bench: Bench) -> None:
    assert bench.run("schedule") == "scheduled"
    assert (bench.run("schedule"), bench.mails) == ("scheduled", [])
    let_the_time_come(bench)
    assert bench.run() == "sent"
    assert bench.is_delivered_once


def test_a_second_time_leaves_the_first_one_as_it_is(bench: Bench) -> None:
    bench.run("schedule")
    first, bench.slot = bench.slot, bench.slot + timedelta(days=1)
    assert bench.run("schedule") == "scheduled"
    assert bench.provider.find(bench.order.marker)[0].scheduled_at == first


def test_a_send_leaves_a_scheduled_campaign_to_its_time(bench: Bench) -> None:
    bench.run("schedule")
    assert (bench.run(), bench.mails) == ("scheduled", [])


@pytest.mark.parametrize("kind", KINDS)
def test_24_single_faults_end_in_one_delivery_at_its_time(make_bench: Callable[[str], Bench], kind: str) -> None:
    """Each of three writes x listing lag x provider with and without digests x ledger kept or lost after the run."""
    done = 0
    for position, lag_s, keeps_digest, is_lost in itertools.product(range(3), (0.0, 1.5), (True, False), (False, True)):
        bench = make_bench(f"{position}-{lag_s}-{keeps_digest}-{is_lost}")
        bench.provider.faults = {position: kind}
        bench.provider.lag_s, bench.provider.keeps_digest = lag_s, keeps_digest
        bench.run("schedule")
        if is_lost:
            lose_ledger(bench)
        ends = bench.finish("schedule", until=("scheduled",))
        assert (ends[-1], bench.mails, bench.states) == ("scheduled", [], ["scheduled"]), (position, lag_s, ends)
        let_the_time_come(bench)
        bench.finish()
        assert bench.is_delivered_once, (position, lag_s, keeps_digest, is_lost, bench.mails, bench.states)
        done += 1
    assert done == 24


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_lost", [False, True], ids=["ledger kept", "ledger lost"])
def test_a_fault_while_it_is_taken_back_ends_with_a_draft_that_nobody_gets(
    bench: Bench, kind: str, *, is_lost: bool
) -> None:
    bench.run("schedule")
    bench.provider.faults = {bench.provider.writes: kind}
    bench.run("cancel")
    if is_lost:
        lose_ledger(bench)
    ends = bench.finish("cancel", until=("draft", "nothing"))
    assert ends[-1] in {"draft", "nothing"}
    let_the_time_come(bench)
    assert (bench.mails, bench.states) == ([], ["draft"])
    assert bench.run() == "sent"
    assert bench.is_delivered_once


@needs_kill
@pytest.mark.parametrize("point", SENDING)
@pytest.mark.parametrize("is_lost", [False, True], ids=["ledger kept", "ledger deleted"])
def test_killed_at_each_point_on_the_way_to_its_time(bench: Bench, point: str, *, is_lost: bool) -> None:
    bench.provider.keeps_digest = False
    run_killed(bench, "schedule", point)
    if is_lost:
        lose_ledger(bench)
    assert bench.finish("schedule", until=("scheduled",))[-1] == "scheduled"
    let_the_time_come(bench)
    bench.finish()
    assert bench.is_delivered_once
    assert bench.creates == 1


@needs_kill
@pytest.mark.parametrize("point", TAKING_BACK)
@pytest.mark.parametrize("is_lost", [False, True], ids=["ledger kept", "ledger deleted"])
def test_killed_while_it_is_taken_back(bench: Bench, point: str, *, is_lost: bool) -> None:
    bench.run("schedule")
    run_killed(bench, "cancel", point)
    if is_lost:
        lose_ledger(bench)
    bench.finish("cancel", until=("draft", "nothing"))
    let_the_time_come(bench)
    assert (bench.mails, bench.states) == ([], ["draft"])


@pytest.mark.parametrize("point", SENDING)
@pytest.mark.parametrize("other", ["send", "schedule", "cancel"])
def test_another_machine_at_any_point(bench: Bench, monkeypatch: pytest.MonkeyPatch, point: str, *, other: str) -> None:
    met: list[str] = []

    def overtake(name: str) -> None:
        if name == point and not met:
            met.append(name)
            bench.run(other, machine="b")

    bench.provider.keeps_digest = False
    at_each_point(monkeypatch, overtake)
    bench.run("schedule")
    met = [point]
    bench.finish("schedule", until=("scheduled", "sent"))
    assert len(bench.mails) in {0, 2}
    let_the_time_come(bench)
    bench.finish()
    bench.finish(machine="b")
    assert bench.is_delivered_once, (point, other, bench.mails, bench.states)


def test_what_is_being_sent_cannot_be_taken_back(bench: Bench) -> None:
    bench.run()
    assert bench.run("cancel") == "WrongState"
    assert bench.is_delivered_once


def test_where_nothing_is_scheduled_nothing_is_taken_back(bench: Bench) -> None:
    assert bench.run("cancel") == "nothing"
    bench.run("push")
    assert bench.run("cancel") == "nothing"
    assert bench.states == ["draft"]


def test_it_begins_to_go_out_while_it_is_taken_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run("schedule")
    monkeypatch.setattr(withdraw, "crash_point", lambda name: let_the_time_come(bench) if "intent" in name else None)
    assert bench.run("cancel") == "WrongState"
    assert bench.is_delivered_once


class OtherTime(Outbox):
    """The real one, that understands another time than it is told."""

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        return super().schedule(campaign_id, when + timedelta(hours=1))


def test_another_time_than_the_one_asked_for_is_said_at_once(bench: Bench) -> None:
    real = bench.provider.real
    bench.provider.real = OtherTime(real.folder, lists=real._lists, now=real.now)
    with pytest.raises(TraxError, match="instead of"):
        deliver.schedule(bench.order, bench.provider, bench.slot)
    assert bench.run("cancel") == "draft"


class Objecting(Outbox):
    """The real one, that finds something."""

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        assert campaign_id
        return ("the sender is not verified",)


@pytest.mark.parametrize("what", ["send", "schedule"])
def test_what_the_provider_has_against_a_send_stops_it(bench: Bench, what: str) -> None:
    real = bench.provider.real
    bench.provider.real = Objecting(real.folder, lists=real._lists, now=real.now)
    assert bench.run(what) == "InvalidContent"
    assert (bench.mails, bench.states) == ([], ["draft"])
