"""An HTML page cut into words, tags and comments, as browsers cut it, whatever is wrong with it.

Written for one thing only: any text, however broken or hostile, is cut in time proportional to its length. The parser
of the standard library does not: it looks for the end of each of a thousand tags that nobody closed.
Source: html.spec.whatwg.org, 13.2.5, read 2026-11-24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind = Literal["words", "comment", "open", "close"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a page from offset `start` up to but without `end`; `name` is that of a tag, in small letters."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an attribute says, its entities read, and from where to where that stands in the page."""

    value: str
    start: int
    end: int


_MARK = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<close>/)?(?P<name>[A-Za-z][^\s/>]{0,60}+))")
# A quote opens a value only behind "="; elsewhere in a tag it is a slip, and the tag ends at the next ">".
_TAG_REST = re.compile(r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=\"'][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?+(?P<none>)"
)
# What stands in these elements is no text for readers. Mail programs show what stands in <noscript>.
_UNREAD = re.compile(r"(?:script|style|template|xmp|iframe|noembed|noframes)\Z")


def find_tokens(page: str) -> Iterator[Token]:
    """Yield the pieces of a page in order; what is neither words, tag nor comment is left out."""
    cutter = _Cutter(page, page.rfind("-->"), page.rfind(">"))
    position = 0
    while mark := _MARK.search(page, position):
        if mark.start() > position:
            yield Token("words", position, mark.start())
        token, position = cutter.cut(mark)
        if token:
            yield token
    if position < len(page):
        yield Token("words", position, len(page))


def attributes(page: str, tag: Token) -> dict[str, Attribute]:
    """Return the attributes of a tag by their names; of two with one name the first counts."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(page, tag.start + 1 + len(tag.name), tag.end - 1):
        name = match["name"].lower()
        if name not in found:
            group = next((each for each in ("double", "single", "bare") if match[each] is not None), "none")
            found[name] = Attribute(unescape(match[group]), match.start(group), match.end(group))
    return found


@dataclass(slots=True)
class _Cutter:
    """Cuts one piece after the other; what was looked for once and is not there is not looked for again."""

    page: str
    last_comment_end: int
    last_tag_end: int
    has_odd_quotes: bool = False

    def cut(self, mark: re.Match[str]) -> tuple[Token | None, int]:
        """Return the piece that begins with a mark, or None for one that says nothing; and where it ends."""
        start, inside = mark.start(), mark.end()
        if mark["comment"]:
            if self.last_comment_end < start + 2:  # nobody closed it: its words may reach readers, so they are read
                return None, inside
            end = self.page.index("-->", start + 2) + 3
            return Token("comment", start, end), end
        if self.last_tag_end < inside:
            return Token("words", start, start + 1), start + 1
        if mark["other"]:
            return None, self.page.index(">", inside) + 1
        name, end = mark["name"].lower(), self._tag_end(inside)
        if mark["close"]:
            return Token("close", start, end, name), end
        return Token("open", start, end, name), self._unread_end(name, end) if _UNREAD.match(name) else end

    def _tag_end(self, inside: int) -> int:
        if not self.has_odd_quotes:
            rest = _TAG_REST.match(self.page, inside)
            if rest:
                return rest.end()
            self.has_odd_quotes = True  # no tag behind this one ends outside of quotes either
        return self.page.index(">", inside) + 1

    def _unread_end(self, name: str, start: int) -> int:
        """Return where the end tag of an unread element begins; like a browser, the end of a page without one."""
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.page, start)
        return closing.start() if closing else len(self.page)
