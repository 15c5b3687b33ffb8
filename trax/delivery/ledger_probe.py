"""A look at the ledger that leaves no trace: whether it could be kept, and what in it waits for a person."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.ledger import DamagedLedger, ledger_path, speak
from trax.delivery.ledger_rows import TROUBLES, VERSION
from trax.errors import LedgerTrouble

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "nothing: the next trax push or send puts it aside and begins it anew from the provider and the receipts"
DOUBTFUL = "state IN ('unresolved', 'held') OR doubt = 'send'"


@dataclass(frozen=True, slots=True)
class Probe:
    """What the ledger holds: how many campaigns, and the issues of which nobody knows how a sending ended."""

    campaigns: int
    doubtful: tuple[int, ...]


def probe_ledger(root: Path) -> Probe:
    """Return what the ledger of a newsletter holds, without writing a byte; nothing where none was begun.

    Raises:
        DamagedLedger: If it is no ledger any more; the next push or send begins it anew.
        LedgerTrouble: If it was written by a newer trax, or could not be written here and now.
    """
    path = ledger_path(root)
    _require_writable(path)
    if not path.is_file():
        return Probe(0, ())
    try:
        with speak(path):
            connection = sqlite3.connect(_reading(path), uri=True)
            try:
                return _look(connection, path)
            finally:
                connection.close()
    except DamagedLedger as error:
        raise DamagedLedger(path, "is damaged", hint=ANEW) from error


def _look(connection: sqlite3.Connection, path: Path) -> Probe:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise LedgerTrouble(path, "was written by a newer trax", hint="use that version, here too")
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'campaign'").fetchone():
        return Probe(0, ())
    (count,) = connection.execute("SELECT count(*) FROM campaign").fetchone()
    rows = connection.execute(f"SELECT DISTINCT issue FROM campaign WHERE {DOUBTFUL} ORDER BY issue")  # noqa: S608 - a constant
    return Probe(count, tuple(issue for (issue,) in rows))


def _reading(path: Path) -> str:
    """Return the address by which the file is opened to be read, so that nothing is left beside it."""
    # In WAL mode even a reader leaves two files, unless told that nobody writes. A writer's are there already.
    journal = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if journal.is_file() and journal.stat().st_size else "immutable=1"
    return f"{path.absolute().as_uri()}?{how}"


def _require_writable(path: Path) -> None:
    """Raise unless the ledger could be written; asked of the system, not tried."""
    there = next(folder for folder in (path.parent, *path.parent.parents) if folder.exists())
    files = [file for file in (path, path.with_name("ledger.lock")) if file.exists()]
    if not all(os.access(place, os.W_OK) for place in (there, *files)):
        problem, hint = TROUBLES["SQLITE_READONLY"]
        raise LedgerTrouble(path, problem, hint=hint)
