"""What is printed before anything happens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from trax.delivery.plan import (
    Confirm,
    Create,
    Delete,
    Nothing,
    ReadBack,
    Schedule,
    Send,
    SetContent,
    Step,
    Unschedule,
)
from trax.delivery.wording import describe_step, format_rows, local_time, order_document, plan_rows
from trax.providers.base import Audience, RemoteCampaign

if TYPE_CHECKING:
    from trax.delivery.deliver import Order

SENT = RemoteCampaign("0001", "trax:x/50/readers/1", "Title", "sent", "readers")
READERS = Audience("readers", "Readers", 2)


def test_rows_are_aligned_and_have_no_spaces_at_the_end() -> None:
    assert format_rows((("a", "yes", "x"), ("long", "", ""))) == "a     yes  x\nlong"


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        pytest.param(datetime(2014, 12, 1, 9, 5, tzinfo=UTC), "Europe/Zurich", "1 December 2014, 10:05", id="winter"),
        pytest.param(datetime(2014, 7, 1, 22, 5, tzinfo=UTC), "Europe/Zurich", "2 July 2014, 00:05", id="next day"),
    ],
)
def test_times_are_those_of_the_newsletter(moment: datetime, zone: str, text: str) -> None:
    assert local_time(moment, zone) == f"{text} ({zone})"


@pytest.mark.parametrize(
    ("step", "text"),
    [
        pytest.param(Create(), "create a draft", id="create"),
        pytest.param(Delete("0002"), "delete our younger draft 0002", id="delete"),
        pytest.param(SetContent(None), "fill the draft with the approved bytes", id="fill"),
        pytest.param(ReadBack(None), "read the draft back and compare it", id="read back"),
        pytest.param(Send(None), "send it to 2 readers", id="send"),
        pytest.param(
            Schedule(None, datetime(2014, 12, 2, 9, tzinfo=UTC)),
            "let it go out to 2 readers at 2 December 2014, 10:00 (Europe/Zurich)",
            id="schedule",
        ),
        pytest.param(Unschedule("0001"), "take the time of campaign 0001 away", id="unschedule"),
        pytest.param(Confirm("0001"), "ask whether campaign 0001, which was begun, has been sent", id="confirm"),
        pytest.param(Nothing(SENT), "nothing: campaign 0001 is sent already", id="nothing"),
    ],
)
def test_each_step_is_a_line(step: Step, text: str) -> None:
    assert describe_step(step, readers=2, zone="Europe/Zurich") == text


def test_a_single_reader_is_one_reader() -> None:
    assert describe_step(Send(None), readers=1, zone="UTC") == "send it to 1 reader"


def test_the_plan_says_what_goes_to_whom(order: Order) -> None:
    rows = dict(plan_rows(order, READERS, provider="outbox"))
    assert rows["subject"] == "[UPR Trax] No50: Beyond acceptance"
    assert rows["from"] == "UPR Info <news@example.org>"
    assert rows["readers"] == "2"
    assert rows["bytes"].startswith(order.bundle.digest[:12])


def test_a_script_gets_the_same_plan(order: Order) -> None:
    document = order_document(order, READERS, (Create(),), provider="outbox", zone="UTC")
    assert document["audience"] == {"id": "readers", "name": "Readers", "readers": 2}
    assert document["bundle"] == order.bundle.digest
    assert document["steps"] == ["create a draft"]
