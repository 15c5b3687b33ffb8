"""`trax cancel`: what is scheduled is taken back, whatever became of the issue, and nothing is sent by looking."""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import (
    campaigns,
    edit,
    found_repository,
    let_time_pass,
    mails,
    states,
    write_settings,
    writes,
)
from tests.delivery.clones import git
from tests.providers.fake_server import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run, RunKilled, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

SLOT = "2026-11-24 10:00"
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def has_plan(newsletter: Path) -> bool:
    text = (newsletter / "issues" / "050" / "approval.toml").read_text("utf-8")
    return "planned" in tomllib.loads(text)


@pytest.fixture
def scheduled(run: Run, newsletter: Path, listmonk: FakeListmonk) -> Path:
    assert listmonk.url
    assert run("approve", "50", "--by", "Ana", "--at", SLOT).code == 0
    assert run("schedule", "50").code == 0
    return newsletter


@pytest.fixture
def scheduled_here(run: Run, newsletter: Path, set_time: SetTime) -> Path:
    """At the provider on this machine, which sends when it is looked at."""
    set_time("2026-11-22T07:00:00")
    assert run("approve", "50", "--by", "Ana", "--at", SLOT).code == 0
    assert run("schedule", "50").code == 0
    return newsletter


def test_a_scheduled_issue_is_a_draft_again_and_has_no_planned_time(
    run: Run, scheduled: Path, listmonk: FakeListmonk
) -> None:
    done = run("cancel", "50")
    assert done.code == 0
    assert done.out == ("taken back: campaign 1 at listmonk is a draft again; it has no planned time any more\n")
    assert "its time is taken out of approval.toml: commit that" in done.err
    assert done.err.endswith("next: trax status 50\n")
    assert (states(listmonk), has_plan(scheduled)) == (["draft"], False)
    let_time_pass(listmonk, days=3)
    assert run("run-due").out == ""
    assert listmonk.delivered == []


def test_the_second_time_there_is_nothing_to_take_back(run: Run, scheduled: Path, listmonk: FakeListmonk) -> None:
    assert scheduled
    run("cancel", "50")
    before = writes(listmonk)
    done = run("cancel", "50")
    assert (done.code, done.out) == (0, "issue 50 is not scheduled: nothing was done\n")
    assert writes(listmonk) == before


def test_what_was_taken_back_can_be_sent(run: Run, scheduled: Path, listmonk: FakeListmonk) -> None:
    assert scheduled
    run("cancel", "50")
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    assert sorted(listmonk.delivered) == [(1, "r0@example.org"), (1, "r1@example.org")]


@pytest.mark.parametrize("name", ["10-report.md", "issue.md"])
@pytest.mark.parametrize("text", ["---\nkind: nothing\n---\n", "\x00"])
def test_it_works_whatever_became_of_the_files(
    run: Run, scheduled: Path, listmonk: FakeListmonk, *, name: str, text: str
) -> None:
    (scheduled / "issues" / "050" / name).write_text(text, "utf-8")
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["draft"]


def test_it_works_with_a_damaged_approval_and_without_any_and_without_build(
    run: Run, scheduled: Path, listmonk: FakeListmonk
) -> None:
    (scheduled / "issues" / "050" / "approval.toml").write_text("half", "utf-8")
    shutil.rmtree(scheduled / "build")
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["draft"]


def test_it_works_with_a_planned_time_that_this_machine_reads_otherwise(
    run: Run, scheduled: Path, listmonk: FakeListmonk
) -> None:
    edit(scheduled / "issues" / "050" / "approval.toml", "utc = 2026-11-24T09", "utc = 2026-11-24T08")
    assert run("cancel", "50").code == 0
    assert (states(listmonk), has_plan(scheduled)) == (["draft"], False)


def test_a_planned_time_alone_is_withdrawn_so_that_nothing_goes_out_by_it(
    run: Run, newsletter: Path, set_time: SetTime
) -> None:
    set_time("2026-11-22T07:00:00")
    run("approve", "50", "--by", "Ana", "--at", SLOT)
    dry = run("cancel", "50", "--dry-run")
    assert dry.out == "dry run: its time would be taken out of approval.toml; nothing was done\n"
    assert has_plan(newsletter)
    done = run("cancel", "50")
    assert (done.code, done.out) == (0, "taken back: it has no planned time any more\n")
    set_time("2026-11-24T09:10:00")
    assert run("run-due").out == ""
    assert mails(newsletter) == []


def test_a_look_at_the_provider_on_this_machine_does_not_send_what_is_due(
    run: Run, scheduled_here: Path, set_time: SetTime
) -> None:
    set_time("2026-11-24T09:10:00")
    for command in (("cancel", "50", "--dry-run"), ("status", "50"), ("test", "50", "--to", "boss@example.org")):
        assert run(*command).code == 0
    assert mails(scheduled_here) == []
    assert run("cancel", "50").code == 0
    assert (campaigns(scheduled_here), mails(scheduled_here)) == ({}, [])
    assert "[planned]" not in (scheduled_here / "issues" / "050" / "approval.toml").read_text("utf-8")


@pytest.mark.parametrize("is_kept", [True, False], ids=["receipt", "no receipt"])
def test_what_has_left_cannot_be_taken_back(
    run: Run, newsletter: Path, listmonk: FakeListmonk, *, is_kept: bool
) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes", "--now", "--no-undo")
    approval = (newsletter / "issues" / "050" / "approval.toml").read_bytes()
    if not is_kept:
        (newsletter / "issues" / "050" / "receipt.json").unlink()
    for options in ((), ("--dry-run",)):
        done = run("cancel", "50", *options)
        assert (done.code, "the campaign is sent" in done.err) == (1, True)
        assert "no mail that has left can be called back" in done.err
    assert (newsletter / "issues" / "050" / "approval.toml").read_bytes() == approval
    assert states(listmonk) == ["finished"]


def test_a_damaged_receipt_does_not_stand_in_the_way(run: Run, scheduled: Path, listmonk: FakeListmonk) -> None:
    (scheduled / "issues" / "050" / "receipt.json").write_text("{", "utf-8")
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["draft"]


def test_when_the_server_is_away_the_time_is_withdrawn_all_the_same_and_that_is_said(
    run: Run, scheduled: Path, listmonk: FakeListmonk
) -> None:
    edit(scheduled / "issues" / "trax.toml", listmonk.url, "http://127.0.0.1:9")
    done = run("cancel", "50")
    assert (done.code, has_plan(scheduled)) == (4, False)
    assert "its time is taken out of approval.toml: commit that" in done.err
    assert states(listmonk) == ["scheduled"]


def test_a_lost_reply_is_looked_into(run: Run, scheduled: Path, listmonk: FakeListmonk) -> None:
    assert scheduled
    listmonk.faults = [Fault("close-after", method="PUT", path=r".*/status")]
    done = run("cancel", "50")
    assert (done.code, "is a draft again" in done.out) == (0, True)
    assert states(listmonk) == ["draft"]


def test_a_server_that_never_says_leaves_it_open_and_the_same_command_looks_again(
    run: Run, scheduled: Path, listmonk: FakeListmonk
) -> None:
    assert scheduled
    listmonk.faults = [Fault("close-before", method="PUT", path=r".*/status", times=3)]
    done = run("cancel", "50")
    assert (done.code, "whether campaign" in done.err, "trax cancel 50" in done.err) == (5, True, True)
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["draft"]


@needs_kill
@pytest.mark.parametrize("point", ["intent-unschedule", "unschedule-acted", "unschedule-noted"])
def test_a_cancel_killed_anywhere_is_cured_by_the_same_command(
    run: Run, scheduled: Path, listmonk: FakeListmonk, run_killed: RunKilled, point: str
) -> None:
    assert scheduled
    run_killed("cancel", "50", point=point)
    assert run("cancel", "50").code == 0
    assert (states(listmonk), has_plan(scheduled)) == (["draft"], False)


def test_a_dry_run_leaves_everything_as_it_is(run: Run, scheduled: Path, listmonk: FakeListmonk) -> None:
    done = run("cancel", "50", "--dry-run")
    assert done.out == (
        "dry run: campaign 1 would be a draft again; its time would be taken out of approval.toml; nothing was done\n"
    )
    assert (states(listmonk), has_plan(scheduled)) == (["scheduled"], True)
    run("cancel", "50")
    assert run("cancel", "50", "--dry-run").out == "dry run: issue 50 is not scheduled; nothing was done\n"


def test_a_script_gets_one_document(run: Run, scheduled: Path) -> None:
    assert scheduled
    document = json.loads(run("cancel", "50", "--json").out)
    assert document["campaign"] == {"id": "1", "state": "draft"}
    assert document["next"] == "trax status 50"


def test_what_is_wrong_with_the_lock_afterwards_does_not_hide_that_it_was_taken_back(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    found_repository(newsletter)
    run("approve", "50", "--by", "Ana")
    assert run("schedule", "50", "--at", SLOT).code == 0
    for name in ("one", "two"):
        git(newsletter, "remote", "add", name, "file:///nowhere")
    done = run("cancel", "50")
    assert (done.code, "is a draft again" in done.out) == (0, True)
    assert "another machine may still send it by its own copy: this newsletter has several git remotes" in done.err
    assert states(listmonk) == ["draft"]


def test_a_newsletter_that_wants_no_lock_is_not_asked_for_one(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    write_settings(newsletter, '[delivery]\nlock = "none"\n')
    run("approve", "50", "--by", "Ana")
    done = run("schedule", "50", "--at", SLOT)
    assert (done.code, "git" in done.err) == (0, False)
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["draft"]
