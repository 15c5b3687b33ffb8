"""A small newsletter in a folder, and the command line to run on it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.canary import CANARY, _no_secret_is_let_out  # noqa: F401 - a fixture for each test here
from tests.conftest import SETTINGS
from tests.delivery.clones import git
from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import serve
from trax.cli import main
from trax.commands import cancel, delivery_steps, due_steps, push, sending_steps, status, test
from trax.delivery.pace import Pace
from trax.web import door
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "issues/trax.toml": SETTINGS,
    "issues/audiences/readers.csv": "email,first_name\nana@example.org,Ana\nbo@example.org,Bo\n",
    "issues/050/issue.md": """\
---
number: 50
title: Beyond acceptance
preheader: What became of the recommendations
date: 28 November 2014
---
Dear reader,

This month we look at what follows a review.
""",
    "issues/050/10-report.md": "---\nkind: article\ntitle: A new report\n---\nThe report is out.\n",
}


# When the fake server's clock begins, and a little later.
MORNING = "2026-11-22T07:00:00+00:00"
# After that, somebody at a terminal tries once more.
PATIENCE_S = 5
# Nobody in these tests waits for anything.
QUICK = Pace(settle_s=0, doubt_s=0, poll_s=0, poll_limit_s=0)


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str, at: Path | None = None) -> Done: ...


class SetTime(Protocol):
    def __call__(self, text: str) -> datetime: ...


class RunKilled(Protocol):
    def __call__(self, *arguments: str, point: str) -> None: ...


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Who works here is what a test says, not what the machine it runs on knows.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "newsletter"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def run(newsletter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `trax …` on the newsletter as a shell would, or on another copy of it."""

    def run(*arguments: str, at: Path | None = None) -> Done:
        monkeypatch.setattr(sys, "argv", ["trax", *arguments, "--workspace", str(at or newsletter)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert not CANARY.search((said.out + said.err).encode())
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def run_killed(newsletter: Path) -> RunKilled:
    """Run `trax …` in a process of its own that dies at a point."""

    def run_killed(*arguments: str, point: str) -> None:
        child = os.fork()
        if child == 0:  # pragma: no cover - nobody is left to count the lines
            os.environ["TRAX_KILL"] = point
            sys.argv = ["trax", *arguments, "--workspace", str(newsletter)]
            try:
                main()
            finally:
                os._exit(0)
        _, ended = os.waitpid(child, 0)
        assert os.WIFSIGNALED(ended), f"{point} was not reached"
        assert os.WTERMSIG(ended) == signal.SIGKILL

    return run_killed


@pytest.fixture
def set_time(monkeypatch: pytest.MonkeyPatch) -> SetTime:
    """Set the clock of every command; a text without a zone is UTC."""

    def set_time(text: str) -> datetime:
        now = datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
        for module in (cancel, delivery_steps, due_steps, status):
            monkeypatch.setattr(module, "clock", lambda: now)
        return now

    return set_time


@pytest.fixture
def listmonk(newsletter: Path, monkeypatch: pytest.MonkeyPatch, set_time: SetTime) -> Iterator[FakeListmonk]:
    """A listmonk server with two readers, the newsletter that sends by it, and its key in the environment."""
    mind = FakeListmonk()
    mind.seed()
    with serve(mind):
        write_settings(newsletter, f'[provider]\nname = "listmonk"\nurl = "{mind.url}"\n', audience='id = "1"\n')
        monkeypatch.setenv("TRAX_LISTMONK_USER", USER)
        monkeypatch.setenv("TRAX_LISTMONK_TOKEN", TOKEN)
        for module in (cancel, due_steps, push, sending_steps, test):
            monkeypatch.setattr(module, "pace_for", lambda _: QUICK)
        monkeypatch.setattr(door, "Surroundings", lambda: Surroundings(sleep=lambda _: None))
        set_time(MORNING)
        yield mind


def write_settings(newsletter: Path, more: str, *, audience: str = "") -> None:
    """Add tables to the settings of the newsletter, and a line to those of its audience."""
    path = newsletter / "issues" / "trax.toml"
    path.write_text(f"{path.read_text('utf-8')}{audience}{more}", "utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def mails(newsletter: Path) -> list[str]:
    """What the embedded provider has written for readers, by campaign and reader."""
    return sorted("/".join(path.parts[-2:]) for path in (newsletter / "outbox" / "mail").rglob("*.eml"))


def campaigns(newsletter: Path) -> dict[str, str]:
    """The state of each campaign of the embedded provider."""
    records = (newsletter / "outbox" / "campaigns").glob("*/campaign.json")
    return {path.parent.name: json.loads(path.read_bytes())["state"] for path in sorted(records)}


def states(mind: FakeListmonk) -> list[str]:
    return [campaign["status"] for campaign in mind.campaigns.values()]


def writes(mind: FakeListmonk) -> list[str]:
    """Every call that was more than a question."""
    return [f"{call.method} {call.path}" for call in mind.calls if call.method != "GET"]


def let_time_pass(mind: FakeListmonk, **how_long: int) -> None:
    mind.now += timedelta(**how_long)


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch, text: str) -> Iterator[None]:
    """Let a person at a terminal type this."""
    keyboard, terminal = os.openpty()
    os.write(keyboard, text.encode())
    try:
        with os.fdopen(terminal, "r", encoding="utf-8") as stdin, monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", stdin)
            yield
    finally:
        os.close(keyboard)


def type_at_terminal(command: list[str], text: str) -> tuple[int, str]:
    """Run a command at a terminal of its own, type as its questions come, and return how it ended and what it said."""
    import pty  # noqa: PLC0415 - not known to every system

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another program from here on
        os.execv(command[0], command)  # noqa: S606 - trax itself
    said, answered = b"", 0
    answers = [part for part in re.split(r"(?<=[\n\x03\x04])", text) if part]
    while True:
        if not select.select([terminal], [], [], PATIENCE_S)[0] and answered:  # pragma: no cover - seldom
            # A signal that arrives just before Python begins to read waits for the next one: a person types it again.
            os.write(terminal, answers[answered - 1].encode())
            continue
        try:
            read = os.read(terminal, 4096)
        except OSError:
            # The terminal of a process that has ended.
            break
        said += read
        # Each question once, and only when all of it is there.
        if answered < min(len(re.findall(rb"(?:all of them|this minute): ", said)), len(answers)):
            os.write(terminal, answers[answered].encode())
            answered += 1
    _, ended = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(ended), said.decode()


def found_repository(newsletter: Path, *, name: str = "Ana Ruiz", email: str = "ana@example.org") -> None:
    """Keep the newsletter in git, written by this person, who also works here."""
    git(newsletter, "init", "-q", "-b", "main")
    work_as(newsletter, name, email)
    (newsletter / ".gitignore").write_text(".trax/\nbuild/\noutbox/\n", "utf-8")
    git(newsletter, "add", ".")
    git(newsletter, "commit", "-q", "-m", "the issue")


def work_as(newsletter: Path, name: str, email: str) -> None:
    git(newsletter, "config", "user.name", name)
    git(newsletter, "config", "user.email", email)


def copy_of(newsletter: Path, name: str) -> Path:
    """Return another copy of the newsletter, as a second machine has it."""
    other = newsletter.parent / name
    shutil.copytree(newsletter, other, ignore=shutil.ignore_patterns(".trax", "build"))
    return other


Values = dict[str, Any]
