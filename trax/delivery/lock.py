"""The lock between machines: who pushes a new tag to the shared remote first has begun the sending.

Making a tag that must not exist yet is a compare-and-set that every git server does. The tag names machine and run,
so after a crash, or a reply that was lost, the same machine finds its own and goes on. What lies in the clone counts
for nothing: the remote is asked each time, no tag is made locally, and none is ever moved or deleted anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.delivery.git import git_version, one_line, run_git
from trax.delivery.lock_tag import Lock, format_commit, format_tag, parse_tag, tag_name, takeover_of
from trax.delivery.machine import RunId
from trax.errors import GitTrouble, LockHeld, LockUnreachable
from trax.providers._crash import crash_point

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trax.delivery.git import Remote, Repository

NO_REMOTE = (
    "this newsletter has no git remote: if two machines send it at the same time, "
    "only the look-up at the provider keeps them apart"
)
PREFIX = "refs/tags/"
# Since this git, a fetch can leave alone what a person fetched last.
QUIET_FETCH = (2, 29)


def take_lock(
    repository: Repository | None,
    *,
    issue: int,
    audience: str,
    generation: int,
    run: RunId,
    now: datetime,
    take_over: bool,
) -> Lock | None:
    """Return the lock of this machine, taken now or in an earlier run; None without a remote, see `NO_REMOTE`.

    Args:
        audience: Id of the audience.
        take_over: A person says that the machine which holds it is gone for good.

    Raises:
        LockHeld: If another machine holds it; nothing was sent.
        LockUnreachable: If the remote does not answer, or takes no tag; nothing was sent.
        SettingsError: If it is not clear which remote.
    """
    remote = repository.remote() if repository else None
    if repository is None or remote is None:
        return None
    first = tag_name(issue, audience, generation=generation)
    held = _read(repository, remote, first=first)
    crash_point("lock-read")
    if held is None or (take_over and not held.is_held_by(run.machine)):
        takeover = _takeover(held, first=first) + 1 if held else 0
        name = tag_name(issue, audience, generation=generation, takeover=takeover)
        about: dict[str, str | int] = {"issue": issue, "audience": audience, "generation": generation}
        made, content = _make_tag(repository, name, about=about, run=run, now=now)
        crash_point("lock-made")
        refused = _push(repository, remote, made, name=name)
        crash_point("lock-pushed")
        if not refused:
            return parse_tag(content, name=name, remote=remote.name)
        # Another machine was first, or the reply was lost, or nothing happened: what is there now says which.
        held = _read(repository, remote, first=first, refused=refused)
        if held is None or _takeover(held, first=first) < takeover:
            raise LockUnreachable(remote.name, refused)
    if not held.is_held_by(run.machine):
        raise LockHeld(issue, audience, holder=held.held_by, since=held.since, tag=held.tag)
    return held


def read_lock(repository: Repository | None, *, issue: int, audience: str, generation: int) -> Lock | None:
    """Return the lock that stands at the remote, whoever holds it, or None.

    Raises:
        LockUnreachable: If the remote does not answer.
        SettingsError: If it is not clear which remote.
    """
    remote = repository.remote() if repository else None
    if repository is None or remote is None:
        return None
    return _read(repository, remote, first=tag_name(issue, audience, generation=generation))


def _read(repository: Repository, remote: Remote, *, first: str, refused: str = "") -> Lock | None:
    """Return the tag that counts: the last takeover, else the first one, else None.

    Args:
        refused: Why a push failed just before; said rather than that the remote cannot be read either.
    """
    listed = _call(repository, "ls-remote", "--", remote.address, f"{PREFIX}{first}*")
    if isinstance(listed, str):
        raise LockUnreachable(remote.name, refused or listed)
    rows = (row.partition("\t") for row in listed.decode("utf-8", "replace").splitlines())
    objects = {name: made for made, _, name in rows}
    # The pattern fits more: the same end of a longer name, generation 10 beside 1.
    names = [name.removeprefix(PREFIX) for name in objects if name.startswith(PREFIX)]
    found = {number: name for name in names if (number := takeover_of(name, first=first)) is not None}
    if not found:
        return None
    name = found[max(found)]
    if f"{PREFIX}{name}^{{}}" not in objects:
        # No annotated tag: it tells nothing but that somebody made it.
        return Lock(name, remote.name, RunId("", "", ""), None)
    return parse_tag(_content(repository, remote, objects[PREFIX + name], name=name), name=name, remote=remote.name)


def _takeover(held: Lock, *, first: str) -> int:
    return takeover_of(held.tag, first=first) or 0


def _content(repository: Repository, remote: Remote, made: str, *, name: str) -> bytes:
    """Return what stands in a tag of the remote; what was never seen here is fetched, without a name for it here."""
    here = run_git(repository.top, "cat-file", "tag", made)
    if here.code == 0:
        return here.out
    # What a person fetched last is left alone where this git can do that.
    quiet = ["--no-write-fetch-head"] if git_version() >= QUIET_FETCH else []
    fetched = _call(repository, "fetch", "--quiet", "--no-tags", *quiet, "--", remote.address, PREFIX + name)
    here = run_git(repository.top, "cat-file", "tag", made)
    if here.code:
        raise LockUnreachable(remote.name, fetched if isinstance(fetched, str) else here.said)
    return here.out


def _make_tag(
    repository: Repository, name: str, *, about: Mapping[str, str | int], run: RunId, now: datetime
) -> tuple[str, bytes]:
    """Return the id of a tag that is only an object of the clone so far, and what stands in it."""

    def keep(kind: str, content: bytes) -> str:
        return repository.ask("hash-object", "-t", kind, "-w", "--stdin", given=content).decode("ascii").strip()

    person = repository.identity()
    commit = keep("commit", format_commit(keep("tree", b""), person, run=run, now=now))
    content = format_tag(commit, name, about=about, person=person, run=run, now=now)
    return keep("tag", content), content


def _push(repository: Repository, remote: Remote, made: str, *, name: str) -> str:
    """Push the tag as a new one and return an empty text, or why that did not come to a good end.

    A person's wishes for their own pushes (hooks, signatures, tags that follow, options) do not hold for this one.
    """
    answer = _call(
        repository,
        *("-c", "push.pushOption=", "push", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed"),
        *("--recurse-submodules=no", "--", remote.address, f"{made}:{PREFIX}{name}"),
    )
    if isinstance(answer, str):
        return answer
    return "" if f"{PREFIX}{name}\t".encode() in answer else "it does not say that it took the tag"


def _call(repository: Repository, *arguments: str) -> bytes | str:
    """Return what git printed after it had talked to the remote, or, as text, why it failed."""
    try:
        answer = repository.ask_remote(*arguments)
    except GitTrouble as error:
        return error.said
    if answer.code == 0:
        return answer.out
    refusals = [row.rpartition("\t")[2] for row in answer.out.decode("utf-8", "replace").splitlines() if row[:1] == "!"]
    return one_line("\n".join([*refusals, answer.said])) or f"git ended with code {answer.code}"
