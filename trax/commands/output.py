"""How findings are printed: one line each for people, one document for scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from trax.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.model import Finding

COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}
WORST_FIRST = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def print_findings(findings: Sequence[Finding], *, as_json: bool, err: bool = False) -> None:
    """Print the findings in the order of the files, or as one JSON document; with `err` on stderr."""
    ordered = sorted(findings, key=lambda finding: (finding.place, WORST_FIRST[finding.severity], finding.code))
    if as_json:
        click.echo(json.dumps(findings_document(ordered), ensure_ascii=False, indent=2), err=err)
        return
    for finding in ordered:
        severity = click.style(finding.severity, fg=COLOURS[finding.severity], bold=True)
        click.echo(f"{finding.place}: {severity} [{finding.code}] {finding.message}", err=err)
        if finding.hint:
            click.echo(f"    hint: {finding.hint}", err=err)
        if finding.source:
            click.echo(f"    source: {finding.source}", err=err)


def findings_document(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings as the JSON document that scripts read."""
    return {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "path": finding.place.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "text": finding.text,
                "message": finding.message,
                "hint": finding.hint,
                "source": finding.source,
            }
            for finding in findings
        ],
        "counts": count_by_severity(findings),
    }


def count_by_severity(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 when something must be corrected, else 0; warnings and notices do not stop anybody."""
    return int(any(finding.severity == "error" for finding in findings))
