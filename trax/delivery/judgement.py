"""What is left of the findings in an issue after what its writers allow, wherever they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.allowances import silence, sources_of
from trax.content.workspace import read_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from trax.checks.allowances import Verdict
    from trax.content.workspace import Workspace
    from trax.model import Finding, Issue

# A text without these letters allows nothing, whatever else stands in it.
_MARK = "allow"


def judge(
    workspace: Workspace,
    issue: Issue,
    findings: Sequence[Finding],
    *,
    known: Collection[str],
    ran: Collection[str] | None = None,
) -> Verdict:
    """Return the findings that nobody allows, and those that somebody does.

    Args:
        workspace: The newsletter.
        issue: The issue that the findings are about.
        findings: Everything that was found in it.
        known: Codes of all checks.
        ran: Codes of the checks that were run; all without it.
    """
    return silence(findings, texts_of(workspace, issue, findings), known=known, ran=ran)


def texts_of(workspace: Workspace, issue: Issue, findings: Sequence[Finding]) -> dict[str, str]:
    """Return the files in which something may be allowed, by path; none when none of them allows anything.

    The files of the issue are taken as they were read; of the library and the settings, those with a finding are read
    for it.
    """
    sources = sources_of(issue)
    # Of a file of the library, the issue keeps the text below the header alone.
    whole = {issue.path, *(item.path for item in issue.items)}
    elsewhere = {finding.place.path for finding in findings} - whole
    texts = {**sources, **read_texts(workspace, elsewhere)}
    return texts if any(_MARK in text for text in texts.values()) else {}
