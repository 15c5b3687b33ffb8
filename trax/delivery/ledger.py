"""The ledger: what was begun at a provider and how it ended, one committed row before and after each write.

It lies in `.trax/ledger.db` beside the issues, on this machine alone, and is no authority: where it is gone or old,
provider and receipt are asked and it is written anew. What it adds is memory of calls whose reply nobody got.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from trax.delivery.gates import EMBEDDED
from trax.delivery.ledger_rows import ABOUT_SENDING, FIELDS, SCHEMA, TROUBLES, VERSION, Entry, Event
from trax.errors import FileTrouble, LedgerTrouble, Refusal
from trax.providers._lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from trax.delivery.ledger_rows import Kind, Progress

BUSY_S = 5.0


class Ledger:
    """An open ledger; each method is one transaction that is on the disk when it returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path | str, *, notice: str = "") -> None:
        """Keep the open database.

        Args:
            notice: What a person has to know about how it was opened; empty as a rule.
        """
        self.notice = notice
        self._connection = connection
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def read(self, marker: str) -> Entry | None:
        """Return what is known of a campaign, or None.

        Raises:
            LedgerTrouble: If the ledger cannot be read.
        """
        with speak(self._path):
            return _read(self._connection, marker)

    def events(self, marker: str) -> tuple[Event, ...]:
        """Return the history of a campaign, oldest first."""
        with speak(self._path):
            rows = self._connection.execute("SELECT * FROM event WHERE marker = ? ORDER BY seq", [marker]).fetchall()
            return tuple(
                Event(seq, name, datetime.fromisoformat(at), kind, op, detail)
                for seq, name, at, kind, op, detail in rows
            )

    def last_unclear(self, marker: str, *, op: str) -> datetime | None:
        """Return when the last write of this kind was begun whose end nobody knows, or None."""
        begun = unclear = None
        for event in self.events(marker):
            if event.op != op or event.kind == "look-up":
                continue
            # An intent that follows an intent: the run before it died in between.
            if event.kind == "unclear" or (event.kind == "intent" and begun):
                unclear = begun or event.at
            begun = event.at if event.kind == "intent" else None
        return begun or unclear

    def plan(self, marker: str, *, issue: int, audience: str, provider: str, content_sha: str, at: datetime) -> Entry:
        """Return the entry of what is to be delivered; a new one is made, newer bytes are noted in an old one.

        Args:
            content_sha: Digest of the bundle; empty leaves what was noted.

        Raises:
            LedgerTrouble: If the ledger cannot be written.
            Refusal: If it may have been sent by another provider.
        """
        fresh = [marker, issue, audience, int(marker.rpartition("/")[2]), provider, content_sha, at.isoformat()]
        with self.transaction() as connection:
            entry = _read(connection, marker)
            if entry and entry.provider != provider:
                _require_movable(entry, provider)
                # The ids of one provider mean nothing at another.
                _update(connection, entry, at=at, state="planned", remote_id="", filled_sha="", doubt="")
            connection.execute(
                f"INSERT INTO campaign ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, '', 'planned', '', '', ?)"  # noqa: S608 - constants
                " ON CONFLICT (marker) DO UPDATE SET provider = excluded.provider,"
                " content_sha = coalesce(nullif(excluded.content_sha, ''), content_sha)",
                fresh,
            )
            return _read_known(connection, marker)

    def record(
        self,
        marker: str,
        kind: Kind,
        *,
        op: str,
        at: datetime,
        state: Progress | None = None,
        remote_id: str | None = None,
        filled_sha: str | None = None,
        doubt: str | None = None,
        detail: str = "",
    ) -> Entry:
        """Append one line to the history of a planned campaign, bring its entry up to it, and return that.

        Args:
            op: The step: `create`, `content`, `delete`, `send`, `schedule`, `unschedule`, or what was read.
            state: The state from here on; None leaves it, as with the next three. What has begun to be sent is
                changed by nothing else that another run on this machine does beside it.
            detail: Names and numbers only; no words of a provider, which may hold anything.

        Raises:
            LedgerTrouble: If the ledger cannot be written.
        """
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO event (marker, at, kind, op, detail) VALUES (?, ?, ?, ?, ?)",
                [marker, at.isoformat(), kind, op, detail],
            )
            entry = _read_known(connection, marker)
            if entry.state != "sent" and (op in ABOUT_SENDING or not entry.may_have_left):
                _update(connection, entry, at=at, state=state, remote_id=remote_id, filled_sha=filled_sha, doubt=doubt)
            return _read_known(connection, marker)

    def is_news(self, key: str, *, at: datetime) -> bool:
        """Return whether nobody has been told this before, and write down that it was told now."""
        with self.transaction() as connection:
            row = connection.execute("INSERT OR IGNORE INTO notice (key, at) VALUES (?, ?)", [key, at.isoformat()])
            return row.rowcount == 1

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the database to several changes that are on the disk together, or not at all."""
        with speak(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def utc_now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(tz=UTC)


def ledger_path(root: Path) -> Path:
    """Return where the ledger of the newsletter in this folder lies."""
    return root / ".trax" / "ledger.db"


def open_ledger(root: Path, *, now: datetime, busy_s: float = BUSY_S) -> Ledger:
    """Return the ledger of the newsletter, ready to be written; a damaged one is put aside and begun anew.

    Args:
        busy_s: How long to wait while another process writes to it.

    Raises:
        LedgerTrouble, FileTrouble: If it cannot be written here and now.
    """
    path = ledger_path(root)
    # A disk that knows no locks, such as some network shares, is noticed here.
    with hold_lock(path.with_name("ledger.lock")):
        try:
            return Ledger(_open(path, busy_s=busy_s), path)
        except DamagedLedger:
            aside = _set_aside(path, now)
        notice = f"{path}: was damaged and is kept as {aside.name}; begun anew from the provider and the receipt"
        return Ledger(_open(path, busy_s=busy_s), path, notice=notice)


def open_memory() -> Ledger:
    """Return a ledger that is forgotten at the end: the provider alone says then what was begun."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return Ledger(connection, "ledger")


def read_entry(root: Path, marker: str) -> Entry | None:
    """Return what the ledger on disk says of a campaign, or None; nothing is written.

    Raises:
        LedgerTrouble: If it cannot be read, as for `open_reading`.
    """
    with open_reading(root, table="campaign") as connection:
        return _read(connection, marker) if connection else None


@contextmanager
def open_reading(root: Path, *, table: str) -> Iterator[sqlite3.Connection | None]:
    """Give the ledger on disk to be read, or None where it has no such table: it was only just begun, or is older."""
    path = ledger_path(root)
    if not path.is_file():
        yield None
        return
    with speak(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            has_it = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
            yield connection if has_it else None
        finally:
            connection.close()


class DamagedLedger(LedgerTrouble):
    """The file is no ledger any more."""


def _open(path: Path, *, busy_s: float) -> sqlite3.Connection:
    with speak(path):
        connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the database ready, by a write, so that what forbids writing shows before anything is begun."""
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise LedgerTrouble(
            path, "cannot be kept on this disk", hint="move the newsletter's folder to a disk of this machine"
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # An older one has what this has, less the tables that are made here.
    if not 0 <= version <= VERSION:
        raise LedgerTrouble(path, "was written by a newer trax", hint="use that version, here too")
    connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
    checks = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if checks != ("ok",):
        raise DamagedLedger(path, "is damaged", hint="")
    for (marker,) in connection.execute("SELECT marker FROM campaign").fetchall():
        _read(connection, marker)


def _read(connection: sqlite3.Connection, marker: str) -> Entry | None:
    row = connection.execute(f"SELECT {FIELDS} FROM campaign WHERE marker = ?", [marker]).fetchone()  # noqa: S608 - constants
    return None if row is None else Entry(*[*row[:-1], datetime.fromisoformat(row[-1])])


def _read_known(connection: sqlite3.Connection, marker: str) -> Entry:
    entry = _read(connection, marker)
    if entry is None:
        raise ValueError(marker)
    return entry


def _require_movable(entry: Entry, provider: str) -> None:
    # The embedded provider's mails never leave the machine: after trying it there, an issue goes out for real.
    if entry.may_have_left and entry.provider != EMBEDDED:
        raise Refusal(
            f"issue {entry.issue} was begun at {entry.provider}; the settings now name {provider}",
            hint="an issue is sent once: put the provider back in issues/trax.toml, and look with trax status",
        )


def _update(connection: sqlite3.Connection, entry: Entry, *, at: datetime, **changes: str | None) -> None:
    """Write the changes that are not None over the entry."""
    values = {name: getattr(entry, name) if value is None else value for name, value in changes.items()}
    names = ", ".join(f"{name} = ?" for name in values)
    connection.execute(
        f"UPDATE campaign SET {names}, at = ? WHERE marker = ?",  # noqa: S608 - names of our own columns
        [*values.values(), at.isoformat(), entry.marker],
    )


def _set_aside(path: Path, now: datetime) -> Path:
    """Rename the damaged file and what belongs to it, so that a person can look at it."""
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%f}")
    try:
        path.rename(aside)
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:  # pragma: no cover - the folder was writable a moment ago
        raise FileTrouble(path, error) from error
    return aside


@contextmanager
def speak(path: Path | str) -> Iterator[None]:
    """Turn what the database says into one line for a person."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError) as error:
        name = getattr(error, "sqlite_errorname", "")
        for beginning, (problem, hint) in TROUBLES.items():
            if name.startswith(beginning):
                raise LedgerTrouble(path, problem, hint=hint) from error
        hint = "repeat the command: a damaged ledger is put aside and begun anew"
        raise DamagedLedger(path, "is damaged", hint=hint) from error
