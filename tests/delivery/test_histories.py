"""A state machine that loses ledgers, replies and machines, and lets time pass, in every order it can think of.

Two machines send, schedule and take back, kill and overtake each other at any point. However it goes, nobody ever
has two mails; and at the end, when one machine is left in peace, each reader has one, or none where the last word was
to take it back.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.delivery.points import SENDING, TAKING_BACK, Killed, at_point, die

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.delivery.conftest import Bench

MACHINES = st.sampled_from(["a", "b"])
COMMANDS = st.sampled_from(["push", "send", "schedule", "cancel"])
POINTS = st.sampled_from([*SENDING, *TAKING_BACK])
FAULTS = st.sampled_from(["lost before", "lost after", "late", "refused", "conflict"])
ENDS = {"send": ("sent",), "schedule": ("scheduled", "sent"), "cancel": ("draft", "nothing", "WrongState")}


class Delivery(RuleBasedStateMachine):
    """Two machines and a provider, until one machine is left in peace."""

    make: Callable[[str], Bench]
    runs = 0
    # How often histories ended in which way: one that never happens proves nothing.
    ended: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        type(self).runs += 1
        self.bench = type(self).make(f"run-{type(self).runs}")
        self.bench.provider.keeps_digest = bool(type(self).runs % 2)
        self.word = "send"
        self.patch = pytest.MonkeyPatch()

    def say(self, what: str, machine: str) -> None:
        """Type a command; a push has no word in what becomes of the issue."""
        self.word = self.word if what == "push" else what
        if what == "schedule" and self.bench.slot <= self.bench.clock():
            self.bench.slot = self.bench.clock() + timedelta(hours=1)
        self.bench.run(what, machine=machine)

    @rule(machine=MACHINES, what=COMMANDS)
    def command(self, machine: str, what: str) -> None:
        self.say(what, machine)

    @rule(machine=MACHINES, what=COMMANDS, point=POINTS)
    def killed(self, machine: str, what: str, point: str) -> None:
        at_point(self.patch, point, die)
        try:
            self.say(what, machine)
        except Killed:
            self.bench.clock.sleep(10)
        self.patch.undo()

    @rule(machine=MACHINES, what=COMMANDS, point=POINTS, other=COMMANDS)
    def overtaken(self, machine: str, what: str, point: str, other: str) -> None:
        overtaking = "b" if machine == "a" else "a"
        at_point(self.patch, point, lambda: self.bench.run(other, machine=overtaking))
        self.say(what, machine)
        self.patch.undo()

    @rule(machine=MACHINES, what=COMMANDS, point=POINTS)
    def overtaken_by_the_time(self, machine: str, what: str, point: str) -> None:
        at_point(self.patch, point, self.let_the_time_come)
        self.say(what, machine)
        self.patch.undo()

    @rule()
    def let_the_time_come(self) -> None:
        """Let the time of whatever is scheduled pass; the provider's engine works by itself."""
        self.bench.clock.now = max(self.bench.clock.now, self.bench.slot) + timedelta(minutes=1)
        self.bench.provider.find(self.bench.order.marker)

    @rule(kind=FAULTS, ahead=st.integers(0, 2))
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
        bench, word = self.bench, self.word
        bench.provider.faults = {}
        # What was on its way arrives before the last word is repeated.
        bench.clock.sleep(200)
        if word == "schedule":
            bench.slot = max(bench.slot, bench.clock() + timedelta(hours=1))
        ends = bench.finish(word, until=ENDS[word] if word != "send" else ("sent", "scheduled"))
        had = len(bench.mails)
        self.let_the_time_come()
        self.let_the_time_come()
        if word == "cancel":
            assert len(bench.mails) == had, (ends, bench.states)
            assert had == 0 or ends[-1] in {"WrongState", "nothing"}, (ends, bench.states)
        if word != "cancel" or had:
            bench.finish()
            bench.clock.sleep(200)
            bench.finish(machine="b")
            assert bench.is_delivered_once, (word, ends, bench.mails, bench.states)
        type(self).ended[f"{word}: {len(bench.mails)}"] = type(self).ended.get(f"{word}: {len(bench.mails)}", 0) + 1


def test_two_machines_in_300_random_histories_deliver_once_or_not_at_all(make_bench: Callable[[str], Bench]) -> None:
    Delivery.make, Delivery.ended, Delivery.runs = staticmethod(make_bench), {}, 0
    run_state_machine_as_test(
        Delivery,
        settings=settings(
            max_examples=300,
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert set(Delivery.ended) >= {"send: 2", "schedule: 2", "cancel: 0", "cancel: 2"}, Delivery.ended
