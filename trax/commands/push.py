"""`trax push`: the approved issue as a draft at the mailing provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case, open_case_ledger, print_end, print_plan
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.delivery.bundle import write_bundle
from trax.delivery.deliver import look, push
from trax.delivery.gates import is_sent
from trax.delivery.pace import pace_for
from trax.delivery.plan import plan_push
from trax.delivery.prepare import find_begun_campaign, make_approved_order
from trax.delivery.receipt import read_receipt

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Put the approved issue at the mailing provider as a draft.")
@issue_argument
@click.option("--dry-run", is_flag=True, help="Show the steps, and take none of them.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, dry_run: bool, as_json: bool) -> None:
    """Put the approved ISSUE at the mailing provider as a draft, and read it back.

    A draft sends nothing. The same command again is harmless: there is only ever one draft of an issue.
    """
    case = open_case(workspace, issue)
    begun = find_begun_campaign(case.place, case.looking, number=case.number)
    receipt = read_receipt(case.place.folder, number=case.number)
    if is_sent(receipt, audience=case.place.audience) or begun:
        says = f"issue {case.number} was sent already, or is being sent: nothing was done"
        next_command = f"trax status {case.number}"
        print_end({"issue": case.number}, says=says, next_command=next_command, as_json=as_json)
        return
    order, audience = make_approved_order(case.place, case.draft, case.looking)
    steps = plan_push(look(order, case.looking))
    document = print_plan(case, order, audience, steps, more={}, as_json=as_json) | {"dry_run": dry_run}
    if dry_run:
        next_command = f"trax push {case.number}"
        print_end(document, says="dry run: nothing was written", next_command=next_command, as_json=as_json)
        return
    with open_case_ledger(case) as ledger:
        write_bundle(case.root, order.bundle)
        campaign = push(order, case.working, ledger=ledger, pace=pace_for(case.working.name))
    document |= {"campaign": {"id": campaign.id, "state": campaign.state}}
    says = f"pushed: campaign {campaign.id} at {case.working.name} is a {campaign.state} with these bytes"
    print_end(document, says=says, next_command=f"trax send {case.number}", as_json=as_json)
