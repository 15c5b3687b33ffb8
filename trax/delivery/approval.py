"""The approval of an issue: who stands for which exact bytes, in a file that people can read.

`approval.toml` lies in the issue's folder and is committed with it. It binds names to digests: any later change
of the issue, of the sender or of the address makes push and send refuse.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trax.errors import Damaged, UsageError
from trax.files import digest, read_limited, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trax.delivery.bundle import Bundle
    from trax.model import Finding
    from trax.providers.base import Audience

NAME = "approval.toml"
LIMIT_BYTES = 100_000
SHA256 = re.compile(r"[0-9a-f]{64}")
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Approval:
    """What was approved, by whom and when.

    Attributes:
        bundle: Digest of the approved bundle.
        digests: SHA-256 of each part a person approves, by its name; see `Bundle.digests`.
        audience: Id of the audience.
        audience_size: Its readers on the day of the approval.
        approved_at: UTC.
        tool: Version of trax.
        checks: SHA-256 of the findings that were there.
        override: Why it was approved although the checks found errors; empty when they found none.
    """

    number: int
    bundle: str
    digests: Mapping[str, str]
    audience: str
    audience_size: int
    approvers: tuple[str, ...]
    approved_at: datetime
    tool: str
    checks: str
    override: str = ""


def changed_parts(approval: Approval, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the parts that are not what was approved."""
    names = [*approval.digests, *(name for name in digests if name not in approval.digests)]
    return tuple(name for name in names if approval.digests.get(name) != digests.get(name))


def make_approval(
    bundle: Bundle,
    audience: Audience,
    *,
    name: str,
    earlier: Approval | None,
    findings: Sequence[Finding],
    override: str,
    now: datetime,
) -> Approval:
    """Return the approval of a bundle by one more person; who approved the same bytes before stays on it.

    Args:
        name: Who approves.
        earlier: The approval that was there.
        findings: What the checks found.
        override: Why it is approved although they found errors; dropped when they found none.

    Raises:
        UsageError: If the name or the reason is empty, or cannot be written down.
    """
    name, override = _clean(name, "--by"), _clean(override, "--override")
    if not name:
        raise UsageError("nobody is named who approves", hint='give a name: --by "Anna Smith"')
    has_errors = any(finding.severity == "error" for finding in findings)
    before = earlier.approvers if earlier and earlier.digests == dict(bundle.digests) else ()
    return Approval(
        number=bundle.number,
        bundle=bundle.digest,
        digests=bundle.digests,
        audience=audience.id,
        audience_size=audience.count,
        approvers=(*(other for other in before if other != name), name),
        approved_at=now,
        tool=bundle.tool,
        checks=digest_findings(findings),
        override=override if has_errors else "",
    )


def _clean(text: str, option: str) -> str:
    if UNFIT.search(text.strip()):
        raise UsageError(f"{option}: holds a character that cannot be shown", hint="type it anew, on one line")
    return " ".join(text.split())


def digest_findings(findings: Sequence[Finding]) -> str:
    """Return the SHA-256 of a report of findings, whatever their order."""
    rows = sorted([finding.code, finding.severity, str(finding.place), finding.message] for finding in findings)
    return digest(json.dumps(rows, ensure_ascii=False).encode())


def format_approval(approval: Approval) -> str:
    """Return the text of `approval.toml`."""
    lines = [
        "# Written by trax approve: who stands for which exact bytes. Commit this file with the issue.",
        "# Nobody edits it: after a change of the issue, run trax approve again.",
        "",
        f"issue = {approval.number}",
        f"approvers = [{', '.join(_quote(name) for name in approval.approvers)}]",
        f"approved_at = {approval.approved_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"tool = {_quote(approval.tool)}",
        "",
        "# The frozen bundle (its folder below build/ is named by the first twelve digits),",
        "# and the findings of trax check on that day.",
        f"bundle = {_quote(approval.bundle)}",
        f"checks = {_quote(approval.checks)}",
        "# Why it was approved although the checks found errors; empty when they found none.",
        f"override = {_quote(approval.override)}",
        "",
        "# Whom it goes to. When the number of readers has changed by more than a tenth, trax send stops.",
        "[audience]",
        f"id = {_quote(approval.audience)}",
        f"size = {approval.audience_size}",
        "",
        "# SHA-256 of each part. One byte changed, and trax push and trax send refuse.",
        "[digests]",
        *(f"{_quote(name)} = {_quote(value)}" for name, value in approval.digests.items()),
    ]
    return "\n".join(lines) + "\n"


def write_approval(folder: Path, approval: Approval) -> Path:
    """Write `approval.toml` into the issue's folder and return its path."""
    path = folder / NAME
    write_atomic(path, format_approval(approval).encode())
    return path


def read_approval(folder: Path, *, number: int) -> Approval | None:
    """Return the approval of the issue in this folder, or None when there is none.

    Raises:
        Damaged: If the file is not as trax writes it, or is of another issue.
        FileTrouble: If it cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return None
    shown = f"{folder.name}/{NAME}"
    hint = f"approve again: trax approve {number} --by NAME"
    data = read_limited(path, limit_bytes=LIMIT_BYTES)
    try:
        approval = _parse(tomllib.loads((data or b"\xff").decode()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(shown, "is damaged", hint=hint) from error
    if approval.number != number:
        raise Damaged(shown, f"belongs to issue {approval.number}", hint=hint)
    return approval


def _parse(values: Mapping[str, Any]) -> Approval:
    digests, audience = values["digests"], values["audience"]
    approval = Approval(
        number=values["issue"],
        bundle=values["bundle"],
        digests=dict(digests.items()),
        audience=audience["id"],
        audience_size=audience["size"],
        approvers=tuple(values["approvers"]),
        approved_at=values["approved_at"],
        tool=values["tool"],
        checks=values["checks"],
        override=values["override"],
    )
    sums = [approval.bundle, approval.checks, *approval.digests.values()]
    texts = [*sums, approval.audience, approval.tool, approval.override, *approval.approvers]
    numbers = [approval.number, approval.audience_size]
    moment = approval.approved_at
    is_sound = (
        all(isinstance(text, str) for text in texts)
        and all(SHA256.fullmatch(text) for text in sums)
        and all(type(number) is int for number in numbers)
        and isinstance(moment, datetime)
        and moment.tzinfo is not None
        and bool(approval.approvers)
    )
    if not is_sound:
        raise ValueError(NAME)
    return approval


def _quote(text: str) -> str:
    # A JSON string is a TOML string, but for the one control character that JSON leaves alone.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
