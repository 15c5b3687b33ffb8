"""Addresses of servers that are given a key."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def check_address(address: str) -> str:
    """Return the address of a server without a slash at its end.

    Raises:
        ValueError: If a key sent to it could be read by others on the way; the message completes `"x" …`.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or not address.isprintable() or " " in address:
        raise ValueError("is not an address like https://lists.example.org")
    if parts.username is not None or parts.password is not None:
        raise ValueError("has a name or password before the @; that belongs into the environment")
    if parts.query or parts.fragment:
        raise ValueError("has more behind it than a server's address: take away what follows ? or #")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise ValueError("must begin with https://, or the key could be read on its way")
    return address.rstrip("/")


def is_loopback(address: str) -> bool:
    """Return whether the address is one of this machine."""
    return urlsplit(address).hostname in LOOPBACK
