"""The page on checks: its commands exist, and what it gives for GitHub and for git can be used as it stands."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from trax.cli import trax
from trax.commands.output import FORMS

PAGE = (Path(__file__).parents[2] / "trax" / "help" / "checks.md").read_text(encoding="utf-8")
HAS_SCHEMAS = importlib.util.find_spec("check_jsonschema") is not None
# Two spaces and more part a command from what is said of it.
COMMANDS = [re.split(r" {2,}", line.strip())[0] for line in PAGE.splitlines() if line.startswith("    trax ")]


def block(first_line: str) -> str:
    """The indented block of the page that begins with a line."""
    start = PAGE.index(f"    {first_line}\n")
    lines = []
    for line in PAGE[start:].splitlines():
        if line and not line.startswith("    "):
            break
        lines.append(line)
    return textwrap.dedent("\n".join(lines)) + "\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_has_the_options_it_names(command: str) -> None:
    name, *arguments = shlex.split(command)[1:]
    context = trax.make_context("trax", [name])
    found = trax.get_command(context, name)
    assert found is not None
    found.make_context(name, arguments, parent=context)


def test_the_page_names_every_form() -> None:
    assert [form for form in FORMS if f"trax check --format {form} " not in PAGE] == []


@pytest.mark.skipif(not HAS_SCHEMAS, reason="check-jsonschema, which brings the schema, is not installed")
def test_the_schema_of_github_takes_the_workflow_and_would_not_take_a_slip(tmp_path: Path) -> None:
    text = block("name: Check the newsletter")
    good, bad = tmp_path / "good.yml", tmp_path / "bad.yml"
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("runs-on:", "run-on:"), encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*check, good], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert subprocess.run([*check, bad], capture_output=True, check=False).returncode == 1


def test_the_workflow_says_the_findings_as_annotations_and_may_only_read() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(block("name: Check the newsletter"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["check"]["steps"][-1] == {"run": "trax check --format github"}


def test_the_hook_for_git_needs_no_other_file_and_runs_a_command_that_exists() -> None:
    (repository,) = yaml.safe_load(block("repos:"))["repos"]
    (hook,) = repository["hooks"]
    assert repository["repo"] == "local"
    # What pre-commit needs to know of a hook that stands in the file itself.
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["language"], hook["pass_filenames"]) == ("system", False)
    assert re.search(hook["files"], "issues/050/issue.md")
    assert CliRunner().invoke(trax, [*shlex.split(hook["entry"])[1:], "--help"]).exit_code == 0
