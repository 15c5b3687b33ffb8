"""Words that the messages of all readers share: a value in quotes, a list of names, "did you mean"."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 60
CLOSE_ENOUGH = 0.6


def quoted(text: str) -> str:
    """Return the text in quotes on one line, cut where a message would become unreadable."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= LONGEST_SHOWN else f'"{line[: LONGEST_SHOWN - 1]}…"'


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that lists them, `"of the and"`; so long lists stand on few lines."""
    return frozenset(text.split())


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean title?` for a slip in one of the known words, else an empty text.

    Capitals do not count, and a dash or a space is the same as an underscore.
    """
    by_plain = {_plain(name): name for name in known}
    close = get_close_matches(_plain(word[:LONGEST_SHOWN]), by_plain, n=1, cutoff=CLOSE_ENOUGH)
    return f"did you mean {by_plain[close[0]]}?" if close else ""


def one_of(names: Iterable[str]) -> str:
    """Return `review, alphabetical or source`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
