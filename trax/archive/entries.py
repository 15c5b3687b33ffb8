"""What the archive is made of: each issue with the mail that was sent and the receipt of its sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.files import digest

if TYPE_CHECKING:
    from trax.delivery.bundle import Bundle
    from trax.delivery.receipt import Receipt
    from trax.model import Issue


@dataclass(frozen=True, slots=True)
class Entry:
    """One issue of the archive; `bundle` and `receipt` are None for one that was not sent.

    Attributes:
        bundle: The frozen bytes, equal to those of the receipt.
    """

    issue: Issue
    bundle: Bundle | None = None
    receipt: Receipt | None = None

    @property
    def address(self) -> str:
        """The issue's place in the archive, which never changes: `issues/50/`."""
        return f"issues/{self.issue.number}/"

    @property
    def html_digest(self) -> str | None:
        """SHA-256 of the exact mail, as anyone can compute it from `email.html`."""
        return digest(self.bundle.files["email.html"]) if self.bundle else None


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: its path below the site's folder, with `/`, and its bytes."""

    path: str
    data: bytes
