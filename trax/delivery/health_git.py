"""What git has to know so that an issue is approved by somebody, sent by one machine, and remembered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.health import Health

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 3


@dataclass(frozen=True, slots=True)
class GitFacts:
    """What git says of the newsletter's folder.

    Attributes:
        version: Git's own; empty when it is not installed.
        is_kept: Whether a repository keeps the newsletter.
        remote: Name of the remote that all machines share; empty without one.
        name, email: Who works here, as commits will say it.
        uncommitted: Approvals and receipts that are not committed, seen from the newsletter's folder.
        unignored: Folders of this machine alone that git would take along.
    """

    version: str
    is_kept: bool = False
    remote: str = ""
    name: str = ""
    email: str = ""
    uncommitted: tuple[str, ...] = ()
    unignored: tuple[str, ...] = ()


def git_health(facts: GitFacts) -> Iterator[Health]:
    """Yield what of git is missing; none of it stops a send."""
    if not facts.version:
        says = "not installed: nobody else learns what was approved and sent here"
        yield Health("git", "warning", says, "install git, then keep the newsletter's folder in it")
        return
    yield _repository_health(facts)
    yield _author_health(facts)
    if not facts.is_kept:
        return
    if facts.uncommitted:
        shown = ", ".join(facts.uncommitted[:SHOWN])
        more = f" and {len(facts.uncommitted) - SHOWN} more" if len(facts.uncommitted) > SHOWN else ""
        cure = f"git add {' '.join(facts.uncommitted[:SHOWN])}, then git commit and git push"
        yield Health("commits", "warning", f"not committed: {shown}{more}", cure)
    else:
        yield Health("commits", "ok", "every approval and receipt is committed")
    if facts.unignored:
        lines = " and ".join(f"/{name}" for name in facts.unignored)
        says = f"git would take along {', '.join(facts.unignored)}, which belong to this machine alone"
        yield Health("gitignore", "warning", says, f"write into .gitignore, a line each: {lines}")
    else:
        yield Health("gitignore", "ok", "what belongs to this machine alone stays out of git")


def _repository_health(facts: GitFacts) -> Health:
    if not facts.is_kept:
        says = f"{facts.version}; no repository keeps this newsletter, so nobody else learns what was sent here"
        return Health("git", "warning", says, "git init, git add --all, git commit")
    if facts.remote:
        return Health("git", "ok", f"{facts.version}, remote {facts.remote}")
    says = f"{facts.version}, no remote: another machine does not see that this one has begun to send"
    return Health("git", "warning", says, "git remote add origin ADDRESS, if anybody else sends this newsletter")


def _author_health(facts: GitFacts) -> Health:
    missing = [f"user.{key}" for key, value in (("name", facts.name), ("email", facts.email)) if not value]
    if not missing:
        return Health("author", "ok", f"{facts.name} <{facts.email}>")
    samples = {"user.name": '"Ana Example"', "user.email": "ana@example.org"}
    cure = "; ".join(f"git config --global {key} {samples[key]}" for key in missing)
    return Health("author", "warning", f"git does not know who you are: {' and '.join(missing)} not set", cure)
