"""Who a run is: the machine it runs on, the person, the run itself.

A machine here is one copy of a newsletter's folder. Its name is made once, lies in `.trax/machine.json` beside the
ledger, outlives every crash, and is another one in a second clone on the same computer.
"""

from __future__ import annotations

import json
import platform
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.plan import make_slug
from trax.errors import FileTrouble
from trax.files import read_limited, write_atomic
from trax.providers._lock import hold_lock

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_BYTES = 10_000
NAME = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True, slots=True)
class RunId:
    """Who does something: the machine, the person at it, and which of their runs."""

    machine: str
    user: str
    run: str


def new_run(root: Path, *, user: str) -> RunId:
    """Return the name of a run that begins now in the newsletter's folder.

    Args:
        user: The person at the keyboard, as far as known.

    Raises:
        FileTrouble: If the machine's name cannot be kept.
    """
    return RunId(make_machine(root), user, uuid.uuid4().hex[:12])


def find_machine(root: Path) -> str:
    """Return the name of this copy of the newsletter's folder; empty when it has none yet.

    A file that was copied here with the folder names another copy, and counts for nothing.

    Raises:
        FileTrouble: If it cannot be read.
    """
    path = machine_path(root)
    if not path.is_file():
        return ""
    try:
        values = json.loads(read_limited(path, limit_bytes=LIMIT_BYTES) or b"")
        name, folder = values["machine"], values["folder"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    is_sound = isinstance(name, str) and NAME.fullmatch(name) is not None
    return name if is_sound and folder == _number_of(path.parent) else ""


def make_machine(root: Path) -> str:
    """Return the name of this copy of the newsletter's folder: the computer's and random digits, kept from now on.

    Raises:
        FileTrouble: If it cannot be kept.
    """
    found = find_machine(root)
    if found:
        return found
    with hold_lock(machine_path(root).with_name("machine.lock")):
        return find_machine(root) or _write_new(machine_path(root))


def machine_path(root: Path) -> Path:
    """Return where the name of this copy of the newsletter's folder is kept."""
    return root / ".trax" / "machine.json"


def _write_new(path: Path) -> str:
    # The computer's name is for people to read; it may change, and another one may have it too.
    name = f"{make_slug(platform.node().partition('.')[0])}-{uuid.uuid4().hex}"
    write_atomic(path, f"{json.dumps({'machine': name, 'folder': _number_of(path.parent)}, indent=2)}\n".encode())
    return name


def _number_of(folder: Path) -> int:
    """Return the number that the disk knows a folder by: it stays when the folder is moved, a copy has another."""
    try:
        return folder.stat().st_ino
    except OSError as error:  # pragma: no cover - it was there a moment ago
        raise FileTrouble(folder, error) from error
