"""Who has got an issue: what is in doubt is settled by a log or a person, and nobody is written to again unnamed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.providers.fake_smtp import FakeSmtp, Fault, serve_smtp
from trax.delivery.deliver import make_spec, send
from trax.delivery.journal import open_journal
from trax.delivery.ledger import ledger_path, open_ledger
from trax.delivery.pace import pace_for
from trax.delivery.recipients import Recipient, in_doubt, read_recipients, resend_to, settle_from_log, settle_row
from trax.errors import Duplicate, Refusal, TraxError
from trax.providers._campaigns import ReaderList
from trax.providers._smtp_relay import Relay, Waits
from trax.providers._smtp_rows import smtp_folder
from trax.providers.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trax.delivery.deliver import Order

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
LOG = """\
Dec  1 09:30:01 mx postfix/cleanup[72]: 4Xy2Kq1Zz9: message-id=<{id}>
Dec  1 09:30:01 mx postfix/qmgr[12]: 4Xy2Kq1Zz9: from=<news@example.org>, size=70218, nrcpt=1 (queue active)
"""


class Desk:
    """One person's machine, a relay, and the commands typed there."""

    def __init__(self, root: Path, server: FakeSmtp, order: Order) -> None:
        self.root, self.server, self.order = root, server, order

    @property
    def smtp(self) -> Smtp:
        lists = {"readers": ReaderList("Readers", self.root / "readers.csv", "issues/readers.csv")}
        relay = Relay("127.0.0.1", self.server.port, "none", waits=Waits(10, 10, 10))
        journal = open_journal(self.root, now=NOW, clock=lambda: NOW)
        return Smtp(smtp_folder(self.root), relay, lists=lists, now=NOW, journal=journal, lines=1)

    def send(self) -> str:
        """Return how `trax send` ended."""
        try:
            with open_ledger(self.root, now=NOW) as ledger:
                return send(self.order, self.smtp, ledger=ledger, pace=pace_for("smtp")).state
        except TraxError as error:
            return error.message

    @property
    def doubt(self) -> list[str]:
        return [each.address for each in in_doubt(self.root, self.order.marker)]

    @property
    def states(self) -> dict[str, str]:
        return {each.address: each.state for each in read_recipients(self.root, self.order.marker)}

    def row(self, address: str) -> Recipient:
        (row,) = (each for each in read_recipients(self.root, self.order.marker) if each.address == address)
        return row


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with serve_smtp(FakeSmtp()) as serving:
        yield serving


@pytest.fixture
def desk(tmp_path: Path, readers: Path, server: FakeSmtp, order: Order) -> Desk:
    assert readers.is_file()
    return Desk(tmp_path, server, order)


@pytest.fixture
def doubtful(desk: Desk, server: FakeSmtp) -> Desk:
    """Return the desk after a send in which nobody knows whether Bo has the mail."""
    server.faults = [Fault("TAKEN", "drop", about="bo@")]
    assert desk.send() == "sent"
    assert desk.doubt == ["bo@example.org"]
    return desk


def settle(desk: Desk, address: str, word: Any) -> Recipient:
    return settle_row(desk.root, desk.order.marker, address=address, word=word, now=NOW)


def resend(desk: Desk, *addresses: str, reason: str = "asked for it") -> tuple[Recipient, ...]:
    return resend_to(desk.root, desk.order.marker, addresses=addresses, reason=reason, now=NOW)


def test_the_engine_sends_to_each_once_and_says_so(desk: Desk, server: FakeSmtp) -> None:
    assert (desk.send(), desk.send()) == ("sent", "sent")
    assert server.readers == ["ana@example.org", "bo@example.org"]
    assert (desk.doubt, set(desk.states.values())) == ([], {"sent"})


def test_the_engine_goes_on_with_who_was_put_off(desk: Desk, server: FakeSmtp) -> None:
    server.faults = [Fault("RCPT", "450", about="bo@")]
    assert "campaign 0001 is sending" in desk.send()
    assert desk.send() == "sent"
    assert server.readers == ["ana@example.org", "bo@example.org"]


def test_the_engine_starts_nothing_anew_where_the_campaigns_were_lost(desk: Desk, server: FakeSmtp) -> None:
    desk.send()
    shutil.rmtree(smtp_folder(desk.root))
    assert "whose sending was begun, is not there any more" in desk.send()
    assert len(server.taken) == 2


def test_the_engine_starts_nothing_anew_where_only_the_rows_know(desk: Desk, server: FakeSmtp) -> None:
    desk.send()
    shutil.rmtree(smtp_folder(desk.root))
    with pytest.raises(Duplicate, match="begun before, to 2 readers"):
        send(desk.order, desk.smtp, pace=pace_for("smtp"))
    assert len(server.taken) == 2


def test_nothing_is_known_where_nothing_was_begun(tmp_path: Path, order: Order) -> None:
    assert read_recipients(tmp_path, order.marker) == in_doubt(tmp_path, order.marker) == ()
    assert not ledger_path(tmp_path).exists()


def test_a_row_says_who_and_what_the_relay_said(doubtful: Desk, server: FakeSmtp) -> None:
    row = doubtful.row("bo@example.org")
    assert (row.number, row.state, row.said, row.at) == (2, "doubt", "cut off at the end of the mail", NOW)
    assert f"<{row.message_id}>" == server.taken[1].message_id


def test_the_rows_of_an_issue_are_found_among_other_campaigns(desk: Desk) -> None:
    other = make_spec(replace(desk.order, marker="trax:upr-trax/49/readers/1"), desk.smtp)
    desk.smtp.create_draft(other)
    assert desk.send() == "sent"
    assert list(desk.states) == ["ana@example.org", "bo@example.org"]
    assert read_recipients(desk.root, other.key) == ()


def test_rows_are_shown_without_addresses_where_the_list_is_not(doubtful: Desk) -> None:
    shutil.rmtree(smtp_folder(doubtful.root))
    assert [(each.number, each.address) for each in in_doubt(doubtful.root, doubtful.order.marker)] == [(2, "")]
    with pytest.raises(Refusal, match="is not on this machine"):
        settle(doubtful, "bo@example.org", "sent")


def test_rows_are_shown_without_addresses_where_the_campaign_is_damaged(doubtful: Desk) -> None:
    (record,) = smtp_folder(doubtful.root).rglob("campaign.json")
    record.write_text("{", "utf-8")
    assert [each.address for each in in_doubt(doubtful.root, doubtful.order.marker)] == [""]


# A log.


def test_a_log_that_shows_the_mail_settles_the_doubt(doubtful: Desk) -> None:
    text = LOG.format(id=doubtful.row("bo@example.org").message_id)
    found = settle_from_log(doubtful.root, doubtful.order.marker, text=text, now=NOW)
    assert [each.address for each in found] == ["bo@example.org"]
    assert (doubtful.doubt, doubtful.row("bo@example.org").said) == ([], "in the relay's log")
    assert settle_from_log(doubtful.root, doubtful.order.marker, text=text, now=NOW) == ()


def test_a_log_that_does_not_show_it_settles_nothing(doubtful: Desk) -> None:
    text = LOG.format(id=doubtful.row("ana@example.org").message_id)
    assert settle_from_log(doubtful.root, doubtful.order.marker, text=text, now=NOW) == ()
    assert doubtful.doubt == ["bo@example.org"]


# A person's word.


@pytest.mark.parametrize(("word", "state"), [("sent", "sent"), ("not sent", "unsent")])
def test_a_person_settles_the_doubt_and_nothing_is_sent_by_that(
    doubtful: Desk, server: FakeSmtp, word: str, state: str
) -> None:
    assert settle(doubtful, "Bo@Example.org", word).address == "bo@example.org"
    assert (doubtful.states["bo@example.org"], doubtful.doubt) == (state, [])
    assert (doubtful.send(), len(server.taken)) == ("sent", 2)


@pytest.mark.parametrize("word", ["sent", "not sent"])
def test_what_is_known_is_not_changed_by_a_word(doubtful: Desk, word: str) -> None:
    with pytest.raises(Refusal, match=r'ana@example\.org is not in doubt: it is "sent"'):
        settle(doubtful, "ana@example.org", word)


def test_an_address_that_was_not_on_the_list_is_said(doubtful: Desk) -> None:
    with pytest.raises(Refusal, match=r"zoe@example\.org was not among the readers") as caught:
        settle(doubtful, "zoe@example.org", "sent")
    assert caught.value.exit_code == 1


# By name.


def test_who_surely_has_no_mail_is_written_to_again_by_name(doubtful: Desk, server: FakeSmtp) -> None:
    settle(doubtful, "bo@example.org", "not sent")
    assert [each.address for each in resend(doubtful, "bo@example.org")] == ["bo@example.org"]
    assert doubtful.send() == "sent"
    assert server.readers == ["ana@example.org", "bo@example.org", "bo@example.org"]
    assert (doubtful.send(), len(server.taken)) == ("sent", 3)


def test_the_history_says_who_was_written_to_again_and_why(doubtful: Desk) -> None:
    settle(doubtful, "bo@example.org", "not sent")
    resend(doubtful, "bo@example.org", reason=" his mailbox is empty ")
    with open_ledger(doubtful.root, now=NOW) as ledger:
        said = [(event.op, event.detail) for event in ledger.events(doubtful.order.marker)[-2:]]
    assert said == [("settle", "reader 2 unsent"), ("resend", "reader 2 again: his mailbox is empty")]
    assert b"bo@example.org" not in ledger_path(doubtful.root).read_bytes()


@pytest.mark.parametrize(
    ("address", "words", "cure"),
    [
        pytest.param("bo@example.org", 'it is "doubt"', "settle it first", id="in doubt"),
        pytest.param("ana@example.org", 'it is "sent"', "the relay took that mail", id="has it"),
    ],
)
def test_who_has_the_mail_or_may_have_it_is_not_written_to_again(
    doubtful: Desk, address: str, words: str, cure: str
) -> None:
    with pytest.raises(Refusal, match=words) as caught:
        resend(doubtful, address)
    assert cure in caught.value.hint


def test_who_is_about_to_be_written_to_is_not_named_twice(doubtful: Desk) -> None:
    settle(doubtful, "bo@example.org", "not sent")
    resend(doubtful, "bo@example.org")
    with pytest.raises(Refusal, match='it is "again"') as caught:
        resend(doubtful, "bo@example.org")
    assert "next trax send" in caught.value.hint


def test_of_several_names_all_are_taken_or_none(doubtful: Desk) -> None:
    settle(doubtful, "bo@example.org", "not sent")
    with pytest.raises(Refusal, match=r"ana@example\.org cannot"):
        resend(doubtful, "bo@example.org", "ana@example.org")
    assert doubtful.states["bo@example.org"] == "unsent"


@pytest.mark.parametrize(("addresses", "reason"), [((), "why"), (("bo@example.org",), " ")])
def test_nobody_is_written_to_again_without_name_and_reason(
    doubtful: Desk, addresses: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(Refusal, match="without a name and a reason"):
        resend(doubtful, *addresses, reason=reason)


def test_many_readers_are_counted_in_the_history(desk: Desk, server: FakeSmtp, readers: Path) -> None:
    addresses = [f"r{number}@example.org" for number in range(25)]
    readers.write_text("email\n" + "\n".join(addresses) + "\n", "utf-8")
    server.faults = [Fault("RCPT", "550", times=25)]
    desk.order = replace(desk.order, recipients=25)
    assert desk.send() == "sent"
    resend(desk, *addresses)
    with open_ledger(desk.root, now=NOW) as ledger:
        detail = ledger.events(desk.order.marker)[-1].detail
    assert detail == f"reader {', '.join(str(number) for number in range(1, 21))} and 5 more again: asked for it"
