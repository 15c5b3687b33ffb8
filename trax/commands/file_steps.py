"""What `trax check` is to look at: whole issues, single files of an issue, and files from outside any newsletter."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from trax.checks.allowances import Verdict, silence, sources_of
from trax.checks.base import CheckInput
from trax.checks.reading.document_day import day_of
from trax.checks.reading.passage import Passage
from trax.checks.registry import CODES, MAIL_CODES, run_checks
from trax.commands.check_steps import check_issue
from trax.content.dates import day_in_words
from trax.content.decoding import LARGEST_DOCUMENT_BYTES, too_large
from trax.content.document import parse_document
from trax.content.issue import is_file_of_issue
from trax.content.settings import SETTINGS_PATH
from trax.content.source import file_fault
from trax.content.workspace import find_issue, issue_folders, open_workspace
from trax.delivery.locate import Located
from trax.errors import FileTrouble, NoSuchFile, NoSuchIssue, NoWorkspace
from trax.files import read_limited
from trax.model import Place
from trax.render.templates import load_templates
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trax.content.document import Document
    from trax.content.workspace import Workspace
    from trax.model import Finding
    from trax.render.templates import Templates

STDIN = "-"
BEGINNING = 100_000  # characters of a document that tell its day
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
        number = self.place.folder.name
        return f"issue {number.lstrip('0') or number}" if self.is_whole else ", ".join(self.files.values())


@dataclass(frozen=True, slots=True)
class FileWanted:
    """A file from outside a newsletter, as it was named; `-` is what comes through a pipe."""

    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """How it is looked at.

    Attributes:
        only: Codes of the checks to run; all when empty. `skip` are those to leave out.
        as_of: Day whose knowledge counts; without it that of each issue, and the one that each file tells.
        root: Folder that the paths of an issue's findings begin in; without it they begin in the current folder.
    """

    only: tuple[str, ...]
    skip: tuple[str, ...]
    as_of: date | None
    today: date
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one of the things wanted; `note` is what its readers should know beside it."""

    name: str
    verdict: Verdict
    note: str = ""


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
            self.found[STDIN] = FileWanted(STDIN)
            return
        kind = "" if _NUMBER.fullmatch(argument) else _kind_of(Path(argument))
        if kind == "file":
            self._add_file(Path(argument), argument)
            return
        try:
            workspace = open_workspace(self.start)
            inside = workspace.root / argument  # as findings name it, from wherever one stands
            if not kind and _kind_of(inside) == "file":
                self._add_file(inside, argument)
            else:
                self._add_issue(workspace, find_issue(workspace, argument))
        except (NoWorkspace, NoSuchIssue) as error:
            if kind == "folder":
                workspace = open_workspace(Path(argument))
                self._add_issue(workspace, find_issue(workspace, str(Path(argument).resolve())))
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
            self.found.setdefault(whole, FileWanted(name))

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


def check_wanted(wanted: IssueWanted | FileWanted, way: Way) -> Checked:
    """Return what is wrong in an issue, in some of its files, or in a file from outside."""
    if isinstance(wanted, FileWanted):
        return _check_file(wanted.name, way)
    # What the mail weighs is nobody's single file; and it costs the most.
    skip = way.skip if wanted.is_whole else (*way.skip, *MAIL_CODES)
    verdict = check_issue(wanted.place, as_of=way.as_of, only=way.only, skip=skip)
    if wanted.is_whole and way.root:
        return Checked(wanted.name, verdict)
    findings = [named for each in verdict.findings if (named := _named(each, wanted)) is not None]
    silenced = [
        replace(each, finding=named) for each in verdict.silenced if (named := _named(each.finding, wanted)) is not None
    ]
    return Checked(wanted.name, Verdict(tuple(findings), tuple(silenced)))


def _check_file(name: str, way: Way) -> Checked:
    document, findings = _read(name)
    if document is None:
        return Checked(name, Verdict(findings))
    day, note = (way.as_of, "") if way.as_of else _judged_as_of(document, way.today)
    findings += run_checks(CheckInput(document, load_table(), day), only=way.only, skip=way.skip)
    ran = {code for code in CODES if (not way.only or code in way.only) and code not in way.skip}
    return Checked(name, silence(findings, sources_of(document), known=CODES, ran=ran), note)


def _named(finding: Finding, wanted: IssueWanted) -> Finding | None:
    """Return a finding under the name that its file was given; None for one that was not asked for.

    What keeps the whole issue from being read is told with any of its files.
    """
    path, root = finding.place.path, wanted.place.workspace.root
    header = f"{wanted.place.workspace.name_of(wanted.place.folder)}/issue.md"
    name = wanted.files.get(path)
    if name is None:
        keeps_from_reading = path == header and finding.severity == "error" and finding.code not in CODES
        if not (wanted.is_whole or keeps_from_reading):
            return None
        name = Path(os.path.relpath(root / path)).as_posix()
    return replace(finding, place=replace(finding.place, path=name))


def _judged_as_of(document: Document, today: date) -> tuple[date, str]:
    beginning = Passage(document.text[:BEGINNING], Place(document.path, 1), load_table(), document=document)
    judged = day_of(beginning, today)
    words = f"judged as of {day_in_words(judged.day)} ({judged.reason}; --as-of says otherwise)"
    return judged.day, f"{document.path}: {words}"


def _read(name: str) -> tuple[Document | None, tuple[Finding, ...]]:
    data: bytes | None
    if name == STDIN:
        data = sys.stdin.buffer.read(LARGEST_DOCUMENT_BYTES + 1) if sys.stdin else b""
    else:
        try:
            data = read_limited(Path(name), limit_bytes=LARGEST_DOCUMENT_BYTES)
        except FileTrouble as error:
            why = str(getattr(error.__cause__, "strerror", "")).lower()
            return None, (file_fault(name, f"cannot be read ({why})", hint="mend that, or check a copy of it"),)
    return (None, (too_large(name),)) if data is None else parse_document(data, path=name)


def _kind_of(path: Path) -> Literal["", "file", "folder"]:
    """Return what a path leads to; a pipe is a file, and so is what nobody may look at."""
    try:
        return "folder" if path.is_dir() else "file" if path.exists() else ""
    except PermissionError:
        return "file"
    except OSError:  # a name longer than any file's
        return ""
