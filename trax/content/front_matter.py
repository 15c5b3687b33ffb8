"""A file with a header between two `---` lines and Markdown below: split, and the header read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trax.content.as_typed import CODE
from trax.content.wording import quoted
from trax.content.yaml_reader import Tree, parse_yaml
from trax.model import Finding, Place

_RULE = re.compile(r"-{3,}[ \t]*")
# Word processors make one long dash of three hyphens.
_LONG_DASHES = re.compile(r"[-\u2010-\u2015\u2212]+[ \t]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two halves of a file: the fields of its header, and the Markdown that begins on `body_line`.

    `tree` is None when the lines of the header have no structure that can be understood.
    """

    tree: Tree | None
    body: str
    body_line: int


def parse_front_matter(text: str, *, path: str) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
    """Return header and body of a file; None with an error when it has no header.

    Args:
        text: The whole file, as `source.decode` gives it.
        path: The file, relative to the workspace, for places.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None, (_fault(path, 1, "this file is empty", hint="begin it with a header: ---, kind: article, ---"),)
    if not _RULE.fullmatch(lines[first]):
        return None, (_no_header(path, lines[first], first + 1),)
    last = next((number for number in range(first + 1, len(lines)) if _RULE.fullmatch(lines[number])), None)
    if last is None:
        return None, (_no_end(path, lines, first),)
    tree, findings = parse_yaml(lines[first + 1 : last], path=path, first_line=first + 2)
    if tree is not None and not isinstance(tree.value, dict):
        place = tree.places[""]
        hint = "write the name of the field before it: points:"
        findings = (*findings, Finding(CODE, "error", place, "a header has named fields, not a bare list", hint=hint))
        tree = None
    return FrontMatter(tree, "\n".join(lines[last + 1 :]), last + 2), findings


def _no_header(path: str, line: str, number: int) -> Finding:
    if _LONG_DASHES.fullmatch(line):
        return _fault(
            path, number, f"the header must begin with three hyphens, and this is {quoted(line)}", hint="type ---"
        )
    return _fault(
        path,
        number,
        "the header is missing: the first line of the file is not ---",
        hint="begin the file with a line ---, then one field a line (kind: article), then another line ---",
    )


def _no_end(path: str, lines: list[str], first: int) -> Finding:
    for number in range(first + 1, len(lines)):
        if _LONG_DASHES.fullmatch(lines[number]):
            message = f"the header must end with three hyphens, and this is {quoted(lines[number])}"
            return _fault(path, number + 1, message, hint="type ---")
    return _fault(path, first + 1, "the header that begins here never ends", hint="put a line --- below its last field")


def _fault(path: str, line: int, message: str, *, hint: str) -> Finding:
    return Finding(CODE, "error", Place(path, line), message, hint=hint)
