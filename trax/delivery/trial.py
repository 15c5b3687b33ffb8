"""A test mail: the issue as it is now, to a few addresses, by a draft of its own that is deleted afterwards.

Its marker has generation 0, so no test can ever be taken for the issue, and what a crash leaves of one is found and
removed by the next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.delivery.deliver import Order, push
from trax.delivery.looking import LookAgain, Run
from trax.delivery.writes import call_provider

if TYPE_CHECKING:
    from trax.delivery.bundle import Bundle
    from trax.delivery.ledger import Ledger
    from trax.delivery.pace import Pace
    from trax.providers.base import Provider

TEST_GENERATION = 0
MARK = "[Test] "


def make_trial(bundle: Bundle, marker: str, *, audience: str) -> Order:
    """Return the order of a test: the same bytes under a marker of its own, and a subject that says so."""
    envelope = replace(bundle.envelope, subject=f"{MARK}{bundle.envelope.subject}")
    own_marker = f"{marker.rpartition('/')[0]}/{TEST_GENERATION}"
    return Order(replace(bundle, envelope=envelope), own_marker, audience, 0)


def send_trial(order: Order, provider: Provider, addresses: tuple[str, ...], *, ledger: Ledger, pace: Pace) -> None:
    """Send a test to the addresses and to nobody else; afterwards nothing of it is left at the provider.

    Args:
        order: As `make_trial` returns it.

    Raises:
        OutcomeUnknown: If a reply was lost: some of the addresses may have it.
        Drift, ProviderError, LedgerTrouble: As `deliver.push` says; Unsupported for an address it may not go to.
    """
    draft = push(order, provider, ledger=ledger, pace=pace)
    run = Run(order.marker, order.number, provider, ledger, pace)
    try:
        detail = f"campaign {draft.id}, addresses: {len(addresses)}"
        ledger.record(order.marker, "intent", op="test", at=pace.clock(), detail=detail)
        call_provider(run, "test", lambda: provider.send_test(draft.id, addresses))
        ledger.record(order.marker, "done", op="test", at=pace.clock(), detail=detail)
    except LookAgain as again:
        if again.error is None:  # pragma: no cover - a write that ends so always has its error
            raise
        raise again.error from again
    finally:
        _remove(draft.id, run)


def _remove(campaign_id: str, run: Run) -> None:
    """Delete the draft; what cannot be deleted now is removed by the next test, and sends nothing."""
    run.ledger.record(run.marker, "intent", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
    try:
        call_provider(run, "delete", lambda: run.provider.delete_draft(campaign_id))
    except LookAgain:
        return
    run.ledger.record(run.marker, "done", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
