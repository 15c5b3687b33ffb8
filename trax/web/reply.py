"""What comes back from a call: a reply, or the reason why there is none, and what either says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_QUOTE = 300
# Where a server's own words for a refusal stand: listmonk and Brevo, Mailchimp and Buttondown, others.
WORDS = ("message", "detail", "title", "error")
CODES = ("code", "type", "title")
# Lists of addresses beside the words. Source: Brevo's API description, answers to a test (read 2026-11).
ADDRESSES = ("unexistingEmails", "withoutListEmails", "blackListedEmails")
# A pause in seconds or, in the first, a date. Source: RFC 9110; Brevo's API reference on rate limits (read 2026-11).
PAUSES = ("retry-after", "x-sib-ratelimit-reset")


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply; the names of its headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """A call without a usable reply: why, in words, and whether it surely reached nobody."""

    why: str
    is_unheard: bool = False


def why_failed(error: Exception) -> Failure:
    """Return why a call has no reply, from the exception of the HTTP library."""
    import requests  # noqa: PLC0415 - nobody else pays for it
    import urllib3  # noqa: PLC0415 - same

    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, requests.ConnectTimeout):
        return Failure("it does not answer", is_unheard=True)
    if isinstance(reason, urllib3.exceptions.NameResolutionError):
        return Failure("its name is not known; is the network there, and the address right?", is_unheard=True)
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return Failure("nobody answers at its address", is_unheard=True)
    if isinstance(error, requests.exceptions.ProxyError):
        return Failure("the proxy between us and it cannot be used", is_unheard=True)
    if "CERTIFICATE_VERIFY_FAILED" in str(error) or "WRONG_VERSION_NUMBER" in str(error):
        return Failure("its certificate is not one to trust", is_unheard=True)
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return Failure("its answer did not come in time")
    return Failure("the connection broke off")


def said(reply: Reply) -> str:
    """Return the server's own words on one line; empty when it has none for us."""
    spoken = _spoken(reply)
    first = next((text for name in WORDS if (text := _line(spoken.get(name)))), "")
    lists = (spoken.get("errors"), spoken.get("detail"))
    more = list(dict.fromkeys([*(each for told in lists for each in _particulars(told)), *_addresses(spoken)]))
    return ": ".join([first, *["; ".join(more)] * bool(more)] if first else ["; ".join(more)])[:LONGEST_QUOTE]


def code_of(reply: Reply) -> str:
    """Return the server's own code for a refusal; empty when it has none."""
    spoken = _spoken(reply)
    return next((text for name in CODES if (text := _line(spoken.get(name)))), "")[:LONGEST_QUOTE]


def is_spoken(reply: Reply) -> bool:
    """Return whether the reply is JSON: the server's own word, and not that of something in front of it."""
    try:
        json.loads(reply.body)
    except (ValueError, RecursionError):
        return False
    return True


def pause_asked(reply: Reply, *, now: datetime) -> float | None:
    """Return the seconds of pause that a reply asks for; None where it names none, or nonsense."""
    for name in PAUSES:
        text = reply.headers.get(name, "").strip()
        if text.isascii() and text.isdecimal():
            return float(text[:9])
        until = moment_of(text)
        if until is not None:
            # By the provider's own clock where it tells it: ours may be wrong.
            return max(0.0, (until - (moment_of(reply.headers.get("date", "")) or now)).total_seconds())
    return None


def moment_of(text: str) -> datetime | None:
    """Return the moment that a header names, or None."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - checking an address does not pay for it

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _spoken(reply: Reply) -> Mapping[str, Any]:
    try:
        spoken = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return spoken if isinstance(spoken, dict) else {}


def _particulars(errors: object) -> Iterator[str]:
    """Yield what a list of errors says of single fields: `settings.reply_to: is not verified`.

    Pydantic's, which Buttondown passes on, have a place in parts and a `msg`.
    """
    for each in errors if isinstance(errors, list) else ():
        if isinstance(each, dict):
            place = each.get("loc")
            parts = ".".join(str(part) for part in place) if isinstance(place, list) else ""
            words = [_line(each.get("field")) or _line(parts), _line(each.get("message")) or _line(each.get("msg"))]
            text = ": ".join(word for word in words if word)
            if text:
                yield text


def _addresses(spoken: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses that a refusal names, with what is wrong with them: `unexistingEmails: a@example.org`."""
    for name in ADDRESSES:
        values = spoken.get(name)
        words = [_line(value) for value in values] if isinstance(values, list) else []
        if any(words):
            yield f"{name}: {', '.join(filter(None, words))}"


def _line(value: object) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(letter for letter in words if letter.isprintable())
