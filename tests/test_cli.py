"""The command line itself: light, lazy, true about its commands, and never a traceback."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from trax.cli import COMMANDS, main, trax

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
    command: click.Command = importlib.import_module(f"trax.commands.{name.replace('-', '_')}").command
    assert command.short_help == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text(name: str) -> None:
    command: click.Command = importlib.import_module(f"trax.commands.{name.replace('-', '_')}").command
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


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    command = f"{sys.executable} -m trax sessions list --json | head -c 20"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - a pipe is the point
    assert len(done.stdout) == 20
    assert done.stderr == ""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with a fault that nobody foresaw."""

    def fail() -> None:
        raise ZeroDivisionError("a number by nothing")

    monkeypatch.setitem(COMMANDS, "help", "Broken.")
    monkeypatch.setattr("trax.commands.help.command", click.Command("help", callback=fail))
    monkeypatch.setattr(sys, "argv", ["trax", "help"])


@pytest.mark.usefixtures("broken")
def test_a_fault_that_nobody_foresaw_is_one_line_and_a_cure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRAX_DEBUG", raising=False)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 5
    assert "did not foresee (ZeroDivisionError: a number by nothing)" in said.err
    assert "trax status" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("broken")
def test_a_developer_sees_the_fault_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAX_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main()
