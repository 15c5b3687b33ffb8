"""Who has got an issue, where a provider writes to each reader by itself: one row a reader, in the ledger.

No address is kept: a row is known by a digest, and its address is found again from the readers that the campaign was
begun with. What is in doubt is settled by the log of the relay or by a person's word, and by nothing else; to write to
somebody a second time takes their name and a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from trax.delivery.journal import hash_address
from trax.delivery.ledger import open_ledger, open_reading
from trax.delivery.relay_log import find_in_log
from trax.errors import FileTrouble, ProviderError, Refusal
from trax.providers._smtp_rows import read_addressees, smtp_folder

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trax.delivery.ledger_rows import Standing

Word = Literal["sent", "not sent"]
IN_DOUBT: frozenset[Standing] = frozenset({"doubt", "intent"})
# What a person may say of a row that stands so.
MAY_BE_SAID: Mapping[Word, frozenset[Standing]] = {"sent": IN_DOUBT, "not sent": frozenset({"doubt", "deferred"})}
MAY_BE_RESENT: frozenset[Standing] = frozenset({"unsent", "refused", "deferred"})
NEXT_STATE: Mapping[Word, Standing] = {"sent": "sent", "not sent": "unsent"}
SHOWN_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class Recipient:
    """One reader of a campaign.

    Attributes:
        number: The reader's place in the list that the campaign was begun with.
        address: Empty where that list is not here.
        message_id: The Message-ID of the mail, as logs of mail servers name it.
        state: `waiting` (never tried), `intent` (being tried, or cut short at it), `sent`, `refused` for good,
            `deferred` (tried again with the same command), `doubt`, `unsent` (a person says so), `again` (will be).
        said: What the relay answered last, in numbers.
        at: When the row was last written.
    """

    number: int
    address: str
    message_id: str
    state: Standing
    said: str
    at: datetime


def read_recipients(root: Path, marker: str) -> tuple[Recipient, ...]:
    """Return every reader of the campaign; empty when nothing was begun from here. Nothing is written.

    Raises:
        LedgerTrouble: If the ledger cannot be read.
    """
    with open_reading(root, table="delivery") as connection:
        return _read(connection, root, marker) if connection else ()


def in_doubt(root: Path, marker: str) -> tuple[Recipient, ...]:
    """Return the readers of whom nobody knows whether they have the mail; raises as `read_recipients` does."""
    return tuple(each for each in read_recipients(root, marker) if each.state in IN_DOUBT)


def settle_from_log(root: Path, marker: str, *, text: str, now: datetime) -> tuple[Recipient, ...]:
    """Note as sent those in doubt whose mail the log of the relay shows as taken, and return them.

    A log that does not show a mail settles nothing, whatever time it covers.

    Raises:
        LedgerTrouble: If the ledger cannot be written.
    """
    with open_ledger(root, now=now) as ledger, ledger.transaction() as connection:
        rows = [each for each in _read(connection, root, marker) if each.state in IN_DOUBT]
        taken = find_in_log(text, {each.message_id for each in rows})
        found = [each for each in rows if each.message_id in taken]
        _move(connection, marker, found, state="sent", said="in the relay's log", op="settle", now=now)
        return tuple(found)


def settle_row(root: Path, marker: str, *, address: str, word: Word, now: datetime) -> Recipient:
    """Note what a person says of a reader in doubt, or that one who was put off shall not be tried any more.

    Raises:
        Refusal: If there is nothing to be said of that reader.
        LedgerTrouble: If the ledger cannot be written.
    """
    with open_ledger(root, now=now) as ledger, ledger.transaction() as connection:
        (row,) = _find(_read(connection, root, marker), marker, [address])
        if row.state not in MAY_BE_SAID[word]:
            raise Refusal(
                f'{address} is not in doubt: it is "{row.state}"',
                hint="see who is: trax status with the issue's number",
            )
        _move(connection, marker, [row], state=NEXT_STATE[word], said="a person's word", op="settle", now=now)
        return row


def resend_to(
    root: Path, marker: str, *, addresses: Sequence[str], reason: str, now: datetime
) -> tuple[Recipient, ...]:
    """Let these readers, who surely have not got the mail, be tried again, and return them; all of them or none.

    They are tried at the next look at the campaign by a provider at work.

    Raises:
        Refusal: If there is no reason, or one of them has it, may have it, or is about to be tried anyway.
        LedgerTrouble: If the ledger cannot be written.
    """
    if not reason.strip() or not addresses:
        raise Refusal("nobody is written to again without a name and a reason", hint="name each address, and say why")
    with open_ledger(root, now=now) as ledger, ledger.transaction() as connection:
        rows = _find(_read(connection, root, marker), marker, addresses)
        for address, row in zip(addresses, rows, strict=True):
            if row.state not in MAY_BE_RESENT:
                raise Refusal(
                    f'{address} cannot be written to again: it is "{row.state}"', hint=_cure(row.state, address)
                )
        _move(connection, marker, rows, state="again", said="", op="resend", now=now, more=f": {reason.strip()}")
        return rows


def _cure(state: Standing, address: str) -> str:
    if state in IN_DOUBT:
        return f"ask {address} or look into the relay's log, and settle it first; nobody else was changed"
    if state == "sent":
        return "the relay took that mail; nobody else was changed"
    return "it is tried with the next trax send; nobody else was changed"


def _find(rows: Sequence[Recipient], marker: str, addresses: Sequence[str]) -> tuple[Recipient, ...]:
    known = {hash_address(marker, each.address): each for each in rows if each.address}
    if not known:
        raise Refusal(
            "the list that this issue was sent to is not on this machine", hint="do it where the issue was sent from"
        )
    missing = [address for address in addresses if hash_address(marker, address) not in known]
    if missing:
        raise Refusal(
            f"{missing[0]} was not among the readers of this issue", hint="write the address as the list had it"
        )
    return tuple(known[hash_address(marker, address)] for address in addresses)


def _read(connection: sqlite3.Connection, root: Path, marker: str) -> tuple[Recipient, ...]:
    try:
        names = {hash_address(marker, row.address): row.address for row in read_addressees(smtp_folder(root), marker)}
    except (ProviderError, FileTrouble):
        # The rows are shown without addresses then; what is wrong there, the provider says itself.
        names = {}
    rows = connection.execute(
        "SELECT rcpt_hash, number, message_id, state, said, at FROM delivery WHERE marker = ? ORDER BY number", [marker]
    ).fetchall()
    return tuple(
        Recipient(number, names.get(rcpt_hash, ""), message_id, state, said, datetime.fromisoformat(at))
        for rcpt_hash, number, message_id, state, said, at in rows
    )


def _move(
    connection: sqlite3.Connection,
    marker: str,
    rows: Sequence[Recipient],
    *,
    state: Standing,
    said: str,
    op: str,
    now: datetime,
    more: str = "",
) -> None:
    """Bring the rows into a state, and say so in the history of the campaign."""
    if not rows:
        return
    connection.executemany(
        "UPDATE delivery SET state = ?, said = ?, at = ? WHERE marker = ? AND message_id = ?",
        [[state, said, now.isoformat(), marker, row.message_id] for row in rows],
    )
    numbers = ", ".join(str(row.number) for row in rows[:SHOWN_NUMBERS])
    others = f" and {len(rows) - SHOWN_NUMBERS} more" if len(rows) > SHOWN_NUMBERS else ""
    connection.execute(
        "INSERT INTO event (marker, at, kind, op, detail) VALUES (?, ?, 'done', ?, ?)",
        [marker, now.isoformat(), op, f"reader {numbers}{others} {state}{more}"],
    )
