"""One question to one address: its status and where it sends us, never its words.

The reply is read up to the end of its header and the connection closed, whatever wants to follow; every wait has a
limit of its own, and all of them together one.
"""

from __future__ import annotations

import http.client
import io
import ssl
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trax import __version__
from trax.web.links import Answer, NoAnswer
from trax.web.public import TOO_SLOW, open_line

if TYPE_CHECKING:
    import socket

    from _typeshed import WriteableBuffer

    from trax.web.links import Method
    from trax.web.patience import Deadline, Patience
    from trax.web.public import Network

PORTS = {"http": 80, "https": 443}
LARGEST_HEADER_BYTES = 64_000
# Many sites turn away whatever does not begin like a browser. Here is who asks, all the same.
USER_AGENT = f"Mozilla/5.0 (compatible; trax/{__version__}; looks whether links of a newsletter work)"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Connection": "close",
}
NO_HTTP = NoAnswer("unreachable", "what answers there is no website")
BROKEN_OFF = NoAnswer("unreachable", "the connection broke off")
NO_SECRECY = NoAnswer("unreachable", "no secure connection can be made")


def visit(
    address: str, method: Method, *, network: Network, patience: Patience, deadline: Deadline
) -> Answer | NoAnswer:
    """Return what the address answers, or why nothing comes back.

    Args:
        address: Absolute, in ASCII: `https://www.upr-info.org/en?a=1`.
        method: HEAD asks for the header alone; GET for the page, which is not read.
    """
    try:
        parts = urlsplit(address)
        host, is_tls = (parts.hostname or "").rstrip("."), parts.scheme == "https"
        port = parts.port or PORTS[parts.scheme]
        line = open_line(host, port, network=network, patience=patience, deadline=deadline)
        if isinstance(line, NoAnswer):
            return line
        with line:
            line.settimeout(deadline.left(patience.connect_s))
            if not is_tls:
                return _ask(line, address, method, patience=patience, deadline=deadline)
            context = network.trust or _browsers_trust()
            with context.wrap_socket(line, server_hostname=host) as secured:
                return _ask(secured, address, method, patience=patience, deadline=deadline)
    except TimeoutError:
        return TOO_SLOW
    except ssl.SSLCertVerificationError as error:
        return NoAnswer("untrusted", f"its certificate is not one to trust ({error.verify_message.rstrip('.')})")
    except ssl.SSLError:
        return NO_SECRECY
    except OSError:
        return BROKEN_OFF
    except (http.client.HTTPException, ValueError):
        return NO_HTTP


def _ask(line: socket.socket, address: str, method: Method, *, patience: Patience, deadline: Deadline) -> Answer:
    parts = urlsplit(address)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    asking = http.client.HTTPConnection(parts.netloc)
    asking.sock = _Line(line, patience, deadline)
    asking.request(method, target, headers={"Host": parts.netloc, **HEADERS})
    with asking.getresponse() as response:
        # Headers come as Latin-1, in which no bytes are lost; addresses in them are UTF-8 nowadays.
        location = (response.headers.get("Location") or "").encode("latin-1", "replace").decode("utf-8", "replace")
        return Answer(response.status, location.strip())


class _Line:
    """A connection as `http.client` uses one, with a limit on every wait."""

    def __init__(self, line: socket.socket, patience: Patience, deadline: Deadline) -> None:
        self._line, self._patience, self._deadline = line, patience, deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._deadline.left(self._patience.read_s))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - `http.client` always reads bytes
        return io.BufferedReader(_Header(self._line, self._patience, self._deadline))

    def close(self) -> None:
        """Leave it open: whoever opened it closes it."""


class _Header(io.RawIOBase):
    """The bytes of a reply, up to the size of a large header."""

    def __init__(self, line: socket.socket, patience: Patience, deadline: Deadline) -> None:
        super().__init__()
        self._line, self._patience, self._deadline, self._read = line, patience, deadline, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self._read > LARGEST_HEADER_BYTES:
            raise http.client.LineTooLong("header")
        self._line.settimeout(self._deadline.left(self._patience.read_s))
        size = self._line.recv_into(buffer)
        self._read += size
        return size


@cache
def _browsers_trust() -> ssl.SSLContext:
    """Return whose certificates are believed: those that this machine believes, and those that browsers do."""
    from requests.utils import DEFAULT_CA_BUNDLE_PATH  # noqa: PLC0415 - an offline look does not pay for it

    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    # Browsers still talk to servers that know no secure renegotiation; Python names the option from 3.12 on.
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
