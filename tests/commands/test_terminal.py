from __future__ import annotations

import io
import sys

import pytest

from trax.commands.terminal import NARROWEST, colour_wish, width_of, wrapped


class Screen:
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "expected"), [("80", 80), ("132", 132), ("10", NARROWEST)])
def test_a_terminal_has_a_width(monkeypatch: pytest.MonkeyPatch, columns: str, expected: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", Screen())
    assert width_of() == expected


def test_a_file_or_a_pipe_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert width_of(err=True) is None


@pytest.mark.parametrize(("value", "wish"), [("1", False), ("0", False), ("", None), (None, None)])
def test_colours_are_off_where_somebody_wants_none(
    monkeypatch: pytest.MonkeyPatch, value: str | None, *, wish: bool | None
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert colour_wish() is wish


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ("one two three", None, "one two three"),
        ("one two three", 13, "one two three"),
        ("one two three", 8, "one two\n  three"),
        ("a/very/long/path.md:1:1: error", 12, "a/very/long/path.md:1:1:\n  error"),
        ("well-known words", 6, "well-known\n  words"),
        ("  in the middle", 10, "  in the\n  middle"),
    ],
)
def test_a_line_is_broken_between_words(line: str, width: int | None, expected: str) -> None:
    assert wrapped(line, width, 2) == expected
