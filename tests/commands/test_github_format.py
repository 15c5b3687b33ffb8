from __future__ import annotations

import re

import pytest

from trax.commands.github_format import github_lines
from trax.model import SEVERITIES, Finding, Place, Severity

# How the runner of GitHub reads a line: the command, its properties, its message, each unescaped.
_COMMAND = re.compile(r"::(\w+) ([^\n]*?)::([^\n]*)")


def unescaped(text: str) -> str:
    return text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def read(line: str) -> tuple[str, dict[str, str], str]:
    match = _COMMAND.fullmatch(line)
    assert match
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(match[3])


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_finding_is_a_command_of_its_severity(severity: Severity) -> None:
    finding = Finding("weekday", severity, Place("issues/050/issue.md", 7, 9), "it is a Thursday")
    assert github_lines([finding]) == (
        f"::{severity} file=issues/050/issue.md,line=7,col=9,title=weekday::it is a Thursday"
    )


def test_hint_and_source_stand_below_the_message() -> None:
    finding = Finding("weekday", "error", Place("a.md", 1), "wrong", hint="write it", source="calendar")
    assert github_lines([finding]).endswith("::wrong%0Ahint: write it%0Asource: calendar")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("100 % sure", "100 %25 sure", id="percent"),
        pytest.param("%0A", "%250A", id="what looks escaped"),
        pytest.param("a\nb\r\nc", "a%0Ab%0D%0Ac", id="line ends"),
        pytest.param("a, b: c::d", "a, b: c::d", id="signs of the properties stay in a message"),
        pytest.param("::error::x", "::error::x", id="a command in a message"),
    ],
)
def test_a_message_is_escaped_as_the_runner_reads_it(text: str, escaped: str) -> None:
    line = github_lines([Finding("weekday", "error", Place("a.md", 1), text)])
    assert line == f"::error file=a.md,line=1,col=1,title=weekday::{escaped}"
    assert read(line)[2] == text


@pytest.mark.parametrize("path", ["our news, 2014/a.md", "50%/a:b.md", "a\nb.md", "ä=b.md", "::a::.md"])
def test_a_property_is_escaped_as_the_runner_reads_it(path: str) -> None:
    line = github_lines([Finding("weekday", "error", Place(path, 1), "x")])
    assert read(line)[1]["file"] == path
    assert "\n" not in line
    assert line.count("::") == 2


def test_each_finding_is_a_line() -> None:
    found = [Finding("weekday", "error", Place("a.md", line), "x\ny") for line in (1, 2, 3)]
    assert [read(line)[1]["line"] for line in github_lines(found).split("\n")] == ["1", "2", "3"]
