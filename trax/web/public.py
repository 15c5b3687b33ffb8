"""Connections to public addresses alone: strangers' links are looked at, and nothing inside this network.

Links are typed by people and redirects by strangers; either may name a router, a printer or a service of this machine.
So a name is looked up once, every address it has is judged, and the connection goes to a judged address and never to
the name again: a name that means something else a moment later (DNS rebinding) gains nothing by it. Proxies are not
used, because behind one nobody sees which address is reached.

Source: the IANA registries of special-purpose addresses (RFC 6890) as Python's `ipaddress` has them; what an IPv6
address may carry inside: RFC 4291 (mapped), RFC 3056 (6to4), RFC 6052 (NAT64); all read 2026-11.
"""

from __future__ import annotations

import queue
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from trax.web.links import NoAnswer

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from trax.web.patience import Deadline, Patience

MOST_TRIED = 4
_NAT64 = ip_network("64:ff9b::/96")
_GLOBAL_UNICAST = ip_network("2000::/3")
# Python 3.11.7 counts only parts of it as special.
_PROTOCOLS = ip_network("192.0.0.0/24")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address as the socket library wants it; the first of `address` is the number, `2001:db8::1`."""

    family: int
    address: tuple[Any, ...]


NOT_PUBLIC = NoAnswer("not-public", "it leads into a private network")
NO_NAME = NoAnswer("unreachable", "its name is not known")
TOO_SLOW = NoAnswer("unreachable", "it does not answer in time")
NOBODY = NoAnswer("unreachable", "nobody answers at its address")


def resolve(host: str, port: int) -> tuple[Endpoint, ...]:
    """Return the addresses of a name, best first.

    Raises:
        OSError, UnicodeError: If it has none, or cannot be a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(Endpoint(family, address) for family, _, _, _, address in found))


def connect(endpoint: Endpoint, timeout_s: float) -> socket.socket:
    """Return a connection to this address.

    Raises:
        OSError: If there is none in time.
    """
    made = socket.socket(endpoint.family, socket.SOCK_STREAM)
    try:
        made.settimeout(timeout_s)
        made.connect(endpoint.address)
    except BaseException:
        made.close()
        raise
    return made


@dataclass(frozen=True, slots=True)
class Network:
    """How names become connections; tests give ways of their own.

    Attributes:
        allow_loopback: Whether this machine itself counts as public. For tests: no setting, option or variable leads
            here.
        trust: Whose certificates are believed; those that browsers believe without it.
    """

    allow_loopback: bool = False
    resolve: Callable[[str, int], tuple[Endpoint, ...]] = resolve
    connect: Callable[[Endpoint, float], socket.socket] = connect
    trust: ssl.SSLContext | None = None


def is_public(address: str, *, allow_loopback: bool = False) -> bool:
    """Return whether an address, and the one that it may carry inside, belongs to the internet at large."""
    try:
        seen = _inner(ip_address(address))
    except ValueError:
        return False
    if allow_loopback and seen.is_loopback:
        return True
    if isinstance(seen, IPv6Address) and seen not in _GLOBAL_UNICAST:
        return False
    is_special = seen.is_multicast or seen.is_reserved or seen in _PROTOCOLS
    return seen.is_global and not is_special


def open_line(
    host: str, port: int, *, network: Network, patience: Patience, deadline: Deadline
) -> socket.socket | NoAnswer:
    """Return a connection to a public address of the host, or why there is none.

    Raises:
        TimeoutError: If the deadline is over.
    """
    found = _look_up(host, port, network=network, timeout_s=deadline.left(patience.connect_s))
    if isinstance(found, NoAnswer):
        return found
    allowed = [each for each in found if is_public(str(each.address[0]), allow_loopback=network.allow_loopback)]
    if not allowed:
        return NOT_PUBLIC
    trouble = NOBODY
    for endpoint in allowed[:MOST_TRIED]:
        try:
            made = network.connect(endpoint, deadline.left(patience.connect_s))
        except TimeoutError:
            trouble = TOO_SLOW
        except OSError:
            trouble = NOBODY
        else:
            return _with_public_peer(made, network=network)
    return trouble


def _look_up(host: str, port: int, *, network: Network, timeout_s: float) -> tuple[Endpoint, ...] | NoAnswer:
    """Return the addresses of a host. Looking a name up knows no limit, so it is left behind when it takes too long."""
    results = queue.SimpleQueue[tuple[Endpoint, ...] | NoAnswer]()

    def ask() -> None:
        try:
            results.put(network.resolve(host, port) or NO_NAME)
        except (OSError, UnicodeError):
            results.put(NO_NAME)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return results.get(timeout=timeout_s)
    except queue.Empty:
        return NO_NAME


def _with_public_peer(made: socket.socket, *, network: Network) -> socket.socket | NoAnswer:
    """Return the connection if its other end is public, too: that is the one to which the request would go."""
    try:
        peer = str(made.getpeername()[0])
    except OSError:
        made.close()
        return NOBODY
    if is_public(peer, allow_loopback=network.allow_loopback):
        return made
    made.close()
    return NOT_PUBLIC


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that packets to an IPv6 address end up at; the address itself where it carries none."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
