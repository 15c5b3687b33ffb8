"""Carrying out a plan at the embedded provider: killed, raced, edited; always one delivery."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trax.delivery.deliver import Order, look, make_spec, push, send, settle
from trax.errors import Drift, NotFound, OutcomeUnknown, Unconfirmed, WrongState
from trax.files import write_atomic
from trax.providers.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trax.delivery.bundle import Bundle
    from trax.providers.base import RemoteCampaign

# The same order in a process of its own, which may be killed or raced against.
RUN = """
import pickle, sys
from datetime import UTC, datetime
from pathlib import Path
from trax.delivery import deliver
from trax.errors import TraxError
from trax.providers.outbox import Outbox, ReaderList
root = Path(sys.argv[1])
lists = {"readers": ReaderList("Readers", root / "readers.csv", "r")}
outbox = Outbox(root / "outbox", lists=lists, now=datetime(2014, 12, 1, 9, 30, tzinfo=UTC))
order = pickle.loads((root / "order").read_bytes())
try:
    print(getattr(deliver, sys.argv[2])(order, outbox).state)
except TraxError as error:
    print(error.message)
"""
POINTS = [
    "looked-up",
    "outbox-created",
    "outbox-content",
    "created",
    "before-send",
    "outbox-readers",
    "outbox-sending",
    "outbox-mail-1",
    "outbox-mail-2",
    "outbox-sent",
    "send-acted",
]


def start(root: Path, order: Order, what: str) -> subprocess.Popen[str]:
    write_atomic(root / "order", pickle.dumps(order))
    return subprocess.Popen([sys.executable, "-c", RUN, str(root), what], stdout=subprocess.PIPE, text=True)


def run_killed(root: Path, order: Order, what: str, *, kill: str) -> None:
    write_atomic(root / "order", pickle.dumps(order))
    command = [sys.executable, "-c", RUN, str(root), what]
    done = subprocess.run(command, env={**os.environ, "TRAX_KILL": kill}, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def mails(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "outbox" / "mail").rglob("*.eml"))


def test_a_push_leaves_one_draft_with_the_approved_bytes(outbox: Outbox, order: Order) -> None:
    campaign = push(order, outbox)
    assert (campaign.state, campaign.digest, campaign.key) == ("draft", order.bundle.digest, order.marker)
    assert outbox.read_content(campaign.id).html == order.bundle.html
    assert push(order, outbox) == campaign
    assert look(order, outbox).campaigns == (campaign,)


def test_a_push_of_newer_bytes_fills_the_same_draft(
    outbox: Outbox, order: Order, make_bundle: Callable[..., Bundle], make_order: Callable[[Bundle], Order]
) -> None:
    first = push(order, outbox)
    second = push(make_order(make_bundle(html="<p>newer</p>")), outbox)
    assert second.id == first.id
    assert outbox.read_content(second.id).html == "<p>newer</p>"


def test_a_send_reaches_each_reader_once(outbox: Outbox, order: Order, tmp_path: Path) -> None:
    campaign = send(order, outbox)
    assert (campaign.state, campaign.recipients) == ("sent", 2)
    assert send(order, outbox) == campaign
    assert push(order, outbox) == campaign
    assert mails(tmp_path) == ["001-ana@example.org.eml", "002-bo@example.org.eml"]


def test_younger_drafts_of_ours_go(outbox: Outbox, order: Order) -> None:
    oldest = push(order, outbox)
    outbox.create_draft(make_spec(order, outbox))
    assert push(order, outbox).id == oldest.id
    assert [campaign.id for campaign in look(order, outbox).campaigns] == [oldest.id]


@pytest.mark.parametrize("name", ["content.html", "content.txt", "images/mark.png"])
def test_a_draft_edited_at_the_provider_is_not_sent(outbox: Outbox, order: Order, tmp_path: Path, name: str) -> None:
    campaign = push(order, outbox)
    path = tmp_path / "outbox" / "campaigns" / campaign.id / name
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(Drift, match="its copy is not what was approved") as caught:
        send(order, outbox)
    assert caught.value.hint == "delete that draft at the provider, then: trax push 50"
    assert mails(tmp_path) == []


def test_an_audience_that_changed_after_the_count_is_not_sent_to(
    outbox: Outbox, order: Order, readers: Path, tmp_path: Path
) -> None:
    readers.write_text("email\na@example.org\nb@example.org\nc@example.org\n", "utf-8")
    with pytest.raises(Unconfirmed):
        send(order, outbox)
    assert mails(tmp_path) == []


def test_a_campaign_that_a_person_cancelled_is_left_to_that_person(outbox: Outbox, order: Order) -> None:
    outbox.cancel(push(order, outbox).id)
    with pytest.raises(WrongState, match="the campaign is cancelled"):
        send(order, outbox)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", POINTS)
def test_a_send_killed_anywhere_and_repeated_delivers_once(
    make_outbox: Callable[..., Outbox], order: Order, tmp_path: Path, point: str
) -> None:
    run_killed(tmp_path, order, "send", kill=point)
    outbox = make_outbox()
    assert send(order, outbox).state == "sent"
    assert mails(tmp_path) == ["001-ana@example.org.eml", "002-bo@example.org.eml"]
    assert [campaign.state for campaign in look(order, outbox).campaigns] == ["sent"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", ["outbox-emptied", "outbox-content", "content-set"])
def test_a_push_killed_while_it_fills_a_draft_is_repeated_whole(
    make_outbox: Callable[..., Outbox],
    order: Order,
    make_bundle: Callable[..., Bundle],
    make_order: Callable[[Bundle], Order],
    *,
    tmp_path: Path,
    point: str,
) -> None:
    push(order, make_outbox())
    newer = make_order(make_bundle(html="<p>newer</p>", images=()))
    run_killed(tmp_path, newer, "push", kill=point)
    campaign = push(newer, make_outbox())
    assert (campaign.id, campaign.digest) == ("0001", newer.bundle.digest)
    assert make_outbox().read_content("0001").html == "<p>newer</p>"


def test_processes_that_send_at_once_deliver_once(order: Order, outbox: Outbox, tmp_path: Path) -> None:
    racing = [start(tmp_path, order, "send") for _ in range(4)]
    assert [process.communicate()[0].strip() for process in racing] == ["sent"] * 4
    assert mails(tmp_path) == ["001-ana@example.org.eml", "002-bo@example.org.eml"]
    assert [campaign.state for campaign in look(order, outbox).campaigns] == ["sent"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_a_send_that_is_not_over_is_not_called_sent(
    make_outbox: Callable[..., Outbox], order: Order, tmp_path: Path
) -> None:
    run_killed(tmp_path, order, "send", kill="outbox-mail-1")
    looking = make_outbox(is_at_work=False)
    begun = look(order, looking).campaigns[0]
    with pytest.raises(OutcomeUnknown, match="is sending; it was not confirmed"):
        settle(begun, looking)
    with pytest.raises(OutcomeUnknown):
        send(order, looking)
    assert settle(begun, make_outbox()).state == "sent"


def test_a_provider_that_never_shows_what_was_created_gets_no_third_draft(
    order: Order, make_outbox: Callable[..., Outbox]
) -> None:
    with pytest.raises(OutcomeUnknown, match="did not come to rest"):
        push(order, make_outbox(kind=BlindOutbox))
    assert len(look(order, make_outbox()).campaigns) == 2


def test_a_draft_that_the_listing_never_shows_is_filled_and_not_sent(
    order: Order, make_outbox: Callable[..., Outbox], tmp_path: Path
) -> None:
    """A listing that hides our draft may hide an older one of another machine."""
    assert push(order, make_outbox(kind=LaggingOutbox)).state == "draft"
    with pytest.raises(OutcomeUnknown, match="did not come to rest"):
        send(order, make_outbox(kind=LaggingOutbox))
    assert mails(tmp_path) == []


def test_a_draft_that_somebody_else_always_works_on_is_given_up(
    order: Order, make_outbox: Callable[..., Outbox]
) -> None:
    with pytest.raises(OutcomeUnknown, match="did not come to rest"):
        send(order, make_outbox(kind=BusyOutbox))


class LaggingOutbox(Outbox):
    """The real one with a look-up that lags for ever."""

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        return super().find(f"not yet {key}")


class BlindOutbox(LaggingOutbox):
    """The same, and a look at one campaign shows none."""

    def get(self, campaign_id: str) -> RemoteCampaign:
        raise NotFound("outbox", "campaign", f"there is no campaign {campaign_id}")


class BusyOutbox(Outbox):
    """The real one, at which somebody else is always a moment earlier."""

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        raise WrongState("outbox", f"send campaign {campaign_id}", "busy")
