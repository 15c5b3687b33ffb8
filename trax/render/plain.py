"""Markdown to plain text of 72 columns: links as numbered notes, no address ever broken.

The text part of a mail is for people who read mail in a terminal, on a slow line or by voice. It is made from
what was written, never from the HTML, so no table bars, glued words or lost links get into it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from trax.render.mergetags import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.model import Body

COLUMNS = 72
# Stands between a word and its note while lines are made; no writer can type it.
TIE = "\ue000"
# Where a line may end: not at a no-break space.
SPACES = re.compile(r"[ \t\n]+")


class Notes:
    """The links of a text, numbered through the whole letter and printed below the item that names them."""

    def __init__(self) -> None:
        """Begin with number 1."""
        self._numbers: dict[str, int] = {}
        self._pending: dict[int, str] = {}

    def ref(self, url: str) -> str:
        """Return the mark of a link, `[3]` after a space that never ends a line; one address has one number."""
        number = self._numbers.setdefault(url, len(self._numbers) + 1)
        self._pending[number] = url
        return f"{TIE}[{number}]"

    def flush(self) -> str:
        """Return the lines `[3] https://...` of the links met since the last call."""
        lines = [f"[{number}] {url}" for number, url in sorted(self._pending.items())]
        self._pending = {}
        return "\n".join(lines)


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes: wide East Asian characters two, marks none."""
    if text.isascii():
        return len(text)
    columns = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
            continue
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


def wrap(text: str, *, first: str = "", rest: str | None = None, columns: int = COLUMNS) -> str:
    """Return the words in lines of at most so many columns; a longer word, such as an address, stays whole.

    Args:
        first: What the first line begins with, `1. `.
        rest: What the others begin with; spaces as wide as `first` if not given.
    """
    indent = " " * width(first) if rest is None else rest
    lines: list[str] = []
    line, used = first, width(first)
    is_empty = True
    for word in _words(text):
        bare = word.lstrip("\0")
        size = width(bare)
        gap = 0 if is_empty or not _needs_space(word) else 1
        if not is_empty and used + gap + size > columns:
            lines.append(line.rstrip())
            line, used, gap = indent, width(indent), 0
        line += " " * gap + bare
        used += gap + size
        is_empty = False
    lines.append(line.rstrip())
    return "\n".join(lines).replace(TIE, " ")


def _words(text: str) -> Iterator[str]:
    """Yield words; a run of wide characters is broken between any two, marked by NUL where no space belongs.

    A merge tag is one word, whatever stands in it: `[[first_name|dear friend]]`.
    """
    text = TAG.sub(lambda tag: tag[0].replace(" ", TIE), text.replace("\0", ""))
    for word in SPACES.split(text.strip()):
        if word.isascii():
            yield word
            continue
        run = ""
        begun = False
        for character in word:
            is_wide = unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character)[0] != "P"
            if is_wide and run:
                yield ("\0" if begun else "") + run
                begun, run = True, ""
            run += character
        yield ("\0" if begun else "") + run


def _needs_space(word: str) -> bool:
    return not word.startswith("\0")


def body_text(body: Body, notes: Notes, *, columns: int = COLUMNS) -> str:
    """Return a body as plain text; its links go to the notes."""
    root = SyntaxTreeNode(list(body.tokens))
    return "\n\n".join(_blocks(root.children, notes, columns))


def _blocks(nodes: Sequence[SyntaxTreeNode], notes: Notes, columns: int) -> list[str]:
    return [text for node in nodes if (text := _block(node, notes, columns))]


def _block(node: SyntaxTreeNode, notes: Notes, columns: int) -> str:
    match node.type:
        case "paragraph" | "heading" | "inline":
            return "\n".join(wrap(line, columns=columns) for line in _spans(node, notes).split("\n"))
        case "bullet_list" | "ordered_list":
            return _list(node, notes, columns)
        case "blockquote":
            inner = "\n\n".join(_blocks(node.children, notes, max(20, columns - 2)))
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case "fence" | "code_block":
            return "\n".join(f"    {line}".rstrip() for line in node.content.rstrip("\n").split("\n"))
        case "hr":
            return "* * *"
        case "table":
            return _table(node, notes, columns)
        case "footnote_block":
            marks = [f"({int(note.meta['id']) + 1}) " for note in node.children]
            return _entries(node.children, marks, notes, columns)
        case _:
            return "\n\n".join(_blocks(node.children, notes, columns))


def _list(node: SyntaxTreeNode, notes: Notes, columns: int) -> str:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    marks = [
        f"{number}. " if node.type == "ordered_list" else "- " for number, _ in enumerate(node.children, start=start)
    ]
    return _entries(node.children, marks, notes, columns)


def _entries(nodes: Sequence[SyntaxTreeNode], marks: Sequence[str], notes: Notes, columns: int) -> str:
    """Return each node behind its mark, its further lines as far in as the mark is wide."""
    lines = []
    for entry, mark in zip(nodes, marks, strict=True):
        inner = "\n".join(_blocks(entry.children, notes, max(20, columns - len(mark))))
        indent = "\n" + " " * len(mark)
        lines.append(mark + indent.join(inner.split("\n")))
    return "\n".join(lines)


def _table(node: SyntaxTreeNode, notes: Notes, columns: int) -> str:
    """Return one paragraph a row, `Heading: cell; Heading: cell`: columns of text break on a phone."""
    rows = [row for part in node.children for row in part.children]
    cells = [[_spans(cell, notes) for cell in row.children] for row in rows]
    if len(cells) == 1:
        return wrap("; ".join(cell for cell in cells[0] if cell), first="- ", columns=columns)
    lines = [
        "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(cells[0], row, strict=False) if cell)
        for row in cells[1:]
    ]
    return "\n".join(wrap(line, first="- ", columns=columns) for line in lines)


def _spans(node: SyntaxTreeNode, notes: Notes) -> str:
    return "".join(_span(child, notes) for child in node.children)


def _span(node: SyntaxTreeNode, notes: Notes) -> str:
    match node.type:
        case "text" | "code_inline" | "html_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link":
            words, url = _spans(node, notes), str(node.attrs.get("href", ""))
            return words + notes.ref(url) if url else words
        case "image":
            return f"({node.content})" if node.content else ""
        case "footnote_ref":
            return f"({int(node.meta['id']) + 1})"
        case "footnote_anchor":
            return ""
        case _:
            return _spans(node, notes) or node.content
