"""A full disk, a locked or damaged ledger, a clock that jumps, a person at the provider: in the middle of a run.

Whatever it is, nobody gets two mails; what is left ends in a word that trax has for it; and where nothing was damaged
for good, the same command again delivers once.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.delivery.points import SENDING, at_each_point, at_point
from trax.delivery.deliver import make_spec
from trax.delivery.ledger import ledger_path
from trax.errors import TraxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.delivery.conftest import Bench

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
LEFT = SENDING[SENDING.index("intent-send") :]
STEP_BYTES = 512
# What a run with a damaged ledger may end in beside its end: named, and nothing sent by it.
NAMED = {"OutcomeUnknown", "LedgerTrouble", "Refusal", "Drift"}


def owed(what: str, point: str) -> str:
    """Return how a run ends whose ledger cannot be written any more from a point on."""
    if what == "schedule" and point in {"send-noted", "confirmed"}:
        # All that there was to write is written.
        return "scheduled"
    return "OutcomeUnknown" if point in LEFT else "LedgerTrouble"


def fill_disk(bench: Bench) -> None:
    """Let no file of this process grow beyond what the ledger's log is now."""
    import resource  # noqa: PLC0415 - not there on Windows

    log = ledger_path(bench.root / "a").with_name("ledger.db-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, resource.RLIM_INFINITY))


@needs_fork
@pytest.mark.parametrize("what", ["send", "schedule"])
@pytest.mark.parametrize("point", SENDING[:-1])
def test_a_disk_that_fills_up_in_the_middle(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, point: str, what: str
) -> None:
    bench.provider.keeps_digest = False
    inner, outer = os.pipe()
    child = os.fork()
    if child == 0:
        at_point(monkeypatch, point, lambda: fill_disk(bench))
        os.write(outer, bench.run(what).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(outer)
    with os.fdopen(inner) as said:
        assert said.read() == owed(what, point)
    end_well(bench, what)


def end_well(bench: Bench, what: str) -> None:
    """Repeat the same command; let the time come; then each reader has one mail."""
    bench.finish(what, until=("sent", "scheduled"))
    bench.clock.now = max(bench.clock.now, bench.slot) + timedelta(minutes=1)
    bench.finish()
    assert bench.is_delivered_once, (bench.mails, bench.states)


@contextmanager
def held(bench: Bench) -> Iterator[None]:
    """Let another process hold the ledger for itself."""
    ready, done = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(ledger_path(bench.root / "a"), isolation_level=None, timeout=5)
        connection.execute("BEGIN EXCLUSIVE")
        os.write(ready[1], b"x")
        os.read(done[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    try:
        yield
    finally:
        os.write(done[1], b"x")
        os.waitpid(child, 0)
        for end in (*ready, *done):
            os.close(end)


@needs_fork
@pytest.mark.parametrize("what", ["send", "schedule"])
@pytest.mark.parametrize("point", SENDING[:-1])
def test_a_ledger_that_another_process_holds_from_some_point_on(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, point: str, what: str
) -> None:
    bench.provider.keeps_digest = False
    holding = held(bench)
    at_point(monkeypatch, point, holding.__enter__)
    assert bench.run(what) == owed(what, point)
    holding.__exit__(None, None, None)
    end_well(bench, what)


@needs_fork
def test_a_ledger_that_another_process_holds_is_said_before_any_call(bench: Bench) -> None:
    bench.run("push")
    before = bench.provider.writes
    with held(bench):
        assert bench.run() == "LedgerTrouble"
    assert (bench.provider.writes, bench.mails) == (before, [])


def begin(bench: Bench, patch: pytest.MonkeyPatch, state: str) -> None:
    """Bring the ledger to a state: a draft, a send that was begun and is in doubt, one that was done."""
    if state == "draft":
        bench.run("push")
    elif state == "in doubt":
        bench.provider.faults = {1: "lost before"}
        bench.run()
    elif state == "scheduled":
        bench.run("schedule")
    else:
        bench.run()
    patch.undo()


@pytest.mark.parametrize("state", ["draft", "in doubt", "scheduled", "sent"])
def test_a_flipped_byte_at_every_512th_place_of_the_ledger(
    make_bench: Callable[[str], Bench], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """It opens and says the same, or is set aside, or a person is told: never is anything sent twice."""
    first = make_bench("first")
    first.provider.keeps_digest = False
    begin(first, monkeypatch, state)
    path, ends = ledger_path(first.root / "a"), Counter[str]()
    whole = path.read_bytes()
    for place in range(0, len(whole), STEP_BYTES):
        bench = make_bench(str(place))
        shutil.rmtree(bench.root)
        shutil.copytree(first.root, bench.root)
        bench.provider.keeps_digest, bench.clock.now = False, first.clock.now
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        ledger_path(bench.root / "a").write_bytes(damaged)
        end = bench.finish(until=("sent", "scheduled"))[-1]
        bench.clock.now = max(bench.clock.now, bench.slot) + timedelta(minutes=1)
        end = bench.finish()[-1] if end == "scheduled" else end
        assert end in {"sent", *NAMED}
        assert bench.is_delivered_once if end == "sent" else len(bench.mails) in {0, 2}, (place, end, bench.states)
        ends[end] += 1
        shutil.rmtree(bench.root)
    assert sum(ends.values()) == len(whole) / STEP_BYTES >= 40
    assert ends["sent"] >= 0.9 * sum(ends.values()), ends


@pytest.mark.parametrize("what", ["send", "schedule"])
@pytest.mark.parametrize("kind", ["", "lost before", "lost after", "late"])
@pytest.mark.parametrize("jumps", [(86_400, -172_800), (-3600, 3600), (-30, -30)], ids=str)
def test_a_clock_that_jumps_at_every_point_of_a_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, what: str, kind: str, jumps: tuple[int, int]
) -> None:
    bench.provider.faults = {1: kind} if kind else {}
    bench.slot += timedelta(days=30)
    seen: list[str] = []

    def jump(point: str) -> None:
        seen.append(point)
        bench.clock.sleep(jumps[len(seen) % 2])

    at_each_point(monkeypatch, jump)
    bench.run(what)
    bench.run(what)
    assert len(seen) >= 6
    monkeypatch.undo()
    bench.clock.sleep(200)
    end_well(bench, what)


def edit(bench: Bench) -> None:
    for page in (bench.root / "outbox" / "campaigns").glob("*/content.html"):
        page.write_text("<p>a person was here</p>", "utf-8")


def on_the_first(bench: Bench, act: Callable[[str], object]) -> None:
    """Let a person do something with our campaign, as far as the provider allows it."""
    for record in sorted((bench.root / "outbox" / "campaigns").glob("*/campaign.json"))[:1]:
        with suppress(TraxError):
            act(json.loads(record.read_bytes())["id"])


TABS: dict[str, Callable[[Bench], object]] = {
    "edits it": edit,
    "sends it": lambda bench: on_the_first(bench, bench.provider.real.send_now),
    "schedules it": lambda bench: on_the_first(bench, lambda name: bench.provider.real.schedule(name, bench.slot)),
    "takes its time away": lambda bench: on_the_first(bench, bench.provider.real.unschedule),
    "deletes it": lambda bench: on_the_first(bench, bench.provider.real.delete_draft),
    "copies it": lambda bench: bench.provider.real.create_draft(make_spec(bench.order, bench.provider)),
    "puts it aside": lambda bench: on_the_first(bench, bench.provider.real.cancel),
}
# Behind the second look nobody sees an edit any more: a provider has no lock that we could hold.
TOO_LATE = frozenset(SENDING[SENDING.index("before-send") :])


@pytest.mark.parametrize("what", ["send", "schedule"])
@pytest.mark.parametrize("tab", TABS)
def test_a_person_at_the_provider_at_every_point_of_a_run(
    make_bench: Callable[[str], Bench], monkeypatch: pytest.MonkeyPatch, what: str, tab: str
) -> None:
    for point in SENDING:
        bench = make_bench(point)
        bench.provider.keeps_digest = False
        with monkeypatch.context() as patch:
            at_point(patch, point, lambda bench=bench: TABS[tab](bench))  # type: ignore[misc] # bound for the loop
            bench.run(what)
        end = bench.finish(what, until=("sent", "scheduled"))[-1]
        bench.clock.now = max(bench.clock.now, bench.slot) + timedelta(minutes=1)
        bench.provider.find(bench.order.marker)
        end = bench.finish()[-1] if end == "scheduled" else end
        texts = b"".join(path.read_bytes() for path in sorted((bench.root / "outbox" / "mail").rglob("*.eml")))
        assert point in TOO_LATE or b"a person was here" not in texts, point
        if end == "sent":
            assert bench.is_delivered_once, (point, bench.mails, bench.states)
        else:
            # A person edited or stopped it there, and decides what becomes of it: nobody has a mail.
            assert (end, bench.mails) in [("Drift", []), ("WrongState", [])], (point, end, bench.states)
            assert tab in {"edits it", "puts it aside"}, (point, end)
