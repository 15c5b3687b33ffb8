"""`trax render`: files to look at, the same bytes each time, and never half an issue."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent


def made(newsletter: Path, folder: str = "build/050") -> dict[str, bytes]:
    root = newsletter / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_mail_the_text_and_a_copy_to_look_at_are_written(run: Callable[..., Any], newsletter: Path) -> None:
    done = run("render", "50")
    assert done.code == 0
    assert sorted(made(newsletter)) == ["email.html", "email.txt", "images/mark-08.png", "look.html"]
    assert str(newsletter / "build" / "050" / "email.html") in done.out
    assert "next: trax check 50" in done.err


def test_the_copy_to_look_at_finds_its_pictures_beside_itself(run: Callable[..., Any], newsletter: Path) -> None:
    run("render", "50")
    files = made(newsletter)
    assert b'src="https://trax.example.org/issues/50/images/mark-08.png"' in files["email.html"]
    assert b'src="images/mark-08.png"' in files["look.html"]
    assert b"trax.example.org/issues/50/images" not in files["look.html"]


def test_json_names_paths_sizes_and_digests(run: Callable[..., Any], newsletter: Path) -> None:
    document = json.loads(run("render", "50", "--json").out)
    html = Path(document["html"]["path"]).read_bytes()
    assert document["html"]["bytes"] == len(html)
    assert document["html"]["sha256"] == hashlib.sha256(html).hexdigest()
    assert document["subject"] == "[UPR Trax] No50: Beyond acceptance"
    assert made(newsletter)


def test_an_issue_with_errors_is_not_rendered_and_its_findings_are_printed(
    run: Callable[..., Any], newsletter: Path
) -> None:
    (newsletter / "issues/050/10-report.md").write_text("---\nkind: article\ntitel: A\n---\n")
    done = run("render", "50")
    assert done.code == 1
    assert "issues/050/10-report.md:3:1: error [field]" in done.err
    assert "did you mean title?" in done.err
    assert not (newsletter / "build/050").exists()


def test_a_template_of_the_newsletter_that_is_wrong_is_named_with_its_line(
    run: Callable[..., Any], newsletter: Path
) -> None:
    own = newsletter / "templates/email/article.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text("\n{{ item.nothing }}\n")
    done = run("render", "50")
    assert done.code == 1
    assert "templates/email/article.mjml.j2:2:" in done.err


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Auckland"), ("4711", "America/New_York")])
def test_another_hash_seed_time_zone_and_folder_give_the_same_bytes(tmp_path: Path, seed: str, zone: str) -> None:
    results = []
    for name, environment in (("a", {}), ("b", {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"})):
        shutil.copytree(ROOT / "issues", tmp_path / name / "issues")
        command = [sys.executable, "-m", "trax", "render", "50", "--workspace", str(tmp_path / name)]
        subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)
        results.append(made(tmp_path / name))
    assert results[0] == results[1]


def test_a_second_render_writes_nothing(run: Callable[..., Any], newsletter: Path) -> None:
    run("render", "50")
    before = {path: path.stat().st_mtime_ns for path in (newsletter / "build").rglob("*")}
    run("render", "50")
    assert {path: path.stat().st_mtime_ns for path in (newsletter / "build").rglob("*")} == before
