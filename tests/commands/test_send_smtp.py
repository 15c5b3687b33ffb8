"""`trax send` over a mail server: each reader once, and the same command goes on with who was put off."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_smtp import FakeSmtp, Fault, serve_smtp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands.conftest import Run, SetTime


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with serve_smtp(FakeSmtp()) as serving:
        yield serving


@pytest.fixture
def approved(run: Run, newsletter: Path, server: FakeSmtp, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("TRAX_SMTP_USER", "TRAX_SMTP_PASSWORD", "TRAX_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    settings = newsletter / "issues" / "trax.toml"
    own = f'[provider]\nname = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
    settings.write_text(settings.read_text("utf-8") + own, "utf-8")
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


def test_an_issue_goes_to_each_reader_once(run: Run, approved: Path, server: FakeSmtp) -> None:
    done = run("send", "50", "--recipients", "2")
    assert (done.code, "sent: issue 50 to 2 readers;" in done.out) == (0, True)
    assert server.readers == ["ana@example.org", "bo@example.org"]
    receipt = json.loads((approved / "issues" / "050" / "receipt.json").read_text("utf-8"))
    assert (receipt["provider"], receipt["state"], receipt["recipients"]) == ("smtp", "sent", 2)
    (approved / "issues" / "050" / "receipt.json").unlink()
    assert run("send", "50", "--yes").code == 0
    assert len(server.taken) == 2


def test_the_same_command_goes_on_with_who_was_put_off(run: Run, approved: Path, server: FakeSmtp) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@")]
    first = run("send", "50", "--yes")
    assert (first.code, "campaign 0001 is sending" in first.err) == (5, True)
    status = run("status", "50")
    assert "campaign 0001 is sending: 1 of 2 mails" in status.out
    assert status.out.splitlines()[-1] == "next: trax send 50"
    assert run("send", "50", "--yes").code == 0
    assert server.readers == ["ana@example.org", "bo@example.org"]
    assert approved.is_dir()


def test_pushing_and_looking_sends_nothing(run: Run, approved: Path, server: FakeSmtp) -> None:
    for command in (("push", "50"), ("status", "50"), ("send", "50", "--dry-run")):
        assert run(*command).code == 0
    assert server.said == []
    shutil.rmtree(approved / ".trax")
    assert run("send", "50", "--yes").code == 0


def test_a_relay_that_cannot_be_reached_is_one_line_and_the_issue_stays_a_draft(
    run: Run, approved: Path, server: FakeSmtp
) -> None:
    server.faults = [Fault("CONNECT", "drop", times=99)]
    done = run("send", "50", "--yes")
    assert (done.code, "cannot be reached (it hung up)" in done.err) == (4, True)
    assert "smtp      -       nothing" in run("status", "50").out
    assert approved.is_dir()


def test_a_list_beyond_the_limit_is_refused_before_anything(run: Run, approved: Path, server: FakeSmtp) -> None:
    settings = approved / "issues" / "trax.toml"
    settings.write_text(settings.read_text("utf-8") + "limit = 1\n", "utf-8")
    done = run("send", "50", "--yes")
    assert (done.code, "takes 1 at most" in done.err) == (1, True)
    assert (server.said, (approved / ".trax" / "smtp").exists()) == ([], False)


@pytest.fixture
def in_doubt(run: Run, approved: Path, server: FakeSmtp) -> Path:
    """The issue was sent; of Bo nobody knows whether he has it, and the relay has it in truth."""
    server.faults = [Fault("TAKEN", "drop", about="bo@")]
    done = run("send", "50", "--yes")
    assert "sent: issue 50 to 2 readers" in done.out
    assert "1 of 2 mails did not leave, or may not have: trax status 50" in done.out
    assert done.code == 0
    return approved


def test_who_is_in_doubt_is_listed_with_the_message_id(run: Run, in_doubt: Path, server: FakeSmtp) -> None:
    out = run("status", "50").out
    assert "readers: 1 sent, 1 in doubt" in out
    (line,) = [line for line in out.splitlines() if "bo@example.org" in line]
    assert line.startswith("in doubt  bo@example.org  <")
    assert "settle them: trax status 50 --log FILE, or --arrived ADDRESS, or --missing ADDRESS" in out
    document = json.loads(run("status", "50", "--json").out)
    assert [(row["address"], row["state"]) for row in document["readers"]] == [
        ("ana@example.org", "sent"),
        ("bo@example.org", "doubt"),
    ]
    assert run("send", "50", "--yes").code == 0
    assert server.readers == ["ana@example.org", "bo@example.org"]
    assert in_doubt.is_dir()


def test_the_log_of_the_mail_server_settles_doubt(run: Run, in_doubt: Path, tmp_path: Path) -> None:
    rows = json.loads(run("status", "50", "--json").out)["readers"]
    log = tmp_path / "mail.log"
    log.write_text("nothing of ours\n", "utf-8")
    assert "the log shows 0 of those in doubt as taken" in run("status", "50", "--log", str(log)).err
    log.write_text(
        f"Dec 1 10:00:01 mx postfix/cleanup[7]: 4F: message-id=<{rows[1]['message_id']}>\n"
        "Dec 1 10:00:01 mx postfix/qmgr[8]: 4F: from=<news@example.org>, size=900, nrcpt=1 (queue active)\n",
        "utf-8",
    )
    done = run("status", "50", "--log", str(log))
    assert "the log shows 1 of those in doubt as taken" in done.err
    assert "readers: 2 sent" in done.out
    assert "settle" not in done.out
    assert in_doubt.is_dir()


def test_a_person_settles_doubt_and_only_then_a_second_mail_goes_out(
    run: Run, in_doubt: Path, server: FakeSmtp
) -> None:
    refused = run("resend", "50", "--to", "bo@example.org", "--reason", "never arrived")
    assert (refused.code, "cannot be written to again" in refused.err, len(server.taken)) == (1, True, 2)
    settled = run("status", "50", "--missing", "bo@example.org")
    assert "bo@example.org has none" in settled.err
    assert "to write to one again: trax resend 50 --to ADDRESS --reason TEXT" in settled.out
    dry = run("resend", "50", "--to", "bo@example.org", "--reason", "never arrived", "--dry-run")
    assert (dry.code, len(server.taken)) == (0, 2)
    done = run("resend", "50", "--to", "bo@example.org", "--reason", "never arrived")
    assert (done.code, "written to again: bo@example.org: sent" in done.out) == (0, True)
    assert server.readers == ["ana@example.org", "bo@example.org", "bo@example.org"]
    again = run("resend", "50", "--to", "bo@example.org", "--reason", "never arrived")
    assert (again.code, len(server.taken)) == (1, 3)
    assert "readers: 2 sent" in run("status", "50").out
    assert in_doubt.is_dir()


def test_whoever_has_it_by_their_own_word_gets_no_second_mail(run: Run, in_doubt: Path, server: FakeSmtp) -> None:
    assert "bo@example.org has it" in run("status", "50", "--arrived", "bo@example.org").err
    for option in ("--arrived", "--missing"):
        assert run("status", "50", option, "bo@example.org").code == 1
    assert run("resend", "50", "--to", "bo@example.org", "--reason", "x").code == 1
    assert (len(server.taken), in_doubt.is_dir()) == (2, True)


def test_single_readers_are_for_the_provider_that_knows_them(run: Run, newsletter: Path) -> None:
    assert run("approve", "50", "--by", "Ana").code == 0
    done = run("resend", "50", "--to", "bo@example.org", "--reason", "x")
    assert (done.code, "it writes to its audience as a whole" in done.err) == (1, True)
    assert run("status", "--arrived", "bo@example.org").code == 2
    assert newsletter.is_dir()


def test_run_due_sends_at_the_approved_time_reader_by_reader(
    run: Run, approved: Path, server: FakeSmtp, set_time: SetTime
) -> None:
    set_time("2026-12-01T07:00:00")
    assert run("approve", "50", "--by", "Ana", "--at", "2026-12-01 10:00").code == 0
    assert "smtp has no clock of its own" in run("schedule", "50").out
    set_time("2026-12-01T08:59:00")
    assert (run("run-due").out, server.said) == ("", [])
    set_time("2026-12-01T09:01:00")
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"
    assert (run("run-due").out, server.readers) == ("", ["ana@example.org", "bo@example.org"])
    assert approved.is_dir()
