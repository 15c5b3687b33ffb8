"""What status and resend do reader by reader, where the provider writes to each reader by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import clock, print_end
from trax.delivery.approval import clean
from trax.delivery.dispatch import keep_machines_apart
from trax.delivery.git import open_repository
from trax.delivery.journal import open_journal
from trax.delivery.prepare import marker_of
from trax.delivery.recipients import read_recipients, resend_to, settle_from_log, settle_row
from trax.delivery.wording import format_rows
from trax.errors import FileTrouble, LedgerTrouble, NoSingleReaders
from trax.files import read_limited
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.locate import Located
    from trax.delivery.recipients import Recipient

LARGEST_LOG_BYTES = 500_000_000
# What a person has to know of; those who have it or will be tried anyway are counted.
TOLD = {
    "doubt": "in doubt",
    "intent": "in doubt",
    "refused": "refused",
    "deferred": "put off",
    "unsent": "has none",
    "again": "will be tried again",
}
SHOWN = 20


def settle(place: Located, number: int, *, log: Path | None, arrived: tuple[str, ...], missing: tuple[str, ...]) -> str:
    """Note what a log or a person says of readers in doubt, and return how many were settled, in one line.

    Raises:
        Refusal: If there is nothing to be said of a reader.
        FileTrouble: If the log cannot be read.
    """
    root, marker, now = place.workspace.root, marker_of(place, number), clock()
    said = []
    if log is not None:
        data = read_limited(log, limit_bytes=LARGEST_LOG_BYTES)
        if data is None:
            raise FileTrouble(log, OSError(0, "is larger than 500 MB; cut out the hours of the send"))
        found = settle_from_log(root, marker, text=data.decode("utf-8", "replace"), now=now)
        said.append(f"the log shows {len(found)} of those in doubt as taken")
    for address in arrived:
        settle_row(root, marker, address=address, word="sent", now=now)
        said.append(f"{address} has it")
    for address in missing:
        settle_row(root, marker, address=address, word="not sent", now=now)
        said.append(f"{address} has none")
    return "; ".join(said)


def list_recipients(place: Located, number: int) -> tuple[Recipient, ...]:
    """Return what the ledger says reader by reader; nothing where it cannot be read, which its own line says."""
    try:
        return read_recipients(place.workspace.root, marker_of(place, number))
    except LedgerTrouble:
        return ()


def print_recipients(rows: tuple[Recipient, ...], number: int) -> None:
    """Print how many readers stand where, and by name those of whom a person has to know."""
    if not rows:
        return
    counts: dict[str, int] = {}
    for row in rows:
        name = TOLD.get(row.state, row.state)
        counts[name] = counts.get(name, 0) + 1
    click.echo(f"readers: {', '.join(f'{count} {name}' for name, count in counts.items())}")
    named = [row for row in rows if row.state in TOLD]
    table = [(TOLD[row.state], row.address or f"reader {row.number}", f"<{row.message_id}>", row.said) for row in named]
    if table:
        click.echo(format_rows(table[:SHOWN]))
    if len(table) > SHOWN:
        click.echo(f"and {len(table) - SHOWN} more; all of them with --json")
    if any(TOLD.get(row.state) == "in doubt" for row in rows):
        click.echo(f"settle them: trax status {number} --log FILE, or --arrived ADDRESS, or --missing ADDRESS")
    if any(row.state in {"unsent", "refused"} for row in rows):
        click.echo(f"to write to one again: trax resend {number} --to ADDRESS --reason TEXT")


def send_again(
    place: Located, number: int, *, addresses: tuple[str, ...], reason: str, dry_run: bool, as_json: bool
) -> None:
    """Write again to the readers named, who surely have no mail, and to nobody else.

    Raises:
        NoSingleReaders: If the provider does not write to each reader by itself.
        Refusal: If one of them has it, or may have it.
    """
    workspace, now, marker = place.workspace, clock(), marker_of(place, number)
    if workspace.settings.provider.name != "smtp":
        raise NoSingleReaders(workspace.settings.provider.name)
    why = clean(reason, "--reason")
    document: dict[str, object] = {"issue": number, "to": list(addresses), "reason": why, "dry_run": dry_run}
    says = f"dry run: nothing was sent to {', '.join(addresses)}"
    if not dry_run:
        repository = open_repository(workspace.root, remote=workspace.settings.delivery.remote)
        provider = open_provider(workspace, now=now, is_at_work=True, journal=open_journal(workspace.root, now=now))
        notice = keep_machines_apart(place, provider, repository=repository, number=number, now=now)
        click.echo(notice, err=True, nl=bool(notice))
        resend_to(workspace.root, marker, addresses=addresses, reason=why, now=now)
        for campaign in provider.find(marker):
            provider.get(campaign.id)
        rows = {row.address: row.state for row in read_recipients(workspace.root, marker)}
        ended = [f"{address}: {TOLD.get(rows[address], rows[address])}" for address in addresses if address in rows]
        document["readers"] = rows
        says = f"written to again: {', '.join(ended)}"
    print_end(document, says=says, next_command=f"trax status {number}", as_json=as_json)
