"""A DNS server of our own: a real one over UDP on 127.0.0.1, which knows the names it is given and no other."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Server(socketserver.UDPServer):
    """Answers TXT questions from `zone`; a name in `broken` is answered with SERVFAIL, one in `silent` with nothing."""

    zone: Mapping[str, Sequence[str]]
    broken: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    asked: list[str]

    @property
    def address(self) -> str:
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"


class Handler(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        data, line = self.request
        question = dns.message.from_wire(data)
        name = question.question[0].name.to_text(omit_final_dot=True).lower()
        self.server.asked.append(name)
        if name in self.server.silent:
            return
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.AA | dns.flags.RA
        if name in self.server.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif self.server.zone.get(name):
            texts = [" ".join(f'"{part}"' for part in cut(text)) for text in self.server.zone[name]]
            answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *texts))
        elif name not in self.server.zone and not any(known.endswith(f".{name}") for known in self.server.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        line.sendto(answer.to_wire(), self.client_address)


def cut(text: str) -> list[str]:
    """A text as the pieces of at most 255 bytes that a record holds; short ones here, so that there are several."""
    return [text[start : start + 40] for start in range(0, len(text), 40)]


@contextmanager
def serve_dns(
    zone: Mapping[str, Sequence[str]], *, broken: Sequence[str] = (), silent: Sequence[str] = ()
) -> Iterator[Server]:
    """Answer questions on a free port of this machine; a name without records exists all the same."""
    server = Server(("127.0.0.1", 0), Handler)
    server.zone, server.broken, server.silent, server.asked = zone, frozenset(broken), frozenset(silent), []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
