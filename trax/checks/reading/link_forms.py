"""The links of an issue in one form each: scheme, `www.`, a last slash and marks of mailings do not count.

The house has had several domains for one site; they are one here. Front pages and accounts of social networks are in
every issue and say nothing, so they have no form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trax.checks.reading.addresses import find_addresses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from trax.checks.base import CheckInput
    from trax.model import Place

_FOLLOWS_READERS = re.compile(r"(?:utm_\w*|mc_[ce]id|fbclid|gclid|_hs\w+|mkt_tok|goal)(?:=.*)?", re.DOTALL)
_FRONT_PAGE = re.compile(r"(?:/(?:[a-z]{2}(?:-[a-z]{2})?|index\.\w{3,5}|home|welcome))?/?", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:(?:[a-z-]+\.)?(?:twitter|facebook|instagram|x|flickr|vimeo|t|threads|bsky)\.(?:com|me|net|app))(?:/(?!events|groups)[^/]*){0,1}/?"
    r"|(?:[a-z-]+\.)?facebook\.com/(?:pages|groups)/.*|flickr\.com/photos/[^/]*/?|bsky\.app/profile/[^/]*/?"
    r"|(?:m\.)?youtube\.com/(?:user/|channel/|c/|@)?[^/?]*/?(?:videos|featured)?|(?:[a-z-]+\.)?linkedin\.com/(?:company|in|groups)/[^/]*/?",
    re.IGNORECASE,
)
# Where people sign up is named again and again until the day is over.
_SIGN_UP = re.compile(
    r"register|registration|regist|subscri|indico|sign-?up|rsvp|inscription|donat|contact", re.IGNORECASE
)
_REPEATED_UNTIL_OVER = frozenset({"event", "deadline", "vacancy"})


@dataclass(frozen=True, slots=True)
class FormedLink:
    """A link in a text or a header: its address as written, and in the form that is compared."""

    address: str
    form: str
    place: Place


def find_formed_links(given: CheckInput) -> Iterator[FormedLink]:
    """Yield the links of an issue that are worth comparing, those of texts before those of headers."""
    domains = given.glossary.organisation.domains
    repeated = {item.path for item in given.items if item.kind in _REPEATED_UNTIL_OVER}
    for address in find_addresses(given):
        form = "" if address.is_image or address.place.path in repeated else address_form(address.target, domains)
        if form:
            yield FormedLink(address.target, form, address.place)


def address_form(address: str, domains: Collection[str]) -> str:
    """Return an address in the form that is compared; empty for one that leads nowhere in particular.

    Args:
        address: `https://www.upr-info.org/en/news/?utm_source=x` gives `upr-info.org/en/news`.
        domains: Domains that are one site, the first one standing for all.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    first = next(iter(domains), host).removeprefix("www.")
    host = first if host in domains or f"www.{host}" in domains else host
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _FOLLOWS_READERS.fullmatch(part)))
    path = parts.path.rstrip("/")
    form = f"{host}{path}{'?' if query else ''}{query}"
    is_front_page = not query and _FRONT_PAGE.fullmatch(path)
    if is_front_page or _ACCOUNT.fullmatch(form) or _SIGN_UP.search(form):
        return ""
    return form
