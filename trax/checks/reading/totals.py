"""Parts in a row with their total: `Africa 5, Asia 4 and Eastern Europe 3, in all 12`, `346, 332 and 361, together 1,039`.

The parts stand side by side in one form: a label before each, one behind each, or none. What they count may overlap
(issues, visitors of several meetings), and a row need not be all: such rows are wrong only where nothing explains the
difference. "Including", "among them" and "of which" say that it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.figures import COUNTED
from trax.checks.reading.share_names import find_share_names
from trax.checks.reading.statements import WORD, Miscount, is_next, written
from trax.checks.reading.wholes import is_out_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement
    from trax.model import Severity

_WORDS = rf"{WORD}{{0,8}}"
_SHARE = r"(?:\s?\(%[^()#%]{0,30}\))?"
# From one part to the next: the end of its label, what divides them, and the label of the next one.
_STEP = re.compile(
    rf"(?P<tail>{_WORDS}(?:\s\([^()#%\d]{{1,30}}\))?){_SHARE}\s?\)?"
    rf"(?:\s?[,;/+\u2013\u2014]\s?(?:(?:and|plus|as well as|with|while|but|then)\b)?|\s(?:and|plus|&|as well as|while)\b)"
    rf"(?P<head>{_WORDS}(?:\s\([^()#%\d]{{1,30}}\))?)\s?[:=]?\s?[\u2013(]?\s?"
)
_STRONG = (
    r"together(?: with)?|altogether|all together|taken together|all told|making(?: it)?|makes|make|adds? up to|adding up to"
    r"|sum(?:s|ming)? up to|sum(?:s|ming)? to|which is|that is|giving|=|equals|comes? to|combined"
)
_WEAK = r"in all|in total|(?:for |with |making |or |i\.e\. |giving )?an? (?:grand |combined |overall )?total of|totall?ing|totals?"
_TO_TOTAL = re.compile(
    rf"(?P<tail>{_WORDS}){_SHARE}\s?\)?(?:\s?[,;:\u2013\u2014(-]\s?|\s)"
    rf"(?:(?:and|or|so|thus|i\.e\.|which|that|this|for|with|it|they|these|are|is)\s){{0,3}}"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:(?:,|:)?\s(?:{_STRONG}|{_WEAK}))?:?{WORD}{{0,4}}\s?"
)
_AFTER_TOTAL = re.compile(r"(?:\s[a-zUPR]+){0,3}?,?\s(?:in all|in total|altogether|together|all told|overall)\b")
_BEFORE_AFTER = re.compile(
    rf"(?P<tail>{_WORDS}?){_SHARE}\s?\)?(?:\s?[,;:\u2013\u2014(=-]\s?(?:(?:or|so|i\.e\.|making|that is|which is|for)\s)?"
    r"|\s(?:received|made|got|have|had|sent|gave|counted|brought)\s)"
)
_SUM_OF = re.compile(r"\b[Ss]um of (?:the )?\Z")
_IS = re.compile(r"\s(?:is|was|makes|equals|=|comes to)\s")
# Words that make a figure no part, or a row no sum.
_NO_PART = re.compile(
    r"\b(?:of (?:which|these|those|them|whom)|including|includes?|among|such as|e\.g|for example|notably|especially|per|each|every"
    r"|than|compared|against|up|down|more|less|fewer|higher|lower|out of|until|since|average|percent|except|minus|without"
    r"|respectively|most|least|only|the (?:highest|largest|lowest|fewest)|both|half|fall|rise|rose|fell|instead|versus|vs|yet|ago"
    r"|now)\b|\b(?:from|to|by|of|between|about|over|nearly|almost|around|times)\s?\Z",
    re.IGNORECASE,
)
_NO_PART_ALONE = re.compile(
    r"\b(?:of (?:which|these|those|them|whom)|including|includes?|such as|e\.g|for example|per|each|every|than"
    r"|compared|up|down|average|minus|except|without|respectively|half|instead)\b",
    re.IGNORECASE,
)
_BEGINS_PART = re.compile(
    r"\b(?:including|includes?|among (?:them|which|others)|such as|e\.g\.|notably|especially|particularly|between|than|for example"
    r"|like|above all|led by|headed by|largest|highest|most|top)\b[^.;:#%]{0,40}\Z",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:others|several|some|a few|many more|the rest|etc|and so on|elsewhere|remainder|the remaining|various|\w+ more)\b"
    r"|\u2026|\.\.\.",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|another|single|an?)\b", re.IGNORECASE)
_OVERLAPS = re.compile(
    r"\b(?:overlap\w*|twice|double|doubly|more than one|several|multiple|two issues|both|more than once|distinct|different|unique"
    r"|individual|some of (?:them|whom|these|which)|also|joint(?:ly)?|same)\b",
    re.IGNORECASE,
)
_BY_TOPIC = re.compile(
    r"\A\s?(?:\w+\s){0,2}(?:on|about|concerning|regarding|addressing|touch\w*|mention\w*|rais\w+|deal\w*|address\w*)\s",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"\b(?:states?|countries|people|persons?|participants?|organi[sz]ations?|ngos?|csos?|missions?|delegations?|speakers?|members?"
    r"|readers?|visitors?|respondents?|users|subscribers|diplomats|ambassadors|experts|guests|attend\w*|came|visited|spoke)\b",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"\b(?:africa|asia|eastern europe|latin america|grulac|western europe|weog|eeg|apg|american states|european)\w*",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    _REGION.pattern
    + r"|\b(?:wom[ae]n|m[ae]n|girls|boys|male|female|online|in person|full|partial\w*|not|support\w*|noted|accept\w*"
    r"|reject\w*|pending|first|second|third|cycle|session|morning|afternoon)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"\s(?:[a-z]+\s|UPR\s){{0,2}}?(?P<noun>{COUNTED}|meetings?|events?|pages|hours|days|minutes|questions)\b",
    re.IGNORECASE,
)
# From a total to the number of its parts: "14 States come from the five regional groups: …".
_ANNOUNCES = re.compile(rf"{WORD}{{1,8}}\s?")
_NEAR, _NEARER, _MUCH = 0.12, 0.08, 0.5
_NO_SUM_OF = frozenset({"question", "page", "hour", "day", "minute", "meeting", "event"})
_WITH_OTHERS = re.compile(r"\b(?:with (?:those|others|the)|including|counting|plus|without)\b", re.IGNORECASE)
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_PAIR, _FEW, _REGIONS = 2, 3, 5
_HINT = "correct a part or the total, or say what is missing or counted twice"


class _Row(NamedTuple):
    """Parts side by side; `labels` are the words around them, `form` says on which side they stand."""

    parts: tuple[FigureMention, ...]
    labels: str
    form: str
    first: int

    @property
    def value(self) -> float:
        return sum(part.value for part in self.parts)


def find_totals(passage: Passage) -> Iterator[Miscount]:
    """Yield each row of parts that does not make the total beside it."""
    statements = passage.statements
    for index, statement in enumerate(statements):
        if len(statement.counts) > _PAIR:
            yield from _behind(passage, statement)
            yield from _ahead(passage, statement)
            yield from _answers(passage, statement)
        if index and statement.counts:
            yield from _over_sentences(passage, statements, index)


def _behind(passage: Passage, statement: Statement) -> Iterator[Miscount]:
    """Yield what is wrong where the total stands behind its parts."""
    for index in range(_PAIR, len(statement.figures)):
        total = statement.figures[index]
        last = _count_before(statement, index)
        gap = _gap(statement, last, index) if last >= 0 else ""
        # "361 - 1,049 in all" is no range.
        is_dashed = gap.strip() in _DASHES and _AFTER_TOTAL.match(statement.between(index)) is not None
        if total.unit or (total.hedge and not is_dashed) or last < 1:
            continue
        link = _TO_TOTAL.fullmatch(gap)
        is_strong = link is not None and link["strong"] is not None
        if link is None and _AFTER_TOTAL.match(statement.between(index)):
            link = _BEFORE_AFTER.fullmatch(gap)
        row = None
        if link and not _NO_PART_ALONE.search(gap):
            row = _row_before(statement, last, link["tail"], is_dashed=is_dashed)
        elif _IS.fullmatch(gap):
            row = _row_before(statement, last, "")
            row = row if row and _SUM_OF.search(statement.text[: statement.at[row.first]]) else None
        if row:
            yield from _judged(passage, statement, row, total, is_strong=is_strong, is_whole=True)


def _count_before(statement: Statement, index: int) -> int:
    """Return the place of the nearest count before a figure, -1 without one; the percentages of parts are passed over."""
    while index > 0:
        index -= 1
        if not statement.figures[index].unit:
            return index
    return -1


def _gap(statement: Statement, one: int, other: int) -> str:
    return statement.text[statement.at[one] + 1 : statement.at[other]]


def _row_before(statement: Statement, last: int, tail: str, *, is_dashed: bool = False) -> _Row | None:
    """Return the parts up to a figure, in one form; None where there is no row of two."""
    indices, labels, form = [last], [tail], ""
    index = last
    while (before := _count_before(statement, index)) >= 0:
        gap = _gap(statement, before, index)
        step = _STEP.fullmatch(gap)
        if (
            step is None
            or _NO_PART.search(gap)
            or (statement.figures[index].hedge and not (is_dashed and index == last))
        ):
            break
        shape = ("t" if step["tail"].strip() else "") + ("h" if step["head"].strip() else "")
        # "Kenya received 244 recommendations, Laos 249 and Fiji 221": the noun stands behind the first one alone.
        is_first_noun = shape == "th" and form == "h" and len(step["tail"].split()) <= _PAIR
        if form and shape != form and not is_first_noun:
            break
        form = form or shape
        indices.insert(0, before)
        labels.insert(0, gap)
        index = before
        if is_first_noun:
            break
    return _as_row(statement, indices, labels, form, is_dashed=is_dashed)


def _as_row(
    statement: Statement, indices: Sequence[int], labels: Sequence[str], form: str, *, is_dashed: bool = False
) -> _Row | None:
    parts = tuple(statement.figures[index] for index in indices)
    before = statement.text[: statement.at[indices[0]]]
    if (
        len(parts) < _PAIR
        or any(part.hedge for part in parts[: len(parts) - is_dashed])
        or _BEGINS_PART.search(before[-80:])
    ):
        return None
    if form == "t" and re.search(r"\b(?:from|of|by|with|at|for|in)\s\Z", before):
        return None  # "speakers from 5 NGOs and 3 States": the total is one of speakers
    return _Row(parts, before[-60:] + " ".join(labels), form, indices[0])


def _ahead(passage: Passage, statement: Statement) -> Iterator[Miscount]:
    """Yield what is wrong where the total stands before its parts: "14 States: 5 from Africa, …"."""
    for index, total in enumerate(statement.figures[:-_PAIR]):
        gap, first = statement.between(index), index + 1
        row = None
        if _ANNOUNCES.fullmatch(gap) and not statement.figures[first].unit:
            # "The 14 States come from five groups: …": the five are no part, and the five parts do not make five.
            row, first = _row_after(statement, first + 1), first + 1
            row = row if row and len(row.parts) == statement.figures[first - 1].value else None
            gap = statement.between(first - 1) if row else gap
        opens = re.fullmatch(rf"{_WORDS}\s?(?P<sign>[:(\u2013\u2014]|, namely|, i\.e\.)\s?{_WORDS}\s?[:=(]?\s?", gap)
        if (
            total.unit
            or total.hedge
            or statement.figures[first].unit
            or opens is None
            or _NO_PART_ALONE.search(gap)
            or re.search(r"\bfrom\b", gap[:40].split(":")[0])
        ):
            continue
        row = row or _row_after(statement, first)
        if (
            row
            and total.value != len(row.parts)
            and _BEGINS_PART.search(statement.text[: statement.at[index]][-40:]) is None
        ):
            yield from _judged(passage, statement, row, total, is_strong=False, is_whole=False)


def _answers(passage: Passage, statement: Statement) -> Iterator[Miscount]:
    """Yield what is wrong with "Of its 192 recommendations 115 are accepted, 47 noted; the State left 40 pending"."""
    total, *parts = statement.counts
    if not is_out_of(passage.prose, total) or any(each.hedge for each in statement.counts):
        return
    rest = statement.text[statement.at[statement.figures.index(total)] :]
    names = [each for each in find_share_names(rest, 0, len(rest)) if each.family == "response"]
    if len({each.name for each in names}) != len(parts) or len(names) != len(parts) or _NO_PART_ALONE.search(rest):
        return
    if any(each.is_whole for each in names) or not {"accepted", "pending"} <= {each.name for each in names}:
        return
    row = _Row(tuple(parts), "", "", 0)
    if row.value != total.value and abs(row.value - total.value) <= _NEAR * total.value:
        yield _miscount(row, total, "error")


def _row_after(statement: Statement, first: int) -> _Row | None:
    """Return the parts from a figure on to the end of the sentence or of the brackets."""
    indices, labels, form, index = [first], [], "", first
    while True:
        following = next(
            (each for each in range(index + 1, len(statement.figures)) if not statement.figures[each].unit), 0
        )
        gap = _gap(statement, index, following) if following else ""
        step = _STEP.fullmatch(gap) if following else None
        if step is None or _NO_PART.search(gap):
            break
        shape = ("t" if step["tail"].strip() else "") + ("h" if step["head"].strip() else "")
        if form and shape != form:
            return None
        form = form or shape
        indices.append(following)
        labels.append(gap)
        index = following
    rest = statement.text[statement.at[index] + 1 :]
    if re.match(rf"{_WORDS}{_SHARE}\s?(?:\)|[.!?;]?\s?\Z)", rest) is None or _UNNAMED.search(rest[:40]):
        return None
    return _as_row(statement, indices, [*labels, rest[:60]], form)


def _over_sentences(passage: Passage, statements: Sequence[Statement], index: int) -> Iterator[Miscount]:
    """Yield what is wrong with "Together the four have 1,036" after sentences with one count each."""
    statement = statements[index]
    opens = re.match(
        r"\s?(?:Together|Altogether|In all|In total|Taken together|Combined|All together|That makes|This makes|That is)\b,?"
        rf"{WORD}{{0,3}}?(?:\s(?:the|these|those|all)(?: (?P<number>#)){WORD}{{0,5}}|{WORD}{{0,4}})\s(?P<total>#)",
        statement.text,
    )
    if opens is None:
        return
    total = statement.figure_of(opens, "total")
    before: list[FigureMention] = []
    earlier = index - 1
    following = statement
    while earlier >= 0 and is_next(passage, statements[earlier], following):
        following = statements[earlier]
        before = [*following.counts, *before]
        if len(following.counts) != 1:
            break
        earlier -= 1
    wanted = int(statement.figure_of(opens, "number").value) if opens["number"] else len(before)
    counts = [each for each in before if not each.hedge]
    text = " ".join(each.text for each in statements[max(0, earlier) : index])
    if len(counts) != wanted or len(before) != wanted or wanted < _PAIR or total.hedge or _NO_PART_ALONE.search(text):
        return
    row = _Row(tuple(counts), text, "h", 0)
    yield from _judged(passage, statement, row, total, is_strong=bool(opens["number"]), is_whole=bool(opens["number"]))


def _judged(
    passage: Passage, statement: Statement, row: _Row, total: FigureMention, *, is_strong: bool, is_whole: bool
) -> Iterator[Miscount]:
    severity = _severity(passage, statement, row, total, is_strong=is_strong, is_whole=is_whole)
    if severity:
        yield _miscount(row, total, severity)


def _miscount(row: _Row, total: FigureMention, severity: Severity) -> Miscount:
    terms = " + ".join(part.text for part in row.parts)
    message = f"the parts add up to {written(row.value)}, not to {total.text}: {terms}"
    start, end = min(total.start, row.parts[0].start), max(total.end, row.parts[-1].end)
    return Miscount(start, end, message, _HINT, severity)


def _severity(
    passage: Passage, statement: Statement, row: _Row, total: FigureMention, *, is_strong: bool, is_whole: bool
) -> Severity | None:
    """Return how sure it is that parts and total differ by mistake; None where they agree or may be right."""
    difference = total.value - row.value
    if (
        total.value in _other_sums(statement, row, total)
        or total.value < max(part.value for part in row.parts)
        or _differ_in_kind(passage, row, total)
    ):
        return None
    after = passage.prose[statement.end : statement.end + 160]
    at = statement.at[statement.figures.index(total)]
    if difference > 0 and _WITH_OTHERS.search(statement.text, at):
        return None
    if 0 < difference <= len(_ONE.findall(row.labels)) or (difference > 0 and _UNNAMED.search(row.labels)):
        return None
    is_exclusive = _EXCLUSIVE.search(row.labels) is not None or bool(
        passage.states_between(row.parts[0].start - 40, row.parts[-1].end)
    )
    if difference < 0:
        if _OVERLAPS.search(statement.text) or _OVERLAPS.search(after) or _BY_TOPIC.search(row.labels):
            return None
        if not is_exclusive and _ENTITY.search(statement.text):
            return None
    regions = {match[0].lower()[:5] for match in _REGION.finditer(row.labels)}
    off = abs(difference) / total.value
    is_close = abs(difference) <= _PAIR or off <= (_NEAR if is_whole else _NEARER)
    if len(regions) >= _REGIONS or (is_close and (is_whole or len(row.parts) >= _FEW) and (is_whole or is_exclusive)):
        return "error"
    return "warning" if is_close or (is_strong and off <= _MUCH) else None


def _other_sums(statement: Statement, row: _Row, total: FigureMention) -> set[float]:
    """Return the sums of the parts without the first ones, and with what stands before them: a row may begin there."""
    values = [part.value for part in row.parts]
    sums = {sum(values[first:]) for first in range(len(values) - 1)}
    before = [each for each in statement.counts if each.start < row.parts[0].start and each is not total]
    return sums | {sum(each.value for each in before[first:]) + row.value for first in range(len(before))}


def _differ_in_kind(passage: Passage, row: _Row, total: FigureMention) -> bool:
    """Return whether the parts count unlike things, and the total another one: "3 rooms, 10 talks, in all 25 hours"."""
    nouns = {_kind(passage, part) for part in row.parts} - {""}
    whole = _kind(passage, total)
    if row.form.startswith("t") and whole in _NO_SUM_OF and whole not in nouns:
        return True  # "3 women and 2 men, and in all 7 questions"
    return (len(nouns) > 1 and row.form.startswith("t") and whole not in nouns) or bool(
        whole and nouns and whole not in nouns
    )


def _kind(passage: Passage, figure: FigureMention) -> str:
    noun = _NOUN.match(passage.prose, figure.end, figure.end + 60)
    return noun["noun"].lower().rstrip("s") if noun else ""
