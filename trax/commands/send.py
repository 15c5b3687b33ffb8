"""`trax send`: the approved issue to its audience, once."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import confirm, open_case, open_case_ledger, print_end, print_plan
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.delivery.bundle import write_bundle
from trax.delivery.deliver import look, send
from trax.delivery.pace import pace_for
from trax.delivery.plan import plan_send
from trax.delivery.prepare import finish_earlier_send, keep_receipt, make_approved_order

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Send the approved issue to its audience, once.")
@issue_argument
@click.option("--recipients", type=int, metavar="NUMBER", help="The number of readers, instead of typing it.")
@click.option("--yes", is_flag=True, help="Send without being asked for the number of readers.")
@click.option("--dry-run", is_flag=True, help="Show the steps, and take none of them.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, recipients: int | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Send the approved ISSUE to its audience, once.

    Whatever was interrupted: type the same command again. An issue that was sent is never sent a second time.
    """
    case = open_case(workspace, issue)
    pace = pace_for(case.working.name)
    with ExitStack() as opened:
        ledger = None if dry_run else opened.enter_context(open_case_ledger(case))
        provider = case.looking if dry_run else case.working
        earlier = finish_earlier_send(case.place, provider, number=case.number, ledger=ledger, pace=pace)
        if earlier:
            print_end({"issue": case.number}, says=earlier, next_command="trax archive", as_json=as_json)
            return
        order, audience = make_approved_order(case.place, case.draft, case.looking)
        steps = plan_send(look(order, case.looking))
        document = print_plan(case, order, audience, steps, more={}, as_json=as_json) | {"dry_run": dry_run}
        if dry_run:
            next_command = f"trax send {case.number}"
            print_end(document, says="dry run: nothing was sent", next_command=next_command, as_json=as_json)
            return
        confirm(case.number, order.recipients, typed=recipients, is_sure=yes)
        write_bundle(case.root, order.bundle)
        campaign = send(order, case.working, ledger=ledger, pace=pace)
        receipt = keep_receipt(case.place, case.working, campaign, number=case.number)
    document |= {"campaign": {"id": campaign.id, "state": campaign.state}, "recipients": receipt.recipients}
    says = f"sent: issue {case.number} to {receipt.recipients} readers; commit receipt.json and approval.toml"
    print_end(document, says=says, next_command="trax archive", as_json=as_json)
