"""HTML of a body to a fragment that is safe in a mail and well-formed as XML."""

from __future__ import annotations

import re

import nh3

from trax.content.source import UNPRINTABLE

TAGS = {
    "p",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "a",
    "img",
    "br",
    "hr",
}
TAGS |= {"sup", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto"}
_VOID_TAG = re.compile(r'<((?:br|hr|img)(?: [a-z]+="[^"]*")*)>')


def sanitise(html: str) -> str:
    """Return only the tags, attributes and addresses that a body may have, with void tags closed.

    The caller limits size and depth: the parser behind nh3 takes minutes for 200,000 nested tags.
    """
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    # The HTML parser writes a no-break space as &nbsp;, which XML does not know; a typed & is &amp; by now.
    return UNPRINTABLE.sub("", _VOID_TAG.sub(r"<\1 />", clean).replace("&nbsp;", "\u00a0"))
