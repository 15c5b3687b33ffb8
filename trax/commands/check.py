"""`trax check`: what is wrong in an issue, by its readers and by the checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from trax.commands.explanations import codes_as_json, list_codes, parse_codes
from trax.commands.options import chosen_form, format_option, workspace_option
from trax.commands.output import exit_code, print_findings
from trax.commands.terminal import width_of
from trax.content.dates import parse_day
from trax.content.workspace import find_issue, issue_folders, open_workspace
from trax.delivery.locate import Located
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path

    from trax.commands.output import Form


@click.command(short_help="Hold an issue against the calendar, the session table and the house rules.")
@click.argument("issues", nargs=-1)
@click.option("--only", multiple=True, metavar="CODE", help="Run this check; several with commas, or given again.")
@click.option("--skip", multiple=True, metavar="CODE", help="Leave this check out; likewise.")
@click.option("--as-of", metavar="DATE", help="Judge by what was known on this day, instead of the issue's.")
@click.option("--list", "list_checks", is_flag=True, help="Print the checks, one a line, and stop.")
@format_option
@workspace_option
@click.pass_context
def command(
    context: click.Context,
    *,
    issues: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    as_of: str | None,
    workspace: Path,
    list_checks: bool,
    form: Form | None,
    as_json: bool,
) -> None:
    """Hold ISSUES (numbers, all without one) against the calendar, the session table and the house rules.

    Ends with 1 when there are errors; warnings and notices are advice. `trax explain CODE` says what a finding means,
    and how to allow it at one place.
    """
    form = chosen_form(form, as_json=as_json)
    if list_checks:
        click.echo(json.dumps(codes_as_json(), indent=2) if form == "json" else list_codes(width=width_of()))
        return
    # Forty modules of rules, which a list does not need.
    from trax.commands.check_steps import check_issue, summary  # noqa: PLC0415

    chosen, left_out = parse_codes(only), parse_codes(skip)
    day = parse_day(as_of) if as_of else None
    opened = open_workspace(workspace)
    folders = [find_issue(opened, wanted) for wanted in issues] or [each.path for each in issue_folders(opened)]
    templates = load_templates(opened.root)
    places = {folder.name: Located(opened, folder, templates) for folder in folders}
    checked = {name: check_issue(place, as_of=day, only=chosen, skip=left_out) for name, place in places.items()}
    findings = [finding for verdict in checked.values() for finding in verdict.findings]
    silenced = [each for verdict in checked.values() for each in verdict.silenced]
    print_findings(findings, form=form, silenced=silenced, root=opened.root)
    for name, verdict in checked.items():
        click.echo(f"issue {name.lstrip('0') or name}: {summary(verdict)}", err=True)
    context.exit(exit_code(findings))
