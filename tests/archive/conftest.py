"""A copy of the newsletter in this repository, with issue 50 approved and sent through the embedded provider."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from trax.cli import trax

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str) -> str:
    """Run a command that must succeed and return what it printed."""
    result = CliRunner().invoke(trax, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="session")
def sent_newsletter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue 50 was sent; not to be changed."""
    root = tmp_path_factory.mktemp("sent")
    shutil.copytree(ROOT / "issues", root / "issues")
    run("approve", "50", "--by", "A. Reader", "--workspace", str(root))
    run("send", "50", "--recipients", "3", "--workspace", str(root))
    return root


@pytest.fixture
def newsletter(sent_newsletter: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    root = tmp_path / "newsletter"
    shutil.copytree(sent_newsletter, root)
    return root


@pytest.fixture(scope="session")
def site(sent_newsletter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its archive with all three issues, the samples marked as not sent."""
    folder = tmp_path_factory.mktemp("site")
    run("archive", "--include-unsent", "--to", str(folder), "--workspace", str(sent_newsletter))
    return folder
