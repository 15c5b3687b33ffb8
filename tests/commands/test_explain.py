"""`trax explain`: a page for each code, a list without one, and one line for a code that is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from trax.checks.allowances import READERS
from trax.checks.registry import CHECKS, CODES
from trax.cli import trax

HELP = Path(__file__).parents[2] / "trax" / "help"


def ask(*arguments: str) -> str:
    result = CliRunner().invoke(trax, ["explain", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("code", CODES)
def test_a_check_prints_its_page(code: str) -> None:
    assert ask(code) == (HELP / "checks" / f"{code}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", READERS)
def test_what_a_reader_says_is_explained_as_well(code: str) -> None:
    assert ask(code) == (HELP / "readers" / f"{code}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["[weekday]", "Weekday", "weekday]"])
def test_a_code_may_be_copied_as_it_is_printed(typed: str) -> None:
    assert ask(typed) == ask("weekday")


def test_without_a_code_all_are_listed_with_their_line() -> None:
    lines = ask().splitlines()
    for check in CHECKS:
        assert sum(line.split(maxsplit=1) == [check.CODE, check.SUMMARY] for line in lines) == 1
    for code in READERS:
        assert sum(line.startswith(f"  {code} ") for line in lines) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("wekday", 'trax: there is no finding "wekday": did you mean weekday?\n'),
        ("frontmatter", 'trax: there is no finding "frontmatter": did you mean front-matter?\n'),
        ("nonsense-at-all", 'trax: there is no finding "nonsense-at-all": trax explain lists all codes\n'),
    ],
)
def test_an_unknown_code_is_one_line_and_ends_with_2(typed: str, said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "trax", "explain", typed], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
