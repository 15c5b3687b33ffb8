"""A provider of our own: a real HTTP server on 127.0.0.1, and every fault that a network and a server know.

The mind behind it (`fake_listmonk` and its like) says what it answers; here is how an answer gets lost.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from abc import abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

START = datetime(2026, 11, 22, 6, 34, 56, tzinfo=UTC)
RST = struct.pack("ii", 1, 0)
HTML = b"<!doctype html><title>Hotel Wi-Fi</title><p>Please accept our terms."
# A call with a fault of these never reaches the campaigns behind the server.
BEFORE = (
    "rst-before",
    "close-before",
    "html-before",
    "503-before",
    "500-before",
    "429-seconds",
    "429-date",
    "429-nonsense",
    "429-none",
    "429-3600",
)
# After these, what was asked for has been done.
AFTER = (
    "rst-after",
    "close-after",
    "silence-after",
    "500-after",
    "502-after",
    "504-after",
    "truncated-after",
    "half-json-after",
    "html-after",
    "empty-after",
    "204-after",
    "huge-after",
    "drip-after",
    "drip-header-after",
)
KINDS = BEFORE + AFTER
# Their answer takes its time.
SLOW = frozenset({"silence-after", "drip-after", "drip-header-after"})
RETRY_AFTER = {"429-seconds": "1", "429-nonsense": "soon, perhaps", "429-3600": "3600"}


@dataclass
class Fault:
    """What goes wrong with calls of a method and path, from the `at`-th of them on, `times` times."""

    kind: str
    method: str = r"POST|PUT|PATCH|DELETE"
    path: str = r".*"
    at: int = 1
    times: int = 1
    seen: int = 0


@dataclass
class Call:
    """A request as it came in; names of headers in small letters, `body` its JSON or None.

    Attributes:
        several: Every value of each name of the query, where `query` has the last one.
    """

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, list[str]] = field(default_factory=dict)


class Refusal(Exception):
    """An answer that says no, with its status and JSON."""

    def __init__(self, status: int, answer: Any) -> None:
        super().__init__(str(answer))
        self.status, self.answer = status, answer


@dataclass
class Mind:
    """What thinks behind the server; `url` is where it listens.

    Attributes:
        now: Its clock, which goes on a little with each call.
        clock_ahead_s: How far the clock of its Date header is ahead of this machine's.
        calls: Every request that was thought about, in order.
        faults: What is going to go wrong.
        hidden_for: Listings in which a new campaign does not show yet.
    """

    url: str = ""
    now: datetime = START
    clock_ahead_s: float = 0.0
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    hidden_for: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    closing: threading.Event = field(default_factory=threading.Event)

    @abstractmethod
    def act(self, call: Call) -> Any:
        """Return the JSON of the answer to a call, None for an empty 204; raise Refusal to say no."""

    @abstractmethod
    def fill(self, count: int) -> None:
        """Add campaigns of other people."""

    def answer(self, call: Call) -> tuple[int, Any]:
        """Return status and JSON of the answer to a call; None is no body."""
        with self.lock:
            self.now += timedelta(milliseconds=5)
            self.calls.append(call)
            try:
                answer = self.act(call)
            except Refusal as refusal:
                return refusal.status, refusal.answer
            return (204, None) if answer is None else (self.success(call), answer)

    def success(self, call: Call) -> int:  # noqa: ARG002 - others tell creating from changing
        """Return the status of an answer that has words."""
        return 200

    def take_fault(self, method: str, path: str) -> str:
        """Return the kind of fault this call has; empty for none."""
        for fault in self.faults:
            if re.fullmatch(fault.method, method) and re.fullmatch(fault.path, path):
                fault.seen += 1
                if fault.at <= fault.seen < fault.at + fault.times:
                    return fault.kind
        return ""


SomeMind = TypeVar("SomeMind", bound=Mind)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    mind: Mind

    def shutdown_request(self, request: Any) -> None:
        # A shutdown would say goodbye politely before a reset.
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients of this server leave in the middle."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        mind, parts = self.server.mind, urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(size)
        several = parse_qs(parts.query, keep_blank_values=True)
        query = {name: values[-1] for name, values in several.items()}
        headers = {name.casefold(): value for name, value in self.headers.items()}
        call = Call(self.command, parts.path, query, json.loads(data) if data else None, headers, several)
        with mind.lock:
            kind = mind.take_fault(self.command, parts.path)
        if kind in BEFORE:
            self.fail(kind, 200, b"")
            return
        status, answer = mind.answer(call)
        body = b"" if answer is None else json.dumps(answer).encode()
        if kind:
            self.fail(kind, status, body)
        else:
            self.reply(status, body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the library's names

    def fail(self, kind: str, status: int, body: bytes) -> None:  # noqa: C901 - one line a kind of fault
        name = kind.rpartition("-")[0]
        if kind.startswith("429"):
            value = RETRY_AFTER.get(kind) or format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
            headers = {} if kind == "429-none" else {"Retry-After": value}
            self.reply(429, b'{"message": "slow down"}', headers=headers)
        elif name.isdecimal():
            self.reply(int(name), b"" if name == "204" else HTML, kind="text/html")
        elif name == "rst":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        elif name == "silence":
            self.server.mind.closing.wait(10)
        elif name == "truncated":
            # An answer without a body is cut off in its headers.
            self.reply(status, body[: len(body) // 2], length=len(body) or 1)
        elif name == "half-json":
            self.reply(status, body[: len(body) // 2] or b"{")
        elif name == "html":
            self.reply(200, HTML, kind="text/html")
        elif name == "empty":
            self.reply(200, b"")
        elif name == "huge":
            self.reply(200, b'{"data": "' + b"x" * 10_000_000 + b'"}')
        elif name == "drip":
            self.reply(200, b"", length=len(body) or 100)
            self.drip(body or b"x" * 100)
        elif name == "drip-header":
            self.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)
        self.close_connection = True

    def drip(self, data: bytes) -> None:
        for number in data:
            if self.server.mind.closing.wait(0.05):
                return
            self.wfile.write(bytes([number]))

    def reply(
        self,
        status: int,
        body: bytes,
        *,
        kind: str = "application/json",
        length: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) + self.server.mind.clock_ahead_s)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


@contextmanager
def serve(mind: SomeMind) -> Iterator[SomeMind]:
    """Let the mind listen on a free port of this machine."""
    server = Server(("127.0.0.1", 0), Handler)
    server.mind = mind
    mind.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield mind
    finally:
        mind.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
