"""`trax check` when nothing has changed since it was last run: the answer is kept, and nothing else is worked out.

This is the way of an editor that checks on each save, and of a hook before each commit. Whatever is not certain here is
left to the long way: a changed file, an issue that is not known, a number that names no folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.commands.check_verdict import Checked, name_of, verdict_of
from trax.commands.link_steps import LinkBook
from trax.content.whereabouts import find_root, folders_that_may_be_issues
from trax.delivery.check_store import digest_beside, is_checked, is_current, read_store
from trax.errors import TraxError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from trax.delivery.check_store import Store


def check_quickly(
    start: Path, arguments: Sequence[str], *, now: datetime, is_offline: bool
) -> tuple[tuple[Checked, ...], Path | None] | None:
    """Return what is wrong in the issues and the folder of the newsletter, or None where the long way is needed.

    Args:
        arguments: Of the command: numbers of issues; all issues without one.
        now: With a zone.
        is_offline: Whether no link on the web is asked for.
    """
    answer = _kept_answer(start, arguments)
    if answer is None:
        return None
    root, store, names = answer
    book = LinkBook(root, now=now, is_offline=is_offline)
    book.look_at(address.url for name in names for address in store.issues[name].addresses)
    checked = (Checked(name_of(name), verdict_of(store.issues[name], book, codes=store.codes)) for name in names)
    return tuple(checked), root


def _kept_answer(start: Path, arguments: Sequence[str]) -> tuple[Path, Store, list[str]] | None:
    """Return the newsletter, all that is kept, and the folders of the issues wanted; None where that is not certain."""
    if not all(argument.isdecimal() and argument.isascii() for argument in arguments):
        return None
    try:
        root = find_root(start)
        store = read_store(root)
        folders = [path for path in folders_that_may_be_issues(root) if (path / "issue.md").is_file()]
        if not store.issues or {folder.name for folder in folders} != set(store.issues):
            return None
        if not is_current(store, folders, beside=digest_beside(root)):
            return None
    except (OSError, TraxError):
        return None
    names = _named(store, arguments) if arguments else _in_order(store)
    if names is None or not all(is_checked(store.issues[name], store.issues.values()) for name in names):
        return None
    return root, store, names


def _in_order(store: Store) -> list[str]:
    """Return all folders as the long way has them: by number, and those without one at the end."""
    return sorted(store.issues, key=lambda name: (not store.issues[name].number, store.issues[name].number, name))


def _named(store: Store, arguments: Sequence[str]) -> list[str] | None:
    """Return the folders of the issues with these numbers, each once; None when one has none, or two have it."""
    names: dict[str, None] = {}
    for argument in arguments:
        found = [name for name, kept in store.issues.items() if kept.number == int(argument) and kept.day]
        if len(found) != 1 or (argument in store.issues and argument != found[0]):
            return None
        names[found[0]] = None
    return list(names)
