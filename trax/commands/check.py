"""`trax check`: what is wrong in an issue or in any text, by its readers and by the checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trax.commands.check_quick import check_quickly
from trax.commands.check_verdict import summary
from trax.commands.explanations import codes_as_json, list_codes, parse_codes
from trax.commands.link_steps import utc_now
from trax.commands.options import chosen_form, format_option, workspace_option
from trax.commands.output import exit_code, print_findings
from trax.commands.terminal import width_of
from trax.content.dates import parse_day

if TYPE_CHECKING:
    from trax.commands.output import Form


@click.command(short_help="Hold an issue against the calendar, the session table and the house rules.")
@click.argument("issues", nargs=-1)
@click.option("--only", multiple=True, metavar="CODE", help="Run this check; several with commas, or given again.")
@click.option("--skip", multiple=True, metavar="CODE", help="Leave this check out; likewise.")
@click.option("--as-of", metavar="DATE", help="Judge by what was known on this day, instead of the issue's.")
@click.option("--offline", is_flag=True, help="Ask for no link on the web; say what earlier looks have found.")
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
    offline: bool,
    workspace: Path,
    list_checks: bool,
    form: Form | None,
    as_json: bool,
) -> None:
    """Hold ISSUES against the calendar, the session table and the house rules.

    An issue is its number or its folder; every issue without one. Any text file may stand there too (.txt, .md, .html,
    or - for what comes through a pipe): a file of an issue is looked at with its issue, another one for itself, in no
    newsletter at all.

    Ends with 1 when there are errors; warnings and notices are advice. `trax explain CODE` says what a finding means,
    and how to allow it at one place.
    """
    form = chosen_form(form, as_json=as_json)
    if list_checks:
        click.echo(json.dumps(codes_as_json(), indent=2) if form == "json" else list_codes(width=width_of()))
        return
    chosen, left_out, day = parse_codes(only), parse_codes(skip), parse_day(as_of) if as_of else None
    now = utc_now()
    is_plain = not (chosen or left_out or day)
    answer = check_quickly(workspace, issues, now=now, is_offline=offline) if is_plain else None
    if answer is None:
        # Forty modules of rules, which neither a list nor an answer that is kept needs.
        from trax.commands.file_steps import Way, check_all  # noqa: PLC0415

        way = Way(chosen, left_out, day, now=now, is_offline=offline)
        answer = check_all(issues, way, start=workspace)
    checked, root = answer
    # A fault of the library is one of each issue that uses it, and is said once.
    findings = list(dict.fromkeys(finding for each in checked for finding in each.verdict.findings))
    silenced = list(dict.fromkeys(silent for each in checked for silent in each.verdict.silenced))
    print_findings(findings, form=form, silenced=silenced, root=root or Path())
    for each in checked:
        if each.note:
            click.echo(each.note, err=True)
        click.echo(f"{each.name}: {summary(each.verdict)}", err=True)
    context.exit(exit_code(findings))
