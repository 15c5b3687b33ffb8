"""`trax run-due`: what a scheduler calls; it sends what was approved for now, once, and is silent otherwise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import (
    FILES,
    campaigns,
    copy_of,
    edit,
    found_repository,
    let_time_pass,
    mails,
    states,
    work_as,
    write_settings,
    writes,
)
from tests.delivery.clones import git
from tests.providers.fake_server import Fault
from trax.delivery.ledger import ledger_path

if TYPE_CHECKING:
    from tests.commands.conftest import Run, RunKilled, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

BEFORE = "2026-11-22T07:00:00"
SLOT = "2026-11-24 10:00"
DUE = "2026-11-24T09:00:00"
LATE = "2026-11-24T11:00:01"
NAMES = ["0001/001-ana@example.org.eml", "0001/002-bo@example.org.eml"]
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


@pytest.fixture
def planned(run: Run, newsletter: Path, set_time: SetTime) -> Path:
    set_time(BEFORE)
    assert run("approve", "50", "--by", "Ana", "--at", SLOT).code == 0
    return newsletter


@pytest.fixture
def planned_there(run: Run, newsletter: Path, listmonk: FakeListmonk) -> Path:
    assert listmonk.url
    assert run("approve", "50", "--by", "Ana", "--at", SLOT).code == 0
    return newsletter


def add_issue(newsletter: Path, number: int) -> None:
    for name, text in FILES.items():
        if name.startswith("issues/050/"):
            path = newsletter / name.replace("050", f"{number:03d}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.replace("number: 50", f"number: {number}"), "utf-8")


def is_silent(run: Run) -> bool:
    done = run("run-due")
    return (done.code, done.out, done.err) == (0, "", "")


def test_when_nothing_is_due_it_says_nothing(run: Run, newsletter: Path, set_time: SetTime) -> None:
    set_time(BEFORE)
    assert is_silent(run)
    run("approve", "50", "--by", "Ana")
    assert is_silent(run)
    run("approve", "50", "--by", "Ana", "--at", SLOT)
    assert is_silent(run)
    assert mails(newsletter) == []


@pytest.mark.parametrize("now", [DUE, "2026-11-24T11:00:00"], ids=["at its time", "two hours later"])
def test_what_is_due_is_sent_once(run: Run, planned: Path, set_time: SetTime, now: str) -> None:
    set_time("2026-11-24T08:59:59")
    assert is_silent(run)
    set_time(now)
    done = run("run-due")
    assert (done.code, done.out) == (0, "sent: issue 50 to 2 readers; commit receipt.json\n")
    assert mails(planned) == NAMES
    assert is_silent(run)
    set_time("2027-01-01T09:00:00")
    assert is_silent(run)
    assert mails(planned) == NAMES


def test_a_time_over_by_more_than_two_hours_is_told_once_and_never_caught_up_with(
    run: Run, planned: Path, set_time: SetTime
) -> None:
    set_time(LATE)
    done = run("run-due")
    assert (done.code, done.out) == (1, "")
    assert "issue 50 is held: its time, Tuesday, 24 November 2026, 10:00 (Europe/Zurich), is over" in done.err
    assert "trax send 50" in done.err
    assert is_silent(run)
    assert mails(planned) == []
    status = run("status", "50")
    assert status.out.startswith("issue 50: held\n")
    assert status.out.splitlines()[-1].startswith("next: trax send 50, or trax approve 50")
    assert run("send", "50", "--yes").code == 0
    assert mails(planned) == NAMES


def test_the_same_time_missed_under_a_new_approval_is_told_again(run: Run, planned: Path, set_time: SetTime) -> None:
    set_time(LATE)
    run("run-due")
    run("approve", "50", "--by", "Ana", "--at", "2026-11-24 13:00")
    set_time("2026-11-24T15:00:00")
    assert run("run-due").code == 1
    assert mails(planned) == []


def test_a_time_that_was_withdrawn_is_not_sent_by(run: Run, planned: Path, set_time: SetTime) -> None:
    run("cancel", "50")
    set_time(DUE)
    assert is_silent(run)
    assert mails(planned) == []


@pytest.mark.parametrize("is_kept", [True, False], ids=["ledger kept", "ledger lost"])
def test_a_campaign_scheduled_at_the_provider_on_this_machine_is_sent_at_its_time(
    run: Run, planned: Path, set_time: SetTime, *, is_kept: bool
) -> None:
    run("schedule", "50")
    assert is_silent(run)
    if not is_kept:
        shutil.rmtree(planned / ".trax")
    set_time(DUE)
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"
    assert mails(planned) == NAMES


def test_an_edited_campaign_at_the_provider_is_taken_back(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    assert planned_there
    run("schedule", "50")
    assert is_silent(run)
    listmonk.campaigns[1]["subject"] = "Something else"
    done = run("run-due")
    assert (done.code, done.out) == (1, "")
    assert "issue 50 was taken back: the scheduled campaign is not what was approved: subject" in done.err
    assert states(listmonk) == ["draft"]
    assert is_silent(run)
    set_time(DUE)
    assert "its copy is not what was approved: subject" in run("run-due").err
    assert listmonk.delivered == []


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        pytest.param("lists", [{"id": 2, "name": "Board"}], "it is for another list", id="another list"),
        pytest.param("template_id", 1, "a template puts something around the mail", id="another template"),
    ],
)
def test_a_campaign_that_would_go_elsewhere_or_otherwise_is_taken_back(
    run: Run, planned_there: Path, listmonk: FakeListmonk, *, key: str, value: object, says: str
) -> None:
    assert planned_there
    run("schedule", "50")
    listmonk.campaigns[1][key] = value
    done = run("run-due")
    assert (done.code, says in done.err, states(listmonk)) == (1, True, ["draft"])


@pytest.mark.parametrize("is_built", [True, False], ids=["with build", "without build"])
def test_what_is_scheduled_goes_out_as_approved_whatever_becomes_of_the_files(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime, *, is_built: bool
) -> None:
    run("schedule", "50")
    edit(planned_there / "issues" / "050" / "10-report.md", "is out", "was out")
    if is_built:
        assert is_silent(run)
    else:
        shutil.rmtree(planned_there / "build")
        assert "issue 50 is not what was approved" in run("run-due").err
    assert states(listmonk) == ["scheduled"]
    let_time_pass(listmonk, days=2, hours=3)
    set_time(DUE)
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"


def test_many_more_readers_than_approved_are_told_while_there_is_time(
    run: Run, planned_there: Path, listmonk: FakeListmonk
) -> None:
    assert planned_there
    run("schedule", "50")
    for number in range(18):
        listmonk.add_subscriber({"email": f"more{number}@example.org", "name": "M", "lists": [1]})
    done = run("run-due")
    assert (done.code, "has 20 readers; at the approval it had 2" in done.err) == (1, True)
    assert "it is still scheduled; if that is wrong: trax cancel 50" in done.err
    assert is_silent(run)
    assert states(listmonk) == ["scheduled"]


def test_what_was_sent_by_hand_is_followed_to_its_receipt(
    run: Run, newsletter: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    assert is_silent(run)
    let_time_pass(listmonk, hours=1)
    set_time("2026-11-22T08:00:00")
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"
    assert (newsletter / "issues" / "050" / "receipt.json").is_file()
    assert is_silent(run)


def test_what_is_still_being_sent_is_looked_at_again_by_the_next_call(
    run: Run, newsletter: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    listmonk.reads_to_finish = 12
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    let_time_pass(listmonk, hours=1)
    set_time("2026-11-22T08:00:00")
    for _ in range(2):
        assert is_silent(run)
    assert states(listmonk) == ["running"]
    listmonk.reads_to_finish = 1
    assert run("run-due").out.startswith("sent: issue 50")
    assert newsletter


def test_a_campaign_stopped_half_way_is_told_each_time(run: Run, planned_there: Path, listmonk: FakeListmonk) -> None:
    assert planned_there
    run("schedule", "50")
    listmonk.campaigns[1]["status"] = "paused"
    for _ in range(2):
        done = run("run-due")
        assert (done.code, "was stopped half way" in done.err) == (5, True)


def test_a_campaign_that_was_taken_back_at_the_provider_is_told_once_and_not_sent(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    assert planned_there
    run("schedule", "50")
    listmonk.campaigns[1].update(status="draft", send_at=None)
    done = run("run-due")
    assert (done.code, "it was taken back there" in done.err) == (1, True)
    assert is_silent(run)
    set_time(DUE)
    assert is_silent(run)
    assert (states(listmonk), listmonk.delivered) == (["draft"], [])


def test_a_sending_of_which_nobody_knows_the_end_is_called_that(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    run("approve", "50", "--by", "Ana")
    listmonk.faults = [Fault("close-before", method="PUT", path=r".*/status")]
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 5
    before = writes(listmonk)
    done = run("run-due")
    assert (done.code, "how it ended is not known" in done.err) == (5, True)
    assert "trax send 50 looks first, and sends nothing twice" in done.err
    assert is_silent(run)
    assert writes(listmonk) == before
    assert newsletter


def test_a_late_issue_whose_sending_was_begun_is_not_said_to_be_unsent(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    listmonk.faults = [Fault("close-after", method="PUT", path=r".*/status")]
    listmonk.reads_to_finish = 99
    let_time_pass(listmonk, days=2, hours=3)
    set_time(DUE)
    run("run-due")
    listmonk.campaigns.clear()
    set_time(LATE)
    done = run("run-due")
    assert (done.code, "how it ended is not known" in done.err, "was not sent" in done.err) == (5, True, False)
    assert planned_there


def test_an_issue_that_cannot_be_read_does_not_stop_the_others(run: Run, planned: Path, set_time: SetTime) -> None:
    for number in (49, 51):
        add_issue(planned, number)
        assert run("approve", str(number), "--by", "Ana", "--at", SLOT).code == 0
    (planned / "issues" / "049" / "20-bad.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    (planned / "issues" / "050" / "approval.toml").write_text("half", "utf-8")
    (planned / "issues" / "notes").mkdir()
    (planned / "issues" / "notes" / "issue.md").write_text("no header", "utf-8")
    set_time(DUE)
    done = run("run-due")
    assert done.code == 1
    assert done.out == "sent: issue 51 to 2 readers; commit receipt.json\n"
    assert "issue 049 has 1 error" in done.err
    assert "trax check 49" in done.err
    assert "issue 50: 050/approval.toml: is damaged" in done.err
    assert mails(planned) == NAMES
    assert is_silent(run)


def test_a_refusal_is_told_again_after_a_new_approval(run: Run, planned: Path, set_time: SetTime) -> None:
    item = planned / "issues" / "050" / "10-report.md"
    for old, new, at in (("is out", "was out", "10:00"), ("was out", "is out", "10:15")):
        edit(item, old, new)
        set_time("2026-11-24T09:01:00" if at == "10:00" else "2026-11-24T09:16:00")
        assert "changed since then: html, text" in run("run-due").err
        assert is_silent(run)
        run("approve", "50", "--by", "Ana", "--at", "2026-11-24 10:15")
    assert mails(planned) == []


def test_two_people_are_needed_here_too(run: Run, planned: Path, set_time: SetTime) -> None:
    write_settings(planned, "[approval]\npeople = 2\n")
    set_time(DUE)
    done = run("run-due")
    assert (done.code, "0 people have approved it, and 2 must" in done.err) == (1, True)
    assert mails(planned) == []


def test_an_issue_that_another_machine_holds_is_left_to_it(
    run: Run, newsletter: Path, listmonk: FakeListmonk, set_time: SetTime, tmp_path: Path
) -> None:
    found_repository(newsletter)
    git(tmp_path, "init", "-q", "--bare", "shared.git")
    git(newsletter, "remote", "add", "origin", (tmp_path / "shared.git").as_uri())
    assert run("approve", "50", "--at", SLOT).code == 0
    other = copy_of(newsletter, "other")
    work_as(other, "Bo Li", "bo@example.org")
    run("push", "50", at=other)
    before = writes(listmonk)
    set_time(DUE)
    assert is_silent(run)
    assert writes(listmonk) == before
    set_time(LATE)
    assert "issue 50 is held" in run("run-due").err


@needs_kill
@pytest.mark.parametrize("point", ["planned", "intent-send", "outbox-mail-1", "send-acted", "sent-noted"])
def test_killed_anywhere_the_next_call_goes_on(
    run: Run, planned: Path, set_time: SetTime, run_killed: RunKilled, point: str
) -> None:
    set_time(DUE)
    run_killed("run-due", point=point)
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"
    assert mails(planned) == NAMES


@pytest.mark.skipif(sys.platform == "win32", reason="processes are made otherwise there")
def test_four_calls_at_once_send_it_once(run: Run, planned: Path, set_time: SetTime) -> None:
    set_time(DUE)
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:  # pragma: no cover - nobody is left to count the lines
            try:
                run("run-due")
            finally:
                os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert mails(planned) == NAMES
    assert campaigns(planned) == {"0001": "sent"}
    assert is_silent(run)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are made otherwise there")
def test_two_calls_at_once_send_it_once_at_a_server(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    let_time_pass(listmonk, days=2, hours=3)
    set_time(DUE)
    child = os.fork()
    if child == 0:  # pragma: no cover - nobody is left to count the lines
        try:
            run("run-due")
        finally:
            os._exit(0)
    run("run-due")
    assert os.waitpid(child, 0)[1] == 0
    assert sorted(listmonk.delivered) == [(1, "r0@example.org"), (1, "r1@example.org")]
    assert (states(listmonk), is_silent(run)) == (["finished"], True)
    assert planned_there


def test_a_month_without_an_issue_is_announced_once(run: Run, newsletter: Path, set_time: SetTime) -> None:
    write_settings(newsletter, '[schedule]\non = "first Tuesday 10:00"\n')
    set_time("2026-11-20T09:00:00")
    assert run("run-due").out.startswith("no issue is planned for November 2026")
    set_time("2026-11-25T09:00:00")
    done = run("run-due")
    assert (done.code, done.out.startswith("no issue is planned for December 2026")) == (0, True)
    assert is_silent(run)


def test_a_month_with_a_planned_issue_is_not_announced(run: Run, newsletter: Path, set_time: SetTime) -> None:
    write_settings(newsletter, '[schedule]\non = "first Tuesday 10:00"\nskip = ["2026-11"]\n')
    set_time("2026-11-25T09:00:00")
    run("approve", "50", "--by", "Ana", "--at", "first Tuesday 10:00")
    assert is_silent(run)


def test_a_dry_run_says_what_is_planned_and_writes_nothing(run: Run, planned: Path, set_time: SetTime) -> None:
    set_time(DUE)
    done = run("run-due", "--dry-run")
    assert done.out == "issue 50: planned for Tuesday, 24 November 2026, 10:00 (Europe/Zurich)\n"
    assert (mails(planned), (planned / ".trax").exists()) == ([], False)


def test_a_script_gets_one_document(run: Run, planned: Path, set_time: SetTime) -> None:
    assert planned
    assert json.loads(run("run-due", "--json").out) == {"told": []}
    set_time(DUE)
    told = json.loads(run("run-due", "--json").out)["told"]
    assert told == [{"issue": 50, "says": "sent: issue 50 to 2 readers; commit receipt.json", "hint": "", "code": 0}]


def test_a_damaged_ledger_is_said_and_the_issue_sent(run: Run, planned: Path, set_time: SetTime) -> None:
    set_time(DUE)
    ledger_path(planned).parent.mkdir()
    ledger_path(planned).write_bytes(b"half")
    done = run("run-due")
    assert (done.code, "was damaged and is kept as" in done.err) == (1, True)
    assert mails(planned) == NAMES


def test_a_server_that_is_away_is_told_and_the_next_call_sends(
    run: Run, planned_there: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    let_time_pass(listmonk, days=2, hours=3)
    set_time(DUE)
    settings = planned_there / "issues" / "trax.toml"
    edit(settings, listmonk.url, "http://127.0.0.1:9")
    for _ in range(2):
        done = run("run-due")
        assert (done.code, done.err.startswith("issue 50: listmonk")) == (4, True)
    edit(settings, "http://127.0.0.1:9", listmonk.url)
    assert run("run-due").out.startswith("sent: issue 50")
    assert len(listmonk.delivered) == 2


@pytest.mark.parametrize("kind", ["systemd", "cron", "github", "gitlab"])
def test_each_scheduler_gets_what_it_reads_and_nothing_is_sent(run: Run, planned: Path, kind: str) -> None:
    done = run("run-due", "--emit", kind)
    assert (done.code, done.err) == (0, "")
    assert "run-due" in done.out
    assert not (planned / "outbox").exists()


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_in_a_repository_its_folder_is_named_from_the_top(run: Run, newsletter: Path, kind: str) -> None:
    git(newsletter.parent, "init", "-q")
    assert "newsletter" in run("run-due", "--emit", kind).out


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell here")
def test_the_line_for_cron_calls_run_due(newsletter: Path) -> None:
    """Made in a process that was begun as `python -m trax`: then the program is another one than what runs."""
    program = Path(sys.executable).with_name("trax")
    if not program.is_file():
        pytest.skip("trax is not installed beside this Python")
    line = [sys.executable, "-m", "trax", "run-due", "--emit", "cron", "--workspace", str(newsletter)]
    text = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    last = [row for row in text.splitlines() if row and not row.startswith("#")][-1]
    assert last.startswith("*/15 * * * * ")
    shell = ["sh", "-c", last.removeprefix("*/15 * * * * ").replace("\\%", "%")]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ledger_path(newsletter).is_file()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units(run: Run, newsletter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "trax"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = run("run-due", "--emit", "systemd").out
    paths = []
    for part in text.split("# trax-run-due.")[1:]:
        ending, _, unit = part.partition("\n")
        paths.append(tmp_path / f"trax-run-due.{ending}")
        started = [
            f'ExecStart="{program}" run-due' if row.startswith("ExecStart=") else row for row in unit.split("\n")
        ]
        paths[-1].write_text("\n".join(started), "utf-8")
    assert [path.suffix for path in paths] == [".service", ".timer"]
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")  # noqa: S108 - nothing is written; sockets need a short path
    verify = ["systemd-analyze", "verify", "--man=no", "--user", *map(str, paths)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"WorkingDirectory={newsletter}" in text


def test_a_campaign_that_was_sent_nobody_knows_when_has_no_receipt(run: Run, planned: Path, set_time: SetTime) -> None:
    set_time(DUE)
    run("send", "50", "--yes")
    (planned / "issues" / "050" / "receipt.json").unlink()
    shutil.rmtree(planned / ".trax")
    path = planned / "outbox" / "campaigns" / "0001" / "campaign.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"sent_at": None}), "utf-8")
    done = run("run-due")
    assert (done.code, "when it was sent is not known" in done.err) == (5, True)
    assert not (planned / "issues" / "050" / "receipt.json").exists()
