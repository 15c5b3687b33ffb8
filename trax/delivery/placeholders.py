"""The placeholders of a mail: the ones that must be there, and what looks like one and is none.

A provider fills in its own tags and leaves all else alone, or worse. So what is no placeholder of ours is refused
before anything is sent anywhere, and so is a mail that nobody can leave or that does not say where it comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.errors import InvalidContent
from trax.providers._personal import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED = {"unsubscribe": "link to unsubscribe", "postal_address": "postal address"}
KNOWN = "[[unsubscribe]], [[view_online]], [[preferences]], [[postal_address]], [[first_name|friend]]"
# Mailchimp and Infomaniak; Brevo, Buttondown, listmonk and Liquid; Django and Liquid.
FOREIGN = re.compile(r"\*\|[^|*\n<>]{1,60}\|\*|\{\{[^{}\n]{0,120}\}\}|\{%[^%\n]{0,120}%\}")
OURS = re.compile(r"\[\[\s*[a-zA-Z_]{2,40}\s*(?:\|[^\[\]\n]{0,80})?\]\]")
# Rules of style are no words for a reader, and their braces may stand close together.
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)


def require_placeholders(html: str, text: str) -> None:
    """Refuse a mail that nobody can leave, that has no postal address, or that holds a tag of some provider.

    Raises:
        InvalidContent: Naming the part and the tag; all that is wrong with it at once.
    """
    parts = {"HTML": STYLE.sub("", html), "plain text": text}
    wrong = [problem for name, part in parts.items() for problem in _problems(name, part)]
    if wrong:
        raise InvalidContent(
            "mail", "placeholders", "; ".join(wrong), hint=f"correct the text or the template; known are: {KNOWN}"
        )


def _problems(name: str, part: str) -> Iterator[str]:
    found = {match[1] for match in PLACEHOLDER.finditer(part)}
    yield from (f"the {name} has no {what} ([[{tag}]])" for tag, what in NEEDED.items() if tag not in found)
    foreign = dict.fromkeys(match[0] for match in FOREIGN.finditer(part))
    yield from (f"the {name} holds the tag {_shown(tag)} of another program" for tag in foreign)
    unknown = dict.fromkeys(tag[0] for tag in OURS.finditer(part) if not PLACEHOLDER.fullmatch(tag[0]))
    yield from (f"the {name} holds {_shown(tag)}, which is no placeholder" for tag in unknown)


def _shown(tag: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in tag)[:60]
