"""One connection to a mail server, kept from mail to mail, and what its answers mean for the mail.

The line between "surely not taken" and "nobody knows" is the final dot: before it was begun, whatever breaks, the
server has no mail; after it, only an answer says anything.

Source: RFC 5321 (4.2.1 the answers, 4.5.2 lines that begin with a dot), RFC 1047.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from trax.errors import InvalidContent, Unavailable
from trax.providers._crash import crash_point
from trax.providers._journal import Outcome
from trax.providers._smtp_relay import (
    BROKEN,
    SMTP,
    is_answer,
    is_timeout,
    open_connection,
    plain_words,
    unavailable,
    wait_at_most,
)

if TYPE_CHECKING:
    import smtplib

    from trax.providers._journal import Result
    from trax.providers._smtp_relay import Relay

LAST_WORDS_S = 2.0
GO_AHEAD = 354
CLOSING = 421
# Mails in a row that the server put off or hung up on, after which going on would only annoy it.
PATIENCE = 5
SILENT = "no answer"


class Line:
    """One connection, opened when it is needed, and again when it broke."""

    def __init__(self, relay: Relay, sender: str) -> None:
        """Keep what is needed to open it.

        Args:
            sender: The address that mails which cannot be delivered come back to.
        """
        self._relay = relay
        self._sender = sender
        self._client: smtplib.SMTP | None = None
        self._misses = 0

    @property
    def is_tired(self) -> bool:
        """Whether the server gave no answer, or put off several mails in a row: more should not be tried now."""
        return self._misses >= PATIENCE

    def open(self) -> smtplib.SMTP:
        """Return the connection; raises as `open_connection` does."""
        if self._client is None:
            self._client = open_connection(self._relay)
        return self._client

    def probe(self) -> None:
        """Return when the server lets us in and takes mails of the sender.

        Raises:
            InvalidContent: If it does not take mails of the sender.
            Unavailable, AuthError: As `open_connection`.
        """
        client = self.open()
        try:
            code, words = client.mail(self._sender)
            if is_answer(code, "2"):
                client.rset()
        except BROKEN as error:
            self._drop()
            raise unavailable(self._relay, "cannot be talked to", error) from error
        if not is_answer(code, "2"):
            raise self._sender_refused(code, words)

    def deliver(self, to: str, data: bytes) -> Outcome:
        """Return what became of one mail.

        Args:
            data: The mail, with a carriage return before each line feed.

        Raises:
            InvalidContent: If the server takes no mail of the sender; this one was not sent.
            Unavailable, AuthError: As `open_connection`; the mail was not sent.
        """
        outcome = self._try(to, data)
        misses = PATIENCE if outcome.said.startswith(SILENT) else self._misses + 1
        self._misses = 0 if outcome.result in {"sent", "refused"} else misses
        return outcome

    def close(self) -> None:
        """Hang up, politely where the server still listens."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(*BROKEN):
                wait_at_most(client, LAST_WORDS_S)
                client.quit()
            client.close()

    def _try(self, to: str, data: bytes) -> Outcome:
        client = self.open()
        step = "MAIL"
        try:
            code, words = client.mail(self._sender)
            if is_answer(code, "5"):
                # It is the sender that is refused: nothing is said about the reader.
                raise self._sender_refused(code, words)
            if is_answer(code, "2"):
                step = "RCPT"
                code, _ = client.rcpt(to)
            if step == "RCPT" and is_answer(code, "2"):
                step = "DATA"
                code, _ = client.docmd(step)
            if code != GO_AHEAD:
                return self._refuse(step, code)
            crash_point("smtp-data")
            client.send(data.replace(b"\r\n.", b"\r\n.."))
        except BROKEN as error:
            return self._lost("deferred", step, error)
        return self._end(client)

    def _end(self, client: smtplib.SMTP) -> Outcome:
        """Send the final dot and return what the answer to it says; without an answer, nobody knows."""
        try:
            wait_at_most(client, self._relay.waits.end_s)
            crash_point("smtp-before-dot")
            client.send(b".\r\n")
            crash_point("smtp-after-dot")
            code, _ = client.getreply()
            wait_at_most(client, self._relay.waits.answer_s)
        except BROKEN as error:
            return self._lost("doubt", "the end of the mail", error)
        self._hear(code)
        said = f"{code} to the end of the mail"
        if is_answer(code, "2"):
            return Outcome("sent", said)
        if is_answer(code, "4") and code != CLOSING:
            return Outcome("deferred", said)
        # A server that closes, or something between it and us, says nothing about the mail by that.
        return Outcome("refused" if is_answer(code, "5") else "doubt", said)

    def _refuse(self, step: str, code: int) -> Outcome:
        """Return what an answer that is no yes means, with the line ready for the next mail."""
        self._hear(code)
        if self._client is not None:
            try:
                reset, _ = self._client.rset()
            except BROKEN:
                self._drop()
            else:
                self._hear(reset)
        return Outcome("refused" if is_answer(code, "5") else "deferred", f"{code} to {step}")

    def _hear(self, code: int) -> None:
        """Hang up after an answer that says so, or that is none."""
        if code == CLOSING or not is_answer(code, "245"):
            self._drop()

    def _lost(self, result: Result, step: str, error: Exception) -> Outcome:
        self._drop()
        return Outcome(result, f"{SILENT if is_timeout(error) else 'cut off'} at {step}")

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:  # pragma: no branch - hung up twice is hung up
            client.close()

    def _sender_refused(self, code: int, words: bytes) -> InvalidContent | Unavailable:
        self._drop()
        detail = f"the relay {self._relay.address} takes no mail of {self._sender} ({code}): {plain_words(words)}"
        hint = "correct the sender's address, or ask whoever runs the relay to let it be used"
        kind = InvalidContent if is_answer(code, "5") else Unavailable
        return kind(SMTP, "sender", detail, hint=hint)
