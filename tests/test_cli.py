"""The command line itself: light, lazy, true about its commands, and never a traceback."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from trax.cli import COMMANDS, trax

HEAVY = (
    "pydantic",
    "premailer",
    "requests",
    "lxml",
    "rich",
    "babel",
    "yaml",
    "jinja2",
    "markdown_it",
    "mjml",
    "cssutils",
)


def modules_after(*arguments: str) -> set[str]:
    """The modules a fresh process has imported after `trax ...`."""
    code = (
        "import json, sys\n"
        "from trax.cli import trax\n"
        f"try:\n    trax.main({list(arguments)!r}, standalone_mode=False)\n"
        "finally:\n    print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=" ".join)
def test_help_and_version_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert modules_after(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_of_a_command_what_the_command_says(name: str) -> None:
    command: click.Command = importlib.import_module(f"trax.commands.{name}").command
    assert command.short_help == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text(name: str) -> None:
    command: click.Command = importlib.import_module(f"trax.commands.{name}").command
    bare = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert bare == []
    assert command.help


def test_help_lists_every_command_in_the_order_of_the_table() -> None:
    output = CliRunner().invoke(trax, ["--help"]).output
    listed = [
        line.split()[0]
        for line in output.split("Commands:")[1].splitlines()
        if line.startswith("  ") and line[2] != " "
    ]
    assert listed == list(COMMANDS)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "trax", *arguments], capture_output=True, text=True, check=False)


def test_a_command_that_is_not_there_ends_with_2() -> None:
    done = run("shend")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_a_folder_without_newsletter_is_one_line_and_a_cure(tmp_path_factory: pytest.TempPathFactory) -> None:
    done = run("check", "50", "--workspace", str(tmp_path_factory.mktemp("empty")))
    assert done.returncode == 2
    assert "no newsletter here" in done.stderr
    assert "hint:" in done.stderr
    assert "Traceback" not in done.stderr
