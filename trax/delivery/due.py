"""What a scheduler's call has to do: send what is due, follow what is on its way, and tell what a person must know.

It may be called as often as one likes, on several machines: it decides by approval, receipt, ledger and provider each
time, and says nothing when nothing is due. An issue is sent by the time that was approved with it, and by nothing
else. A time that is over by more than two hours is never caught up with: a person decides then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval
from trax.delivery.bundle import bundle_folder, read_bundle
from trax.delivery.compare import unlike
from trax.delivery.dispatch import dispatch, keep_machines_apart
from trax.delivery.earlier import finish_earlier_send, require_not_missed
from trax.delivery.gates import is_sent, require_approved, require_same_size
from trax.delivery.ledger import read_entry
from trax.delivery.prepare import find_begun_campaign, make_approved_order, make_draft, marker_of
from trax.delivery.receipt import read_receipt, receipt_name
from trax.delivery.slots import lateness
from trax.delivery.withdraw import cancel
from trax.errors import ContentFaults, LockHeld, OutcomeUnknown, Refusal, TraxError
from trax.providers.base import AudienceRef

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.git import Repository
    from trax.delivery.ledger import Ledger
    from trax.delivery.ledger_rows import Entry
    from trax.delivery.locate import Located
    from trax.delivery.pace import Pace
    from trax.providers.base import Provider, RemoteCampaign

# Nobody waits at the keyboard: what is being sent is looked at again by the next call.
WATCH_S = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say of an issue.

    Attributes:
        hint: What a person has to do; empty for good news.
        code: The exit code it deserves; 0 for good news.
        once: Under this key it is said once and never again; empty is said each time.
    """

    number: int
    says: str
    hint: str = ""
    code: int = 0
    once: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One call of a scheduler.

    Attributes:
        looking: The provider, only to be looked at.
        provider: The same to be written to; one on this machine sends what is due when it is looked at.
        now: With a zone.
    """

    looking: Provider
    provider: Provider
    repository: Repository | None
    ledger: Ledger
    pace: Pace
    now: datetime


def work_on(place: Located, call: Round, *, number: int) -> Told | None:
    """Do what is due for one issue, and return what there is to say; None for nothing."""
    approval = None
    try:
        approval = read_approval(place.folder, number=number)
        entry = read_entry(place.workspace.root, marker_of(place, number))
        begun_here = entry if entry is not None and entry.may_have_left and entry.state != "sent" else None
        if approval is None or not (approval.planned or begun_here):
            return None
        receipt = read_receipt(place.folder, number=number, generation=approval.generation)
        if is_sent(receipt, audience=place.audience):
            return None
        begun = find_begun_campaign(place, call.looking, number=number)
        if begun is None:
            return _begin(place, call, approval, begun_here)
        changed = _unlike_approved(place, call, begun, approval) if begun.state == "scheduled" else ""
        if changed:
            return _take_back(place, call, changed, number=number)
        return _follow(place, call, begun, approval)
    except LockHeld:
        # The other machine sends it; it has nothing to be told about here.
        return None
    except TraxError as error:
        # An issue that cannot be read must not keep the others from being sent.
        return _told_of(error, number, since=approval.approved_at if approval else None)


def _told_of(error: TraxError, number: int, *, since: datetime | None) -> Told:
    """Return what went wrong with one issue; a refusal is said once for each approval, the rest each time."""
    says = error.message if f"issue {number}" in error.message else f"issue {number}: {error.message}"
    hint = f"see what is wrong with: trax check {number}" if isinstance(error, ContentFaults) else error.hint
    once = f"{number}/{since.isoformat() if since else 'unread'}/{says}" if error.exit_code == 1 else ""
    return Told(number, says, hint, error.exit_code, once)


def _begin(place: Located, call: Round, approval: Approval, begun_here: Entry | None) -> Told | None:
    """Send an approved issue whose time has come.

    Args:
        begun_here: What the ledger says when a sending was begun on this machine, of which the provider shows nothing.
    """
    number, planned = approval.number, approval.planned
    when = lateness(planned.utc, call.now) if planned else "late"
    if begun_here and not begun_here.doubt and begun_here.state == "scheduled":
        says = f"issue {number} was scheduled, and at {call.provider.name} it is not any more: it was taken back there"
        hint = f"to send it all the same: trax send {number}; to leave it: trax cancel {number}"
        return Told(number, says, hint, 1, f"{number}/taken back/{begun_here.at.isoformat()}")
    if when == "due":
        # What was begun before, too: the engine looks first, and goes on.
        return _send(place, call, approval)
    if begun_here:
        says = f"issue {number}: its sending was begun on this machine, and how it ended is not known"
        hint = f"trax status {number} says what is known; trax send {number} looks first, and sends nothing twice"
        return Told(number, says, hint, 5, f"{number}/unknown/{begun_here.at.isoformat()}")
    if when == "ahead":
        return None
    says = f"issue {number} is held: its time, {planned}, is over by more than two hours; it was not sent"
    hint = f"send it now with trax send {number}, or approve another time with trax approve {number} --at"
    return Told(number, says, hint, 1, f"{number}/held/{approval.approved_at.isoformat()}/{planned}")


def _send(place: Located, call: Round, approval: Approval) -> Told:
    number = approval.number
    draft = make_draft(place, call.looking)
    order, _, _ = make_approved_order(place, draft, call.looking, repository=call.repository, now=call.now)
    keep_machines_apart(place, call.provider, repository=call.repository, number=number, now=call.now)
    done = dispatch(
        place, call.provider, order, repository=call.repository, when=None, ledger=call.ledger, pace=call.pace
    )
    return _told_sent(approval, done.receipt.recipients if done.receipt else order.recipients)


def _told_sent(approval: Approval, readers: int) -> Told:
    kept = receipt_name(approval.generation)
    return Told(approval.number, f"sent: issue {approval.number} to {readers} readers; commit {kept}")


def _follow(place: Located, call: Round, begun: RemoteCampaign, approval: Approval) -> Told | None:
    """Follow a campaign that was begun: to its end, or until its time."""
    is_left_alone = call.provider.capabilities.has_clock or not begun.scheduled_at or begun.scheduled_at > call.now
    if begun.state == "scheduled" and is_left_alone:
        return None
    try:
        pace = replace(call.pace, poll_limit_s=min(call.pace.poll_limit_s, WATCH_S))
        earlier = finish_earlier_send(
            place, call.provider, number=approval.number, now=call.now, ledger=call.ledger, pace=pace
        )
    except OutcomeUnknown:
        if begun.state == "sending":
            return None
        raise
    return _told_sent(approval, earlier.receipt.recipients) if earlier and earlier.receipt else None


def _unlike_approved(place: Located, call: Round, begun: RemoteCampaign, approval: Approval) -> str:
    """Return in words what of a scheduled campaign is not as approved: providers let one be edited until its time.

    The frozen bytes count, whatever somebody does with the issue's files by now.

    Raises:
        Refusal: If its time went by, or its readers are many more or fewer than at the approval.
    """
    number, zone = approval.number, place.workspace.settings.publication.time_zone
    require_not_missed(begun, number=number, provider=call.provider.name, zone=zone, now=call.now)
    folder = bundle_folder(place.workspace.root, number, approval.bundle)
    frozen = read_bundle(folder, number=number) if folder.is_dir() else make_draft(place, call.looking).bundle
    require_approved(frozen, approval, audience=place.audience)
    different = unlike(begun, frozen, call.looking, audience=place.audience)
    if different:
        return different
    try:
        require_same_size(approval, call.looking.audience(AudienceRef(place.audience)))
    except Refusal as error:
        hint = f"it is still scheduled; if that is wrong: trax cancel {number}"
        raise Refusal(error.message, hint=hint) from error
    return ""


def _take_back(place: Located, call: Round, changed: str, *, number: int) -> Told:
    cancel(
        marker_of(place, number),
        call.looking,
        number=number,
        audience=place.audience,
        ledger=call.ledger,
        pace=call.pace,
    )
    says = f"issue {number} was taken back: the scheduled campaign is not what was approved: {changed}"
    hint = f"delete that draft at the provider, then: trax schedule {number}"
    return Told(number, says, hint, 1)
