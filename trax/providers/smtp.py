"""Test mails and small lists over a mail server of your own: one mail to each reader, at most once.

Campaigns lie on this machine, as those of `outbox` do; a mail server knows none. It has no memory of what it took
either, so a mail whose answer was lost stays in doubt and is never tried again by itself: `delivery` keeps a row for
each reader (`Journal`), on the disk before the mail leaves and after. What the relay put off is tried again when the
same command is given again; nothing is tried twice in one run.

Mails carry List-Id, which keeps automatic answers away (RFC 3834, RFC 5230), so neither Precedence nor Auto-Submitted;
Feedback-ID means something only to who signs for very many senders. Bounces come back to the sender's address.

Tried with smtp-sink and Postfix 3.7.11, aiosmtpd and servers that fail on purpose. Not verified: any hosted relay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.errors import OutcomeUnknown, ProviderError, Unsupported
from trax.providers._campaigns import Campaigns
from trax.providers._crash import crash_point
from trax.providers._journal import Outcome
from trax.providers._mailing import read_frozen
from trax.providers._readers import Reader
from trax.providers._smtp_crew import Crew, deliver_rows
from trax.providers._smtp_relay import SMTP
from trax.providers._smtp_rows import make_rows, note_tries, plain_address, read_tries
from trax.providers._smtp_wire import Line
from trax.providers._store import as_remote
from trax.providers._template import MailTemplate
from trax.providers.base import Account, Capabilities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from trax.errors import TraxError
    from trax.providers._campaigns import ReaderList
    from trax.providers._journal import Journal
    from trax.providers._smtp_relay import Relay
    from trax.providers._store import Record
    from trax.providers.base import Audience, AudienceRef, RemoteCampaign


class Smtp(Campaigns):
    """A campaign server in one folder whose mails go to a relay."""

    name = SMTP
    capabilities = Capabilities(leaves_machine=True, has_clock=False, look_up="file and ledger")

    def __init__(
        self,
        folder: Path,
        relay: Relay,
        *,
        lists: Mapping[str, ReaderList],
        now: datetime,
        is_at_work: bool = True,
        journal: Journal | None = None,
        limit: int = 500,
        lines: int = 5,
    ) -> None:
        """Open the folder; it is made with the first write.

        Args:
            journal: The memory of who has got a mail; without one, nothing is sent to an audience.
            limit: The most readers it takes.
            lines: Connections to the relay at a time.
        """
        super().__init__(folder, lists=lists, now=now, is_at_work=is_at_work)
        self._relay = relay
        self._journal = journal
        self._limit = limit
        self._lines = lines
        self._worked: set[str] = set()

    def check(self) -> Account:
        """Return the relay, after a connection to it was opened and closed."""
        line = Line(self._relay, "")
        line.open()
        line.close()
        user = f" as {self._relay.credentials.user}" if self._relay.credentials else ""
        return Account(f"the relay {self._relay.address}{user}")

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the audience with the number of readers in its file.

        Raises:
            NotFound, AudienceFault: As for every list on this machine.
            Unsupported: If it is larger than the limit.
        """
        audience = super().audience(reference)
        self._require_small(audience.count)
        return audience

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send one mail to each address, whatever becomes of the others.

        Raises:
            InvalidContent: If an address is none; nothing was sent then.
            OutcomeUnknown: If nobody knows whether one was taken.
            ProviderError: If one was not taken.
        """
        record = self._expect(campaign_id, "test", "draft")
        # Under a Message-ID of its own: where the tester is a reader, too, the real mail would look like a copy.
        key = f"{record.key}/test/{self.now:%Y%m%dT%H%M%S}"
        mailing = self._mailing(replace(record, key=key, started_at=self.now))
        mails = {plain: mailing.build(Reader(plain)) for plain in map(plain_address, addresses)}
        line = Line(self._relay, mailing.frame.from_email)
        ends: dict[str, Outcome] = {}
        try:
            for address, data in mails.items():
                ends[address] = _deliver_test(line, address, data, is_first=not ends)
        finally:
            line.close()
        for address, end in ends.items():
            if end.result == "doubt":
                problem = f"smtp: nobody knows whether the test mail to {address} was taken: {end.said}"
                raise OutcomeUnknown(problem, hint="look into that mailbox before you send another")
        for address, end in ends.items():
            if end.result != "sent":
                raise ProviderError(SMTP, f"test mail to {address}", f"it was not taken: {end.said}")

    def _prepare(self, started: Record, readers: Sequence[Reader]) -> None:
        """Raise for whatever can be known to be wrong before the campaign leaves the draft state."""
        journal = self._require_journal()
        self._require_small(len(readers))
        mailing = self._mailing(started)
        MailTemplate(mailing).check(readers)
        self._probe(mailing.frame.from_email)
        journal.start(started.key, make_rows(started, readers))
        journal.close()
        crash_point("smtp-rows")

    def _finish(self, record: Record) -> RemoteCampaign:
        """Try the readers that may be tried, each once in this run, and write down how far it came.

        Raises:
            Unavailable, AuthError, InvalidContent: If the relay would not have a single mail.
        """
        journal = self._require_journal()
        self._worked.add(record.id)
        try:
            before = journal.count(record.key)
            troubles = self._deliver(record, journal)
            tally = journal.count(record.key)
        finally:
            journal.close()
        crash_point("smtp-settled")
        is_over = tally.open == 0 or record.state == "sent"
        ended = replace(record, state="sent", sent_at=record.sent_at or self.now) if is_over else record
        remote = self._write(replace(ended, delivered=tally.sent))
        crash_point("smtp-sent")
        if troubles and tally.sent == before.sent:
            raise troubles[0]
        return remote

    def _deliver(self, record: Record, journal: Journal) -> Sequence[TraxError]:
        """Try the readers that may be tried, and return what the lines met before any mail of theirs was sent."""
        folder, mailing = self._mail_folder(record.id), self._mailing(record)
        readers = read_frozen(folder, provider=SMTP)
        due = journal.resume(record.key, make_rows(record, readers), tries=read_tries(folder))
        if not due:
            return ()
        template = MailTemplate(mailing)
        crew = Crew(
            self._relay,
            mailing.frame.from_email,
            lambda row: template.fill(readers[row.number - 1]),
            lines=min(self._lines, len(due)),
        )
        deliver_rows(crew, journal, record.key, due=due, note=lambda rows: note_tries(folder, rows))
        return crew.troubles

    def _is_waiting(self, record: Record) -> bool:
        if record.id in self._worked:
            return False
        if record.state == "sent" and self._is_at_work and self._journal:
            # A person may have asked for a reader's mail to be sent again.
            tally = self._journal.count(record.key)
            self._journal.close()
            return tally.open > 0
        return super()._is_waiting(record)

    def _remote(self, record: Record) -> RemoteCampaign:
        return as_remote(record, delivered=record.delivered)

    def _probe(self, sender: str) -> None:
        line = Line(self._relay, sender)
        try:
            line.probe()
        finally:
            line.close()

    def _require_journal(self) -> Journal:
        if self._journal is None:
            raise Unsupported(
                SMTP, "send", "there is no ledger to note who has got it", hint="send with trax send, never without it"
            )
        return self._journal

    def _require_small(self, count: int) -> None:
        if count > self._limit:
            raise Unsupported(
                SMTP,
                "audience",
                f"it has {count} readers; this provider takes {self._limit} at most",
                hint="use a mailing provider for a list of this size: trax help sending",
            )


def _deliver_test(line: Line, address: str, data: bytes, *, is_first: bool) -> Outcome:
    """Return what became of a test mail; a relay that cannot be had raises only while nothing was sent."""
    try:
        return line.deliver(address, data)
    except ProviderError as error:
        if is_first:
            raise
        return Outcome("deferred", error.detail)
