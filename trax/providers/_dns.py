"""Questions to the DNS about a sender's domain. Needs dnspython, the extra `dns`; without it nothing is asked."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from trax.errors import Unavailable, UsageError

if TYPE_CHECKING:
    import dns.resolver

NAME = "DNS"
DNS_PORT = 53
PATIENCE_S = 5.0
# A domain under a top level alone, such as example.org, is the last to be asked: nobody's policy stands at org.
FEWEST_LABELS = 2


class Resolver:
    """Asks one DNS server, or those that this machine asks for everything."""

    def __init__(self, resolver: dns.resolver.Resolver) -> None:
        """Keep the library's resolver."""
        self._resolver = resolver

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the TXT records of a name; none when there are none or there is no such name.

        Raises:
            Unavailable: If no server answers.
        """
        import dns.resolver  # noqa: PLC0415 - an extra

        answer = self._ask(name)
        records = answer.rrset if isinstance(answer, dns.resolver.Answer) else None
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in records or ())

    def has_name(self, name: str) -> bool:
        """Return whether there is such a name, or one below it; raises as `texts` does."""
        return self._ask(name) is not None

    def find_policy(self, domain: str) -> tuple[str, tuple[str, ...]]:
        """Return the DMARC records that count for a domain, and the domain at which they stand: it or one above it.

        Raises:
            Unavailable: If no server answers.
        """
        labels = domain.split(".")
        for start in range(max(1, len(labels) - FEWEST_LABELS + 1)):
            place = ".".join(labels[start:])
            found = tuple(text for text in self.texts(f"_dmarc.{place}") if text.lower().startswith("v=dmarc1"))
            if found:
                return place, found
        return domain, ()

    def _ask(self, name: str) -> dns.resolver.Answer | bool | None:
        """Return the TXT records; True for a name without any, None for no such name."""
        import dns.exception  # noqa: PLC0415 - an extra
        import dns.resolver  # noqa: PLC0415 - an extra

        try:
            return self._resolver.resolve(f"{name}.", "TXT", lifetime=PATIENCE_S, search=False)
        except dns.resolver.NXDOMAIN:
            return None
        except dns.resolver.NoAnswer:
            return True
        except (dns.exception.Timeout, dns.resolver.NoNameservers) as error:
            raise Unavailable(
                NAME, f"TXT {name}", "no server answers", hint="look at the network, then repeat"
            ) from error
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise Unavailable(NAME, f"TXT {name}", "it cannot be asked", hint="look at the domain's name") from error


def open_resolver(server: str = "") -> Resolver | None:
    """Return who answers questions to the DNS, or None where dnspython is not installed.

    Args:
        server: Address of the one to ask, `9.9.9.9` or `127.0.0.1:5353`; empty for those of this machine.

    Raises:
        UsageError: If that is no address.
        Unavailable: If this machine names no DNS server.
    """
    try:
        import dns.resolver  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    if not server:
        try:
            return Resolver(dns.resolver.Resolver())
        except dns.resolver.NoResolverConfiguration as error:
            raise Unavailable(NAME, "look-up", "this machine names no DNS server", hint="--dns 9.9.9.9") from error
    resolver = dns.resolver.Resolver(configure=False)
    address, port = _parse_server(server)
    resolver.nameservers, resolver.port = [address], port
    return Resolver(resolver)


def _parse_server(server: str) -> tuple[str, int]:
    address, colon, port = server.partition(":") if server.count(":") == 1 else (server, "", "")
    try:
        number = int(port) if colon else DNS_PORT
        if 0 < number < 2**16:
            return str(ipaddress.ip_address(address)), number
    except ValueError:
        pass
    raise UsageError(f'"{server}" is not the address of a DNS server', hint="it looks like 9.9.9.9 or 127.0.0.1:5353")
