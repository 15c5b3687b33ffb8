"""What is known beside an issue when it is checked: the people, when it goes out, and what the other issues said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import CheckInput
from trax.checks.memory import Memory, facts_of
from trax.checks.reading.issue_facts import facts_from_json
from trax.content.issue import read_issue
from trax.content.workspace import issue_folders
from trax.delivery.approval_file import read_approval
from trax.delivery.check_store import digest_beside, digest_of_folder, read_store
from trax.errors import FileTrouble, TraxError
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from trax.checks.reading.issue_facts import IssueFacts
    from trax.content.workspace import Workspace
    from trax.delivery.locate import Located


def planned_day(place: Located, number: int) -> date | None:
    """Return the day on which the issue is to go out, when one was approved; else None."""
    try:
        approval = read_approval(place.folder, number=number)
    except TraxError:
        return None  # whoever sends is told what is wrong with it
    return approval.planned.wall.date() if approval and approval.planned else None


def receipt_exists(place: Located) -> bool:
    """Return whether the issue was sent: its mail is frozen, and today's templates say nothing about it."""
    return (place.folder / "receipt.json").exists()


def memory_of(kept: Iterable[str]) -> Memory:
    """Return the memory of all issues whose facts are at hand, as JSON; empty or damaged ones are left out."""
    return Memory(_parsed(kept))


def read_memory(workspace: Workspace, *, besides: Path) -> Memory:
    """Return what all issues but one said, by what is kept of them and, where that is not current, by their files."""
    return Memory(_facts(workspace, besides))


def _facts(workspace: Workspace, besides: Path) -> Iterator[IssueFacts]:
    store = read_store(workspace.root)
    try:
        beside = digest_beside(workspace.root)
    except OSError:
        beside = ""
    for each in issue_folders(workspace):
        if each.path == besides:
            continue
        kept = store.issues.get(each.path.name)
        try:
            is_current = bool(beside) and kept is not None and kept.digest == digest_of_folder(each.path, beside=beside)
            found = list(_parsed([kept.facts])) if kept is not None and is_current else []
            yield from found or _read(workspace, each.path)
        except (OSError, FileTrouble):
            continue  # an old issue that cannot be read keeps nobody from sending a new one


def _read(workspace: Workspace, folder: Path) -> Iterator[IssueFacts]:
    issue, _ = read_issue(workspace, folder)
    if issue is not None:
        yield facts_of(CheckInput(issue, load_table(), issue.date, settings=workspace.settings))


def _parsed(kept: Iterable[str]) -> Iterator[IssueFacts]:
    for text in kept:
        try:
            if text:
                yield facts_from_json(text)
        except ValueError:
            continue
