"""`trax schedule`: the approved issue to its audience, once, at a time to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case
from trax.commands.options import issue_argument, json_option, take_over_option, workspace_option
from trax.commands.sending_steps import Wish, send_out
from trax.delivery.approval_file import read_approval
from trax.delivery.slot_text import parse_slot
from trax.delivery.slots import lateness, require_on_grid
from trax.errors import NoTime, TimeOver

if TYPE_CHECKING:
    from pathlib import Path

    from trax.commands.delivery_steps import Case
    from trax.delivery.slots import Slot


@click.command(short_help="Let the approved issue go out at a time to come.")
@issue_argument
@click.option("--at", metavar="TIME", help='"first Tuesday 10:00", "2026-12-01 10:00"; or the time that was approved.')
@take_over_option
@click.option("--dry-run", is_flag=True, help="Show the steps, and take none of them.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, at: str | None, take_over: bool, dry_run: bool, as_json: bool) -> None:
    """Let the approved ISSUE go out at a time to come, once.

    The hour is that of the newsletter's time zone. `trax cancel` takes it back until then. A provider without a clock
    of its own needs `trax run-due` to be called: `trax run-due --help`.
    """
    case = open_case(workspace, issue)
    slot = _slot(case, at)
    require_on_grid(slot, case.working.capabilities.step_minutes, case.working.name)
    wish = Wish(slot.utc, slot, take_over=take_over)
    send_out(case, wish, command="schedule", dry_run=dry_run, as_json=as_json)


def _slot(case: Case, at: str | None) -> Slot:
    if at is not None:
        return parse_slot(at, zone=case.zone, now=case.now)
    approval = read_approval(case.place.folder, number=case.number)
    if approval is None or approval.planned is None:
        raise NoTime(case.number)
    if lateness(approval.planned.utc, case.now) != "ahead":
        raise TimeOver(case.number, str(approval.planned))
    return approval.planned
