"""`trax status`: who says what, and what to type next."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def lines(done: Any) -> dict[str, tuple[str, str]]:
    rows = [line.split(maxsplit=2) for line in done.out.splitlines()[2:-1]]
    return {row[0]: (row[1], row[2]) for row in rows}


needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def kill(newsletter: Path, command: str, point: str) -> None:
    """Run push or send in a process that dies at the point."""
    options = ["--yes"] if command == "send" else []
    line = [sys.executable, "-m", "trax", command, "50", *options, "--workspace", str(newsletter)]
    killed = subprocess.run(line, env={**os.environ, "TRAX_KILL": point}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL


def put_state(newsletter: Path, state: str) -> None:
    path = newsletter / "outbox" / "campaigns" / "0001" / "campaign.json"
    values = json.loads(path.read_text("utf-8")) | {"state": state, "scheduled_at": "2999-01-01T00:00:00+00:00"}
    path.write_text(json.dumps(values), "utf-8")


def test_a_new_issue_waits_for_an_approval(run: Callable[..., Any]) -> None:
    done = run("status", "50")
    assert done.code == 0
    assert done.out.startswith("issue 50: draft\n")
    assert lines(done)["approval"] == ("-", "none")
    assert done.out.endswith("next: trax approve 50 --by NAME\n")


def test_the_way_of_an_issue(run: Callable[..., Any]) -> None:
    run("approve", "50", "--by", "Ana")
    approved = run("status", "50")
    run("push", "50")
    pushed = run("status", "50")
    run("send", "50", "--yes")
    sent = run("status", "50")
    assert [done.out.splitlines()[0] for done in (approved, pushed, sent)] == [
        "issue 50: approved",
        "issue 50: pushed",
        "issue 50: sent",
    ]
    assert [done.out.splitlines()[-1] for done in (approved, pushed, sent)] == [
        "next: trax push 50",
        "next: trax send 50",
        "next: trax archive",
    ]
    assert {witness: agrees for witness, (agrees, _) in lines(sent).items()} == dict.fromkeys(
        ("files", "approval", "bundle", "ledger", "outbox", "receipt"), "yes"
    )


def test_a_change_after_the_approval_is_shown(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    item = newsletter / "issues" / "050" / "10-report.md"
    item.write_text(item.read_text("utf-8").replace("is out", "was out"), "utf-8")
    done = run("status", "50")
    assert done.out.startswith("issue 50: changed\n")
    assert lines(done)["approval"][0] == "NO"
    assert "changed since then: html, text" in lines(done)["approval"][1]


def test_a_change_after_the_send_is_shown_and_the_issue_stays_sent(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    item = newsletter / "issues" / "050" / "10-report.md"
    item.write_text(item.read_text("utf-8").replace("is out", "was out"), "utf-8")
    done = run("status", "50")
    assert done.out.startswith("issue 50: sent\n")
    assert (lines(done)["outbox"][0], lines(done)["receipt"][0]) == ("NO", "NO")


def test_files_that_cannot_be_read_do_not_hide_what_was_sent(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    (newsletter / "issues" / "050" / "20-bad.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    broken = run("status", "50")
    assert broken.out.startswith("issue 50: unreadable\n")
    assert broken.out.endswith("next: trax check 50\n")
    assert lines(broken)["approval"][0] == "-"
    (newsletter / "issues" / "050" / "20-bad.md").unlink()
    run("send", "50", "--yes")
    (newsletter / "issues" / "050" / "20-bad.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    done = run("status", "50")
    assert (done.code, done.out.splitlines()[0]) == (0, "issue 50: sent")


@pytest.mark.parametrize(
    ("name", "witness", "state"),
    [
        pytest.param("issues/050/approval.toml", "approval", "changed", id="approval"),
        pytest.param("issues/050/receipt.json", "receipt", "unclear", id="receipt"),
        pytest.param("outbox/campaigns/0001/campaign.json", "outbox", "unclear", id="provider"),
    ],
)
def test_what_is_damaged_is_said_and_stops_nothing(
    run: Callable[..., Any], newsletter: Path, name: str, witness: str, state: str
) -> None:
    run("approve", "50", "--by", "Ana")
    run("push", "50")
    (newsletter / name).write_text("half", "utf-8")
    done = run("status", "50")
    assert done.code == 0
    assert done.out.startswith(f"issue 50: {state}\n")
    assert lines(done)[witness][0] == "NO"
    assert "damaged" in lines(done)[witness][1]


def test_the_bundle_is_looked_at_byte_by_byte(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    folder = next((newsletter / "build").rglob("manifest.json")).parent
    (folder / "email.txt").write_text("x", "utf-8")
    assert lines(run("status", "50"))["bundle"][0] == "NO"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    assert "made again when needed" in lines(run("status", "50"))["bundle"][1]


@pytest.mark.parametrize("state", ["scheduled", "sending", "paused"])
def test_a_campaign_under_way_is_named(run: Callable[..., Any], newsletter: Path, state: str) -> None:
    run("approve", "50", "--by", "Ana")
    run("push", "50")
    put_state(newsletter, state)
    done = run("status", "50")
    assert done.out.splitlines()[0] == f"issue 50: {'unclear' if state == 'paused' else state}"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_a_send_that_was_cut_short_is_shown_and_not_gone_on_with(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    command = [sys.executable, "-m", "trax", "send", "50", "--yes", "--workspace", str(newsletter)]
    environment = {**os.environ, "TRAX_KILL": "outbox-mail-1"}
    subprocess.run(command, env=environment, capture_output=True, check=False)
    done = run("status", "50")
    assert "is sending: 1 of 2 mails" in lines(done)["outbox"][1]
    assert done.out.endswith("next: trax send 50\n")
    assert len(list((newsletter / "outbox").rglob("*.eml"))) == 1


def test_errors_of_the_checks_are_counted(run: Callable[..., Any], newsletter: Path) -> None:
    path = newsletter / "issues" / "050" / "issue.md"
    text = path.read_text("utf-8")
    path.write_text(text + "\nMonday, 28 November 2014.\n", "utf-8")
    assert lines(run("status", "50"))["files"][1].endswith("1 error")
    path.write_text(text + "\nMonday, 28 November 2014. Tuesday, 27 November 2014.\n", "utf-8")
    assert lines(run("status", "50"))["files"][1].endswith("2 errors")


def test_without_a_number_each_issue_is_a_line(run: Callable[..., Any], newsletter: Path) -> None:
    (newsletter / "issues" / "051").mkdir()
    done = run("status")
    assert [line.split()[:2] for line in done.out.splitlines()] == [["50", "draft"], ["51", "unreadable"]]


def test_a_newsletter_without_issues_says_so(run: Callable[..., Any], newsletter: Path) -> None:
    for path in sorted((newsletter / "issues" / "050").iterdir()):
        path.unlink()
    (newsletter / "issues" / "050").rmdir()
    assert run("status").out == "no issue yet\n"


def test_a_script_gets_one_document(run: Callable[..., Any]) -> None:
    document = json.loads(run("status", "50", "--json").out)
    assert [issue["number"] for issue in document["issues"]] == [50]
    assert document["issues"][0]["next_command"] == "trax approve 50 --by NAME"
    assert [line["witness"] for line in document["issues"][0]["lines"]] == ["files", "approval", "outbox", "receipt"]


@needs_kill
@pytest.mark.parametrize(
    ("command", "point", "state", "says", "cure"),
    [
        pytest.param("push", "intent-create", "unresolved", "creating the draft", "trax push 50", id="create"),
        pytest.param(
            "push", "create-reply", "unresolved", "creating the draft", "trax push 50", id="created, not noted"
        ),
        pytest.param("send", "intent-send", "unresolved", "sending it", "trax send 50", id="send"),
    ],
)
def test_a_write_whose_end_nobody_knows_is_shown_with_its_cure(
    run: Callable[..., Any], newsletter: Path, *, command: str, point: str, state: str, says: str, cure: str
) -> None:
    run("approve", "50", "--by", "Ana")
    kill(newsletter, command, point)
    done = run("status", "50")
    assert done.out.splitlines()[0] == f"issue 50: {state}"
    assert lines(done)["ledger"][0] == "NO"
    assert lines(done)["ledger"][1].endswith(f"nobody knows the end of: {says}")
    assert done.out.endswith(f"next: {cure}\n")
    assert run(*cure.split()[1:], *(["--yes"] if command == "send" else [])).code == 0
    assert lines(run("status", "50"))["ledger"][0] == "yes"


@needs_kill
def test_a_started_campaign_that_vanished_is_held(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    kill(newsletter, "send", "send-acted")
    shutil.rmtree(newsletter / "outbox" / "campaigns" / "0001")
    done = run("status", "50")
    assert done.out.splitlines()[0] == "issue 50: held"
    assert lines(done)["ledger"][0] == "NO"
    sent = run("send", "50", "--yes")
    assert (sent.code, "is not there any more" in sent.err) == (5, True)
    assert run("status", "50").out.splitlines()[0] == "issue 50: held"


def test_a_damaged_ledger_is_said_and_put_aside_by_the_next_send(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("push", "50")
    ledger = newsletter / ".trax" / "ledger.db"
    ledger.write_bytes(b"half")
    done = run("status", "50")
    assert done.out.splitlines()[0] == "issue 50: pushed"
    assert "is damaged" in lines(done)["ledger"][1]
    sent = run("send", "50", "--yes")
    assert (sent.code, "was damaged and is kept as ledger.db.damaged-" in sent.err) == (0, True)
    assert lines(run("status", "50"))["ledger"][0] == "yes"


def test_a_deleted_ledger_is_written_anew_from_the_receipt(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    shutil.rmtree(newsletter / ".trax")
    assert "ledger" not in lines(run("status", "50"))
    shutil.rmtree(newsletter / "outbox")
    assert run("send", "50", "--yes").code == 0
    assert lines(run("status", "50"))["ledger"][1].startswith("sent, campaign 0001")


def test_a_draft_whose_content_cannot_be_read_is_said(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("push", "50")
    (newsletter / "outbox" / "campaigns" / "0001" / "content.txt").unlink()
    done = run("status", "50")
    assert (done.code, done.out.splitlines()[0]) == (0, "issue 50: unclear")
    assert lines(done)["outbox"][0] == "NO"
