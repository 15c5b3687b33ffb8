"""The rules that stand before a push or a send; each lets pass or says why not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trax.delivery.approval import changed_parts
from trax.errors import Changed, NotApproved, Refusal, TooFewApprovers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.bundle import Bundle
    from trax.delivery.receipt import Receipt
    from trax.model import Finding, Issue
    from trax.providers.base import Audience, RemoteCampaign

# Of the readers at the approval. More is an import gone wrong, or the wrong list.
TOLERANCE_PERCENT = 10
EMBEDDED = "outbox"


def require_checked(number: int, findings: Sequence[Finding], *, override: str) -> None:
    """Refuse an issue in which the checks found errors, unless a person gave a reason.

    Raises:
        Refusal: If there are errors and no reason.
    """
    count = sum(finding.severity == "error" for finding in findings)
    if count and not override:
        errors = "1 error" if count == 1 else f"{count} errors"
        raise Refusal(
            f"issue {number} cannot be approved: the checks found {errors}",
            hint=f'see them with trax check {number}; if they are wrong, give a reason: --override "REASON"',
        )


def require_approved(bundle: Bundle, approval: Approval | None, *, audience: str) -> Approval:
    """Return the approval when it is for these bytes and this audience.

    Raises:
        NotApproved: If there is none.
        Changed: If one byte differs; the parts are named.
    """
    if approval is None:
        raise NotApproved(bundle.number)
    changed = changed_parts(approval, bundle.digests)
    if approval.audience != audience:
        changed = (*changed, "audience")
    if changed:
        raise Changed(bundle.number, changed)
    return approval


def require_people(approval: Approval, *, people: int, not_by: Collection[str] = ()) -> None:
    """Refuse an approval that too few people stand for.

    Args:
        people: How many have to.
        not_by: Addresses of those who wrote the issue and do not count, as git knows them.

    Raises:
        TooFewApprovers: If there are fewer; those who do not count are named.
    """
    authors = {address.casefold() for address in not_by}
    writers = [each for each in approval.approvers if each.email and each.email.casefold() in authors]
    # Of whom git knows no address, nobody can say that it is another person, or that it is no author.
    counted = {each.key for each in approval.approvers if each not in writers and (each.email or people == 1)}
    if not_by:
        counted -= {each.key for each in approval.approvers if not each.email}
    if len(counted) < people:
        raise TooFewApprovers(
            approval.number, len(counted), people, writers=tuple(dict.fromkeys(each.name for each in writers))
        )


def require_fresh(approval: Approval, *, days: int, now: datetime) -> None:
    """Refuse an approval that is too old to send by; one with a planned time counts until that.

    Raises:
        Refusal: If it is.
    """
    since = max(approval.approved_at, approval.planned.utc) if approval.planned else approval.approved_at
    if now - since > timedelta(days=days):
        age = (now - approval.approved_at).days
        raise Refusal(
            f"issue {approval.number} was approved {age} days ago, and {days} is the most",
            hint=f"read it once more, then: trax approve {approval.number} --by NAME",
        )


def require_planned_time(approval: Approval, when: datetime | None, *, now: datetime) -> None:
    """Refuse another time than the one that was approved, as long as that is still to come.

    Args:
        when: The time at which it would go out; None is now.

    Raises:
        Refusal: If it is another one.
    """
    planned = approval.planned
    if planned and now < planned.utc != when:
        raise Refusal(
            f"issue {approval.number} is approved for {planned}",
            hint=f"let it go out then: trax schedule {approval.number}; for another time approve again, with --at",
        )


def require_readers(number: int, audience: Audience) -> None:
    """Refuse an audience without a reader.

    Raises:
        Refusal: If it is empty.
    """
    if audience.count == 0:
        raise Refusal(
            f'issue {number}: the audience "{audience.name}" has no readers',
            hint="add readers to its list, or name another audience in issues/trax.toml",
        )


def require_same_size(approval: Approval, audience: Audience) -> None:
    """Refuse an audience that is no longer of the size it had at the approval, give or take a tenth.

    Raises:
        Refusal: If it grew or shrank by more.
    """
    then, now = approval.audience_size, audience.count
    if abs(now - then) * 100 > then * TOLERANCE_PERCENT:
        raise Refusal(
            f'issue {approval.number}: the audience "{audience.name}" has {now} readers; at the approval it had {then}',
            hint=f"look at its list; if that is right, approve again: trax approve {approval.number} --by NAME",
        )


def require_no_sample(issue: Issue, *, provider: str) -> None:
    """Refuse to let an issue that only shows the tool leave the embedded provider.

    Raises:
        Refusal: If it is a sample and the provider another one.
    """
    if issue.is_sample and provider != EMBEDDED:
        raise Refusal(
            f"issue {issue.number} is a sample; it never goes to {provider}",
            hint="write your own issue, or take the line sample: yes out of it when it is yours",
        )


def is_sent(receipt: Receipt | None, *, audience: str) -> bool:
    """Return whether the receipt says that the issue was sent to the audience.

    Raises:
        Refusal: If it says that the issue was sent to another one.
    """
    if receipt is None or receipt.state != "sent":
        return False
    if receipt.audience != audience:
        raise Refusal(
            f'issue {receipt.number} was sent to the audience "{receipt.audience}"; the settings now name "{audience}"',
            hint="an issue is sent once; put the audience back in issues/trax.toml",
        )
    return True


def require_unsent(receipt: Receipt | None, begun: RemoteCampaign | None, *, number: int, audience: str) -> None:
    """Refuse to approve an issue that is on its way: its approval says what was sent.

    Raises:
        Refusal: If the receipt or the provider says so.
    """
    if begun is not None and begun.state == "scheduled":
        raise Refusal(
            f"issue {number} is scheduled; its approval stays as it is",
            hint=f"to change it, take it back first: trax cancel {number}",
        )
    if begun is not None or is_sent(receipt, audience=audience):
        raise Refusal(
            f"issue {number} has been sent; its approval stays as it is",
            hint="an issue is sent once: say what changed in the next one",
        )
