"""Text for Mailchimp: our placeholders as its merge tags, and nothing else as one.

Mailchimp takes `*|NAME|*` for a tag wherever it stands: in HTML, comments, addresses, plain text, subjects and names.
It knows no way to write one that is none, so the two signs that begin one are kept apart: in HTML by writing the
second as a character reference, which a reader's program turns back into the sign, also in an address; elsewhere by a
word joiner between them, which has no width.

The postal address is the approved one of our settings, not the one in Mailchimp's audience: an address typed by hand
is allowed. A footer of its own Mailchimp adds only to a mail without the tag for unsubscribing.

Source: mailchimp.com/help/about-campaign-footers, …/customize-your-footer-content, the developers' page on merge
fields (read 2026-11-24). Not verified: how a real account treats an audience without the field FNAME.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from trax.providers._personal import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

UNSUBSCRIBE = "*|UNSUB|*"
TAGS = {"unsubscribe": UNSUBSCRIBE, "view_online": "*|ARCHIVE|*", "preferences": "*|UPDATE_PROFILE|*"}
OPEN, BAR = "*|", "|"
APART = "\N{WORD JOINER}"
HTML_BAR = "&#124;"
# HTML begins with a tag or a declaration, and none of our plain texts does.
HTML_START = re.compile(r"\s*<[!A-Za-z]")


def render_merge(text: str, *, postal_address: Sequence[str]) -> str:
    """Return HTML or plain text with our placeholders as merge tags and everything else kept from being one.

    Args:
        postal_address: The lines that stand where `[[postal_address]]` is, in one line.
    """
    is_html = HTML_START.match(text) is not None
    address = ", ".join(postal_address)
    address = html.escape(address, quote=False) if is_html else address
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        parts += [_literal(text[end : found.start()], is_html=is_html, is_after_tag=end > 0)]
        parts += [_tag(found, address, is_html=is_html)]
        end = found.end()
    return "".join([*parts, _literal(text[end:], is_html=is_html, is_after_tag=end > 0)])


def escape_merge(text: str) -> str:
    """Return one line, such as a subject, of which nothing is taken for a tag."""
    return text.replace(OPEN, f"*{APART}|")


def unescape_merge(text: str) -> str:
    """Return what `escape_merge` was given."""
    return text.replace(f"*{APART}|", OPEN)


def _tag(found: re.Match[str], address: str, *, is_html: bool) -> str:
    otherwise = _literal(found[2] or "", is_html=is_html, is_after_tag=True)
    if found[1] == "postal_address":
        return _literal(address, is_html=is_html, is_after_tag=False) or otherwise
    if found[1] == "first_name":
        return f"*|IF:FNAME|**|FNAME|**|ELSE:|*{otherwise}*|END:IF|*"
    return TAGS[found[1]]


def _literal(text: str, *, is_html: bool, is_after_tag: bool) -> str:
    """Return text of which nothing is a tag, not even together with the star that the tag before it ends with."""
    bar = HTML_BAR if is_html else APART + BAR
    if is_after_tag and text.startswith(BAR):
        text = bar + text[1:]
    return text.replace(OPEN, f"*{bar}")
