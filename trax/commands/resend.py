"""`trax resend`: an issue that was sent goes out a second time, on the word of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import confirm, open_case, print_end, print_plan
from trax.commands.options import issue_argument, json_option, recipients_option, take_over_option, workspace_option
from trax.commands.reader_steps import send_again
from trax.commands.sending_steps import Wish, send_out
from trax.content.workspace import number_of
from trax.delivery.again import order_again
from trax.delivery.approval import name_approver
from trax.delivery.approval_file import write_approval
from trax.delivery.bundle import write_bundle
from trax.delivery.git import read_identity
from trax.delivery.locate import locate_issue
from trax.delivery.slots import legal_slot

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Send an issue a second time, on the word of two people.")
@issue_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept in the approval.")
@click.option("--by", "name", metavar="NAME", help="Who orders it; without it, the name that git knows.")
@click.option("--second", default="", metavar="NAME", help="Who agrees: another person.")
@click.option("--to", "addresses", metavar="ADDRESS", multiple=True, help="Only to this reader, who has no mail.")
@recipients_option
@take_over_option
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@json_option
@workspace_option
def command(
    issue: str,
    workspace: Path,
    *,
    reason: str,
    name: str | None,
    second: str,
    addresses: tuple[str, ...],
    recipients: int | None,
    take_over: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Send ISSUE a second time to its whole audience, on the word of two people.

    The only command that gives readers an issue twice. It asks to type the number of readers. Whatever was
    interrupted: `trax send` goes on with it. With --to, which is for the provider smtp, nobody gets it twice: it goes
    to single readers who surely have no mail, as `trax status` lists them.
    """
    if addresses:
        place = locate_issue(workspace, issue)
        number = number_of(place.workspace, place.folder)
        send_again(place, number, addresses=addresses, reason=reason, dry_run=dry_run, as_json=as_json)
        return
    case = open_case(workspace, issue)
    me = read_identity(case.root)
    approvers = (
        name_approver(me.name if name is None else name, me.email),
        name_approver(second, "", option="--second"),
    )
    order, audience, approval = order_again(
        case.place, case.draft, case.looking, approvers=approvers, reason=reason, now=case.now
    )
    if dry_run:
        more = {"sent anew by": approval.names, "because": approval.reason}
        document = print_plan(case, order, audience, more=more, as_json=as_json) | {"dry_run": True}
        next_command = f"trax resend {case.number}"
        print_end(document, says="dry run: nothing was sent", next_command=next_command, as_json=as_json)
        return
    confirm(case.number, audience.count, typed=recipients, is_sure=False)
    write_bundle(case.root, order.bundle)
    write_approval(case.place.folder, approval)
    able = case.working.capabilities
    when = legal_slot(case.now, step_minutes=able.step_minutes) if able.has_clock else None
    wish = Wish(when, recipients=audience.count, is_final=True, take_over=take_over)
    send_out(case, wish, command="send", dry_run=False, as_json=as_json)
