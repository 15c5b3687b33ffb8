"""The folder of a newsletter: found from below, its issues listed, its files read with every excuse of a disk.

Nothing outside the folder is ever read: a link that leads out is a finding, whoever put it there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.settings import Settings, read_settings
from trax.content.source import LARGEST_FILE_BYTES, decode, file_fault
from trax.content.whereabouts import SETTINGS_PATH, find_root, folders_that_may_be_issues
from trax.errors import FileTrouble, NoSuchIssue
from trax.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trax.model import Finding

_HEADER_BYTES = 4096
_NUMBER_LINE = re.compile(rb"^number[ \t]*:[ \t]*[\"']?([0-9]{1,6})[\"']?[ \t]*(?:\r|$|#)", re.MULTILINE)
_DIGITS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A newsletter on disk: the folder that holds `issues/`, and its settings."""

    root: Path
    settings: Settings

    def name_of(self, path: Path) -> str:
        """Return a path relative to the root, with `/`, as findings show it."""
        inside = path if path.is_relative_to(self.root) else path.resolve()
        return inside.relative_to(self.root).as_posix() if inside.is_relative_to(self.root) else path.as_posix()


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """A folder below `issues/`; `number` is that of its header, else of its name, else None."""

    number: int | None
    path: Path


def open_workspace(start: Path) -> Workspace:
    """Return the newsletter that a folder belongs to: the nearest one, from the folder upwards.

    Raises:
        NoWorkspace: If no folder above holds `issues/trax.toml`.
        SettingsError: If that file has errors; `findings` has all of them.
        FileTrouble: If it cannot be read.
    """
    root = find_root(start)
    return Workspace(root, read_settings(root / SETTINGS_PATH))


def issue_folders(workspace: Workspace) -> tuple[IssueFolder, ...]:
    """Return the folders of all issues by number; those without one come last.

    Raises:
        FileTrouble: If the folder `issues` cannot be read.
    """
    found = []
    for path in folders_that_may_be_issues(workspace.root):
        header = path / "issue.md"
        if header.is_file() or _DIGITS.fullmatch(path.name):
            found.append(IssueFolder(_number_of(workspace, header, path.name), path))
    return tuple(sorted(found, key=lambda folder: (folder.number is None, folder.number or 0, folder.path.name)))


def find_issue(workspace: Workspace, wanted: str) -> Path:
    """Return the folder of an issue.

    Args:
        workspace: The newsletter.
        wanted: Its number (`50`, `050`), the name of its folder, or a path of the folder or its `issue.md`.

    Raises:
        NoSuchIssue: If there is none.
    """
    folders = issue_folders(workspace)
    for folder in folders:
        if folder.path.name == wanted:
            return folder.path
    if _DIGITS.fullmatch(wanted):
        for folder in folders:
            if folder.number == int(wanted):
                return folder.path
    by_path = {str(folder.path): folder.path for folder in folders}
    for start in (workspace.root, workspace.root.cwd()):
        try:
            path = (start / wanted).resolve()
        except (OSError, ValueError, RuntimeError):
            break
        if path.name == "issue.md":
            path = path.parent
        if str(path) in by_path:
            return by_path[str(path)]
    known = [folder.path.name if folder.number is None else str(folder.number) for folder in folders]
    raise NoSuchIssue(wanted, known)


def number_of(workspace: Workspace, folder: Path) -> int:
    """Return the number of the issue in a folder, even if its files cannot be read; 0 for one without any."""
    return _number_of(workspace, folder / "issue.md", folder.name) or 0


def read_text(workspace: Workspace, path: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of a file of the newsletter, or None with the finding that says why it cannot be read."""
    name = workspace.name_of(path)
    data, problem = read_bytes(workspace, path, limit_bytes=LARGEST_FILE_BYTES)
    if data is None:
        hint = "an issue begins with this file" if path.name == "issue.md" else "put a plain text file here"
        return None, (file_fault(name, problem, hint=hint),)
    return decode(data, path=name)


def read_texts(workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """Return the text of each file of the newsletter, by its path as findings show it; without those that have none."""
    found = {name: read_text(workspace, workspace.root / name)[0] for name in sorted(set(names))}
    return {name: text for name, text in found.items() if text is not None}


def read_bytes(workspace: Workspace, path: Path, *, limit_bytes: int) -> tuple[bytes | None, str]:
    """Return a file's bytes and an empty text, or None and what is wrong with the file."""
    try:
        if not path.resolve().is_relative_to(workspace.root):
            return None, "is a link that leads out of the newsletter's folder"
        if not path.is_file():
            return None, _why_no_file(path)
        data = read_limited(path, limit_bytes=limit_bytes)
    except (OSError, RuntimeError, FileTrouble) as error:
        return None, f"cannot be read ({_reason(error)})"
    return data, f"is larger than {limit_bytes // 1_000_000} MB" if data is None else ""


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "is a folder"
    if path.exists():
        return "is neither a file nor a folder"
    return "is a link to a file that is not there" if path.is_symlink() else "does not exist"


def _reason(error: Exception) -> str:
    cause = error.__cause__ if isinstance(error, FileTrouble) else error
    return str(getattr(cause, "strerror", None) or "a link that leads to itself").lower()


def _number_of(workspace: Workspace, header: Path, name: str) -> int | None:
    """Return the number that the first lines of `issue.md` name, else the one that the folder is called by."""
    data, _ = read_bytes(workspace, header, limit_bytes=LARGEST_FILE_BYTES)
    match = _NUMBER_LINE.search(data[:_HEADER_BYTES]) if data else None
    if match:
        return int(match[1])
    return int(name) if _DIGITS.fullmatch(name) else None
