"""`trax status`: where an issue stands, asked of everybody who knows something about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import clock
from trax.commands.options import json_option, workspace_option
from trax.commands.reader_steps import list_recipients, print_recipients, settle
from trax.content.workspace import issue_folders, number_of, open_workspace
from trax.delivery.git import open_repository
from trax.delivery.locate import Located, locate_issue
from trax.delivery.standing import stand
from trax.delivery.wording import format_rows
from trax.providers.registry import open_provider
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from trax.delivery.recipients import Recipient
    from trax.delivery.standing import Standing


@click.command(short_help="Say where an issue stands: files, approval, provider.")
@click.argument("issue", required=False)
@click.option("--log", type=click.Path(path_type=Path, exists=True), help="Log of the mail server: settles doubt.")
@click.option("--arrived", metavar="ADDRESS", multiple=True, help="This reader in doubt has the mail.")
@click.option("--missing", metavar="ADDRESS", multiple=True, help="This reader in doubt has no mail.")
@json_option
@workspace_option
def command(
    issue: str | None,
    workspace: Path,
    *,
    log: Path | None,
    arrived: tuple[str, ...],
    missing: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say where ISSUE stands: what its files, approval, provider and receipt say, and whether they agree.

    Without a number: one line for each issue. Nothing is sent, and nothing is changed but what --log, --arrived and
    --missing say of readers in doubt, where the provider is smtp.
    """
    place = locate_issue(workspace, issue) if issue else None
    if log or arrived or missing:
        if place is None:
            raise click.UsageError("--log, --arrived and --missing need the number of an issue")
        number = number_of(place.workspace, place.folder)
        click.echo(settle(place, number, log=log, arrived=arrived, missing=missing), err=True)
    newsletter = place.workspace if place else open_workspace(workspace)
    now = clock()
    provider = open_provider(newsletter, now=now, is_at_work=False)
    # The lock is asked for over the network, for the one issue that somebody wants to know about.
    repository = open_repository(newsletter.root, remote=newsletter.settings.delivery.remote) if place else None
    templates = place.templates if place else load_templates(newsletter.root)
    standings = [
        stand(
            Located(newsletter, folder.path, templates),
            provider,
            number=folder.number,
            now=now,
            repository=repository,
        )
        for folder in issue_folders(newsletter)
        if place is None or folder.path == place.folder
    ]
    rows = list_recipients(place, standings[0].number) if place else ()
    if as_json:
        document = {"issues": [asdict(standing) for standing in standings], "readers": [asdict(row) for row in rows]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    elif not standings:
        click.echo("no issue yet")
    elif place:
        _print_one(standings[0], rows)
    else:
        table = [(str(one.number), one.state, one.subject, f"next: {one.next_command}") for one in standings]
        click.echo(format_rows(table))


def _print_one(standing: Standing, rows: tuple[Recipient, ...]) -> None:
    click.echo(f"issue {standing.number}: {standing.state}")
    click.echo(
        format_rows((("asked", "agrees", "says"), *((one.witness, one.agrees, one.says) for one in standing.lines)))
    )
    print_recipients(rows, standing.number)
    click.echo(f"next: {standing.next_command}")
