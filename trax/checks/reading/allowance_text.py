"""Allowances as people type them, and which lines of the file each is about.

In a text they stand in comments, `<!-- trax: allow weekday: the old calendar -->`; in the header of a Markdown file and
in files of settings, in notes, `# trax: allow weekday: the old calendar`. A comment beside other words is about its
line. One that has its lines to itself is about the block of text below it, up to an empty line; a note of a header is
about the field it stands beside or above, with all that is indented below that field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from trax.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.model import Finding

_MENTION = re.compile(r"trax[ \t]{0,8}:?[ \t]{0,8}allow", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\s*+trax[ \t]{0,8}:?[ \t]{0,8}allow(?:s|ed)?\b\s*+:?", re.IGNORECASE)
_CODE = re.compile(r"[^\s,;]+")
# A note is a `#` with a space before it, or alone; at the end of a line also with one after it, as headers have it.
_NOTE = re.compile(r"^(?P<before>[ \t]*+)#(?P<alone>.*)|[ \t]#(?P<beside>[ \t].*)")
_RULE = re.compile(r"-{3,}[ \t]*")
_VISIBLE = re.compile(r"[^\n]")
_WITH_HEADER = (".md", ".markdown")
_ALL_HEADER = (".yaml", ".yml", ".toml")
# Nobody has so much to say; what follows is not read, so that a hostile file costs no more time than another.
MOST_ALLOWANCES, MOST_CODES = 200, 20


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody allows at one place.

    Attributes:
        place: Where the comment or the note begins.
        codes: The checks it names, in small letters.
        reason: Why, on one line; empty when nobody said.
        first: First line that it is about.
        last: Last line that it is about; before `first` when there is none.
        is_alone: Whether it has its lines to itself, so that it also speaks of the file as a whole.
    """

    place: Place
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    is_alone: bool

    def covers(self, finding: Finding) -> bool:
        """Return whether the finding stands where this allows something, whatever its code."""
        if self.first <= finding.place.line <= self.last:
            return True
        # What is said about a file as a whole stands at its first character and quotes nothing.
        is_whole_file = (finding.place.line, finding.place.column, finding.text) == (1, 1, "")
        return self.is_alone and is_whole_file


def find_allowances(path: str, text: str) -> tuple[Allowance, ...]:
    """Return the allowances of a file in their order.

    Args:
        path: The file; its ending says where notes may stand.
        text: The whole file, with LF line ends.
    """
    if not _MENTION.search(text):
        return ()
    lines = text.split("\n")
    first, last = _header(path.lower(), lines)
    below = last + 1 if last else 0
    found = chain(_in_header(path, lines, first, last), _in_text(path, lines, below))
    return tuple(islice(found, MOST_ALLOWANCES))


def _header(path: str, lines: Sequence[str]) -> tuple[int, int]:
    """Return where the header begins and before which line it ends, counted from 0; twice 0 for no header."""
    if path.endswith(_ALL_HEADER):
        return 0, len(lines)
    if not path.endswith(_WITH_HEADER):
        return 0, 0
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _RULE.fullmatch(lines[opening]):
        return 0, 0
    closing = next((number for number in range(opening + 1, len(lines)) if _RULE.fullmatch(lines[number])), 0)
    return (opening + 1, closing) if closing else (0, 0)


def _in_text(path: str, lines: Sequence[str], first: int) -> Iterator[Allowance]:
    """Yield the allowances in the comments of a text that begins on a line, counted from 0."""
    text = "\n".join(lines[first:])
    comments = tuple(_comments(text))
    bare = _without(text, comments).split("\n")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    blocks = _blocks(bare, lines[first:])
    for start, end in comments:
        inner = text[start + len("<!--") : end - len("-->")]
        directive = _DIRECTIVE.match(inner)
        if directive is None:
            continue
        begins, ends = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        is_alone = not any(line.strip() for line in bare[begins : ends + 1])
        about = blocks[ends + 1] if is_alone else (begins, ends)
        place = Place(path, first + begins + 1, start - starts[begins] + 1)
        codes, reason = _said(inner[directive.end() :])
        yield Allowance(place, codes, reason, first + about[0] + 1, first + about[1] + 1, is_alone)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + len("<!--"))
        if end < 0:  # nobody closed it: its words may reach readers, so they say nothing to us
            return
        yield start, end + len("-->")
        start = text.find("<!--", end + len("-->"))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with spaces over the spans."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], _VISIBLE.sub(" ", text[start:end]))
        position = end
    return "".join((*pieces, text[position:]))


def _blocks(bare: Sequence[str], lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return for each line, and for the end, first and last line of the block that begins there or is the next.

    Args:
        bare: The lines without comments.
        lines: The lines with them: a comment does not part a block in two, an empty line does.
    """
    found = [(len(lines), len(lines) - 1)] * (len(lines) + 1)
    end = len(lines) - 1
    for index in range(len(lines) - 1, -1, -1):
        if bare[index].strip():
            found[index] = (index, end)
        else:
            found[index] = found[index + 1]
            end = end if lines[index].strip() else index - 1
    return found


def _in_header(path: str, lines: Sequence[str], first: int, last: int) -> Iterator[Allowance]:
    """Yield the allowances in the notes of a header's lines, or of a whole file of settings."""
    fields: dict[int, int] = {}
    following = _fields_below(lines, first, last)
    for index in range(first, last):
        note = _NOTE.search(lines[index])
        if note is None:
            continue
        is_alone = note["alone"] is not None
        inner = note["alone"] if is_alone else note["beside"]
        directive = _DIRECTIVE.match(inner)
        if directive is None:
            continue
        begins = following[index - first] if is_alone else index
        if begins not in fields:
            fields[begins] = _end_of_field(lines, begins, last)
        place = Place(path, index + 1, lines[index].index("#", note.start()) + 1)
        codes, reason = _said(inner[directive.end() :])
        yield Allowance(place, codes, reason, begins + 1, fields[begins] + 1, is_alone)


def _fields_below(lines: Sequence[str], first: int, last: int) -> list[int]:
    """Return for each line of a header the next one, from itself on, that is neither empty nor a note."""
    found = [last] * (last - first + 1)
    for index in range(last - 1, first - 1, -1):
        rest = lines[index].strip()
        found[index - first] = found[index - first + 1] if not rest or rest.startswith("#") else index
    return found


def _end_of_field(lines: Sequence[str], begins: int, last: int) -> int:
    """Return the last line of the field that begins on a line; the line before for one that is not there."""
    if begins >= last:
        return begins - 1
    indent = _indent(lines[begins])
    is_entry = lines[begins].lstrip().startswith("-")
    end = begins
    for index in range(begins + 1, last):
        rest = lines[index].strip()
        if not rest or rest.startswith("#"):
            continue
        own = _indent(lines[index])
        # The dashes of a list may stand right below the name of their field.
        if own < indent or (own == indent and (is_entry or not rest.startswith("-"))):
            break
        end = index
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _said(rest: str) -> tuple[tuple[str, ...], str]:
    """Return the codes before the colon and the reason after it; no reason without a letter or a digit."""
    codes, _, reason = rest.partition(":")
    line = " ".join(reason.split())
    named = (match[0].lower() for match in _CODE.finditer(codes))
    return tuple(islice(named, MOST_CODES)), line if re.search(r"\w", line) else ""
