"""Placeholders and merge tags: taken out before the engines, put back byte for byte after them.

MJML, the inliner and HTML writers quote, percent-encode or drop what is not HTML: a damaged unsubscribe tag
is a dead link in every copy. While they run, each tag is one word of letters and digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Ours: [[unsubscribe]], [[first_name|friend]]; providers': *|UNSUB|*, {{ x }}, {% if x %}.
# None reaches over a tag: `*|` in one heading and `|*` in the next are two texts.
FORMS = (
    r"\[\[[A-Za-z]\w{0,60}(?:\|[^\[\]<>\n]{0,200})?\]\]",
    r"\*\|[^|<>\n]{1,80}\|\*",
    r"\{\{[^{}<>\n]{1,200}\}\}",
    r"\{%[^%<>\n]{1,200}%\}",
)
TAG = re.compile("|".join(FORMS))
MARK = "zqMT"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without merge tags, the tags in the order of their tokens, and what the tokens begin with."""

    text: str
    tags: tuple[str, ...]
    mark: str


def hide(text: str) -> Hidden:
    """Return the text with each merge tag replaced by a token such as `zqMT0001qz`."""
    mark = MARK
    while mark in text:
        mark += "x"
    tags: list[str] = []

    def take(found: re.Match[str]) -> str:
        tags.append(found[0])
        return f"{mark}{len(tags) - 1:04d}qz"

    return Hidden(TAG.sub(take, text), tuple(tags), mark)


def restore(text: str, hidden: Hidden) -> str:
    """Return the text with each token replaced by its merge tag."""
    token = re.compile(hidden.mark + r"(\d{4,})qz")
    return token.sub(lambda found: hidden.tags[int(found[1])], text)
