"""A test mail: the issue as it is now, to a few addresses, by a draft of its own that is deleted afterwards.

Its marker has generation 0, so no test can ever be taken for the issue, and what a crash leaves of one is found and
removed by the next.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from trax.delivery.deliver import Order, push
from trax.delivery.looking import LookAgain, Run
from trax.delivery.writes import call_provider
from trax.errors import Drift, OutcomeUnknown, TraxError, WrongState
from trax.providers._crash import crash_point

if TYPE_CHECKING:
    from trax.delivery.bundle import Bundle
    from trax.delivery.ledger import Ledger
    from trax.delivery.pace import Pace
    from trax.providers.base import Provider, RemoteCampaign

TEST_GENERATION = 0
MARK = "[Test] "


def make_trial(bundle: Bundle, marker: str, *, audience: str) -> Order:
    """Return the order of a test: the same bytes under a marker of its own, and a subject that says so."""
    envelope = replace(bundle.envelope, subject=f"{MARK}{bundle.envelope.subject}")
    own_marker = f"{marker.rpartition('/')[0]}/{TEST_GENERATION}"
    return Order(replace(bundle, envelope=envelope), own_marker, audience, 0)


def send_trial(order: Order, provider: Provider, addresses: tuple[str, ...], *, ledger: Ledger, pace: Pace) -> bool:
    """Send a test to the addresses and to nobody else, and return whether a draft of it may be left at the provider.

    Args:
        order: As `make_trial` returns it.

    Raises:
        OutcomeUnknown: If a reply was lost: some of the addresses may have it.
        Drift, ProviderError, LedgerTrouble: As `deliver.push` says; Unsupported for an address it may not go to.
    """
    run = Run(order.marker, order.number, provider, ledger, pace)
    is_clean = False
    try:
        draft = push(order, provider, ledger=ledger, pace=pace)
        _require_draft(draft, run)
        detail = f"campaign {draft.id}, addresses: {len(addresses)}"
        ledger.record(order.marker, "intent", op="test", at=pace.clock(), detail=detail)
        crash_point("intent-test")
        call_provider(run, "test", lambda: provider.send_test(draft.id, addresses))
        crash_point("test-acted")
        ledger.record(order.marker, "done", op="test", at=pace.clock(), detail=detail)
    except LookAgain as again:
        if isinstance(again.error, OutcomeUnknown):
            hint = "look into the inbox; the same command sends the test once more, and never to the audience"
            raise OutcomeUnknown(again.error.message, hint=hint) from again
        raise (again.error or again) from again
    except Drift as drift:
        hint = "the provider keeps other bytes than it is given; its settings for campaigns or templates may say why"
        raise Drift(drift.provider, drift.operation, drift.detail, hint=hint) from drift
    finally:
        is_clean = _remove(run)
    return not is_clean


def _require_draft(campaign: RemoteCampaign, run: Run) -> None:
    """Refuse to go on with a test that somebody has started as a campaign at the provider.

    Raises:
        WrongState: If it is no draft.
    """
    if campaign.state != "draft":
        hint = f"look at it at the provider: somebody started it there; take it away, then: trax test {run.number}"
        raise WrongState(run.provider.name, f"test campaign {campaign.id}", campaign.state, hint=hint)


def _remove(run: Run) -> bool:
    """Delete every draft of a test, and return whether none is left as far as the provider shows.

    What cannot be deleted now is removed by the next test, and sends nothing.
    """
    try:
        drafts = [campaign for campaign in run.provider.find(run.marker) if campaign.state == "draft"]
        for draft in drafts:
            detail = f"campaign {draft.id}"
            run.ledger.record(run.marker, "intent", op="delete", at=run.pace.clock(), detail=detail)
            crash_point("intent-delete")
            call_provider(run, "delete", partial(run.provider.delete_draft, draft.id))
            run.ledger.record(run.marker, "done", op="delete", at=run.pace.clock(), detail=detail)
    except (LookAgain, TraxError):
        return False
    return True
