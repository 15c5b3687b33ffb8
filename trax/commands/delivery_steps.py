"""What the commands of delivery have in common at the keyboard: the case in hand, the plan, the confirmation."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from trax.delivery.git import open_repository
from trax.delivery.journal import open_journal
from trax.delivery.ledger import open_ledger
from trax.delivery.locate import locate_issue
from trax.delivery.prepare import make_draft
from trax.delivery.wording import describe_step, format_rows, order_document, plan_rows
from trax.errors import Unconfirmed
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trax.delivery.deliver import Order
    from trax.delivery.git import Repository
    from trax.delivery.ledger import Ledger
    from trax.delivery.locate import Located
    from trax.delivery.plan import Step
    from trax.delivery.prepare import Draft
    from trax.providers.base import Audience, Provider


@dataclass(frozen=True, slots=True)
class Case:
    """An issue on its way out.

    Attributes:
        now: The time of the command, UTC.
        looking: The provider, only to be looked at.
        working: The provider, to be written to.
        repository: Where git keeps the newsletter; None without git.
    """

    now: datetime
    place: Located
    looking: Provider
    working: Provider
    draft: Draft
    repository: Repository | None

    @property
    def number(self) -> int:
        """Number of the issue."""
        return self.draft.issue.number

    @property
    def root(self) -> Path:
        """Folder of the newsletter."""
        return self.place.workspace.root

    @property
    def zone(self) -> str:
        """Time zone of the newsletter."""
        return self.place.workspace.settings.publication.time_zone


def open_case(start: Path, wanted: str, *, provider: str = "") -> Case:
    """Return the issue as its files are now, and the provider of its newsletter.

    Args:
        provider: Another provider than that of the settings.
    """
    now = clock()
    place = locate_issue(start, wanted)
    workspace = place.workspace
    looking = open_provider(workspace, now=now, is_at_work=False, name=provider)
    journal = open_journal(workspace.root, now=now)
    working = open_provider(workspace, now=now, is_at_work=True, name=provider, journal=journal)
    repository = open_repository(workspace.root, remote=workspace.settings.delivery.remote)
    return Case(now, place, looking, working, make_draft(place, looking), repository)


def clock() -> datetime:
    """Return the time of a command, UTC, on a full second."""
    return datetime.now(tz=UTC).replace(microsecond=0)


def open_noted_ledger(root: Path, *, now: datetime) -> Ledger:
    """Return the ledger of the newsletter; what a person has to know about it is said."""
    ledger = open_ledger(root, now=now)
    if ledger.notice:
        click.echo(ledger.notice, err=True)
    return ledger


def print_plan(
    case: Case,
    order: Order,
    audience: Audience,
    steps: Sequence[Step] = (),
    *,
    more: Mapping[str, str],
    as_json: bool,
) -> dict[str, object]:
    """Print what is about to happen, unless a script listens; return it as the beginning of the script's document."""
    rows = plan_rows(order, audience, provider=case.looking.name)
    if not as_json:
        click.echo(format_rows((*rows, *more.items())))
        for number, step in enumerate(steps, start=1):
            click.echo(f"{number}. {describe_step(step, readers=audience.count, zone=case.zone)}")
    return order_document(order, audience, steps, provider=case.looking.name, zone=case.zone)


def print_end(document: Mapping[str, object], *, says: str, next_command: str, as_json: bool) -> None:
    """Print how it ended and what to type next."""
    if as_json:
        click.echo(json.dumps({**document, "outcome": says, "next": next_command}, ensure_ascii=False, indent=2))
    else:
        click.echo(says)
    click.echo(f"next: {next_command}", err=True)


def confirm(number: int, readers: int, *, typed: int | None, is_sure: bool) -> None:
    """Return when a person said how many readers there are, or that the number need not be asked for.

    Raises:
        Unconfirmed: If another number was said, or none and nobody can be asked.
    """
    if typed is None and is_sure:
        return
    if typed is None and sys.stdin.isatty():
        answer = click.prompt(f"Type the number of readers to send issue {number} to all of them", err=True)
        typed = int(answer) if answer.isdecimal() else None
    if typed != readers:
        raise Unconfirmed(number, readers)
