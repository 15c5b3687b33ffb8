"""A look at the ledger: true about it, and without a trace."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from trax.delivery.ledger import DamagedLedger, ledger_path, open_ledger
from trax.delivery.ledger_probe import Probe, probe_ledger
from trax.errors import LedgerTrouble

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
not_as_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only for the administrator"
)


def begin(root: Path, *issues: int) -> None:
    with open_ledger(root, now=NOW) as ledger:
        for issue in issues:
            marker = f"trax:news/{issue}/readers/1"
            ledger.plan(marker, issue=issue, audience="readers", provider="x", content_sha="y", at=NOW)


def look(root: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (root / ".trax").rglob("*")}


def test_a_ledger_that_was_not_begun_holds_nothing_and_is_not_begun_by_looking(tmp_path: Path) -> None:
    assert probe_ledger(tmp_path) == Probe(0, ())
    assert list(tmp_path.iterdir()) == []


def test_looking_leaves_no_trace(tmp_path: Path) -> None:
    begin(tmp_path, 49, 50)
    before = look(tmp_path)
    assert probe_ledger(tmp_path) == Probe(2, ())
    assert look(tmp_path) == before


def test_what_another_process_has_only_just_written_is_seen(tmp_path: Path) -> None:
    begin(tmp_path, 49)
    with open_ledger(tmp_path, now=NOW) as writing:
        writing.plan("trax:news/50/readers/1", issue=50, audience="readers", provider="x", content_sha="y", at=NOW)
        before = set(look(tmp_path))
        assert probe_ledger(tmp_path) == Probe(2, ())
        assert set(look(tmp_path)) == before


@pytest.mark.parametrize(
    ("changes", "doubtful"),
    [
        pytest.param({"state": "held"}, (50,), id="held"),
        pytest.param({"state": "unresolved"}, (50,), id="unresolved"),
        pytest.param({"doubt": "send"}, (50,), id="a send without an answer"),
        pytest.param({"doubt": "create"}, (), id="a create without an answer is mended by repeating"),
        pytest.param({"state": "sent"}, (), id="sent"),
    ],
)
def test_an_issue_that_waits_for_a_person_is_named(
    tmp_path: Path, changes: dict[str, Any], doubtful: tuple[int, ...]
) -> None:
    begin(tmp_path, 49, 50)
    with open_ledger(tmp_path, now=NOW) as ledger:
        ledger.record("trax:news/50/readers/1", "unclear", op="send", at=NOW, **changes)
    assert probe_ledger(tmp_path) == Probe(2, doubtful)


@pytest.mark.parametrize("start", [0, 100, 4096], ids=["its head", "its first page", "a page"])
def test_a_damaged_ledger_is_said(tmp_path: Path, start: int) -> None:
    begin(tmp_path, *range(1, 60))
    path = ledger_path(tmp_path)
    data = bytearray(path.read_bytes())
    data[start : start + 2000] = b"x" * 2000
    path.write_bytes(data)
    with pytest.raises(DamagedLedger, match="is damaged") as caught:
        probe_ledger(tmp_path)
    assert "begins it anew" in caught.value.hint


def test_a_ledger_of_a_newer_trax_is_said(tmp_path: Path) -> None:
    begin(tmp_path, 50)
    with sqlite3.connect(ledger_path(tmp_path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerTrouble, match="newer trax"):
        probe_ledger(tmp_path)


def test_a_file_that_was_only_just_begun_holds_nothing(tmp_path: Path) -> None:
    path = ledger_path(tmp_path)
    path.parent.mkdir()
    path.touch()
    assert probe_ledger(tmp_path) == Probe(0, ())


def test_what_the_system_forbids_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, 50)
    monkeypatch.setattr(os, "access", lambda place, _: place != ledger_path(tmp_path))
    with pytest.raises(LedgerTrouble, match="cannot be written") as caught:
        probe_ledger(tmp_path)
    assert caught.value.hint


@not_as_root
@pytest.mark.parametrize("name", [".trax", ".trax/ledger.db", "."])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    if name != ".":
        begin(tmp_path, 50)
    place = tmp_path / name
    place.chmod(0o500 if place.is_dir() else 0o400)
    try:
        with pytest.raises(LedgerTrouble, match="cannot be written"):
            probe_ledger(tmp_path)
    finally:
        place.chmod(0o700)
