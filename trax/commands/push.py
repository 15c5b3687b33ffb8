"""`trax push`: the approved issue as a draft at the mailing provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case, open_noted_ledger, print_end, print_plan
from trax.commands.options import issue_argument, json_option, take_over_option, workspace_option
from trax.delivery.bundle import write_bundle
from trax.delivery.deliver import look, push
from trax.delivery.dispatch import keep_machines_apart
from trax.delivery.gates import is_sent
from trax.delivery.pace import pace_for
from trax.delivery.plan import plan_push
from trax.delivery.prepare import find_begun_campaign, generation_of, make_approved_order
from trax.delivery.receipt import read_receipt

if TYPE_CHECKING:
    from pathlib import Path

    from trax.providers.base import RemoteCampaign


@click.command(short_help="Put the approved issue at the mailing provider as a draft.")
@issue_argument
@take_over_option
@click.option("--dry-run", is_flag=True, help="Show the steps, and take none of them.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, take_over: bool, dry_run: bool, as_json: bool) -> None:
    """Put the approved ISSUE at the mailing provider as a draft, and read it back.

    A draft sends nothing. The same command again is harmless: there is only ever one draft of an issue.
    """
    case = open_case(workspace, issue)
    place, number = case.place, case.number
    begun = find_begun_campaign(place, case.looking, number=number)
    receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
    if is_sent(receipt, audience=place.audience) or begun:
        says = f"issue {number} {_state_of(begun)} already: nothing was done"
        print_end({"issue": number}, says=says, next_command=f"trax status {number}", as_json=as_json)
        return
    order, audience, _ = make_approved_order(place, case.draft, case.looking, repository=case.repository, now=case.now)
    steps = plan_push(look(order, case.looking))
    document = print_plan(case, order, audience, steps, more={}, as_json=as_json) | {"dry_run": dry_run}
    if dry_run:
        next_command = f"trax push {number}"
        print_end(document, says="dry run: nothing was written", next_command=next_command, as_json=as_json)
        return
    # Only looking: a provider on this machine must not begin to send what is due there.
    with open_noted_ledger(case.root, now=case.now) as ledger:
        notice = keep_machines_apart(
            place, case.looking, repository=case.repository, number=number, now=case.now, take_over=take_over
        )
        click.echo(notice, err=True, nl=bool(notice))
        write_bundle(case.root, order.bundle)
        campaign = push(order, case.looking, ledger=ledger, pace=pace_for(case.looking.name))
    document |= {"campaign": {"id": campaign.id, "state": campaign.state}}
    says = f"pushed: campaign {campaign.id} at {case.looking.name} is a {campaign.state} with these bytes"
    print_end(document, says=says, next_command=f"trax send {number}", as_json=as_json)


def _state_of(begun: RemoteCampaign | None) -> str:
    if begun is None or begun.state == "sent":
        return "was sent"
    return "is being sent" if begun.state == "sending" else f"is {begun.state}"
