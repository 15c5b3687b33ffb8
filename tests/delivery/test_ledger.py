"""The ledger: what it keeps, what it refuses, and what becomes of a damaged one."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trax.delivery.ledger import Ledger, ledger_path, open_ledger, open_memory, read_entry
from trax.errors import FileTrouble, LedgerTrouble, ProviderError, Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.delivery.conftest import Bench
    from trax.delivery.ledger_rows import Entry

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
MARKER = "trax:upr-trax/50/readers/1"
CANARY = "canary-5f1d7c"


def plan(ledger: Ledger, *, provider: str = "listmonk", sha: str = "a" * 64) -> Entry:
    return ledger.plan(MARKER, issue=50, audience="readers", provider=provider, content_sha=sha, at=NOW)


def test_what_is_recorded_is_there_after_the_next_opening(tmp_path: Path) -> None:
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert ledger.read(MARKER) is None
        assert plan(ledger).state == "planned"
        ledger.record(MARKER, "intent", op="create", at=NOW, state="creating", doubt="create")
        written = ledger.record(MARKER, "done", op="create", at=NOW, state="created", remote_id="7", doubt="")
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert ledger.read(MARKER) == written == read_entry(tmp_path, MARKER)
        assert [(event.seq, event.kind, event.op) for event in ledger.events(MARKER)] == [
            (1, "intent", "create"),
            (2, "done", "create"),
        ]
        assert ledger.notice == ""
    assert (written.issue, written.audience, written.generation, written.remote_id) == (50, "readers", 1, "7")


def test_it_is_as_durable_as_the_disk(tmp_path: Path) -> None:
    with open_ledger(tmp_path, now=NOW) as ledger:
        ask = ledger._connection.execute
        assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
        assert ask("PRAGMA synchronous").fetchone() == (2,)
        assert ask("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("change", ["DELETE FROM event", "UPDATE event SET kind = 'done'"])
def test_the_history_can_only_grow(change: str) -> None:
    ledger = open_memory()
    plan(ledger)
    ledger.record(MARKER, "intent", op="create", at=NOW)
    with pytest.raises(sqlite3.IntegrityError):
        ledger._connection.execute(change)


def test_a_line_about_a_campaign_that_was_never_planned_is_refused(tmp_path: Path) -> None:
    with open_ledger(tmp_path, now=NOW) as ledger, pytest.raises(LedgerTrouble):
        ledger.record(MARKER, "intent", op="create", at=NOW)


def test_a_begun_sending_is_changed_by_no_other_step_of_another_run() -> None:
    ledger = open_memory()
    plan(ledger)
    ledger.record(MARKER, "intent", op="send", at=NOW, state="sending", remote_id="1", doubt="send")
    entry = ledger.record(MARKER, "done", op="create", at=NOW, state="created", remote_id="2", doubt="")
    assert (entry.state, entry.remote_id, entry.doubt, entry.may_have_left) == ("sending", "1", "send", True)
    ledger.record(MARKER, "done", op="send", at=NOW, state="sent", doubt="")
    entry = ledger.record(MARKER, "look-up", op="look-up", at=NOW, state="created", remote_id="2")
    assert (entry.state, entry.remote_id, len(ledger.events(MARKER))) == ("sent", "1", 4)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param("", None, id="never begun"),
        pytest.param("id", None, id="done"),
        pytest.param("ir", None, id="refused"),
        pytest.param("i", 0, id="died in it"),
        pytest.param("iu", 0, id="reply lost"),
        pytest.param("iuid", 0, id="reply lost, then done"),
        pytest.param("iid", 0, id="died in it, then done"),
        pytest.param("idi", 2, id="done, then died in it"),
    ],
)
def test_it_knows_the_last_write_whose_end_nobody_knows(kinds: str, expected: int | None) -> None:
    ledger = open_memory()
    plan(ledger)
    for number, letter in enumerate(kinds):
        kind: Any = {"i": "intent", "d": "done", "r": "refused", "u": "unclear"}[letter]
        ledger.record(MARKER, kind, op="create", at=NOW + timedelta(seconds=number))
        ledger.record(MARKER, "look-up", op="create", at=NOW)
        ledger.record(MARKER, "done", op="content", at=NOW)
    wanted = None if expected is None else NOW + timedelta(seconds=expected)
    assert ledger.last_unclear(MARKER, op="create") == wanted


def test_newer_bytes_are_noted_and_ids_of_another_provider_forgotten() -> None:
    ledger = open_memory()
    plan(ledger, provider="outbox")
    ledger.record(MARKER, "done", op="send", at=NOW, state="sending", remote_id="1")
    assert plan(ledger, provider="outbox", sha="b" * 64).content_sha == "b" * 64
    moved = plan(ledger, provider="listmonk")
    assert (moved.provider, moved.state, moved.remote_id) == ("listmonk", "planned", "")


def test_what_was_begun_at_a_real_provider_is_not_begun_at_another() -> None:
    ledger = open_memory()
    plan(ledger)
    ledger.record(MARKER, "intent", op="send", at=NOW, state="sending", remote_id="1", doubt="send")
    with pytest.raises(Refusal, match="was begun at listmonk; the settings now name mailchimp"):
        plan(ledger, provider="mailchimp")


# What forbids a ledger is said in one line, before anything is begun at the provider.


def refuse(bench: Bench, *, match: str) -> None:
    with (
        pytest.raises((LedgerTrouble, FileTrouble), match=match) as caught,
        open_ledger(bench.root / "a", now=NOW, busy_s=0.05) as ledger,
    ):
        plan(ledger)
    assert (caught.value.exit_code, "\n" in caught.value.message, bool(caught.value.hint)) == (4, False, True)
    assert bench.run() in {"LedgerTrouble", "FileTrouble"}
    assert (bench.provider.writes, bench.states) == (0, [])


def test_a_locked_ledger_is_refused(bench: Bench) -> None:
    open_ledger(bench.root / "a", now=NOW).__exit__(None, None, None)
    other = sqlite3.connect(ledger_path(bench.root / "a"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refuse(bench, match="is in use by another trax")
    other.close()
    assert bench.run() == "sent"


def test_a_ledger_that_is_a_folder_is_refused(bench: Bench) -> None:
    ledger_path(bench.root / "a").mkdir(parents=True)
    refuse(bench, match="cannot be opened")


def test_a_file_in_place_of_the_folder_is_refused(bench: Bench) -> None:
    (bench.root / "a").mkdir()
    (bench.root / "a" / ".trax").write_text("", "utf-8")
    refuse(bench, match="File exists|Not a directory")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only for the administrator")
@pytest.mark.parametrize("name", [".trax", ".trax/ledger.db"])
def test_a_read_only_ledger_is_refused(bench: Bench, name: str) -> None:
    open_ledger(bench.root / "a", now=NOW).__exit__(None, None, None)
    path = bench.root / "a" / name
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    refuse(bench, match="cannot be|Permission denied")
    path.chmod(mode)


def test_a_full_disk_is_refused(bench: Bench) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        refuse(bench, match="the disk is full or fails|the disk is full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert bench.run() == "sent"


def test_a_disk_that_cannot_keep_such_a_ledger_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WAL cannot be had, as on network shares, SQLite answers with another mode."""

    class Share(sqlite3.Connection):
        def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
            return super().execute("SELECT 'delete'" if "journal_mode" in sql else sql, *rest)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *path, **options: real(*path, **options, factory=Share))
    refuse(bench, match="cannot be kept on this disk")


def test_a_ledger_of_a_newer_trax_is_left_alone(bench: Bench) -> None:
    open_ledger(bench.root / "a", now=NOW).__exit__(None, None, None)
    connection = sqlite3.connect(ledger_path(bench.root / "a"))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    refuse(bench, match="was written by a newer trax")


@pytest.mark.parametrize("what", ["push", "send"])
def test_a_ledger_that_fails_while_it_is_written_never_hides_a_send(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Each of its rows in turn; from the intent to send on, nobody says any more that nothing was sent."""
    real = Ledger.record
    left: list[int] = []

    def record(ledger: Ledger, marker: str, kind: Any, **values: Any) -> Entry:
        left[0] -= 1
        if left[0] == -1:
            raise LedgerTrouble("ledger.db", "the disk is full", hint="make room")
        return real(ledger, marker, kind, **values)

    monkeypatch.setattr(Ledger, "record", record)
    ends = []
    for failing in range(12):
        left[:] = [failing]
        ends.append(bench.run(what))
        assert ends[-1] != "LedgerTrouble" or bench.mails == []
    monkeypatch.setattr(Ledger, "record", real)
    bench.finish()
    assert "LedgerTrouble" in ends
    assert bench.is_delivered_once


# A damaged ledger is put aside, and what it knew is asked for again.


@pytest.mark.parametrize("data", [b"half", b"SQLite format 3\x00" + b"\xff" * 5000, b"\x00" * 9000])
def test_a_damaged_ledger_is_put_aside_and_begun_anew(bench: Bench, data: bytes) -> None:
    bench.run("push")
    path = ledger_path(bench.root / "a")
    path.write_bytes(data)
    with pytest.raises(LedgerTrouble, match="is damaged"):
        read_entry(bench.root / "a", MARKER)
    with open_ledger(bench.root / "a", now=NOW) as ledger:
        assert ledger.notice.endswith("begun anew from the provider and the receipt")
    aside = path.with_name("ledger.db.damaged-20141201T093000000000")
    assert aside.read_bytes() == data
    assert bench.run() == "sent"
    entry = read_entry(bench.root / "a", MARKER)
    assert entry
    assert (entry.state, entry.remote_id, bench.creates) == ("sent", "0001", 1)


def test_a_ledger_with_other_tables_is_put_aside(tmp_path: Path) -> None:
    ledger_path(tmp_path).parent.mkdir()
    connection = sqlite3.connect(ledger_path(tmp_path))
    connection.execute("CREATE TABLE campaign (marker TEXT)")
    connection.execute("INSERT INTO campaign VALUES ('x')")
    connection.commit()
    connection.close()
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert ledger.notice


def test_an_empty_file_is_a_ledger_not_yet_begun(tmp_path: Path) -> None:
    ledger_path(tmp_path).parent.mkdir()
    ledger_path(tmp_path).touch()
    assert read_entry(tmp_path, MARKER) is None
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert ledger.notice == ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 0.999), byte=st.binary(min_size=1, max_size=40))
def test_flipped_bytes_are_never_a_traceback(tmp_path: Path, where: float, byte: bytes) -> None:
    with open_ledger(tmp_path, now=NOW) as ledger:
        plan(ledger)
        ledger.record(MARKER, "done", op="create", at=NOW, state="created", remote_id="0001")
    path = ledger_path(tmp_path)
    data = bytearray(path.read_bytes())
    start = int(where * len(data))
    data[start : start + len(byte)] = byte[: len(data) - start]
    path.write_bytes(data)
    with suppress(LedgerTrouble):
        read_entry(tmp_path, MARKER)
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert plan(ledger).content_sha == "a" * 64
    path.unlink()


def test_no_word_of_a_provider_gets_into_the_ledger(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider may repeat the key in its answer; the ledger keeps names and numbers only."""
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", CANARY)

    def refuse_it(_: object) -> None:
        raise ProviderError("listmonk", f"create?key={CANARY}", CANARY, hint=CANARY)

    monkeypatch.setattr(bench.provider, "create_draft", refuse_it)
    assert bench.run() == "ProviderError"
    with open_ledger(bench.root / "a", now=NOW) as ledger:
        assert [event.detail for event in ledger.events(MARKER) if event.kind == "refused"] == ["ProviderError"]
    files = [path for path in (bench.root / "a").rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
