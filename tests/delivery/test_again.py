"""When a second sending may be ordered: the table of what the provider, the receipt and the ledger say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from trax.delivery.again import require_ended
from trax.delivery.ledger_rows import Entry
from trax.delivery.receipt import Receipt
from trax.errors import Refusal
from trax.providers.base import RemoteCampaign

if TYPE_CHECKING:
    from trax.delivery.ledger_rows import Progress
    from trax.providers.base import State

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
RECEIPT = Receipt(50, "trax:x/50/readers/1", "outbox", "1", "readers", 8, "sent", NOW, "a" * 64, {}, "0.1.0")
CAMPAIGN = RemoteCampaign("1", "trax:x/50/readers/1", "Title", "sent", "readers")
ENTRY = Entry("trax:x/50/readers/1", 50, "readers", 1, "outbox", "a" * 64, "", "sent", "1", "", NOW)


def campaign(state: State) -> RemoteCampaign:
    return replace(CAMPAIGN, state=state)


def entry(state: Progress, doubt: str = "") -> Entry:
    return replace(ENTRY, state=state, doubt=doubt)


@pytest.mark.parametrize("state", ["sent", "paused", "cancelled", "failed"])
def test_after_an_end_at_the_provider_it_may_be_ordered(state: State) -> None:
    require_ended(50, [campaign(state)], None, None)


@pytest.mark.parametrize("state", ["sent", "held", "cancelled", "failed"])
def test_after_an_end_in_the_ledger_it_may_be_ordered(state: Progress) -> None:
    require_ended(50, [], None, entry(state))


def test_after_a_receipt_it_may_be_ordered() -> None:
    require_ended(50, [], RECEIPT, None)


@pytest.mark.parametrize("state", ["scheduled", "sending", "unknown"])
@pytest.mark.parametrize("receipt", [None, RECEIPT])
def test_what_may_still_go_out_by_itself_stands_against_it(state: State, receipt: Receipt | None) -> None:
    with pytest.raises(Refusal, match=f"campaign 1 is {state}; nothing is sent beside it"):
        require_ended(50, [campaign("sent"), campaign(state)], receipt, entry("held"))


@pytest.mark.parametrize("doubt", ["send", "schedule", "unschedule", "create"])
def test_a_doubt_in_the_ledger_stands_against_it(doubt: str) -> None:
    with pytest.raises(Refusal, match="how its last sending ended is not known"):
        require_ended(50, [campaign("sent")], RECEIPT, entry("unresolved", doubt))


@pytest.mark.parametrize("known", [None, entry("planned"), entry("created"), entry("scheduled"), entry("sending")])
def test_what_never_ended_is_no_first_sending(known: Entry | None) -> None:
    with pytest.raises(Refusal, match=r"issue 50 was never sent$"):
        require_ended(50, [campaign("draft")], None, known)


def test_an_order_that_has_not_begun_is_gone_on_with() -> None:
    with pytest.raises(Refusal, match="was ordered already") as refused:
        require_ended(50, [], None, None, generation=2)
    assert refused.value.hint == "go on with that: trax send 50"
