"""What a run knows: what the provider shows of a campaign, and what the ledger remembers of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trax.delivery.ledger_rows import RELEASES
from trax.errors import Drift, NotFound, OutcomeUnknown
from trax.providers.base import UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from trax.delivery.deliver import Order
    from trax.delivery.ledger import Ledger
    from trax.delivery.ledger_rows import Entry, Progress
    from trax.delivery.pace import Pace
    from trax.errors import TraxError
    from trax.providers.base import CampaignSpec, Provider, RemoteCampaign, State

PROGRESS: dict[State, Progress] = {
    "scheduled": "scheduled",
    "sending": "sending",
    "sent": "sent",
    "paused": "held",
    "unknown": "held",
    "cancelled": "cancelled",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One command at work on one campaign.

    Attributes:
        number: Number of the issue.
    """

    marker: str
    number: int
    provider: Provider
    ledger: Ledger
    pace: Pace


@dataclass(frozen=True, slots=True)
class Delivery(Run):
    """One command that delivers an order.

    Attributes:
        may_release: Asked last before mails can go out; raises when this machine must not send any more.
    """

    order: Order
    spec: CampaignSpec
    may_release: Callable[[], None]


class LookAgain(Exception):
    """A step after which only the provider can say how things stand.

    Attributes:
        op: The write it was; empty when none was made.
        error: How it ended, unless it was done.
        is_refused: Whether the provider said no for a reason that will not pass by itself.
    """

    def __init__(self, op: str = "", error: TraxError | None = None, *, is_refused: bool = False) -> None:
        """Keep which write it was and how it ended."""
        super().__init__(op)
        self.op = op
        self.error = error
        self.is_refused = is_refused


def find_campaigns(run: Run) -> tuple[RemoteCampaign, ...]:
    """Return the campaigns with our marker, oldest first, also one that the listing does not show yet.

    Raises:
        OutcomeUnknown: If a campaign that was being sent is not there any more.
    """
    entry = run.ledger.read(run.marker)
    found = _ask(run, entry)
    if entry and entry.doubt in RELEASES and not _has_left(found):
        # Its request may still be on the way: the provider's time limit has to be over before a draft is a draft.
        wait_out(run, run.ledger.last_unclear(run.marker, op=entry.doubt))
        found = _ask(run, entry)
    is_there = any(campaign.state in UNDER_WAY or (entry and campaign.id == entry.remote_id) for campaign in found)
    if entry and entry.may_have_left and not is_there:
        run.ledger.record(run.marker, "look-up", op="look-up", at=run.pace.clock(), state="held")
        raise OutcomeUnknown(
            f"{run.provider.name}: campaign {entry.remote_id}, whose sending was begun, is not there any more",
            hint=f"ask the provider whether readers got it; trax sends no second one: trax status {run.number}",
        )
    return found


def _ask(run: Run, entry: Entry | None) -> tuple[RemoteCampaign, ...]:
    found = run.provider.find(run.marker)
    if entry is None or not entry.remote_id or any(campaign.id == entry.remote_id for campaign in found):
        return found
    try:
        known = run.provider.get(entry.remote_id)
    except NotFound:
        return found
    # Where a provider's data were lost, the id may be another campaign's by now.
    return (*found, known) if known.key == run.marker else found


def note_campaign(run: Run, campaigns: tuple[RemoteCampaign, ...]) -> Entry:
    """Return the ledger's entry, brought up to what the provider has just said."""
    marker, now = run.marker, run.pace.clock()
    entry = entry_of(run)
    others = [campaign for campaign in campaigns if campaign.state != "draft"]
    chosen = next((each for each in others if each.state in UNDER_WAY), next(iter([*others, *campaigns]), None))
    if chosen is None:
        if not entry.remote_id:
            return entry
        return run.ledger.record(
            marker, "look-up", op="look-up", at=now, state="planned", remote_id="", filled_sha="", doubt=""
        )
    filled = entry.filled_sha if entry.remote_id == chosen.id else ""
    drafted: Progress = "content_set" if filled and filled == entry.content_sha else "created"
    state = PROGRESS.get(chosen.state, drafted)
    if (entry.state, entry.remote_id, entry.doubt) == (state, chosen.id, ""):
        return entry
    return run.ledger.record(
        marker,
        "look-up",
        op="look-up",
        at=now,
        state=state,
        remote_id=chosen.id,
        filled_sha=filled,
        doubt="",
        detail=f"campaign {chosen.id}: {chosen.state}",
    )


def confirm(campaign: RemoteCampaign, provider: Provider, *, pace: Pace) -> RemoteCampaign:
    """Return the campaign when the provider says that it was sent; it is watched for as long as the pace says.

    Raises:
        OutcomeUnknown: If it does not say so in that time.
    """
    for _ in range(pace.polls(pace.poll_limit_s)):
        if campaign.state not in {"draft", "scheduled", "sending"}:
            break
        pace.wait(pace.poll_s)
        campaign = provider.get(campaign.id)
    if campaign.state != "sent":
        raise OutcomeUnknown(
            f"{provider.name}: campaign {campaign.id} is {campaign.state}; it was not confirmed as sent",
            hint="the same command again follows it, and gives nobody the mail twice; trax status says more",
        )
    return campaign


def confirm_scheduled(campaign: RemoteCampaign, when: datetime, run: Run) -> RemoteCampaign:
    """Return the campaign when the provider says that it goes out at that time, or has gone out by now.

    Raises:
        Drift: If it names another time.
        OutcomeUnknown: If it does not say so for as long as the pace says.
    """
    for _ in range(run.pace.polls(run.pace.doubt_s)):
        if campaign.state != "draft":
            break
        run.pace.wait(run.pace.poll_s)
        campaign = run.provider.get(campaign.id)
    if campaign.state == "scheduled" and campaign.scheduled_at != when:
        named = campaign.scheduled_at.isoformat() if campaign.scheduled_at else "no time"
        raise Drift(
            run.provider.name,
            f"campaign {campaign.id}",
            f"is scheduled for {named} instead of {when.isoformat()}",
            hint=f"take it back: trax cancel {run.number}",
        )
    if campaign.state not in {"scheduled", "sending", "sent"}:
        raise OutcomeUnknown(
            f"{run.provider.name}: campaign {campaign.id} is {campaign.state}; it was not confirmed as scheduled",
            hint=f"look in a while: trax status {run.number}",
        )
    return campaign


def wait_out(run: Run, since: datetime | None) -> None:
    """Wait until a request that was begun then cannot be on its way any more; a clock that jumps adds nothing."""
    if since is not None:
        left = since + timedelta(seconds=run.pace.doubt_s) - run.pace.clock()
        run.pace.wait(min(left.total_seconds(), run.pace.doubt_s))


def _has_left(campaigns: tuple[RemoteCampaign, ...]) -> bool:
    return any(campaign.state != "draft" for campaign in campaigns)


def entry_of(run: Run) -> Entry:
    """Return the ledger's entry of what the run delivers."""
    entry = run.ledger.read(run.marker)
    if entry is None:  # pragma: no cover - each run begins with its row
        raise LookAgain
    return entry
