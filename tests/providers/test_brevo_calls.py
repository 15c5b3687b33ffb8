"""Looking through Brevo's listing, and calls that are refused or lost."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_brevo import KEY, FakeBrevo, require_delivered_once
from tests.providers.fake_server import START, Fault
from trax.delivery.deliver import Order, send
from trax.delivery.pace import Pace, pace_for
from trax.errors import (
    OutcomeUnknown,
    TraxError,
    Unavailable,
    WrongState,
)
from trax.providers._brevo_json import (
    parse_page,
)
from trax.providers._secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.providers.base import CampaignSpec
    from trax.providers.brevo import Brevo

MARKER = "trax:upr-trax/50/readers/1"
LISTING = "/v3/emailCampaigns"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)


def test_the_statistics_of_an_archived_campaign_are_asked_for_before_a_second_one_is_made(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order
) -> None:
    sent = send(brevo_order, brevo, pace=HURRY)
    del fake_brevo.campaigns[int(sent.id)]["sentDate"]
    fake_brevo.campaigns[int(sent.id)]["status"] = "archive"
    assert [each.state for each in brevo.find(MARKER)] == ["sent"]
    assert send(brevo_order, brevo, pace=HURRY).state == "sent"
    assert len(fake_brevo.delivered) == 2


def test_twelve_hundred_campaigns_are_looked_through(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    first = brevo.create_draft(brevo_spec)
    fake_brevo.fill(1200)
    last = brevo.create_draft(brevo_spec)
    assert [each.id for each in brevo.find(MARKER)] == [first.id, last.id] == ["1", "1202"]
    pages = [call.query for call in fake_brevo.calls if (call.method, call.path) == ("GET", LISTING)]
    assert len(pages) == 14
    assert {page["limit"] for page in pages} == {"100"}


@pytest.mark.parametrize("others", [0, 98, 99, 100, 189, 190])
def test_our_campaign_is_found_wherever_a_page_ends(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, others: int
) -> None:
    fake_brevo.fill(others)
    made = brevo.create_draft(brevo_spec)
    assert brevo.find(MARKER) == (made,)


def test_a_server_that_shows_fewer_at_a_time_than_asked_for_is_read_to_the_end(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    fake_brevo.largest_page = 30
    fake_brevo.fill(70)
    made = brevo.create_draft(brevo_spec)
    assert brevo.find(MARKER) == (made,)


@pytest.mark.parametrize("others", [50, 99, 150])
def test_a_listing_that_counts_its_page_alone_is_read_to_the_end(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, others: int
) -> None:
    fake_brevo.counts_page = True
    fake_brevo.fill(others)
    made = brevo.create_draft(brevo_spec)
    assert brevo.find(MARKER) == (made,)


def test_a_campaign_deleted_while_others_are_listed_hides_none(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    """Deleted on the first page, it moves ours from the second to the first, which has been read."""
    fake_brevo.fill(100)
    made = brevo.create_draft(brevo_spec)
    fake_brevo.fill(50)
    fake_brevo.delete_while_listing = 1
    assert brevo.find(MARKER) == (made,)
    assert 1 not in fake_brevo.campaigns


@pytest.mark.parametrize("changes", [{"tag": ""}, {"tag": "Newsletter"}, {"name": "November"}])
def test_a_campaign_is_known_by_its_tag_or_by_its_name(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, changes: dict[str, str]
) -> None:
    made = brevo.create_draft(brevo_spec)
    fake_brevo.campaigns[int(made.id)].update(changes)
    found = brevo.find(MARKER)
    assert [each.id for each in found] == [made.id]
    assert found[0].digest == (None if "name" in changes else brevo_spec.digest)


def test_campaigns_of_other_people_may_be_as_odd_as_they_like(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    fake_brevo.fill(3)
    fake_brevo.campaigns[1].update(tag=None, createdAt="", subject=None, status="strange", name="[trax:x y]")
    fake_brevo.campaigns[2].update(tag="trax:upr-trax/50/readers/10", recipients=None)
    made = brevo.create_draft(brevo_spec)
    assert brevo.find(MARKER) == (made,)


def test_an_account_without_campaigns_has_none_of_ours(brevo: Brevo) -> None:
    assert brevo.find(MARKER) == ()
    assert parse_page({"count": 0}, key=MARKER, now=START).numbers == frozenset()


@pytest.mark.parametrize("lag", [1, 2, 3])
def test_a_listing_that_lags_ends_in_one_delivery(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order, lag: int
) -> None:
    fake_brevo.hidden_for = lag
    ends: list[str] = []
    while "sent" not in ends and len(ends) < 5:
        try:
            ends.append(send(brevo_order, brevo, pace=HURRY).state)
        except OutcomeUnknown:
            ends.append("unknown")
    require_delivered_once(fake_brevo)


def test_a_change_that_cannot_be_looked_at_has_an_unknown_end(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    """Not "nothing was done": the time may be set."""
    draft = brevo.create_draft(brevo_spec)
    fake_brevo.faults = [Fault("429-3600", method="GET", at=2, times=9)]
    with pytest.raises(OutcomeUnknown, match="schedule campaign 1: too many calls"):
        brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1))
    assert fake_brevo.campaigns[1]["status"] == "queued"


def test_a_send_takes_so_many_of_the_100_calls_an_hour(fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order) -> None:
    """Those about lists are counted apart."""
    fake_brevo.fill(99)
    send(brevo_order, brevo, pace=HURRY)
    calls = [call for call in fake_brevo.calls if call.path.startswith(LISTING)]
    assert len(calls) <= 20
    pace = pace_for("brevo")
    assert pace.polls(pace.poll_limit_s) <= 20


@pytest.mark.parametrize("status", [400, 403])
def test_somebody_who_was_faster_is_named_by_the_state(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    fake_brevo.refuses_with = status
    seen = brevo._calls.get(brevo.create_draft(brevo_spec).id)
    brevo.send_now(seen.id)
    monkeypatch.setattr(brevo._calls, "expect", lambda *_: seen)
    for call in (lambda: brevo.delete_draft(seen.id), lambda: brevo.send_now(seen.id)):
        with pytest.raises(WrongState, match="is sent"):
            call()
    assert len(fake_brevo.delivered) == 2


def test_a_page_of_another_server_is_no_campaign_that_went(brevo: Brevo, fake_brevo: FakeBrevo) -> None:
    """Taken for "not there", it would be made anew."""
    fake_brevo.faults = [Fault("404-instead", method="GET")]
    with pytest.raises(Unavailable, match=r"campaign 7: something else answers in its place \(404\)"):
        brevo.get("7")


def test_the_key_shows_nowhere(
    brevo: Brevo,
    fake_brevo: FakeBrevo,
    brevo_spec: CampaignSpec,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    written = [repr(brevo), repr(vars(brevo)), repr(vars(brevo._calls)), repr(Secret(KEY))]
    draft = brevo.create_draft(brevo_spec)
    calls: list[Callable[[], object]] = [
        lambda: brevo.create_draft(brevo_spec),
        lambda: brevo.get("77"),
        lambda: brevo.send_now(draft.id),
        lambda: brevo.cancel(draft.id),
    ]
    fake_brevo.faults = [Fault("rst-after", path=LISTING), Fault("500-after", path=".*sendNow")]
    for call in calls:
        try:
            written.append(repr(call()))
        except TraxError as error:
            written += ["".join(traceback.format_exception(error)), repr(vars(error))]
    written += [caplog.text, *capfd.readouterr()]
    assert [text for text in written if KEY in text] == []
