"""Text for Brevo's template language, which is Django's: our placeholders as its tags, and nothing else as one.

In HTML a brace that would begin a tag is written as a character reference, which needs nobody's template language;
in a style sheet, where that means nothing, a space comes after it. A subject or a sender's name is no HTML, so there
the brace is a tag that prints a brace: not verified with a real account.

Brevo has an older language too (`[UNSUBSCRIBE]`, `{NAME}`), and takes a mail for one in the newer as soon as a tag of
that is in it; ours always have the one to unsubscribe.

Source: Brevo's help on its template language, if conditions and `verbatim`; its API description, `params` (read
2026-11-24); Django's template syntax. A first name is escaped for HTML by Brevo itself.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from trax.providers._personal import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

UNSUBSCRIBE = "{{ unsubscribe }}"
TAGS = {"unsubscribe": UNSUBSCRIBE, "view_online": "{{ mirror }}", "preferences": "{{ update_profile }}"}
OPENING = re.compile(r"\{(?=[{%#])")
# The last brace before a tag of ours would become a part of that.
OPENING_BEFORE_TAGS = re.compile(r"\{(?=[{%#]|\Z)")
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
REFERENCE = "&#123;"
BRACE = '{{ "{" }}'


def render_brevo(text: str, *, postal_address: Sequence[str]) -> str:
    """Return HTML with our placeholders as Brevo's tags and everything else kept from being one.

    Args:
        postal_address: The lines that stand where `[[postal_address]]` is, in one line.
    """
    address = html.escape(", ".join(postal_address))
    parts, end = [], 0
    for style in STYLE.finditer(text):
        parts += [_fill(text[end : style.start()], address, REFERENCE), _fill(style[0], address, "{ ")]
        end = style.end()
    return "".join([*parts, _fill(text[end:], address, REFERENCE)])


def escape_brevo(line: str) -> str:
    """Return one line that is no HTML, such as a subject, of which nothing is taken for a tag."""
    return OPENING.sub(BRACE, line)


def unescape_brevo(line: str) -> str:
    """Return what `escape_brevo` was given."""
    return line.replace(BRACE, "{")


def _fill(text: str, address: str, brace: str) -> str:
    """Return a piece of HTML; `brace` stands for one that would begin a tag."""
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        parts += [_literal(text[end : found.start()], brace), _tag(found, address, brace)]
        end = found.end()
    return "".join([*parts, _literal(text[end:], brace)])


def _tag(found: re.Match[str], address: str, brace: str) -> str:
    name, otherwise = found[1], _literal(found[2] or "", brace)
    if name == "postal_address":
        return _literal(address, brace) or otherwise
    if name == "first_name":
        # Not the filter `default`: in its quotes, the text for readers without a name could be no HTML.
        return f"{{% if contact.FIRSTNAME %}}{{{{ contact.FIRSTNAME }}}}{{% else %}}{otherwise}{{% endif %}}"
    return TAGS[name]


def _literal(text: str, brace: str) -> str:
    return OPENING_BEFORE_TAGS.sub(brace, text)
