"""What is said of an issue in the end: what was found in it, what the web says of its links, what is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trax.checks.allowances import Verdict, silence
from trax.checks.reading.link_judgement import Looks, judge_links
from trax.commands.output import count_by_severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from trax.commands.link_steps import LinkBook
    from trax.delivery.check_store import Kept


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one of the things wanted; `note` is what its readers should know beside it."""

    name: str
    verdict: Verdict
    note: str = ""


def name_of(folder: str) -> str:
    """Return what the summary calls the issue in a folder: `issue 50`."""
    return f"issue {folder.lstrip('0') or folder}"


def verdict_of(kept: Kept, book: LinkBook, *, codes: Collection[str]) -> Verdict:
    """Return what is left to say of an issue, and what its writers allow.

    Args:
        kept: What was found in it.
        book: What is known of links.
        codes: Of all checks.
    """
    findings = list(kept.findings)
    if kept.addresses:
        findings += judge_links(kept.addresses, Looks(book.results, book.now), day=date.fromisoformat(kept.day))
    if not kept.sources:
        return Verdict(tuple(sorted(findings, key=lambda finding: finding.place)))
    return silence(findings, dict(kept.sources), known=codes, ran=kept.looked)


def summary(verdict: Verdict) -> str:
    """Return `2 errors, 1 warning, 1 silenced`, or `nothing to correct`."""
    counts = count_by_severity(verdict.findings)
    told = [f"{count} {severity}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    silenced = [f"{len(verdict.silenced)} silenced"] if verdict.silenced else []
    return ", ".join((*(told or ["nothing to correct"]), *silenced))
