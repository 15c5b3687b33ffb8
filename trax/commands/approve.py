"""`trax approve`: freeze an issue and put a name under these exact bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case, print_end, print_plan
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.delivery.approval import make_approval, name_approver
from trax.delivery.approval_file import write_approval
from trax.delivery.bundle import write_bundle
from trax.delivery.gates import require_checked
from trax.delivery.git import read_identity
from trax.delivery.prepare import check_draft, make_order, read_unsent_approval
from trax.delivery.slot_text import parse_slot

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Freeze an issue and put your name under these exact bytes.")
@issue_argument
@click.option("--by", "name", metavar="NAME", help="Who approves; without it, the name that git knows.")
@click.option("--at", metavar="TIME", help='When it is to go out: "first Tuesday 10:00", "2026-12-01 10:00".')
@click.option("--override", metavar="REASON", default="", help="Why it is approved although the checks found errors.")
@click.option("--dry-run", is_flag=True, help="Show what would be approved, and write nothing.")
@json_option
@workspace_option
def command(
    issue: str, workspace: Path, *, name: str | None, at: str | None, override: str, dry_run: bool, as_json: bool
) -> None:
    """Freeze ISSUE and put your name under these exact bytes.

    Whatever is changed afterwards, in the issue or in the sender's settings, makes push and send refuse. With --at
    its time is approved, too: `trax schedule` and `trax run-due` go by it.
    """
    case = open_case(workspace, issue)
    findings = check_draft(case.place, case.draft, now=case.now)
    require_checked(case.number, findings, override=override.strip())
    planned = None if at is None else parse_slot(at, zone=case.zone, now=case.now)
    earlier = read_unsent_approval(case.place, case.looking, number=case.number)
    order, audience = make_order(case.place, case.draft, case.looking)
    me = read_identity(case.root)
    approver = name_approver(me.name if name is None else name, me.email)
    approval = make_approval(
        order.bundle,
        audience,
        approver=approver,
        earlier=earlier,
        findings=findings,
        override=override,
        planned=planned,
        now=case.now,
    )
    more = {"approved by": approval.names} | ({"goes out": str(approval.planned)} if approval.planned else {})
    document = print_plan(case, order, audience, more=more, as_json=as_json)
    document |= {"approvers": [str(each) for each in approval.approvers], "override": approval.override}
    document |= {"planned": approval.planned.utc.isoformat() if approval.planned else None, "dry_run": dry_run}
    says = "dry run: nothing was written"
    if not dry_run:
        write_bundle(case.root, order.bundle)
        path = write_approval(case.place.folder, approval)
        says = f"approved: {path.relative_to(case.root).as_posix()}"
    then = "schedule" if approval.planned else "push"
    next_command = f"trax approve {case.number} --by NAME" if dry_run else f"trax {then} {case.number}"
    print_end(document, says=says, next_command=next_command, as_json=as_json)
