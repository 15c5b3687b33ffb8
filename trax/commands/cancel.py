"""`trax cancel`: a scheduled issue is taken back, as long as no mail has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import clock, open_noted_ledger, print_end
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.content.workspace import number_of
from trax.delivery.dispatch import keep_machines_apart
from trax.delivery.git import open_repository
from trax.delivery.locate import locate_issue
from trax.delivery.pace import pace_for
from trax.delivery.plan import Known, plan_cancel
from trax.delivery.prepare import marker_of
from trax.delivery.withdraw import cancel, drop_plan
from trax.errors import LockHeld, LockUnreachable
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from trax.delivery.locate import Located
    from trax.providers.base import Provider, RemoteCampaign


@click.command(short_help="Take a scheduled issue back, as long as no mail has left.")
@issue_argument
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and leave it.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, dry_run: bool, as_json: bool) -> None:
    """Take ISSUE back that was scheduled or has a planned time, as long as no mail has left.

    It stays at the provider as a draft. Neither its files nor its approval are needed for that.
    """
    now = clock()
    place = locate_issue(workspace, issue)
    number = number_of(place.workspace, place.folder)
    # Only looking: a provider on this machine must not begin to send what is to be taken back.
    provider = open_provider(place.workspace, now=now, is_at_work=False)
    draft, says = (_show if dry_run else _take_back)(place, provider, number=number, now=now)
    campaign = {"id": draft.id, "state": draft.state} if draft else None
    document = {"issue": number, "dry_run": dry_run, "campaign": campaign}
    print_end(document, says=says, next_command=f"trax status {number}", as_json=as_json)


def _show(place: Located, provider: Provider, *, number: int, now: datetime) -> tuple[RemoteCampaign | None, str]:  # noqa: ARG001 - as _take_back
    found = provider.find(marker_of(place, number))
    step = plan_cancel(Known(provider.name, "", found))
    what = f"campaign {step.campaign_id} would be a draft again" if step else f"issue {number} is not scheduled"
    return None, f"dry run: {what}; nothing was done"


def _take_back(place: Located, provider: Provider, *, number: int, now: datetime) -> tuple[RemoteCampaign | None, str]:
    had_plan = drop_plan(place.folder, number=number)
    with open_noted_ledger(place.workspace.root, now=now) as ledger:
        marker, pace = marker_of(place, number), pace_for(provider.name)
        draft = cancel(marker, provider, number=number, audience=place.audience, ledger=ledger, pace=pace)
    if had_plan or draft:
        _keep_others_from_it(place, provider, number=number, now=now)
    told = [f"campaign {draft.id} at {provider.name} is a draft again"] if draft else []
    told += ["its time is taken out of approval.toml: commit that"] if had_plan else []
    return draft, f"taken back: {'; '.join(told)}" if told else f"issue {number} is not scheduled: nothing was done"


def _keep_others_from_it(place: Located, provider: Provider, *, number: int, now: datetime) -> None:
    """Take the lock, too: another machine that still has the planned time in its copy must not send by it."""
    try:
        repository = open_repository(place.workspace.root, remote=place.workspace.settings.delivery.remote)
        keep_machines_apart(place, provider, repository=repository, number=number, now=now)
    except (LockHeld, LockUnreachable) as error:
        click.echo(f"another machine may still send it by its own copy: {error.message}", err=True)
