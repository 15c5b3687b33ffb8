"""Addresses as mail servers take them."""

from __future__ import annotations

import re

# RFC 5321: 64 before the @, 254 in all.
LOCAL_LIMIT = 64
ADDRESS_LIMIT = 254
LABEL_LIMIT = 63
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
# What nameprep maps away or to something else: an address must mean what it shows.
INVISIBLE = re.compile("[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


class AddressError(ValueError):
    """Text that is not an address; its message completes the sentence `"x" …`."""


def parse_address(text: str) -> str:
    """Return the address with its domain in lower-case ASCII: `Ana@Übung.example` is `Ana@xn--bung-zra.example`.

    Raises:
        AddressError: If it is not one address, or one that most mail servers would refuse.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local or not domain:
        raise AddressError("is not an e-mail address")
    if not local.isascii():
        raise AddressError("has letters before the @ that most mail servers do not take (only a-z, 0-9 and . _ + -)")
    if not LOCAL.fullmatch(local) or len(local) > LOCAL_LIMIT:
        raise AddressError("is not an e-mail address: look at what stands before the @")
    plain = _plain_domain(domain)
    if plain is None:
        raise AddressError("is not an e-mail address: look at what stands after the @")
    if len(local) + 1 + len(plain) > ADDRESS_LIMIT:
        raise AddressError(f"is longer than the {ADDRESS_LIMIT} characters an address may have")
    return f"{local}@{plain}"


def domain_of(address: str) -> str:
    """Return what stands after the last @."""
    return address.rpartition("@")[2]


def _plain_domain(domain: str) -> str | None:
    """Return the domain as it goes over the wire, or None when no domain is written like that."""
    if INVISIBLE.search(domain):
        return None
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = plain.split(".")
    # The last label of a name on the internet is never a number: 10.0.0.1 is no domain.
    if len(labels) == 1 or labels[-1].isdigit():
        return None
    fits = all(LABEL.fullmatch(label) and len(label) <= LABEL_LIMIT for label in labels)
    return plain if fits else None
