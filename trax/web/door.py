"""The one HTTP door: calls with a deadline and a cap, and replies of which it is known what they mean.

A read may be repeated and is, a few times. A write is made once, and ends in one of four ways: it was done; it was
refused (`Rejected`, `RateLimited`); it never reached anybody (`Unavailable`); or nobody can say (`OutcomeUnknown`).
The last is never repeated here: whoever called has to look first.

Source: RFC 9110 on Retry-After and idempotent methods; requests restarts its timeout with each byte (2.34, 2026-11).
"""

from __future__ import annotations

import json
import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from trax.errors import OutcomeUnknown, RateLimited, Rejected, SettingsError, Unavailable
from trax.web.address import check_address, is_loopback
from trax.web.patience import Patience, Surroundings
from trax.web.reply import Failure, Reply, code_of, is_spoken, moment_of, pause_asked, said, why_failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    Query = Mapping[str, str | int | tuple[str, ...]]

T = TypeVar("T")
LARGEST_REPLY_BYTES = 5_000_000
READ_TRIES = 5
FIRST_PAUSE_S = 0.5
# A server that is overloaded or behind a gateway that is: the same question may be answered a moment later.
PASSING = frozenset({429, 502, 503, 504})
TOO_MANY = 429
NO_CONTENT = 204
# The server gave up waiting for the rest of the request: whether it had enough to act on, nobody knows.
GAVE_UP_WAITING = 408


class Door:
    """Calls to one server, each with its key in a header and nowhere else.

    Attributes:
        skew_s: How many seconds the server's clock is ahead of ours, by the last reply that told; None before.
    """

    def __init__(
        self,
        name: str,
        address: str,
        *,
        headers: Mapping[str, str],
        patience: Patience | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Keep what every call needs; nothing is asked yet.

        Args:
            name: How messages name the server: `listmonk`.
            address: As `check_address` takes it.
            headers: Sent with each call; their values appear in no message.

        Raises:
            SettingsError: If the address is none.
        """
        try:
            self.address = check_address(address)
        except ValueError as error:
            raise SettingsError(f'{name}: "{address}" {error}', hint="correct url in issues/trax.toml") from error
        self.name = name
        self.skew_s: float | None = None
        self._headers = dict(headers)
        self._patience = patience or Patience()
        self._world = surroundings or Surroundings()

    def __repr__(self) -> str:
        """Return where the door leads, without the key to it."""
        return f"Door({self.name!r}, {self.address!r})"

    def read(self, path: str, parse: Callable[[Any], T], *, query: Query | None = None) -> T:
        """Return what a GET answers.

        Args:
            path: Behind the server's address: `/api/lists`.
            query: A name with several values comes once for each.
            parse: Makes the value out of the JSON; raises ValueError, KeyError or TypeError for a reply that is none.

        Raises:
            Rejected: If the server says no (4xx).
            RateLimited: If it wants a longer pause than one waits here.
            Unavailable: If it has no answer after a few tries.
        """
        operation, trouble = f"GET {path}", Failure("no answer")
        for attempt in range(1, READ_TRIES + 1):
            reply = self._call("GET", path, query=query, body=None)
            asked: float | None = None
            if isinstance(reply, Failure):
                trouble = reply
            elif reply.status not in PASSING:
                value, problem = self._value(operation, reply, parse)
                if not problem:
                    return value
                trouble = Failure(problem)
            else:
                asked = pause_asked(reply, now=self._world.now())
                trouble = Failure(f"it answers with {reply.status}")
                if reply.status == TOO_MANY and (attempt == READ_TRIES or (asked or 0) > self._patience.pause_s):
                    raise RateLimited(self.name, operation, asked)
            if attempt < READ_TRIES:
                self._world.sleep(self._pause(attempt, asked))
        raise Unavailable(self.name, operation, trouble.why, hint="nothing was done; repeat the command in a while")

    def knock(self, path: str = "") -> int:
        """Return the status with which a page is answered; its words are not looked at, and it is asked once.

        Raises:
            Unavailable: If nobody answers.
        """
        reply = self._call("GET", path, query=None, body=None, headers={"Accept": "*/*"})
        if isinstance(reply, Failure):
            raise Unavailable(self.name, f"GET {self.address}{path}", reply.why, hint="look there with a web browser")
        return reply.status

    def write(
        self,
        method: str,
        path: str,
        parse: Callable[[Any], T],
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Return what a call that changes something answers. It is made once.

        Args:
            method: POST, PUT, PATCH or DELETE.
            parse: As for `read`.
            body: Sent as JSON; None sends none.
            headers: Of this call alone, such as an idempotency key.

        Raises:
            Rejected, RateLimited: If the server says no; nothing was done.
            Unavailable: If nobody was reached; nothing was done.
            OutcomeUnknown: If it may have been done.
        """
        reply = self._write(method, path, body=body, headers=headers)
        value, problem = self._value(f"{method} {path}", reply, parse)
        if problem:
            raise _unknown(self.name, f"{method} {path}", problem)
        return value

    def act(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        status: int = NO_CONTENT,
    ) -> None:
        """Make a call that changes something and is answered without words; raises as `write` does.

        Args:
            status: Of its answer when it was done. With another one than 204, JSON in the answer is no word too many.
        """
        reply = self._write(method, path, body=body, headers=headers)
        if reply.status == status and (not reply.body or (status != NO_CONTENT and is_spoken(reply))):
            return
        _, problem = self._value(f"{method} {path}", reply, lambda answer: answer)
        raise _unknown(
            self.name, f"{method} {path}", problem or f"it answers with {reply.status} and words where none belong"
        )

    def _write(self, method: str, path: str, *, body: object, headers: Mapping[str, str] | None) -> Reply:
        operation = f"{method} {path}"
        reply = self._call(method, path, query=None, body=body, headers=headers)
        if isinstance(reply, Failure):
            if reply.is_unheard:
                raise Unavailable(self.name, operation, reply.why, hint="nothing was done; repeat the command")
            raise _unknown(self.name, operation, reply.why)
        if reply.status == TOO_MANY:
            raise RateLimited(self.name, operation, pause_asked(reply, now=self._world.now()))
        return reply

    def _value(self, operation: str, reply: Reply, parse: Callable[[Any], T]) -> tuple[T, str]:
        """Return the parsed reply, or what is wrong with it."""
        nothing: Any = None
        if reply.status // 100 == 4 and reply.status != GAVE_UP_WAITING:  # noqa: PLR2004 - the class of refusals
            raise Rejected(
                self.name, operation, reply.status, said(reply), code=code_of(reply), is_spoken=is_spoken(reply)
            )
        if reply.status // 100 == 3:  # noqa: PLR2004 - the class of redirects
            return nothing, f"it sends us elsewhere ({reply.status}); look at the url in issues/trax.toml"
        if reply.status // 100 != 2:  # noqa: PLR2004 - the class of successes
            return nothing, f"it answers with {reply.status}"
        try:
            return parse(json.loads(reply.body)), ""
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return (
                nothing,
                "its answer is cut off, or something else answers in its place",
            )

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Query | None,
        body: object,
        headers: Mapping[str, str] | None = None,
    ) -> Reply | Failure:
        """Return the reply, or why there is none, within the deadline.

        The call is made in a thread of its own: neither looking up a name nor a header that comes byte by byte knows
        any other limit. A thread that is too late is left behind; it ends with its connection, or with the process.
        """
        import logging  # noqa: PLC0415 - checking an address does not pay for it

        began, results = self._world.monotonic(), queue.SimpleQueue[Reply | Failure]()
        thread = threading.Thread(
            target=lambda: results.put(
                self._exchange(method, path, query=query, body=body, headers=headers, began=began)
            ),
            daemon=True,
        )
        thread.start()
        try:
            result = results.get(timeout=self._patience.total_s)
        except queue.Empty:
            result = Failure(self._too_slow)
        shown = result.status if isinstance(result, Reply) else result.why
        logging.getLogger(__name__).info("%s %s: %s, %.1f s", method, path, shown, self._world.monotonic() - began)
        if isinstance(result, Reply):
            told = moment_of(result.headers.get("date", ""))
            self.skew_s = (told - self._world.now()).total_seconds() if told else self.skew_s
        return result

    def _exchange(
        self,
        method: str,
        path: str,
        *,
        query: Query | None,
        body: object,
        headers: Mapping[str, str] | None,
        began: float,
    ) -> Reply | Failure:
        import requests  # noqa: PLC0415 - nobody else pays for it
        import urllib3  # noqa: PLC0415 - same

        try:
            # A connection of its own for each call: one kept open may be dead by now, and a write on it is in doubt.
            with requests.Session() as session:
                # Without an `auth` of ours, requests would put one from ~/.netrc in place of our header.
                session.auth = self._sign
                session.trust_env = not is_loopback(self.address)
                with session.request(
                    method,
                    self.address + path,
                    params=query,
                    json=body,
                    headers={"Accept": "application/json", **(headers or {})},
                    timeout=(self._patience.connect_s, self._patience.read_s),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    return self._take_in(response, began=began)
        # The exceptions of requests carry the request with its headers, so none is passed on, not even as a cause.
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return why_failed(error)

    def _take_in(self, response: requests.Response, *, began: float) -> Reply | Failure:
        """Return the reply once its body is here, watching its size and the clock with each piece."""
        pieces, size = [], 0
        while piece := response.raw.read1(65_536, decode_content=True):
            size += len(piece)
            if size > LARGEST_REPLY_BYTES:
                return Failure(f"its answer is larger than {LARGEST_REPLY_BYTES // 1_000_000} MB")
            if self._world.monotonic() - began > self._patience.total_s:
                return Failure(self._too_slow)
            pieces.append(piece)
        headers = {name.casefold(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, b"".join(pieces))

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(self._headers)
        return request

    @property
    def _too_slow(self) -> str:
        return f"no whole answer within {self._patience.total_s:g} seconds"

    def _pause(self, attempt: int, asked: float | None) -> float:
        """Return how long to wait before the next try: what was asked for, or longer each time and never alike."""
        if asked is not None:
            return min(asked, self._patience.pause_s)
        return float(min(FIRST_PAUSE_S * 2**attempt * (0.5 + self._world.chance() / 2), self._patience.pause_s))


def _unknown(name: str, operation: str, why: str) -> OutcomeUnknown:
    return OutcomeUnknown(
        f"{name}: {operation}: {why}; it may have been done or not",
        hint="repeat the same command: it looks at the provider before it does anything",
    )
