"""Findings as one SARIF 2.1.0 document, for sites and editors that show what any checker says.

What somebody allows is in it, too, as suppressed and with the reason. Paths are relative to the top of the repository;
there is no time and no name of a machine in it, so that the same texts make the same bytes.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.11 (messages), 3.14 (run), 3.27 (result).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from trax import __version__
from trax.commands.explanations import find_page
from trax.model import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trax.checks.allowances import Silenced
    from trax.model import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "https://www.upr-info.org/"
TOP = "%SRCROOT%"
FINGERPRINT = "traxFinding/v1"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "notice": "note"}
Json = dict[str, Any]


def sarif_document(
    findings: Sequence[Finding], *, silenced: Sequence[Silenced] = (), lines: Mapping[str, Sequence[str]]
) -> Json:
    """Return the findings as a SARIF log with one run.

    Args:
        findings: Their paths begin at the top of the repository.
        silenced: The findings that somebody allows, likewise.
        lines: The lines of each file that could be read, by its path.
    """
    everything = [(finding, "") for finding in findings] + [(each.finding, each.reason) for each in silenced]
    everything.sort(key=lambda pair: (pair[0].place, SEVERITIES.index(pair[0].severity), pair[0].code))
    codes = sorted({finding.code for finding, _ in everything})
    seen: Counter[str] = Counter()
    results = []
    for finding, reason in everything:
        line = _line(finding, lines)
        result = _result(finding, line, codes)
        mark = _fingerprint(finding, line)
        result["partialFingerprints"] = {FINGERPRINT: f"{mark}:{seen[mark]}"}
        seen[mark] += 1
        # All results have this list or none has it (3.27.23).
        result["suppressions"] = [{"kind": "inSource", "justification": reason}] if reason else []
        results.append(result)
    driver = {
        "name": "trax",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": INFORMATION,
        "rules": [_rule(code, [finding for finding, _ in everything if finding.code == code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {TOP: {"description": _message("The top folder of the repository.")}},
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, findings: Sequence[Finding]) -> Json:
    """Return the rule with its help page; its level is the gravest that it has here."""
    gravest = min((finding.severity for finding in findings), key=SEVERITIES.index)
    rule: Json = {"id": code, "defaultConfiguration": {"level": LEVEL[gravest]}}
    page = find_page(code)
    if page:
        rule["shortDescription"] = {"text": page.summary}
        rule["fullDescription"] = {"text": page.meaning}
        rule["help"] = {"text": page.text, "markdown": page.text}
    return rule


def _result(finding: Finding, line: str, codes: Sequence[str]) -> Json:
    told = [finding.message]
    told += [f"{name}: {words}" for name, words in (("hint", finding.hint), ("source", finding.source)) if words]
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    # The text of a finding may also be what the line should say; only words that stand there have an end.
    if finding.text and line.startswith(finding.text, place.column - 1):
        region["endColumn"] = place.column + len(finding.text)
    location = {"artifactLocation": _artifact(place.path), "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVEL[finding.severity],
        "message": _message("\n".join(told)),
        "locations": [{"physicalLocation": location}],
    }


def _artifact(path: str) -> Json:
    """Return where the file is: below the top of the repository, or, for one named from the root of the disk, there."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": TOP}


def _message(text: str) -> Json:
    # Braces stand around the number of an argument (3.11.5).
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _line(finding: Finding, lines: Mapping[str, Sequence[str]]) -> str:
    """Return the line that a finding stands on; an empty one where the file could not be read."""
    of_file = lines.get(finding.place.path, ())
    return of_file[finding.place.line - 1] if finding.place.line <= len(of_file) else ""


def _fingerprint(finding: Finding, line: str) -> str:
    """Return what stays the same when lines are added above: code, file, and the words of the line."""
    words = " ".join(line.split()) or finding.text or finding.message
    mark = f"{finding.code}\n{finding.place.path}\n{words}"
    return hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:32]
