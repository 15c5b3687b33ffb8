"""`trax send`: to each reader once, whatever happens in between."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.canary import CANARY
from tests.commands.conftest import states, type_at_terminal, typing, writes
from tests.providers.fake_server import Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.providers.fake_listmonk import FakeListmonk

NAMES = ["001-ana@example.org.eml", "002-bo@example.org.eml"]


def mails(newsletter: Path) -> list[str]:
    return sorted(path.name for path in (newsletter / "outbox").rglob("*.eml"))


@pytest.fixture
def approved(run: Callable[..., Any], newsletter: Path) -> Path:
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


@pytest.fixture
def sent(run: Callable[..., Any], approved: Path) -> Path:
    assert run("send", "50", "--yes").code == 0
    return approved


def test_a_send_writes_one_mail_for_each_reader_and_a_receipt(run: Callable[..., Any], approved: Path) -> None:
    done = run("send", "50", "--recipients", "2")
    assert done.code == 0
    assert "send it to 2 readers" in done.out
    assert done.out.splitlines()[-1].startswith("sent: issue 50 to 2 readers")
    assert done.err == "next: trax archive\n"
    assert mails(approved) == NAMES
    receipt = json.loads((approved / "issues" / "050" / "receipt.json").read_text("utf-8"))
    assert (receipt["state"], receipt["recipients"], receipt["remote_id"]) == ("sent", 2, "0001")
    assert receipt["marker"] == "trax:upr-trax/50/readers/1"
    assert set(receipt["digests"]) >= {"html", "text", "subject", "from"}


def test_a_second_send_sends_nothing_and_is_no_failure(run: Callable[..., Any], sent: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (sent / "outbox").rglob("*.eml")}
    done = run("send", "50", "--yes")
    assert (done.code, "was already sent" in done.out) == (0, True)
    assert {path: path.stat().st_mtime_ns for path in (sent / "outbox").rglob("*.eml")} == before


def test_without_the_receipt_the_provider_still_knows(run: Callable[..., Any], sent: Path) -> None:
    receipt = sent / "issues" / "050" / "receipt.json"
    before = receipt.read_bytes()
    receipt.unlink()
    done = run("send", "50", "--yes")
    assert (done.code, "was already sent" in done.out) == (0, True)
    assert mails(sent) == NAMES
    assert receipt.read_bytes() == before


def test_without_the_provider_the_receipt_still_knows(run: Callable[..., Any], sent: Path) -> None:
    shutil.rmtree(sent / "outbox")
    done = run("send", "50", "--yes")
    assert (done.code, "was already sent" in done.out) == (0, True)
    assert mails(sent) == []


def test_an_edited_issue_that_was_sent_is_not_sent_again(run: Callable[..., Any], sent: Path) -> None:
    item = sent / "issues" / "050" / "10-report.md"
    item.write_text(item.read_text("utf-8").replace("is out", "was out"), "utf-8")
    assert run("approve", "50", "--by", "Ana").code == 1
    assert run("push", "50").code == 0
    assert run("send", "50", "--yes").code == 0
    assert mails(sent) == NAMES


def test_a_damaged_receipt_stops_everything(run: Callable[..., Any], sent: Path) -> None:
    (sent / "issues" / "050" / "receipt.json").write_text("{", "utf-8")
    shutil.rmtree(sent / "outbox")
    done = run("send", "50", "--yes")
    assert (done.code, "receipt.json: is damaged" in done.err) == (1, True)
    assert mails(sent) == []


def test_an_approval_damaged_after_the_send_does_not_hide_it(run: Callable[..., Any], sent: Path) -> None:
    (sent / "issues" / "050" / "receipt.json").unlink()
    (sent / "issues" / "050" / "approval.toml").write_text("half", "utf-8")
    assert run("send", "50", "--yes").code == 0
    assert json.loads((sent / "issues" / "050" / "receipt.json").read_text("utf-8"))["state"] == "sent"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="nobody to ask"),
        pytest.param(("--recipients", "3"), id="another number"),
        pytest.param(("--recipients", "3", "--yes"), id="another number and sure"),
    ],
)
def test_without_the_right_number_nothing_is_sent(
    run: Callable[..., Any], approved: Path, options: tuple[str, ...]
) -> None:
    done = run("send", "50", *options)
    assert (done.code, "--recipients 2" in done.err) == (1, True)
    assert mails(approved) == []


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are another thing there")
@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        pytest.param("2\n", 0, NAMES, id="the right number"),
        pytest.param("3\n", 1, [], id="another number"),
        pytest.param("yes\n", 1, [], id="a word"),
    ],
)
def test_at_a_terminal_the_number_of_readers_is_asked_for(
    run: Callable[..., Any],
    approved: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    typed: str,
    code: int,
    expected: list[str],
) -> None:
    keyboard, terminal = os.openpty()
    os.write(keyboard, typed.encode())
    with os.fdopen(terminal, "r", encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("send", "50").code == code
    os.close(keyboard)
    assert mails(approved) == expected


def test_nothing_is_sent_without_an_approval(run: Callable[..., Any], newsletter: Path) -> None:
    done = run("send", "50", "--yes")
    assert (done.code, "is not approved" in done.err) == (1, True)
    assert mails(newsletter) == []


def test_a_dry_run_sends_nothing(run: Callable[..., Any], approved: Path) -> None:
    done = run("send", "50", "--yes", "--dry-run")
    assert (done.code, mails(approved)) == (0, [])
    assert "4. send it to 2 readers" in done.out


def test_a_dry_run_after_the_send_says_so_and_writes_no_receipt(run: Callable[..., Any], sent: Path) -> None:
    receipt = sent / "issues" / "050" / "receipt.json"
    receipt.unlink()
    done = run("send", "50", "--dry-run")
    assert (done.code, "campaign 0001 is sent already" in done.out) == (0, True)
    assert not receipt.exists()


def test_a_script_gets_one_document(run: Callable[..., Any], approved: Path) -> None:
    document = json.loads(run("send", "50", "--yes", "--json").out)
    assert document["campaign"] == {"id": "0001", "state": "sent"}
    assert document["recipients"] == 2
    assert document["steps"][-1] == "send it to 2 readers"
    assert mails(approved) == NAMES


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", ["created", "outbox-sending", "outbox-mail-1", "outbox-sent", "send-acted"])
def test_a_send_killed_anywhere_is_cured_by_the_same_command(
    run: Callable[..., Any], approved: Path, point: str
) -> None:
    command = [sys.executable, "-m", "trax", "send", "50", "--yes", "--workspace", str(approved)]
    killed = subprocess.run(command, env={**os.environ, "TRAX_KILL": point}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert run("send", "50", "--yes").code == 0
    assert mails(approved) == NAMES
    assert (approved / "issues" / "050" / "receipt.json").is_file()
    assert run("send", "50", "--yes").code == 0
    assert mails(approved) == NAMES


def test_a_scheduled_issue_is_left_to_its_time(run: Callable[..., Any], approved: Path) -> None:
    run("push", "50")
    path = approved / "outbox" / "campaigns" / "0001" / "campaign.json"
    values = json.loads(path.read_text("utf-8")) | {"state": "scheduled", "scheduled_at": "2999-01-01T00:00:00+00:00"}
    path.write_text(json.dumps(values), "utf-8")
    done = run("send", "50", "--yes")
    assert (done.code, "is scheduled already" in done.out) == (0, True)
    assert mails(approved) == []


def test_a_ledger_that_cannot_be_kept_stops_the_send_before_it_begins(run: Callable[..., Any], approved: Path) -> None:
    (approved / ".trax").write_text("a file in the way", "utf-8")
    done = run("send", "50", "--yes")
    assert (done.code, done.err.count("\n") <= 2) == (4, True)
    assert not (approved / "outbox").exists()


def test_a_dry_run_writes_no_ledger(run: Callable[..., Any], approved: Path) -> None:
    run("send", "50", "--dry-run")
    run("push", "50", "--dry-run")
    assert not (approved / ".trax").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", ["planned", "intent-create", "intent-send", "confirmed", "sent-noted"])
@pytest.mark.parametrize("is_lost", [False, True], ids=["ledger kept", "ledger deleted"])
def test_a_send_killed_around_the_ledger_is_cured_by_the_same_command(
    run: Callable[..., Any], approved: Path, point: str, *, is_lost: bool
) -> None:
    command = [sys.executable, "-m", "trax", "send", "50", "--yes", "--workspace", str(approved)]
    killed = subprocess.run(command, env={**os.environ, "TRAX_KILL": point}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    if is_lost:
        shutil.rmtree(approved / ".trax")
    assert run("send", "50", "--yes").code == 0
    assert mails(approved) == NAMES
    assert (approved / "issues" / "050" / "receipt.json").is_file()


@pytest.mark.parametrize(("ahead_s", "is_told"), [(0, False), (100, False), (600, True), (-600, True)])
def test_a_clock_that_is_not_the_providers_is_told_before_the_send(
    run: Callable[..., Any], newsletter: Path, listmonk: FakeListmonk, *, ahead_s: float, is_told: bool
) -> None:
    listmonk.clock_ahead_s = ahead_s
    run("approve", "50", "--by", "Ana")
    done = run("send", "50", "--recipients", "2")
    assert (done.code, "this machine's clock is" in done.err) == (0, is_told)
    assert (newsletter / "issues" / "050" / "approval.toml").is_file()


def test_a_provider_with_a_clock_leaves_a_quarter_of_an_hour_to_take_it_back(
    run: Callable[..., Any], listmonk: FakeListmonk
) -> None:
    run("approve", "50", "--by", "Ana")
    done = run("send", "50", "--yes")
    assert (done.code, states(listmonk), listmonk.delivered) == (0, ["scheduled"], [])
    assert "goes out to 2 readers at 22 November 2026, 08:15 (Europe/Zurich)" in done.out
    assert "to stop it: trax cancel 50" in done.out
    again = run("send", "50", "--yes")
    assert (again.code, "is scheduled already" in again.out, states(listmonk)) == (0, True, ["scheduled"])


def test_at_once_wants_a_second_yes(run: Callable[..., Any], listmonk: FakeListmonk) -> None:
    run("approve", "50", "--by", "Ana")
    done = run("send", "50", "--yes", "--now")
    assert (done.code, "cannot be taken back was not confirmed" in done.err, writes(listmonk)) == (1, True, [])
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    assert len(listmonk.delivered) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are another thing there")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("2\n50\n", 0, id="both"),
        pytest.param("2\n2\n", 1, id="the number of readers again"),
        pytest.param("3\n50\n", 1, id="another number"),
        pytest.param("\x03", 130, id="Ctrl-C at the first question"),
        pytest.param("2\n\x03", 130, id="Ctrl-C at the second question"),
        pytest.param("\x04", 130, id="the end of all typing"),
    ],
)
def test_at_a_terminal_both_questions_are_asked_and_a_person_may_leave(
    listmonk: FakeListmonk, newsletter: Path, run: Callable[..., Any], *, typed: str, code: int
) -> None:
    """In a process of its own, whose terminal this is: only there does Ctrl-C arrive as a person sends it."""
    run("approve", "50", "--by", "Ana")
    command = ["send", "50", "--now", "--workspace", str(newsletter)]
    ended, said = type_at_terminal([sys.executable, "-m", "trax", *command], typed)
    assert (ended, "Traceback" in said) == (code, False)
    assert "Type the number of readers to send issue 50 to all of them" in said
    assert len(listmonk.delivered) == (0 if code else 2)
    assert [call for call in writes(listmonk) if code] == []
    assert ("interrupted" in said) == (code == 130)


def test_while_it_is_being_sent_a_dry_run_says_so(run: Callable[..., Any], listmonk: FakeListmonk) -> None:
    listmonk.reads_to_finish = 99
    run("approve", "50", "--by", "Ana")
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 5
    done = run("send", "50", "--dry-run")
    assert (done.code, "campaign 1 is sending already: nothing was done" in done.out) == (0, True)
    assert done.err == "next: trax send 50\n"
    pushed = run("push", "50")
    assert (pushed.code, "issue 50 is being sent already: nothing was done" in pushed.out) == (0, True)


def test_beside_a_scheduled_campaign_a_push_does_not_say_that_it_was_sent(
    run: Callable[..., Any], listmonk: FakeListmonk
) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    assert run("push", "50").out == "issue 50 is scheduled already: nothing was done\n"
    assert states(listmonk) == ["scheduled"]


@pytest.mark.parametrize("kind", ["close-before", "close-after", "500-after"])
def test_a_lost_reply_is_exit_code_5_or_looked_into_and_the_same_command_cures_it(
    run: Callable[..., Any], listmonk: FakeListmonk, kind: str
) -> None:
    run("approve", "50", "--by", "Ana")
    listmonk.faults = [Fault(kind, method="PUT", path=r".*/status")]
    done = run("send", "50", "--yes", "--now", "--no-undo")
    assert done.code == (5 if kind == "close-before" else 0)
    assert "nothing was sent" not in done.err
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    assert sorted(listmonk.delivered) == [(1, "r0@example.org"), (1, "r1@example.org")]


def test_with_the_whole_traceback_asked_for_no_secret_is_shown(
    listmonk: FakeListmonk, newsletter: Path, run: Callable[..., Any]
) -> None:
    """The server answers with what no adapter has foreseen; `run` looks at the rest of what commands print."""
    run("approve", "50", "--by", "Ana")
    command = [sys.executable, "-X", "dev", "-m", "trax", "send", "50", "--yes", "--workspace", str(newsletter)]
    listmonk.faults = [Fault("html-after", method="GET", path="/api/lists/1")]
    listmonk.campaigns.clear()
    environment = {**os.environ, "TRAX_DEBUG": "1", "TRAX_KILL": "", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, b"TRAX" in done.stdout) == (0, False)
    assert CANARY.search(done.stdout + done.stderr) is None


def test_a_scheduled_campaign_of_which_no_time_is_told_is_left_alone(run: Callable[..., Any], approved: Path) -> None:
    run("push", "50")
    path = approved / "outbox" / "campaigns" / "0001" / "campaign.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"state": "scheduled"}), "utf-8")
    done = run("send", "50", "--yes")
    assert (done.code, done.out) == (0, "issue 50: campaign 0001 is scheduled already: nothing was done\n")
    assert mails(approved) == []


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are another thing there")
@pytest.mark.parametrize(("typed", "count"), [("50\n", 2), ("51\n", 0)])
def test_that_there_is_no_undo_is_confirmed_by_the_number_of_the_issue(
    run: Callable[..., Any], listmonk: FakeListmonk, monkeypatch: pytest.MonkeyPatch, *, typed: str, count: int
) -> None:
    run("approve", "50", "--by", "Ana")
    with typing(monkeypatch, typed):
        done = run("send", "50", "--yes", "--now")
    assert (done.code, len(listmonk.delivered)) == (0 if count else 1, count)


def test_a_dry_run_beside_the_receipt_says_that_it_was_sent(run: Callable[..., Any], sent: Path) -> None:
    shutil.rmtree(sent / ".trax")
    done = run("send", "50", "--dry-run")
    assert (done.code, "was already sent" in done.out, (sent / ".trax").exists()) == (0, True, False)
