"""The one call after which mails go out: sending a draft, or letting the provider send it at a time.

Before it everything is looked at a second time; after it the provider is read until it says what it has done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.looking import LookAgain, confirm, confirm_scheduled, note_campaign, wait_out
from trax.delivery.steps import read_back
from trax.delivery.writes import call_provider, note_done
from trax.errors import (
    Drift,
    FileTrouble,
    InvalidContent,
    LedgerTrouble,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Unconfirmed,
    WrongState,
)
from trax.providers._crash import crash_point
from trax.providers.base import AudienceRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from trax.delivery.ledger_rows import Progress
    from trax.delivery.looking import Delivery, Run
    from trax.providers.base import RemoteCampaign

DOING = {"send": "sent", "schedule": "scheduled"}


@dataclass(frozen=True, slots=True)
class _Release:
    """The one call after which mails go out without anybody's further step.

    Attributes:
        op: `send` or `schedule`.
        state: What the ledger says from the intent on.
        call: Makes it.
        confirm: Returns the campaign when the provider says that it was done, and raises otherwise.
    """

    op: str
    state: Progress
    call: Callable[[], object]
    confirm: Callable[[RemoteCampaign], RemoteCampaign]


def send_draft(campaign_id: str, run: Delivery) -> RemoteCampaign:
    """Send the draft after a second look at everything, and return the campaign as the provider confirms it.

    Raises:
        Unconfirmed: If the audience has another number of readers than the order by now.
        Drift: If the provider's copy is not what was approved.
        InvalidContent: If the provider itself says that something stands against it.
        LockHeld, LockUnreachable: If another machine may send it by now.
        OutcomeUnknown: If the provider does not confirm it.
    """
    release = _Release(
        "send",
        "sending",
        lambda: run.provider.send_now(campaign_id),
        lambda campaign: confirm(campaign, run.provider, pace=run.pace),
    )
    return _release(campaign_id, release, run)


def schedule_draft(campaign_id: str, when: datetime, run: Delivery) -> RemoteCampaign:
    """Let the draft go out at that time, after the same second look; raises as `send_draft` does."""
    release = _Release(
        "schedule",
        "scheduled",
        lambda: run.provider.schedule(campaign_id, when),
        lambda campaign: confirm_scheduled(campaign, when, run),
    )
    return _release(campaign_id, release, run, detail=f", for {when.isoformat()}")


def _release(campaign_id: str, release: _Release, run: Delivery, *, detail: str = "") -> RemoteCampaign:
    _require_elected(campaign_id, run)
    read_back(campaign_id, run)
    readers = run.provider.audience(AudienceRef(run.order.audience)).count
    if readers != run.order.recipients:
        raise Unconfirmed(run.number, readers)
    _require_no_objection(campaign_id, run)
    crash_point("before-send")
    # Last of all: a machine that slept through the looks above may have been taken over from.
    run.may_release()
    run.ledger.record(
        run.marker,
        "intent",
        op=release.op,
        at=run.pace.clock(),
        state=release.state,
        remote_id=campaign_id,
        doubt=release.op,
        detail=f"campaign {campaign_id}, readers: {readers}{detail}",
    )
    try:
        crash_point("intent-send")
        _start(campaign_id, release, run)
        campaign = release.confirm(run.provider.get(campaign_id))
        crash_point("confirmed")
        note_campaign(run, (campaign,))
    except Drift:
        # The provider has said clearly what it holds.
        raise
    except (LedgerTrouble, FileTrouble, ProviderError) as error:
        # From the intent on, "nothing was sent" is more than anybody knows.
        raise OutcomeUnknown(
            f"{error.message}, while campaign {campaign_id} was being {DOING[release.op]}",
            hint=f"mend that, then look: trax status {run.number}",
        ) from error
    crash_point("sent-noted")
    return campaign


def _require_no_objection(campaign_id: str, run: Delivery) -> None:
    try:
        objections = run.provider.preflight(campaign_id)
    except (NotFound, WrongState) as error:
        raise LookAgain("preflight", error) from error
    if objections:
        raise InvalidContent(
            run.provider.name,
            f"campaign {campaign_id}",
            f"the provider would not send it: {'; '.join(objections)}",
            hint="mend that at the provider or in the issue, then repeat the command; nothing was sent",
        )


def _require_elected(campaign_id: str, run: Run) -> None:
    """Return when the draft is the one campaign with our marker, and still a draft.

    The provider's own listing has to show it: one that does not yet may hide an older draft of another machine, too.
    """
    wait_out(run, run.ledger.last_unclear(run.marker, op="create"))
    campaigns = run.provider.find(run.marker)
    if [(campaign.id, campaign.state) for campaign in campaigns] != [(campaign_id, "draft")]:
        raise LookAgain("election")


def _start(campaign_id: str, release: _Release, run: Delivery) -> None:
    """Make the one call that cannot be taken back; after a lost reply, read until it shows."""
    try:
        call_provider(run, release.op, release.call, refused="content_set")
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
                hint=f"in a while, the same command again, which looks first: trax {release.op} {run.number}",
            ) from again
        return
    crash_point("send-acted")
    note_done(run, release.op, campaign_id, state=release.state)
    crash_point("send-noted")
