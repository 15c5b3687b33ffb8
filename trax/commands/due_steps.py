"""What `trax run-due` does: one round over all issues, a look ahead, and the files that have a scheduler call it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trax.commands.delivery_steps import clock
from trax.content.workspace import issue_folders
from trax.delivery.due import Round, Told, work_on
from trax.delivery.emit import emit
from trax.delivery.git import open_repository
from trax.delivery.journal import open_journal
from trax.delivery.ledger import open_ledger
from trax.delivery.locate import Located
from trax.delivery.pace import pace_for
from trax.delivery.rhythm import announce, read_plan
from trax.providers._lock import hold_lock
from trax.providers.registry import open_provider, secret_names
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from trax.content.workspace import Workspace
    from trax.delivery.emit import Kind


def run_round(newsletter: Workspace) -> tuple[Told, ...]:
    """Work on every issue, one after the other; a second call on this machine waits for the first."""
    now, root = clock(), newsletter.root
    with hold_lock(root / ".trax" / "run-due.lock"), open_ledger(root, now=now) as ledger:
        looking = open_provider(newsletter, now=now, is_at_work=False)
        journal = open_journal(root, now=now)
        provider = open_provider(newsletter, now=now, is_at_work=True, journal=journal)
        repository = open_repository(root, remote=newsletter.settings.delivery.remote)
        call = Round(looking, provider, repository, ledger, pace_for(provider.name), now)
        places = _places(newsletter)
        told = [work_on(place, call, number=number) for number, place in places]
        told += announce(newsletter.settings, [(number, place.folder) for number, place in places], now=now)
        news = [each for each in told if each and (not each.once or ledger.is_news(each.once, at=now))]
    return (Told(0, ledger.notice, code=1), *news) if ledger.notice else tuple(news)


def look_ahead(newsletter: Workspace) -> tuple[Told, ...]:
    """Return which issues have a planned time; nothing is done."""
    found = ((number, read_plan(place.folder, number=number)) for number, place in _places(newsletter))
    return tuple(Told(number, f"issue {number}: {says}") for number, says in found if says)


def _places(newsletter: Workspace) -> list[tuple[int, Located]]:
    templates = load_templates(newsletter.root)
    folders = issue_folders(newsletter)
    return [(each.number, Located(newsletter, each.path, templates)) for each in folders if each.number is not None]


def print_units(newsletter: Workspace, kind: Kind) -> None:
    """Print the files of a scheduler, each under its name; nothing is installed."""
    is_local = kind in {"systemd", "cron"}
    repository = None if is_local else open_repository(newsletter.root)
    inside = newsletter.root.resolve().relative_to(repository.top) if repository else Path()
    files = emit(
        kind,
        workspace=newsletter.root if is_local else inside,
        command=_program() if is_local else "trax",
        secrets=secret_names(newsletter.settings.provider.name),
        has_flock=shutil.which("flock") is not None,
    )
    for name, text in files:
        click.echo(f"# {name}" if len(files) > 1 else "", nl=len(files) > 1)
        click.echo(text)


def _program() -> str:
    """Return the whole path of the program trax: that which runs, or, run as a module, the one beside its Python."""
    begun_as = Path(sys.argv[0]).absolute()
    return str(Path(sys.executable).with_name("trax") if begun_as.suffix == ".py" else begun_as)
