"""Websites of all manners on one port of this machine, and a network in which every name leads there.

What a site does stands in the path that is asked for: `/404` answers 404, `/head-405` answers HEAD with 405 and GET
with a page, `/once-500` answers with a fault the first time, `/moved-to/https://x.org/a` sends on for good.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from trax.web.patience import Patience
from trax.web.public import Endpoint, Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Nobody waits long for a site that never answers, nobody gives up on one that does, and nobody pauses.
HURRIED = Patience(connect_s=2, read_s=0.4, total_s=0.8, pause_s=0)
CALM = Patience(connect_s=20, read_s=20, total_s=60, pause_s=0)
SENDING_ON = {"moved-to": 301, "found-at": 302, "see": 303, "for-now-at": 307, "moved-for-good-to": 308}
RST = struct.pack("ii", 1, 0)


@dataclass
class Sites:
    """What the sites have seen.

    Attributes:
        asked: Method, host and path of each request, in order.
        headers: Those of each request, names in small letters.
        most: The most requests under way at once, by host; "" for all hosts together.
        together: Requests to `/together` wait until so many are there.
    """

    port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    now: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    together: threading.Barrier | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    def network(self, *, elsewhere: Mapping[str, str] | None = None, trust: ssl.SSLContext | None = None) -> Network:
        """Return a network in which each name leads to the sites, or `elsewhere`, where "" is nowhere."""

        def resolve(host: str, port: int) -> tuple[Endpoint, ...]:  # noqa: ARG001 - all sites are on one
            address = (elsewhere or {}).get(host, host if host[0].isdigit() else "127.0.0.1")
            if not address:
                raise socket.gaierror(socket.EAI_NONAME, "no such name")
            return (Endpoint(socket.AF_INET, (address, self.port)),)

        return Network(allow_loopback=True, resolve=resolve, trust=trust)

    @contextmanager
    def counted(self, host: str) -> Iterator[None]:
        """Count a request while it is under way."""
        with self.lock:
            for name in ("", host):
                self.now[name] += 1
                self.most[name] = max(self.most[name], self.now[name])
        try:
            yield
        finally:
            with self.lock:
                self.now.subtract(("", host))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    sites: Sites

    def shutdown_request(self, request: Any) -> None:
        # A shutdown would say goodbye politely before a reset.
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: whoever looks at links leaves in the middle."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        sites, host = self.server.sites, self.headers.get("Host", "")
        with sites.lock:
            sites.asked.append((self.command, host, self.path))
            sites.headers.append({name.lower(): value for name, value in self.headers.items()})
        with sites.counted(host):
            self.act(self.path)
        self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def act(self, path: str) -> None:
        name, _, rest = path.lstrip("/").partition("/")
        if name.startswith("head-"):
            name = name.removeprefix("head-") if self.command == "HEAD" else "ok"
        elif name.startswith("once-"):
            first = sum(asked == path for _, _, asked in self.server.sites.asked) == 1
            name = name.removeprefix("once-") if first else "ok"
        if name in SENDING_ON:
            self.reply(SENDING_ON[name], {"Location": rest})
        elif name == "raw-location":
            self.send_response(302)
            self.wfile.write(b"".join([*self.flushed(), b"Location: /\xc3\xa9/page?q=\xc3\xa9\r\n\r\n"]))
        elif name.isdecimal():
            self.reply(int(name))
        elif name == "on":
            self.reply(302, {"Location": f"/on/{int(rest) + 1}"})
        elif name in {"drip", "huge", "hang", "drip-header", "rst", "nonsense", "endless-header", "100s", "short"}:
            self.misbehave(name)
        else:
            if name == "together" and self.server.sites.together:
                self.server.sites.together.wait(10)
            self.reply(200, {"Set-Cookie": "seen=1"})

    def flushed(self) -> list[bytes]:
        """Return what has been put into the header so far."""
        held = self._headers_buffer
        self._headers_buffer: list[bytes] = []
        return held

    def misbehave(self, name: str) -> None:  # noqa: C901 - one branch a kind of fault
        closing = self.server.sites.closing
        if name in {"drip", "huge"}:
            self.reply(200, length="9999999999")
            while not closing.wait(0.02 if name == "drip" else 0):
                self.wfile.write(b"x" if name == "drip" else b"x" * 65_536)
        elif name == "hang":
            closing.wait(10)
        elif name == "drip-header":
            while not closing.wait(0.02):
                self.wfile.write(b"H")
        elif name == "rst":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        elif name == "nonsense":
            self.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")
        elif name == "endless-header":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not closing.is_set():
                self.wfile.write(b"X-Long: " + b"x" * 60_000 + b"\r\n")
        elif name == "100s":
            while not closing.is_set():
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        elif name == "short":
            self.wfile.write(b"HTTP/1.1 20")

    def reply(self, status: int, headers: Mapping[str, str] | None = None, *, length: str = "0") -> None:
        self.send_response(status)
        self.send_header("Content-Length", length)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@contextmanager
def serve_sites(*, certificate: Path | None = None) -> Iterator[Sites]:
    """Let the sites listen on a free port of this machine; with a certificate over TLS."""
    server = Server(("127.0.0.1", 0), Handler)
    server.sites = Sites(port=server.server_address[1])
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.sites
    finally:
        server.sites.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
