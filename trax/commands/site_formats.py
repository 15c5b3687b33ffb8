"""Findings for the sites that show them: with paths from the top of the repository, and the lines they stand on."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from trax.commands.github_format import github_lines
from trax.commands.sarif_format import sarif_document
from trax.content.source import LARGEST_FILE_BYTES, decode
from trax.errors import FileTrouble
from trax.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from trax.checks.allowances import Silenced
    from trax.model import Finding


def for_site(
    form: Literal["github", "sarif"], findings: Sequence[Finding], *, silenced: Sequence[Silenced], root: Path
) -> str:
    """Return the findings as the site reads them.

    Args:
        silenced: The findings that somebody allows.
        root: The folder that the paths of the findings begin in.
    """
    prefix = _way_from_top(root)
    moved = [_from_top(finding, prefix) for finding in findings]
    if form == "github":
        return github_lines(moved)
    allowed = [replace(each, finding=_from_top(each.finding, prefix)) for each in silenced]
    paths = {finding.place.path for finding in (*findings, *(each.finding for each in silenced))}
    lines = {_path_from_top(path, prefix): lines for path, lines in _read_lines(root, sorted(paths))}
    return json.dumps(sarif_document(moved, silenced=allowed, lines=lines), ensure_ascii=False, indent=2)


def _way_from_top(root: Path) -> str:
    """Return what leads to a folder from the top of its repository, `news/`; an empty text outside of any."""
    here = root.resolve()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    way = here.relative_to(top).as_posix()
    return "" if way == "." else f"{way}/"


def _from_top(finding: Finding, prefix: str) -> Finding:
    return replace(finding, place=replace(finding.place, path=_path_from_top(finding.place.path, prefix)))


def _path_from_top(path: str, prefix: str) -> str:
    return posixpath.normpath(posixpath.join(prefix, path))


def _read_lines(root: Path, paths: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    """Yield the lines of each file that can be read."""
    for path in paths:
        try:
            data = read_limited(root / path, limit_bytes=LARGEST_FILE_BYTES)
        except (FileTrouble, OSError, ValueError):
            continue
        text, _ = decode(data, path=path) if data is not None else (None, ())
        if text is not None:
            yield path, text.split("\n")
