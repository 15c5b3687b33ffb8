"""`trax run-due`: what a scheduler calls; it sends what is due and says nothing when nothing is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from trax.commands.due_steps import look_ahead, print_units, run_round
from trax.commands.options import json_option, workspace_option
from trax.content.workspace import open_workspace
from trax.delivery.emit import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.emit import Kind


@click.command(short_help="Send what is due; for schedulers, says nothing when nothing is.")
@click.option("--emit", "kind", type=click.Choice(KINDS), help="Print what makes a scheduler call this, and stop.")
@click.option("--dry-run", is_flag=True, help="Say which issues have a planned time, and send nothing.")
@json_option
@workspace_option
def command(workspace: Path, *, kind: Kind | None, dry_run: bool, as_json: bool) -> None:
    """Send the issues whose approved time has come, and follow those that are on their way.

    Meant to be called every quarter of an hour by a scheduler; as often as one likes, and on several machines. A time
    that is over by more than two hours is not caught up with: it is told once, and a person decides.
    """
    newsletter = open_workspace(workspace)
    if kind:
        print_units(newsletter, kind)
        return
    told = look_ahead(newsletter) if dry_run else run_round(newsletter)
    if as_json:
        rows = [{"issue": each.number, "says": each.says, "hint": each.hint, "code": each.code} for each in told]
        click.echo(json.dumps({"told": rows}, ensure_ascii=False, indent=2))
    for each in () if as_json else told:
        click.echo(each.says, err=bool(each.code))
        click.echo(f"  hint: {each.hint}" if each.hint else "", err=True, nl=bool(each.hint))
    sys.exit(max((each.code for each in told), default=0))
