"""Names of States in a list without a separator between them.

"AngolaBoliviaEgypt" comes from a row of links whose gaps were lost when the page was copied; "Angola  Bolivia  Egypt"
looks like a list in the source and like one long name to a reader; "andUnited ArabEmirates" lost its spaces. The list
is still read, and compared with its session. Put a comma, or one name in each line.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trax.checks.base import listed
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.base import CheckInput
    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_runs import Run

CODE = "list-separator"
SUMMARY = "Names of States that run together, or stand in a row with nothing but spaces between."

# Three names in a row with spaces may be a heading; four are a list that lost its commas.
_FEWEST_SPACED, _SHOWN = 4, 60


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each row of names without separators."""
    for passage in given.passages:
        for run in passage.runs:
            yield from _of_run(passage, run)


def _of_run(passage: Passage, run: Run) -> Iterator[Finding]:
    if any(entry.joint == "glued" for entry in run.entries):
        row = _glued(run)
        yield _finding(passage, row, "the names run together", "warning")
    elif len(run.entries) >= _FEWEST_SPACED and all(entry.joint in {"first", "spaces"} for entry in run.entries):
        yield _finding(passage, run.entries, "nothing but spaces stands between the names", "notice")
    for entry in run.entries:
        if _has_lost_space(passage, entry):
            yield _finding(passage, (entry,), "spaces are lost in or beside this name", "notice")


def _has_lost_space(passage: Passage, entry: Entry) -> bool:
    """Return whether a name lacks a space in itself, or between itself and an "and"."""
    text = passage.prose
    beside = text[entry.start - 1 : entry.start] if entry.joint == "sign" else "", text[entry.end : entry.end + 3]
    is_inside = entry.iso3 != "" and len(entry.text) > entry.end - entry.start
    return is_inside or beside[0].isalpha() or beside[1] == "and"


def _glued(run: Run) -> Sequence[Entry]:
    """Return the first entries of a run that run together, with the one before them."""
    start = 0
    for is_glued, entries in groupby(run.entries, key=lambda entry: entry.joint == "glued"):
        count = len(list(entries))
        if is_glued:
            return run.entries[start - 1 : start + count]
        start += count
    return run.entries


def _finding(passage: Passage, row: Sequence[Entry], what: str, severity: str) -> Finding:
    text = passage.source[row[0].start : row[-1].end]
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}\u2026"
    return Finding(
        CODE,
        "warning" if severity == "warning" else "notice",
        passage.place(row[0].start),
        f'{what}: "{" ".join(shown.split())}"',
        " ".join(shown.split()),
        f"write {listed([entry.text for entry in row])}",
    )
