"""A link that leads to no page any more, has moved for good, or that nobody has looked at lately.

Readers follow a link once; what they find then is what they remember. `trax check` asks each address on the web, and
keeps what it found with the day. Only "there is no such page" is an error; that a site turns robots away says nothing
about people. What was not looked at, or long ago, is said once for each file, so that silence always means a look.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.link_words import in_words, is_inside, is_same_front
from trax.checks.reading.web_addresses import find_web_addresses
from trax.content.day_names import day_in_words
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.web_addresses import WebAddress
    from trax.model import Severity
    from trax.web.links import LinkResult

CODE = "links"
SUMMARY = "A link that is dead, has moved for good, or that nobody has looked at lately."
OLD_AFTER = timedelta(days=14)
# What readers got is sent; nobody can mend the mail, only the archive, so that old issues stay checkable.
PAST_AFTER = timedelta(days=60)
_LOOK = "run trax check without --offline, where there is a network"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link that does not lead to its page, and one a file for all that nobody knows about."""
    if given.link_results is None:
        return
    folded: dict[tuple[str, str], list[tuple[WebAddress, LinkResult | None]]] = {}
    for address in find_web_addresses(given):
        result = given.link_results.get(address.url)
        kind = _kind(given, result)
        if kind == "alone" and result is not None:
            yield from _judged(given, address, result)
        elif kind:
            folded.setdefault((address.place.path, kind), []).append((address, result))
    for (_, kind), found in folded.items():
        yield _together(kind, found)


def _kind(given: CheckInput, result: LinkResult | None) -> str:
    """Return under which heading a result is said: by itself, with its like of the file, or not at all."""
    if result is None:
        return "missing"
    if result.outcome == "refused":
        return "refused"
    if result.outcome in {"ok", "moved"} and _is_old(given, result):
        return "old"
    return "" if result.outcome == "ok" else "alone"


def _judged(given: CheckInput, address: WebAddress, result: LinkResult) -> Iterator[Finding]:
    """Yield what is said of a link by itself."""
    if result.outcome == "moved" and is_same_front(address.url, result.final_url):
        return
    is_past = given.now is not None and given.now.date() - given.day > PAST_AFTER
    is_old = _is_old(given, result)
    is_sure = (result.outcome == "gone" and not is_old) or is_inside(address.url, result)
    severity: Severity = "notice" if result.outcome == "moved" else "error" if is_sure and not is_past else "warning"
    message, hint = in_words(address, result, is_old=is_old)
    yield Finding(CODE, severity, address.place, message, address.url, hint)


def _together(kind: str, found: list[tuple[WebAddress, LinkResult | None]]) -> Finding:
    """Return the one finding of a file for all its links of a kind; it stands at the first of them."""
    first = found[0][0]
    urls = list(dict.fromkeys(address.url for address, _ in found))
    many = f"{len(urls)} addresses, the first {quoted(first.url)}," if len(urls) > 1 else quoted(first.url)
    are = "were" if len(urls) > 1 else "was"
    if kind == "missing":
        message, hint = f"{many} {are} not looked at", _LOOK
    elif kind == "old":
        day = min(result.checked_at.date() for _, result in found if result)
        message, hint = f"{many} {are} last looked at on {day_in_words(day)}", _LOOK
    else:
        says = {result.status: result.reason for _, result in found if result}
        said = next(iter(says.values())) if len(says) == 1 else "they turn robots away"
        message = f"{many} {are} not shown to a robot: {said}"
        hint = "that says nothing about people: open them in a browser"
    return Finding(CODE, "notice", first.place, message, first.url, hint)


def _is_old(given: CheckInput, result: LinkResult) -> bool:
    return given.now is not None and given.now - result.checked_at > OLD_AFTER
