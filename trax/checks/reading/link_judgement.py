"""What is to be said of the links of a text, by what looks at them have found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.link_words import in_words, is_inside, is_same_front, together
from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from trax.model import Severity
    from trax.web.links import LinkResult

_CODE = "links"
OLD_AFTER = timedelta(days=14)
# What readers got is sent; nobody can mend the mail, only the archive, so that old issues stay checkable.
PAST_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address where it stands.

    Attributes:
        url: Without its fragment: the address by which results are kept.
        fragment: What follows it, `#part`, or nothing.
    """

    url: str
    place: Place
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of the web.

    Attributes:
        results: By address.
        now: The time of the check, with a zone; without it nothing known is called old.
    """

    results: Mapping[str, LinkResult]
    now: datetime | None = None

    def is_old(self, result: LinkResult) -> bool:
        """Return whether a look was so long ago that it says little."""
        return self.now is not None and self.now - result.checked_at > OLD_AFTER


def judge_links(addresses: Iterable[WebAddress], looks: Looks, *, day: date) -> Iterator[Finding]:
    """Yield a finding for each link that does not lead to its page, and one for all that nobody knows about.

    Args:
        day: Of the issue; what is long sent is no error any more.
    """
    folded: dict[str, list[tuple[WebAddress, LinkResult | None]]] = {}
    for address in addresses:
        result = looks.results.get(address.url)
        kind = _kind(looks, result)
        if kind == "alone" and result is not None:
            yield from _judged(looks, address, result, day)
        elif kind:
            folded.setdefault(kind, []).append((address, result))
    for kind, found in folded.items():
        first = found[0][0]
        message, hint = together(kind, [address.url for address, _ in found], [each for _, each in found if each])
        yield Finding(_CODE, "notice", first.place, message, first.url, hint)


def _kind(looks: Looks, result: LinkResult | None) -> str:
    """Return under which heading a result is said: by itself, with its like, or not at all."""
    if result is None:
        return "missing"
    if result.outcome in {"ok", "moved", "refused"} and looks.is_old(result):
        return "old"
    return {"ok": "", "refused": "refused"}.get(result.outcome, "alone")


def _judged(looks: Looks, address: WebAddress, result: LinkResult, day: date) -> Iterator[Finding]:
    """Yield what is said of a link by itself."""
    if result.outcome == "moved" and is_same_front(address.url, result.final_url):
        return
    is_past = looks.now is not None and looks.now.date() - day > PAST_AFTER
    is_old = looks.is_old(result)
    is_sure = (result.outcome == "gone" and not is_old) or is_inside(address.url, result)
    severity: Severity = "notice" if result.outcome == "moved" else "error" if is_sure and not is_past else "warning"
    message, hint = in_words(address, result, is_old=is_old)
    yield Finding(_CODE, severity, address.place, message, address.url, hint)
