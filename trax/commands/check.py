"""`trax check`: what is wrong in an issue, by its readers and by the checks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from trax.checks.registry import CHECKS, CODES
from trax.commands.check_steps import check_issue, summary
from trax.commands.link_steps import LinkBook
from trax.commands.options import json_option, workspace_option
from trax.commands.output import exit_code, print_findings
from trax.content.dates import parse_day
from trax.content.workspace import find_issue, issue_folders, open_workspace
from trax.delivery.locate import Located
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Hold an issue against the calendar, the session table and the house rules.")
@click.argument("issues", nargs=-1)
@click.option("--only", multiple=True, type=click.Choice(CODES), help="Run this check; may be given several times.")
@click.option("--skip", multiple=True, type=click.Choice(CODES), help="Leave this check out; likewise.")
@click.option("--as-of", metavar="DATE", help="Judge by what was known on this day, instead of the issue's.")
@click.option("--offline", is_flag=True, help="Ask for no link on the web; say what earlier looks have found.")
@click.option("--list", "list_checks", is_flag=True, help="Print the checks, one a line, and stop.")
@json_option
@workspace_option
@click.pass_context
def command(
    context: click.Context,
    *,
    issues: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    as_of: str | None,
    offline: bool,
    workspace: Path,
    list_checks: bool,
    as_json: bool,
) -> None:
    """Hold ISSUES (numbers, all without one) against the calendar, the session table and the house rules.

    Ends with 1 when there are errors; warnings and notices are advice.
    """
    if list_checks:
        for check in CHECKS:
            click.echo(f"{check.CODE:15}{check.SUMMARY}")
        return
    day = parse_day(as_of) if as_of else None
    opened = open_workspace(workspace)
    folders = [find_issue(opened, wanted) for wanted in issues] or [each.path for each in issue_folders(opened)]
    templates = load_templates(opened.root)
    places = {folder.name: Located(opened, folder, templates) for folder in folders}
    links = LinkBook(opened.root, now=datetime.now(tz=UTC), is_offline=offline)
    checked = {name: check_issue(place, links, as_of=day, only=only, skip=skip) for name, place in places.items()}
    findings = [finding for found in checked.values() for finding in found]
    print_findings(findings, as_json=as_json)
    for name, found in checked.items():
        click.echo(f"issue {name.lstrip('0') or name}: {summary(found)}", err=True)
    context.exit(exit_code(findings))
