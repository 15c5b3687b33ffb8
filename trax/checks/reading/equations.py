"""Arithmetic that a text writes out: `14 + 14 + 13 = 41`, `4 x 14 - 1 = 55`, `14 plus 13 makes 27`.

Words between the terms are labels: `14 (Africa) + 13 (Asia) = 27`. A dash is a minus only between two numbers; a sum of
percentages may be off by what rounding does, a quotient may be rounded or cut off.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from trax.checks.reading.figures import NUMBER_WORDS
from trax.checks.reading.statements import Miscount, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_IS_WRITTEN_OUT = re.compile(r"=|\b(?:plus|minus|times|multiplied by|divided by)\b")
_NUMBER_WORDS = {"one": 1, **NUMBER_WORDS}
_SPELLED = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<number>(?<![\w.,/$\u20ac\u00a3])\d{{1,3}}(?:(?:,\d{{3}})++|(?:['\u2019\u00a0\u202f ]\d{{3}})++(?!\d)|\d*+)"
    rf"(?:\.\d{{1,4}}+)?+(?![\w/]|[.,]\d)(?:\s?%)?+|\b(?i:{_SPELLED})\b(?!-))"
    r"|(?P<equals>=|\b(?:equals?|makes?|gives?|is|are)\b)"
    r"|(?P<operator>[+\u00d7*/\u00f7\u2212\u00b7]|(?<=\s)[\u2013-](?=\s)|(?<=[\d\s)])[xX](?=[\d\s(])"
    r"|\b(?:plus|minus|times|multiplied\sby|divided\sby)\b)"
    r"|(?P<label>\([^()\d=\n]{1,40}\)|[^\W\d_][\w'\u2019-]*+)"
    r"|(?P<space>[^\S\n]++|\n(?!\s))"
    r"|(?P<end>.|\n)",
    re.DOTALL,
)
_OPERATORS = {"+": "+", "plus": "+", "\u2212": "-", "-": "-", "\u2013": "-", "minus": "-", "x": "*", "*": "*"}
_OPERATORS |= {"\u00d7": "*", "\u00b7": "*", "times": "*", "multiplied by": "*", "/": "/", "\u00f7": "/"}
_OPERATORS |= {"divided by": "/"}
_LONGEST, _FEWEST_TERMS, _ALL, _TINY = 240, 2, 100, 1e-6
_MARK = "="
# "14 x 210 minutes = 49 hours" is right: the result is told in another unit.
_UNIT = re.compile(
    r"\s?(?P<unit>k|m|kb|mb|gb|k?bytes?|hours?|h|minutes?|min|seconds?|s|days?|weeks?|months?|years?|thousand|million|billion|dozen)\b",
    re.IGNORECASE,
)
_LABELS_BESIDE = 4


class _Side:
    """One side of an equation: numbers with the operators between them."""

    def __init__(self) -> None:
        self.numbers: list[re.Match[str]] = []
        self.operators: list[str] = []
        self.labels = 0

    def takes(self, token: re.Match[str]) -> bool:
        """Take a token in; return whether the side is still one."""
        if token["number"]:
            self.labels = 0
            if len(self.operators) != len(self.numbers):
                return False
            self.numbers.append(token)
        elif token["operator"]:
            if len(self.operators) + 1 != len(self.numbers):
                return token["operator"] in "-\u2013*" and self.labels > 0  # a dash between words
            self.labels = 0
            self.operators.append(_OPERATORS[" ".join(token["operator"].lower().split())])
        else:
            self.labels += bool(token["label"])
            return self.labels <= _LABELS_BESIDE
        return True

    @property
    def is_whole(self) -> bool:
        return bool(self.numbers) and len(self.operators) + 1 == len(self.numbers)

    @property
    def value(self) -> float | None:
        """What it comes to, products before sums; None where it divides by nothing."""
        terms: list[float] = [_value(self.numbers[0])]
        for operator, number in zip(self.operators, self.numbers[1:], strict=True):
            value = _value(number)
            if operator == "/" and not value:
                return None
            if operator in "*/":
                terms[-1] = terms[-1] * value if operator == "*" else terms[-1] / value
            else:
                terms.append(value if operator == "+" else -value)
        return sum(terms)

    @property
    def slack(self) -> float:
        """How far its value may be off because its numbers are rounded."""
        decimal = [number for number in self.numbers if _step(number) < 1 or "%" in number[0]]
        if not decimal or not self.operators:
            return 0.0
        if "*" not in self.operators and "/" not in self.operators:
            return len(decimal) * max(map(_step, decimal)) / 2
        return max(_step(number) * abs((self.value or 0) / (_value(number) or 1)) / 2 for number in decimal)


def find_equations(passage: Passage) -> Iterator[Miscount]:
    """Yield each equation whose two sides differ."""
    text, done = passage.prose, 0
    for match in _IS_WRITTEN_OUT.finditer(text):
        if match.start() < done:
            continue
        begin, end = passage.sentence(match.start())
        begin, end = max(begin, done, match.start() - _LONGEST), min(end, match.end() + _LONGEST)
        done = end
        yield from _in_sentence(passage.source if "*" in passage.source[begin:end] else text, begin, end)


def _in_sentence(text: str, begin: int, end: int) -> Iterator[Miscount]:
    sides, sign = [_Side()], []
    for token in _TOKEN.finditer(text, begin, end):
        if token["equals"] and (token[0] == _MARK or _may_equal(text, token, sides[-1], end)):
            sides.append(_Side())
            sign.append(token[0])
        elif token["space"]:
            continue
        elif token["end"] or not sides[-1].takes(token):
            yield from _judged(sides, sign)
            sides, sign = [_Side()], []
            if token["number"]:
                sides[-1].takes(token)
    yield from _judged(sides, sign)


def _may_equal(text: str, token: re.Match[str], side: _Side, end: int) -> bool:
    """Return whether a word says that two sides are equal: it follows arithmetic, and a number follows it."""
    after = _TOKEN.match(text, token.end() + 1) if token.end() + 1 < end else None
    return len(side.numbers) >= _FEWEST_TERMS and side.is_whole and after is not None and bool(after["number"])


def _judged(sides: list[_Side], signs: list[str]) -> Iterator[Miscount]:
    for (left, right), sign in zip(pairwise(sides), signs, strict=True):
        if right.operators and not right.is_whole:
            right.operators.pop()  # what follows is no part of it: "= 41 - and so"
        if not (left.is_whole and right.is_whole) or not (left.operators or right.operators):
            continue
        if sign != _MARK and right.operators:
            continue
        yield from _differing(left, right)


def _differing(left: _Side, right: _Side) -> Iterator[Miscount]:
    sum_side, result = (left, right) if left.operators else (right, left)
    value, other = sum_side.value, result.value
    is_saying = set(map(_value, sum_side.numbers)) == {1.0}  # 1 + 1 = 3
    if value is None or other is None or is_saying or _changes_unit(left, right):
        return
    divides, has_percent = "/" in sum_side.operators, any("%" in number[0] for number in sum_side.numbers)
    # A percentage may stand for a hundredth, or for a count of hundredths.
    found = {value} | ({value * _ALL} if divides or has_percent else set())
    found |= {value / _ALL} if has_percent else set()
    if any(abs(each - other) <= _slack(sum_side, result, other) + _TINY for each in found):
        return
    decimals = max(len(number[0].rstrip("% ").partition(".")[2]) for number in result.numbers)
    words = f"{' '.join(_terms(sum_side))} is {written(value, max(decimals, 1))}"
    message = (
        f"{words}, the other side {written(other)}" if result.operators else f"{words}, not {result.numbers[0][0]}"
    )
    yield Miscount(left.numbers[0].start(), right.numbers[-1].end(), message, "correct a term or the result")


def _slack(sum_side: _Side, result: _Side, other: float) -> float:
    """Return how far the two sides may differ: by the rounding of the terms, and of the result of a division."""
    step = min(_step(number) for number in result.numbers)
    if "/" in sum_side.operators:
        return step - 2 * _TINY
    slack = max(sum_side.slack, result.slack) + (step / 2 if sum_side.slack else 0)
    return max(slack, 1.0) if sum_side.slack and other == _ALL else slack


def _changes_unit(left: _Side, right: _Side) -> bool:
    """Return whether the result has a unit that no term has."""
    text = right.numbers[-1].string
    unit = _UNIT.match(text, right.numbers[-1].end())
    terms = text[left.numbers[0].start() : right.numbers[0].start()].lower()
    return unit is not None and unit["unit"].lower().rstrip("s") not in terms


def _terms(side: _Side) -> Iterator[str]:
    yield side.numbers[0][0]
    for operator, number in zip(side.operators, side.numbers[1:], strict=True):
        yield {"*": "\u00d7", "/": "\u00f7"}.get(operator, operator)
        yield number[0]


def _value(number: re.Match[str]) -> float:
    word = number[0].lower()
    if word in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[word])
    return float("".join(sign for sign in word if sign.isdecimal() or sign == "."))


def _step(number: re.Match[str]) -> float:
    decimals = number[0].rstrip("% ").partition(".")[2]
    return 10.0 ** -len(decimals)
