"""Percentages and counts that do not add up, or are not the quotient that stands beside them.

"52% accepted, 30% rejected and 20% noted" make 102, and "3,688 of 7,500 (50.2%)" are 49.2. Readers add up what they
find in one sentence. Rounding and cutting off are both right, so are "an increase of 2%" in points or in percent of the
first figure, and parts of which the text does not say that they are all. Work the figures out again from their source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.comparisons import find_averages, find_changes, find_fractions
from trax.checks.reading.figure_blocks import figure_blocks
from trax.checks.reading.parts import find_parts
from trax.checks.reading.ratios import find_shares
from trax.checks.reading.sums import wrong_counts, wrong_percents
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.base import CheckInput
    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.parts import PartRun
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.ratios import Share
    from trax.model import Severity

CODE = "percentages"
SUMMARY = "Parts that do not add up, and percentages that are not the quotient beside them."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each statement of arithmetic that does not hold."""
    if not given.is_english:
        return
    for passage in (*given.passages, *figure_blocks(given.items, given.table)):
        if passage.figures:
            runs = tuple(find_parts(passage))
            wrong = tuple(share for share in find_shares(passage, runs) if not share.holds)
            yield from _sums(passage, runs, [share.percent for share in wrong])
            yield from _quotients(passage, wrong)
            yield from _changes(passage)
            yield from _fractions(passage)


def _sums(passage: Passage, runs: Sequence[PartRun], wrong: Sequence[FigureMention]) -> Iterator[Finding]:
    for run in runs:
        # A percentage that is no quotient is said of itself; then the sum is wrong because of it.
        found = wrong_counts(run) or (None if any(each in wrong for each in run.percents) else wrong_percents(run))
        if found:
            severity, message = found
            hint = "correct a part or the whole, or say what is missing or counted twice"
            yield _finding(passage, (run.start, run.end), message, hint, severity=severity)


def _quotients(passage: Passage, wrong: Sequence[Share]) -> Iterator[Finding]:
    for share in wrong:
        right = f"{share.quotient:.{max(share.percent.decimals, 1)}f}".rstrip("0").rstrip(".")
        message = f"{share.part.text} of {share.whole.text} is {right}%, not {share.percent.text}"
        hint = f"write {right}%, or correct one of the two counts"
        yield _finding(passage, (share.percent.start, share.percent.end), message, hint)
    for average in find_averages(passage):
        if not average.holds:
            total, number = average.total, average.number
            right = f"{total.value / number.value:.{max(average.average.decimals, 1)}f}"
            message = f"{total.text} divided by {number.text} is {right}, not {average.average.text}"
            hint = "correct the average, the total or the number"
            yield _finding(passage, (average.average.start, average.average.end), message, hint)


def _changes(passage: Passage) -> Iterator[Finding]:
    for change in find_changes(passage):
        words = f"from {change.first.text} to {change.last.text}"
        if change.is_other_way:
            span, message = (change.first.start, change.last.end), f"{words} is not the way the words say"
            hint = "put the figures in order, or correct the word"
            yield _finding(passage, span, message, hint, severity="warning")
        elif not change.size_holds and change.by:
            message = f"{words} is no change of {change.by.text}, neither in points nor in percent"
            span, hint = (change.first.start, change.by.end), "work the change out again"
            yield _finding(passage, span, message, hint, severity="warning")


def _fractions(passage: Passage) -> Iterator[Finding]:
    for each in find_fractions(passage):
        if not each.holds:
            message = f"the words and the figure differ: {each.percent.text} is not {each.words}"
            hint = "correct the words or the figure"
            yield _finding(passage, (each.start, each.end), message, hint, severity="warning")


def _finding(
    passage: Passage, span: tuple[int, int], message: str, hint: str, *, severity: Severity = "error"
) -> Finding:
    text = " ".join(passage.prose[slice(*span)].split())
    text += ")" * (text.count("(") - text.count(")"))
    return Finding(CODE, severity, passage.place(span[0]), message, text, hint)
