"""Clones of one newsletter beside the bare repository that they share, in folders of their own; git is the real one."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trax.delivery.git import Repository, open_repository
from trax.delivery.lock import take_lock
from trax.delivery.machine import new_run

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.lock_tag import Lock
    from trax.delivery.machine import RunId

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
# Nothing of the machine that runs the tests: neither its settings nor a hook's idea of where we are.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ana Ruiz",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana Ruiz",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
}


def git(folder: Path, *arguments: str, given: str | None = None, author: str = "") -> str:
    """Run git as a person would and return what it prints."""
    name, _, address = author.partition(" <")
    extra = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address.rstrip(">")} if author else {}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, input=given, env={**os.environ, **extra}, capture_output=True, check=True, encoding="utf-8"
    ).stdout


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def commit(folder: Path, name: str, text: str, *, author: str = "", message: str = "work") -> None:
    write(folder, name, text)
    git(folder, "add", "--", name)
    git(folder, "commit", "-q", "-m", message, author=author)


@dataclass(frozen=True, slots=True)
class Clones:
    """The folder of all clones; `remote` is what they share."""

    root: Path

    @property
    def remote(self) -> Path:
        return self.root / "shared.git"

    def found(self, *, is_empty: bool = False) -> None:
        """Make the shared repository, with a first commit unless it shall be empty."""
        git(self.root, "init", "-q", "--bare", "-b", "main", str(self.remote))
        if not is_empty:
            first = self.root / "first"
            git(self.root, "init", "-q", "-b", "main", str(first))
            commit(first, "issues/trax.toml", "# settings\n")
            git(first, "push", "-q", self.remote.as_uri(), "main")
            shutil.rmtree(first)

    def clone(self, name: str, *options: str) -> Repository:
        folder = self.root / name
        git(self.root, "clone", "-q", *options, self.remote.as_uri(), str(folder))
        git(folder, "config", "user.name", name.title())
        git(folder, "config", "user.email", f"{name}@example.org")
        return self.open(name)

    def open(self, name: str, *, patience_s: float = 60.0) -> Repository:
        found = open_repository(self.root / name, patience_s=patience_s)
        assert found is not None
        return found

    def hook(self, name: str, text: str) -> None:
        """Put a hook into the shared repository."""
        add_hook(self.remote / "hooks", name, text)

    @property
    def tags(self) -> dict[str, str]:
        """What the shared repository has: the name of each tag, and the machine in it."""
        rows = git(self.remote, "for-each-ref", "--format=%(refname:lstrip=2)%09%(contents)%00", "refs/tags")
        pairs = (row.strip("\n").partition("\t") for row in rows.split("\0") if row.strip())
        return {name: text.partition("\nmachine: ")[2].partition("\n")[0] for name, _, text in pairs}


def add_hook(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def take(
    repository: Repository, *, run: RunId | None = None, generation: int = 1, take_over: bool = False
) -> Lock | None:
    """Take the lock of issue 50 as a new run on that clone."""
    return take_lock(
        repository,
        issue=50,
        audience="readers",
        generation=generation,
        run=run or new_run(repository.root, user=repository.root.name.title()),
        now=NOW,
        take_over=take_over,
    )
