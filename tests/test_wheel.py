"""The wheel: what a person installs carries templates, tables and help, and works without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of a wheel built from a copy of the checkout."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for name in ("trax", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    wheel = next(target.glob("upr_trax-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target / "site-packages")
    return target / "site-packages"


def test_the_wheel_carries_everything_that_is_read_at_run_time(installed: Path) -> None:
    wanted = [
        *(path.relative_to(ROOT / "trax") for path in (ROOT / "trax").rglob("*") if path.suffix in {".json", ".md"}),
        *(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.*") if "__pycache__" not in path.parts),
    ]
    assert len(wanted) > 80
    assert [str(path) for path in wanted if not (installed / "trax" / path).is_file()] == []


def test_trax_from_the_wheel_renders_an_issue_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = "import trax, sys; print(trax.__file__); from trax.cli import main; main()"
    command = [sys.executable, "-c", code, "render", "50"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.startswith(str(installed))
    assert "Lesotho" in (tmp_path / "build" / "050" / "email.html").read_text(encoding="utf-8")
