"""One approved newsletter on several machines: each a clone of one git remote, each command a process of its own.

The processes are forked from one that has everything imported and has read its templates: a start from nothing costs
half a second, and there are hundreds. What they run is the command line itself.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import FILES
from tests.delivery.clones import ENVIRONMENT, git
from tests.providers.fake_listmonk import TOKEN, USER
from trax.cli import main
from trax.commands import cancel, push, sending_steps
from trax.delivery import deliver, due, locate, lock, release, steps, withdraw
from trax.delivery.locate import locate_issue, read_whole_issue, render_issue
from trax.delivery.pace import Pace
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

NEEDS_FORK = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
MACHINES = ("ana", "bo", "cy")
SEND = ("send", "50", "--recipients", "2", "--now", "--no-undo")
PROVIDER = '[provider]\nname = "listmonk"\nurl = "{url}"\n[delivery]\nlock = "{lock}"\n'
AUDIENCE = 'file = "audiences/readers.csv"\n'
WARM = load_templates()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, minus the signal for one that was killed, and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Running:
    """A command at work in a process of its own."""

    pid: int
    said: Path

    def end(self) -> Ended:
        """Wait for its end."""
        _, status = os.waitpid(self.pid, 0)
        out, err = (self.said.with_suffix(end).read_text("utf-8") for end in (".out", ".err"))
        return Ended(os.waitstatus_to_exitcode(status), out, err)


class Gate:
    """A gate in front of processes; they wait until it is opened for all of them."""

    def __init__(self) -> None:
        self.inner, self.outer = os.pipe()

    def open(self) -> None:
        # A byte for each who waits: other children hold this end of the pipe, too, so closing it tells nobody.
        os.write(self.outer, b"x" * len(MACHINES))
        os.close(self.outer)
        os.close(self.inner)

    def wait(self) -> None:
        """Wait in a child until the parent opens it."""
        os.read(self.inner, 1)


class Stop:
    """A point of a command at which its process stands still, for as long as the test wants it to."""

    def __init__(self, point: str, *, nth: int = 1) -> None:
        self.point, self.nth = point, nth
        self.gate, self.seen, self.shown = Gate(), *os.pipe()

    def meet(self, name: str) -> None:
        """Stand still in a child, the n-th time that it comes by."""
        if name == self.point:
            self.nth -= 1
            if self.nth == 0:
                os.write(self.shown, b"x")
                self.gate.wait()

    def reached(self) -> bool:
        """Return in the parent when the child stands there; False when it ended without coming by."""
        os.close(self.shown)
        came = os.read(self.seen, 1) == b"x"
        os.close(self.seen)
        return came

    def go_on(self) -> None:
        self.gate.open()


def environment() -> Mapping[str, str]:
    """Return what the commands need to find in their environment, and nothing of this machine."""
    return {**ENVIRONMENT, "TRAX_LISTMONK_USER": USER, "TRAX_LISTMONK_TOKEN": TOKEN}


def found(root: Path, url: str) -> Path:
    """Make the shared repository with an approved issue in it, and the clone of each machine; return their folder."""
    first = root / "first"
    settings = FILES["issues/trax.toml"].replace(AUDIENCE, 'id = "1"\n') + PROVIDER.format(url=url, lock="git")
    for name, text in {**FILES, "issues/trax.toml": settings, ".gitignore": ".trax/\nbuild/\n"}.items():
        path = first / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    _warm_up(first)
    git(root, "init", "-q", "-b", "main", str(first))
    approved = start(first, "approve", "50", "--by", "Ana").end()
    assert approved.code == 0, approved
    git(first, "add", "-A")
    git(first, "commit", "-q", "-m", "approved")
    # Without the samples of hooks that git puts into each: they would be copied for every round.
    git(root, "clone", "-q", "--bare", "--template=", str(first), "shared.git")
    for name in MACHINES:
        git(root, "clone", "-q", "--template=", "shared.git", name)
        git(root / name, "remote", "set-url", "origin", "../shared.git")
    shutil.rmtree(first)
    return root


def copy_room(room: Path, to: Path, *, url: str, lock: str) -> Path:
    """Return another copy of all machines and their remote, at another server."""
    shutil.copytree(room, to)
    for name in MACHINES:
        path = to / name / "issues" / "trax.toml"
        text = path.read_text("utf-8").partition("[provider]")[0]
        path.write_text(text + PROVIDER.format(url=url, lock=lock), "utf-8")
    return to


def start(
    folder: Path,
    *arguments: str,
    pace: Pace | None = None,
    gate: Gate | None = None,
    kill: str = "",
    meet: Callable[[str], None] | None = None,
    breaks: Callable[[pytest.MonkeyPatch], None] | None = None,
) -> Running:
    """Begin a command of a machine.

    Args:
        gate: Behind which it waits before it begins.
        kill: The point at which it dies.
        meet: Is told each point that it comes by.
        breaks: Breaks a rule in that process.
    """
    said = folder.parent / folder.name
    pid = fork()
    if pid:
        return Running(pid, said)
    code = 70
    try:
        with said.with_suffix(".out").open("w") as sys.stdout, said.with_suffix(".err").open("w") as sys.stderr:
            code = _run(folder, arguments, pace=pace or Pace(), gate=gate, kill=kill, meet=meet, breaks=breaks)
    finally:
        os._exit(code)


def _run(
    folder: Path,
    arguments: tuple[str, ...],
    *,
    pace: Pace,
    gate: Gate | None,
    kill: str,
    meet: Callable[[str], None] | None,
    breaks: Callable[[pytest.MonkeyPatch], None] | None,
) -> int:
    patch = pytest.MonkeyPatch()
    for command in (cancel, push, sending_steps):
        if hasattr(command, "pace_for"):
            patch.setattr(command, "pace_for", lambda _: pace)
    patch.setattr(locate, "load_templates", lambda _: WARM)
    for module in (deliver, due, lock, release, steps, withdraw) if meet else ():
        patch.setattr(module, "crash_point", meet, raising=False)
    if breaks:
        breaks(patch)
    if gate:
        gate.wait()
    os.environ["TRAX_KILL"] = kill
    sys.argv = ["trax", *arguments, "--workspace", str(folder)]
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - the parent has to see it, whatever it is
        traceback.print_exc()
    return 70


def fork() -> int:
    """Fork, also beside the threads of a server: the child has no use for what they hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _warm_up(folder: Path) -> None:
    """Import what every command needs, and compile the templates, before the first fork."""
    import requests  # noqa: F401, PLC0415 - for its time alone
    import rich  # noqa: F401, PLC0415 - same

    import trax.commands.send  # noqa: PLC0415 - same
    import trax.providers.listmonk  # noqa: F401, PLC0415 - same

    place = replace(locate_issue(folder, "050"), templates=WARM)
    render_issue(place, read_whole_issue(place))
