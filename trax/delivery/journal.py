"""The journal that a provider which writes to each reader by itself is given: rows of the ledger.

Every call is one transaction, on the disk when it returns.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from trax.delivery.ledger import ledger_path, open_ledger, utc_now
from trax.errors import Duplicate, LedgerTrouble
from trax.providers._journal import Tally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from trax.delivery.ledger import Ledger
    from trax.delivery.ledger_rows import Standing
    from trax.providers._journal import Journal, Outcome, Row

MAY_BE_TRIED: frozenset[Standing] = frozenset({"waiting", "deferred", "again"})
DUE = ", ".join(f"'{state}'" for state in sorted(MAY_BE_TRIED))


def open_journal(root: Path, *, now: datetime, clock: Callable[[], datetime] = utc_now) -> Journal:
    """Return the journal of the newsletter in this folder; the ledger is opened with the first call.

    Args:
        now: The time of the command; a damaged ledger is put aside under it.
        clock: The time that each row is written with.
    """
    return LedgerJournal(root, now=now, clock=clock)


class LedgerJournal:
    """The memory of who has got a campaign, as `Journal` describes it."""

    def __init__(self, root: Path, *, now: datetime, clock: Callable[[], datetime]) -> None:
        """Keep where the ledger lies."""
        self._root = root
        self._now = now
        self._clock = clock
        self._ledger: Ledger | None = None

    def start(self, marker: str, rows: Sequence[Row]) -> None:
        """Note every reader of a campaign that is about to begin.

        Raises:
            Duplicate: If a mail of it was begun before.
            LedgerTrouble: If the ledger cannot be written, as for every call.
        """
        at = self._clock().isoformat()
        with self._open().transaction() as connection:
            begun = connection.execute(
                "SELECT count(*) FROM delivery WHERE marker = ? AND (state <> 'waiting' OR tries > 0)", [marker]
            ).fetchone()[0]
            if begun:
                raise Duplicate(
                    "smtp",
                    "send",
                    f"the ledger says that mails of this campaign were begun before, to {begun} readers",
                    hint="nothing was sent now; see who has it with trax status: nobody is written to twice",
                )
            connection.execute("DELETE FROM delivery WHERE marker = ?", [marker])
            _insert(connection, marker, rows, state="waiting", said="", at=at)

    def resume(self, marker: str, rows: Sequence[Row], *, tries: Mapping[int, int]) -> tuple[Row, ...]:
        """Return the rows that may be tried now; what was begun and has no end is in doubt from here on."""
        at = self._clock().isoformat()
        with self._open().transaction() as connection:
            connection.execute(
                "UPDATE delivery SET state = 'doubt', said = 'cut short', at = ? WHERE marker = ? AND state = 'intent'",
                [at, marker],
            )
            found = connection.execute("SELECT rcpt_hash, state, tries FROM delivery WHERE marker = ?", [marker])
            known: dict[str, tuple[Standing, int]] = {name: (state, count) for name, state, count in found.fetchall()}
            hashes = {row.number: hash_address(marker, row.address) for row in rows}
            new = [row for row in rows if hashes[row.number] not in known]
            _insert(connection, marker, new, state="doubt", said="not in the ledger", at=at)
            open_rows = [row for row in rows if known.get(hashes[row.number], ("", 0))[0] in MAY_BE_TRIED]
            older = [row for row in open_rows if tries.get(row.number, 0) > known[hashes[row.number]][1]]
            connection.executemany(
                "UPDATE delivery SET state = 'doubt', said = 'the ledger is older', at = ?"
                " WHERE marker = ? AND rcpt_hash = ?",
                [[at, marker, hashes[row.number]] for row in older],
            )
            numbers = {row.number for row in older}
            return tuple(row for row in open_rows if row.number not in numbers)

    def begin(self, marker: str, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Note that these rows are about to be tried, and return those that may be."""
        at = self._clock().isoformat()
        with self._open().transaction() as connection:
            return tuple(
                row
                for row in rows
                if connection.execute(
                    "UPDATE delivery SET state = 'intent', tries = tries + 1, at = ?"  # noqa: S608 - constants
                    f" WHERE marker = ? AND rcpt_hash = ? AND state IN ({DUE})",
                    [at, marker, hash_address(marker, row.address)],
                ).rowcount
            )

    def settle(self, marker: str, row: Row, outcome: Outcome) -> None:
        """Note how the try of a row that was begun has ended."""
        with self._open().transaction() as connection:
            changed = connection.execute(
                "UPDATE delivery SET state = ?, said = ?, at = ?"
                " WHERE marker = ? AND rcpt_hash = ? AND state IN ('intent', 'doubt')",
                [outcome.result, outcome.said, self._clock().isoformat(), marker, hash_address(marker, row.address)],
            )
            if not changed.rowcount:
                raise LedgerTrouble(
                    ledger_path(self._root),
                    "was changed by somebody else while mails were sent",
                    hint="see who has got one: trax status; nobody is written to twice",
                )

    def count(self, marker: str) -> Tally:
        """Return how many rows stand where."""
        with self._open().transaction() as connection:
            found = connection.execute("SELECT state, count(*) FROM delivery WHERE marker = ? GROUP BY state", [marker])
            counts: Counter[Standing] = Counter(dict(found.fetchall()))
        return Tally(
            sent=counts["sent"],
            refused=counts["refused"],
            doubt=counts["doubt"],
            open=counts["intent"] + sum(counts[state] for state in MAY_BE_TRIED),
        )

    def close(self) -> None:
        """Let go of the file until the next call."""
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            ledger.__exit__(None, None, None)

    def _open(self) -> Ledger:
        if self._ledger is None:
            self._ledger = open_ledger(self._root, now=self._now)
        return self._ledger


def hash_address(marker: str, address: str) -> str:
    """Return what the ledger knows a reader of a campaign by; another campaign knows the same reader otherwise."""
    return hashlib.sha256(f"{marker}|{address.casefold()}".encode()).hexdigest()


def _insert(
    connection: sqlite3.Connection,
    marker: str,
    rows: Sequence[Row],
    *,
    state: Standing,
    said: str,
    at: str,
) -> None:
    connection.executemany(
        "INSERT INTO delivery (marker, rcpt_hash, number, message_id, state, said, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [[marker, hash_address(marker, row.address), row.number, row.message_id, state, said, at] for row in rows],
    )
