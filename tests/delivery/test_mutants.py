"""The rules of delivery, each broken on purpose: the promise must break with it, or no test holds the rule.

Beside them a state machine that loses ledgers, replies and machines in every order it can think of.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from trax.delivery import deliver, looking, release, steps, withdraw, writes
from trax.delivery.ledger import Ledger
from trax.errors import OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.delivery.conftest import Bench
    from trax.delivery.looking import Run
    from trax.providers.base import RemoteCampaign

Patch = pytest.MonkeyPatch


class Killed(BaseException):
    """The process died here."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule that is broken, and what happens to a promise in a scenario: as it should be, and with the rule broken."""

    name: str
    breaks: Callable[[Patch], None]
    scenario: Callable[[Bench, Patch], object]
    promised: object
    broken: object


def at_point(patch: Patch, point: str, act: Callable[[], object]) -> None:
    """Let something happen once, at a point of the next run."""
    waiting = [point]

    def meet(name: str) -> None:
        if name in waiting:
            waiting.clear()
            act()

    for module in (deliver, steps, release, withdraw):
        patch.setattr(module, "crash_point", meet)


def die() -> None:
    raise Killed


def run_killed(bench: Bench, patch: Patch, point: str) -> None:
    at_point(patch, point, die)
    with pytest.raises(Killed):
        bench.run()


def no_look_up(patch: Patch) -> None:
    """The first look of each run finds nothing."""
    real, seen = looking.find_campaigns, set[int]()

    def find(run: Run) -> tuple[RemoteCampaign, ...]:
        if id(run.ledger) in seen:
            return real(run)
        seen.add(id(run.ledger))
        return ()

    patch.setattr(deliver, "find_campaigns", find)


def blind_retry(patch: Patch) -> None:
    """A write whose reply was lost is made once more at once."""
    real = writes.call_provider

    def call(run: Run, op: str, call: Callable[[], Any], **options: Any) -> Any:
        def twice() -> Any:
            try:
                return call()
            except OutcomeUnknown:
                return call()

        return real(run, op, twice, **options)

    for module in (steps, release):
        patch.setattr(module, "call_provider", call)


def no_election(patch: Patch) -> None:
    """Each machine goes on with the campaign it created."""
    real = looking.find_campaigns

    def find_own(run: Run) -> tuple[RemoteCampaign, ...]:
        found, entry = real(run), run.ledger.read(run.marker)
        return tuple(each for each in found if not (entry and entry.remote_id) or each.id == entry.remote_id)

    patch.setattr(deliver, "find_campaigns", find_own)
    patch.setattr(release, "_require_elected", lambda *_: None)


def no_digest_check(patch: Patch) -> None:
    def get(campaign_id: str, run: Run) -> RemoteCampaign:
        return run.provider.get(campaign_id)

    for module in (release, deliver):
        patch.setattr(module, "read_back", get)


def send_before_intent(patch: Patch) -> None:
    real = Ledger.record

    def record(ledger: Ledger, marker: str, kind: Any, **values: Any) -> Any:
        is_intent = kind == "intent" and values["op"] == "send"
        return ledger.read(marker) if is_intent else real(ledger, marker, kind, **values)

    patch.setattr(Ledger, "record", record)


def no_pause_after_an_unclear_create(patch: Patch) -> None:
    patch.setattr(release, "wait_out", lambda *_: None)


def no_listing_needed(patch: Patch) -> None:
    patch.setattr(release, "_require_elected", lambda *_: None)


def killed_after_the_create(bench: Bench, patch: Patch) -> object:
    run_killed(bench, patch, "created")
    bench.finish()
    return bench.creates


def lost_reply_to_the_create(bench: Bench, _: Patch) -> object:
    bench.provider.faults = {0: "lost after"}
    bench.finish()
    return bench.creates


def overtaken_after_the_look(bench: Bench, patch: Patch) -> object:
    at_point(patch, "looked-up", lambda: bench.run(machine="b"))
    bench.finish()
    return len(bench.mails)


def edited_at_the_provider(bench: Bench, _: Patch) -> object:
    bench.run("push")
    (bench.root / "outbox" / "campaigns" / "0001" / "content.html").write_text("<p>other</p>", "utf-8")
    bench.run()
    return len(bench.mails)


def killed_in_the_send_and_forgotten_by_the_provider(bench: Bench, patch: Patch) -> object:
    run_killed(bench, patch, "send-acted")
    shutil.rmtree(bench.root / "outbox" / "campaigns" / "0001")
    bench.finish()
    return len(bench.mails)


def late_create(bench: Bench, _: Patch) -> object:
    bench.provider.faults = {0: "late"}
    bench.finish()
    bench.clock.sleep(3600)
    bench.provider.find(bench.order.marker)
    return bench.states


def overtaken_behind_a_lagging_listing(bench: Bench, patch: Patch) -> object:
    bench.provider.lag_s = 10.0
    at_point(patch, "looked-up", lambda: bench.run(machine="b"))
    bench.finish()
    bench.finish(machine="b")
    return len(bench.mails)


MUTANTS = (
    Mutant("no look-up", no_look_up, killed_after_the_create, 1, 2),
    Mutant("blind retry", blind_retry, lost_reply_to_the_create, 1, 2),
    Mutant("no election", no_election, overtaken_after_the_look, 2, 4),
    Mutant("no digest check", no_digest_check, edited_at_the_provider, 0, 2),
    Mutant("send before intent", send_before_intent, killed_in_the_send_and_forgotten_by_the_provider, 2, 4),
    Mutant("no pause", no_pause_after_an_unclear_create, late_create, ["sent"], ["sent", "draft"]),
    Mutant("no listing needed", no_listing_needed, overtaken_behind_a_lagging_listing, 2, 4),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_caught(make_bench: Callable[[str], Bench], mutant: Mutant) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert mutant.scenario(make_bench("whole"), patch) == mutant.promised
    with pytest.MonkeyPatch.context() as patch:
        mutant.breaks(patch)
        assert mutant.scenario(make_bench("broken"), patch) == mutant.broken


MACHINES = st.sampled_from(["a", "b"])
COMMANDS = st.sampled_from(["push", "send"])
OUR_POINTS = st.sampled_from(
    [
        "planned",
        "looked-up",
        "intent-create",
        "create-reply",
        "created",
        "intent-content",
        "content-reply",
        "content-set",
        "read-back",
        "before-send",
        "intent-send",
        "send-acted",
        "send-noted",
        "confirmed",
    ]
)
KINDS = st.sampled_from(["lost before", "lost after", "late", "refused", "conflict"])


class Delivery(RuleBasedStateMachine):
    """Two machines and a provider, until one machine is left in peace."""

    make: Callable[[str], Bench]
    runs = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).runs += 1
        self.bench = type(self).make(f"run-{type(self).runs}")
        self.bench.provider.keeps_digest = bool(type(self).runs % 2)
        self.copies: dict[str, bool] = {}
        self.patch = pytest.MonkeyPatch()

    @rule(machine=MACHINES, what=COMMANDS)
    def command(self, machine: str, what: str) -> None:
        self.bench.run(what, machine=machine)

    @rule(machine=MACHINES, what=COMMANDS, point=OUR_POINTS)
    def killed(self, machine: str, what: str, point: str) -> None:
        at_point(self.patch, point, die)
        try:
            self.bench.run(what, machine=machine)
        except Killed:
            self.bench.clock.sleep(10)
        self.patch.undo()

    @rule(machine=MACHINES, what=COMMANDS, point=OUR_POINTS, other=COMMANDS)
    def preempted(self, machine: str, what: str, point: str, other: str) -> None:
        overtaking = "b" if machine == "a" else "a"
        at_point(self.patch, point, lambda: self.bench.run(other, machine=overtaking))
        self.bench.run(what, machine=machine)
        self.patch.undo()

    @rule(kind=KINDS, ahead=st.integers(0, 2))
    def fault(self, kind: str, ahead: int) -> None:
        self.bench.provider.faults = {**self.bench.provider.faults, self.bench.provider.writes + ahead: kind}

    @rule(lag_s=st.sampled_from([0.0, 1.0]))
    def lag(self, lag_s: float) -> None:
        self.bench.provider.lag_s = lag_s

    @rule(machine=MACHINES)
    def lose_ledger(self, machine: str) -> None:
        shutil.rmtree(self.bench.root / machine, ignore_errors=True)

    @rule(machine=MACHINES)
    def keep_or_restore_an_old_copy(self, machine: str) -> None:
        kept, current = self.bench.root / f"old-{machine}", self.bench.root / machine
        if kept.exists():
            shutil.rmtree(current, ignore_errors=True)
            kept.rename(current)
        elif current.exists():
            shutil.copytree(current, kept)

    @invariant()
    def nobody_has_two(self) -> None:
        assert len(self.bench.mails) <= 2

    def teardown(self) -> None:
        self.patch.undo()
        self.bench.provider.faults = {}
        self.bench.clock.sleep(200)
        self.bench.finish(machine="a")
        # What was on its way arrives, and the other machine repeats its command, too.
        self.bench.clock.sleep(200)
        self.bench.finish(machine="b")
        assert self.bench.is_delivered_once, (self.bench.mails, self.bench.states)


def test_two_machines_in_100_random_histories_deliver_once(make_bench: Callable[[str], Bench]) -> None:
    Delivery.make = staticmethod(make_bench)
    run_state_machine_as_test(
        Delivery,
        settings=settings(
            max_examples=100,
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
