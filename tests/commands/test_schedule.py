"""`trax schedule`: at a time that people meant, once, and never at one that nobody can be sure about."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import campaigns, let_time_pass, mails, states, writes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run, RunKilled, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

SLOT = "2026-11-24 10:00"
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


@pytest.fixture
def approved(run: Run, newsletter: Path, listmonk: FakeListmonk) -> Path:
    assert listmonk.url
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


def test_a_scheduled_issue_goes_out_at_its_time_and_its_receipt_is_written(
    run: Run, approved: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    done = run("schedule", "50", "--at", SLOT)
    assert done.code == 0
    assert "4. let it go out to 2 readers at 24 November 2026, 10:00 (Europe/Zurich)" in done.out
    assert "to stop it: trax cancel 50" in done.out.splitlines()[-1]
    assert (states(listmonk), listmonk.delivered) == (["scheduled"], [])
    assert listmonk.campaigns[1]["send_at"] == "2026-11-24T09:00:00Z"
    let_time_pass(listmonk, days=2, hours=3)
    set_time("2026-11-24T09:10:00")
    done = run("send", "50")
    assert (done.code, len(listmonk.delivered)) == (0, 2)
    assert "issue 50 was already sent on" in done.out
    assert json.loads((approved / "issues" / "050" / "receipt.json").read_bytes())["recipients"] == 2


def test_the_same_time_again_is_no_failure_and_another_one_is_refused(
    run: Run, approved: Path, listmonk: FakeListmonk
) -> None:
    assert approved
    run("schedule", "50", "--at", SLOT)
    before = writes(listmonk)
    again = run("schedule", "50", "--at", SLOT)
    assert (again.code, "is scheduled already" in again.out) == (0, True)
    other = run("schedule", "50", "--at", "2026-11-24 11:00")
    assert (other.code, "trax cancel 50" in other.err) == (1, True)
    assert writes(listmonk) == before


def test_send_at_once_beside_a_scheduled_campaign_is_refused(run: Run, approved: Path, listmonk: FakeListmonk) -> None:
    assert approved
    run("schedule", "50", "--at", SLOT)
    done = run("send", "50", "--yes", "--now", "--no-undo")
    assert (done.code, "is scheduled already for 24 November 2026, 10:00" in done.err) == (1, True)
    assert "take it back first: trax cancel 50" in done.err
    assert (states(listmonk), listmonk.delivered) == (["scheduled"], [])


def test_the_time_that_was_approved_needs_not_be_typed_again(run: Run, approved: Path, listmonk: FakeListmonk) -> None:
    assert approved
    run("approve", "50", "--by", "Bo", "--at", SLOT)
    early = run("send", "50", "--yes")
    assert (early.code, "is approved for Tuesday, 24 November 2026, 10:00" in early.err) == (1, True)
    other = run("schedule", "50", "--at", "2026-11-24 11:00")
    assert (other.code, "for another time approve again, with --at" in other.err) == (1, True)
    assert writes(listmonk) == []
    assert run("schedule", "50").code == 0
    assert listmonk.campaigns[1]["send_at"] == "2026-11-24T09:00:00Z"


def test_a_schedule_without_any_time_asks_for_one(run: Run, approved: Path, listmonk: FakeListmonk) -> None:
    assert approved
    done = run("schedule", "50")
    assert (done.code, 'trax schedule 50 --at "first Tuesday 10:00"' in done.err) == (2, True)
    assert writes(listmonk) == []


def test_an_approved_time_that_has_come_is_not_scheduled_any_more(
    run: Run, approved: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    assert approved
    run("approve", "50", "--by", "Ana", "--at", SLOT)
    set_time("2026-11-24T09:00:00")
    done = run("schedule", "50")
    assert (done.code, "the time that was approved for issue 50 is over" in done.err) == (1, True)
    assert "send it now: trax send 50" in done.err
    assert writes(listmonk) == []


@pytest.mark.parametrize(
    ("now", "typed", "says"),
    [
        pytest.param("2026-03-20T10:00:00", "2026-03-29 02:30", "does not exist in Europe/Zurich", id="put forward"),
        pytest.param("2026-10-20T10:00:00", "2026-10-25 02:30", "comes twice in Europe/Zurich", id="put back"),
        pytest.param("2026-11-22T10:00:00", "2026-11-22 10:59", "is over", id="over"),
        pytest.param("2026-11-22T10:00:00", "soon", "is not a day with its hour", id="no time"),
    ],
)
@pytest.mark.parametrize("command", ["schedule", "approve"])
def test_a_time_that_nobody_can_be_sure_about_is_refused_with_what_to_type(
    run: Run, approved: Path, set_time: SetTime, *, command: str, now: str, typed: str, says: str
) -> None:
    before = (approved / "issues" / "050" / "approval.toml").read_bytes()
    set_time(now)
    done = run(command, "50", "--at", typed)
    assert (done.code, says in done.err, "hint: write" in done.err) == (2, True, True)
    assert (approved / "issues" / "050" / "approval.toml").read_bytes() == before


def test_one_of_two_equal_hours_is_taken_when_it_is_named(
    run: Run, newsletter: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    set_time("2026-10-20T10:00:00")
    assert run("approve", "50", "--by", "Ana").code == 0
    listmonk.now = set_time("2026-10-20T11:00:00")
    hint = run("schedule", "50", "--at", "2026-10-25 02:30").err
    assert '"2026-10-25T02:30+02:00" or "2026-10-25T02:30+01:00"' in hint
    assert run("schedule", "50", "--at", "2026-10-25 02:30+01:00").code == 0
    assert listmonk.campaigns[1]["send_at"] == "2026-10-25T01:30:00Z"
    assert newsletter


def test_a_dry_run_shows_the_time_and_asks_for_nothing(run: Run, approved: Path, listmonk: FakeListmonk) -> None:
    assert approved
    done = run("schedule", "50", "--at", SLOT, "--dry-run")
    assert (done.code, "dry run: nothing was sent" in done.out, writes(listmonk)) == (0, True, [])


def test_a_script_gets_one_document(run: Run, approved: Path) -> None:
    assert approved
    document = json.loads(run("schedule", "50", "--at", SLOT, "--json").out)
    assert document["campaign"] == {"id": "1", "state": "scheduled"}
    assert document["scheduled_at"] == "2026-11-24T09:00:00+00:00"
    assert document["next"] == "trax status 50"


def test_a_provider_without_a_clock_says_who_has_to_call_it(run: Run, newsletter: Path, set_time: SetTime) -> None:
    set_time("2026-11-22T07:00:00")
    run("approve", "50", "--by", "Ana")
    done = run("schedule", "50", "--at", SLOT)
    assert (done.code, "outbox has no clock of its own: a scheduler has to call trax run-due" in done.out) == (0, True)
    assert (campaigns(newsletter), mails(newsletter)) == ({}, [])
    assert "[planned]" in (newsletter / "issues" / "050" / "approval.toml").read_text("utf-8")
    # Nobody's approval is taken for another time.
    assert run("schedule", "50", "--at", "2026-11-24T12:00:00+00:00").code == 1


@needs_kill
@pytest.mark.parametrize("point", ["intent-create", "created", "intent-send", "send-acted", "sent-noted"])
def test_a_schedule_killed_anywhere_is_cured_by_the_same_command(
    run: Run, approved: Path, listmonk: FakeListmonk, run_killed: RunKilled, point: str
) -> None:
    assert approved
    run_killed("schedule", "50", "--at", SLOT, point=point)
    assert run("schedule", "50", "--at", SLOT).code == 0
    assert (states(listmonk), listmonk.delivered) == (["scheduled"], [])


def test_a_time_that_comes_while_it_is_being_scheduled_is_told_as_what_it_is(
    run: Run, approved: Path, listmonk: FakeListmonk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert approved
    listmonk.reads_to_finish = 99
    real = listmonk.set_status

    def set_status(campaign: dict[str, Any], status: str) -> dict[str, Any]:
        let_time_pass(listmonk, days=3)
        return real(campaign, status)

    monkeypatch.setattr(listmonk, "set_status", set_status)
    done = run("schedule", "50", "--at", SLOT)
    assert (done.code, done.out.splitlines()[-1]) == (0, "issue 50 is being sent: campaign 1")
    assert done.err.endswith("next: trax send 50\n")
