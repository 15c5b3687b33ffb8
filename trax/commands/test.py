"""`trax test`: the issue as it is now, to a few addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import open_case, open_noted_ledger, print_end
from trax.commands.options import issue_argument, json_option, workspace_option
from trax.delivery.gates import require_no_sample
from trax.delivery.pace import pace_for
from trax.delivery.placeholders import require_placeholders
from trax.delivery.prepare import marker_of
from trax.delivery.trial import make_trial, send_trial
from trax.delivery.wording import format_rows, trial_rows
from trax.errors import BadAddress
from trax.providers._address import AddressError, parse_address

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Send an issue to a few addresses, to look at it in their inboxes.")
@issue_argument
@click.option("--to", "addresses", metavar="ADDRESS", multiple=True, required=True, help="Whom to; may be repeated.")
@click.option("--via", metavar="PROVIDER", default="", help="Another provider than that of the settings, such as smtp.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@json_option
@workspace_option
def command(issue: str, workspace: Path, *, addresses: tuple[str, ...], via: str, dry_run: bool, as_json: bool) -> None:
    """Send ISSUE as it is now to a few addresses, marked [Test].

    It needs no approval and changes none. The audience gets nothing: the test is a draft of its own at the provider,
    and is deleted there afterwards.
    """
    wanted = tuple(dict.fromkeys(_address(address) for address in addresses))
    case = open_case(workspace, issue, provider=via)
    require_no_sample(case.draft.issue, provider=case.looking.name)
    require_placeholders(case.draft.bundle.html, case.draft.bundle.text)
    trial = make_trial(case.draft.bundle, marker_of(case.place, case.number), audience=case.place.audience)
    document = {
        "issue": case.number,
        "subject": trial.bundle.envelope.subject,
        "provider": case.looking.name,
        "bundle": case.draft.bundle.digest,
        "test_to": list(wanted),
        "dry_run": dry_run,
    }
    if not as_json:
        click.echo(format_rows(trial_rows(trial, wanted, provider=case.looking.name)))
    if dry_run:
        next_command = f"trax test {case.number} --to {wanted[0]}"
        print_end(document, says="dry run: nothing was sent", next_command=next_command, as_json=as_json)
        return
    # Only looking: a provider on this machine must not begin to send what is due there.
    with open_noted_ledger(case.root, now=case.now) as ledger:
        left = send_trial(trial, case.looking, wanted, ledger=ledger, pace=pace_for(case.looking.name))
    says = f"sent a test of issue {case.number} to {', '.join(wanted)}; the audience got nothing"
    if left:
        click.echo(f"{case.looking.name} did not delete the draft of the test: the next test does", err=True)
    print_end(document, says=says, next_command=f"trax status {case.number}", as_json=as_json)


def _address(text: str) -> str:
    try:
        return parse_address(text)
    except AddressError as error:
        raise BadAddress("--to", text, str(error)) from error
