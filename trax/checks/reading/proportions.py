"""Percentages of a whole that stands before them: `Of the 214 readers 120 read it at once (56.1%), 62 later (29.0%)`.

A tie is a count and its percentage side by side. The ties of a sentence share a whole where their words name it, or
where the other ones fit it; then the one that does not fit is wrong. `ratios` reads the forms in which part, whole and
percentage stand together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.ratios import Share
from trax.checks.reading.statements import WORD, is_next
from trax.checks.reading.wholes import counts_others, is_out_of, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement

_OTHERS = (
    r"(?!\s(?:most|all|half|majority|many|several|some|more|less|than|up|down|from|to|rates?|average|each|per|ones)\b)"
)
_W = rf"(?:{_OTHERS}{WORD})"
_WHOLE = r"(?:out )?of (?:(?:the|its|all|their|our|these|those|a total of)\s){0,2}"
_TIE = re.compile(
    rf"(?P<part>#)(?:\s{_WHOLE}(?P<own>#))?(?P<words>{_W}{{0,8}})"
    r"(?:\s?\(\s?(?:or\s|i\.e\.\s|that is,?\s|equal to\s)?(?P<in>%)(?P<of>\sof (?:the total|them"
    r"|all)[^()#%]{0,20})?\s?\)"
    r"|(?:,|\s\u2013|\s\u2014|\s-)\s?(?:or |that is |i\.e\. )?(?P<beside>%)(?=\s?(?:[,.;)\u2013\u2014]|-\s|\Z)))"
    rf"|(?P<first>%)(?:\s{_WHOLE}(?P<all>#))?{_W}{{0,4}}\s?\(\s?(?P<count>#)(?:\s\w+)?\s?\)"
)
_STATED = (
    re.compile(
        r"(?P<part>#)(?:\s\w+){0,3}?\s(?:is|are|was|were|makes?|equals?|=|represents?|represented"
        r"|corresponds? to|amounts? to"
        rf"|accounts? for|accounted for|made up)\s(?P<percent>%)\s{_WHOLE}(?P<whole>#)"
    ),
    re.compile(
        rf"(?P<percent>%)\s{_WHOLE}(?P<whole>#){_W}{{0,4}},?\s(?:is|are|was|were|makes?|equals?|=|gives|or|that is"
        r"|i\.e\.|meaning)\s(?P<part>#)"
    ),
    re.compile(rf"(?P<part>#){_W}{{0,4}},\s(?:or\s|that is\s|i\.e\.\s)?(?P<percent>%)\s{_WHOLE}(?P<whole>#)"),
    re.compile(
        rf"(?P<part>#)\s{_WHOLE}(?P<whole>#){_W}{{0,6}}(?:,|\s\(|\s\u2013)?\s?(?:which is|that is|i\.e\.|or|making"
        r"|(?:an?|the)"
        r"\s(?:\w+\s)?(?:share|rate|quota|proportion|percentage)\s(?:of|is|was))\s(?P<percent>%)(?=[.,;)]|\Z)"
    ),
    re.compile(rf"(?P<part>#)\s\w+\s(?:were|was|are|is) among the (?P<whole>#){_W}{{0,2}}\s\((?P<percent>%)\)"),
)
_OUT_OF = re.compile(
    r"(?:\b(?:Of|From|[Oo]ut of|[Aa]mong(?:st)?|total of)|[,;:(\u2013]\s?of)\s(?:(?:the|its|all|their|these|those"
    r"|a total of)\s){0,2}(?P<whole>#)"
)
_OF_THEM = re.compile(r"\s?of (?:them|these|those|whom|which)\b(?! \w+ed\b| made\b)")
_TOTAL_BEFORE = re.compile(r"(?P<whole>#)(?:\s\w+){0,6}\s?(?::|\u2013|\u2014)\s?\Z")
_BARE = frozenset({" of them", " of these", " of those", " of whom", " of which"})
_CHANGES = re.compile(r"\b(?:to|from|by|until|than|minus|plus|up|down)\s?\Z")
_CHANGES_FROM = re.compile(r"\bfrom (?:the )?\Z")
_FEWEST, _PAIR = 2, 2


class _Tie(NamedTuple):
    """A count and the percentage that it is of something; `own` is the whole that stands with it."""

    part: FigureMention
    percent: FigureMention
    own: FigureMention | None
    is_of_them: bool
    words: str
    at: int


def find_proportions(passage: Passage) -> Iterator[Share]:
    """Yield each percentage that is not the quotient of its count and the whole of its sentence."""
    before = None
    for statement in passage.statements:
        if "%" in statement.text and statement.counts:
            near = before if before and is_next(passage, before, statement) else None
            yield from _stated(statement)
            ties = list(_ties(statement))
            if ties:
                yield from _judged(passage, statement, ties, near)
        before = statement


def _stated(statement: Statement) -> Iterator[Share]:
    for pattern in _STATED:
        for match in pattern.finditer(statement.text):
            part, whole, percent = (statement.figure_of(match, name) for name in ("part", "whole", "percent"))
            share = Share(part, whole, percent)
            if not any(each.hedge for each in (part, whole, percent)) and 0 < part.value <= whole.value:
                yield share


def _ties(statement: Statement) -> Iterator[_Tie]:
    for match in _TIE.finditer(statement.text):
        part = statement.figure_of(match, "part" if match["part"] else "count")
        percent = statement.figure_of(match, next(name for name in ("in", "beside", "first") if match[name]))
        own = next((statement.figure_of(match, name) for name in ("own", "all") if match[name]), None)
        is_of_them = _OF_THEM.match(match["words"] or "") is not None
        if not (part.hedge or percent.hedge or part.unit) and 0 < percent.value <= 100:  # noqa: PLR2004 - percent
            yield _Tie(part, percent, own, is_of_them, match["words"] or "", match.start())


def _judged(passage: Passage, statement: Statement, ties: Sequence[_Tie], before: Statement | None) -> Iterator[Share]:
    wholes, is_named = _wholes(statement, ties, before)
    best: tuple[int, list[_Tie], FigureMention] | None = None
    for whole in wholes:
        wrong = [tie for tie in ties if not _is_quotient(tie, whole)]
        fitting = len(ties) - len(wrong)
        if whole.value >= max(tie.part.value for tie in ties) and (best is None or fitting > best[0]):
            best = fitting, wrong, whole
    if best is None or len(best[1]) != 1:
        return
    fitting, (tie,), whole = best
    is_sure = is_named and (fitting > 0 or (wholes == [whole] and _is_said(passage, statement, tie, whole)))
    if (is_sure or fitting >= _FEWEST) and not _is_of_another(statement, tie, before):
        yield Share(tie.part, whole, tie.percent)


def _is_said(passage: Passage, statement: Statement, tie: _Tie, whole: FigureMention) -> bool:
    """Return whether the words say that a single count is one of the whole: nothing else then shows it."""
    if whole not in statement.counts or tie.is_of_them:
        return tie.is_of_them and (whole not in statement.counts or tie.words in _BARE)
    between = statement.text[statement.at[statement.figures.index(whole)] : tie.at]
    if _CHANGES.search(between) or _CHANGES_FROM.search(statement.text[: statement.at[statement.figures.index(whole)]]):
        return False
    is_named = is_out_of(passage.prose, whole) or is_whole(passage.prose, whole)
    is_free = tie.own is None and " of " not in tie.words and not counts_others(passage.prose, tie.part)
    return is_named and is_free and len(statement.counts) == _PAIR and not counts_others(passage.prose, whole)


def _is_quotient(tie: _Tie, whole: FigureMention) -> bool:
    return bool(whole.value) and Share(tie.part, whole, tie.percent).holds


def _wholes(statement: Statement, ties: Sequence[_Tie], before: Statement | None) -> tuple[list[FigureMention], bool]:
    """Return the counts that may be the whole of all ties, and whether words name them."""
    own = [tie.own for tie in ties if tie.own]
    first = min(tie.at for tie in ties)
    named = [
        statement.figure_of(match, "whole") for match in _OUT_OF.finditer(statement.text) if match.end() - 1 <= first
    ]
    if own or named:
        return [each for each in (*own, *named) if not each.hedge], True
    parts = [tie.part for tie in ties]
    most = max(part.value for part in parts)
    free = [
        each
        for each in statement.counts
        if each not in parts and not each.hedge and each.start < parts[0].start and each.value >= most
    ]
    if free:
        lead = _TOTAL_BEFORE.search(statement.text[:first])
        return free, lead is not None or len(free) == 1
    if before:
        counts = [each for each in before.counts if not each.hedge]
        return counts, len(counts) == len(before.counts) == 1
    return [], False


def _is_of_another(statement: Statement, tie: _Tie, before: Statement | None) -> bool:
    """Return whether the percentage is that of its count and any other count beside it."""
    counts = (*statement.counts, *(before.counts if before else ()))
    return any(
        Share(tie.part, each, tie.percent).holds
        for each in counts
        if each is not tie.part and each.value >= tie.part.value
    )
