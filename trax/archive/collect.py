"""What the archive is built from: every issue of the newsletter, with its receipt and the bytes that were sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.archive.entries import Entry
from trax.content.issue import read_issue
from trax.content.workspace import issue_folders
from trax.delivery.bundle import bundle_folder, read_bundle
from trax.delivery.receipt import read_receipt
from trax.errors import ContentFaults

if TYPE_CHECKING:
    from pathlib import Path

    from trax.content.workspace import Workspace
    from trax.delivery.bundle import Bundle
    from trax.delivery.receipt import Receipt
    from trax.model import Finding, Issue


@dataclass(frozen=True, slots=True)
class Collected:
    """The entries of the archive, and the numbers of sent issues whose exact mail is not on this machine."""

    entries: tuple[Entry, ...]
    without_mail: tuple[int, ...]


def collect_entries(workspace: Workspace, *, include_unsent: bool = False) -> Collected:
    """Return the issues that were sent, or all of them.

    Raises:
        ContentFaults: If an issue that belongs to the archive cannot be read; a page is never half an issue.
        Changed, Damaged: If a receipt or the frozen bytes were changed.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for folder in issue_folders(workspace):
        if folder.number is None:
            continue
        receipt = read_receipt(folder.path, number=folder.number)
        if receipt is None and not include_unsent:
            continue
        issue, problems = read_issue(workspace, folder.path)
        errors = [problem for problem in problems if problem.severity == "error"]
        findings += errors
        if issue is not None and not errors:
            entries.append(Entry(issue, _sent_bytes(workspace.root, issue, receipt), receipt))
    if findings:
        raise ContentFaults("the archive", findings)
    missing = tuple(entry.issue.number for entry in entries if entry.receipt and not entry.bundle)
    return Collected(tuple(entries), missing)


def _sent_bytes(root: Path, issue: Issue, receipt: Receipt | None) -> Bundle | None:
    """Return the frozen bytes of the receipt, every one of them compared, or None where they are not kept."""
    if receipt is None:
        return None
    folder = bundle_folder(root, issue.number, receipt.bundle)
    return read_bundle(folder, number=issue.number) if folder.is_dir() else None
