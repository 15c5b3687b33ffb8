"""The provider smtp: each reader once, whatever breaks; what is believed is what the mail server took."""

from __future__ import annotations

import base64
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import dkim
import pytest

from tests.conftest import SETTINGS
from tests.providers import bench_smtp
from tests.providers.conftest import NOW
from tests.providers.fake_smtp import PASSWORD, USER, FakeSmtp, Fault, serve_smtp
from tests.providers.test_mime import header_of, random_subject, read_words
from trax.content.settings import parse_settings
from trax.content.workspace import Workspace
from trax.delivery.journal import open_journal
from trax.delivery.ledger import ledger_path
from trax.delivery.recipients import in_doubt, read_recipients, resend_to, settle_row
from trax.errors import (
    AudienceFault,
    AuthError,
    Duplicate,
    InvalidContent,
    LedgerTrouble,
    OutcomeUnknown,
    ProviderError,
    SettingsError,
    TraxError,
    Unavailable,
    Unsupported,
    WrongState,
)
from trax.providers._campaigns import ReaderList
from trax.providers._secrets import Credentials
from trax.providers._smtp_relay import Relay, Waits
from trax.providers.base import AudienceRef
from trax.providers.registry import open_provider
from trax.providers.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.providers.conftest import MakeSpec
    from trax.providers._journal import Journal, Outcome, Row
    from trax.providers.base import CampaignSpec, RemoteCampaign

GOLDEN = Path(__file__).parent.parent / "golden" / "050"
WAITS = Waits(connect_s=10, answer_s=10, end_s=10)
THREE = ["CY@example.org", "ana@example.org", "bo@example.org"]
# Where a process may die while it sends, in the order of a send to three readers over one line.
POINTS = [
    "smtp-rows",
    "smtp-readers",
    "smtp-sending",
    "smtp-intents",
    "smtp-data",
    "smtp-before-dot",
    "smtp-after-dot",
    "smtp-answered",
    "smtp-settled-1",
    "smtp-settled-2",
    "smtp-settled-3",
    "smtp-settled",
    "smtp-sent",
]
SEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from trax.delivery.journal import open_journal
from trax.errors import TraxError
from trax.providers._campaigns import ReaderList
from trax.providers._smtp_relay import Relay
from trax.providers.smtp import Smtp
root, now = Path(sys.argv[1]), datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
lists = {"readers": ReaderList("Readers", root / "readers.csv", "r")}
smtp = Smtp(root / ".trax" / "smtp", Relay("127.0.0.1", int(sys.argv[2]), "none"), lists=lists, now=now,
            journal=open_journal(root, now=now), lines=1)
try:
    campaign = smtp.get(sys.argv[3])
    print((smtp.send_now(campaign.id) if campaign.state == "draft" else campaign).state)
except TraxError as error:
    print(error.message)
"""


class MakeSmtp(Protocol):
    def __call__(self, *, now: datetime = NOW, is_at_work: bool = True, lines: int = 1, **more: Any) -> Smtp: ...


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with serve_smtp(FakeSmtp()) as serving:
        yield serving


@pytest.fixture
def make_smtp(tmp_path: Path, readers: Path, server: FakeSmtp) -> MakeSmtp:
    """Return a command's view of the provider: each one opens it anew."""
    lists = {"readers": ReaderList("Readers", readers, "issues/readers.csv")}

    def make(*, now: datetime = NOW, is_at_work: bool = True, lines: int = 1, **more: Any) -> Smtp:
        more = {"journal": open_journal(tmp_path, now=now, clock=lambda: now)} | more
        relay = more.pop("relay", Relay("127.0.0.1", server.port, "none", waits=WAITS))
        folder = tmp_path / ".trax" / "smtp"
        return Smtp(folder, relay, lists=lists, now=now, is_at_work=is_at_work, lines=lines, **more)

    return make


@pytest.fixture
def smtp(make_smtp: MakeSmtp) -> Smtp:
    return make_smtp()


def states(root: Path, spec: CampaignSpec) -> dict[str, str]:
    return {each.address: each.state for each in read_recipients(root, spec.key)}


def repeat(make_smtp: MakeSmtp, campaign_id: str) -> RemoteCampaign:
    """Look at the campaign again, as the same command does."""
    return make_smtp(now=NOW + timedelta(hours=1)).get(campaign_id)


def test_every_reader_gets_a_mail_of_their_own(
    smtp: Smtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    sent = smtp.send_now(smtp.create_draft(spec).id)
    messages = [BytesParser(policy=policy.default).parsebytes(mail.data) for mail in server.taken]
    assert (sent.state, sent.recipients, sent.delivered, sent.sent_at) == ("sent", 3, 3, NOW)
    assert [(mail.sender, mail.to) for mail in server.taken] == [
        ("news@example.org", address) for address in ("ana@example.org", "bo@example.org", "CY@example.org")
    ]
    assert [message["To"] for message in messages] == [mail.to for mail in server.taken]
    assert len({message["List-Unsubscribe"] for message in messages}) == 3
    rows = read_recipients(tmp_path, spec.key)
    assert [(row.number, row.address, f"<{row.message_id}>", row.state) for row in rows] == [
        (number, mail.to, mail.message_id, "sent") for number, mail in enumerate(server.taken, start=1)
    ]


def test_no_address_is_in_the_ledger(smtp: Smtp, spec: CampaignSpec, tmp_path: Path) -> None:
    smtp.send_now(smtp.create_draft(spec).id)
    kept = b"".join(path.read_bytes() for path in ledger_path(tmp_path).parent.glob("ledger*"))
    assert b"ana@" not in kept
    assert b"example.org" in kept, "the Message-IDs end with the sender's domain"


def test_several_connections_share_the_work(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, readers: Path
) -> None:
    addresses = [f"r{number}@example.org" for number in range(130)]
    readers.write_text("email\n" + "\n".join(addresses) + "\n", "utf-8")
    smtp = make_smtp(lines=4)
    assert smtp.send_now(smtp.create_draft(spec).id).delivered == 130
    assert server.readers == sorted(addresses)
    # One to see whether there is a relay, four to send.
    assert server.connections <= 5


def test_who_is_put_off_is_tried_again_by_the_same_command_and_nobody_else(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@")]
    smtp = make_smtp()
    first = smtp.send_now(smtp.create_draft(spec).id)
    assert (first.state, first.delivered, first.sent_at) == ("sending", 2, None)
    assert smtp.get(first.id) == first, "the same run tries nobody twice"
    assert states(tmp_path, spec)["bo@example.org"] == "deferred"
    second = repeat(make_smtp, first.id)
    assert (second.state, second.delivered) == ("sent", 3)
    assert server.readers == THREE


def test_who_is_refused_is_counted_and_the_campaign_is_sent(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "550", about="bo@", times=9)]
    smtp = make_smtp()
    sent = smtp.send_now(smtp.create_draft(spec).id)
    assert (sent.state, sent.recipients, sent.delivered) == ("sent", 3, 2)
    refused = [each for each in read_recipients(tmp_path, spec.key) if each.state == "refused"]
    assert [(each.address, each.said) for each in refused] == [("bo@example.org", "550 to RCPT")]
    repeat(make_smtp, sent.id)
    assert len(server.taken) == 2


@pytest.mark.parametrize("verb", ["END", "TAKEN"])
def test_a_mail_whose_answer_is_lost_is_in_doubt_and_never_tried_again(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path, verb: str
) -> None:
    server.faults = [Fault(verb, "drop", about="bo@")]
    smtp = make_smtp()
    sent = smtp.send_now(smtp.create_draft(spec).id)
    assert (sent.state, sent.delivered) == ("sent", 2)
    assert [(each.address, each.said) for each in in_doubt(tmp_path, spec.key)] == [
        ("bo@example.org", "cut off at the end of the mail")
    ]
    taken = list(server.taken)
    assert repeat(make_smtp, sent.id).state == "sent"
    assert server.taken == taken


@pytest.mark.parametrize("seed", range(12))
def test_with_faults_of_every_kind_nobody_gets_two_and_who_may_not_have_it_is_listed(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, readers: Path, *, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same faults each time
    names = [f"reader-{number:02}" for number in range(80)]
    addresses = [f"{name}@example.org" for name in names]
    readers.write_text("email\n" + "\n".join(addresses) + "\n", "utf-8")
    kinds = ["421", "drop", "rst", "nonsense", "450", "550"]
    # A server that takes a mail and says in so many words that it did not is beyond help.
    ways = [(verb, kind) for verb in ("RCPT", "DATA", "BODY", "END") for kind in kinds]
    ways += [("TAKEN", kind) for kind in kinds[:4]] * 2
    server.faults = [Fault(*chance.choice(ways), about=f"{address}@") for address in chance.sample(names, 25)]
    smtp = make_smtp(lines=3)
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    for _ in range(6):
        campaign = make_smtp(now=NOW + timedelta(hours=1), lines=3).get(campaign.id)
    taken, known = Counter(server.readers), states(tmp_path, spec)
    assert campaign.state == "sent"
    assert max(taken.values()) == 1
    assert len({mail.message_id for mail in server.taken}) == len(server.taken)
    assert {address for address, state in known.items() if state == "sent"} <= set(taken)
    assert {address for address in addresses if address not in taken} <= {
        address for address, state in known.items() if state in {"refused", "doubt"}
    }
    assert campaign.delivered == sum(state == "sent" for state in known.values())


# A crash, at every point.


def run(root: Path, server: FakeSmtp, campaign_id: str, *, kill: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SEND, str(root), str(server.port), campaign_id]
    return subprocess.run(command, env={**os.environ, "TRAX_KILL": kill}, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", POINTS)
def test_a_send_killed_anywhere_and_repeated_reaches_nobody_twice_and_loses_nobody_silently(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path, point: str
) -> None:
    draft = make_smtp().create_draft(spec)
    assert run(tmp_path, server, draft.id, kill=point).returncode == -signal.SIGKILL
    again = run(tmp_path, server, draft.id)
    assert (again.stdout, again.stderr) == ("sent\n", "")
    assert max(Counter(server.readers).values(), default=0) <= 1
    doubtful = {each.address for each in in_doubt(tmp_path, spec.key)}
    assert set(server.readers) | doubtful == set(THREE)
    # Only who was being tried may be in doubt, and nobody at all where nobody was.
    assert bool(doubtful) == (point in POINTS[3:10])
    before = list(server.taken)
    run(tmp_path, server, draft.id)
    assert server.taken == before


def test_of_two_processes_that_send_at_once_one_sends(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    draft = make_smtp().create_draft(spec)
    command = [sys.executable, "-c", SEND, str(tmp_path), str(server.port), draft.id]
    racing = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate()[0].strip() for process in racing}
    assert "sent" in said
    assert said <= {"sent", f"smtp: send campaign {draft.id}: the campaign is sent"}
    assert server.readers == THREE


class Failing:
    """A journal that breaks, or that a person interrupts, at the n-th end of a mail."""

    def __init__(self, real: Journal, error: BaseException, *, at: int) -> None:
        self.real, self.error, self.left = real, error, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def settle(self, marker: str, row: Row, outcome: Outcome) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error
        self.real.settle(marker, row, outcome)


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), LedgerTrouble("ledger.db", "the disk is full", hint="make room")], ids=str
)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_send_that_is_interrupted_is_gone_on_with(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path, *, error: BaseException, at: int
) -> None:
    smtp = make_smtp(journal=Failing(open_journal(tmp_path, now=NOW), error, at=at))
    draft = smtp.create_draft(spec)
    with pytest.raises(type(error)):
        smtp.send_now(draft.id)
    assert repeat(make_smtp, draft.id).state == "sent"
    assert server.readers == sorted(set(server.readers))
    lost = set(THREE) - set(server.readers)
    doubtful = {each.address for each in in_doubt(tmp_path, spec.key)}
    assert lost <= doubtful
    assert len(doubtful) == 1, "the one whose end could not be written down"


# A memory that was lost, or is an older one.


def test_without_a_ledger_nobody_knows_and_nobody_is_written_to(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@")]
    smtp = make_smtp()
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    for path in ledger_path(tmp_path).parent.glob("ledger.db*"):
        path.unlink()
    later = repeat(make_smtp, campaign.id)
    assert (later.state, later.delivered, len(server.taken)) == ("sent", 0, 2)
    assert [each.said for each in in_doubt(tmp_path, spec.key)] == ["not in the ledger"] * 3


def test_without_its_campaigns_nothing_is_sent_a_second_time(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    smtp = make_smtp()
    smtp.send_now(smtp.create_draft(spec).id)
    shutil.rmtree(tmp_path / ".trax" / "smtp")
    again = make_smtp()
    with pytest.raises(Duplicate, match="were begun before, to 3 readers"):
        again.send_now(again.create_draft(spec).id)
    assert len(server.taken) == 3
    assert again.find(spec.key)[0].state == "draft"


def test_an_older_ledger_that_was_put_back_sends_nothing_twice(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    """The folder of the campaign says how often each reader was tried."""
    path, draft = ledger_path(tmp_path), make_smtp().create_draft(spec)
    server.faults = [Fault("RCPT", "450", about="bo@")]
    run(tmp_path, server, draft.id, kill="smtp-sending")
    copy = {each: each.read_bytes() for each in path.parent.glob("ledger.db*")}
    assert repeat(make_smtp, draft.id).state == "sending"
    for each in path.parent.glob("ledger.db*"):
        each.unlink()
    for each, data in copy.items():
        each.write_bytes(data)
    assert repeat(make_smtp, draft.id).state == "sent"
    assert server.readers == ["CY@example.org", "ana@example.org"]
    assert {each.said for each in in_doubt(tmp_path, spec.key)} == {"the ledger is older"}


@pytest.mark.parametrize("data", [b"\n1 x\n", b"\xff\n"])
def test_a_damaged_note_of_who_was_tried_stops_the_send(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path, data: bytes
) -> None:
    draft = make_smtp().create_draft(spec)
    run(tmp_path, server, draft.id, kill="smtp-sending")
    note = tmp_path / ".trax" / "smtp" / "mail" / draft.id / "begun"
    note.write_bytes(data)
    with pytest.raises(ProviderError, match="is damaged"):
        repeat(make_smtp, draft.id)
    note.unlink()
    note.mkdir()
    with pytest.raises(TraxError, match="Is a directory"):
        repeat(make_smtp, draft.id)
    assert server.taken == []


@pytest.mark.parametrize("what", ["missing", "damaged", "a folder"])
def test_without_the_list_it_was_begun_with_nothing_is_sent(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path, what: str
) -> None:
    draft = make_smtp().create_draft(spec)
    run(tmp_path, server, draft.id, kill="smtp-sending")
    path = tmp_path / ".trax" / "smtp" / "mail" / draft.id / "readers.json"
    path.unlink()
    if what == "damaged":
        path.write_text("[", "utf-8")
    if what == "a folder":
        path.mkdir()
    with pytest.raises(TraxError, match=r"readers\.json"):
        repeat(make_smtp, draft.id)
    assert {each.address for each in read_recipients(tmp_path, spec.key)} == {""}
    assert server.taken == []


def test_a_note_that_cannot_be_written_sends_nothing_and_loses_nobody(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    draft = make_smtp().create_draft(spec)
    run(tmp_path, server, draft.id, kill="smtp-sending")
    note = tmp_path / ".trax" / "smtp" / "mail" / draft.id / "begun"
    note.symlink_to(tmp_path / "a disk that is gone" / "begun")
    with pytest.raises(TraxError, match="No such file"):
        repeat(make_smtp, draft.id)
    note.unlink()
    assert server.taken == []
    assert repeat(make_smtp, draft.id).state == "sent"
    assert len(in_doubt(tmp_path, spec.key)) == 3, "the intent was written, and nobody knows more"


# What is refused before anything is begun.


def test_nothing_is_sent_to_an_audience_without_a_ledger(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp
) -> None:
    smtp = make_smtp(journal=None)
    draft = smtp.create_draft(spec)
    with pytest.raises(Unsupported, match="there is no ledger"):
        smtp.send_now(draft.id)
    assert (smtp.get(draft.id).state, server.said) == ("draft", [])


def test_a_list_that_is_too_long_is_for_a_mailing_provider(make_smtp: MakeSmtp, spec: CampaignSpec) -> None:
    smtp = make_smtp(limit=2)
    draft = smtp.create_draft(spec)
    for call in (lambda: smtp.audience(AudienceRef("readers")), lambda: smtp.send_now(draft.id)):
        with pytest.raises(Unsupported, match="it has 3 readers; this provider takes 2 at most") as caught:
            call()
    assert caught.value.hint.startswith("use a mailing provider")
    assert smtp.get(draft.id).state == "draft"


@pytest.mark.parametrize(
    ("verb", "kind", "error"),
    [("CONNECT", "drop", Unavailable), ("MAIL", "550", InvalidContent), ("AUTH", "550", AuthError)],
)
def test_a_relay_that_would_not_have_our_mails_starts_nothing(
    make_smtp: MakeSmtp,
    spec: CampaignSpec,
    server: FakeSmtp,
    *,
    verb: str,
    kind: str,
    error: type[TraxError],
    tmp_path: Path,
) -> None:
    server.auth = "PLAIN"
    server.faults = [Fault(verb, kind, times=9)]
    relay = Relay("127.0.0.1", server.port, "none", Credentials(USER, PASSWORD), waits=WAITS)
    smtp = make_smtp(relay=relay)
    draft = smtp.create_draft(spec)
    with pytest.raises(error):
        smtp.send_now(draft.id)
    assert (smtp.get(draft.id).state, read_recipients(tmp_path, spec.key)) == ("draft", ())
    server.faults = []
    assert smtp.send_now(draft.id).state == "sent"


def test_a_mail_that_cannot_be_written_starts_nothing(smtp: Smtp, make_spec: MakeSpec, server: FakeSmtp) -> None:
    draft = smtp.create_draft(make_spec(subject="A\nB"))
    with pytest.raises(InvalidContent):
        smtp.send_now(draft.id)
    assert (smtp.get(draft.id).state, server.said) == ("draft", [])


def test_nobody_on_the_list_starts_nothing(smtp: Smtp, spec: CampaignSpec, readers: Path) -> None:
    readers.write_text("email\n", "utf-8")
    with pytest.raises(AudienceFault, match="holds no reader"):
        smtp.send_now(smtp.create_draft(spec).id)


# A relay that goes away half way.


def test_a_relay_that_goes_away_leaves_the_rest_for_the_same_command(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "drop", about="bo@"), Fault("CONNECT", "450", at=3, times=2)]
    smtp = make_smtp()
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    assert (campaign.state, campaign.delivered) == ("sending", 1)
    assert Counter(states(tmp_path, spec).values()) == {"sent": 1, "deferred": 2}
    with pytest.raises(Unavailable, match="it answered 450"):
        repeat(make_smtp, campaign.id)
    assert repeat(make_smtp, campaign.id).state == "sent"
    assert server.readers == THREE


def test_a_line_that_cannot_be_opened_leaves_its_mail_to_another(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp
) -> None:
    server.faults = [Fault("CONNECT", "421", at=3, times=1)]
    smtp = make_smtp(lines=2)
    assert smtp.send_now(smtp.create_draft(spec).id).delivered == 3
    assert server.readers == THREE


def test_a_relay_that_puts_everybody_off_is_not_pestered(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, readers: Path, tmp_path: Path
) -> None:
    readers.write_text("email\n" + "".join(f"r{number}@example.org\n" for number in range(200)), "utf-8")
    server.faults = [Fault("RCPT", "450", times=999)]
    smtp = make_smtp()
    assert smtp.send_now(smtp.create_draft(spec).id).state == "sending"
    assert Counter(states(tmp_path, spec).values()) == {"waiting": 150, "deferred": 50}
    assert sum(said.upper().startswith("RCPT") for said in server.said) == 5


def test_a_fault_of_our_own_in_a_thread_is_one_of_the_command(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("trax.providers._smtp_wire.Line.deliver", break_down)
    smtp = make_smtp()
    with pytest.raises(ZeroDivisionError):
        smtp.send_now(smtp.create_draft(spec).id)
    assert server.taken == []
    assert Counter(states(tmp_path, spec).values()) == {"deferred": 2, "intent": 1}


# Times.


def test_a_scheduled_campaign_is_sent_at_the_first_look_after_its_time(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp
) -> None:
    smtp, hour = make_smtp(), timedelta(hours=1)
    draft = smtp.create_draft(spec)
    smtp.schedule(draft.id, NOW + hour)
    assert make_smtp(now=NOW + hour / 2).get(draft.id).state == "scheduled"
    assert make_smtp(now=NOW + hour, is_at_work=False).get(draft.id).state == "scheduled"
    assert make_smtp(now=NOW + hour).find("trax:another/1/x/1") == ()
    assert server.taken == []
    assert make_smtp(now=NOW + hour).find(spec.key)[0].state == "sent"
    assert server.readers == THREE


def test_a_time_that_was_missed_by_hours_is_left_to_a_person(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp
) -> None:
    smtp = make_smtp()
    draft = smtp.create_draft(spec)
    smtp.schedule(draft.id, NOW + timedelta(hours=1))
    late = make_smtp(now=NOW + timedelta(hours=3, minutes=1))
    assert late.get(draft.id).state == "scheduled"
    assert server.taken == []
    late.unschedule(draft.id)
    assert late.send_now(draft.id).state == "sent"


def test_who_only_looks_sends_nothing(make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@")]
    smtp = make_smtp()
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    looking = make_smtp(is_at_work=False, journal=None)
    assert looking.get(campaign.id) == campaign
    assert len(server.taken) == 2


# By name.


def test_who_was_refused_is_written_to_again_by_name_alone(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "550", about="@example.org", times=2), Fault("RCPT", "450", about="ana@")]
    smtp = make_smtp()
    sent = smtp.send_now(smtp.create_draft(spec).id)
    assert (sent.state, server.readers) == ("sent", ["CY@example.org"])
    plan_in_ledger(tmp_path, spec)
    resend_to(tmp_path, spec.key, addresses=["ana@example.org"], reason="her mailbox is open again", now=NOW)
    for expected, delivered in (("deferred", 1), ("sent", 2)):
        again = repeat(make_smtp, sent.id)
        assert (again.state, again.sent_at, again.delivered) == ("sent", NOW, delivered)
        assert states(tmp_path, spec)["ana@example.org"] == expected
    assert server.readers == ["CY@example.org", "ana@example.org"]


def test_who_is_given_up_on_ends_the_campaign(
    make_smtp: MakeSmtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path
) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@", times=99)]
    smtp = make_smtp()
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    assert repeat(make_smtp, campaign.id).state == "sending"
    plan_in_ledger(tmp_path, spec)
    settle_row(tmp_path, spec.key, address="bo@example.org", word="not sent", now=NOW)
    assert repeat(make_smtp, campaign.id).state == "sent"


def plan_in_ledger(root: Path, spec: CampaignSpec) -> None:
    """Write what delivery writes before it calls the provider."""
    from trax.delivery.ledger import open_ledger  # noqa: PLC0415 - here alone

    with open_ledger(root, now=NOW) as ledger:
        ledger.plan(spec.key, issue=50, audience="readers", provider="smtp", content_sha=spec.digest, at=NOW)


# Test mails.


def test_a_test_mail_is_none_of_the_campaign(smtp: Smtp, spec: CampaignSpec, server: FakeSmtp, tmp_path: Path) -> None:
    draft = smtp.create_draft(spec)
    smtp.send_test(draft.id, ("ana@example.org", "Office@Übung.example"))
    assert [mail.to for mail in server.taken] == ["ana@example.org", "Office@xn--bung-zra.example"]
    assert read_recipients(tmp_path, spec.key) == ()
    smtp.send_now(draft.id)
    assert len({mail.message_id for mail in server.taken}) == 5, "a reader who tested gets a mail that is no copy"


def test_an_address_that_is_none_stops_all_test_mails(smtp: Smtp, spec: CampaignSpec, server: FakeSmtp) -> None:
    draft = smtp.create_draft(spec)
    with pytest.raises(InvalidContent, match="is not an e-mail address"):
        smtp.send_test(draft.id, ("ana@example.org", "bo"))
    assert server.said == []


@pytest.mark.parametrize(
    ("faults", "error", "words", "count"),
    [
        pytest.param(
            [Fault("TAKEN", "drop", about="ana@")], OutcomeUnknown, "to ana@example.org was taken", 2, id="lost"
        ),
        pytest.param([Fault("RCPT", "550", about="ana@")], ProviderError, "not taken: 550 to RCPT", 1, id="refused"),
        pytest.param([Fault("CONNECT", "drop")], Unavailable, "it hung up", 0, id="no relay"),
        pytest.param(
            [Fault("RCPT", "drop", about="ana@"), Fault("CONNECT", "550", at=2)], ProviderError, "cut off", 0, id="gone"
        ),
    ],
)
def test_a_test_mail_that_fails_is_said_and_the_others_leave(
    smtp: Smtp,
    spec: CampaignSpec,
    server: FakeSmtp,
    *,
    faults: list[Fault],
    error: type[TraxError],
    words: str,
    count: int,
) -> None:
    server.faults = [replace(fault) for fault in faults]
    draft = smtp.create_draft(spec)
    with pytest.raises(error, match=words):
        smtp.send_test(draft.id, ("ana@example.org", "bo@example.org"))
    assert len(server.taken) == count
    assert smtp.get(draft.id).state == "draft"


def test_only_a_draft_is_tested(smtp: Smtp, spec: CampaignSpec) -> None:
    campaign = smtp.send_now(smtp.create_draft(spec).id)
    with pytest.raises(WrongState):
        smtp.send_test(campaign.id, ("ana@example.org",))


def test_the_account_is_the_relay(make_smtp: MakeSmtp, server: FakeSmtp) -> None:
    server.auth = "PLAIN"
    relay = Relay("127.0.0.1", server.port, "none", waits=WAITS)
    assert make_smtp(relay=relay).check().name == f"the relay 127.0.0.1:{server.port}"
    named = replace(relay, credentials=Credentials(USER, PASSWORD))
    assert make_smtp(relay=named).check().name == f"the relay 127.0.0.1:{server.port} as trax"
    assert [said.upper() for said in server.said].count("QUIT") == 2


# The way from the settings.


def open_from(root: Path, settings: str, **more: Any) -> Any:
    found, findings = parse_settings(f'{SETTINGS}\n[provider]\nname = "smtp"\n{settings}')
    assert found, findings
    return open_provider(Workspace(root, found), now=NOW, is_at_work=True, **more)


def test_the_settings_open_it(server: FakeSmtp, spec: CampaignSpec, tmp_path: Path) -> None:
    path = tmp_path / "issues" / "audiences" / "readers.csv"
    path.parent.mkdir(parents=True)
    path.write_text("email\nana@example.org\n", "utf-8")
    lines = f'host = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nlimit = 1\nconnections = 2\n'
    smtp = open_from(tmp_path, lines, journal=open_journal(tmp_path, now=NOW))
    assert smtp.send_now(smtp.create_draft(spec).id).state == "sent"
    assert (tmp_path / ".trax" / "smtp" / "campaigns").is_dir()
    path.write_text("email\nana@example.org\nbo@example.org\n", "utf-8")
    with pytest.raises(Unsupported, match="takes 1 at most"):
        smtp.audience(AudienceRef("readers"))


@pytest.mark.parametrize(
    ("settings", "environ", "words"),
    [
        pytest.param("", {}, "smtp needs the name of your mail server", id="no host"),
        pytest.param('host = "a.org"\nsecurity = "none"\n', {}, "in the clear", id="in the clear"),
        pytest.param('host = "a.org"\n', {"TRAX_SMTP_USER": "me"}, "or neither", id="half a login"),
    ],
)
def test_settings_that_cannot_be_are_said_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, environ: dict[str, str], words: str
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words) as caught:
        open_from(tmp_path, settings)
    assert caught.value.hint


# What other programs make of the mails.


@pytest.mark.skipif(not shutil.which("smtp-sink"), reason="smtp-sink, of the package postfix, is not installed")
def test_the_sink_of_postfix_takes_every_mail(make_smtp: MakeSmtp, spec: CampaignSpec, readers: Path) -> None:
    readers.write_text("email\n" + "".join(f"r{number}@example.org\n" for number in range(60)), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{port}", "20"])  # noqa: S607 - found above
    try:
        wait_for(port)
        smtp = make_smtp(relay=Relay("127.0.0.1", port, "none", waits=WAITS), lines=3)
        campaign = smtp.send_now(smtp.create_draft(spec).id)
    finally:
        sink.terminate()
        sink.wait()
    assert (campaign.state, campaign.delivered) == ("sent", 60)


def wait_for(port: int) -> None:
    for _ in range(500):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)


@pytest.mark.skipif(not shutil.which("openssl"), reason="the program openssl, which makes a key, is not installed")
def test_a_delivered_mail_can_be_signed_with_its_unsubscribe_headers_and_verifies(
    make_spec: MakeSpec, tmp_path: Path
) -> None:
    """As the relay does it (DKIM, RFC 6376), with what RFC 8058 wants under the signature."""
    key = subprocess.run(["openssl", "genrsa", "-traditional", "2048"], check=True, capture_output=True).stdout  # noqa: S607 - found above
    public = subprocess.run(
        ["openssl", "rsa", "-pubout", "-outform", "DER"],  # noqa: S607 - same
        input=key,
        check=True,
        capture_output=True,
    ).stdout
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    signed = [
        b"from",
        b"to",
        b"subject",
        b"date",
        b"message-id",
        b"list-id",
        b"list-unsubscribe",
        b"list-unsubscribe-post",
    ]
    html, text = ((GOLDEN / name).read_bytes().decode() for name in ("email.html", "email.txt"))
    spec = make_spec(subject="[UPR] Genève – «é» " * 9, html=html, text=text)
    with bench_smtp.open_bench(spec, root=tmp_path, now=NOW) as bench:
        bench.sent()
        mails = [data for _, data in bench.mails]
    assert len(mails) == 3
    for mail in mails:
        header = dkim.sign(mail, b"test", b"example.org", key, include_headers=signed)
        assert dkim.verify(header + mail, dnsfunc=lambda *_, **__: record)
        assert not dkim.verify(header + mail.replace(b"t=", b"t=0", 1), dnsfunc=lambda *_, **__: record)
        told = re.search(rb"h=([^;]+);", header.replace(b"\r\n ", b""))
        assert told
        assert set(signed) <= set(re.split(rb"\s*:\s*", told[1].lower()))
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in mail


def test_hundreds_of_subjects_arrive_through_a_mail_server_as_they_were_typed(
    smtp: Smtp, make_spec: MakeSpec, server: FakeSmtp
) -> None:
    chance = random.Random(5)  # noqa: S311 - the same subjects each time
    subjects = [random_subject(chance) for _ in range(300)]
    for number, subject in enumerate(subjects):
        smtp.send_test(smtp.create_draft(make_spec(subject=subject, images=())).id, (f"r{number}@example.org",))
    arrived = {mail.to: read_words(header_of(mail.data, "Subject")) for mail in server.taken}
    assert [arrived[f"r{number}@example.org"] for number in range(300)] == subjects
