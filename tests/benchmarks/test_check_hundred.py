"""`trax check` over a newsletter of a hundred issues, cold and with what an earlier run has kept.

Run with `make bench`; the yardstick is a process that reads all files of the newsletter once and does nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent.parent
ISSUES = 100
READ_ALL = "import pathlib; [path.read_bytes() for path in pathlib.Path('issues').rglob('*') if path.is_file()]"
CHECK = [sys.executable, "-m", "trax", "check", "--offline"]


@pytest.fixture(scope="module")
def newsletter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a newsletter with a hundred issues as long as No50, each with a day and an opening of its own."""
    root = tmp_path_factory.mktemp("hundred")
    for name in ("library", "audiences"):
        shutil.copytree(ROOT / "issues" / name, root / "issues" / name)
    shutil.copy(ROOT / "issues" / "trax.toml", root / "issues")
    for number in range(1, ISSUES + 1):
        folder = root / "issues" / f"{number:03}"
        shutil.copytree(ROOT / "issues" / "050", folder)
        header = folder / "issue.md"
        text = header.read_text(encoding="utf-8")
        text = text.replace("number: 50", f"number: {number}").replace("No50", f"No{number}")
        text = re.sub(r"^date: .*$", f"date: {1 + number % 27} November 2014", text, flags=re.MULTILINE)
        header.write_text(f"{text}\nThis is the opening of number {number}.\n", encoding="utf-8")
    return root


def run(command: list[str], root: Path) -> None:
    done = subprocess.run(command, cwd=root, check=False, capture_output=True)
    assert done.returncode in {0, 1}, done.stderr


def forget(root: Path) -> None:
    shutil.rmtree(root / ".trax", ignore_errors=True)


def test_yardstick_read_all_files(benchmark: BenchmarkFixture, newsletter: Path) -> None:
    """Every byte of the newsletter once."""
    benchmark(run, [sys.executable, "-c", READ_ALL], newsletter)


def test_check_all_cold(benchmark: BenchmarkFixture, newsletter: Path) -> None:
    """Nothing is known: each issue is read, checked, and its mail rendered and weighed."""
    rounds: Callable[..., None] = benchmark.pedantic
    rounds(run, (CHECK, newsletter), setup=lambda: forget(newsletter), rounds=5)


def test_check_all_kept(benchmark: BenchmarkFixture, newsletter: Path) -> None:
    """Nothing has changed since the last run."""
    run(CHECK, newsletter)
    benchmark(run, CHECK, newsletter)


def test_check_one_of_a_hundred_after_an_edit(benchmark: BenchmarkFixture, newsletter: Path) -> None:
    """What a writer waits for: one issue was edited, the others are compared with it from what is kept."""
    run(CHECK, newsletter)
    letter = newsletter / "issues" / "100" / "issue.md"

    def edit() -> None:
        with letter.open("a", encoding="utf-8") as stream:
            stream.write("One more word.\n")

    rounds: Callable[..., None] = benchmark.pedantic
    rounds(run, ([*CHECK, "100"], newsletter), setup=edit, rounds=5)
