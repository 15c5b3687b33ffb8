"""Taking a scheduled campaign back: its time goes, the draft stays at the provider."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval, read_without_time, write_approval
from trax.delivery.ledger import open_memory
from trax.delivery.looking import LookAgain, Run, find_campaigns, note_campaign
from trax.delivery.pace import pace_for
from trax.delivery.plan import Known, plan_cancel
from trax.delivery.writes import call_provider, note_done
from trax.errors import Damaged, OutcomeUnknown, SlotShifted
from trax.providers._crash import crash_point

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.ledger import Ledger
    from trax.delivery.pace import Pace
    from trax.providers.base import Provider, RemoteCampaign

MAX_ROUNDS = 3


def cancel(
    marker: str,
    provider: Provider,
    *,
    number: int,
    audience: str,
    ledger: Ledger | None = None,
    pace: Pace | None = None,
) -> RemoteCampaign | None:
    """Return the draft that a scheduled campaign has become, read back; None when nothing was scheduled.

    It needs neither the issue's files nor its approval: what is scheduled can be taken back whatever became of them.

    Args:
        number: Number of the issue.
        audience: Id of the audience.
        ledger: As for `deliver.push`, with `pace`.

    Raises:
        WrongState: If it is being sent or was sent.
        OutcomeUnknown: If the provider does not say whether the time is gone; the same command again looks first.
        ProviderError, LedgerTrouble: If a call was refused or the ledger cannot be written; it is still scheduled.
    """
    run = Run(marker, number, provider, ledger or open_memory(), pace or pace_for(provider.name))
    run.ledger.plan(
        marker, issue=number, audience=audience, provider=provider.name, content_sha="", at=run.pace.clock()
    )
    refusal = LookAgain()
    for _ in range(MAX_ROUNDS):
        campaigns = find_campaigns(run)
        note_campaign(run, campaigns)
        step = plan_cancel(Known(provider.name, "", campaigns))
        if step is None:
            return next(iter(campaigns), None) if refusal.op else None
        if refusal.error and refusal.is_refused:
            raise refusal.error
        try:
            return _unschedule(step.campaign_id, run)
        except LookAgain as again:
            refusal = again
            run.pace.wait(run.pace.settle_s)
    raise OutcomeUnknown(
        f"{provider.name}: whether campaign {marker} was taken back is not known",
        hint=f"repeat the command, which looks first: trax cancel {number}",
    ) from refusal.error


def has_plan(folder: Path, *, number: int) -> bool:
    """Return whether an issue's approval has a planned time, by which `trax run-due` would send it."""
    try:
        approval = read_approval(folder, number=number)
    except SlotShifted:
        # Another machine may read the same time without a doubt.
        return True
    except Damaged:
        # By such an approval nothing is sent.
        return False
    return approval is not None and approval.planned is not None


def drop_plan(folder: Path, *, number: int) -> bool:
    """Take the planned time out of an issue's approval, so that no `trax run-due` sends it; return whether it had one.

    Who approved the bytes still stands for them.
    """
    if not has_plan(folder, number=number):
        return False
    approval = read_without_time(folder, number=number)
    if approval is None:  # pragma: no cover - it was there a moment ago
        return False
    write_approval(folder, replace(approval, planned=None))
    return True


def _unschedule(campaign_id: str, run: Run) -> RemoteCampaign:
    run.ledger.record(
        run.marker,
        "intent",
        op="unschedule",
        at=run.pace.clock(),
        remote_id=campaign_id,
        doubt="unschedule",
        detail=f"campaign {campaign_id}",
    )
    crash_point("intent-unschedule")
    call_provider(run, "unschedule", lambda: run.provider.unschedule(campaign_id), refused="scheduled")
    crash_point("unschedule-acted")
    campaign = run.provider.get(campaign_id)
    if campaign.state != "draft":
        raise LookAgain("unschedule")
    note_done(run, "unschedule", campaign_id, state="created", filled_sha="")
    crash_point("unschedule-noted")
    return campaign
