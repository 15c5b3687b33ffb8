"""The mail would go out without a postal address, or with one that no letter arrives at.

Every mail to a list has to say who sends it and where they are found: the law asks for it in many countries of the
readers, and filters look for it. Write the lines of the address, street and town among them, into `issues/trax.toml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "address"
SUMMARY = "A mail without the postal address of its sender, or with half of one."

_TAG = "[[postal_address]]"
_SETTINGS = "issues/trax.toml"
# A street with its number, a post code or a box: one of them is in every postal address.
_FINDS_A_DOOR = re.compile(r"\d|\b(?:P\.?\s?O\.?|Box|Postfach|Case postale|B\.?P\.?)\b", re.IGNORECASE)


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for a postal address that is missing, or that has neither street nor post code."""
    settings = given.settings if given.mail else None
    # The embedded server hands mails to nobody: a newsletter that is tried out needs no address yet.
    if settings is not None and settings.provider.name != "outbox":
        lines = ", ".join(settings.address)
        if not _FINDS_A_DOOR.search(lines):
            message = f"the postal address has neither street number nor post code: {lines}"
            hint = 'write it like address = ["Rue de Varembé 3", "1202 Geneva", "Switzerland"]'
            yield Finding(CODE, "warning", Place(_SETTINGS, 1), message, lines, hint)
    if given.mail is not None:
        for name, part in (("mail", given.mail.html), ("plain text", given.mail.text)):
            if _TAG not in part:
                message = f"the {name} has no postal address"
                yield Finding(CODE, "error", Place(given.path, 1), message, hint=f"put {_TAG} into the template")
