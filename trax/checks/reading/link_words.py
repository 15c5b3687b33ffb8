"""What is said of a link that does not lead to its page, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trax.content.day_names import day_in_words
from trax.content.wording import quoted

if TYPE_CHECKING:
    from trax.checks.reading.web_addresses import WebAddress
    from trax.web.links import LinkResult

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
