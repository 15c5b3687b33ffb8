"""The approval of an issue: who stands for which exact bytes, for whom, and when they are to go out.

It binds people to digests: any later change of the issue, of the sender or of the address makes push and send refuse.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.errors import UsageError
from trax.files import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from trax.delivery.bundle import Bundle
    from trax.delivery.slots import Slot
    from trax.model import Finding
    from trax.providers.base import Audience

UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approved: the name that was typed, and the address that git knows that person by; empty without git."""

    name: str
    email: str = ""

    def __str__(self) -> str:
        """Return `Ana Smith <ana@example.org>`, as it stands in the file."""
        return f"{self.name} <{self.email}>" if self.email else self.name

    @property
    def key(self) -> str:
        """What two approvals by one person have in common."""
        return self.email.casefold() or self.name.casefold()


@dataclass(frozen=True, slots=True)
class Approval:
    """What was approved, by whom and when.

    Attributes:
        bundle: Digest of the approved bundle.
        digests: SHA-256 of each part a person approves, by its name; see `Bundle.digests`.
        audience: Id of the audience.
        audience_size: Its readers on the day of the approval.
        approved_at: UTC; when the last of them approved.
        tool: Version of trax.
        checks: SHA-256 of the findings that were there.
        override: Why it was approved although the checks found errors; empty when they found none.
        planned: When it is to go out by itself, if that was approved, too.
        generation: 1, and one more for each time that people ordered it to be sent anew.
        reason: Why it is sent anew; empty in generation 1.
    """

    number: int
    bundle: str
    digests: Mapping[str, str]
    audience: str
    audience_size: int
    approvers: tuple[Approver, ...]
    approved_at: datetime
    tool: str
    checks: str
    override: str = ""
    planned: Slot | None = None
    generation: int = 1
    reason: str = ""

    @property
    def names(self) -> str:
        """The names of all who approved, in one line."""
        return ", ".join(approver.name for approver in self.approvers)


def changed_parts(approval: Approval, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the parts that are not what was approved."""
    names = [*approval.digests, *(name for name in digests if name not in approval.digests)]
    return tuple(name for name in names if approval.digests.get(name) != digests.get(name))


def make_approval(
    bundle: Bundle,
    audience: Audience,
    *,
    approver: Approver,
    earlier: Approval | None,
    findings: Sequence[Finding],
    override: str,
    planned: Slot | None = None,
    now: datetime,
) -> Approval:
    """Return the approval of a bundle by one more person; who approved the same bytes before stays on it.

    Args:
        approver: Who approves, as `name_approver` returns it.
        earlier: The approval that was there.
        findings: What the checks found.
        override: Why it is approved although they found errors; dropped when they found none.
        planned: When it is to go out; without one, the time that was approved before stays.

    Raises:
        UsageError: If the reason cannot be written down.
    """
    override = clean(override, "--override")
    has_errors = any(finding.severity == "error" for finding in findings)
    before: tuple[Approver, ...] = ()
    if earlier and earlier.digests == dict(bundle.digests) and earlier.audience == audience.id:
        # Who approved another time than this one has not approved this.
        before = earlier.approvers if planned in {None, earlier.planned} else ()
        planned = planned or earlier.planned
    return Approval(
        number=bundle.number,
        bundle=bundle.digest,
        digests=bundle.digests,
        audience=audience.id,
        audience_size=audience.count,
        approvers=(*(other for other in before if other != approver), approver),
        approved_at=now,
        tool=bundle.tool,
        checks=digest_findings(findings),
        override=override if has_errors else "",
        planned=planned,
        generation=earlier.generation if earlier else 1,
        reason=earlier.reason if earlier else "",
    )


def name_approver(name: str, email: str, *, option: str = "--by") -> Approver:
    """Return who approves.

    Args:
        option: Where the name was typed.

    Raises:
        UsageError: If there is no name, or one that cannot be told from an address.
    """
    name = clean(name, option)
    if not name:
        raise UsageError("nobody is named who approves", hint=f'give a name: {option} "Anna Smith"')
    if "<" in name or ">" in name:
        raise UsageError(f'{option}: "{name}" is more than a name', hint="leave the address out: it is taken from git")
    return Approver(name, email if email.isprintable() and not set("<> ") & set(email) else "")


def clean(text: str, option: str) -> str:
    """Return a text of one line that a person typed after an option.

    Raises:
        UsageError: If it holds what cannot be shown.
    """
    if UNFIT.search(text.strip()):
        raise UsageError(f"{option}: holds a character that cannot be shown", hint="type it anew, on one line")
    return " ".join(text.split())


def digest_findings(findings: Sequence[Finding]) -> str:
    """Return the SHA-256 of a report of findings, whatever their order."""
    rows = sorted([finding.code, finding.severity, str(finding.place), finding.message] for finding in findings)
    return digest(json.dumps(rows, ensure_ascii=False).encode())
