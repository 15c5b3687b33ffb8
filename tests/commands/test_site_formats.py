from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from trax.checks.allowances import Silenced
from trax.commands.site_formats import for_site
from trax.model import Finding, Place

if TYPE_CHECKING:
    from pathlib import Path

FOUND = Finding("placeholder", "warning", Place("issues/050/issue.md", 2, 6), "m", "tbc")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A newsletter in a folder of a repository."""
    folder = tmp_path / "our news"
    (folder / "issues/050").mkdir(parents=True)
    (folder / "issues/050/issue.md").write_text("---\nRoom tbc\n", encoding="utf-8")
    return folder


def uris(document: str) -> list[str]:
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in json.loads(document)["runs"][0]["results"]
    ]


def end(document: str) -> int | None:
    result = json.loads(document)["runs"][0]["results"][0]
    column: int | None = result["locations"][0]["physicalLocation"]["region"].get("endColumn")
    return column


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_paths_begin_at_the_top_of_the_repository(root: Path, kind: str) -> None:
    git = root.parent / ".git"
    # A worktree of git has a file of that name.
    git.mkdir() if kind == "folder" else git.write_text("gitdir: elsewhere")
    assert for_site("github", [FOUND], silenced=(), root=root).startswith(
        "::warning file=our news/issues/050/issue.md,line=2,"
    )
    document = for_site("sarif", [FOUND], silenced=[Silenced(FOUND, "why")], root=root)
    assert uris(document) == ["our%20news/issues/050/issue.md"] * 2
    assert end(document) == 9


def test_a_newsletter_that_is_the_repository_has_paths_of_its_own(root: Path) -> None:
    (root / ".git").mkdir()
    assert uris(for_site("sarif", [FOUND], silenced=(), root=root)) == ["issues/050/issue.md"]


def test_without_a_repository_paths_stay(root: Path) -> None:
    assert "file=issues/050/issue.md," in for_site("github", [FOUND], silenced=(), root=root)


def test_a_path_that_leads_out_of_the_folder_is_said_as_it_is_from_the_top(root: Path) -> None:
    (root.parent / ".git").mkdir()
    outside = Finding("time", "error", Place("../notes/concept.txt", 1), "m")
    absolute = Finding("time", "error", Place("/home/concept.txt", 1), "m")
    assert uris(for_site("sarif", [outside, absolute], silenced=(), root=root)) == [
        "file:///home/concept.txt",
        "notes/concept.txt",
    ]


@pytest.mark.parametrize("data", [None, b"\xff\xfe", b"\0"])
def test_a_file_that_cannot_be_read_costs_the_end_of_the_words_alone(root: Path, data: bytes | None) -> None:
    path = root / "issues/050/issue.md"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    document = for_site("sarif", [FOUND], silenced=(), root=root)
    assert (uris(document), end(document)) == (["issues/050/issue.md"], None)


def test_the_same_texts_make_the_same_bytes(root: Path) -> None:
    assert for_site("sarif", [FOUND], silenced=(), root=root) == for_site("sarif", [FOUND], silenced=(), root=root)
