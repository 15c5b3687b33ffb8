"""What has to happen next, for everything that can be known about a campaign."""

from __future__ import annotations

import pytest

from trax.delivery.plan import (
    Confirm,
    Create,
    Delete,
    Known,
    Nothing,
    ReadBack,
    Send,
    SetContent,
    Step,
    find_begun,
    make_marker,
    plan_push,
    plan_send,
)
from trax.errors import Drift, Duplicate, OutcomeUnknown, TraxError, WrongState
from trax.providers.base import RemoteCampaign, State

OURS, OTHER = "a" * 64, "b" * 64


def campaign(number: int, state: State = "draft", digest: str | None = OURS) -> RemoteCampaign:
    return RemoteCampaign(f"{number:04d}", "trax:x/50/readers/1", "Title", state, "readers", digest=digest)


def known(*campaigns: RemoteCampaign) -> Known:
    return Known("outbox", OURS, campaigns)


SENT, SENDING, SCHEDULED = campaign(1, "sent"), campaign(1, "sending"), campaign(1, "scheduled")


@pytest.mark.parametrize(
    ("campaigns", "push", "send"),
    [
        pytest.param((), (Create(), SetContent(None), ReadBack(None)), (Send(None),), id="nothing there: create"),
        pytest.param((campaign(1),), (ReadBack("0001"),), (Send("0001"),), id="a draft with our bytes"),
        pytest.param(
            (campaign(1, digest=OTHER),),
            (SetContent("0001"), ReadBack("0001")),
            (Send("0001"),),
            id="a draft with older bytes is filled anew",
        ),
        pytest.param(
            (campaign(1, digest=None),),
            (SetContent("0001"), ReadBack("0001")),
            (Send("0001"),),
            id="a draft that was never filled to its end",
        ),
        pytest.param(
            (campaign(1), campaign(2), campaign(3)),
            (Delete("0002"), Delete("0003"), ReadBack("0001")),
            (Send("0001"),),
            id="the oldest of our drafts wins",
        ),
    ],
)
def test_a_draft_is_made_ready_and_then_sent(
    campaigns: tuple[RemoteCampaign, ...], push: tuple[Step, ...], send: tuple[Step, ...]
) -> None:
    assert plan_push(known(*campaigns)) == push
    assert plan_send(known(*campaigns)) == push + send


@pytest.mark.parametrize(
    ("campaigns", "push", "send"),
    [
        pytest.param((SENT,), (Nothing(SENT),), (Nothing(SENT),), id="sent"),
        pytest.param((SCHEDULED,), (Nothing(SCHEDULED),), (Nothing(SCHEDULED),), id="scheduled"),
        pytest.param((SENDING,), (Nothing(SENDING),), (Confirm("0001"),), id="begun"),
        pytest.param(
            (SENT, campaign(2)), (Delete("0002"), Nothing(SENT)), (Delete("0002"), Nothing(SENT)), id="a draft beside"
        ),
    ],
)
def test_a_campaign_that_was_started_is_never_joined_by_another(
    campaigns: tuple[RemoteCampaign, ...], push: tuple[Step, ...], send: tuple[Step, ...]
) -> None:
    assert plan_push(known(*campaigns)) == push
    assert plan_send(known(*campaigns)) == send


@pytest.mark.parametrize(
    ("campaigns", "error"),
    [
        pytest.param((SENT, campaign(2, "sending")), Duplicate, id="two were started"),
        pytest.param((campaign(1, "sent", OTHER),), Drift, id="other bytes were sent"),
        pytest.param((campaign(1, "paused"),), OutcomeUnknown, id="stopped half way"),
        pytest.param((campaign(1, "cancelled"),), WrongState, id="cancelled by a person"),
        pytest.param((campaign(1), campaign(2, "failed")), WrongState, id="failed"),
        pytest.param((campaign(1, "unknown"),), WrongState, id="in no state we know"),
    ],
)
def test_a_person_decides_where_a_machine_must_not(
    campaigns: tuple[RemoteCampaign, ...], error: type[TraxError]
) -> None:
    for plan in (plan_push, plan_send):
        with pytest.raises(error) as caught:
            plan(known(*campaigns))
        assert caught.value.hint


def test_what_was_begun_is_found_whatever_its_bytes() -> None:
    other = campaign(2, "sent", OTHER)
    assert find_begun("outbox", (campaign(1), other)) == other
    assert find_begun("outbox", (campaign(1),)) is None


@pytest.mark.parametrize(
    ("publication", "audience", "marker"),
    [
        pytest.param("UPR Trax", "readers", "trax:upr-trax/50/readers/1", id="plain"),
        pytest.param("L'Écho – de Genève!", "all", "trax:l-echo-de-geneve/50/all/1", id="accents"),
        pytest.param("أخبار", "all", "trax:89184791/50/all/1", id="no Latin letter"),
    ],
)
def test_the_marker_names_publication_issue_audience_and_generation(
    publication: str, audience: str, marker: str
) -> None:
    assert make_marker(publication, 50, audience) == marker
    assert make_marker(publication, 50, audience, generation=2) == marker[:-1] + "2"
