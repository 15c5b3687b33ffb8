"""Averages per State, review or delegation, with the total and the number they are made of.

"14 States received 2,980 recommendations, an average of 213 per State". Total and number stand in the same sentence, or
in the one before or after; where a session of the UPR is named and no number, its States in the table count. Any two
counts beside it that give the average make it right: it may be theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.figures import COUNTED
from trax.checks.reading.statements import WORD, Miscount, is_next, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement
    from trax.model import Severity

_SAYS_AVERAGE = re.compile(r"averag|\bmean\b|\bper\b|\beach\b", re.IGNORECASE)
_ONE_OF_THEM = r"(?P<of>State|country|SuR|review|delegation|speaker|organi[sz]ation|session|report|event|NGO|mission)\b"
_EACH = (
    r"(?:per|for each|to each|by each|in each|from each|for every|to every|each|a|for one)\s(?:of the "
    rf"(?P<number>#) \w+|{_ONE_OF_THEM})"
)
_AVERAGE = re.compile(
    rf"\b[Oo]n average,?\s(?:each|every one) of (?:the|its|these)\s(?P<parts>#){WORD}{{1,6}}?\s(?P<d>#)"
    r"|(?:"
    r"\baverag(?:e|ed|es|ing)(?:\s(?:number|figure|total))?(?:\s(?:of|is|was|being|stood at|comes to|makes"
    r"|stands at)){0,2}"
    r"(?:\s(?:just|exactly|precisely|some|about|around|almost|nearly|over|under|roughly|more|less|fewer|than|well"
    r"|a|little|slightly))*"
    rf"|\b[Oo]n average,?{WORD}{{0,4}}?"
    rf"|\baverage of{WORD}{{1,2}}?"
    rf"|\baverage (?:number of|per){WORD}{{1,6}}?\s(?:is|was|stood at|comes to|makes|:)"
    r")\s(?P<a>#)"
    rf"|(?P<b>#){WORD}{{0,4}}?,?\son average\b(?![^#,.;]{{0,30}}#)"
    r"|\b(?:or|that is|i\.e\.|which is|which makes|making|=)\s(?P<c>#)(?="
    rf"(?:\srecommendations?)?\s{_EACH.replace('?P<of>', '?:').replace('?P<number>', '?:')})",
)
_UNIT = re.compile(rf"{WORD}{{0,5}}?\s{_EACH}", re.IGNORECASE)
_UNIT_BEFORE = re.compile(rf"\b[Ee]ach\s{_ONE_OF_THEM}{WORD}{{0,6}}\s?\Z")
_NO_QUOTIENT = re.compile(
    r"\b(?:median|weighted|without|excluding|apart from|except|not counting|leaving out|recommending|annual\w*"
    r"|per year|a year"
    r"|yearly|minutes?|hours?|days?|seconds?|pages?|words?|points?|years?|months?|weeks?|age)\b",
    re.IGNORECASE,
)
_STATES = re.compile(r"\bStates?\b|\bcountr(?:y|ies)\b|\bSuRs?\b")
_NOUN = re.compile(
    r"\s(?:(?!(?:per|for|to|each|from|by|in|of|and|or|on|a|at|with|were|was|is|are)\b)\w+\s){0,2}?"
    rf"(?P<noun>{COUNTED}|sessions?|events?|meetings?)\b",
    re.IGNORECASE,
)
# Behind the figure, before a noun that is not known; of what it is an average nobody can tell then.
_OF_WHAT = re.compile(
    r"\s(?!(?:per|for|to|each|from|by|in|at|and|were|was|on|this|which|than|a|of|but|while|that|every)\b)[a-z]"
)
_SAME_AS = {"country": "state", "countrie": "state", "sur": "state"}
_IN_ALL = re.compile(r"\s(?:in all|in total|altogether)\b")
_NEAR, _ROUND, _TEN, _TINY = 0.1, 100, 10, 1e-6
_HINT = "correct the average, the total or the number"


@dataclass(frozen=True, slots=True)
class _Average:
    """An average, what it is an average of, and per what; empty where the words do not say."""

    figure: FigureMention
    of: str
    per: str
    number: FigureMention | None


def find_averages(passage: Passage) -> Iterator[Miscount]:
    """Yield each average that is not the total divided by the number."""
    for index, statement in enumerate(passage.statements):
        if _SAYS_AVERAGE.search(statement.text) and not _NO_QUOTIENT.search(statement.text):
            found = list(_averages(passage, statement))
            if len(found) == 1:  # two averages have two totals
                yield from _judged(passage, index, found[0])


def _averages(passage: Passage, statement: Statement) -> Iterator[_Average]:
    for match in _AVERAGE.finditer(statement.text):
        group = next(name for name in "abcd" if match[name])
        figure = statement.figure_of(match, group)
        unit = _UNIT.match(statement.text, match.start(group) + 1) or _UNIT_BEFORE.search(
            statement.text[: match.start(group)]
        )
        has_number = unit is not None and "number" in unit.re.groupindex and unit["number"] is not None
        number = statement.figure_of(unit, "number") if unit and has_number else None
        if match["d"]:
            number = statement.figure_of(match, "parts")
        kind = _kind(passage, figure)
        if not kind and _OF_WHAT.match(statement.text, match.start(group) + 1):
            continue
        yield _Average(figure, kind, _same(unit["of"] or "State") if unit else "", number)


def _judged(passage: Passage, index: int, average: _Average) -> Iterator[Miscount]:
    statement, figure = passage.statements[index], average.figure
    around = [each for each in _around(passage, index) if figure not in each.figures or each is statement]
    totals, is_total_here = _totals(passage, around, statement, average)
    numbers, is_sure = _numbers(passage, around, statement, average)
    if len({each.value for each in totals}) != 1 or len({value for value, _ in numbers}) != 1 or totals[0].hedge:
        return
    total, (number, words) = totals[0], numbers[0]
    others = [each.value for each in statement.counts if each is not figure] + [number]
    others = [number] if figure.hedge else others
    others += [float(len({state.iso3 for state in passage.states_between(statement.start, statement.end)}))]
    bigger = [each.value for each in statement.counts if each.value > figure.value and not each.hedge] + [total.value]
    if number and not any(_fits(one / other, figure) for one in bigger for other in others if other > 1):
        right = written(total.value / number, max(figure.decimals, 1))
        message = f"{total.text} divided by {words} is {right}, not {figure.text}"
        severity: Severity = "error" if is_sure and is_total_here and not figure.hedge else "warning"
        yield Miscount(figure.start, figure.end, message, _HINT, severity)


def _around(passage: Passage, index: int) -> list[Statement]:
    """Return the sentence, the one before and the one after, as far as they are of one paragraph."""
    statements, found = passage.statements, [passage.statements[index]]
    if index and is_next(passage, statements[index - 1], statements[index]):
        found.append(statements[index - 1])
    if index + 1 < len(statements) and is_next(passage, statements[index], statements[index + 1]):
        found.append(statements[index + 1])
    return found


def _totals(
    passage: Passage, around: Sequence[Statement], statement: Statement, average: _Average
) -> tuple[list[FigureMention], bool]:
    """Return the counts that may be the total, and whether they stand before or with the average."""
    wanted = average.of or "recommendation"
    for each in around:
        found = [
            count
            for count in each.counts
            if count.value > average.figure.value and count is not average.number and _is_total(passage, count, wanted)
        ]
        if found:
            return found, each is statement or each.start < statement.start
    return [], False


def _is_total(passage: Passage, count: FigureMention, wanted: str) -> bool:
    kind = _kind(passage, count)
    return kind == wanted or (not kind and _IN_ALL.match(passage.prose, count.end) is not None)


def _numbers(
    passage: Passage, around: Sequence[Statement], statement: Statement, average: _Average
) -> tuple[list[tuple[float, str]], bool]:
    """Return the numbers of States or reviews that may divide the total, with their words, and whether that is sure."""
    if average.number:
        return [(average.number.value, average.number.text)], True
    per = average.per or "state"
    for each in around:
        found = [count for count in each.counts if _kind(passage, count) == per and count is not average.figure]
        if found:
            sure = (average.per != "" or len(found) == 1) and (each is statement or each.start < statement.start)
            return [(count.value, count.text) for count in found if not count.hedge], sure
    return (
        _of_session(passage, around, per, statement) if average.per == "state" or _says_states(around) else ([], False)
    )


def _says_states(around: Sequence[Statement]) -> bool:
    return any(_STATES.search(each.text) for each in around)


def _of_session(
    passage: Passage, around: Sequence[Statement], per: str, statement: Statement
) -> tuple[list[tuple[float, str]], bool]:
    """Return the number of States of the one session that the sentences name."""
    named = {
        (mention.number, mention.is_sure)
        for each in around
        if each.start <= statement.start
        for mention in passage.sessions_between(each.start, each.end)
        if not mention.is_pre
    }
    session = passage.table.session(next(iter(named))[0]) if len(named) == 1 else None
    if per != "state" or session is None or not session.states or not next(iter(named))[1]:
        return [], False
    if session.confidence.states not in {"verified", "single-source"} or session.not_reviewed:
        return [], False
    words = f"the {len(session.states)} States of session {session.number}"
    return [(float(len(session.states)), words)], session.confidence.states == "verified"


def _kind(passage: Passage, figure: FigureMention) -> str:
    noun = _NOUN.match(passage.prose, figure.end, figure.end + 60)
    return _same(noun["noun"]) if noun else ""


def _same(noun: str) -> str:
    kind = noun.lower().rstrip("s")
    return _SAME_AS.get(kind, kind)


def _fits(quotient: float, figure: FigureMention) -> bool:
    """Return whether an average is the quotient, rounded or cut off, or as near as its words say."""
    if figure.hedge == "about":
        return abs(quotient - figure.value) <= _NEAR * quotient
    if figure.hedge:
        is_over = figure.hedge == "over"
        return figure.value <= quotient + 1 if is_over else figure.value >= quotient - 1
    is_rounded = figure.value >= _ROUND and figure.value % _TEN == 0
    return abs(quotient - figure.value) < (_TEN if is_rounded else figure.step) + _TINY
