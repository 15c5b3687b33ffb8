"""Rules that only whole commands keep, each broken on purpose: the promise must break with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.commands import delivery_steps, due_steps
from trax.delivery import again, due, plan, prepare, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Run

Patch = pytest.MonkeyPatch
# In Zurich, where the newsletter is, it is an hour later.
SLOT, TYPED = datetime(2030, 1, 8, 9, 0, tzinfo=UTC), "2030-01-08 10:00"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule that is broken, and how many mails leave in a scenario: as it should be, and with the rule broken."""

    name: str
    breaks: Callable[[Patch], None]
    scenario: Callable[[Run, Patch], None]
    promised: int
    broken: int


def late_is_due(patch: Patch) -> None:
    patch.setattr(due, "lateness", lambda *_: "due")


def cancel_leaves_the_plan(patch: Patch) -> None:
    """The time stays in the approval."""
    patch.setattr(withdraw, "write_approval", lambda *_, **__: None)


def no_generation_in_the_marker(patch: Patch) -> None:
    def mark(publication: str, number: int, audience: str, **_: int) -> str:
        return plan.make_marker(publication, number, audience)

    for module in (prepare, again):
        patch.setattr(module, "make_marker", mark)


def call_at(run: Run, patch: Patch, after: timedelta) -> None:
    """Let the scheduler call, some time after the planned one."""
    patch.setattr(due_steps, "clock", lambda: SLOT + after)
    run("run-due")


def approve(run: Run, patch: Patch, *more: str) -> None:
    patch.setattr(delivery_steps, "clock", lambda: SLOT - timedelta(days=1))
    done = run("approve", "50", "--by", "Ana", *more)
    assert done.code == 0, done


def missed(run: Run, patch: Patch) -> None:
    """The machine was off for three hours."""
    approve(run, patch, "--at", TYPED)
    call_at(run, patch, timedelta(hours=3))


def taken_back(run: Run, patch: Patch) -> None:
    approve(run, patch, "--at", TYPED)
    assert run("cancel", "50").code == 0
    call_at(run, patch, timedelta(minutes=1))


def sent_anew(run: Run, patch: Patch) -> None:
    approve(run, patch)
    run("send", "50", "--yes")
    assert run("resend", "50", "--by", "Ana", "--second", "Bo", "--reason", "no links", "--recipients", "2").code == 0


MUTANTS = (
    Mutant("run-due sends what is late", late_is_due, missed, 0, 2),
    Mutant("run-due sends after a cancel", cancel_leaves_the_plan, taken_back, 0, 2),
    Mutant("no generation in the marker", no_generation_in_the_marker, sent_anew, 4, 2),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
@pytest.mark.parametrize("is_broken", [False, True], ids=["whole", "broken"])
def test_a_broken_rule_is_caught(
    run: Run, newsletter: Path, monkeypatch: Patch, mutant: Mutant, *, is_broken: bool
) -> None:
    if is_broken:
        mutant.breaks(monkeypatch)
    mutant.scenario(run, monkeypatch)
    mails = len(list((newsletter / "outbox" / "mail").rglob("*.eml")))
    assert mails == (mutant.broken if is_broken else mutant.promised)
