"""The provider that is always there: a campaign server on disk, with one .eml file for each reader.

It needs no account and no network, and keeps the rules of a real one: a campaign starts once, only drafts can be
changed or deleted, and what was begun is finished. The addresses for leaving the list and for preferences are
`<site>/unsubscribe/?t=…` and `<site>/preferences/?t=…`; the token in them is made from the reader's address.
Nothing here serves these pages: mails from this provider are for looking at, and for handing to a mail server
whose operator has such pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from trax.errors import AudienceFault, InvalidContent, NotFound, WrongState
from trax.files import write_atomic
from trax.providers._crash import crash_point
from trax.providers._lock import hold_lock
from trax.providers._mailing import count_mails, freeze_readers, mail_builder, safe_name, write_mails
from trax.providers._readers import Reader, read_readers
from trax.providers._store import OUTBOX, Store, as_remote, make_record
from trax.providers.base import ALL_PARTS, Account, Audience, Capabilities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from trax.providers._store import Record
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent, State


# What is over by more than this is not caught up with: a person decides; as everywhere in delivery.
LATE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class ReaderList:
    """An audience of the embedded provider: its name, its CSV file, and how messages name that file."""

    name: str
    path: Path | None
    shown: str = ""


class Outbox:
    """The embedded provider in one folder; `mail/` is what readers would get."""

    name = OUTBOX
    capabilities = Capabilities(leaves_machine=False, has_clock=False, look_up="file")
    keeps = ALL_PARTS

    def __init__(
        self, folder: Path, *, lists: Mapping[str, ReaderList], now: datetime, is_at_work: bool = True
    ) -> None:
        """Open the folder; it is made with the first write.

        Args:
            lists: The audiences by their id.
            now: The time, with a zone; campaigns scheduled before it are due.
            is_at_work: Whether a look at it also sends what is due and finishes what was cut short.
        """
        self.folder = folder
        self.now = now
        self._lists = lists
        self._is_at_work = is_at_work
        self._store = Store(folder / "campaigns")

    def check(self) -> Account:
        """Return the folder: there is no account."""
        return Account(f"the folder {self.folder.name}")

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the audience with the number of readers in its file.

        Raises:
            NotFound: If the settings name no such audience.
            AudienceFault: If its file cannot be used.
        """
        readers = self._readers(reference.list)
        return Audience(reference.list, self._lists[reference.list].name, len(readers))

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, oldest first."""
        self._work()
        return tuple(self._remote(record) for record in self._store.read_all() if record.key == key)

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        self._work()
        return self._remote(self._store.read(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what the campaign's folder holds."""
        return self._store.read_content(self._store.read(campaign_id))

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft; its id is higher than that of each campaign before it."""
        with self._lock():
            record = make_record(self._store.take_id(), spec, created_at=self.now, digest=None)
            self._store.write(record)
            crash_point("outbox-created")
            return self._fill(record, spec)

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew.

        Raises:
            WrongState: If it is no draft any more.
        """
        with self._lock():
            record = self._expect(campaign_id, "change", "draft")
            emptied = make_record(campaign_id, spec, created_at=record.created_at, digest=None)
            self._store.write(emptied)
            crash_point("outbox-emptied")
            return self._fill(emptied, spec)

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft.

        Raises:
            WrongState: If it is no draft any more.
        """
        with self._lock():
            self._expect(campaign_id, "delete", "draft")
            self._store.delete(campaign_id)

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return nothing: what can be wrong is found when the first mail is built, before the send begins."""
        self._store.read(campaign_id)
        return ()

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Write one .eml for each address into `test/`, over one that is there."""
        with self._lock():
            record = self._expect(campaign_id, "test", "draft")
            build = self._builder(replace(record, started_at=self.now))
            for address in addresses:
                write_atomic(self.folder / "test" / f"{safe_name(address)}.eml", build(Reader(address)))

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let a draft be sent at the first look at this provider after `when`, if that comes soon enough.

        Raises:
            InvalidContent: If that time is over.
            WrongState: If it is no draft any more.
        """
        with self._lock():
            record = self._expect(campaign_id, "schedule", "draft")
            if when <= self.now:
                raise InvalidContent(OUTBOX, "schedule", f"{when.isoformat()} is over", hint="choose a time to come")
            return self._write(replace(record, state="scheduled", scheduled_at=when))

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft again."""
        with self._lock():
            record = self._expect(campaign_id, "unschedule", "scheduled")
            return self._write(replace(record, state="draft", scheduled_at=None))

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Put a draft or a scheduled campaign aside for good."""
        with self._lock():
            record = self._expect(campaign_id, "cancel", "draft", "scheduled")
            return self._write(replace(record, state="cancelled", scheduled_at=None))

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Write one .eml for each reader of the audience, and return when all are there.

        Raises:
            WrongState: If the campaign was started before, by whomever.
            AudienceFault: If the file of readers cannot be used or holds nobody.
        """
        with self._lock():
            return self._start(self._expect(campaign_id, "send", "draft"))

    def render_tags(self, html: str) -> str:
        """Return the text as it is: this provider reads the neutral placeholders themselves."""
        return html

    def _work(self) -> None:
        """Do what a server does by itself: start what is due, finish what a crash cut short."""
        if not self._is_at_work or not any(self._is_waiting(record) for record in self._store.read_all()):
            return
        with self._lock():
            # Read again: whoever held the lock may have done it.
            for record in self._store.read_all():
                if self._is_waiting(record):
                    self._start(record) if record.state == "scheduled" else self._finish(record)

    def _is_waiting(self, record: Record) -> bool:
        at = record.scheduled_at
        is_due = at is not None and at <= self.now <= at + LATE
        return record.state == "sending" or (record.state == "scheduled" and is_due)

    def _start(self, record: Record) -> RemoteCampaign:
        """Fix whom it goes to and what the first mail looks like, say so on disk, and only then send."""
        readers = self._readers(record.audience)
        if not readers:
            shown = self._lists[record.audience].shown
            raise AudienceFault(shown, "holds no reader", hint="add one reader a line below the header")
        started = replace(record, state="sending", started_at=self.now, recipients=len(readers))
        # A letter that cannot be built is found before the campaign has left the draft state.
        self._builder(started)(readers[0])
        freeze_readers(self._mail_folder(record.id), readers)
        crash_point("outbox-readers")
        self._store.write(started)
        crash_point("outbox-sending")
        return self._finish(started)

    def _finish(self, record: Record) -> RemoteCampaign:
        """Write the mails that are not there yet; a mail that is there is never touched."""
        write_mails(self._mail_folder(record.id), self._builder(record))
        sent = self._write(replace(record, state="sent", sent_at=self.now))
        crash_point("outbox-sent")
        return sent

    def _builder(self, record: Record) -> Callable[[Reader], bytes]:
        return mail_builder(record, self._store.read_content(record))

    def _fill(self, record: Record, spec: CampaignSpec) -> RemoteCampaign:
        self._store.write_content(record.id, spec)
        crash_point("outbox-content")
        return self._write(replace(record, digest=spec.digest))

    def _write(self, record: Record) -> RemoteCampaign:
        self._store.write(record)
        return self._remote(record)

    def _remote(self, record: Record) -> RemoteCampaign:
        is_begun = record.started_at is not None
        return as_remote(record, delivered=count_mails(self._mail_folder(record.id)) if is_begun else None)

    def _expect(self, campaign_id: str, operation: str, *states: State) -> Record:
        record = self._store.read(campaign_id)
        if record.state not in states:
            raise WrongState(OUTBOX, f"{operation} campaign {campaign_id}", record.state)
        return record

    def _readers(self, audience: str) -> tuple[Reader, ...]:
        found = self._lists.get(audience)
        if found is None:
            known = ", ".join(self._lists) or "none"
            raise NotFound(OUTBOX, "audience", f'there is no audience "{audience}"', hint=f"trax.toml names: {known}")
        if found.path is None:
            raise AudienceFault(
                f"audience {audience}",
                "has no file of readers",
                hint=f'add to [audiences.{audience}] in issues/trax.toml: file = "readers.csv"',
            )
        return read_readers(found.path, shown=found.shown)

    def _mail_folder(self, campaign_id: str) -> Path:
        return self.folder / "mail" / campaign_id

    def _lock(self) -> AbstractContextManager[None]:
        return hold_lock(self.folder / "outbox.lock")
