"""Where an issue lies, and the first half of its way: find it, read it whole, render it.

Commands that only look at an issue use this alone; nothing here knows providers or checks, which cost time to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.issue import read_issue
from trax.content.workspace import find_issue, open_workspace
from trax.errors import ContentFaults
from trax.render.email import render_mail
from trax.render.templates import load_templates
from trax.upr.table import load_table

if TYPE_CHECKING:
    from pathlib import Path

    from trax.content.workspace import Workspace
    from trax.model import Issue, Mail
    from trax.render.templates import Templates


@dataclass(frozen=True, slots=True)
class Located:
    """Where an issue lies: its newsletter, its folder, and the templates of the newsletter."""

    workspace: Workspace
    folder: Path
    templates: Templates

    @property
    def audience(self) -> str:
        """Id of the audience that the settings name."""
        return self.workspace.settings.publication.audience


def locate_issue(start: Path, wanted: str) -> Located:
    """Return where the issue lies; `wanted` is its number or folder.

    Raises:
        NoWorkspace, SettingsError, NoSuchIssue: If there is no such newsletter or issue.
    """
    workspace = open_workspace(start)
    return Located(workspace, find_issue(workspace, wanted), load_templates(workspace.root))


def read_whole_issue(place: Located) -> Issue:
    """Return the issue as its files are now.

    Raises:
        ContentFaults: If a file of it cannot be read as it should be; nothing is made from half an issue.
    """
    issue, findings = read_issue(place.workspace, place.folder)
    if issue is None or any(finding.severity == "error" for finding in findings):
        raise ContentFaults(f"issue {place.folder.name}", findings)
    return issue


def render_issue(place: Located, issue: Issue) -> Mail:
    """Return the issue as mail.

    Raises:
        TemplateFault, LostInRendering: If it cannot be rendered.
    """
    return render_mail(issue, settings=place.workspace.settings, table=load_table(), templates=place.templates)


def build_folder(root: Path, number: int) -> Path:
    """Return where everything made from an issue lies: `build/050` below the newsletter's folder."""
    return root / "build" / f"{number:03d}"
