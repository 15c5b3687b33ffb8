"""Statements that divide one figure by another: `3,688 of 7,500 (50.2%)`, `Of 2,944, 1,992 (68%) were accepted`.

The words decide which figure is the whole. A statement holds when its percentage is the quotient to the digit that is
printed, rounded or cut off. It also holds when any two counts of the same sentences give that percentage: then the
percentage may be theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from trax.checks.reading.figures import COUNTED
from trax.checks.reading.wholes import is_out_of, is_part_in_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.parts import Part, PartRun
    from trax.checks.reading.passage import Passage

_OTHER_AMOUNT = (
    r"most|all|half|majority|many|several|some|few|more|less|than|up|down|from|rates?|average|each|per|those|ones"
)
_WORDS = rf"(?:\s(?!(?:{_OTHER_AMOUNT})\b)[^\W\d_][\w'\u2019-]*+){{0,8}}"
_OPENS = re.compile(rf"{_WORDS}\s?\(\s?(?:or\s|i\.e\.\s|that is,?\s|equivalent to\s|representing\s)?")
_OR = re.compile(rf"{_WORDS},?\s(?:or|i\.e\.|that is|representing|corresponding to|equivalent to|amounting to),?\s")
_CLOSES = re.compile(r"\s?\)|\sof (?:the|them|all)\b[^()\d]{0,40}\)")
_COUNT_CLOSES = re.compile(rf"(?:\s{COUNTED})?\s?\)", re.IGNORECASE)
_OF = re.compile(r"(?:\s[a-z]++){0,3}?\s(?:out\s)?of\s(?:(?:an?|the|its|their|these|those|all|total|of)\s){0,4}")
_OF_AFTER = re.compile(r"\s?\)\s(?:[a-z]++\s){0,3}?(?:out\s)?of\s(?:(?:the|its|their|these|those|all)\s){0,2}")
_BEGINS_CLAUSE = re.compile(r"(?:[,;:(\u2013\u2014]|\band|\bonly|\bbut|\bwhile|\bor|\bwhich|\bthem|\bthese)\s\Z")
_PART_OF_IT = re.compile(r"\bof (?:which|these|those|them)\b[^.;\d]{0,20}\Z")
_NOUN = re.compile(rf"\s(?:(?!w|is\b|are\b|ha[ds]\b|have\b)\w+\s){{0,2}}(?P<noun>{COUNTED})\b", re.IGNORECASE)
# A count such as 57,000 is mostly rounded, whether it says so or not: (from which size, in which steps).
_ROUND = ((10_000, 1_000), (1_000, 100))
_TINY = 1e-6
_FAR, _TINY_PERCENT = 1.25, 1.5
_LARGEST_FRACTION = 10
_BARE_OF = re.compile(r"\s(?:out\s)?of\s")
_CERTAIN, _BESIDE = 2, 300


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole and the percentage that a text gives for it.

    Attributes:
        others: Further pairs of part and whole in the same sentence, which the percentage may belong to as well.
    """

    part: FigureMention
    whole: FigureMention
    percent: FigureMention
    others: tuple[tuple[FigureMention, FigureMention], ...] = ()

    @property
    def quotient(self) -> float:
        """The right percentage."""
        return 100 * self.part.value / self.whole.value

    @property
    def holds(self) -> bool:
        """Whether the percentage is the quotient, or that of another pair beside it."""
        return any(_fits(*pair, self.percent) for pair in ((self.part, self.whole), *self.others))


def _fits(part: FigureMention, whole: FigureMention, percent: FigureMention) -> bool:
    quotient = 100 * part.value / whole.value
    if not quotient / _FAR - _TINY_PERCENT < percent.value < quotient * _FAR + _TINY_PERCENT:
        return False  # most pairs are far off; the rest is worth a closer look
    more, wider = _slack(part.value), _slack(whole.value)
    least = 100 * (part.value - more) / (whole.value + wider) - percent.step
    most = 100 * (part.value + more) / (whole.value - wider) + percent.step / 2
    return least + _TINY < percent.value < most + _TINY


def _slack(count: float) -> float:
    return next((step / 2 for size, step in _ROUND if count >= size and count % step == 0), 0)


def find_shares(passage: Passage, runs: Sequence[PartRun]) -> Iterator[Share]:
    """Yield each share of a passage whose words name part, whole and percentage, in order.

    Args:
        runs: The parts of the passage, as `find_parts` gives them.
    """
    figures = passage.figures
    named = {part.percent.start: (part, run) for run in runs for part in run.parts if part.percent}
    for index, percent in enumerate(figures):
        if not percent.is_percent or percent.hedge:
            continue
        found = _spelled_out(passage.prose, figures, index) or _of_run(passage, *named.get(percent.start, (None, None)))
        found = found or _of_whole_before(passage, index)
        if not found or any(each.hedge or each.unit for each in found) or _is_fraction(passage.prose, *found):
            continue
        if 0 < found[0].value <= found[1].value:
            share = Share(*found, percent)
            yield share if share.holds else replace(share, others=_other_pairs(passage, found[0]))


def _spelled_out(text: str, figures: Sequence[FigureMention], index: int) -> tuple[FigureMention, FigureMention] | None:
    """Return part and whole where the three stand side by side, in one of six orders."""
    percent = figures[index]
    before, after = figures[max(0, index - 2) : index], figures[index + 1 : index + 3]
    if before and _leads(text, before[-1], percent):
        if len(before) == 2 and _OF.fullmatch(text, before[0].end, before[1].start):  # noqa: PLR2004 - two figures
            return before[0], before[1]
        if after and (
            _OF_AFTER.fullmatch(text, percent.end, after[0].start)
            or (_OR.fullmatch(text, before[-1].end, percent.start) and _OF.fullmatch(text, percent.end, after[0].start))
        ):
            return before[-1], after[0]
    if len(after) < 2:  # noqa: PLR2004 - two figures
        return None
    first, second = after
    if _OF.fullmatch(text, percent.end, first.start) and _OPENS.fullmatch(text, first.end, second.start):
        return (second, first) if _COUNT_CLOSES.match(text, second.end) else None
    if _OPENS.fullmatch(text, percent.end, first.start):
        is_of = _OF.fullmatch(text, first.end, second.start) or _OF_AFTER.fullmatch(text, first.end, second.start)
        return (first, second) if is_of else None
    return None


def _leads(text: str, count: FigureMention, percent: FigureMention) -> bool:
    """Return whether a percentage is that of the count before it: "1,992 were accepted (68%)", "1,992, or 68%"."""
    if _OPENS.fullmatch(text, count.end, percent.start):
        return _CLOSES.match(text, percent.end) is not None
    return _OR.fullmatch(text, count.end, percent.start) is not None


def _of_run(passage: Passage, part: Part | None, run: PartRun | None) -> tuple[FigureMention, FigureMention] | None:
    """Return count and whole of one of several parts; a part alone needs its whole in the same sentence."""
    if part is None or run is None or part.count is None:
        return None
    begin, end = passage.sentence(part.count.start)
    wholes = [each for each in run.wholes if len(run.parts) >= _CERTAIN or begin <= each.start < end]
    return (part.count, wholes[0]) if wholes else None


def _of_whole_before(passage: Passage, index: int) -> tuple[FigureMention, FigureMention] | None:
    """Return part and whole of "Of the 52 organisations, 39 were national (75%) and 26 small (50%)"."""
    figures, percent = passage.figures, passage.figures[index]
    if not index or not _leads(passage.prose, figures[index - 1], percent):
        return None
    part, before = figures[index - 1], figures[index - 2] if index > 1 else None
    begin, _ = passage.sentence(part.start)
    if not _BEGINS_CLAUSE.search(passage.prose, max(0, part.start - 16), part.start):
        return None
    if before and before.start >= begin and _PART_OF_IT.search(passage.prose, before.end, part.start):
        return part, before
    following = part
    for whole in reversed(passage.figures_between(begin, part.start)):
        if is_out_of(passage.prose, whole) and not is_part_in_total(passage.prose, whole):
            return (part, whole) if _count_the_same(passage.prose, part, whole) else None
        is_part_too = following.is_percent and _leads(passage.prose, whole, following)
        if not (whole.unit or is_part_too or _NOUN.match(passage.prose, whole.end)):
            return None
        following = whole
    return None


def _is_fraction(text: str, part: FigureMention, whole: FigureMention) -> bool:
    """Return whether two counts are a fraction in words, which is rounded: "nine out of ten"."""
    return whole.value <= _LARGEST_FRACTION and _BARE_OF.fullmatch(text, part.end, whole.start) is not None


def _count_the_same(text: str, one: FigureMention, other: FigureMention) -> bool:
    """Return whether two counts have the same noun, or one of them has none."""
    first, second = _NOUN.match(text, one.end), _NOUN.match(text, other.end)
    return not (first and second) or first["noun"].lower().rstrip("s") == second["noun"].lower().rstrip("s")


def _other_pairs(passage: Passage, part: FigureMention) -> tuple[tuple[FigureMention, FigureMention], ...]:
    """Return further pairs that a percentage may belong to, in the sentence of a part.

    Counts that "of" joins ("20 of the 150 recommendations made to 3 of the 14 States"), and the part with any other.
    """
    text = passage.prose
    begin, end = passage.sentence(part.start)
    near = passage.figures_between(max(begin, part.start - _BESIDE), min(end, part.end + _BESIDE))
    figures = [each for each in near if not each.unit]
    joined = [pair for pair in pairwise(figures) if _OF.fullmatch(text, pair[0].end, pair[1].start)]
    joined += [(part, each) for each in figures if each is not part]
    return tuple(pair for pair in joined if pair[1].value)
