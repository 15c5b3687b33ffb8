"""The tag by which one machine tells all others that it has begun a sending: its name and what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trax import __version__
from trax.delivery.machine import RunId
from trax.delivery.plan import make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trax.delivery.git import Person

FIELD = re.compile(r"^(machine|user|run|begun): (.*)$", re.MULTILINE)
TAGGER = re.compile(r"^tagger (.*?) ?<[^\n]*> ([0-9]{1,10}) [+-][0-9]{4}$", re.MULTILINE)
# What git does not take in a name, and what would begin a new line of ours.
UNFIT = re.compile(r"[<>\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Lock:
    """The tag that counts for one issue, audience and generation.

    Attributes:
        tag: Its name at the remote: `send/50/readers/1`, or `send/50/readers/1+1` after it was taken over.
        remote: Name of the remote.
        holder: Who made it; its machine is empty when trax did not make it, and then so is its run.
        begun_at: When, UTC; None where the tag does not tell.
    """

    tag: str
    remote: str
    holder: RunId
    begun_at: datetime | None

    def is_held_by(self, machine: str) -> bool:
        """Return whether a run on this machine made it, be it an earlier one."""
        return bool(machine) and self.holder.machine == machine

    @property
    def held_by(self) -> str:
        """Who holds it, in words."""
        if not self.holder.machine:
            return f"{self.holder.user or 'somebody'} by hand"
        return f"{self.holder.user or 'somebody'} on {self.holder.machine}"

    @property
    def since(self) -> str:
        """Since when, in words; empty where the tag does not tell."""
        return f"{self.begun_at:%d.%m.%Y %H:%M} UTC" if self.begun_at else ""


def tag_name(number: int, audience: str, *, generation: int, takeover: int = 0) -> str:
    """Return the name of the tag: `send/50/readers/1`; of the second that takes over from others, `…/1+2`."""
    name = f"send/{number}/{make_slug(audience)}/{generation}"
    return f"{name}+{takeover}" if takeover else name


def takeover_of(tag: str, *, first: str) -> int | None:
    """Return which takeover of the first tag this one is: 0 for itself, None for a tag of something else."""
    match = re.fullmatch(rf"{re.escape(first)}(?:\+([1-9][0-9]{{0,5}}))?", tag)
    return int(match[1] or 0) if match else None


def format_commit(tree: str, person: Person, *, run: RunId, now: datetime) -> bytes:
    """Return the commit that the tag stands on: without a parent and without a file.

    On a commit of the newsletter, the tag would carry unpublished work to the remote, and start there what is
    started for new versions. On a bare tree, some servers stumble, and every fetch of every clone brings it along.
    """
    signature = _signature(person, run=run, now=now)
    return f"tree {tree}\nauthor {signature}\ncommitter {signature}\n\nA sending was begun\n".encode()


def format_tag(
    commit: str, name: str, *, about: Mapping[str, str | int], person: Person, run: RunId, now: datetime
) -> bytes:
    """Return the tag as git keeps it.

    Args:
        about: What is sent, for people who look at the tag.
    """
    fields = {
        **about,
        "machine": run.machine,
        "user": run.user,
        "run": run.run,
        "begun": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "tool": f"trax {__version__}",
    }
    lines = [f"{key}: {_clean(str(value))}" for key, value in fields.items()]
    header = f"object {commit}\ntype commit\ntag {name}\ntagger {_signature(person, run=run, now=now)}\n"
    return "\n".join([header, "This sending was begun. The tag stays; it is never moved.", "", *lines, ""]).encode()


def parse_tag(data: bytes, *, name: str, remote: str) -> Lock:
    """Return the lock that a tag is; whatever trax did not write is one that somebody made by hand."""
    header, _, message = data.decode("utf-8", "replace").partition("\n\n")
    tagger = TAGGER.search(header)
    by_hand = RunId("", _clean(tagger[1]) if tagger else "", "")
    begun_at = datetime.fromtimestamp(int(tagger[2]), tz=UTC) if tagger else None
    fields = dict(FIELD.findall(message))
    # A tag of another name, pushed under this one, says nothing about this sending.
    if f"\ntag {name}\n" not in header or not fields.keys() >= {"machine", "user", "run", "begun"}:
        return Lock(name, remote, by_hand, begun_at)
    return Lock(name, remote, RunId(*(_clean(fields[key]) for key in ("machine", "user", "run"))), begun_at)


def _signature(person: Person, *, run: RunId, now: datetime) -> str:
    name = _clean(person.name) or _clean(run.user) or "trax"
    return f"{name} <{_clean(person.email).replace(' ', '')}> {int(now.timestamp())} +0000"


def _clean(text: str) -> str:
    return " ".join(UNFIT.sub(" ", text).split())
