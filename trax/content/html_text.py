"""The words of an HTML page as Markdown-like text, each with its place in the page.

Blocks become paragraphs, headings `#`, entries of lists `- `, links `[words](address)`, pictures `![description](…)`;
everything else that only says how words look goes. A cell of a table is a paragraph of its own where it holds blocks,
as in the tables that lay out a mail, and else stands behind a bar. A line break is one that somebody made: those of
the page's source are spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.html_tokens import attributes, find_tokens
from trax.content.mapped_text import TextBuilder, character_of

if TYPE_CHECKING:
    from trax.content.html_tokens import Attribute, Token
    from trax.content.mapped_text import MappedText

# What stands between two words, the stronger one counts.
_NOTHING, _SPACE, _CELL, _LINE, _PARAGRAPH = range(5)
_WORDS_OF = ("", " ", " | ", "\n", "\n\n")
_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header"}
    | {"hr", "html", "legend", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot"}
    | {"thead", "title", "tr", "ul"}
)
_LINES = frozenset({"li", "option"})
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
_HEADING = re.compile(r"h([1-6])\Z")
_PIECE = re.compile(
    r"(?P<space>[ \t\n\r\f]++)|(?P<entity>&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});?)"
    r"|(?P<words>(?:[^ \t\n\r\f&]++|\ (?=[^ \t\n\r\f&]))++)|&"
)
# Spaces that no reader sees: mail programs are kept from showing more beside the preheader with a hundred of them.
_UNSEEN = re.compile(r"[\s\u034f\u00ad\u200b-\u200f\u2007\u2060\ufeff]*+\Z")
# <sup>1</sup> marks a note; <sup>th</sup> belongs to its word.
_NOTE = re.compile(
    r"\s*+(?:<a\b[^<>]{0,500}>\s*+)?+[\[(]?(?P<number>\d{1,3}|\*)[\])]?\s*+(?:</a\s*+>\s*+)?+</sup\s*+>", re.IGNORECASE
)
_PLAIN_ADDRESS = re.compile(r"[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+\Z")
_OUT_OF_PLACE = re.compile(r"[\s()<>]")
_LONGEST_ADDRESS = 2_000
_DEEPEST_INDENT = 3
_DATA = "data:"
_NO_BRACKETS = str.maketrans("[]", "()")
# A picture of one dot counts who opened the mail.
_SIDES, _DOTS = ("width", "height"), frozenset({"0", "1", "1px"})
_FOR_CHECKS = re.compile(r"<!--\s*+trax\s*+:")


def text_of_html(page: str) -> MappedText:
    """Return what a reader of the page reads, its title included, as Markdown-like text with the place of each word."""
    writer = _Writer(page, TextBuilder(page))
    for token in find_tokens(page):
        writer.take(token)
    writer.end_link(len(page))
    return writer.text.finish()


@dataclass(slots=True)
class _Writer:
    """Writes the words of a page; what stands between two words is decided when the second one comes.

    Attributes:
        between: What stands before the next words, and `between_at` the place of the page it is owed to.
        prefix: The mark of a heading or of an entry of a list, before the next words.
        link: Address of the link that is open; `is_link_begun` once its words have begun; `link_name` is what is read
            out in their place.
        skip_to: Place of the page before which nothing is read any more.
    """

    page: str
    text: TextBuilder
    between: int = _NOTHING
    between_at: int = 0
    prefix: str = ""
    link: Attribute | None = None
    link_name: Attribute | None = None
    is_link_begun: bool = False
    is_heading: bool = False
    is_row_begun: bool = False
    list_depth: int = 0
    pre_depth: int = 0
    skip_to: int = 0

    def take(self, token: Token) -> None:
        """Write a piece of the page."""
        if token.start < self.skip_to:
            return
        if token.kind == "words":
            self._write(token)
        elif token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            self._close(token)
        elif _FOR_CHECKS.match(self.page, token.start):
            self._put_between()
            self.text.keep(token.start, token.end)

    def end_link(self, at: int) -> None:
        """Write the address of the link that is open, if one is."""
        if self.link:
            if not self.is_link_begun:
                self._put_between()
                if self.link_name:
                    self._put_words_of(self.link_name)
            self.text.put("](", at)
            self._put_address(self.link)
            self.text.put(")", at)
        self.link = None

    def _open(self, tag: Token) -> None:
        name, at = tag.name, tag.start
        if name == "br":
            # A line break in a heading only divides it for the eye; two in a row make a paragraph.
            level = _SPACE if self.is_heading else _PARAGRAPH if self.between == _LINE else _LINE
            self._want(level, at)
        elif name == "a":
            self.end_link(at)
            own = attributes(self.page, tag)
            # One that is hidden from those who listen stands beside another one that is not.
            self.link = None if _is_hidden(own) else own.get("href")
            self.link_name, self.is_link_begun = own.get("aria-label") or own.get("title"), False
        elif name == "img":
            self._put_picture(tag)
        elif name == "sup":
            note = _NOTE.match(self.page, tag.end)
            if note:
                self._put_between()
                self.text.put(f"[^{note['number']}]", at)
                self.skip_to = note.end()
        elif name in _CELLS and self.is_row_begun:
            self._want(_CELL, at)
        else:
            self._open_block(name, at)

    def _open_block(self, name: str, at: int) -> None:
        heading = _HEADING.match(name)
        if heading:
            self.prefix = f"{'#' * int(heading[1])} "
        elif name == "li":
            self.prefix = f"{'  ' * min(self.list_depth - 1, _DEEPEST_INDENT)}- "
        self.list_depth += name in _LISTS
        self.pre_depth += name == "pre"
        if name == "tr":
            self.is_row_begun = False
        self._want_block(name, at, is_heading=heading is not None)

    def _close(self, tag: Token) -> None:
        name = tag.name
        if name == "a":
            self.end_link(tag.start)
        self.list_depth -= name in _LISTS and self.list_depth > 0
        self.pre_depth -= name == "pre" and self.pre_depth > 0
        self._want_block(name, tag.start, is_heading=False)

    def _want_block(self, name: str, at: int, *, is_heading: bool) -> None:
        if name in _PARAGRAPHS or name in _LINES:
            self.is_heading = is_heading
            self._want(_PARAGRAPH if name in _PARAGRAPHS else _LINE, at)

    def _want(self, level: int, at: int) -> None:
        if level > self.between:
            self.between, self.between_at = level, at

    def _write(self, words: Token) -> None:
        for match in _PIECE.finditer(self.page, words.start, words.end):
            start, end = match.span()
            if match["space"]:
                breaks = match[0].count("\n") if self.pre_depth else 0
                self._want(_PARAGRAPH if breaks > 1 else _LINE if breaks else _SPACE, start)
                continue
            character = character_of(match) if match["entity"] else None
            is_first = self.between >= _CELL or not self.text.length
            if character == " ":
                self._want(_SPACE, start)
            elif not is_first or not _UNSEEN.match(match[0] if character is None else character):
                self._put_between()
                if character is None:
                    self.text.keep(start, end)
                else:
                    self.text.put(character, start)

    def _put_between(self) -> None:
        """Write what stands before the words that come now."""
        if self.text.length:
            if self.between == _SPACE and self.page[self.between_at] == " ":
                self.text.keep(self.between_at, self.between_at + 1)
            else:
                self.text.put(_WORDS_OF[self.between], self.between_at)
        self.text.put(self.prefix, self.between_at)
        self.between, self.prefix, self.is_row_begun = _NOTHING, "", True
        if self.link and not self.is_link_begun:
            self.is_link_begun = True
            self.text.put("[", self.link.start)

    def _put_picture(self, tag: Token) -> None:
        own = attributes(self.page, tag)
        alt, address = own.get("alt"), own.get("src")
        is_dot = any(own[side].value in _DOTS for side in _SIDES if side in own)
        if (alt and not alt.value.strip()) or is_dot or _is_hidden(own):
            return  # it only decorates, or it counts readers
        self._put_between()
        self.text.put("![", tag.start)
        if alt:
            self._put_words_of(alt)
        self.text.put("](", tag.start)
        if address:
            self._put_address(address)
        self.text.put(")", tag.start)

    def _put_words_of(self, attribute: Attribute) -> None:
        self._put_value(attribute, " ".join(attribute.value.translate(_NO_BRACKETS).split()))

    def _put_address(self, address: Attribute) -> None:
        written = "".join(address.value[:_LONGEST_ADDRESS].split())
        if written[: len(_DATA)].lower() == _DATA:
            written = _DATA
        if not _PLAIN_ADDRESS.match(written):
            written = _OUT_OF_PLACE.sub(lambda sign: f"%{ord(sign[0]):02X}", written)
        self._put_value(address, written)

    def _put_value(self, value: Attribute, written: str) -> None:
        """Write what an attribute says, each sign at its own place where it was written like that."""
        if self.page[value.start : value.end] == written:
            self.text.keep(value.start, value.end)
        else:
            self.text.put(written, value.start)


def _is_hidden(own: dict[str, Attribute]) -> bool:
    """Return whether an element is none for those who listen."""
    hidden, role = own.get("aria-hidden"), own.get("role")
    return bool((hidden and hidden.value == "true") or (role and role.value in {"presentation", "none"}))
