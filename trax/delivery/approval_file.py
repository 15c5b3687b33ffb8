"""`approval.toml`: the approval in a file that people can read, in the issue's folder and committed with it."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trax.delivery.approval import Approval, Approver
from trax.delivery.slots import format_slot, slot_from_toml
from trax.errors import Damaged
from trax.files import read_limited, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "approval.toml"
LIMIT_BYTES = 100_000
SHA256 = re.compile(r"[0-9a-f]{64}")
WITH_ADDRESS = re.compile(r"(.+) <([^<>\s]+)>")


def format_approval(approval: Approval) -> str:
    """Return the text of `approval.toml`."""
    lines = [
        "# Written by trax approve: who stands for which exact bytes. Commit this file with the issue.",
        "# Nobody edits it: after a change of the issue, run trax approve again.",
        "",
        f"issue = {approval.number}",
        f"approvers = [{', '.join(_quote(str(each)) for each in approval.approvers)}]",
        f"approved_at = {approval.approved_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"tool = {_quote(approval.tool)}",
        "# 1; one more for each time that trax resend was ordered, and why.",
        f"generation = {approval.generation}",
        f"reason = {_quote(approval.reason)}",
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
    ]
    if approval.planned:
        lines += ["# When it goes out, as people say it and as machines compare it.", "[planned]"]
        lines += [*format_slot(approval.planned), ""]
    lines += [
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
        SlotShifted: If the planned time is another one on this machine.
        FileTrouble: If it cannot be read.
    """
    return _read(folder, number=number, has_time=True)


def read_without_time(folder: Path, *, number: int) -> Approval | None:
    """Return the approval without its planned time, which may be wrong here; raises the rest as `read_approval`."""
    return _read(folder, number=number, has_time=False)


def _read(folder: Path, *, number: int, has_time: bool) -> Approval | None:
    path = folder / NAME
    if not path.exists():
        return None
    shown = f"{folder.name}/{NAME}"
    hint = f"approve again: trax approve {number} --by NAME"
    data = read_limited(path, limit_bytes=LIMIT_BYTES)
    try:
        approval = _parse(tomllib.loads((data or b"\xff").decode()), has_time=has_time)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(shown, "is damaged", hint=hint) from error
    if approval.number != number:
        raise Damaged(shown, f"belongs to issue {approval.number}", hint=hint)
    return approval


def _parse(values: Mapping[str, Any], *, has_time: bool) -> Approval:
    digests, audience = values["digests"], values["audience"]
    approval = Approval(
        number=values["issue"],
        bundle=values["bundle"],
        digests=dict(digests.items()),
        audience=audience["id"],
        audience_size=audience["size"],
        approvers=tuple(_approver(each) for each in values["approvers"]),
        approved_at=values["approved_at"],
        tool=values["tool"],
        checks=values["checks"],
        override=values["override"],
        planned=slot_from_toml(values["planned"]) if has_time and "planned" in values else None,
        generation=values.get("generation", 1),
        reason=values.get("reason", ""),
    )
    sums = [approval.bundle, approval.checks, *approval.digests.values()]
    texts = [*sums, approval.audience, approval.tool, approval.override, approval.reason]
    numbers = [approval.number, approval.audience_size, approval.generation]
    moment = approval.approved_at
    is_sound = (
        all(isinstance(text, str) for text in texts)
        and all(SHA256.fullmatch(text) for text in sums)
        and all(type(number) is int for number in numbers)
        and approval.generation >= 1
        and isinstance(moment, datetime)
        and moment.tzinfo is not None
        and bool(approval.approvers)
    )
    if not is_sound:
        raise ValueError(NAME)
    return approval


def _approver(text: Any) -> Approver:
    found = WITH_ADDRESS.fullmatch(text)
    return Approver(found[1], found[2]) if found else Approver(text)


def _quote(text: str) -> str:
    # A JSON string is a TOML string, but for the one control character that JSON leaves alone.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
