"""`trax send`: the approved issue to its audience, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case
from trax.commands.options import issue_argument, json_option, recipients_option, take_over_option, workspace_option
from trax.commands.sending_steps import Wish, send_out
from trax.delivery.slots import legal_slot

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Send the approved issue to its audience, once.")
@issue_argument
@recipients_option
@click.option("--yes", is_flag=True, help="Send without being asked for the number of readers.")
@click.option("--now", "at_once", is_flag=True, help="At once, without the quarter of an hour to take it back.")
@click.option("--no-undo", is_flag=True, help="With --now: yes, there is no undo; instead of typing it.")
@take_over_option
@click.option("--dry-run", is_flag=True, help="Show the steps, and take none of them.")
@json_option
@workspace_option
def command(
    issue: str,
    workspace: Path,
    *,
    recipients: int | None,
    yes: bool,
    at_once: bool,
    no_undo: bool,
    take_over: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Send the approved ISSUE to its audience, once.

    A provider with a clock of its own gets it for the next time that is at least 15 minutes ahead: until then
    `trax cancel` takes it back. Whatever was interrupted: type the same command again. An issue that was sent is
    never sent a second time.
    """
    case = open_case(workspace, issue)
    able = case.working.capabilities
    when = None if at_once or not able.has_clock else legal_slot(case.now, step_minutes=able.step_minutes)
    wish = Wish(when, recipients=recipients, is_sure=yes, is_final=no_undo, take_over=take_over)
    send_out(case, wish, command="send", dry_run=dry_run, as_json=as_json)
