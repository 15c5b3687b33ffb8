"""Counts in a row, as parts of one total: `Africa 5, Asia 4 and Eastern Europe 3`, `346, 332 and 361`.

They stand side by side in one form: a label before each, one behind each, or none. "Including", "among them" and "of
which" say that a row is not all, "per" and "from … to" that a figure is no part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.statements import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.statements import Statement

WORDS = rf"{WORD}{{0,8}}"
SHARE = r"(?:\s?\(%[^()#%]{0,30}\))?"
_REMARK = r"(?:\s\([^()#%\d]{1,30}\))?"
# From one part to the next: the end of its label, what divides them, and the label of the next one.
_STEP = re.compile(
    rf"(?P<tail>{WORDS}{_REMARK}){SHARE}\s?\)?"
    r"(?:\s?[,;/+\u2013\u2014]\s?(?:(?:and|plus|as well as|with|while|but|then)\b)?|\s(?:and|plus|&|as well as"
    r"|while)\b)"
    rf"(?P<head>{WORDS}{_REMARK})\s?[:=]?\s?[\u2013(]?\s?"
)
_END = re.compile(rf"{WORDS}{SHARE}\s?(?:\)|[.!?;]?\s?\Z)")
_NO_PART = re.compile(
    r"\b(?:of (?:which|these|those|them|whom)|including|includes?|among|such as|e\.g|for example|notably|especially|per"
    r"|each|every|than|compared|against|up|down|more|less|fewer|higher|lower|out of|until|since|average|percent|except"
    r"|minus|without|respectively|most|least|only|the (?:highest|largest|lowest|fewest)|both|half|fall|rise|rose|fell"
    r"|instead|versus|vs|yet|ago|now)\b"
    r"|\b(?:from|to|by|of|between|about|over|nearly|almost|around|times)\s?\Z",
    re.IGNORECASE,
)
_BEGINS_SOME = re.compile(
    r"\b(?:including|includes?|among (?:them|which|others)|such as|e\.g\.|notably|especially|particularly|between|than"
    r"|for example|like|above all|led by|headed by|largest|highest|most|top)\b[^.;:#%]{0,40}\Z",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:others|several|some|a few|many more|the rest|etc|and so on|elsewhere|remainder|the remaining|various"
    r"|\w+ more)\b"
    r"|\u2026|\.\.\.",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\b(?:from|of|by|with|at|for|in)\s\Z")
_FEWEST, _BEFORE, _LAST = 2, 80, 60


class PartRow(NamedTuple):
    """Parts side by side.

    Attributes:
        labels: The words before the first part, then those after each one up to the next.
        form: On which side of its part a label stands: `h` before it, `t` behind it, empty for bare figures.
        first: Which figure of its sentence the first part is.
    """

    parts: tuple[FigureMention, ...]
    labels: tuple[str, ...]
    form: str
    first: int

    @property
    def value(self) -> float:
        """The sum of the parts."""
        return sum(part.value for part in self.parts)

    @property
    def has_unnamed(self) -> bool:
        """Whether the words speak of parts without a figure: "and some others"."""
        return any(_UNNAMED.search(label) for label in self.labels)


def count_before(statement: Statement, index: int) -> int:
    """Return the place of the nearest count before a figure, -1 without one; percentages are passed over."""
    return next((each for each in range(index - 1, -1, -1) if not statement.figures[each].unit), -1)


def gap_between(statement: Statement, one: int, other: int) -> str:
    """Return the words between two figures of a sentence."""
    return statement.text[statement.at[one] + 1 : statement.at[other]]


def is_some_before(words: str) -> bool:
    """Return whether words lead to some parts of many: "including", "above all"."""
    return _BEGINS_SOME.search(words) is not None


def row_before(statement: Statement, last: int, tail: str, *, is_dashed: bool = False) -> PartRow | None:
    """Return the parts up to a figure, in one form; None where there is no row of two.

    Args:
        tail: The words behind the last part that belong to it.
        is_dashed: Whether a dash behind the last part leads to a total, and makes no range of the two.
    """
    indices, labels, form = [last], [tail], ""
    while (before := count_before(statement, indices[0])) >= 0:
        gap = gap_between(statement, before, indices[0])
        shape, tail = _shape(gap)
        is_vague = bool(statement.figures[indices[0]].hedge) and not (is_dashed and indices[0] == last)
        # "Kenya received 244 recommendations, Laos 249 and Fiji 221": the noun stands behind the first one alone.
        is_first_noun = shape == "th" and form == "h" and len(tail.split()) <= _FEWEST
        if shape is None or is_vague or (form and shape != form and not is_first_noun):
            break
        form = form or shape
        indices.insert(0, before)
        labels.insert(0, gap)
        if is_first_noun:
            break
    return _as_row(statement, indices, labels, (form, is_dashed))


def row_after(statement: Statement, first: int) -> PartRow | None:
    """Return the parts from a figure on to the end of the sentence or of the brackets; None where they stop before."""
    indices, labels, form = [first], list[str](), ""
    for following in range(first + 1, len(statement.figures)):
        if statement.figures[following].unit:
            continue
        gap = gap_between(statement, indices[-1], following)
        shape, _ = _shape(gap)
        if shape is None:
            break
        if form and shape != form:
            return None
        form = form or shape
        indices.append(following)
        labels.append(gap)
    rest = statement.text[statement.at[indices[-1]] + 1 :]
    if not _END.match(rest) or _UNNAMED.search(rest[:40]):
        return None
    return _as_row(statement, indices, [*labels, rest[:_LAST]], (form, False))


def _shape(gap: str) -> tuple[str | None, str]:
    """Return on which sides of a gap labels stand, None where it leads to no further part, and the first label."""
    step = None if _NO_PART.search(gap) else _STEP.fullmatch(gap)
    if step is None:
        return None, ""
    return ("t" if step["tail"].strip() else "") + ("h" if step["head"].strip() else ""), step["tail"]


def _as_row(
    statement: Statement, indices: Sequence[int], labels: Sequence[str], form: tuple[str, bool]
) -> PartRow | None:
    parts = tuple(statement.figures[index] for index in indices)
    shape, is_dashed = form
    before = statement.text[max(0, statement.at[indices[0]] - _BEFORE) : statement.at[indices[0]]]
    is_vague = any(part.hedge for part in parts[: len(parts) - is_dashed])
    if len(parts) < _FEWEST or is_vague or is_some_before(before):
        return None
    if shape == "t" and _PREPOSITION.search(before):
        return None  # "speakers from 5 NGOs and 3 States": the total is one of speakers
    return PartRow(parts, (before[-_LAST:], *labels), shape, indices[0])
