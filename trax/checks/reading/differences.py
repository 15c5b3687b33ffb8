"""Differences that a text works out: `372, 72 more than the 300 of 2014`, `leaves 145 of the 192`, `the other 77`.

Where a sentence has more figures than the words need, any two of them that give the difference make it right.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from trax.checks.reading.statements import WORD, Miscount, is_next, written
from trax.checks.reading.wholes import counts_others, is_out_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement
    from trax.model import Severity

_MORE_THAN = re.compile(
    r"(?P<by>#)(?:\s(?:recommendations?|States?|countries|people|participants|organi[sz]ations|NGOs|reports"
    r"|speakers|places|points))?"
    r"\s(?P<way>more|fewer|less|higher|lower|above|below)(?:\s(?:recommendations?|States?|people|participants"
    r"|reports|speakers|in number))?"
    r"\sthan(?P<words>(?:\s(?!and\b|or\b|but\b)[\w'\u2019(-]+){0,7}?)\s?\(?(?P<first>#)"
)
_THAN_YEAR = re.compile(
    r"(?P<by>#) (?:\w+ )?(?P<way>more|fewer|less) (?:\w+ )?than (?:in|at|during|for) [^#%^.;]{0,30}(?=[.,;)]|\Z)"
)
_TIED = re.compile(
    rf"{WORD}{{0,9}}\s?\)?\s?[,;:(\u2013\u2014-]\s?(?:(?:which|that|this|it)\s(?:is|was)\s|and so\s|or\s|i\.e\.\s"
    r"|exactly\s|just\s|only\s|got\s|received\s|has\s|had\s|made\s|is\s|was\s"
    r"|again\s|still\s|a full\s)*"
)
_REFERS_BACK = re.compile(
    r"\s?(?:That|This|It|These|They|Those|Which)\s(?:is|was|are|were|makes|means)(?:\s(?:exactly|just|only|still))?\s\Z"
)
_DIFFERENCE = re.compile(
    r"\b(?:difference|gap|margin|spread|distance)(?:\sbetween[^#%^.;]{0,40})?\s(?:of|is|was|:)(?:\s(?:only"
    r"|exactly|just|as much as))?\s(?P<by>#)(?!\s(?:years|days|months|weeks|hours|between the (?:last|first|two"
    r"|other)))"
    r"|(?P<apart>#)(?:\s\w+)?\sapart\b"
)
_EXTREMES = re.compile(
    r"\b(?:most|highest|largest|maximum|fewest|lowest|smallest|least|minimum|extremes?|top|bottom)\b", re.IGNORECASE
)
_LEAVES = re.compile(
    r"\b(?:leaves|leaving|leave|left)(?:\s(?:us|it|them|with|only|just|another|a further|still"
    r"|the State))*\s(?P<left>#)"
    r"(?:\s?\(%\))?(?:\s(?:recommendations\s)?(?:out )?of (?:the |its |all )*(?P<whole>#))?"
)
_OTHER = re.compile(
    r"\bthe (?:other|remaining) (?P<left>#)"
    r"|\band (?P<left2>#)(?:\s\w+)? (?:have|has|had|did|do|are|were|could) not(?: yet)?(?=[.,;)]|\Z)"
)
# Two counts with their difference behind a colon: "in 2014: 72 more".
_MORE = re.compile(r"[:,(\u2013] (?:that is |which is |or )?(?P<by>#) (?:\w+ )?(?P<way>more|fewer|less)(?=[.,;)]|\Z)")
_WHOLE_BEFORE = re.compile(r"# of (?:the |its |all |these |those )*#")
_NEAR, _PAIR, _MOST = 0.12, 2, 6
_ONE = re.compile(r"\b(?:one|another|a single|an?)\b", re.IGNORECASE)
_HINT = "work the difference out again, or correct one of the two figures"


def find_differences(passage: Passage) -> Iterator[Miscount]:
    """Yield each difference that is not the one of the figures beside it."""
    for index, statement in enumerate(passage.statements):
        before = passage.statements[index - 1] if index else None
        if before and not is_next(passage, before, statement):
            before = None
        text = statement.text
        if " than " in text:
            yield from _more_than(statement, before)
        if " more" in text or " fewer" in text or " less" in text:
            yield from _more_than_before(passage, statement)
        if "of #" in text or "apart" in text or "is #" in text or "was #" in text:
            yield from _apart(statement, before)
        if "lea" in text or "left" in text or "the other #" in text or "the remaining #" in text or " not" in text:
            yield from _left(passage, statement, before)


def _more_than(statement: Statement, before: Statement | None) -> Iterator[Miscount]:
    """Yield what is wrong with "372, 62 more than the 300 of 2014"."""
    for match in _MORE_THAN.finditer(statement.text):
        by, first = statement.figure_of(match, "by"), statement.figure_of(match, "first")
        if by.hedge or first.hedge == "about":  # "more than the 300" blurs nothing here
            continue
        subjects, is_sure = _subjects(statement, before, match.start("by"))
        sign = -1 if match["way"] in {"fewer", "less", "lower", "below"} else 1
        if subjects and not any(last.value - first.value == sign * by.value for last in subjects):
            yield _not_apart(by, subjects[0], first, is_sure=is_sure)


def _more_than_before(passage: Passage, statement: Statement) -> Iterator[Miscount]:
    """Yield what is wrong with "300 in 2010 and 372 now, 62 more than in 2010": two counts of one kind before it."""
    for match in (*_THAN_YEAR.finditer(statement.text), *_MORE.finditer(statement.text)):
        by = statement.figure_of(match, "by")
        first, last = ([each for each in statement.counts if each.start < by.start] + [by, by])[:_PAIR]
        is_vague = any(each.hedge for each in (*statement.counts, by))
        if len(statement.counts) != _PAIR + 1 or by in {first, last} or is_vague:
            continue
        if counts_others(passage.prose, first) != counts_others(passage.prose, last):
            continue
        is_tied = match.re is _MORE or _is_tied(statement, last, match.start("by"))
        if is_tied and by.value != abs(last.value - first.value) and by.value < max(first.value, last.value):
            yield _not_apart(by, last, first, is_sure=False)


def _is_tied(statement: Statement, figure: FigureMention, position: int) -> bool:
    at = statement.at[statement.figures.index(figure)] + 1
    return _TIED.fullmatch(statement.text, at, position) is not None


def _subjects(statement: Statement, before: Statement | None, position: int) -> tuple[list[FigureMention], bool]:
    """Return the counts that may be more by something, the likeliest first, and whether that is sure."""
    earlier = [
        figure for figure, at in zip(statement.figures, statement.at, strict=True) if at < position and not figure.unit
    ]
    if earlier:
        nearest = earlier[-1]
        is_tied = _is_tied(statement, nearest, position)
        return (earlier[::-1], True) if is_tied and not nearest.hedge else ([], False)
    if before is None or not _REFERS_BACK.fullmatch(statement.text[:position]):
        return [], False
    counts = [each for each in before.counts if not each.hedge]
    return (counts, True) if len(counts) == len(before.counts) == 1 else ([], False)


def _not_apart(by: FigureMention, last: FigureMention, first: FigureMention, *, is_sure: bool) -> Miscount:
    message = f"between {last.text} and {first.text} there are {written(abs(last.value - first.value))}, not {by.text}"
    return Miscount(by.start, max(by.end, first.end), message, _HINT, "error" if is_sure else "warning")


def _apart(statement: Statement, before: Statement | None) -> Iterator[Miscount]:
    """Yield what is wrong with "a difference of 163" where two figures stand beside it."""
    for match in _DIFFERENCE.finditer(statement.text):
        by = statement.figure_of(match, "by" if match["by"] else "apart")
        counts = [each for each in statement.counts if each is not by]
        if len(counts) < _PAIR and before:
            counts = [*before.counts, *counts]
        vague = by.hedge or any(each.hedge for each in counts)
        differences = {abs(one.value - other.value) for one, other in combinations(counts[:_MOST], 2)}
        if len(counts) < _PAIR or len(counts) > _MOST or vague or by.value in differences:
            continue
        if len(counts) > _PAIR and not _EXTREMES.search((before.text if before else "") + statement.text):
            continue
        ordered = sorted(counts, key=lambda each: each.value)
        if by.value <= ordered[-1].value:
            yield _not_apart(by, ordered[-1], ordered[0], is_sure=len(counts) == _PAIR)


def _left(passage: Passage, statement: Statement, before: Statement | None) -> Iterator[Miscount]:
    """Yield what is wrong with "which leaves 145 of the 192" and "the other 77"."""
    for match in (*_LEAVES.finditer(statement.text), *_OTHER.finditer(statement.text)):
        left = statement.figure_of(match, next(name for name in ("left", "left2") if match.groupdict().get(name)))
        named = statement.figure_of(match, "whole") if match.re is _LEAVES and match["whole"] else None
        whole = named or _whole(passage, statement, before, left)
        if whole is None or left.hedge or whole.hedge:
            continue
        parts = [
            each
            for each in statement.counts
            if each.start < left.start
            and each is not whole
            and not (counts_others(passage.prose, each) and named is None)
        ]
        if not parts and before and whole not in before.counts:
            parts = [each for each in before.counts if each.value != whole.value]
        yield from _remainder(statement, whole, parts, left)


def _remainder(
    statement: Statement, whole: FigureMention, parts: Sequence[FigureMention], left: FigureMention
) -> Iterator[Miscount]:
    if not parts or len(parts) > _MOST or any(each.hedge or each.value > whole.value for each in parts):
        return
    sums = {sum(each.value for each in some) for size in range(1, len(parts) + 1) for some in combinations(parts, size)}
    rest = whole.value - sum(each.value for each in parts)
    off = min(abs(whole.value - each - left.value) for each in sums)
    ones = len(_ONE.findall(statement.text[: statement.at[statement.figures.index(left)]])) if off == 1 else 0
    if off and not ones and off <= max(_PAIR, _NEAR * whole.value) and rest > 0:
        terms = " - ".join(each.text for each in (whole, *parts))
        message = f"{terms} leaves {written(rest)}, not {left.text}"
        severity: Severity = "error" if len(parts) == 1 else "warning"
        yield Miscount(min(left.start, whole.start), max(left.end, whole.end), message, _HINT, severity)


def _whole(
    passage: Passage, statement: Statement, before: Statement | None, left: FigureMention
) -> FigureMention | None:
    """Return what something is left of: "Of the 192", "115 of the 192", or the only count of the sentence before."""
    earlier = [each for each in statement.counts if each.start < left.start]
    named = [each for each in earlier if is_out_of(passage.prose, each)]
    if named or (match := _WHOLE_BEFORE.search(statement.text)) is None:
        if named:
            return named[0] if len(named) == 1 else None
        if before and len(before.counts) == 1 and earlier:
            return before.counts[0]
        return earlier[0] if len(earlier) == _PAIR and earlier[0].value > earlier[1].value else None
    return statement.figure(match.end() - 1) if match.end() - 1 < statement.at[statement.figures.index(left)] else None
