"""The Markdown of one file to a Body: parsed, its links and pictures judged, its HTML sanitised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from trax.content.fields import FieldError, image_name, url_problem
from trax.content.markdown_parser import hold_placeholders, let_go, parser
from trax.content.sanitise import sanitise
from trax.content.source import UNPRINTABLE, place_of
from trax.content.wording import quoted
from trax.model import Body, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

    from trax.model import Severity

CODE = "markdown"
LARGEST_BODY_BYTES = 200_000
MOST_COMMENTS = 500
MOST_FINDINGS = 100
DEEPEST_BRACKETS = 30
DEEPEST_BLOCKS = 12
DEEPEST_EMPHASIS = 50
TOP_LEVEL, LAST_LEVEL = 3, 6
_BRACKETS = re.compile(r"[\[\]()]|\n[ \t]*(?=\n)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")
_TAG = re.compile(r"<[/!?]?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!\[CDATA\[")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_HTML_HINT = "use Markdown, such as **bold** or *italic*, or leave the tag out"


def parse_body(source: str, *, path: str, first_line: int) -> tuple[Body, tuple[Finding, ...]]:
    """Return the body of a file as safe HTML and tokens, with what is wrong in it.

    Args:
        source: The Markdown below the header, as `source.decode` gives it.
        path: The file, relative to the workspace.
        first_line: Line of the file on which it begins.
    """
    too_much = _too_much(source, path, first_line)
    if too_much:
        return Body(source, first_line, "", path=path), (too_much,)
    reader = _Reader(source.split("\n"), path, first_line)
    markdown = parser()
    env: dict[str, Any] = {}
    tokens = reader.read(markdown.parse(hold_placeholders(source), env))
    reader.look_for_lost_notes(source, env)
    if reader.is_refused:
        return Body(source, first_line, "", path=path), tuple(reader.findings)
    html = sanitise(markdown.renderer.render(tokens, markdown.options, env))
    return Body(source, first_line, html, tuple(tokens), path), tuple(reader.findings)


def _too_much(source: str, path: str, first_line: int) -> Finding | None:
    """Return an error for a text that is too large or too deep to be worth a parser's minutes."""
    if len(source.encode("utf-8", "replace")) > LARGEST_BODY_BYTES:
        message = "this text is larger than 200 kB; a mail is cut off long before that"
        return Finding(CODE, "error", Place(path, first_line), message, hint="split it, or link to a web page")
    if source.count("<!--") > MOST_COMMENTS:
        message = f"this text has more than {MOST_COMMENTS} comments"
        return Finding(CODE, "error", Place(path, first_line), message, hint="take notes in a file of their own")
    depth = {"[": 0, "(": 0}
    for match in _BRACKETS.finditer(source):
        mark = match[0]
        if mark in depth:
            depth[mark] += 1
        elif mark in "])":
            opened = "[" if mark == "]" else "("
            depth[opened] = max(0, depth[opened] - 1)
        else:
            depth = dict.fromkeys(depth, 0)
        if max(depth.values()) > DEEPEST_BRACKETS:
            place = place_of(path, source, match.start())
            place = Place(path, place.line + first_line - 1, place.column)
            return Finding(
                CODE, "error", place, f"more than {DEEPEST_BRACKETS} brackets are open here", hint="close them"
            )
    return None


@dataclass(slots=True)
class _Reader:
    """Goes over the tokens once: corrects what readers get, notes what writers have to know."""

    lines: list[str]
    path: str
    first_line: int
    findings: list[Finding] = field(default_factory=list)
    is_refused: bool = False
    text: str = ""
    start: int = 0
    cursor: int = 0

    def read(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens as they are rendered."""
        if not _is_balanced(tokens):
            return self._refuse("this note cannot be read", "write a note as [^1]: text, on lines of its own")
        levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
        for token in tokens:
            self._look_at(token.map)
            if token.type in {"blockquote_open", "list_item_open"} and token.level >= DEEPEST_BLOCKS:
                return self._refuse("this is nested too deeply", "use fewer lists in lists and quotes in quotes")
            token.content = _plain(token.content)
            if token.type in {"heading_open", "heading_close"}:
                # The highest heading of a text stands right below that of its item, whatever was typed.
                token.tag = f"h{min(LAST_LEVEL, TOP_LEVEL + levels.index(token.tag))}"
            elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
                token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
            elif token.children:
                self._spans(token.children)
        return _without_comment_rows(tokens, self.lines)

    def _spans(self, children: list[Token]) -> None:
        depth = 0
        for token in children:
            depth += token.nesting
            if depth > DEEPEST_EMPHASIS:
                self._refuse("this is nested too deeply", "use fewer stars and underscores")
                return
            token.content = _plain(token.content)
            if token.type == "text":
                self._words(token.content)
            elif token.type == "link_open":
                self._link(token)
            elif token.type == "image":
                self._spans(token.children or [])
                self._image(token)

    def _words(self, words: str) -> None:
        """Note a comment that never ends and HTML, which both would be printed."""
        if "<!--" in words and self._find("<!--"):
            self._report("a comment that begins here does not end in its paragraph", "<!--", hint="end it with -->")
            return
        note = _NOTE.search(words)
        if note and self._find(note[0]):
            hint = f"write the note on a line of its own: {note[0]}: text"
            self._report(f"there is no note {note[0]}", note[0], hint=hint, severity="warning")
        tag = _TAG.search(words)
        if tag and self._find(tag[0]):
            message = f"{quoted(tag[0])} would be printed as it stands: HTML is not used here"
            self._report(message, tag[0], hint=_HTML_HINT, severity="warning")

    def _link(self, token: Token) -> None:
        href = _plain(str(token.attrs.get("href", "")))
        problem, hint = _link_problem(href)
        token.attrs = {} if problem else {"href": parser().encoded(href)}
        if problem:
            self._find(href.removeprefix("mailto:") if token.info == "auto" else href)
            self._report(problem, href, hint=hint)

    def _image(self, token: Token) -> None:
        src = _plain(str(token.attrs.get("src", "")))
        token.content = "".join(child.content for child in token.children or [])
        self._find(src)
        try:
            name = f"images/{image_name(src)}"
        except FieldError as error:
            self._report(f"picture: {error}", src, hint=error.hint)
            name = ""
        token.attrs = {"src": name, "alt": ""}

    def look_for_lost_notes(self, source: str, env: Mapping[str, Any]) -> None:
        """Report the notes that nothing in the text refers to: they are not printed."""
        self.start, self.text = 0, source
        for label, number in env.get("footnotes", {}).get("refs", {}).items():
            self.cursor = 0
            mark = f"[^{label[1:]}]"
            if number < 0 and self._find(f"{mark}:"):
                hint = f"write {mark} in the text where the note belongs"
                self._report(
                    f"nothing refers to the note {mark}, so it is not printed", mark, hint=hint, severity="warning"
                )

    def _look_at(self, lines: list[int] | None) -> None:
        """Turn to the lines of a block; a token without lines belongs to the block before it."""
        if lines:
            self.start, self.cursor = lines[0], 0
            self.text = "\n".join(self.lines[lines[0] : lines[1]])

    def _find(self, words: str) -> bool:
        """Move to the next place in the block where the words stand unescaped; return whether they do."""
        match = re.compile(rf"(?<!\\){re.escape(words)}").search(self.text, self.cursor) if words else None
        if match:
            self.cursor = match.start()
        return match is not None

    def _report(self, message: str, text: str, *, hint: str, severity: Severity = "error") -> None:
        if len(self.findings) >= MOST_FINDINGS:
            return
        inner = place_of(self.path, self.text, self.cursor)
        place = Place(self.path, self.first_line + self.start + inner.line - 1, inner.column)
        self.cursor += 1
        self.findings.append(Finding(CODE, severity, place, message, text=text, hint=hint))

    def _refuse(self, message: str, hint: str) -> list[Token]:
        self.is_refused = True
        self._report(message, "", hint=hint)
        return []


def _link_problem(href: str) -> tuple[str, str]:
    """Return what is wrong with a link's address, and the cure; two empty texts when nothing is."""
    scheme = _SCHEME.match("".join(href.split()))
    if scheme and scheme[0].lower() in {"http", "https"}:
        problem = url_problem(href)
        return (f"{quoted(href)} {problem}" if problem else "", "copy the address from the browser's address bar")
    if scheme and scheme[0].lower() == "mailto" and _ADDRESS.match(href.partition(":")[2]):
        return "", ""
    if not href.strip() or href.startswith("#"):
        return "this link leads nowhere", "write the address between the round brackets: [text](https://…)"
    if scheme is None and _ADDRESS.fullmatch(href):
        return f"{quoted(href)} is an e-mail address without mailto:", f"write mailto:{href}"
    hint = f"did you mean https://{href}?" if scheme is None and "." in href.partition("/")[0] else ""
    return (
        f"a link cannot lead to {quoted(href)}",
        hint or "write an address with https://, or mailto: and an e-mail address",
    )


def _plain(text: str) -> str:
    """Return the text with its placeholders as typed, and without the controls that `&#12;` can make."""
    return UNPRINTABLE.sub("", let_go(text))


def _is_balanced(tokens: list[Token]) -> bool:
    """Return whether every block that begins also ends; a note inside a list inside a note breaks this."""
    depths = list(accumulate(token.nesting for token in tokens))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _without_comment_rows(tokens: list[Token], lines: list[str]) -> list[Token]:
    """Return the tokens without the empty rows that a comment between two rows of a table makes."""
    kept: list[Token] = []
    inside = False
    for token in tokens:
        if token.type == "tr_open" and token.map:
            row = lines[token.map[0]].strip()
            inside = row.startswith("<!--") and row.endswith("-->")
        if not inside:
            kept.append(token)
        inside = inside and token.type != "tr_close"
    return kept
