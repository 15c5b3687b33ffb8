"""The steps that bring a draft to the provider and compare it: before each write its intent is in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from trax.delivery.difference import show_differences
from trax.delivery.looking import LookAgain, entry_of
from trax.delivery.writes import call_provider, note_done
from trax.errors import Drift, NotFound, WrongState
from trax.providers._crash import crash_point
from trax.providers.base import differences

if TYPE_CHECKING:
    from trax.delivery.looking import Delivery, Run
    from trax.providers.base import RemoteCampaign


def create_draft(run: Delivery) -> NoReturn:
    """Create a draft, and let it be looked for: another machine may have created one at the same moment."""
    run.ledger.record(run.marker, "intent", op="create", at=run.pace.clock(), state="creating", doubt="create")
    crash_point("intent-create")
    campaign = call_provider(run, "create", lambda: run.provider.create_draft(run.spec), refused="planned")
    crash_point("create-reply")
    note_done(run, "create", campaign.id, state="created", filled_sha="")
    crash_point("created")
    raise LookAgain("create")


def delete_draft(campaign_id: str, run: Run) -> RemoteCampaign:
    """Delete a younger draft of ours and return what it was."""
    try:
        draft = run.provider.get(campaign_id)
    except NotFound as error:
        # Another run was faster.
        raise LookAgain("delete", error) from error
    run.ledger.record(run.marker, "intent", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
    crash_point("intent-delete")
    call_provider(run, "delete", lambda: run.provider.delete_draft(campaign_id))
    crash_point("delete-reply")
    run.ledger.record(run.marker, "done", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
    return draft


def fill_draft(campaign_id: str, run: Delivery) -> RemoteCampaign:
    """Fill the draft with the bundle."""
    run.ledger.record(
        run.marker,
        "intent",
        op="content",
        at=run.pace.clock(),
        state="created",
        remote_id=campaign_id,
        filled_sha="",
        doubt="content",
        detail=f"campaign {campaign_id}",
    )
    crash_point("intent-content")
    filled = call_provider(run, "content", lambda: run.provider.update_draft(campaign_id, run.spec), refused="created")
    crash_point("content-reply")
    note_done(run, "content", campaign_id, state="created", filled_sha="")
    crash_point("content-set")
    return filled


def read_back(campaign_id: str, run: Delivery) -> RemoteCampaign:
    """Return the draft after comparing what the provider holds with the bundle.

    Raises:
        Drift: If it is not the same, or is meant for other readers.
    """
    try:
        held, campaign = run.provider.read_content(campaign_id), run.provider.get(campaign_id)
    except (NotFound, WrongState) as error:
        raise LookAgain("read back", error) from error
    different = list(differences(run.provider, run.spec, held))
    different += ["audience"] if campaign.audience != run.order.audience else []
    if different:
        pairs = [(name, getattr(run.spec, name), getattr(held, name)) for name in run.provider.keeps]
        texts = [(name.replace("_", " "), given, kept) for name, given, kept in pairs if isinstance(given, str)]
        raise Drift(
            run.provider.name,
            f"campaign {campaign_id}",
            f"its copy is not what was approved: {', '.join(different)}",
            hint=f"delete that draft at the provider, then: trax push {run.number}",
            details=show_differences(
                {name: given for name, given, _ in texts}, {name: kept for name, _, kept in texts}
            ),
        )
    entry, digest = entry_of(run), run.order.bundle.digest
    if (entry.state, entry.remote_id, entry.filled_sha) != ("content_set", campaign_id, digest):
        note_done(run, "read back", campaign_id, state="content_set", filled_sha=digest)
    crash_point("read-back")
    return campaign
