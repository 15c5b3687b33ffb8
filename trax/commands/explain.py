"""`trax explain`: what a finding means, why it matters, and how to allow it at one place."""

from __future__ import annotations

import click

from trax.commands.explanations import list_codes, read_page
from trax.commands.terminal import width_of


@click.command(short_help="Explain a finding by its code: what it means, and what to do.")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain the finding CODE, such as weekday; without one, list the codes.

    The code stands in brackets in each finding: issues/050/issue.md:7:9: error [weekday] ...
    """
    if code is None:
        click.echo(list_codes(width=width_of(), with_readers=True))
        return
    click.echo(read_page(code.strip("[]").lower()).text.rstrip())
