"""The words of a Markdown text without its markup, every one still where it stands in the file.

A check reads the words of a text and points at a place in the file. `prose_of` therefore never removes anything: it
puts spaces over markup, so that an offset in the prose is an offset in the source. Everything here takes one pass
over the text, or one for each kind of markup.

Plain text and web pages turned into text know no code: a lone ` in them is an apostrophe, a line of ~~~~ an underline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class LinkMention:
    """A link or a picture of a text: `[text](target)`, `![text](target)`, `<target>` or a bare address.

    The whole stands from `start` to `end`, its words from `text_start` to `text_end`; `text` has at most 1,000
    characters of them.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    text: str
    target: str
    is_image: bool = False
    is_bare: bool = False


# Each pattern begins with signs that are rare in words, and so passes over the letters of a text at once; what begins
# a line begins with the line break before it.
_COMMENT = re.compile(r"<!--")
_BLOCK = re.compile(r"<!--|\n[ >]{0,12}(?:[-*+] |\d{1,3}[.)] )?[ ]{0,3}(?P<fence>`{3,}+(?![^`\n]*`)|~{3,}+)")
_PARAGRAPH_END = re.compile(r"\n[ \t]*+\n")
_BACKTICKS = re.compile(r"`+")
_BRACKET = re.compile(r"\\.|!\[|\[|\]")
_TARGET = re.compile(
    r"\(\s*+(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<plain>[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"(?:\s++(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?+\s*+\)"
)
_REFERENCE = re.compile(r"\[[^\[\]\n]{0,200}\]")
_ADDRESS = re.compile(
    r"<(?P<angled>[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s<>]{1,2000}|[^\s<>@]{1,64}@[^\s<>]{1,250})>"
    r"|[hH][tT][tT][pP][sS]?://[^\s<>|]++"
)
_AFTER_ADDRESS = ".,;:!?)]}'\"*_\u201d\u2019\u00bb"
# Marks that say how words look or where a block begins; the words between them stay.
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,500}>"  # a tag: the <sup> of 27<sup>th</sup>
    r"|&nbsp;|&#160;"
    r"|\[\^[^\[\]\n]{1,80}\]"  # the mark of a note
    r"|\n(?:[ \t]{0,3}\[\^[^\[\]\n]{1,80}\]:"  # a note
    r"|[ \t]{0,3}\[[^\[\]\n]{1,200}\]:[^\n]*"  # the address of a reference link
    r"|[ \t>]{0,20}(?:#{1,6}(?=[ \t\n])|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t]))"  # heading, bullet, number
    r"|[ \t]{0,3}>+"
    r"|[ \t]*+[-=*_|:][-=*_|: \t]++(?![^\n]))"  # a rule, an underline, the second row of a table
    r"|\\(?=[!-/:-@\[-`{-~\n])"  # the mark before an escaped character
    r"|\*\**+|~~|\||_(?:(?<!\w_)_*+|_*+(?!\w))"
)
_VISIBLE = re.compile(r"[^\n]")
_LONGEST_WORDS = 1_000  # of a link; brackets in brackets in brackets would hold all the words once a level


def prose_of(source: str, *, has_code: bool = True, date_marks: Collection[int] = ()) -> str:
    """Return the words that readers see, each at its own offset: same length and line breaks as the source.

    Markup, addresses, code and comments are spaces; the words of a link and of a picture's description stay.

    Args:
        has_code: Whether backticks and lines of ~~~ mean code, as in Markdown.
        date_marks: Where lines begin whose dash or number is a word, though it looks like the mark of a list.
    """
    text = _without_hidden(source, has_code=has_code)
    text = _without_spans(text, _link_marks(text))
    words = frozenset(date_marks)

    def replaced(mark: re.Match[str]) -> str:
        # The text stands one further on: a line begins where its line break did.
        is_word = mark[0][0] == "\n" and mark.start() in words
        return mark[0].replace(">", " ") if is_word else _blank(mark[0])

    return _MARKUP.sub(replaced, f"\n{text}")[1:]


def find_links(source: str, *, has_code: bool = True) -> tuple[LinkMention, ...]:
    """Return the links and pictures of a Markdown text in the order of their places, bare addresses included.

    Of links in links the innermost counts, as in Markdown; likewise of pictures.
    """
    text = _without_hidden(source, has_code=has_code)
    written = _written_links(text)
    links = [*_innermost(written), *_bare_links(_without_spans(text, [(link.start, link.end) for link in written]))]
    return tuple(sorted(links, key=lambda link: link.start))


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text) if "\n" in text else " " * len(text)


def _without_hidden(source: str, *, has_code: bool) -> str:
    """Return the source with spaces over comments, code blocks and code in a line."""
    opening = _BLOCK if has_code else _COMMENT
    source = f"\n{source}"
    pieces: list[str] = []
    position = 0
    last_comment_end = source.rfind("-->")
    while match := opening.search(source, position):
        if match.lastgroup == "fence":
            closing = re.compile(rf"\n[ >]{{0,12}}{re.escape(match['fence'])}[`~]*+[ \t]*+(?![^\n])")
            close = closing.search(source, match.end())
            end = close.end() if close else len(source)
        elif match.end() <= last_comment_end:
            end = source.index("-->", match.end()) + len("-->")
        else:  # a comment that nobody closed: its words may reach readers, so they are read
            end = match.end()
        pieces += (source[position : match.start()], _blank(source[match.start() : end]))
        position = end
    text = "".join((*pieces, source[position:]))[1:]
    return _without_code(text) if has_code else text


def _without_code(text: str) -> str:
    """Return the text with spaces over code in a line, which ends with the paragraph at the latest."""
    pieces: list[str] = []
    position = 0
    for match in _PARAGRAPH_END.finditer(text):
        pieces += (_without_code_spans(text[position : match.start()]), match[0])
        position = match.end()
    return "".join((*pieces, _without_code_spans(text[position:])))


def _without_code_spans(paragraph: str) -> str:
    runs = list(_BACKTICKS.finditer(paragraph))
    closing: dict[int, int] = {}
    partner = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        partner[index] = closing.get(length, 0)
        closing[length] = index
    pieces: list[str] = []
    position = index = 0
    while index < len(runs):
        last = partner[index]
        if last:
            start, end = runs[index].start(), runs[last].end()
            pieces += (paragraph[position:start], _blank(paragraph[start:end]))
            position = end
        index = max(last, index) + 1
    return "".join((*pieces, paragraph[position:]))


def _bracketed(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the opening and the closing mark of each pair of brackets, inner pairs first."""
    opened: list[re.Match[str]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in {"[", "!["}:
            opened.append(bracket)
        elif bracket[0] == "]" and opened:
            yield opened.pop(), bracket


def _written_links(text: str) -> list[LinkMention]:
    """Return `[text](target)` and `![text](target)`; brackets without a target are words."""
    links: list[LinkMention] = []
    for opening, closing in _bracketed(text):
        if target := _TARGET.match(text, closing.end()):
            start, end = opening.end(), closing.start()
            address = target["angled"] if target["angled"] is not None else target["plain"]
            is_image = opening[0] == "!["
            words = text[start : min(end, start + _LONGEST_WORDS)].strip()
            links.append(LinkMention(opening.start(), target.end(), start, end, words, address, is_image))
    return links


def _innermost(links: list[LinkMention]) -> Iterator[LinkMention]:
    """Yield the links without another link in them and the pictures without another picture; inner ones come first."""
    last_start = {True: -1, False: -1}
    for link in links:
        if last_start[link.is_image] < link.start:
            last_start[link.is_image] = link.start
            yield link


def _bare_links(text: str) -> list[LinkMention]:
    """Return the addresses that stand in the text themselves."""
    links = []
    for match in _ADDRESS.finditer(text):
        address = match["angled"] or _without_punctuation(match[0])
        start = match.start() + (match["angled"] is not None)
        end = match.end() if match["angled"] else start + len(address)
        links.append(LinkMention(match.start(), end, start, start + len(address), address, address, is_bare=True))
    return links


def _without_punctuation(address: str) -> str:
    """Return the address without what belongs to the sentence around it; a bracket opened in it is closed in it."""
    end, extra = len(address), address.count(")") - address.count("(")
    while end and address[end - 1] in _AFTER_ADDRESS and (address[end - 1] != ")" or extra > 0):
        end -= 1
        extra -= address[end] == ")"
    return address[:end]


def _link_marks(text: str) -> list[tuple[int, int]]:
    """Return the spans of links and references that are not words."""
    spans: list[tuple[int, int]] = []
    for link in _written_links(text):
        spans += ((link.start, link.text_start), (link.text_end, link.end))
    for opening, closing in _bracketed(text):
        if reference := _REFERENCE.match(text, closing.end()):
            spans += (opening.span(), (closing.start(), reference.end()))
    text = _without_spans(text, spans)
    return [*spans, *((link.start, link.end) for link in _bare_links(text))]


def _without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with spaces over the spans, in whatever order they come; what overlaps counts once."""
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            begin = max(start, position)
            pieces += (text[position:begin], _blank(text[begin:end]))
            position = end
    return "".join((*pieces, text[position:]))
