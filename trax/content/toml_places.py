"""Where each setting stands in a TOML text; tomllib gives values without places."""

from __future__ import annotations

import re

from trax.model import Place

_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"(\s*)([\w.\" '-]+?)\s*=\s*(?=\S)")
_TEXT_BLOCK = re.compile(r'"""|\'\'\'')


def toml_places(text: str, *, path: str) -> tuple[dict[str, Place], dict[str, Place]]:
    """Return where values begin and where names stand, by dotted name: `publication.site`.

    Args:
        text: A text that tomllib could read.
        path: The file, for the places.
    """
    places: dict[str, Place] = {}
    names: dict[str, Place] = {}
    table: tuple[str, ...] = ()
    block = ""
    for number, line in enumerate(text.split("\n"), start=1):
        # A line inside a text of several lines may look like a setting.
        was_in_block = block
        for mark in _TEXT_BLOCK.findall(line):
            block = "" if block == mark else block or mark
        if was_in_block:
            continue
        header = _TABLE.fullmatch(line)
        if header:
            table = _parts(header[1])
            _note_all(names, table, Place(path, number, len(line) - len(line.lstrip()) + 1))
            _note_all(places, table, Place(path, number, len(line) - len(line.lstrip()) + 1))
            continue
        key = _KEY.match(line)
        if key:
            name = (*table, *_parts(key[2]))
            _note_all(names, name, Place(path, number, len(key[1]) + 1))
            _note_all(places, name, Place(path, number, key.end() + 1))
    return places, names


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _note_all(where: dict[str, Place], name: tuple[str, ...], place: Place) -> None:
    """Note the place for the name and, where they have none yet, for the tables around it."""
    for length in range(1, len(name) + 1):
        where.setdefault(".".join(name[:length]), place)
