"""The rows of a campaign over SMTP, and what its own folder remembers of them beside the ledger."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from trax.errors import FileTrouble, InvalidContent
from trax.providers._address import AddressError, parse_address
from trax.providers._journal import Row
from trax.providers._mailing import read_frozen
from trax.providers._mime import make_message_id
from trax.providers._smtp_relay import SMTP
from trax.providers._store import Store, damaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trax.providers._readers import Reader
    from trax.providers._store import Record

BEGUN = "begun"


def smtp_folder(root: Path) -> Path:
    """Return where the campaigns of the newsletter in this folder lie."""
    return root / ".trax" / SMTP


def read_addressees(folder: Path, key: str) -> tuple[Row, ...]:
    """Return whom the campaign with this marker was begun to be sent to; empty when that is not known here.

    Raises:
        ProviderError, FileTrouble: If the files of the campaign cannot be read.
    """
    for record in Store(folder / "campaigns", SMTP).read_all():
        if record.key == key and record.started_at:
            return make_rows(record, read_frozen(folder / "mail" / record.id, provider=SMTP))
    return ()


def make_rows(record: Record, readers: Sequence[Reader]) -> tuple[Row, ...]:
    """Return a row for each reader, numbered from 1."""
    sender = plain_address(record.from_email)
    return tuple(
        Row(number, reader.email, make_message_id(record.key, reader.email, from_email=sender))
        for number, reader in enumerate(readers, start=1)
    )


def plain_address(address: str) -> str:
    """Return the address as it goes over the wire.

    Raises:
        InvalidContent: If most mail servers would refuse it.
    """
    try:
        return parse_address(address)
    except AddressError as error:
        raise InvalidContent(SMTP, "address", f'"{ascii(address)[1:-1][:80]}" {error}', hint="correct it") from error


def note_tries(folder: Path, rows: Sequence[Row]) -> None:
    """Append the numbers of rows that are about to be tried: a second witness, should an old ledger come back.

    Raises:
        FileTrouble: If that cannot be written; then nothing is tried.
    """
    path = folder / BEGUN
    # On a line of its own, also after one that a crash cut off.
    line = "\n" + " ".join(str(row.number) for row in rows) + "\n"
    try:
        with path.open("ab") as stream:
            stream.write(line.encode("ascii"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise FileTrouble(path, error) from error


def read_tries(folder: Path) -> Mapping[int, int]:
    """Return how often each number was noted; a line that a crash cut off was noted before anything was tried."""
    path = folder / BEGUN
    try:
        whole, _, _ = path.read_text("ascii").rpartition("\n") if path.exists() else ("", "", "")
        numbers = [int(word) for word in whole.split()]
    except OSError as error:
        raise FileTrouble(path, error) from error
    except ValueError as error:
        raise damaged(SMTP, path, "is damaged") from error
    return Counter(numbers)
