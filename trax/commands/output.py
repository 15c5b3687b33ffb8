"""How findings are printed: one line each for people, one document for scripts, in the form of the site that reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from trax.commands.terminal import colour_wish, width_of, wrapped
from trax.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.allowances import Silenced
    from trax.model import Finding, Place

Form = Literal["text", "json", "github", "sarif"]
FORMS: tuple[Form, ...] = ("text", "json", "github", "sarif")
COLOURS = {"error": "red", "warning": "yellow", "notice": "cyan"}
INDENT, DEEPER = 4, 6


def print_findings(
    findings: Sequence[Finding],
    *,
    form: Form = "text",
    silenced: Sequence[Silenced] = (),
    root: Path = Path(),
    err: bool = False,
) -> None:
    """Print the findings in the order of the files, or as one document.

    Args:
        silenced: The findings that somebody allows; only documents have them.
        root: The folder that the paths of the findings begin in.
        err: Whether they go to stderr.
    """
    ordered = sorted(findings, key=_in_order)
    if form == "text":
        width = width_of(err=err)
        for finding in ordered:
            click.echo(_text(finding, width), err=err, color=colour_wish())
    elif form == "json":
        click.echo(json.dumps(findings_document(ordered, silenced), ensure_ascii=False, indent=2), err=err)
    else:
        from trax.commands.site_formats import for_site  # noqa: PLC0415 - what a person never asks for

        click.echo(for_site(form, ordered, silenced=silenced, root=root), err=err, nl=form == "sarif" or bool(ordered))


def _in_order(finding: Finding) -> tuple[Place, int, str]:
    return finding.place, SEVERITIES.index(finding.severity), finding.code


def _text(finding: Finding, width: int | None) -> str:
    """Return a finding as its line, with what to do and where the right fact comes from indented below."""
    start = str(finding.place)
    line = wrapped(f"{start}: {finding.severity} [{finding.code}] {finding.message}", width, DEEPER)
    # Colours come after the breaks: they take no columns.
    at = line.index(finding.severity, len(start))
    severity = click.style(finding.severity, fg=COLOURS[finding.severity], bold=True)
    told = [f"{line[:at]}{severity}{line[at + len(finding.severity) :]}"]
    for name, words in (("hint", finding.hint), ("source", finding.source)):
        if words:
            told.append(wrapped(f"{' ' * INDENT}{name}: {words}", width, INDENT + len(name) + 2))
    return "\n".join(told)


def findings_document(findings: Sequence[Finding], silenced: Sequence[Silenced] = ()) -> dict[str, object]:
    """Return the findings as the JSON document that scripts read; what somebody allows stands apart from them."""
    ordered = sorted(silenced, key=lambda each: _in_order(each.finding))
    return {
        "findings": [_as_json(finding) for finding in findings],
        "counts": count_by_severity(findings),
        "silenced": [{**_as_json(each.finding), "reason": each.reason} for each in ordered],
    }


def _as_json(finding: Finding) -> dict[str, object]:
    return {
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


def count_by_severity(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 when something must be corrected, else 0; warnings and notices do not stop anybody."""
    return int(any(finding.severity == "error" for finding in findings))
