"""How long the steps of an issue take, each beside a yardstick of the same run.

Run with `make bench`. Nothing here asserts a time: machines differ, and a shared one differs from itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.issue import read_issue
from trax.content.workspace import find_issue, open_workspace
from trax.render.email import render_mail
from trax.render.templates import load_templates
from trax.upr.table import TABLE_FILE, load_table, parse_table

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from trax.content.workspace import Workspace
    from trax.model import Issue

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    return open_workspace(tmp_path)


@pytest.fixture
def issue(workspace: Workspace) -> Issue:
    issue, _ = read_issue(workspace, find_issue(workspace, "50"))
    assert issue is not None
    return issue


def test_yardstick_python_itself(benchmark: BenchmarkFixture) -> None:
    """A process that imports nothing: what every one-shot figure below stands on."""
    benchmark(subprocess.run, [sys.executable, "-c", "pass"], check=True)


@pytest.mark.parametrize("arguments", ["--help", "sessions show 21", "check 50 --offline", "render 50"])
def test_one_shot(benchmark: BenchmarkFixture, workspace: Workspace, arguments: str) -> None:
    """A whole command, from the shell's view."""
    command = [sys.executable, "-m", "trax", *arguments.split()]
    benchmark(subprocess.run, command, cwd=workspace.root, check=True, capture_output=True)


def test_warm_read(benchmark: BenchmarkFixture, workspace: Workspace) -> None:
    """Files to Issue."""
    benchmark(read_issue, workspace, find_issue(workspace, "50"))


def test_warm_check(benchmark: BenchmarkFixture, workspace: Workspace, issue: Issue) -> None:
    """Issue to findings, without the mail."""
    benchmark(lambda: run_checks(CheckInput(issue, load_table(), issue.date, settings=workspace.settings)))


def test_warm_render(benchmark: BenchmarkFixture, workspace: Workspace, issue: Issue) -> None:
    """Issue to Mail with everything compiled, as in a preview."""
    templates = load_templates(workspace.root)
    benchmark(render_mail, issue, settings=workspace.settings, table=load_table(), templates=templates)


def test_yardstick_parse_and_write_the_mail(benchmark: BenchmarkFixture, workspace: Workspace, issue: Issue) -> None:
    """lxml reading and writing the finished mail once: no inliner can be quicker."""
    templates = load_templates(workspace.root)
    mail = render_mail(issue, settings=workspace.settings, table=load_table(), templates=templates)
    benchmark(lambda: lxml.html.tostring(lxml.html.document_fromstring(mail.html)))


def test_load_table(benchmark: BenchmarkFixture) -> None:
    """The session table from its compiled file."""
    data = TABLE_FILE.read_bytes()
    benchmark(parse_table, data)
