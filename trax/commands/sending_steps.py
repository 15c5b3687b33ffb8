"""What send, schedule and resend do alike: ask every rule, show the plan, have it confirmed, send it out."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import confirm, open_noted_ledger, print_end, print_plan
from trax.delivery.approval_file import write_approval
from trax.delivery.deliver import look
from trax.delivery.dispatch import dispatch, keep_machines_apart
from trax.delivery.earlier import finish_earlier_send
from trax.delivery.gates import require_planned_time
from trax.delivery.health import clock_health
from trax.delivery.pace import pace_for
from trax.delivery.plan import plan_schedule, plan_send
from trax.delivery.prepare import generation_of, make_approved_order
from trax.delivery.receipt import receipt_name
from trax.delivery.wording import local_time, missing_mails
from trax.errors import NoUndo, ScheduledOtherwise

if TYPE_CHECKING:
    from datetime import datetime

    from trax.commands.delivery_steps import Case
    from trax.delivery.approval import Approval
    from trax.delivery.dispatch import Dispatched
    from trax.delivery.slots import Slot
    from trax.providers.base import Provider


NEXT_AFTER = {"sent": "trax archive", "sending": "trax send {number}"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How an issue is to be sent.

    Attributes:
        when: At this time; None sends it now.
        slot: The same as a person chose it; None where it is only as far ahead as an undo needs.
        recipients: The number of readers that was typed.
        is_sure: Whether that number need not be asked for.
        is_final: Whether a person said that there is no undo.
        take_over: Whether a person says that another machine which holds the lock is gone for good.
    """

    when: datetime | None
    slot: Slot | None = None
    recipients: int | None = None
    is_sure: bool = False
    is_final: bool = False
    take_over: bool = False


def send_out(case: Case, wish: Wish, *, command: str, dry_run: bool, as_json: bool) -> None:
    """Send the issue out as wished, once, and print how it ended.

    Args:
        command: What the person typed, `send`: the command that is repeated.
    """
    pace = pace_for(case.working.name)
    with ExitStack() as opened:
        ledger = None if dry_run else opened.enter_context(open_noted_ledger(case.root, now=case.now))
        provider = case.looking if dry_run else case.working
        earlier = finish_earlier_send(case.place, provider, number=case.number, now=case.now, ledger=ledger, pace=pace)
        if earlier:
            is_other = earlier.scheduled_at is not None and earlier.scheduled_at != wish.when
            if is_other and (wish.slot or (wish.when is None and provider.capabilities.has_clock)):
                raise ScheduledOtherwise(case.number, earlier.says)
            next_command = NEXT_AFTER.get(earlier.state, "trax status {number}").format(number=case.number)
            told = {"issue": case.number, "state": earlier.state}
            print_end(told, says=earlier.says, next_command=next_command, as_json=as_json)
            return
        order, audience, approval = make_approved_order(
            case.place, case.draft, case.looking, repository=case.repository, now=case.now
        )
        require_planned_time(approval, wish.when, now=case.now)
        known = look(order, case.looking)
        steps = plan_send(known) if wish.when is None else plan_schedule(known, when=wish.when)
        more = {"goes out": local_time(wish.when, case.zone) if wish.when else "at once"}
        document = print_plan(case, order, audience, steps, more=more, as_json=as_json) | {"dry_run": dry_run}
        if ledger is None:
            next_command = f"trax {command} {case.number}"
            print_end(document, says="dry run: nothing was sent", next_command=next_command, as_json=as_json)
            return
        if wish.slot and not case.working.capabilities.has_clock:
            _plan_only(case, approval, wish.slot, document, as_json=as_json)
            return
        if not wish.slot:
            confirm(case.number, order.recipients, typed=wish.recipients, is_sure=wish.is_sure)
        _warn_of_account(case.looking)
        if wish.when is None and case.working.capabilities.has_clock:
            _confirm_no_undo(case.number, is_final=wish.is_final)
        notice = keep_machines_apart(
            case.place,
            case.working,
            repository=case.repository,
            number=case.number,
            now=case.now,
            take_over=wish.take_over,
        )
        if notice:
            click.echo(notice, err=True)
        done = dispatch(
            case.place, case.working, order, repository=case.repository, when=wish.when, ledger=ledger, pace=pace
        )
    _print_dispatched(case, done, document, readers=order.recipients, as_json=as_json)


def _warn_of_account(provider: Provider) -> None:
    """Say what the provider says of its account, and when its clock is another than ours."""
    account = provider.check()
    for note in account.notes:
        click.echo(f"{provider.name}: {note}", err=True)
    clock = clock_health(provider.name, account.skew_s)
    if clock.status == "warning":
        click.echo(f"this machine's clock is {clock.says}; {clock.cure}", err=True)


def _print_dispatched(
    case: Case, done: Dispatched, document: dict[str, object], *, readers: int, as_json: bool
) -> None:
    campaign, number = done.campaign, case.number
    document |= {"campaign": {"id": campaign.id, "state": campaign.state}, "state": campaign.state}
    next_command = "trax archive"
    if done.receipt:
        document["recipients"] = done.receipt.recipients
        kept = receipt_name(generation_of(case.place, number))
        says = f"sent: issue {number} to {done.receipt.recipients} readers; commit {kept} and approval.toml"
        says += missing_mails(campaign, number)
    elif campaign.state == "scheduled" and campaign.scheduled_at:
        document["scheduled_at"] = campaign.scheduled_at.isoformat()
        when = local_time(campaign.scheduled_at, case.zone)
        says = f"scheduled: issue {number} goes out to {readers} readers at {when}; to stop it: trax cancel {number}"
        next_command = f"trax status {number}"
    else:
        says, next_command = f"issue {number} is being sent: campaign {campaign.id}", f"trax send {number}"
    print_end(document, says=says, next_command=next_command, as_json=as_json)


def _plan_only(case: Case, approval: Approval, slot: Slot, document: dict[str, object], *, as_json: bool) -> None:
    """Write the time into the approval: a provider without a clock is given the issue when `trax run-due` is called."""
    if approval.planned is None:
        write_approval(case.place.folder, replace(approval, planned=slot))
    number, name = case.number, case.working.name
    says = f"planned: issue {number} goes out on {slot}, by trax run-due; to stop it: trax cancel {number}\n"
    says += f"{name} has no clock of its own: a scheduler has to call trax run-due, see trax run-due --help"
    document |= {"state": "planned", "scheduled_at": slot.utc.isoformat()}
    print_end(document, says=says, next_command=f"trax status {number}", as_json=as_json)


def _confirm_no_undo(number: int, *, is_final: bool) -> None:
    """Return when a person said a second time that the mails are to leave at once.

    Raises:
        NoUndo: If nobody did.
    """
    if is_final:
        return
    if sys.stdin.isatty():
        answer = click.prompt("There is no undo. Type the number of the issue to send it this minute", err=True)
        if answer.strip() == str(number):
            return
    raise NoUndo(number)
