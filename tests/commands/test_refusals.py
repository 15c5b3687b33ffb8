"""What stands against a send is found before the provider is asked to do anything: one clear line, one exit code.

The provider's own log of calls says so, and the folder of the embedded one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import Done, campaigns, edit, mails, states, write_settings, writes
from trax.commands import delivery_steps
from trax.delivery.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Run, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

UNSHARE = shutil.which("unshare")
COMMANDS = [
    pytest.param(("send", "50", "--yes"), id="send"),
    pytest.param(("send", "50", "--yes", "--now", "--no-undo"), id="send now"),
    pytest.param(("schedule", "50", "--at", "2026-11-24 10:00"), id="schedule"),
    pytest.param(("push", "50"), id="push"),
]
Trouble = tuple[int, str]
needs_linux = pytest.mark.skipif(sys.platform == "win32", reason="disks are another thing there")


def edit_issue(root: Path) -> Trouble:
    edit(root / "issues" / "050" / "10-report.md", "is out", "was out")
    return 1, "changed since then: html, text"


def lose_approval(root: Path) -> Trouble:
    (root / "issues" / "050" / "approval.toml").unlink()
    return 1, "issue 50 is not approved"


def damage_bundle(root: Path) -> Trouble:
    page = next((root / "build").rglob("email.html"))
    page.write_bytes(page.read_bytes() + b" ")
    return 1, "email.html"


def damage_receipt(root: Path) -> Trouble:
    (root / "issues" / "050" / "receipt.json").write_text("{", "utf-8")
    return 1, "receipt.json: is damaged"


def break_issue(root: Path) -> Trouble:
    (root / "issues" / "050" / "20-bad.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    return 1, "issue 050 has 1 error"


def break_settings(root: Path) -> Trouble:
    write_settings(root, "\nnonsense")
    return 3, "issues/trax.toml has 1 error"


def rename_audience(root: Path) -> Trouble:
    edit(root / "issues" / "trax.toml", 'audience = "readers"', 'audience = "board"')
    edit(root / "issues" / "trax.toml", "[audiences.readers]", "[audiences.board]")
    return 1, "changed since then: audience"


def unknown_provider(root: Path) -> Trouble:
    write_settings(root, '[provider]\nname = "pigeon"\n')
    return 3, 'there is no provider "pigeon"'


def put_file_in_the_way(root: Path) -> Trouble:
    shutil.rmtree(root / ".trax", ignore_errors=True)
    (root / ".trax").write_text("in the way", "utf-8")
    return 4, ".trax"


def put_folder_in_the_way(root: Path) -> Trouble:
    (root / ".trax" / "ledger.db").mkdir(parents=True)
    return 4, "ledger.db: cannot be opened"


LOCAL: list[Any] = [
    pytest.param(edit_issue, id="an edit"),
    pytest.param(lose_approval, id="no approval"),
    pytest.param(damage_bundle, id="a byte of the bundle"),
    pytest.param(damage_receipt, id="a damaged receipt"),
    pytest.param(break_issue, id="a file that cannot be read"),
    pytest.param(break_settings, id="damaged settings"),
    pytest.param(rename_audience, id="another audience"),
    pytest.param(put_file_in_the_way, id="a file where the ledger goes"),
    pytest.param(put_folder_in_the_way, id="a folder where the ledger goes"),
]


def lose_readers(root: Path) -> Trouble:
    (root / "issues" / "audiences" / "readers.csv").write_text("email\n", "utf-8")
    return 1, '"Readers" has no readers'


def multiply_readers(root: Path) -> Trouble:
    rows = "".join(f"r{number}@example.org\n" for number in range(20))
    (root / "issues" / "audiences" / "readers.csv").write_text(f"email\n{rows}", "utf-8")
    return 1, "has 20 readers; at the approval it had 2"


def lose_list(root: Path) -> Trouble:
    (root / "issues" / "audiences" / "readers.csv").unlink()
    return 3, "issues/audiences/readers.csv"


def is_one_clear_line(done: Done, code: int, says: str) -> None:
    lines = done.err.splitlines()
    told = [line for line in lines if line.startswith("trax: ")]
    assert (done.code, len(told)) == (code, 1), done.err
    assert says in told[0]
    assert lines[-1].startswith("  hint: ")
    assert "nothing was lost" not in done.err or code == 4
    assert "sent:" not in done.out


@pytest.fixture
def approved(run: Run, newsletter: Path, set_time: SetTime) -> Path:
    set_time("2026-11-22T07:00:00")
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


@pytest.fixture
def approved_there(run: Run, newsletter: Path, listmonk: FakeListmonk) -> Path:
    assert listmonk.url
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


@pytest.mark.parametrize("command", [COMMANDS[0], *COMMANDS[2:]])
@pytest.mark.parametrize(
    "make_trouble",
    [
        *LOCAL,
        pytest.param(unknown_provider, id="an unknown provider"),
        pytest.param(lose_readers, id="no reader"),
        pytest.param(multiply_readers, id="ten times the readers"),
        pytest.param(lose_list, id="no list of readers"),
    ],
)
def test_what_stands_against_a_send_stops_it_at_the_embedded_provider(
    run: Run, approved: Path, command: tuple[str, ...], make_trouble: Callable[[Path], Trouble]
) -> None:
    code, says = make_trouble(approved)
    is_one_clear_line(run(*command), code, says)
    assert not (approved / "outbox").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("make_trouble", LOCAL)
def test_what_stands_against_a_send_stops_it_before_the_first_write_call(
    run: Run,
    approved_there: Path,
    listmonk: FakeListmonk,
    *,
    command: tuple[str, ...],
    make_trouble: Callable[[Path], Trouble],
) -> None:
    code, says = make_trouble(approved_there)
    is_one_clear_line(run(*command), code, says)
    assert (writes(listmonk), listmonk.delivered) == ([], [])


def lose_list_there(mind: FakeListmonk) -> Trouble:
    mind.lists.clear()
    return 4, "list 1: there is none"


def lose_readers_there(mind: FakeListmonk) -> Trouble:
    mind.subscribers.clear()
    return 1, '"Readers" has no readers'


def multiply_readers_there(mind: FakeListmonk) -> Trouble:
    for number in range(18):
        mind.add_subscriber({"email": f"more{number}@example.org", "name": "M", "lists": [1]})
    return 1, "has 20 readers; at the approval it had 2"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "make_trouble",
    [
        pytest.param(lose_list_there, id="an unknown list"),
        pytest.param(lose_readers_there, id="no reader"),
        pytest.param(multiply_readers_there, id="ten times the readers"),
    ],
)
def test_an_audience_that_is_not_the_approved_one_stops_it_before_the_first_write_call(
    run: Run,
    approved_there: Path,
    listmonk: FakeListmonk,
    *,
    command: tuple[str, ...],
    make_trouble: Callable[[FakeListmonk], Trouble],
) -> None:
    assert approved_there
    code, says = make_trouble(listmonk)
    is_one_clear_line(run(*command), code, says)
    assert (writes(listmonk), listmonk.delivered) == ([], [])


@pytest.mark.parametrize("command", [*COMMANDS, pytest.param(("test", "50", "--to", "r0@example.org"), id="test")])
@pytest.mark.parametrize(
    ("key", "code", "says"),
    [
        pytest.param("wrong-canary-77", 3, "the user or the token is not accepted", id="a wrong key"),
        pytest.param("", 3, "not set: TRAX_LISTMONK_TOKEN", id="no key"),
        pytest.param("with space", 3, "TRAX_LISTMONK_TOKEN has a space", id="an odd key"),
    ],
)
def test_a_key_that_is_not_accepted_stops_it_before_the_first_write_call(
    run: Run,
    approved_there: Path,
    listmonk: FakeListmonk,
    monkeypatch: pytest.MonkeyPatch,
    *,
    command: tuple[str, ...],
    key: str,
    code: int,
    says: str,
) -> None:
    assert approved_there
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", key)
    done = run(*command)
    is_one_clear_line(done, code, says)
    assert (writes(listmonk), listmonk.delivered) == ([], [])
    assert not key or key not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_is_not_there_stops_it(
    run: Run, approved_there: Path, listmonk: FakeListmonk, command: tuple[str, ...]
) -> None:
    edit(approved_there / "issues" / "trax.toml", listmonk.url, "http://127.0.0.1:9")
    is_one_clear_line(run(*command), 4, "listmonk")
    assert (writes(listmonk), listmonk.delivered) == ([], [])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_draft_that_was_edited_at_the_provider_is_neither_sent_nor_written_over(
    run: Run, approved_there: Path, listmonk: FakeListmonk, command: tuple[str, ...]
) -> None:
    assert approved_there
    run("push", "50")
    listmonk.campaigns[1]["body"] += "<p>One more thing</p>"
    before = writes(listmonk)
    is_one_clear_line(run(*command), 1, "its copy is not what was approved: html")
    assert (writes(listmonk), states(listmonk), listmonk.delivered) == (before, ["draft"], [])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("is_there", [False, True], ids=["outbox", "listmonk"])
def test_a_ledger_that_another_trax_holds_stops_it(
    run: Run,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    *,
    is_there: bool,
) -> None:
    newsletter: Path = request.getfixturevalue("approved_there" if is_there else "approved")
    for module in sys.modules.values():
        if getattr(module, "__name__", "").startswith("trax.commands.") and hasattr(module, "open_ledger"):
            monkeypatch.setattr(module, "open_ledger", partial(open_ledger, busy_s=0.01))
    monkeypatch.setattr(delivery_steps, "open_ledger", partial(open_ledger, busy_s=0.01))
    run("send", "50", "--dry-run")
    (newsletter / ".trax").mkdir(exist_ok=True)
    with closing(sqlite3.connect(newsletter / ".trax" / "ledger.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE x (y)")
        other.execute("BEGIN EXCLUSIVE")
        is_one_clear_line(run(*command), 4, "ledger.db: is in use by another trax")
    assert mails(newsletter) == []
    assert not (newsletter / "outbox").exists()
    if is_there:
        assert writes(request.getfixturevalue("listmonk")) == []


@pytest.mark.parametrize("is_there", [False, True], ids=["outbox", "listmonk"])
def test_a_corrupt_ledger_is_put_aside_and_the_issue_sent_once(
    run: Run, request: pytest.FixtureRequest, *, is_there: bool
) -> None:
    newsletter: Path = request.getfixturevalue("approved_there" if is_there else "approved")
    run("push", "50")
    path = newsletter / ".trax" / "ledger.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    for name in ("ledger.db-wal", "ledger.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    done = run("send", "50", "--yes", "--now", "--no-undo")
    assert (done.code, "ledger.db: was damaged and is kept as" in done.err) == (0, True)
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    if is_there:
        mind: FakeListmonk = request.getfixturevalue("listmonk")
        assert sorted(mind.delivered) == [(1, "r0@example.org"), (1, "r1@example.org")]
    else:
        assert len(mails(newsletter)) == 2


def limit_files() -> None:
    import resource  # noqa: PLC0415 - not known to every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def run_process(
    root: Path,
    *command: str,
    through: tuple[str, ...] = (),
    prepare: Callable[[], None] | None = None,
    path: str | None = None,
) -> Done:
    line = [*through, sys.executable, "-m", "trax", *command, "--workspace", str(root)]
    environment = os.environ | ({} if path is None else {"PATH": path})
    done = subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=prepare, env=environment)
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@needs_linux
@pytest.mark.parametrize("command", COMMANDS[:1] + COMMANDS[3:])
@pytest.mark.parametrize("is_there", [False, True], ids=["outbox", "listmonk"])
@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param(None, "no temporary file can be written", id="where git is asked"),
        pytest.param("/nowhere", "ledger.db: the disk is full", id="without git"),
    ],
)
def test_a_full_disk_stops_it(
    request: pytest.FixtureRequest, command: tuple[str, ...], *, is_there: bool, path: str | None, says: str
) -> None:
    newsletter: Path = request.getfixturevalue("approved_there" if is_there else "approved")
    is_one_clear_line(run_process(newsletter, *command, prepare=limit_files, path=path), 4, says)
    assert campaigns(newsletter) == {}
    if is_there:
        assert writes(request.getfixturevalue("listmonk")) == []


CAN_MOUNT = UNSHARE is not None and not subprocess.run([UNSHARE, "-rm", "true"], check=False).returncode
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.mark.skipif(not CAN_MOUNT, reason="nothing can be mounted here")
@pytest.mark.parametrize("command", COMMANDS[:1] + COMMANDS[3:])
@pytest.mark.parametrize("is_there", [False, True], ids=["outbox", "listmonk"])
def test_a_folder_that_cannot_be_written_stops_it(
    request: pytest.FixtureRequest, command: tuple[str, ...], *, is_there: bool
) -> None:
    newsletter: Path = request.getfixturevalue("approved_there" if is_there else "approved")
    done = run_process(newsletter, *command, through=(str(UNSHARE), "-rm", "sh", "-c", READ_ONLY, str(newsletter)))
    is_one_clear_line(done, 4, "Read-only file system")
    assert campaigns(newsletter) == {}
    if is_there:
        assert writes(request.getfixturevalue("listmonk")) == []


@pytest.mark.parametrize("command", [*COMMANDS, pytest.param(("test", "50", "--to", "r0@example.org"), id="test")])
def test_a_sample_never_leaves_the_machine(
    run: Run, newsletter: Path, listmonk: FakeListmonk, command: tuple[str, ...]
) -> None:
    edit(newsletter / "issues" / "050" / "issue.md", "number: 50\n", "number: 50\nsample: yes\n")
    assert run("approve", "50", "--by", "Ana").code == 1
    done = run(*command)
    assert (done.code, writes(listmonk)) == (1, [])
