"""What `trax check` does with one issue: read, check, and render when nothing stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks import size
from trax.checks.registry import run_checks
from trax.commands.output import count_by_severity
from trax.content.issue import read_issue
from trax.errors import TraxError
from trax.model import Finding, Place
from trax.render.email import render_mail
from trax.render.templates import load_templates
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from trax.content.workspace import Workspace
    from trax.model import Issue

CODE = "render"


def check_issue(
    workspace: Workspace, folder: Path, *, as_of: date | None, only: Collection[str], skip: Collection[str]
) -> tuple[Finding, ...]:
    """Return everything that is wrong in an issue; its mail is made and measured only when there are no errors.

    Raises:
        FileTrouble: If the folder cannot be read.
    """
    issue, findings = read_issue(workspace, folder)
    if issue is None:
        return findings
    findings += run_checks(
        issue, table=load_table(), settings=workspace.settings, as_of=as_of, only=only, skip={*skip, size.CODE}
    )
    is_wanted = (not only or size.CODE in only) and size.CODE not in skip
    if is_wanted and not any(finding.severity == "error" for finding in findings):
        findings += _measure(workspace, issue)
    return findings


def _measure(workspace: Workspace, issue: Issue) -> tuple[Finding, ...]:
    """Return what the checks of the rendered mail say, or why there is no mail."""
    table = load_table()
    try:
        templates = load_templates(workspace.root)
        mail = render_mail(issue, settings=workspace.settings, table=table, templates=templates)
    except TraxError as error:
        return (Finding(CODE, "error", Place(issue.path, 1), error.message, hint=error.hint),)
    return run_checks(issue, table=table, settings=workspace.settings, mail=mail, only={size.CODE})


def summary(findings: Sequence[Finding]) -> str:
    """Return `2 errors, 1 warning`, or `nothing to correct`."""
    counts = count_by_severity(findings)
    told = [f"{count} {severity}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    return ", ".join(told) or "nothing to correct"
