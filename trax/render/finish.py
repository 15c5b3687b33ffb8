"""The last steps of a mail's HTML: doctype, short lines, and the proof that nothing was lost on the way."""

from __future__ import annotations

import html
import re
from collections import Counter
from urllib.parse import quote

from trax.errors import LostInRendering

DOCTYPE = "<!DOCTYPE html>"
# RFC 5322 allows 998 characters in a line; a line this long is still read with ease in a difference.
FOLD_AT = 110
# Text is broken only when it must be: whoever looks for a phrase in the bytes finds it.
FOLD_TEXT_AT = 400
# A tag as long as this is broken between its attributes as well.
LONG_TAG = 400
# Comments, tags and the white space in text, in the order in which a browser would take them.
PIECE = re.compile(r"<!--.*?-->|<[A-Za-z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
ATTRIBUTE_GAP = re.compile(r" (?=[A-Za-z_:][\w:.-]*(?:=|[ />]))|\"[^\"]*\"|'[^']*'")
VERBATIM = re.compile(r"<(/?)(?:pre|style|script|title|textarea)\b", re.IGNORECASE)
MAY_BE_VERBATIM = frozenset("/pPsStT")
HREF = re.compile(r"\shref=\"([^\"]*)\"|\shref='([^']*)'", re.IGNORECASE)
ASCII_SIGNS = "".join(map(chr, range(0x21, 0x7F)))
COUNTED = ("[if mso", "<![endif]", "@media", "!important")


def add_doctype(document: str) -> str:
    """Return the document with the HTML doctype in front, once."""
    start = re.match(r"\s*<!doctype[^>]*>\s*", document, re.IGNORECASE)
    return f"{DOCTYPE}\n{document[start.end() :] if start else document.lstrip()}"


def fold_lines(document: str) -> str:
    """Return the same document with lines broken where a break cannot be seen.

    A space becomes a line break, in text or between two attributes; nothing is added or taken away, and
    what stands in `pre`, `style`, `title` and quoted values is left as it is.
    """
    out: list[str] = []
    column = 0
    verbatim = 0
    for piece in PIECE.findall(document):
        edge = VERBATIM.match(piece) if piece[0] == "<" and piece[1:2] in MAY_BE_VERBATIM else None
        if edge:
            verbatim = max(0, verbatim + (-1 if edge[1] else 1))
        if not verbatim and column + len(piece) > (FOLD_AT if piece[0] == "<" else FOLD_TEXT_AT):
            piece = _fold(piece, column)  # noqa: PLW2901 - the piece, folded
        out.append(piece)
        last_break = piece.rfind("\n")
        column = column + len(piece) if last_break < 0 else len(piece) - last_break - 1
    return "".join(out)


def _fold(piece: str, column: int) -> str:
    if piece.startswith("<!--"):
        return piece
    if piece.startswith("<"):
        if len(piece) < LONG_TAG:
            # The first space of a tag stands behind its name; a tag that begins a line needs no break.
            return piece.replace(" ", "\n", 1) if column else piece
        gaps = ATTRIBUTE_GAP.finditer(piece)
    else:
        gaps = re.finditer(" ", piece)
    pieces: list[str] = []
    done = 0
    line_start = -column
    for gap in gaps:
        # A quoted value is skipped as a whole: the spaces in it are the author's.
        if gap[0] == " " and gap.start() - line_start >= FOLD_AT - 20:
            pieces.append(piece[done : gap.start()])
            done = line_start = gap.end()
    pieces.append(piece[done:])
    return "\n".join(pieces)


def require_nothing_lost(before: str, after: str, *, tags: tuple[str, ...]) -> None:
    """Compare the document before and after inlining and folding.

    Args:
        before: What the MJML engine made, merge tags restored.
        after: What is about to be sent, merge tags restored.
        tags: Every merge tag of the source, as often as it stood there.

    Raises:
        LostInRendering: If the doctype, a conditional comment, a media query, an `!important`, a link or a
            merge tag is not there as often as before.
    """
    if not after.startswith(DOCTYPE):
        raise LostInRendering("the doctype")
    for word in COUNTED:
        if after.count(word) < before.count(word):
            raise LostInRendering(word)
    for tag, count in Counter(tags).items():
        if after.count(tag) < count:
            raise LostInRendering(f"the placeholder {tag}")
    given, kept = links(before), links(after)
    if given != kept:
        lost = Counter(map(_address, given)) - Counter(map(_address, kept))
        if lost:
            raise LostInRendering(f"the link {min(lost)}")


def links(document: str) -> tuple[str, ...]:
    """Return every href of the document as it is written, in order."""
    return tuple(double or single for double, single in HREF.findall(document))


def _address(href: str) -> str:
    """Return the address in one spelling: HTML writers may decode entities and percent-encode the rest."""
    return quote(html.unescape(href), safe=ASCII_SIGNS)
