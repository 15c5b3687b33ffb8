"""Compiled templates that are kept: never another result, never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"v": '<b> & "q"'}
ESCAPED = "&lt;b&gt; &amp; &#34;q&#34;"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.j2").write_text("{{ v }}")
    return tmp_path


def kept(root: Path) -> list[Path]:
    return sorted(path for path in (root / "build" / "templates").rglob("*") if path.is_file())


def render(root: Path, *, is_html: bool = True) -> str:
    return load_templates(root).render("x.j2", VALUES, is_html=is_html)


def test_html_and_text_are_kept_apart(root: Path) -> None:
    for _ in range(2):
        assert render(root) == ESCAPED
        assert render(root, is_html=False) == VALUES["v"]
    assert len(kept(root)) == 2


def test_a_second_render_writes_nothing(root: Path) -> None:
    render(root)
    before = [(path, path.stat().st_mtime_ns) for path in kept(root)]
    render(root)
    assert [(path, path.stat().st_mtime_ns) for path in kept(root)] == before


def test_a_changed_template_is_compiled_again(root: Path) -> None:
    render(root)
    (root / "templates" / "x.j2").write_text("new {{ v }}")
    assert render(root) == f"new {ESCAPED}"


@pytest.mark.parametrize("data", [b"", b"j2", b"\x00" * 100, b"j2" + b"\x80" * 50], ids=len)
def test_a_damaged_file_is_compiled_again(root: Path, data: bytes) -> None:
    render(root)
    for path in kept(root):
        path.write_bytes(data)
    assert render(root) == ESCAPED


def test_a_half_written_file_is_compiled_again(root: Path) -> None:
    render(root)
    for path in kept(root):
        path.write_bytes(path.read_bytes()[:-20])
    assert render(root) == ESCAPED


def test_a_folder_that_cannot_be_written_is_not_in_the_way(root: Path) -> None:
    (root / "build").write_text("a file where the folder should be")
    assert render(root) == ESCAPED
