"""The neutral placeholders of a mail filled in for one reader."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass

PLACEHOLDER = re.compile(
    r"\[\[(unsubscribe|view_online|preferences|postal_address|first_name)(?:\|([^\[\]\n]{0,80}))?\]\]"
)
TOKEN_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Personal:
    """What stands where the placeholders are, for one reader.

    Attributes:
        unsubscribe_url: Address that takes this reader off the list.
        preferences_url: Address where this reader may change what is sent.
    """

    first_name: str
    unsubscribe_url: str
    preferences_url: str
    view_online: str
    postal_address: tuple[str, ...]


def make_personal(
    email: str, first_name: str, *, audience: str, site: str, view_online: str, postal_address: tuple[str, ...]
) -> Personal:
    """Return the reader's values; the token in the addresses is the same each time and shows nobody's address."""
    token = hashlib.sha256(f"{audience}|{email.casefold()}".encode()).hexdigest()[:TOKEN_DIGITS]
    return Personal(
        first_name=first_name,
        unsubscribe_url=f"{site}/unsubscribe/?t={token}",
        preferences_url=f"{site}/preferences/?t={token}",
        view_online=view_online,
        postal_address=postal_address,
    )


def fill_in(text: str, personal: Personal, *, is_html: bool) -> str:
    """Return the text with every placeholder replaced, in one pass: a name that looks like one stays a name."""

    def take(found: re.Match[str]) -> str:
        value = _value(found[1], personal)
        # What stands behind the bar was written by the template and is HTML already.
        return (html.escape(value) if is_html else value) or found[2] or ""

    return PLACEHOLDER.sub(take, text)


def _value(name: str, personal: Personal) -> str:
    return {
        "unsubscribe": personal.unsubscribe_url,
        "view_online": personal.view_online,
        "preferences": personal.preferences_url,
        # One line: it stands inside a sentence of the footer.
        "postal_address": ", ".join(personal.postal_address),
        "first_name": personal.first_name,
    }[name]
