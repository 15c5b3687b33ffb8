"""The steps of a plan at a provider: before each write its intent is in the ledger, after it its end.

A write ends in one of three ways: done, refused, or unclear. Only the first goes on to the next step; after the
others the provider is asked anew, and what it says decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeVar

from trax.delivery.looking import LookAgain, confirm, entry_of, note_campaign, wait_out
from trax.errors import (
    Drift,
    FileTrouble,
    LedgerTrouble,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    SettingsError,
    Unconfirmed,
    WrongState,
)
from trax.providers._crash import crash_point
from trax.providers.base import AudienceRef, is_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.delivery.ledger_rows import Progress
    from trax.delivery.looking import Run
    from trax.providers.base import RemoteCampaign

Answer = TypeVar("Answer")


def create_draft(run: Run) -> NoReturn:
    """Create a draft, and let it be looked for: another machine may have created one at the same moment."""
    run.ledger.record(run.order.marker, "intent", op="create", at=run.pace.clock(), state="creating", doubt="create")
    crash_point("intent-create")
    campaign = _call(run, "create", lambda: run.provider.create_draft(run.spec), refused="planned")
    crash_point("create-reply")
    _done(run, "create", campaign.id, state="created", filled_sha="")
    crash_point("created")
    raise LookAgain("create")


def delete_draft(campaign_id: str, run: Run) -> RemoteCampaign:
    """Delete a younger draft of ours and return what it was."""
    draft = run.provider.get(campaign_id)
    run.ledger.record(run.order.marker, "intent", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
    crash_point("intent-delete")
    _call(run, "delete", lambda: run.provider.delete_draft(campaign_id))
    crash_point("delete-reply")
    run.ledger.record(run.order.marker, "done", op="delete", at=run.pace.clock(), detail=f"campaign {campaign_id}")
    return draft


def fill_draft(campaign_id: str, run: Run) -> RemoteCampaign:
    """Fill the draft with the bundle."""
    run.ledger.record(
        run.order.marker,
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
    filled = _call(run, "content", lambda: run.provider.update_draft(campaign_id, run.spec), refused="created")
    crash_point("content-reply")
    _done(run, "content", campaign_id, state="created", filled_sha="")
    crash_point("content-set")
    return filled


def read_back(campaign_id: str, run: Run) -> RemoteCampaign:
    """Return the draft after comparing what the provider holds with the bundle.

    Raises:
        Drift: If it is not the same, or is meant for other readers.
    """
    try:
        held, campaign = run.provider.read_content(campaign_id), run.provider.get(campaign_id)
    except (NotFound, WrongState) as error:
        raise LookAgain("read back", error) from error
    kept = run.provider.keeps
    different = [name.replace("_", " ") for name in kept if not is_kept(getattr(run.spec, name), getattr(held, name))]
    different += ["audience"] if campaign.audience != run.order.audience else []
    if different:
        raise Drift(
            run.provider.name,
            f"campaign {campaign_id}",
            f"its copy is not what was approved: {', '.join(different)}",
            hint=f"delete that draft at the provider, then: trax push {run.order.number}",
        )
    entry, digest = entry_of(run), run.order.bundle.digest
    if (entry.state, entry.remote_id, entry.filled_sha) != ("content_set", campaign_id, digest):
        _done(run, "read back", campaign_id, state="content_set", filled_sha=digest)
    crash_point("read-back")
    return campaign


def send_draft(campaign_id: str, run: Run) -> RemoteCampaign:
    """Send the draft after a second look at everything, and return the campaign as the provider confirms it.

    Raises:
        Unconfirmed: If the audience has another number of readers than the order by now.
        Drift: If the provider's copy is not what was approved.
        OutcomeUnknown: If the provider does not confirm it.
    """
    _require_elected(campaign_id, run)
    read_back(campaign_id, run)
    readers = run.provider.audience(AudienceRef(run.order.audience)).count
    if readers != run.order.recipients:
        raise Unconfirmed(run.order.number, readers)
    crash_point("before-send")
    run.ledger.record(
        run.order.marker,
        "intent",
        op="send",
        at=run.pace.clock(),
        state="sending",
        remote_id=campaign_id,
        doubt="send",
        detail=f"campaign {campaign_id}, readers: {readers}",
    )
    try:
        crash_point("intent-send")
        _start(campaign_id, run)
        campaign = confirm(run.provider.get(campaign_id), run.provider, pace=run.pace)
        crash_point("confirmed")
        note_campaign(run, (campaign,))
    except (LedgerTrouble, FileTrouble, ProviderError) as error:
        # From the intent on, "nothing was sent" is more than anybody knows.
        raise OutcomeUnknown(
            f"{error.message}, while campaign {campaign_id} was being sent",
            hint=f"mend that, then look: trax status {run.order.number}",
        ) from error
    crash_point("sent-noted")
    return campaign


def _require_elected(campaign_id: str, run: Run) -> None:
    """Return when the draft is the one campaign with our marker, and still a draft.

    The provider's own listing has to show it: one that does not yet may hide an older draft of another machine, too.
    """
    wait_out(run, run.ledger.last_unclear(run.order.marker, op="create"))
    campaigns = run.provider.find(run.order.marker)
    if [(campaign.id, campaign.state) for campaign in campaigns] != [(campaign_id, "draft")]:
        raise LookAgain("election")


def _start(campaign_id: str, run: Run) -> None:
    """Make the one call that cannot be taken back; after a lost reply, read until it shows."""
    try:
        _call(run, "send", lambda: run.provider.send_now(campaign_id), refused="content_set")
    except LookAgain as again:
        if not isinstance(again.error, OutcomeUnknown):
            raise
        for _ in range(run.pace.polls(run.pace.doubt_s)):
            if run.provider.get(campaign_id).state != "draft":
                return
            run.pace.wait(run.pace.poll_s)
        if run.provider.get(campaign_id).state == "draft":
            raise OutcomeUnknown(
                f"{again.error.message}; campaign {campaign_id} is a draft until now",
                hint=f"in a while, the same command again, which looks first: trax send {run.order.number}",
            ) from again
        return
    crash_point("send-acted")
    _done(run, "send", campaign_id, state="sending")
    crash_point("send-noted")


def _call(run: Run, op: str, call: Callable[[], Answer], *, refused: Progress | None = None) -> Answer:
    """Return the provider's answer to a write; any other end is noted and is a reason to look again.

    Args:
        refused: The state to go back to when the provider surely did nothing.
    """
    marker, now = run.order.marker, run.pace.clock
    doubt = None if op == "delete" else op
    try:
        return call()
    except (OutcomeUnknown, FileTrouble) as error:
        state: Progress | None = "unresolved" if doubt else None
        run.ledger.record(marker, "unclear", op=op, at=now(), state=state, detail=type(error).__name__)
        lost = error if isinstance(error, OutcomeUnknown) else OutcomeUnknown(error.message, hint=error.hint)
        raise LookAgain(op, lost) from error
    except (ProviderError, SettingsError) as error:
        settled = "" if doubt else None
        run.ledger.record(marker, "refused", op=op, at=now(), state=refused, doubt=settled, detail=type(error).__name__)
        raise LookAgain(op, error, is_refused=not isinstance(error, NotFound | WrongState)) from error


def _done(run: Run, op: str, campaign_id: str, *, state: Progress, filled_sha: str | None = None) -> None:
    run.ledger.record(
        run.order.marker,
        "done",
        op=op,
        at=run.pace.clock(),
        state=state,
        remote_id=campaign_id,
        filled_sha=filled_sha,
        doubt="",
        detail=f"campaign {campaign_id}",
    )
