"""Where an issue stands: what its files, its approval, the provider and the receipt say, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.approval_file import read_approval
from trax.delivery.bundle import SHORT, bundle_folder, read_bundle
from trax.delivery.compare import unlike
from trax.delivery.gates import is_sent, require_approved
from trax.delivery.ledger import read_entry
from trax.delivery.lock import read_lock
from trax.delivery.machine import find_machine
from trax.delivery.plan import Known, plan_push
from trax.delivery.prepare import check_draft, generation_of, make_draft, marker_of
from trax.delivery.receipt import read_receipt
from trax.delivery.slots import lateness
from trax.delivery.wording import local_time
from trax.errors import TraxError

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.git import Repository
    from trax.delivery.ledger_rows import Entry
    from trax.delivery.locate import Located
    from trax.delivery.prepare import Draft
    from trax.providers.base import Provider, RemoteCampaign

YES, NO, SILENT = "yes", "NO", "-"
DOUBTS = {
    "create": "creating the draft",
    "content": "filling the draft",
    "send": "sending it",
    "schedule": "giving it its time",
    "unschedule": "taking its time away",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one witness says about the issue, and whether that agrees with the files as they are now."""

    witness: str
    says: str
    agrees: str = SILENT


NEXT = {
    "unreadable": "trax check {number}",
    "draft": "trax approve {number} --by NAME",
    "changed": "trax approve {number} --by NAME",
    "approved": "trax push {number}",
    "planned": "trax schedule {number}",
    "pushed": "trax send {number}",
    "sending": "trax send {number}",
    "scheduled": "trax cancel {number}, to stop it before its time",
    "unresolved": "trax {command} {number}",
    "held": "trax status {number}, after you looked at the campaign at the provider",
    "due": "trax send {number}, or leave it to trax run-due",
    "edited": "delete that draft at the provider, then: trax push {number}",
    "missed": "trax cancel {number}, then trax send {number}",
    "elsewhere": "git pull, then trax status {number}: another machine has begun to send it",
    "late": "trax send {number}, or trax approve {number} --by NAME --at TIME for another time",
    "sent": "trax archive",
    "unwritten": "trax send {number}, which sends nothing and writes the receipt",
    "unclear": "trax status {number}, after the lines marked NO were looked into",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an issue stands.

    Attributes:
        state: A key of `NEXT`.
        next_command: What to type next.
    """

    number: int
    subject: str
    state: str
    lines: tuple[Line, ...]
    next_command: str


def stand(
    place: Located,
    provider: Provider,
    *,
    number: int | None,
    now: datetime,
    repository: Repository | None = None,
) -> Standing:
    """Return where the issue stands; what cannot be read is said in its line and stops nothing.

    Args:
        number: The number that the folder is named by; what its files say goes before.
        now: With a zone.
        repository: Where to ask which machine holds the lock; None does not ask.
    """
    action = ""
    draft, files = _ask_files(place, provider, now=now)
    number = draft.issue.number if draft else number or 0
    approval, approved = _ask_approval(place, draft, number)
    campaign, remote = _ask_provider(place, draft, provider, number)
    entry, noted = _ask_ledger(place, campaign, number)
    has_left, received = _ask_receipt(place, draft, number)
    if has_left or (campaign and campaign.state == "sent"):
        state, action = "sent", "" if has_left else "unwritten"
    elif NO in (remote.agrees, received.agrees):
        state = "unclear"
        action = {"draft": "edited", "scheduled": "missed"}.get(campaign.state, "") if campaign else ""
    elif campaign and campaign.state == "scheduled" and _lateness(campaign.scheduled_at, now) == "late":
        state, action = "held", "missed"
    elif campaign and campaign.state in NEXT and campaign.state != "draft":
        state = campaign.state
    elif entry and (entry.doubt or entry.may_have_left):
        # Begun, and the provider shows no end of it.
        state = "held" if campaign is None and entry.may_have_left else "unresolved"
    elif draft is None:
        state = "unreadable"
    elif approved.agrees != YES:
        state = "draft" if approval is None and approved.agrees == SILENT else "changed"
    else:
        state = "pushed" if campaign and campaign.digest == draft.bundle.digest else "approved"
        when = _lateness(approval.planned.utc, now) if approval and approval.planned else ""
        action = {"ahead": "planned", "due": "due", "late": "late"}.get(when, "")
        state = "held" if when == "late" else state
    is_elsewhere, held = _ask_lock(place, repository, number) if provider.capabilities.leaves_machine else (False, ())
    if is_elsewhere and state in {"approved", "pushed", "held"}:
        action = "elsewhere"
    lines = (files, approved, *_ask_bundle(place, approval), *noted, remote, *held, received)
    command = "send" if entry and entry.may_have_left else "push"
    next_command = NEXT[action or state].format(number=number, command=command)
    return Standing(number, draft.issue.subject if draft else "", state, lines, next_command)


def _lateness(at: datetime | None, now: datetime) -> str:
    return lateness(at, now) if at else ""


def _ask_files(place: Located, provider: Provider, *, now: datetime) -> tuple[Draft | None, Line]:
    try:
        draft = make_draft(place, provider)
        findings = check_draft(place, draft, now=now)
    except TraxError as error:
        return None, Line("files", error.message, NO)
    errors = sum(finding.severity == "error" for finding in findings)
    found = "no errors" if not errors else "1 error" if errors == 1 else f"{errors} errors"
    return draft, Line("files", f"{draft.bundle.digest[:SHORT]}, {found}", YES)


def _ask_approval(place: Located, draft: Draft | None, number: int) -> tuple[Approval | None, Line]:
    try:
        approval = read_approval(place.folder, number=number)
    except TraxError as error:
        return None, Line("approval", error.message, NO)
    if approval is None:
        return None, Line("approval", "none")
    when = local_time(approval.approved_at, _zone(place))
    says = f"{approval.bundle[:SHORT]} by {approval.names}, {when}"
    says += f", to go out on {approval.planned}" if approval.planned else ""
    says += f", generation {approval.generation}: {approval.reason}" if approval.generation > 1 else ""
    if draft is None:
        return approval, Line("approval", says)
    try:
        require_approved(draft.bundle, approval, audience=place.audience)
    except TraxError as error:
        return approval, Line("approval", f"{says}; {error.message}", NO)
    return approval, Line("approval", says, YES)


def _ask_bundle(place: Located, approval: Approval | None) -> tuple[Line, ...]:
    if approval is None:
        return ()
    folder = bundle_folder(place.workspace.root, approval.number, approval.bundle)
    shown = folder.relative_to(place.workspace.root).as_posix()
    if not folder.is_dir():
        return (Line("bundle", f"{shown} is not here; it is made again when needed"),)
    try:
        read_bundle(folder, number=approval.number)
    except TraxError as error:
        return (Line("bundle", error.message, NO),)
    return (Line("bundle", shown, YES),)


def _ask_provider(
    place: Located, draft: Draft | None, provider: Provider, number: int
) -> tuple[RemoteCampaign | None, Line]:
    try:
        campaigns = provider.find(marker_of(place, number))
        if not campaigns:
            return None, Line(provider.name, "nothing")
        # A campaign that has left the draft state says more than the drafts beside it.
        campaign = next((each for each in campaigns if each.state != "draft"), campaigns[0])
        # Do the campaigns contradict each other? Whether they are the files' is asked below.
        plan_push(Known(provider.name, campaign.digest or "", campaigns))
    except TraxError as error:
        return None, Line(provider.name, error.message, NO)
    says = f"{(campaign.digest or '?')[:SHORT]}, campaign {campaign.id} is {campaign.state}"
    says += f" for {local_time(campaign.scheduled_at, _zone(place))}" if campaign.scheduled_at else ""
    if campaign.recipients is not None and campaign.delivered is not None:
        says += f": {campaign.delivered} of {campaign.recipients} mails"
    is_other = draft is not None and campaign.digest != draft.bundle.digest
    agrees = _agreement(draft, is_other=is_other, is_final=campaign.state == "sent")
    edited = _ask_content(campaign, draft, provider, place)
    return campaign, Line(provider.name, f"{says}{edited}", NO if edited else agrees)


def _ask_content(campaign: RemoteCampaign, draft: Draft | None, provider: Provider, place: Located) -> str:
    """Return what somebody has changed at the provider, of a campaign that still can be taken back."""
    if draft is None or campaign.state not in {"draft", "scheduled"} or campaign.digest != draft.bundle.digest:
        return ""
    try:
        different = unlike(campaign, draft.bundle, provider, audience=place.audience)
    except TraxError as error:
        return f"; {error.message}"
    return f"; its copy is not what it was given: {different}" if different else ""


def _ask_ledger(place: Located, campaign: RemoteCampaign | None, number: int) -> tuple[Entry | None, tuple[Line, ...]]:
    try:
        entry = read_entry(place.workspace.root, marker_of(place, number))
    except TraxError as error:
        # Provider and receipt know all that the ledger does, but for calls whose reply was lost.
        return None, (Line("ledger", f"{error.message}; {error.hint}"),)
    if entry is None:
        return None, ()
    named = f"campaign {entry.remote_id}" if entry.remote_id else "no campaign"
    says = f"{entry.state.replace('_', ' ')}, {named}, {local_time(entry.at, _zone(place))}"
    if entry.doubt:
        return entry, (Line("ledger", f"{says}; nobody knows the end of: {DOUBTS[entry.doubt]}", NO),)
    is_same = entry.remote_id == (campaign.id if campaign else "")
    is_behind = is_same and campaign is not None and campaign.state not in {"draft", entry.state}
    is_ahead = entry.may_have_left and (campaign is None or campaign.state == "draft")
    return entry, (Line("ledger", says, NO if is_ahead else YES if is_same and not is_behind else SILENT),)


def _ask_lock(place: Located, repository: Repository | None, number: int) -> tuple[bool, tuple[Line, ...]]:
    """Return whether another machine holds the lock, and what there is to say of it."""
    if repository is None:
        return False, ()
    try:
        generation = generation_of(place, number)
        lock = read_lock(repository, issue=number, audience=place.audience, generation=generation)
        is_ours = lock is not None and lock.is_held_by(find_machine(place.workspace.root))
    except TraxError as error:
        return False, (Line("lock", error.message),)
    if lock is None:
        return False, ()
    since = f" since {lock.since}" if lock.since else ""
    whose = "this machine" if is_ours else lock.held_by
    line = Line("lock", f"{whose}{since}, git tag {lock.tag} at {lock.remote}", YES if is_ours else SILENT)
    return not is_ours, (line,)


def _zone(place: Located) -> str:
    return place.workspace.settings.publication.time_zone


def _ask_receipt(place: Located, draft: Draft | None, number: int) -> tuple[bool, Line]:
    try:
        receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
        has_left = is_sent(receipt, audience=place.audience)
    except TraxError as error:
        return False, Line("receipt", error.message, NO)
    if receipt is None:
        return False, Line("receipt", "none")
    when = local_time(receipt.sent_at, _zone(place))
    says = f"{receipt.bundle[:SHORT]}, {receipt.state} to {receipt.recipients} readers, {when}"
    is_other = draft is not None and receipt.bundle != draft.bundle.digest
    return has_left, Line("receipt", says, _agreement(draft, is_other=is_other, is_final=has_left))


def _agreement(draft: Draft | None, *, is_other: bool, is_final: bool) -> str:
    """Return whether a witness agrees with the files."""
    if draft is None:
        return SILENT
    return (NO if is_final else SILENT) if is_other else YES
