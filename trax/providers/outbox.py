"""The provider that is always there: a campaign server on disk, with one .eml file for each reader.

It needs no account and no network, and keeps the rules of a real one: a campaign starts once, only drafts can be
changed or deleted, and what was begun is finished. The addresses for leaving the list and for preferences are
`<site>/unsubscribe/?t=…` and `<site>/preferences/?t=…`; the token in them is made from the reader's address.
Nothing here serves these pages: mails from this provider are for looking at, and for handing to a mail server
whose operator has such pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.files import write_atomic
from trax.providers._campaigns import Campaigns, ReaderList
from trax.providers._crash import crash_point
from trax.providers._mailing import read_frozen, safe_name
from trax.providers._readers import Reader
from trax.providers._store import as_remote, remove
from trax.providers.base import Account, Capabilities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from trax.providers._store import Record
    from trax.providers.base import RemoteCampaign

__all__ = ["OUTBOX", "Outbox", "ReaderList"]

OUTBOX = "outbox"
LEAST_DIGITS = 3


class Outbox(Campaigns):
    """The embedded provider in one folder; `mail/` is what readers would get."""

    name = OUTBOX
    capabilities = Capabilities(leaves_machine=False, has_clock=False, look_up="file")

    def check(self) -> Account:
        """Return the folder: there is no account."""
        return Account(f"the folder {self.folder.name}")

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Write one .eml for each address into `test/`, over one that is there."""
        with self._lock():
            record = self._expect(campaign_id, "test", "draft")
            build = self._mailing(replace(record, started_at=self.now)).build
            for address in addresses:
                write_atomic(self.folder / "test" / f"{safe_name(address)}.eml", build(Reader(address)))

    def _prepare(self, started: Record, readers: Sequence[Reader]) -> None:
        self._mailing(started).build(readers[0])

    def _finish(self, record: Record) -> RemoteCampaign:
        """Write the mails that are not there yet; a mail that is there is never touched."""
        write_mails(self._mail_folder(record.id), self._mailing(record).build)
        sent = self._write(replace(record, state="sent", sent_at=self.now))
        crash_point("outbox-sent")
        return sent

    def _remote(self, record: Record) -> RemoteCampaign:
        is_begun = record.started_at is not None
        return as_remote(record, delivered=count_mails(self._mail_folder(record.id)) if is_begun else None)


def write_mails(folder: Path, build: Callable[[Reader], bytes]) -> None:
    """Write the mails of the frozen readers that are not there yet; a mail that is there is never touched.

    Raises:
        ProviderError: If the frozen readers cannot be read.
        FileTrouble: If a mail cannot be written; the next call goes on from there.
    """
    readers = read_frozen(folder, provider=OUTBOX)
    digits = max(LEAST_DIGITS, len(str(len(readers))))
    for number, reader in enumerate(readers, start=1):
        path = folder / f"{number:0{digits}d}-{safe_name(reader.email)}.eml"
        if not path.exists():
            write_atomic(path, build(reader))
        crash_point(f"outbox-mail-{number}")
    # What a crash left of a file that was being written.
    for leftover in folder.glob(".*"):
        remove(leftover)


def count_mails(folder: Path) -> int:
    """Return how many mails are in the folder."""
    return sum(1 for _ in folder.glob("*.eml"))
