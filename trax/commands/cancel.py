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
from trax.delivery.prepare import generation_of, marker_of
from trax.delivery.receipt import read_receipt
from trax.delivery.withdraw import cancel, drop_plan, has_plan
from trax.errors import Damaged, TraxError, WrongState
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
    _require_unsent(place, provider, number=number)
    step = plan_cancel(Known(provider.name, "", provider.find(marker_of(place, number))))
    told = [f"campaign {step.campaign_id} would be a draft again"] if step else []
    told += ["its time would be taken out of approval.toml"] if has_plan(place.folder, number=number) else []
    return None, f"dry run: {'; '.join(told) or f'issue {number} is not scheduled'}; nothing was done"


def _take_back(place: Located, provider: Provider, *, number: int, now: datetime) -> tuple[RemoteCampaign | None, str]:
    _require_unsent(place, provider, number=number)
    # First of all, and whatever the provider says then: no trax run-due sends it by that time any more.
    had_plan = drop_plan(place.folder, number=number)
    if had_plan:
        click.echo(f"issue {number}: its time is taken out of approval.toml: commit that", err=True)
    with open_noted_ledger(place.workspace.root, now=now) as ledger:
        marker, pace = marker_of(place, number), pace_for(provider.name)
        draft = cancel(marker, provider, number=number, audience=place.audience, ledger=ledger, pace=pace)
    if had_plan or draft:
        _keep_others_from_it(place, provider, number=number, now=now)
    told = [f"campaign {draft.id} at {provider.name} is a draft again"] if draft else []
    told += ["it has no planned time any more"] if had_plan else []
    return draft, f"taken back: {'; '.join(told)}" if told else f"issue {number} is not scheduled: nothing was done"


def _require_unsent(place: Located, provider: Provider, *, number: int) -> None:
    """Return unless the receipt says that it was sent: then its approval says what was sent, and stays as it is."""
    try:
        receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
    except Damaged:
        # Then the provider is asked.
        return
    if receipt and receipt.state == "sent":
        hint = "no mail that has left can be called back; say what was wrong in the next issue"
        raise WrongState(provider.name, f"cancel campaign {receipt.remote_id}", receipt.state, hint=hint)


def _keep_others_from_it(place: Located, provider: Provider, *, number: int, now: datetime) -> None:
    """Take the lock, too: another machine that still has the planned time in its copy must not send by it."""
    try:
        repository = open_repository(place.workspace.root, remote=place.workspace.settings.delivery.remote)
        keep_machines_apart(place, provider, repository=repository, number=number, now=now)
    except TraxError as error:
        # It was taken back: nothing that goes wrong now may hide that.
        click.echo(f"another machine may still send it by its own copy: {error.message}", err=True)
