"""What approve, push and send have in common at the keyboard: the case in hand, the plan, the confirmation."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from trax.delivery.journal import open_journal
from trax.delivery.ledger import open_ledger
from trax.delivery.locate import locate_issue
from trax.delivery.prepare import make_draft
from trax.delivery.wording import describe_step, format_rows, local_time, order_document, plan_rows
from trax.errors import Unconfirmed
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trax.delivery.deliver import Order
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
    """

    now: datetime
    place: Located
    looking: Provider
    working: Provider
    draft: Draft

    @property
    def number(self) -> int:
        """Number of the issue."""
        return self.draft.issue.number

    @property
    def root(self) -> Path:
        """Folder of the newsletter."""
        return self.place.workspace.root


def open_case(start: Path, wanted: str) -> Case:
    """Return the issue as its files are now, and the provider of its newsletter."""
    now = datetime.now(tz=UTC).replace(microsecond=0)
    place = locate_issue(start, wanted)
    looking = open_provider(place.workspace, now=now, is_at_work=False)
    journal = open_journal(place.workspace.root, now=now)
    working = open_provider(place.workspace, now=now, is_at_work=True, journal=journal)
    return Case(now, place, looking, working, make_draft(place, looking))


def open_case_ledger(case: Case) -> Ledger:
    """Return the ledger of the newsletter; what a person has to know about it is said."""
    ledger = open_ledger(case.root, now=case.now)
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
    zone = case.place.workspace.settings.publication.time_zone
    rows = plan_rows(order, audience, provider=case.looking.name, time=local_time(case.now, zone))
    if not as_json:
        click.echo(format_rows((*rows, *more.items())))
        for number, step in enumerate(steps, start=1):
            click.echo(f"{number}. {describe_step(step, readers=audience.count)}")
    return order_document(order, audience, steps, provider=case.looking.name)


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


def read_git_name(folder: Path) -> str:
    """Return the name that git writes under changes here; empty when there is none."""
    command = ["git", "-C", str(folder), "config", "user.name"]
    try:
        asked = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")  # noqa: S603 - no word of it is anybody's input
    except OSError:
        return ""
    return asked.stdout.strip()
