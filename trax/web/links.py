"""What is known of a link, and the way to know it: which question comes next, and what the answers mean together.

A link is walked with HEAD, redirect by redirect. If that ends in anything but a page, the walk is made once more with
GET, for many servers answer HEAD with nonsense. Trouble on the way (no connection, a fault of the server) counts when
it came twice; a plain no counts when it was said to GET. Nothing here touches the network: `link_crew` does what is
decided here.

Source: RFC 9110, sections 9.3.2 and 15; status 999 is LinkedIn's own; seen to be answered to robots alone by LinkedIn,
OHCHR and sites behind Cloudflare or Akamai: 403, 429, 503, 999 (2026-11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from datetime import datetime

Method = Literal["HEAD", "GET"]
Outcome = Literal["ok", "moved", "gone", "refused", "failing", "unreachable", "untrusted", "not-public"]
OUTCOMES: tuple[Outcome, ...] = (
    "ok",
    "moved",
    "gone",
    "refused",
    "failing",
    "unreachable",
    "untrusted",
    "not-public",
)
MOST_REDIRECTS = 8
MOST_STUMBLES = 2
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
GONE = frozenset({404, 410})
TOO_MANY, TIMED_OUT = 429, 408
# Trouble that may have passed a moment later.
_PASSING = frozenset({"failing", "unreachable", "untrusted"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address says: its status, and its Location as written; empty without one."""

    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why nothing came back from an address, in words that follow it: `its name is not known`."""

    outcome: Literal["unreachable", "untrusted", "not-public"]
    why: str


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What a look at an address found.

    Attributes:
        url: The address as it is written, without its fragment.
        outcome: `ok` a page; `moved` one, at another address for good; `gone` 404 or 410; `refused` not shown to
            robots; `failing` a fault of the server; `unreachable` no answer; `untrusted` a certificate that browsers
            warn of; `not-public` an address inside a private network.
        status: The last status; None when none came.
        final_url: For `moved`, the address to write instead; else the one that answered last, or was asked last.
        reason: What happened, after the address: `it answers with 404`; empty for `ok`.
        checked_at: With a zone.
    """

    url: str
    outcome: Outcome
    status: int | None
    final_url: str
    reason: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the look at one address has come.

    Attributes:
        url: The address as it is written.
        start: The same as it goes over the wire.
        here: The address to ask next.
        seen: Those that have sent us on.
        moved_to: Where all redirects up to the first passing one have led; empty when the first was passing.
        is_for_good: Whether no redirect so far was a passing one.
        stumbles: How often there was trouble.
        spent_s: Time spent on questions.
    """

    url: str
    start: str
    here: str
    method: Method = "HEAD"
    seen: tuple[str, ...] = ()
    moved_to: str = ""
    is_for_good: bool = True
    stumbles: int = 0
    spent_s: float = 0.0

    @property
    def host(self) -> str:
        """The host to ask next."""
        return urlsplit(self.here).netloc


def without_fragment(address: str) -> str:
    """Return the address by which a result is kept: `#part` names a place on the page, which is not looked at."""
    return address.partition("#")[0].strip()


def start_walk(url: str) -> Walk | None:
    """Return the walk that begins at an address; None when it is no web address that can be asked."""
    start = wire_form(url)
    return Walk(url, start, start) if start else None


def wire_form(address: str) -> str:
    """Return an address as it goes over the wire: host in ASCII, the rest percent-encoded, without a fragment.

    Empty for what is no web address, and for one with a name or a password in it.
    """
    import requests  # noqa: PLC0415 - reading results does not pay for it

    try:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or "@" in parts.netloc or parts.port == 0:
            return ""
        prepared = requests.Request("GET", address).prepare().url or ""
        made, _ = urldefrag(prepared)
        is_whole = made.isascii() and made.isprintable() and " " not in made
        return made if is_whole and urlsplit(made).hostname else ""
    except ValueError:  # among them those of requests and of Unicode
        return ""


def next_step(walk: Walk, answer: Answer | NoAnswer, *, now: datetime) -> Walk | LinkResult:
    """Return what an answer leads to: the next question, or what is known of the link now."""
    if isinstance(answer, NoAnswer):
        return _end(walk, answer.outcome, None, answer.why, now=now)
    status = answer.status
    if status in REDIRECTS:
        return _follow(walk, answer, now=now)
    if status // 100 == 2:  # noqa: PLR2004 - the class of successes
        moved = walk.moved_to != ""
        said = f"it has moved to {walk.moved_to}" if moved else ""
        return LinkResult(walk.url, "moved" if moved else "ok", status, walk.moved_to or walk.here, said, now)
    is_failing = status == TIMED_OUT or status // 100 == 5  # noqa: PLR2004 - the class of faults of the server
    outcome: Outcome = "gone" if status in GONE else "failing" if is_failing else "refused"
    return _end(walk, outcome, status, f"it answers with {status}", now=now)


def _follow(walk: Walk, answer: Answer, *, now: datetime) -> Walk | LinkResult:
    """Return the walk at the next address, unless it goes in a circle or leaves the web: browsers know more ways."""
    try:
        target = wire_form(urljoin(walk.here, answer.location)) if answer.location else ""
    except ValueError:
        target = ""
    if not target:
        return _end(walk, "refused", answer.status, "it sends us to what is no web address", now=now)
    if target == walk.here or target in walk.seen or len(walk.seen) == MOST_REDIRECTS:
        return _end(walk, "refused", answer.status, "it sends us on and on without an end", now=now)
    is_for_good = walk.is_for_good and answer.status in FOR_GOOD
    moved_to = target if is_for_good else walk.moved_to
    return replace(walk, here=target, seen=(*walk.seen, walk.here), moved_to=moved_to, is_for_good=is_for_good)


def _end(walk: Walk, outcome: Outcome, status: int | None, reason: str, *, now: datetime) -> Walk | LinkResult:
    """Return the result of a walk that found no page, or the walk that asks again."""
    stumbles = walk.stumbles + (outcome in _PASSING)
    if outcome in _PASSING:
        is_sure = stumbles == MOST_STUMBLES
    else:
        # Whoever says that we ask too often is not asked again.
        is_sure = walk.method == "GET" or outcome == "not-public" or status == TOO_MANY
    if is_sure:
        return LinkResult(walk.url, outcome, status, walk.here, reason, now)
    return Walk(walk.url, walk.start, walk.start, "GET", stumbles=stumbles, spent_s=walk.spent_s)
