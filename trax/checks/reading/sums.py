"""Whether the parts of a whole add up: the judgement over what `parts` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.parts import PartRun
    from trax.model import Severity

_ALL = 100.0
# A percent of the sum is left to rounding whatever the number of parts; with many parts rounding can reach further.
_ROUNDING = 1.0
_MOST_ROUNDED = 1_000
_NEARLY_ALL = 95.0
_PAIR = frozenset({"accepted", "noted"})


def wrong_counts(run: PartRun) -> tuple[Severity, str] | None:
    """Return how loudly and in which words the counts of a run do not add up to its whole; None when they do or may."""
    counts = run.counts
    if len(counts) < 2 or not run.wholes or _is_vague(counts):  # noqa: PLR2004 - one part has no sum
        return None
    total, whole = sum(each.value for each in counts), run.wholes[0]
    if total in {each.value for each in run.wholes} or (total < whole.value and not _is_complete(run)):
        return None
    severity: Severity = "warning" if _are_all_round((*counts, whole)) else "error"
    return severity, f"the parts add up to {_written(total)}, not to {whole.text}: {_terms(counts)}"


def wrong_percents(run: PartRun) -> tuple[Severity, str] | None:
    """Return how loudly and in which words the percentages of a run do not add up to 100; None when they do or may."""
    percents = run.percents
    total = round(sum(each.value for each in percents), 6)
    if not percents or _is_vague(percents):
        return None
    if len(percents) == 1:
        return ("error", f"{percents[0].text} is more than the whole") if total > _ALL else None
    off = abs(total - _ALL)
    if off <= _ROUNDING or (total < _ALL and not (_is_complete(run) or _is_nearly_a_pair(run, total))):
        return None
    # Half of the last digit in each part is the most that rounding can do, and all of it only by exact halves.
    severity: Severity = "error" if off >= len(percents) * percents[0].step / 2 else "warning"
    if not run.claims_whole and total < _ALL:
        severity = "notice"
    return severity, f"the parts add up to {_written(total)}%, not to 100%: {_terms(percents)}"


def _is_nearly_a_pair(run: PartRun, total: float) -> bool:
    """Return whether accepted and noted, which since the second cycle leave nothing over, nearly make 100."""
    names = frozenset[str]().union(*(part.names for part in run.parts))
    return names == _PAIR and total >= _NEARLY_ALL and run.is_alone


def _is_complete(run: PartRun) -> bool:
    """Return whether the text claims to name every part, and none of them can have been missed in reading."""
    return run.claims_whole and run.is_alone


def _is_vague(figures: Sequence[FigureMention]) -> bool:
    return any(each.hedge for each in figures)


def _are_all_round(figures: Sequence[FigureMention]) -> bool:
    return all(each.value % _MOST_ROUNDED == 0 for each in figures)


def _terms(figures: Sequence[FigureMention]) -> str:
    return " + ".join(each.text for each in figures)


def _written(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")
