from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from trax.checks.allowances import Silenced
from trax.commands.output import print_findings
from trax.model import Finding, Place

if TYPE_CHECKING:
    from pathlib import Path

    from trax.commands.output import Form

LONG = Finding(
    "weekday",
    "error",
    Place("issues/050/10-seminar-on-the-margins-of-the-council.md", 12, 31),
    "1 September 2022 is a Thursday, not a Monday; the Monday nearest to it is 29 August 2022",
    "Monday, 1 September 2022",
    "write Thursday, 1 September 2022, or Monday, 29 August 2022, whichever of the two is meant",
    "calendar",
)
SHORT = Finding("placeholder", "warning", Place("issues/050/issue.md", 3), '"tbc" is no room', "tbc")
NOTE = Finding("list-order", "notice", Place("issues/050/issue.md", 3), "not in order")


def test_a_finding_is_one_line_with_what_to_do_below(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([LONG])
    assert capsys.readouterr().out.splitlines() == [
        f"{LONG.place}: error [weekday] {LONG.message}",
        f"    hint: {LONG.hint}",
        "    source: calendar",
    ]


def test_findings_come_in_the_order_of_the_files_and_the_worst_first(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([NOTE, SHORT, LONG])
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert [line.split("[")[1].split("]")[0] for line in lines] == ["weekday", "placeholder", "list-order"]


class Screen:
    """A terminal, and what is written on it."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing is kept back."""


def on_screen(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> str:
    """What a terminal of 80 columns is given."""
    screen = Screen()
    monkeypatch.setenv("COLUMNS", "80")
    with monkeypatch.context() as patched:  # pytest looks at stdout between the parts of a test
        patched.setattr(sys, "stdout", screen)
        print_findings(findings)
    return screen.text


def test_a_terminal_gets_colours_and_no_line_wider_than_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = on_screen(monkeypatch, LONG)
    plain = text.replace("\x1b[31m\x1b[1m", "").replace("\x1b[0m", "")
    assert text.count("\x1b[31m\x1b[1merror\x1b[0m [weekday]") == 1
    assert max(len(line) for line in plain.splitlines()) <= 80
    said = f"{LONG.place}: error [weekday] {LONG.message} hint: {LONG.hint} source: calendar"
    assert " ".join(plain.split()) == said
    assert [line[:10] for line in plain.splitlines() if "hint" in line] == ["    hint: "]


def test_a_terminal_without_a_wish_for_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = on_screen(monkeypatch, SHORT)
    assert text == f"{SHORT.place}: warning [placeholder] {SHORT.message}\n"


@pytest.mark.parametrize("path", ["an error/a b.md", "error.md", "warning [x]/error.md"])
def test_the_severity_is_what_is_coloured(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = on_screen(monkeypatch, Finding("x", "error", Place(path, 1), "an error"))
    assert text == f"{path}:1:1: \x1b[31m\x1b[1merror\x1b[0m [x] an error\n"


def test_what_is_read_by_a_program_has_neither_colours_nor_breaks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_findings([LONG], err=True)
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n"), "\x1b" in said.err) == ("", 3, False)


def test_json_has_what_was_found_and_apart_from_it_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([SHORT], form="json", silenced=[Silenced(NOTE, "as printed"), Silenced(LONG, "quoted")])
    document = json.loads(capsys.readouterr().out)
    assert document["findings"] == [
        {
            "code": "placeholder",
            "severity": "warning",
            "path": "issues/050/issue.md",
            "line": 3,
            "column": 1,
            "text": "tbc",
            "message": '"tbc" is no room',
            "hint": "",
            "source": "",
        }
    ]
    assert document["counts"] == {"error": 0, "warning": 1, "notice": 0}
    assert [(each["code"], each["reason"]) for each in document["silenced"]] == [
        ("weekday", "quoted"),
        ("list-order", "as printed"),
    ]


@pytest.mark.parametrize(("form", "begins"), [("text", ""), ("github", ""), ("json", "{"), ("sarif", "{")])
def test_no_finding_is_no_line_and_a_whole_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: Form, begins: str
) -> None:
    print_findings([], form=form, root=tmp_path)
    out = capsys.readouterr().out
    assert (out[:1], out.endswith("\n")) == (begins, bool(begins))
