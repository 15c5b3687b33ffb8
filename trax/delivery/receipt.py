"""The receipt of an issue that was sent: what a fresh copy of the newsletter learns it from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from trax import __version__
from trax.errors import Damaged, OutcomeUnknown
from trax.files import read_limited, write_atomic
from trax.providers.base import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trax.delivery.approval import Approval
    from trax.providers.base import RemoteCampaign

LIMIT_BYTES = 100_000
STATES = frozenset(get_args(State))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider confirmed.

    Attributes:
        marker: The marker of the campaign.
        remote_id: The provider's own id of it.
        audience: Id of the audience.
        recipients: Readers it was sent to; those at the approval, where the provider does not count them yet.
        bundle: Digest of the bundle that was sent.
        digests: SHA-256 of each of its parts, by name.
        tool: Version of trax.
    """

    number: int
    marker: str
    provider: str
    remote_id: str
    audience: str
    recipients: int
    state: State
    sent_at: datetime
    bundle: str
    digests: Mapping[str, str]
    tool: str


def make_receipt(campaign: RemoteCampaign, *, number: int, provider: str, approval: Approval | None) -> Receipt:
    """Return the receipt of a campaign that the provider says was sent.

    Args:
        approval: The approval of the issue; the digests of its parts are kept when it is of the bytes that were sent.

    Raises:
        OutcomeUnknown: If the provider does not say when it was sent.
    """
    if campaign.state != "sent" or campaign.sent_at is None:
        raise OutcomeUnknown(
            f"{provider}: campaign {campaign.id} is {campaign.state}; when it was sent is not known",
            hint=f"look in a while: trax status {number}",
        )
    is_approved = approval is not None and approval.bundle == campaign.digest
    counted = approval.audience_size if approval else 0
    return Receipt(
        number=number,
        marker=campaign.key or "",
        provider=provider,
        remote_id=campaign.id,
        audience=campaign.audience,
        recipients=campaign.recipients if campaign.recipients is not None else counted,
        state=campaign.state,
        sent_at=campaign.sent_at,
        bundle=campaign.digest or "",
        digests=approval.digests if approval and is_approved else {},
        tool=__version__,
    )


def receipt_name(generation: int) -> str:
    """Return the file of a generation's receipt: that of the first send is never written over."""
    return "receipt.json" if generation == 1 else f"receipt-{generation}.json"


def last_generation(folder: Path) -> int:
    """Return the generation of the latest receipt in an issue's folder; 1 without any."""
    names = (path.stem.removeprefix("receipt-") for path in folder.glob("receipt-*.json"))
    return max((int(name) for name in names if name.isascii() and name.isdecimal()), default=1)


def write_receipt(folder: Path, receipt: Receipt, *, generation: int = 1) -> Path:
    """Write the receipt into the issue's folder and return its path."""
    values = asdict(receipt) | {"sent_at": receipt.sent_at.isoformat()}
    path = folder / receipt_name(generation)
    write_atomic(path, (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())
    return path


def read_receipt(folder: Path, *, number: int, generation: int = 1) -> Receipt | None:
    """Return the receipt of the issue in this folder, or None when there is none.

    Args:
        number: The issue it has to be of.
        generation: Which of its sends.

    Raises:
        Damaged: If the file is not as trax writes it, or is of another issue: then nobody can say what was sent.
        FileTrouble: If it cannot be read.
    """
    path = folder / receipt_name(generation)
    if not path.exists():
        return None
    shown = f"{folder.name}/{path.name}"
    data = read_limited(path, limit_bytes=LIMIT_BYTES)
    try:
        values = json.loads(data or b"")
        values["sent_at"] = datetime.fromisoformat(values["sent_at"])
        receipt = Receipt(**values)
        _require_sound(receipt)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(
            shown, "is damaged", hint="bring it back from the history of the files; it says what was sent"
        ) from error
    if receipt.number != number:
        raise Damaged(
            shown,
            f"belongs to issue {receipt.number}",
            hint=f"it came here with a copied folder: delete it, if issue {number} was never sent",
        )
    return receipt


def _require_sound(receipt: Receipt) -> None:
    texts = [receipt.marker, receipt.provider, receipt.remote_id, receipt.audience, receipt.bundle, receipt.tool]
    is_sound = (
        all(isinstance(text, str) for text in texts)
        and type(receipt.number) is int
        and type(receipt.recipients) is int
        and receipt.state in STATES
        and receipt.sent_at.tzinfo is not None
        and isinstance(receipt.digests, dict)
    )
    if not is_sound:
        raise ValueError(receipt.marker)
