"""`trax check` over issues of one newsletter: each file read once, nothing worked out twice, both hands at work.

What an issue says (its facts) is found first for all, then what is wrong in those that are asked for, since some checks
compare an issue with the ones before it. What is known from earlier runs is taken from `.trax/checks.json`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from trax.checks.memory import Memory
from trax.checks.registry import CODES
from trax.commands.check_steps import find_all, read_for_check
from trax.content.library import read_people
from trax.content.workspace import issue_folders, number_of
from trax.delivery.check_store import (
    Kept,
    Store,
    digest_among,
    digest_beside,
    digest_of_folder,
    is_checked,
    read_store,
    write_store,
)
from trax.delivery.known import memory_of
from trax.delivery.locate import Located
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from multiprocessing.connection import Connection
    from pathlib import Path

    from trax.commands.check_steps import Found, Reading
    from trax.content.library import Person
    from trax.content.workspace import IssueFolder, Workspace
    from trax.model import Finding
    from trax.render.templates import Templates

# Number, day (ISO) and facts (JSON) of an issue; the last two are nothing when its header could not be read.
Said = tuple[int, str, str]
# Below so many issues a second process costs more than it saves.
FEWEST_FOR_TWO = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """Which checks, and the day they judge by; each issue's own day without one."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def is_plain(self) -> bool:
        """Whether all is asked for as usual, so that the answer may be kept."""
        return not self.only and not self.skip and self.as_of is None


@dataclass(frozen=True, slots=True)
class _Task:
    """What every worker knows before it begins."""

    workspace: Workspace
    templates: Templates
    people: tuple[Person, ...]
    faults: tuple[Finding, ...]
    wish: Wish
    known: tuple[IssueFolder, ...]

    def read(self, folder: Path) -> Reading:
        place = Located(self.workspace, folder, self.templates)
        return read_for_check(place, self.people, self.known, as_of=self.wish.as_of)

    def find(self, reading: Reading, memory: Memory) -> Found:
        found = find_all(reading, memory, only=self.wish.only, skip=self.wish.skip)
        return replace(found, findings=(*self.faults, *found.findings))


def check_issues(workspace: Workspace, wanted: Sequence[Path], wish: Wish) -> dict[Path, Kept]:
    """Return what is known of each issue that is wanted, its findings among it, in the order asked for.

    Raises:
        FileTrouble: If a folder cannot be read.
    """
    store, digests = read_store(workspace.root), _digests(workspace)
    kept = {name: each for name, each in store.issues.items() if each.digest and digests.get(name) == each.digest}
    known = issue_folders(workspace)
    unread = [each.path for each in known if each.path.name not in kept]
    people, faults = read_people(workspace)
    task = _Task(workspace, load_templates(workspace.root), people, faults, wish, known)
    try:
        with _crew(task, unread, most=len({*unread, *wanted})) as crew:
            said, found = _look(crew, kept, digests, wanted, wish)
    except HandLost:
        # What stopped it happens again where it can be told; what crashed it may have been too much for two.
        said, found = _look(_Alone(task, unread), kept, digests, wanted, wish)
    kept |= said
    results = {folder: _with(kept[folder.name], found.get(folder), kept) for folder in wanted}
    if wish.is_plain:
        kept |= {folder.name: each for folder, each in results.items()}
    now = Store(CODES, kept)
    if now != store and all(digests.values()):
        write_store(workspace.root, now)
    return results


def _look(
    crew: _Alone | _Crew, kept: Mapping[str, Kept], digests: Mapping[str, str], wanted: Sequence[Path], wish: Wish
) -> tuple[dict[str, Kept], dict[Path, Found]]:
    """Return what the unread issues say, and what is wrong in those wanted of which that is not known."""
    said = {folder.name: Kept(digests[folder.name], *words) for folder, words in crew.facts().items()}
    whole = {**kept, **said}
    todo = [each for each in wanted if not (wish.is_plain and is_checked(whole[each.name], whole.values()))]
    return said, crew.findings(todo, [each.facts for each in whole.values()])


def _with(kept: Kept, found: Found | None, others: Mapping[str, Kept]) -> Kept:
    """Return what is kept of an issue together with what was found in it now, if it was looked at."""
    if found is None:
        return kept
    return replace(
        kept,
        among=digest_among(kept, others.values()),
        findings=found.findings,
        looked=found.looked,
        addresses=found.addresses,
        sources=found.sources,
    )


def _digests(workspace: Workspace) -> dict[str, str]:
    """Return the digest of each issue's files by the name of its folder; empty where it cannot be had."""
    try:
        beside = digest_beside(workspace.root)
        return {each.path.name: digest_of_folder(each.path, beside=beside) for each in issue_folders(workspace)}
    except OSError:
        return {each.path.name: "" for each in issue_folders(workspace)}


class HandLost(Exception):
    """A process that did a part of the work has stopped; never seen outside this module."""


class _Alone:
    """Does all work itself, one issue after the other."""

    def __init__(self, task: _Task, unread: Sequence[Path]) -> None:
        self.task = task
        self.readings = {folder: task.read(folder) for folder in unread}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def facts(self) -> dict[Path, Said]:
        """Return number, day and facts of each issue that was not known yet."""
        return {folder: _what_it_says(reading) for folder, reading in self.readings.items()}

    def findings(self, folders: Sequence[Path], facts: Sequence[str]) -> dict[Path, Found]:
        """Return what is wrong in each of the issues."""
        memory = memory_of(facts) if folders else Memory()
        return {
            folder: self.task.find(self.readings.get(folder) or self.task.read(folder), memory) for folder in folders
        }


class _Crew:
    """Shares the work among processes; each keeps what it has read until it hears what the others say."""

    def __init__(self, task: _Task, unread: Sequence[Path], *, hands: int) -> None:
        context: Any = multiprocessing.get_context("fork")
        self.shares = [unread[index::hands] for index in range(hands)]
        self.lines: list[Connection] = []
        self.workers = []
        for share in self.shares:
            ours, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(task, share, theirs, (*self.lines, ours)), daemon=True)
            worker.start()
            theirs.close()
            self.lines.append(ours)
            self.workers.append(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for line, worker in zip(self.lines, self.workers, strict=True):
            line.close()
            worker.join()

    def facts(self) -> dict[Path, Said]:
        """Return number, day and facts of each issue that was not known yet."""
        return {folder: said for line in self.lines for folder, said in _answer(line).items()}

    def findings(self, folders: Sequence[Path], facts: Sequence[str]) -> dict[Path, Found]:
        """Return what is wrong in each of the issues; whoever has read one looks for it."""
        read = {folder for share in self.shares for folder in share}
        others = [folder for folder in folders if folder not in read]
        for index, (line, share) in enumerate(zip(self.lines, self.shares, strict=True)):
            own = [folder for folder in share if folder in folders]
            _tell(line, ([*own, *others[index :: len(self.lines)]], facts))
        return {folder: found for line in self.lines for folder, found in _answer(line).items()}


def _answer(line: Connection) -> dict[Path, Any]:
    """Return what a worker has found.

    Raises:
        HandLost: If it stopped, whether it met an error or crashed.
    """
    try:
        found: dict[Path, Any] = line.recv()
    except (EOFError, OSError) as error:
        raise HandLost from error
    return found


def _tell(line: Connection, task: tuple[list[Path], Sequence[str]]) -> None:
    try:
        line.send(task)
    except OSError as error:
        raise HandLost from error


def _work(task: _Task, share: Sequence[Path], line: Connection, others: Sequence[Connection]) -> None:
    for other in others:
        other.close()
    try:
        alone = _Alone(task, share)
        line.send(alone.facts())
        line.send(alone.findings(*line.recv()))
    except Exception:  # noqa: BLE001 - the closed line says so, and the work is done again where it can be told
        line.close()


def _what_it_says(reading: Reading) -> Said:
    if reading.issue is None:
        return number_of(reading.place.workspace, reading.place.folder), "", ""
    return reading.issue.number, reading.issue.date.isoformat(), reading.facts


def _crew(task: _Task, unread: Sequence[Path], *, most: int) -> _Alone | _Crew:
    """Return whoever does the work: this process, or several where they are worth it and can be made safely.

    Args:
        most: How many issues may have to be looked at.
    """
    hands = min(len(os.sched_getaffinity(0)), most // (FEWEST_FOR_TWO // 2)) if sys.platform == "linux" else 1
    # A process with threads may be forked while one of them holds a lock.
    is_safe = threading.active_count() == 1
    return _Crew(task, unread, hands=hands) if hands > 1 and is_safe else _Alone(task, unread)
