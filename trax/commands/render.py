"""`trax render`: the HTML mail and the plain text of an issue, into `build/`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from trax.commands.options import issue_argument, json_option, workspace_option
from trax.delivery.locate import build_folder, locate_issue, read_whole_issue, render_issue
from trax.files import digest, write_if_changed
from trax.render.email import images_address

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Make the HTML mail and the plain text of an issue.")
@issue_argument
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, as_json: bool) -> None:
    """Make the HTML mail and the plain text of ISSUE, and write them below build/.

    They are for looking at, look.html with its pictures; what is sent is what approve freezes.
    """
    place = locate_issue(workspace, issue)
    mail = render_issue(place, read_whole_issue(place))
    folder = build_folder(place.workspace.root, mail.number)
    html, text = mail.html.encode(), mail.text.encode()
    # The mail names its pictures on the web; this copy finds them beside itself.
    local = mail.html.replace(images_address(mail.number, site=place.workspace.settings.publication.site), "images/")
    files = {"email.html": html, "email.txt": text, "look.html": local.encode()}
    files |= {f"images/{image.name}": image.data for image in mail.images}
    for name, data in files.items():
        write_if_changed(folder / name, data)
    if as_json:
        document = {
            "issue": mail.number,
            "subject": mail.subject,
            "preheader": mail.preheader,
            "html": {"path": str(folder / "email.html"), "bytes": len(html), "sha256": digest(html)},
            "text": {"path": str(folder / "email.txt"), "bytes": len(text), "sha256": digest(text)},
            "look": str(folder / "look.html"),
            "images": [image.name for image in mail.images],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"subject    {mail.subject}")
    click.echo(f"preheader  {mail.preheader}")
    click.echo(f"mail       {folder / 'email.html'}  ({len(html) / 1000:.1f} KB)")
    click.echo(f"text       {folder / 'email.txt'}  ({len(text) / 1000:.1f} KB)")
    click.echo(f"look at    {folder / 'look.html'}")
    click.echo(f"next: trax check {mail.number}", err=True)
