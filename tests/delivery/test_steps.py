"""Every write lost, late, refused or killed, and the same command again: one delivery, no draft left behind."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from trax.delivery import deliver, release, steps, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.delivery.conftest import Bench

KINDS = ("lost before", "lost after", "late", "refused", "conflict")
POINTS = (
    "planned",
    "looked-up",
    "intent-create",
    "outbox-created",
    "outbox-content",
    "create-reply",
    "created",
    "intent-content",
    "outbox-emptied",
    "content-reply",
    "content-set",
    "read-back",
    "before-send",
    "intent-send",
    "outbox-readers",
    "outbox-sending",
    "outbox-mail-1",
    "outbox-mail-2",
    "outbox-sent",
    "send-acted",
    "send-noted",
    "confirmed",
    "sent-noted",
)
OUR_POINTS = tuple(point for point in POINTS if not point.startswith("outbox"))
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def lose_ledger(bench: Bench, machine: str = "a") -> None:
    shutil.rmtree(bench.root / machine, ignore_errors=True)


def hook(monkeypatch: pytest.MonkeyPatch, act: Callable[[str], None]) -> None:
    """Let something happen at each point at which a process may be killed or be overtaken."""
    for module in (deliver, steps, release, withdraw):
        monkeypatch.setattr(module, "crash_point", act)


def run_killed(bench: Bench, point: str) -> None:
    """Run the command in a process of its own that dies at the point."""
    child = os.fork()
    if child == 0:
        os.environ["TRAX_KILL"] = point
        bench.run()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{point} was not reached"
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("kind", KINDS)
def test_60_single_faults_end_in_one_delivery(make_bench: Callable[[str], Bench], kind: str) -> None:
    """Each of five writes x listing lag x provider with and without digests x ledger kept or lost after each run."""
    done = 0
    for position, lag_s, keeps_digest, is_lost in itertools.product(
        range(5), (0.0, 1.5, 30.0), (True, False), (False, True)
    ):
        bench = make_bench(f"{position}-{lag_s}-{keeps_digest}-{is_lost}")
        bench.provider.faults = {position: kind}
        bench.provider.lag_s, bench.provider.keeps_digest = lag_s, keeps_digest
        bench.provider.status_lag_s = lag_s
        ends = [bench.run()]
        if is_lost:
            lose_ledger(bench)
        ends += bench.finish()
        assert bench.is_delivered_once, (position, lag_s, keeps_digest, is_lost, ends, bench.mails, bench.states)
        done += 1
    assert done == 60


@pytest.mark.parametrize("first", KINDS)
def test_30_pairs_of_faults_end_in_one_delivery(make_bench: Callable[[str], Bench], first: str) -> None:
    done = 0
    for (one, two), second in itertools.product(itertools.combinations(range(4), 2), KINDS):
        # Either half of the pairs meets a ledger that was kept, or one that was lost.
        is_lost = (one + two + KINDS.index(second)) % 2 == 0
        bench = make_bench(f"{one}-{two}-{second}")
        bench.provider.faults = {one: first, two: second}
        bench.provider.keeps_digest = False
        bench.run()
        if is_lost:
            lose_ledger(bench)
        ends = bench.finish()
        assert bench.is_delivered_once, (one, first, two, second, is_lost, ends, bench.mails, bench.states)
        done += 1
    assert done == 30


def test_a_read_that_fails_anywhere_ends_in_one_delivery_in_20_scenarios(
    make_bench: Callable[[str], Bench],
) -> None:
    for position in range(20):
        bench = make_bench(str(position))
        bench.provider.read_faults = frozenset({position})
        first = bench.run()
        # After the intent to send, "the provider said no" is more than anybody knows.
        assert first in ({"sent", "OutcomeUnknown"} if bench.mails else {"ProviderError"})
        bench.finish()
        assert bench.is_delivered_once, (position, bench.mails, bench.states)


@needs_kill
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_each_of_23_points_with_the_ledger_kept_or_deleted(
    make_bench: Callable[[str], Bench], point: str
) -> None:
    for is_lost in (False, True):
        bench = make_bench(f"{is_lost}")
        bench.provider.keeps_digest = False
        run_killed(bench, point)
        if is_lost:
            lose_ledger(bench)
        ends = bench.finish()
        assert bench.is_delivered_once, (point, is_lost, ends, bench.mails, bench.states)
        assert bench.creates == 1
        assert len(ends) <= 2


@needs_kill
@pytest.mark.parametrize("point", ["intent-delete", "delete-reply"])
def test_killed_while_a_younger_draft_is_deleted(bench: Bench, point: str) -> None:
    bench.run("push")
    bench.provider.create_draft(deliver.make_spec(bench.order, bench.provider))
    run_killed(bench, point)
    bench.finish()
    assert bench.is_delivered_once


def test_a_younger_draft_that_another_machine_deletes_first_is_no_trouble(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.run("push")
    younger = bench.provider.create_draft(deliver.make_spec(bench.order, bench.provider))
    met: list[str] = []

    def delete(name: str) -> None:
        if name == "looked-up" and not met:
            met.append(name)
            bench.provider.delete_draft(younger.id)

    hook(monkeypatch, delete)
    assert bench.run() == "sent"
    assert met
    assert bench.is_delivered_once


@needs_kill
def test_an_old_copy_of_the_ledger_restored_after_any_kill_in_253_scenarios(
    make_bench: Callable[[str], Bench],
) -> None:
    """Every pair of an earlier point, from which the copy is, and a later one, at which the process died."""
    done = 0
    for number, point in enumerate(POINTS):
        killed = make_bench(f"{point}/killed")
        killed.provider.keeps_digest = False
        run_killed(killed, point)
        for old in POINTS[:number]:
            bench = make_bench(f"{point}/{old}")
            shutil.rmtree(bench.root)
            shutil.copytree(killed.root, bench.root)
            lose_ledger(bench)
            shutil.copytree(bench.root.parent.parent / old / "killed" / "a", bench.root / "a")
            ends = bench.finish()
            assert bench.is_delivered_once, (point, old, ends, bench.mails, bench.states)
            done += 1
    assert done == len(POINTS) * (len(POINTS) - 1) / 2 == 253


@pytest.mark.parametrize("point", OUR_POINTS)
def test_another_machine_that_runs_to_its_end_at_any_point_in_108_scenarios(
    make_bench: Callable[[str], Bench], monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    for what, lag_s, keeps_digest in itertools.product(("push", "send"), (0.0, 1.0), (True, False)):
        if "content" in point and keeps_digest:
            # Such a provider has the content from the create on.
            continue
        bench = make_bench(f"{what}-{lag_s}-{keeps_digest}")
        bench.provider.lag_s, bench.provider.keeps_digest = lag_s, keeps_digest
        met: list[str] = []

        def overtake(name: str, bench: Bench = bench, met: list[str] = met, what: str = what) -> None:
            if name == point and not met:
                met.append(name)
                bench.run(what, machine="b")

        hook(monkeypatch, overtake)
        bench.run()
        hook(monkeypatch, lambda _: None)
        assert met == [point]
        bench.finish(machine="a")
        bench.finish(machine="b")
        assert bench.is_delivered_once, (point, what, lag_s, bench.mails, bench.states)


def test_a_lost_reply_to_a_send_is_cleared_up_by_reading_in_the_same_run(bench: Bench) -> None:
    bench.provider.faults = {1: "lost after"}
    assert bench.run() == "sent"
    assert bench.provider.writes == 2


def test_a_lost_request_to_send_is_never_repeated_in_the_same_run(bench: Bench) -> None:
    bench.provider.faults = {1: "lost before"}
    assert bench.run() == "OutcomeUnknown"
    assert (bench.provider.writes, bench.mails) == (2, [])
    assert bench.finish() == ["sent"]


def test_a_request_that_is_still_on_its_way_is_waited_for(bench: Bench) -> None:
    bench.run("push")
    bench.provider.faults = {1: "late"}
    began = bench.clock()
    assert bench.run() == "sent"
    assert (bench.clock() - began).total_seconds() >= 60
    assert bench.provider.writes == 2


def test_a_sending_that_takes_its_time_is_watched_to_its_end(bench: Bench) -> None:
    bench.provider.status_lag_s = 90
    assert bench.run() == "sent"
    assert (bench.clock() - bench.clock.__class__().now).total_seconds() >= 90


def test_a_sending_that_takes_too_long_is_unknown_and_later_sent(bench: Bench) -> None:
    bench.provider.status_lag_s = 900
    assert bench.run() == "OutcomeUnknown"
    assert bench.finish()[-1] == "sent"
    assert bench.is_delivered_once


def test_a_started_campaign_that_vanished_is_never_sent_anew(bench: Bench) -> None:
    """Nobody can say then whether readers have it: a person has to ask the provider."""
    bench.run()
    shutil.rmtree(bench.root / "outbox" / "campaigns" / "0001")
    assert [bench.run(), bench.run("push"), bench.run()] == ["OutcomeUnknown"] * 3
    assert len(bench.mails) == 2


def test_an_id_that_belongs_to_another_campaign_by_now_is_not_ours(bench: Bench, tmp_path: Path) -> None:
    bench.run("push")
    shutil.rmtree(tmp_path / "bench" / "outbox")
    spec = deliver.make_spec(bench.order, bench.provider)
    other = bench.provider.create_draft(
        type(spec)(**{name: getattr(spec, name) for name in spec.__slots__} | {"key": "x"})
    )
    assert other.id == "0001"
    assert bench.run() == "sent"
    assert bench.states == ["draft", "sent"]


def test_a_draft_edited_at_a_provider_without_digests_is_not_overwritten(bench: Bench) -> None:
    bench.provider.keeps_digest = False
    bench.run("push")
    page = bench.root / "outbox" / "campaigns" / "0001" / "content.html"
    page.write_text("a person was here", "utf-8")
    assert [bench.run("push"), bench.run()] == ["Drift", "Drift"]
    assert (page.read_text("utf-8"), bench.mails) == ("a person was here", [])


def test_a_draft_that_points_at_other_readers_is_not_sent(bench: Bench) -> None:
    bench.run("push")
    record = bench.root / "outbox" / "campaigns" / "0001" / "campaign.json"
    record.write_text(record.read_text("utf-8").replace('"audience": "readers"', '"audience": "everybody"'), "utf-8")
    assert bench.run() == "Drift"
    assert bench.mails == []


def test_a_younger_draft_that_another_run_has_deleted_meanwhile_is_no_failure(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.run("push")
    bench.provider.create_draft(deliver.make_spec(bench.order, bench.provider))
    waiting = ["0002"]

    def overtake(name: str) -> None:
        if name == "looked-up" and waiting:
            bench.provider.real.delete_draft(waiting.pop())

    hook(monkeypatch, overtake)
    assert (bench.run(), bench.states) == ("sent", ["sent"])
