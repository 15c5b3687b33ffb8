"""The mail server that mails are handed to, and the way to an open, encrypted connection to it.

Encryption that was asked for is never done without, certificates are always checked, and a password goes over no
other connection. The system is asked neither for a name of this machine nor for anything else but the address.

Source: RFC 5321 (4.1.4 the name in EHLO, 4.5.3.2 how long to wait), RFC 3207, RFC 4954.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from trax.errors import AuthError, SettingsError, Unavailable
from trax.web.address import LOOPBACK

if TYPE_CHECKING:
    from trax.providers._secrets import Credentials

SMTP = "smtp"
Security = Literal["starttls", "tls", "none"]
# What goes wrong on a wire; smtplib raises its own kind for a server that speaks nonsense.
BROKEN = (OSError, smtplib.SMTPException)
WORDS_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a server may take, in seconds.

    Attributes:
        end_s: For the answer to the final dot; long, because a mail whose answer is not waited for is in doubt.
    """

    connect_s: float = 15.0
    answer_s: float = 60.0
    end_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that mails are handed to.

    Attributes:
        credentials: User and password; None for a server that asks for none.
        context: Which certificates are believed; None for those that the system believes.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    credentials: Credentials | None = None
    waits: Waits = Waits()
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse to talk in the clear to anything but this machine.

        Raises:
            SettingsError: If that is asked for.
        """
        if self.security == "none" and self.host not in LOOPBACK:
            raise SettingsError(
                f'issues/trax.toml: provider, security: with "none" mails would go to {self.host} in the clear',
                hint='write security = "starttls" or "tls"; "none" is for host = "localhost" alone',
            )

    @property
    def address(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"


def open_connection(relay: Relay) -> smtplib.SMTP:
    """Return a connection, encrypted and logged in.

    Raises:
        Unavailable: If the server cannot be reached, or offers no encryption that can be trusted.
        AuthError: If it does not take user and password.
    """
    client = _connect(relay)
    try:
        _greet(client, relay)
        if relay.credentials:
            _log_in(client, relay, relay.credentials)
    except BaseException:
        client.close()
        raise
    return client


def _connect(relay: Relay) -> smtplib.SMTP:
    # Without a name of ours the system is asked for one, which may take seconds; the true one is set below.
    name, limit_s = "localhost", relay.waits.connect_s
    try:
        if relay.security == "tls":
            return smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=limit_s, context=_context(relay))
        return smtplib.SMTP(relay.host, relay.port, name, timeout=limit_s)
    except BROKEN as error:
        raise unavailable(relay, "cannot be reached", error) from error


def _greet(client: smtplib.SMTP, relay: Relay) -> None:
    """Say who we are, and encrypt the connection where that was asked for."""
    try:
        client.local_hostname = _own_name(client)
        # Each mail ends in two pieces; without this the second would wait for the first to be confirmed.
        _socket(client).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _say_hello(client, relay)
        if relay.security == "starttls":
            client.starttls(context=_context(relay))
            _say_hello(client, relay)
        wait_at_most(client, relay.waits.answer_s)
    except smtplib.SMTPNotSupportedError as error:
        raise Unavailable(
            SMTP,
            "connect",
            f"the relay {relay.address} offers no encryption",
            hint='nothing is sent in the clear; some relays have security = "tls" and port = 465 instead',
        ) from error
    except BROKEN as error:
        raise unavailable(relay, "cannot be talked to", error) from error


def _say_hello(client: smtplib.SMTP, relay: Relay) -> None:
    code, words = client.ehlo()
    if not is_answer(code, "2"):
        raise Unavailable(SMTP, "connect", f"the relay {relay.address} does not let us in: {code} {plain_words(words)}")


def _log_in(client: smtplib.SMTP, relay: Relay, credentials: Credentials) -> None:
    hint = "look at TRAX_SMTP_USER and TRAX_SMTP_PASSWORD: trax help sending"
    try:
        client.login(credentials.user, credentials.token)
    except smtplib.SMTPAuthenticationError as error:
        # Its words may repeat what was sent.
        detail = f"the relay {relay.address} answered {error.smtp_code}"
        if is_answer(error.smtp_code, "4"):
            raise Unavailable(SMTP, "log in", detail, hint="repeat the command in a while") from None
        raise AuthError(SMTP, "log in", f"{detail}: it does not take user and password", hint=hint) from None
    except smtplib.SMTPNotSupportedError:
        raise AuthError(SMTP, "log in", f"the relay {relay.address} asks for no password", hint=hint) from None
    except (*BROKEN, ValueError) as error:
        raise unavailable(relay, "cannot be logged in to", error) from None


def _own_name(client: smtplib.SMTP) -> str:
    """Return our end of the connection as an address literal: true everywhere, and asked of nobody."""
    host = str(_socket(client).getsockname()[0])
    return f"[IPv6:{host}]" if ":" in host else f"[{host}]"


def _socket(client: smtplib.SMTP) -> socket.socket:
    if client.sock is None:  # pragma: no cover - it was connected a moment ago
        raise smtplib.SMTPServerDisconnected
    return client.sock


def wait_at_most(client: smtplib.SMTP, seconds: float) -> None:
    """Let the next answers take so long."""
    _socket(client).settimeout(seconds)


def _context(relay: Relay) -> ssl.SSLContext:
    return relay.context or ssl.create_default_context()


def is_answer(code: int, classes: str) -> bool:
    """Return whether the answer is of one of the classes, such as `45`."""
    return len(str(code)) == len("250") and str(code)[0] in classes


def is_timeout(error: Exception) -> bool:
    """Return whether it was silence that broke the connection; smtplib hides it behind an error of its own."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def plain_words(words: bytes) -> str:
    """Return the server's words as one line that a terminal can show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words.decode(errors="replace"))
    return " ".join(shown.split())[:WORDS_LIMIT]


def unavailable(relay: Relay, problem: str, error: Exception) -> Unavailable:
    """Return the error for a server that there is no use talking to."""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "nothing was sent; ask whoever runs the relay for the name that its certificate has"
        detail = f"the certificate of {relay.address} cannot be trusted: {error.verify_message}"
        return Unavailable(SMTP, "connect", detail, hint=hint)
    hint = "look at host, port and security in [provider] of issues/trax.toml, then repeat the command"
    return Unavailable(SMTP, "connect", f"the relay {relay.address} {problem} ({_why(error)})", hint=hint)


def _why(error: Exception) -> str:
    if is_timeout(error):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answered {error.smtp_code}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "it hung up"
    return getattr(error, "strerror", None) or "its answer makes no sense"
