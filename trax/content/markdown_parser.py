"""The Markdown that writers may use: CommonMark, tables, notes (`[^1]`), comments, placeholders. No HTML.

Two things are ours. A comment `<!-- … -->` is read where Markdown would read one, so that code keeps its own and
lists stay whole, and makes nothing. A placeholder (`[[first_name|friend]]`, `*|FNAME|*`, `{{ name }}`) is text, even
where its stars and bars would mean emphasis or a table.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEEPEST_BLOCK = 20
# Inside placeholders these mean nothing to Markdown. While it parses, each is held as a value that no file can
# contain (see `source`), so that neither emphasis nor links nor tables see it.
_MEANINGFUL = r"[]|*_{}%`\<>&!~#^"
_HELD = {ord(character): chr(0xFDD0 + index) for index, character in enumerate(_MEANINGFUL)}
_LET_GO = {ord(held): chr(character) for character, held in _HELD.items()}
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_FARTHEST_INDENT = 3
_PLACEHOLDER = re.compile(
    r"\[\[[A-Za-z]\w{0,60}(?:\|[^\[\]\n]{0,200})?\]\]"
    r"|\*\|[A-Za-z][\w:.-]{0,60}\|\*"
    r"|\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\}"
)


class Parser(MarkdownIt):
    """markdown-it that leaves addresses as typed: the reader judges each one and says where it stands."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """Return the address as typed."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        """Accept every address, so that a bad one is a link with a finding and not a riddle in the text."""
        return True

    def encoded(self, url: str) -> str:
        """Return the address as it goes into HTML: host in ASCII, the rest percent-encoded."""
        return super().normalizeLink(url)


@cache
def parser() -> Parser:
    """Return the parser; it keeps nothing between two texts."""
    made = Parser("commonmark", {"html": False, "xhtmlOut": True, "maxNesting": DEEPEST_BLOCK})
    made.enable("table")
    made.use(footnote_plugin, inline=False)
    made.block.ruler.before("table", "comment", _comment_block, {"alt": ["paragraph", "reference"]})
    made.inline.ruler.before("autolink", "comment", _comment_inline)
    # Notes stand right below the text; anchors inside a mail open a browser in half of the mail programs.
    made.add_render_rule("footnote_ref", _note_number)
    made.add_render_rule("footnote_block_open", _constant("<hr />\n<ol>\n"))
    made.add_render_rule("footnote_block_close", _constant("</ol>\n"))
    made.add_render_rule("footnote_open", _constant("<li>"))
    made.add_render_rule("footnote_close", _constant("</li>\n"))
    made.add_render_rule("footnote_anchor", _constant(""))
    return made


def hold_placeholders(source: str) -> str:
    """Return the text, as long as before, with its placeholders made of characters that mean nothing to Markdown."""
    return _PLACEHOLDER.sub(lambda match: match[0].translate(_HELD), source)


def let_go(text: str) -> str:
    """Return a text that went through the parser with its placeholders as they were typed."""
    return text.translate(_LET_GO)


def _comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - its signature
    """Read a comment that has its lines to itself, empty lines included."""
    indent = state.sCount[start_line] - state.blkIndent
    start = state.bMarks[start_line] + state.tShift[start_line]
    if indent > _FARTHEST_INDENT:
        return False
    if indent < 0 and silent:
        # Between two entries of a list: part of the entry above, so that the list goes on below.
        return False
    end = _comment_end(state.src, start)
    if end is None or not _LINE_END.match(state.src, end):
        return False
    last = next((line for line in range(start_line, end_line) if end <= state.eMarks[line]), None)
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _comment_inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - its signature
    """Read a comment inside a paragraph."""
    end = _comment_end(state.src, state.pos)
    if end is None:
        return False
    state.pos = end
    return True


def _comment_end(text: str, start: int) -> int | None:
    """Return where the comment that begins at an offset ends, or None when none begins or it does not end."""
    end = text.find("-->", start + 4) if text.startswith("<!--", start) else -1
    return None if end < 0 else end + 3


def _note_number(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f"<sup>{tokens[index].meta['id'] + 1}</sup>"


def _constant(html: str) -> Any:
    def rule(_self: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return html

    return rule
