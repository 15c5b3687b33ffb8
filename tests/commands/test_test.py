"""`trax test`: to a few addresses and never to the audience; nothing of it is left at the provider."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import campaigns, edit, mails, states, writes
from tests.providers.fake_server import Fault
from trax.delivery.ledger import read_entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run, RunKilled
    from tests.providers.fake_listmonk import FakeListmonk

TO = ("--to", "r0@example.org")
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def test_a_test_goes_to_the_addresses_alone_and_leaves_nothing(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    done = run("test", "50", *TO, "--to", "r1@example.org", *TO)
    assert done.code == 0
    assert "subject   [Test] [UPR Trax] No50: Beyond acceptance" in done.out
    assert done.out.splitlines()[-1] == (
        "sent a test of issue 50 to r0@example.org, r1@example.org; the audience got nothing"
    )
    assert done.err == "next: trax status 50\n"
    assert (listmonk.tested, listmonk.delivered, listmonk.campaigns) == (
        ["r0@example.org", "r1@example.org"],
        [],
        {},
    )
    assert not (newsletter / "issues" / "050" / "approval.toml").exists()
    bodies = [call.body for call in listmonk.calls if call.path.endswith("/test")]
    assert [body["subject"] for body in bodies] == ["[Test] [UPR Trax] No50: Beyond acceptance"] * 2


def test_at_the_embedded_provider_it_is_a_file_in_a_folder_of_its_own(run: Run, newsletter: Path) -> None:
    assert run("test", "50", "--to", "boss@example.org").code == 0
    assert [path.name for path in (newsletter / "outbox" / "test").iterdir()] == ["boss@example.org.eml"]
    assert (campaigns(newsletter), mails(newsletter)) == ({}, [])


def test_it_disturbs_neither_the_real_draft_nor_what_the_ledger_says_of_it(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    run("approve", "50", "--by", "Ana")
    run("push", "50")
    marker = "trax:upr-trax/50/readers/1"
    before = (read_entry(newsletter, marker), dict(listmonk.campaigns[1]))
    assert run("test", "50", *TO).code == 0
    assert (read_entry(newsletter, marker), listmonk.campaigns[1]) == before
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    assert len(listmonk.delivered) == 2


def test_a_scheduled_issue_can_still_be_tested(run: Run, newsletter: Path, listmonk: FakeListmonk) -> None:
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", "2026-11-24 10:00")
    edit(newsletter / "issues" / "050" / "10-report.md", "is out", "was out")
    assert run("test", "50", *TO).code == 0
    assert states(listmonk) == ["scheduled"]
    assert "is out" in listmonk.campaigns[1]["body"]


def test_an_address_that_the_provider_does_not_take_is_said_and_no_draft_is_left(
    run: Run, listmonk: FakeListmonk
) -> None:
    done = run("test", "50", "--to", "boss@example.org")
    assert (done.code, "it is no subscriber" in done.err) == (1, True)
    assert (listmonk.campaigns, listmonk.tested) == ({}, [])


@pytest.mark.parametrize("kind", ["close-before", "close-after", "500-after", "html-after"])
def test_a_lost_reply_is_an_outcome_that_nobody_knows_and_no_draft_is_left(
    run: Run, listmonk: FakeListmonk, kind: str
) -> None:
    listmonk.faults = [Fault(kind, method="POST", path=r".*/test")]
    done = run("test", "50", *TO)
    assert (done.code, done.err.startswith("trax: ")) == (5, True)
    assert "look into the inbox; the same command sends the test once more" in done.err
    assert len([call for call in listmonk.calls if call.path.endswith("/test")]) <= 1
    assert (listmonk.campaigns, listmonk.delivered) == ({}, [])


@pytest.mark.parametrize("kind", ["close-before", "close-after"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_lost_reply_on_the_way_to_the_draft_is_looked_into(
    run: Run, listmonk: FakeListmonk, *, kind: str, at: int
) -> None:
    listmonk.faults = [Fault(kind, path=r"/api/campaigns(/\d+)?", at=at)]
    ends = [run("test", "50", *TO).code for _ in range(2)]
    assert ends[-1] == 0
    assert (listmonk.campaigns, listmonk.delivered) == ({}, [])


def test_a_draft_that_cannot_be_deleted_is_said_and_removed_by_the_next_test(run: Run, listmonk: FakeListmonk) -> None:
    listmonk.faults = [Fault("500-before", method="DELETE")]
    done = run("test", "50", *TO)
    assert (done.code, "did not delete the draft of the test: the next test does" in done.err) == (0, True)
    assert states(listmonk) == ["draft"]
    assert run("test", "50", *TO).err == "next: trax status 50\n"
    assert listmonk.campaigns == {}


def test_a_provider_that_changes_the_mail_is_found_out_and_no_draft_is_left(
    run: Run, listmonk: FakeListmonk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = listmonk.add_campaign
    monkeypatch.setattr(listmonk, "add_campaign", lambda body: real({**body, "body": "<p>Ours</p>"}))
    done = run("test", "50", *TO)
    assert (done.code, "html" in done.err, "keeps other bytes than it is given" in done.err) == (1, True, True)
    assert (listmonk.campaigns, listmonk.tested) == ({}, [])


def test_a_test_that_somebody_started_as_a_campaign_is_left_for_a_person(
    run: Run, listmonk: FakeListmonk, run_killed: RunKilled
) -> None:
    run_killed("test", "50", *TO, point="intent-test")
    listmonk.campaigns[1]["status"] = "running"
    done = run("test", "50", *TO)
    assert (done.code, "somebody started it there" in done.err) == (1, True)
    assert listmonk.tested == []


@needs_kill
@pytest.mark.parametrize(
    "point", ["planned", "intent-create", "created", "read-back", "intent-test", "test-acted", "intent-delete"]
)
def test_a_test_killed_anywhere_reaches_no_reader_and_the_next_one_cleans_up(
    run: Run, listmonk: FakeListmonk, run_killed: RunKilled, point: str
) -> None:
    run_killed("test", "50", *TO, point=point)
    assert run("test", "50", *TO).code == 0
    assert (listmonk.campaigns, listmonk.delivered) == ({}, [])
    assert set(listmonk.tested) == {"r0@example.org"}


def test_through_another_provider_the_one_of_the_settings_is_not_asked(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    done = run("test", "50", "--to", "boss@example.org", "--via", "outbox")
    assert (done.code, "provider  outbox" in done.out, listmonk.calls) == (0, True, [])
    assert (newsletter / "outbox" / "test" / "boss@example.org.eml").is_file()
    # And back: the ledger knows which provider a test was at.
    assert run("test", "50", *TO).code == 0


def test_an_unknown_provider_is_refused(run: Run) -> None:
    done = run("test", "50", *TO, "--via", "pigeon")
    assert (done.code, 'there is no provider "pigeon"' in done.err) == (3, True)


@pytest.mark.parametrize(
    "address", ["x", "", "a@b@c.org", "ana@example.org\nBcc: x@example.org", "\x1b[2J@example.org"]
)
def test_an_address_that_is_none_is_refused_before_anything_else(run: Run, newsletter: Path, address: str) -> None:
    done = run("test", "50", "--to", "ana@example.org", "--to", address)
    assert (done.code, done.err.startswith("trax: --to: ")) == (2, True)
    assert "\x1b" not in done.err
    assert not (newsletter / "outbox").exists()


def test_a_dry_run_asks_for_nothing(run: Run, newsletter: Path, listmonk: FakeListmonk) -> None:
    done = run("test", "50", *TO, "--dry-run")
    assert (done.code, "dry run: nothing was sent" in done.out, writes(listmonk)) == (0, True, [])
    assert not (newsletter / ".trax").exists()


@pytest.mark.usefixtures("listmonk")
def test_a_script_gets_one_document(run: Run) -> None:
    document = json.loads(run("test", "50", *TO, "--json").out)
    assert (document["test_to"], document["dry_run"]) == (["r0@example.org"], False)
    assert document["outcome"].endswith("the audience got nothing")
