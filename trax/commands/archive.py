"""`trax archive`: the web archive of the issues that were sent."""

from __future__ import annotations

import json
from pathlib import Path

import click

from trax.archive.build import plan_site, write_site
from trax.archive.collect import collect_entries
from trax.commands.options import json_option, workspace_option
from trax.content.workspace import open_workspace
from trax.render.templates import load_templates
from trax.upr.table import load_table


@click.command(short_help="Build the web archive of the issues that were sent.")
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Folder of the site; else site/.")
@click.option("--include-unsent", is_flag=True, help="Show issues that were not sent as well, marked as such.")
@json_option
@workspace_option
def command(workspace: Path, to: Path | None, *, include_unsent: bool, as_json: bool) -> None:
    """Build the web archive: a page for each issue that was sent, the exact mail beside it, an index, a feed.

    Only files whose bytes differ are written; the folder can be uploaded to any web server as it is.
    """
    opened = open_workspace(workspace)
    collected = collect_entries(opened, include_unsent=include_unsent)
    templates = load_templates(opened.root)
    pages = plan_site(collected.entries, settings=opened.settings, table=load_table(), templates=templates)
    folder = to or opened.root / "site"
    written = write_site(folder, pages)
    for number in collected.without_mail:
        click.echo(
            f"issue {number}: the exact mail is not on this machine (build/ of the machine that sent it)", err=True
        )
    addresses = [str(folder / entry.address / "index.html") for entry in collected.entries]
    if as_json:
        document = {"folder": str(folder), "files": len(pages), "written": written, "issues": addresses}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"archive    {folder / 'index.html'}  ({len(pages)} files, {written} written)")
    for address in addresses:
        click.echo(f"issue      {address}")
    if not addresses:
        click.echo("no issue was sent yet; --include-unsent shows the others", err=True)
    else:
        click.echo(f"next: upload {folder}, or look at it: python3 -m http.server --directory {folder}", err=True)
