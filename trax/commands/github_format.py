"""Findings as GitHub Actions takes them from the log of a job: annotations beside the lines of a pull request.

`::error file=issues/050/issue.md,line=7,col=9,title=weekday::…`, one line each. GitHub shows the first ten of each
severity of a step; the log has all.

Source: GitHub's documentation of workflow commands, and the escaping of `command.ts` in its toolkit (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.model import Finding

_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def github_lines(findings: Sequence[Finding]) -> str:
    """Return the findings as workflow commands, one a line; their paths begin at the top of the repository."""
    return "\n".join(_line(finding) for finding in findings)


def _line(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.code,
    }
    named = ",".join(f"{name}={value.translate(_IN_PROPERTY)}" for name, value in properties.items())
    told = [finding.message]
    told += [f"{name}: {words}" for name, words in (("hint", finding.hint), ("source", finding.source)) if words]
    message = "\n".join(told).translate(_IN_MESSAGE)
    return f"::{finding.severity} {named}::{message}"
