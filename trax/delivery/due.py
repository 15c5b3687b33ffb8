"""What a scheduler's call has to do: send what is due, follow what is on its way, and tell what a person must know.

It may be called as often as one likes, on several machines: it decides by approval, receipt, ledger and provider each
time, and says nothing when nothing is due. An issue is sent by the time that was approved with it, and by nothing
else. A time that is over by more than two hours is never caught up with: a person decides then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval
from trax.delivery.deliver import make_spec
from trax.delivery.dispatch import dispatch, keep_machines_apart
from trax.delivery.earlier import finish_earlier_send
from trax.delivery.gates import is_sent
from trax.delivery.ledger import read_entry
from trax.delivery.prepare import (
    find_begun_campaign,
    generation_of,
    make_approved_order,
    make_draft,
    marker_of,
)
from trax.delivery.receipt import read_receipt
from trax.delivery.slots import lateness, slot_at
from trax.delivery.withdraw import cancel
from trax.errors import Drift, LockHeld, OutcomeUnknown, TraxError
from trax.providers.base import differences

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.git import Repository
    from trax.delivery.ledger import Ledger
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
        provider: To be written to; one on this machine sends what is due when it is looked at.
        now: With a zone.
    """

    provider: Provider
    repository: Repository | None
    ledger: Ledger
    pace: Pace
    now: datetime


def work_on(place: Located, call: Round, *, number: int) -> Told | None:
    """Do what is due for one issue, and return what there is to say; None for nothing."""
    try:
        approval = read_approval(place.folder, number=number)
        marker = marker_of(place, number)
        entry = read_entry(place.workspace.root, marker)
        is_on_its_way = entry is not None and entry.may_have_left and entry.state != "sent"
        if approval is None or not (approval.planned or is_on_its_way):
            return None
        receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
        if is_sent(receipt, audience=place.audience):
            return None
        begun = find_begun_campaign(place, call.provider, number=number)
        if begun is not None:
            return _follow(place, call, begun, approval)
        return _begin(place, call, approval)
    except LockHeld:
        # The other machine sends it; it has nothing to be told about here.
        return None
    except TraxError as error:
        # An issue that cannot be read must not keep the others from being sent.
        once = f"{number}/{error.message}" if error.exit_code == 1 else ""
        return Told(number, error.message, error.hint, error.exit_code, once)


def _begin(place: Located, call: Round, approval: Approval) -> Told | None:
    """Send an approved issue whose time has come."""
    number, planned = approval.number, approval.planned
    if planned is None:
        says = f"issue {number} was scheduled, and is a draft at {call.provider.name} now: somebody took it back there"
        hint = f"to send it all the same: trax send {number}"
        return Told(number, says, hint, 1, f"{number}/taken back/{approval.bundle}")
    match lateness(planned.utc, call.now):
        case "ahead":
            return None
        case "late":
            says = f"issue {number} is held: its time, {planned}, is over by more than two hours; it was not sent"
            hint = f"send it now with trax send {number}, or approve another time with trax approve {number} --at"
            return Told(number, says, hint, 1, f"{number}/held/{planned.utc.isoformat()}")
        case _:
            return _send(place, call, approval)


def _send(place: Located, call: Round, approval: Approval) -> Told:
    number = approval.number
    draft = make_draft(place, call.provider)
    order, _, _ = make_approved_order(place, draft, call.provider, repository=call.repository, now=call.now)
    keep_machines_apart(place, call.provider, repository=call.repository, number=number, now=call.now)
    done = dispatch(place, call.provider, order, when=None, ledger=call.ledger, pace=call.pace)
    readers = done.receipt.recipients if done.receipt else order.recipients
    return Told(number, f"sent: issue {number} to {readers} readers; commit receipt.json")


def _follow(place: Located, call: Round, begun: RemoteCampaign, approval: Approval) -> Told | None:
    """Watch a campaign that was begun: to its end, or until its time."""
    number = approval.number
    if begun.state == "scheduled":
        return _watch(place, call, begun, number=number)
    try:
        pace = replace(call.pace, poll_limit_s=min(call.pace.poll_limit_s, WATCH_S))
        earlier = finish_earlier_send(place, call.provider, number=number, ledger=call.ledger, pace=pace)
    except OutcomeUnknown:
        if begun.state == "sending":
            return None
        raise
    if earlier is None or earlier.receipt is None:
        return None
    return Told(number, f"sent: issue {number} to {earlier.receipt.recipients} readers; commit receipt.json")


def _watch(place: Located, call: Round, begun: RemoteCampaign, *, number: int) -> Told | None:
    """Hold a scheduled campaign against what was approved: providers let one be edited until its time."""
    zone, at = place.workspace.settings.publication.time_zone, begun.scheduled_at
    if at is not None and lateness(at, call.now) == "late":
        says = f"issue {number} is held: {call.provider.name} has not begun to send it at its time, {slot_at(at, zone)}"
        hint = f"look at the provider; to send it now: trax cancel {number}, then trax send {number}"
        return Told(number, says, hint, 1, f"{number}/not begun/{at.isoformat()}")
    draft = make_draft(place, call.provider)
    try:
        order, _, _ = make_approved_order(place, draft, call.provider, repository=call.repository, now=call.now)
        spec, held = make_spec(order, call.provider), call.provider.read_content(begun.id)
        different = differences(call.provider, spec, held)
        if not different and begun.audience == order.audience:
            return None
        why = ", ".join(different) or "audience"
    except Drift as error:
        why = error.detail
    cancel(
        marker_of(place, number),
        call.provider,
        number=number,
        audience=place.audience,
        ledger=call.ledger,
        pace=call.pace,
    )
    says = f"issue {number} was taken back: the scheduled campaign is not what was approved: {why}"
    hint = f"delete that draft at the provider, then: trax schedule {number}"
    return Told(number, says, hint, 1)
