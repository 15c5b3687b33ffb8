"""Compiled templates that are kept: never another result, never in the way, never from a newsletter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from trax.render import templates
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"v": '<b> & "q"'}
ESCAPED = "&lt;b&gt; &amp; &#34;q&#34;"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that stands for trax's own."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "x.j2").write_text("{{ v }}")
    monkeypatch.setattr(templates, "SHIPPED", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "__pycache__").rglob("*") if path.is_file())


def render(root: Path | None = None, *, is_html: bool = True) -> str:
    return load_templates(root).render("x.j2", VALUES, is_html=is_html)


def test_html_and_text_are_kept_apart(shipped: Path) -> None:
    for _ in range(2):
        assert render() == ESCAPED
        assert render(is_html=False) == VALUES["v"]
    assert len(kept(shipped)) == 2


def test_a_second_render_uses_what_was_kept(shipped: Path) -> None:
    render()
    before = [(path, path.stat().st_mtime_ns) for path in kept(shipped)]
    assert render() == ESCAPED
    assert [(path, path.stat().st_mtime_ns) for path in kept(shipped)] == before


def test_a_changed_template_is_compiled_again(shipped: Path) -> None:
    render()
    (shipped / "x.j2").write_text("new {{ v }}")
    assert render() == f"new {ESCAPED}"


@pytest.mark.parametrize("data", [b"", b"j2", b"\x00" * 100, b"j2" + b"\x80" * 50], ids=len)
def test_a_damaged_file_is_compiled_again(shipped: Path, data: bytes) -> None:
    render()
    for path in kept(shipped):
        path.write_bytes(data)
    assert render() == ESCAPED


def test_a_half_written_file_is_compiled_again(shipped: Path) -> None:
    render()
    for path in kept(shipped):
        path.write_bytes(path.read_bytes()[:-20])
    assert render() == ESCAPED


def test_a_folder_that_cannot_be_written_is_not_in_the_way(shipped: Path) -> None:
    (shipped / "__pycache__").write_text("a file where the folder should be")
    assert render() == ESCAPED


def test_nothing_is_kept_when_python_keeps_nothing(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render()
    assert kept(shipped) == []


def test_nothing_of_a_newsletter_is_kept_or_loaded(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "newsletter" / "templates"
    own.mkdir(parents=True)
    (own / "x.j2").write_text("own {{ v }}")
    for _ in range(2):
        assert render(own.parent) == f"own {ESCAPED}"
    assert kept(shipped) == []
    assert sorted(path.name for path in own.parent.rglob("*")) == ["templates", "x.j2"]
