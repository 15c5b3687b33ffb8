"""All arithmetic of a passage that does not come out, in the words of a finding, each place once.

The readers beside this one find what can be worked out again and judge it; here their findings come together. One slip
is often seen twice, as a sum and as a quotient: the first that speaks of a place is the one that is told.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from trax.checks.reading.averages import find_averages
from trax.checks.reading.comparisons import find_changes, find_counted_fractions, find_fractions
from trax.checks.reading.differences import find_differences
from trax.checks.reading.equations import find_equations
from trax.checks.reading.growth import find_growth
from trax.checks.reading.parts import find_parts
from trax.checks.reading.proportions import find_proportions
from trax.checks.reading.ratios import find_shares
from trax.checks.reading.statements import Miscount
from trax.checks.reading.sums import wrong_counts, wrong_percents
from trax.checks.reading.table_sums import find_table_sums
from trax.checks.reading.totals import find_totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.parts import PartRun
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.ratios import Share

_READERS = (find_equations, find_totals, find_averages, find_differences, find_growth)


def find_miscounts(passage: Passage) -> Iterator[Miscount]:
    """Yield what does not come out in a passage; of what is said of one place, the first."""
    if not passage.figures:
        return
    told: list[Miscount] = []
    for miscount in _all(passage):
        # What was told does not overlap, so the neighbours in the order of places are enough.
        index = bisect_left(told, miscount.span[0], key=lambda each: each.span[0])
        if not any(miscount.overlaps(each) for each in told[max(0, index - 1) : index + 1]):
            told.insert(index, miscount)
            yield miscount


def _all(passage: Passage) -> Iterator[Miscount]:
    yield from find_table_sums(passage)
    runs = tuple(find_parts(passage))
    shares = (*find_shares(passage, runs), *find_proportions(passage))
    wrong = tuple(share for share in shares if not share.holds)
    yield from _sums(runs, [share.percent for share in wrong])
    yield from map(_quotient, wrong)
    yield from _changes(passage)
    yield from _fractions(passage)
    for find in _READERS:
        yield from find(passage)


def _sums(runs: Sequence[PartRun], wrong: Sequence[FigureMention]) -> Iterator[Miscount]:
    for run in runs:
        # A percentage that is no quotient is said of itself; then the sum is wrong because of it.
        found = wrong_counts(run) or (None if any(each in wrong for each in run.percents) else wrong_percents(run))
        if found:
            severity, message = found
            hint = "correct a part or the whole, or say what is missing or counted twice"
            yield Miscount(run.start, run.end, message, hint, severity)


def _quotient(share: Share) -> Miscount:
    right = f"{share.quotient:.{max(share.percent.decimals, 1)}f}".rstrip("0").rstrip(".")
    message = f"{share.part.text} of {share.whole.text} is {right}%, not {share.percent.text}"
    hint = f"write {right}%, or correct one of the two counts"
    return Miscount(share.percent.start, share.percent.end, message, hint)


def _changes(passage: Passage) -> Iterator[Miscount]:
    for change in find_changes(passage):
        words = f"from {change.first.text} to {change.last.text}"
        start, end = change.first.start, change.last.end
        if change.is_other_way:
            message = f"{words} is not the way the words say"
            yield Miscount(start, end, message, "put the figures in order, or correct the word", "warning")
        elif change.by and not change.size_holds:
            message = f"{words} is no change of {change.by.text}, neither in points nor in percent"
            yield Miscount(start, change.by.end, message, "work the change out again", "warning")


def _fractions(passage: Passage) -> Iterator[Miscount]:
    for each in find_fractions(passage):
        if not each.holds:
            message = f"the words and the figure differ: {each.percent.text} is not {each.words}"
            yield Miscount(each.start, each.end, message, "correct the words or the figure", "warning")
    for counted in find_counted_fractions(passage):
        if not counted.holds:
            part, whole = counted.part, counted.whole
            message = (
                f"{part.text} of {whole.text} is {100 * part.value / whole.value:.1f}%, not {counted.fraction.words}"
            )
            yield Miscount(part.start, part.end, message, "correct the words or the count", "warning")
