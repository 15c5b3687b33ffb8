"""Header lines to YAML lines in which every one-line value means what was typed.

YAML gives a meaning to a colon, a bracket, `@`, `*`, `%`, `NO` and `10:30`; a writer does not know that. So each value
that stands on its line is put into single quotes before YAML sees it, and YAML is left with what it is good at:
the structure. A value wholly in quotes, a block text (`|`, `>`) and the dashes of lists go through unchanged.

- A comment is a `#` with a space (or the line's edge) on both sides: `Issue #4` keeps its number, `Foo # ask Roland`
  loses the note.
- In a list, `- text: Foo` is a field when its name is one lower-case word, or when a field stands right below it;
  `- Draft: write it` is text.
- Nothing is offered that could nest without indentation (`[a, b]`), repeat (anchors, aliases) or name a type (tags).

The quote is put where the value began, so that lines and columns of values stay those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trax.content.wording import quoted
from trax.model import Finding, Place

CODE = "front-matter"
DEEPEST_COLUMN = 40
MOST_LINES = 20_000
_DASH = re.compile(r"-(?:[ \t]+|\Z)")
_FIELD = re.compile(r"([^\W\d][\w.-]{0,40}(?: [\w.-]{1,40}){0,4})[ \t]*:(?:[ \t]+(.*)|\Z)")
_SURE_FIELD = re.compile(r"[a-z_][a-z0-9_]*[ \t]*:(?:[ \t]|\Z)")
_NO_SPACE = re.compile(r"([a-z_]{1,40}):(?!//)(\S.*)")
_COMMENT = re.compile(r"(?:\A|[ \t])#(?:[ \t]|\Z)")
_BLOCK_TEXT = re.compile(r"[|>][+-]?")
_IN_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\']|\'\')*+\'')
_MACHINERY = re.compile(r"&[A-Za-z0-9_-]+(?:[ \t]|\Z)|!!\S|!<")
_BULLET = re.compile(r"[-\u2010-\u2015\u2022\u25aa\u25cf\u25e6\u2756\u00b7*]")


@dataclass(slots=True)
class _Reading:
    """Where the reader of the lines stands."""

    path: str
    lines: list[str]
    first_line: int
    findings: list[Finding] = field(default_factory=list)
    number: int = 0
    block: int | None = None
    filled: int | None = None

    def report(self, column: int, message: str, *, text: str = "", hint: str = "") -> None:
        """Note an error at a column, counted from 0, of the present line."""
        place = Place(self.path, self.first_line + self.number, column + 1)
        self.findings.append(Finding(CODE, "error", place, message, text=text, hint=hint))


def as_typed(lines: list[str], *, path: str, first_line: int) -> tuple[list[str], tuple[Finding, ...]]:
    """Return as many lines of YAML as were given, and an error for each line that is no part of a header.

    Args:
        lines: The lines between the two `---`, without line ends.
        path: The file, for the findings.
        first_line: Line of the file that `lines[0]` is.
    """
    reading = _Reading(path, lines, first_line)
    if len(lines) > MOST_LINES:
        reading.report(0, f"this header has more than {MOST_LINES} lines", hint="split the file")
        return [], tuple(reading.findings)
    made = []
    for reading.number, text in enumerate(lines):
        made.append(_line(reading, text))
    return made, tuple(reading.findings)


def _line(reading: _Reading, text: str) -> str:
    """Return the YAML line of a line; an empty one for a blank, a comment, and what had to be reported."""
    rest = text.lstrip(" ")
    column = len(text) - len(rest)
    if not rest.strip():
        return ""
    if reading.block is not None:
        if column > reading.block:
            return text
        reading.block = None
    if rest.lstrip().startswith("#"):
        return ""
    if rest[0].isspace():
        reading.report(column, "this line is indented with a tab", hint="indent with spaces, two for each level")
        return ""
    return _content(reading, text, column)


def _content(reading: _Reading, text: str, column: int) -> str:
    """Return the YAML line of a field or an entry of a list."""
    outer, last_dash = column, None
    while dash := _DASH.match(text, column):
        last_dash, column = column, dash.end()
    if reading.filled is not None and outer > reading.filled:
        _report_continuation(reading, outer)
        return ""
    if column > DEEPEST_COLUMN:
        reading.report(outer, "this is nested too deeply", hint="a header has fields, lists and fields in lists")
        return ""
    parts = _FIELD.match(text, column)
    if parts and (last_dash is None or _is_field(reading, text, column)):
        return _with_value(reading, text, len(text) if parts[2] is None else parts.start(2), owner=column)
    if last_dash is not None:
        return _with_value(reading, text, column, owner=last_dash)
    return _not_a_field(reading, text, column)


def _is_field(reading: _Reading, text: str, column: int) -> bool:
    """Return whether the text after a dash is a field rather than words with a colon in them."""
    if _SURE_FIELD.match(text, column):
        return True
    below = next((line for line in reading.lines[reading.number + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip(" ")) == column and bool(_FIELD.match(below, column))


def _with_value(reading: _Reading, text: str, at: int, *, owner: int) -> str:
    """Return the YAML line whose value begins at a column; `owner` is the column of its field or dash."""
    return text[:at].replace("\t", " ") + _value(reading, text, at, owner=owner)


def _value(reading: _Reading, text: str, at: int, *, owner: int) -> str:
    """Return the value as YAML reads it as typed."""
    typed = _without_comment(reading, text[at:], at)
    reading.filled = owner if typed else None
    if not typed:
        return ""
    if _BLOCK_TEXT.fullmatch(typed):
        reading.block, reading.filled = owner, None
        return typed
    if _IN_QUOTES.fullmatch(typed):
        return typed
    if _MACHINERY.match(typed):
        reading.report(
            at,
            f"a text that begins with {typed[: 1 if typed[0] == '&' else 2]} means something else to YAML",
            text=typed,
            hint='put the whole text into "double quotes" if you mean it so',
        )
    return "'" + typed.replace("'", "''") + "'"


def _without_comment(reading: _Reading, value: str, at: int) -> str:
    """Return the value without the note after it; a quote that is never closed is reported."""
    start = 0
    if value[:1] in {'"', "'"}:
        closed = _IN_QUOTES.match(value)
        if closed:
            start = closed.end()
        else:
            kind = "double" if value[0] == '"' else "single"
            reading.report(
                at,
                f"the {kind} quote that begins here is never closed",
                text=value.rstrip(),
                hint=f"close it at the end of the line with {value[0]}, or begin without it; a curly quote needs none",
            )
    comment = _COMMENT.search(value, start)
    return (value[: comment.start()] if comment else value).rstrip()


def _report_continuation(reading: _Reading, column: int) -> None:
    reading.report(
        column,
        "this line is indented below a line that already has its text",
        text=reading.lines[reading.number].strip(),
        hint="join the two lines; or write > alone after the colon and the whole text indented below",
    )


def _not_a_field(reading: _Reading, text: str, column: int) -> str:
    """Report a line that is neither field nor entry; return what it is likely to mean, or an empty line."""
    rest = text[column:]
    joined = _NO_SPACE.fullmatch(rest)
    if joined:
        reading.report(column, f'a space is missing after "{joined[1]}:"', hint=f"write {joined[1]}: {joined[2]}")
        at = column + joined.start(2) + 1
        return _with_value(reading, f"{text[: at - 1]} {joined[2]}", at, owner=column)
    if _BULLET.match(rest):
        reading.report(
            column, "an entry of a list begins with a dash and a space", text=rest.strip(), hint="write - text"
        )
        return ""
    reading.report(
        column,
        f"{quoted(rest)} is not a field",
        text=rest.strip(),
        hint="a field is written name: text; if the header ends above, a line --- is missing there",
    )
    return ""
