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

    from tests.commands.conftest import Run


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
