"""What is said of a link that does not lead to its page, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trax.content.day_names import day_in_words
from trax.content.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.reading.link_judgement import WebAddress
    from trax.web.links import LinkResult

_MOST_HOSTS = 3
_LOOK = "run trax check without --offline, where there is a network"
_WHAT = {
    "gone": ("leads to no page", "correct the address, or link to where the page is now"),
    "failing": ("leads to a fault of the site", "open it in a browser; if it stays so, tell the site or leave it out"),
    "unreachable": ("could not be reached", "is the address right? open it in a browser, and check again later"),
    "untrusted": ("makes browsers warn of it", "tell the site, or link to another page"),
    "not-public": ("cannot be reached from outside", "link to an address that everybody can open"),
}


def in_words(address: WebAddress, result: LinkResult, *, is_old: bool) -> tuple[str, str]:
    """Return the message and the hint for a link.

    Args:
        is_old: Whether the look at it was long ago.
    """
    day = day_in_words(result.checked_at.date())
    if result.outcome == "moved":
        new = f"{result.final_url}{address.fragment}"
        hint = f"write {new}"
        if urlsplit(result.final_url).path in {"", "/"}:
            hint = f"that is a front page; is what you mean still there? if so, write {new}"
        return f"{quoted(address.url)} has moved for good to {quoted(new)}", hint
    what, hint = _WHAT[result.outcome]
    where = "" if _is_same(address.url, result.final_url) else f" (sent on to {quoted(result.final_url)})"
    since = ", and nobody has looked since" if is_old else ""
    return f"{quoted(address.url)} {what}: {result.reason}{where}, on {day}{since}", hint


def together(kind: str, urls: Sequence[str], results: Sequence[LinkResult]) -> tuple[str, str]:
    """Return the message and the hint for all links of a kind.

    Args:
        kind: `missing`, `old` or `refused`.
        urls: Their addresses, as often as they stand in the text.
        results: What is known of them; nothing for the missing ones.
    """
    were = _addressed(urls)
    if kind == "missing":
        return f"{were} not looked at", _LOOK
    if kind == "old":
        day = min(result.checked_at.date() for result in results)
        return f"{were} last looked at on {day_in_words(day)}", _LOOK
    said = {result.reason for result in results}
    why = said.pop() if len(said) == 1 else "they turn robots away"
    return f"{were} not shown to a robot: {why}", "that says nothing about people: open them in a browser"


def _addressed(urls: Sequence[str]) -> str:
    """Return the addresses as the beginning of a sentence about them: `4 addresses at x.org and y.org were`."""
    distinct = list(dict.fromkeys(urls))
    if len(distinct) == 1:
        return f"{quoted(distinct[0])} was"
    hosts = list(dict.fromkeys(urlsplit(url).hostname or "" for url in distinct))
    more = len(hosts) - _MOST_HOSTS
    named = [*hosts[:_MOST_HOSTS], f"{more} more sites"] if more > 1 else hosts
    return f"{len(distinct)} addresses at {', '.join(named[:-1])}{' and ' if named[1:] else ''}{named[-1]} were"


def is_same_front(address: str, final: str) -> bool:
    """Return whether the front page of a site leads to a page of the same site: to its language, or to https."""
    before, after = urlsplit(address), urlsplit(final)
    is_front = before.path in {"", "/"} and not before.query
    return is_front and _site(before.hostname) == _site(after.hostname)


def is_inside(address: str, result: LinkResult) -> bool:
    """Return whether the address itself is a number of a private network: such a number is the same everywhere.

    A name is another matter: inside an office it may lead elsewhere than outside.
    """
    host = urlsplit(address).hostname or ""
    is_number = ":" in host or host.replace(".", "").isdecimal()
    return result.outcome == "not-public" and is_number and _is_same(address, result.final_url)


def _is_same(address: str, final: str) -> bool:
    return address.rstrip("/") == final.rstrip("/")


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")
