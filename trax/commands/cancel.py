"""`trax cancel`: a scheduled issue is taken back, as long as no mail has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import clock, open_noted_ledger, print_end
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.content.workspace import number_of
from trax.delivery.locate import locate_issue
from trax.delivery.pace import pace_for
from trax.delivery.plan import Known, plan_cancel
from trax.delivery.prepare import marker_of
from trax.delivery.withdraw import cancel
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Take a scheduled issue back, as long as no mail has left.")
@issue_argument
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and leave it.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, dry_run: bool, as_json: bool) -> None:
    """Take ISSUE back that was scheduled, as long as no mail has left.

    It stays at the provider as a draft. Neither its files nor its approval are needed for that.
    """
    now = clock()
    place = locate_issue(workspace, issue)
    number = number_of(place.workspace, place.folder)
    marker = marker_of(place, number)
    # Only looking: a provider on this machine must not begin to send what is to be taken back.
    provider = open_provider(place.workspace, now=now, is_at_work=False)
    if dry_run:
        step = plan_cancel(Known(provider.name, "", provider.find(marker)))
        says = f"dry run: campaign {step.campaign_id} would be a draft again" if step else _nothing(number)
        document: dict[str, object] = {"issue": number, "dry_run": True}
        print_end(document, says=says, next_command=f"trax cancel {number}", as_json=as_json)
        return
    with open_noted_ledger(place.workspace.root, now=now) as ledger:
        pace = pace_for(provider.name)
        draft = cancel(marker, provider, number=number, audience=place.audience, ledger=ledger, pace=pace)
    says = f"taken back: campaign {draft.id} at {provider.name} is a draft again" if draft else _nothing(number)
    document = {"issue": number, "dry_run": False, "campaign": {"id": draft.id, "state": draft.state} if draft else None}
    print_end(document, says=says, next_command=f"trax status {number}", as_json=as_json)


def _nothing(number: int) -> str:
    return f"issue {number} is not scheduled: nothing was done"
