"""A link that leads to no page any more, has moved for good, or that nobody has looked at lately.

Readers follow a link once; what they find then is what they remember. `trax check` asks each address on the web, and
keeps what it found with the day. Only "there is no such page" is an error; that a site turns robots away says nothing
about people. What was not looked at, or long ago, is said once for all, so that silence always means a look.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.link_words import in_words, is_inside, is_same_front, together
from trax.checks.reading.web_addresses import find_web_addresses
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


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link that does not lead to its page, and one for all that nobody knows about."""
    if given.link_results is None:
        return
    folded: dict[str, list[tuple[WebAddress, LinkResult | None]]] = {}
    for address in find_web_addresses(given):
        result = given.link_results.get(address.url)
        kind = _kind(given, result)
        if kind == "alone" and result is not None:
            yield from _judged(given, address, result)
        elif kind:
            folded.setdefault(kind, []).append((address, result))
    for kind, found in folded.items():
        first = found[0][0]
        message, hint = together(kind, [address.url for address, _ in found], [each for _, each in found if each])
        yield Finding(CODE, "notice", first.place, message, first.url, hint)


def _kind(given: CheckInput, result: LinkResult | None) -> str:
    """Return under which heading a result is said: by itself, with its like, or not at all."""
    if result is None:
        return "missing"
    if result.outcome in {"ok", "moved", "refused"} and _is_old(given, result):
        return "old"
    return {"ok": "", "refused": "refused"}.get(result.outcome, "alone")


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


def _is_old(given: CheckInput, result: LinkResult) -> bool:
    return given.now is not None and given.now - result.checked_at > OLD_AFTER
