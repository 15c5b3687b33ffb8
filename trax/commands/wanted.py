"""What the arguments of `trax check` name: issues, single files of an issue, files from outside any newsletter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from trax.commands.check_verdict import name_of
from trax.content.issue import is_file_of_issue
from trax.content.whereabouts import SETTINGS_PATH
from trax.content.workspace import find_issue, issue_folders, open_workspace
from trax.delivery.locate import Located
from trax.errors import NoSuchFile, NoSuchIssue, NoWorkspace
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.content.workspace import Workspace
    from trax.render.templates import Templates

STDIN = "-"
_NUMBER = re.compile(r"[0-9]{1,6}")
_LOOKS_LIKE_FILE = re.compile(r"[/\\]|\.\w{1,8}\Z")


@dataclass(slots=True)
class IssueWanted:
    """An issue, or some of its files: their paths in the newsletter, and each as it was named."""

    place: Located
    is_whole: bool = False
    files: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the summary calls it."""
        return name_of(self.place.folder.name) if self.is_whole else ", ".join(self.files.values())


@dataclass(frozen=True, slots=True)
class FileWanted:
    """A file from outside a newsletter, and how it was named; without a path, what comes through a pipe."""

    name: str
    path: Path | None


class Finder:
    """Finds what the arguments of `trax check` name; the newsletter is opened only when one has to do with it."""

    def __init__(self, start: Path) -> None:
        """Look for the newsletter from a folder upwards."""
        self.start = start
        self.found: dict[Path | str, IssueWanted | FileWanted] = {}
        self._templates: dict[Path, Templates] = {}

    def add_all(self) -> None:
        """Add every issue of the newsletter."""
        workspace = open_workspace(self.start)
        for each in issue_folders(workspace):
            self._add_issue(workspace, each.path)

    def add(self, argument: str) -> None:
        """Add the issue or the file that an argument names: a number, a folder, a file, or `-`; each once.

        Raises:
            NoSuchFile, NoSuchIssue, NoWorkspace: If there is none.
            SettingsError: If the settings of its newsletter cannot be read.
        """
        if argument == STDIN:
            self.found[STDIN] = FileWanted(STDIN, None)
            return
        path = Path(argument)
        kind = _kind_of(path)
        if kind == "file" and not _NUMBER.fullmatch(argument):
            self._add_file(path, argument)
            return
        try:
            workspace = open_workspace(self.start)
            inside = workspace.root / argument  # as findings name it, from wherever one stands
            if not kind and _kind_of(inside) == "file":
                self._add_file(inside, argument)
            else:
                self._add_issue(workspace, find_issue(workspace, argument))
        except (NoWorkspace, NoSuchIssue) as error:
            if kind == "file":  # it is called by a number that no issue has
                self._add_file(path, argument)
            elif kind == "folder":
                workspace = open_workspace(path)
                self._add_issue(workspace, find_issue(workspace, str(path.resolve())))
            elif _LOOKS_LIKE_FILE.search(argument):
                raise NoSuchFile(argument) from error
            else:
                raise

    def _add_issue(self, workspace: Workspace, folder: Path) -> None:
        self._issue(workspace, folder).is_whole = True

    def _add_file(self, path: Path, name: str) -> None:
        """Add a file: as a part of its issue where it is one, else for itself."""
        whole = path.resolve()
        folder = whole.parent
        is_in_issue = (folder.parent / Path(SETTINGS_PATH).name).is_file() and is_file_of_issue(whole.name)
        workspace = open_workspace(folder) if is_in_issue else None
        if workspace and folder in [each.path for each in issue_folders(workspace)]:
            self._issue(workspace, folder).files.setdefault(workspace.name_of(whole), name)
        else:
            self.found.setdefault(whole, FileWanted(name, path))

    def _issue(self, workspace: Workspace, folder: Path) -> IssueWanted:
        if workspace.root not in self._templates:
            self._templates[workspace.root] = load_templates(workspace.root)
        wanted = IssueWanted(Located(workspace, folder, self._templates[workspace.root]))
        return self.found.setdefault(folder, wanted)  # type: ignore[return-value]  # a folder is kept for an issue only


def find_wanted(arguments: Sequence[str], *, start: Path) -> tuple[IssueWanted | FileWanted, ...]:
    """Return what the arguments of `trax check` name; all issues of the newsletter without any.

    Raises:
        NoSuchFile, NoSuchIssue, NoWorkspace, SettingsError: As `Finder.add`.
    """
    finder = Finder(start)
    if not arguments:
        finder.add_all()
    for argument in arguments:
        finder.add(argument)
    return tuple(finder.found.values())


def common_root(wanted: Sequence[IssueWanted | FileWanted]) -> Path | None:
    """Return the folder of the newsletter when whole issues of one are wanted, and nothing else."""
    roots = {each.place.workspace.root if isinstance(each, IssueWanted) and each.is_whole else None for each in wanted}
    return roots.pop() if len(roots) == 1 else None


def _kind_of(path: Path) -> Literal["", "file", "folder"]:
    """Return what a path leads to; a pipe is a file, and so is what nobody may look at."""
    try:
        return "folder" if path.is_dir() else "file" if path.exists() else ""
    except PermissionError:
        return "file"
    except OSError:  # a name longer than any file's
        return ""
