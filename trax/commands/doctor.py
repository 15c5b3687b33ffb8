"""`trax doctor`: is this machine ready to send?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from trax.commands.doctor_steps import Wish, examine
from trax.commands.doctor_text import (
    capabilities_document,
    capabilities_text,
    health_document,
    health_text,
    terminal_width,
)
from trax.commands.options import json_option, workspace_option
from trax.delivery.health import summary, worst_code
from trax.providers.registry import capabilities

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Say whether this machine is ready to send.")
@click.option("--online", is_flag=True, help="Ask the web archive and the DNS of the sender's domain too.")
@click.option(
    "--dns", metavar="ADDRESS", default="", help="DNS server to ask instead of this machine's own; includes --online."
)
@click.option("--providers", is_flag=True, help="Print what each provider is capable of, and stop.")
@json_option
@workspace_option
@click.pass_context
def command(context: click.Context, workspace: Path, *, online: bool, dns: str, providers: bool, as_json: bool) -> None:
    """Say whether this machine is ready to send, a line for each thing a send needs, and its cure.

    Nothing is changed and nothing is sent. The provider is asked; whether anybody else is, is up to --online.
    Outside a newsletter, only the machine is looked at.
    """
    if providers:
        table = tuple(capabilities())
        document = capabilities_document(table)
        click.echo(_json(document) if as_json else capabilities_text(table, width=terminal_width()))
        return
    found = []
    for health in examine(workspace, Wish(datetime.now(tz=UTC), is_online=online or bool(dns), dns=dns)):
        found.append(health)
        if not as_json:
            click.echo(health_text(health, width=terminal_width()))
    click.echo(_json(health_document(found)) if as_json else f"\n{summary(found)}")
    context.exit(worst_code(found))


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
