"""A mail server of our own: a real one on 127.0.0.1, and every fault at every word of the talk with it."""

from __future__ import annotations

import base64
import socket
import socketserver
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

RST = struct.pack("ii", 1, 0)
VERBS = ("CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "BODY", "END", "TAKEN")
# What a server may do instead of what it should. `TAKEN` is the end of a mail that it has taken already.
KINDS = ("450", "550", "421", "drop", "rst", "silence", "nonsense", "endless", "399")
USER, PASSWORD = "trax", "canary-5e1f0c9d"


@dataclass
class Fault:
    """What goes wrong: the `at`-th time (from 1) the verb is met, and `times` times.

    Attributes:
        about: Only where the reader's address holds this.
    """

    verb: str
    kind: str
    at: int = 1
    times: int = 1
    about: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Taken:
    """A mail that the server answered for."""

    sender: str
    to: str
    data: bytes = field(repr=False)

    @property
    def message_id(self) -> str:
        return str(BytesParser(policy=policy.compat32).parsebytes(self.data, headersonly=True)["Message-ID"])


class FakeSmtp(socketserver.ThreadingTCPServer):
    """The server; `taken` is the only truth about what was sent."""

    daemon_threads = True
    allow_reuse_address = True
    host = "127.0.0.1"

    def __init__(self, *, context: ssl.SSLContext | None = None, is_tls: bool = False, auth: str = "") -> None:
        super().__init__((self.host, 0), _Talk)
        self.taken: list[Taken] = []
        self.faults: list[Fault] = []
        self.said: list[str] = []
        self.logins: list[str] = []
        self.connections = 0
        self.context, self.is_tls, self.auth = context, is_tls, auth
        self.lock = threading.Lock()
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def readers(self) -> list[str]:
        """The reader of each mail that was taken."""
        return sorted(mail.to for mail in self.taken)

    def fault(self, verb: str, to: str) -> str:
        """Return what goes wrong here, or nothing."""
        with self.lock:
            for fault in self.faults:
                if fault.verb == verb and fault.about in to:
                    fault.seen += 1
                    if fault.at <= fault.seen < fault.at + fault.times:
                        return fault.kind
        return ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away."""


class _GoneError(Exception):
    """The talk is over."""


class _Talk(socketserver.StreamRequestHandler):
    server: FakeSmtp

    def handle(self) -> None:
        with self.server.lock:
            self.server.connections += 1
        self.sender, self.to, self.is_secret = "", "", self.server.is_tls
        try:
            if self.server.is_tls:
                self._wrap()
            self._answer("CONNECT", "220 fake ready")
            while True:
                self._serve(self._line())
        except (_GoneError, OSError, ValueError):
            return

    def finish(self) -> None:
        self.connection.close()

    def _serve(self, line: str) -> None:
        self.server.said.append(line)
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "EHLO":
                offers = ["fake", "SIZE 50000000"]
                offers += ["STARTTLS"] if self.server.context and not self.is_secret else []
                offers += [f"AUTH {self.server.auth}"] if self.server.auth else []
                words = [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]
                self._answer("EHLO", "\r\n".join(words))
            case "STARTTLS":
                self._answer("STARTTLS", "220 go on")
                self._wrap()
            case "AUTH":
                self._log_in(rest)
            case "MAIL":
                self.sender = rest.partition("<")[2].partition(">")[0]
                self._answer("MAIL", "503 nested" if self.to == "?" else "250 ok")
                self.to = "?"
            case "RCPT":
                self.to = rest.partition("<")[2].partition(">")[0]
                self._answer("RCPT", "250 ok")
            case "DATA":
                if self._answer("DATA", "354 go on"):
                    self._take()
            case "RSET":
                self.to = ""
                self._answer("RSET", "250 ok")
            case "QUIT":
                self._say("221 bye")
                raise _GoneError
            case _:
                self._say("502 what?")

    def _take(self) -> None:
        if self.server.fault("BODY", self.to):
            self.rfile.readline()
            self._hang_up(is_reset=True)
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _GoneError
            lines.append(line[1:] if line.startswith(b".") else line)
        mail = Taken(self.sender, self.to, b"".join(lines))
        fault = self.server.fault("END", mail.to)
        if not fault:
            with self.server.lock:
                self.server.taken.append(mail)
            fault = self.server.fault("TAKEN", mail.to)
        self.to = ""
        self._do(fault, "250 queued")

    def _log_in(self, rest: str) -> None:
        kind, _, first = rest.partition(" ")
        if kind == "PLAIN":
            _, user, password = base64.b64decode(first).decode().split("\0")
        else:
            self._say("334 bm9uc2Vuc2U" if kind == "CRAM-MD5" else "334 VXNlcm5hbWU6")
            self._line()
            user, password = "", ""
        with self.server.lock:
            self.server.logins.append(user)
        self._answer("AUTH", "235 welcome" if (user, password) == (USER, PASSWORD) else f"535 no, {password}")

    def _answer(self, verb: str, words: str) -> bool:
        fault = self.server.fault(verb, self.to)
        self._do(fault, words)
        return not fault

    def _do(self, fault: str, words: str) -> None:
        match fault:
            case "":
                self._say(words)
            case "drop" | "rst":
                self._hang_up(is_reset=fault == "rst")
            case "silence":
                self.server.over.wait(10)
                raise _GoneError
            case "nonsense":
                self._say("\x00\xff hello")
            case "endless":
                self._say("250-" + "x" * 9000)
            case _:
                self._say(f"{fault} \x1b[31mnot\x07 now")
                if fault == "421":
                    self._hang_up(is_reset=False)

    def _hang_up(self, *, is_reset: bool) -> None:
        if is_reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        self.wfile.close()
        self.rfile.close()
        self.connection.close()
        raise _GoneError

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode("latin-1") + b"\r\n")

    def _line(self) -> str:
        line = self.rfile.readline()
        if not line:
            raise _GoneError
        return line.decode("latin-1").rstrip("\r\n")

    def _wrap(self) -> None:
        assert self.server.context
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.is_secret = True


@contextmanager
def serve_smtp(server: FakeSmtp) -> Iterator[FakeSmtp]:
    """Serve until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
