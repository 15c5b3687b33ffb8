"""A campaign server on this machine: drafts, times and states as files; where its mails go is its kind's own affair.

It keeps the rules of a real one: a campaign starts once, only drafts can be changed or deleted, and what was begun is
finished. It has no clock: what is due is sent, and what was cut short is gone on with, when somebody looks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from trax.errors import AudienceFault, InvalidContent, NotFound, WrongState
from trax.providers._crash import crash_point
from trax.providers._lock import hold_lock
from trax.providers._mailing import Mailing, freeze_readers
from trax.providers._readers import read_readers
from trax.providers._store import Store, make_record
from trax.providers.base import ALL_PARTS, Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from trax.providers._readers import Reader
    from trax.providers._store import Record
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent, State


# A time that was missed by more is a person's to decide about: the news may be stale.
LATE_LIMIT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class ReaderList:
    """An audience on this machine: its name, its CSV file, and how messages name that file."""

    name: str
    path: Path | None
    shown: str = ""


class Campaigns(ABC):
    """The campaigns in one folder; below `mail/` is what belongs to the sending of each."""

    name: ClassVar[str]
    keeps = ALL_PARTS

    def __init__(
        self, folder: Path, *, lists: Mapping[str, ReaderList], now: datetime, is_at_work: bool = True
    ) -> None:
        """Open the folder; it is made with the first write.

        Args:
            lists: The audiences by their id.
            now: The time, with a zone; campaigns scheduled before it are due.
            is_at_work: Whether a look at a campaign also sends it when it is due, and goes on with what was cut short.
        """
        self.folder = folder
        self.now = now
        self._lists = lists
        self._is_at_work = is_at_work
        self._store = Store(folder / "campaigns", self.name)

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
        self._work(lambda record: record.key == key)
        return tuple(self._remote(record) for record in self._store.read_all() if record.key == key)

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        self._work(lambda record: record.id == campaign_id)
        return self._remote(self._store.read(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what the campaign's folder holds."""
        return self._store.read_content(self._store.read(campaign_id))

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft; its id is higher than that of each campaign before it."""
        with self._lock():
            record = make_record(self._store.take_id(), spec, created_at=self.now, digest=None)
            self._store.write(record)
            crash_point(f"{self.name}-created")
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
            crash_point(f"{self.name}-emptied")
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

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let a draft be sent at the first look at it after `when`.

        Raises:
            InvalidContent: If that time is over.
            WrongState: If it is no draft any more.
        """
        with self._lock():
            record = self._expect(campaign_id, "schedule", "draft")
            if when <= self.now:
                raise InvalidContent(self.name, "schedule", f"{when.isoformat()} is over", hint="choose a time to come")
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
        """Send a draft to each reader of its audience, and return when there is nothing left to try.

        Raises:
            WrongState: If the campaign was started before, by whomever.
            AudienceFault: If the file of readers cannot be used or holds nobody.
        """
        with self._lock():
            return self._start(self._expect(campaign_id, "send", "draft"))

    def render_tags(self, html: str) -> str:
        """Return the text as it is: the neutral placeholders themselves are read here."""
        return html

    @abstractmethod
    def _prepare(self, started: Record, readers: Sequence[Reader]) -> None:
        """Raise for whatever can be known to be wrong before the campaign leaves the draft state."""

    @abstractmethod
    def _finish(self, record: Record) -> RemoteCampaign:
        """Send what was not sent yet, and write down how far it came."""

    @abstractmethod
    def _remote(self, record: Record) -> RemoteCampaign:
        """Return the record as the protocol shows a campaign."""

    def _is_waiting(self, record: Record) -> bool:
        """Return whether there is something to be done for the campaign now."""
        at = record.scheduled_at
        is_due = at is not None and at <= self.now <= at + LATE_LIMIT
        return record.state == "sending" or (record.state == "scheduled" and is_due)

    def _work(self, is_wanted: Callable[[Record], bool]) -> None:
        """Do what a server does by itself: start what is due, go on with what a crash cut short."""
        waiting = [record for record in self._store.read_all() if is_wanted(record)]
        if not self._is_at_work or not any(self._is_waiting(record) for record in waiting):
            return
        with self._lock():
            # Read again: whoever held the lock may have done it.
            for record in self._store.read_all():
                if is_wanted(record) and self._is_waiting(record):
                    self._start(record) if record.state == "scheduled" else self._finish(record)

    def _start(self, record: Record) -> RemoteCampaign:
        """Fix whom it goes to, say so on disk, and only then send."""
        readers = self._readers(record.audience)
        if not readers:
            shown = self._lists[record.audience].shown
            raise AudienceFault(shown, "holds no reader", hint="add one reader a line below the header")
        started = replace(record, state="sending", started_at=self.now, recipients=len(readers))
        self._prepare(started, readers)
        freeze_readers(self._mail_folder(record.id), readers)
        crash_point(f"{self.name}-readers")
        self._store.write(started)
        crash_point(f"{self.name}-sending")
        return self._finish(started)

    def _mailing(self, record: Record) -> Mailing:
        return Mailing(record, self._store.read_content(record))

    def _fill(self, record: Record, spec: CampaignSpec) -> RemoteCampaign:
        self._store.write_content(record.id, spec)
        crash_point(f"{self.name}-content")
        return self._write(replace(record, digest=spec.digest))

    def _write(self, record: Record) -> RemoteCampaign:
        self._store.write(record)
        return self._remote(record)

    def _expect(self, campaign_id: str, operation: str, *states: State) -> Record:
        record = self._store.read(campaign_id)
        if record.state not in states:
            raise WrongState(self.name, f"{operation} campaign {campaign_id}", record.state)
        return record

    def _readers(self, audience: str) -> tuple[Reader, ...]:
        found = self._lists.get(audience)
        if found is None:
            known = ", ".join(self._lists) or "none"
            raise NotFound(
                self.name, "audience", f'there is no audience "{audience}"', hint=f"trax.toml names: {known}"
            )
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
        return hold_lock(self.folder / f"{self.name}.lock")
