"""Header lines to a tree of text, lists and groups, with the place of every name and value.

YAML is composed, never loaded: its nodes carry marks, no type is guessed, no object is made. Whether `050` is a
count or a name is decided by the schema of the kind.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from trax.content.as_typed import CODE, as_typed
from trax.content.source import UNPRINTABLE
from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
# The C loader reads a header in a tenth of the time; PyYAML is also packaged without it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a header says, before any schema.

    Attributes:
        value: A group of fields, or a list; text as typed, None where nothing was written.
        places: Where each value begins; keys are `title`, `figures.0.value`.
        names: Where the name of each field stands; same keys.
        is_whole: Whether every line was understood; if not, a field that seems missing may stand in a faulty line.
    """

    value: Value
    places: Mapping[str, Place]
    names: Mapping[str, Place]
    is_whole: bool = True


def parse_yaml(lines: list[str], *, path: str, first_line: int) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Return the tree of a header's lines; None when their structure cannot be understood.

    Args:
        lines: The lines between the two `---`, or of a whole YAML file.
        path: The file, for places.
        first_line: Line of the file that `lines[0]` is.
    """
    prepared, findings = as_typed(lines, path=path, first_line=first_line)
    try:
        node = yaml.compose("\n".join(prepared), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        # With a faulty line left out, what YAML misses is only an echo of it.
        return None, findings or (_in_plain_words(error, path, first_line),)
    builder = _Builder(path, first_line, list(findings), {}, {})
    value: Value = {} if node is None else builder.build(node, "")
    return Tree(value, builder.places, builder.names, is_whole=not builder.findings), tuple(builder.findings)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Turns nodes into values and notes where they stand."""

    path: str
    first_line: int
    findings: list[Finding]
    places: dict[str, Place]
    names: dict[str, Place]

    def build(self, node: yaml.Node, name: str) -> Value:
        self.places[name] = self._place(node)
        if isinstance(node, yaml.MappingNode):
            return self._group(node, name)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(entry, _join(name, str(index))) for index, entry in enumerate(node.value)]
        return self._text(node, name) if isinstance(node, yaml.ScalarNode) else None

    def _group(self, node: yaml.MappingNode, name: str) -> dict[str, Value]:
        group: dict[str, Value] = {}
        for key, value in node.value:
            inner = _join(name, key.value)
            if key.value in group:
                self._report(
                    self._place(key),
                    f"{key.value} is written twice; the first is on line {self.names[inner].line}",
                    hint="keep one of the two",
                )
                continue
            self.names[inner] = self._place(key)
            group[key.value] = self.build(value, inner)
        return group

    def _text(self, node: yaml.ScalarNode, name: str) -> str | None:
        # Every value typed on its line has been quoted by now: one without quotes is one that was not written.
        if not node.style:
            return None
        bad = UNPRINTABLE.search(node.value)
        if bad:
            number = f"U+{ord(bad[0]):04X}"
            self._report(self.places[name], f"{name} has a control character in it ({number})", hint="leave it out")
            return None
        text = unicodedata.normalize("NFC", node.value)
        return None if not text.strip() and node.style in {"|", ">"} else text

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.path, self.first_line + node.start_mark.line, node.start_mark.column + 1)

    def _report(self, place: Place, message: str, *, hint: str) -> None:
        self.findings.append(Finding(CODE, "error", place, message, hint=hint))


def _join(name: str, inner: str) -> str:
    return f"{name}.{inner}" if name else inner


def _in_plain_words(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Finding:
    """Return YAML's complaint as a writer understands it."""
    mark = error.problem_mark
    place = Place(path, first_line + mark.line, mark.column + 1) if mark else Place(path, first_line)
    if "escape" in (error.problem or ""):
        message = "in double quotes a backslash begins a special character, and this one does not exist"
        return Finding(CODE, "error", place, message, hint="write the text without quotes around it")
    message = "this line is indented differently from the lines it belongs to"
    hint = "begin the fields of one group in the same column; put two spaces more before what belongs to a field"
    return Finding(CODE, "error", place, message, hint=hint)
