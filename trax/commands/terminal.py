"""What the person at the other end sees: how wide the terminal is, whether it wants colours, words broken to fit it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

NARROWEST = 40


def width_of(*, err: bool = False) -> int | None:
    """Return how many columns the terminal has; None where a file or another program reads, which wants whole lines."""
    stream = sys.stderr if err else sys.stdout
    return max(NARROWEST, shutil.get_terminal_size().columns) if stream.isatty() else None


def colour_wish() -> bool | None:
    """Return False where colours are not wanted anywhere; None where click decides, by what the terminal can.

    Source: https://no-color.org, as quoted by others (any text but an empty one; read 2026-11-24).
    """
    return False if os.environ.get("NO_COLOR") else None


def wrapped(line: str, width: int | None, indent: int) -> str:
    """Return the line broken between words, with what follows indented; as it is without a width."""
    if width is None or len(line) <= width:
        return line
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
