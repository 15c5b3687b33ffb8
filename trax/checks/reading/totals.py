"""Parts with the total that a text gives for them: `Africa 5 and Asia 4, in all 9`, `14 States (5 from Africa, …)`.

The total stands behind its parts, before them, or in a sentence of its own ("Together the four have 1,036").
`part_rows` finds the parts, `total_verdicts` judges.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from trax.checks.reading.part_rows import (
    SHARE,
    WORDS,
    PartRow,
    count_before,
    gap_between,
    is_some_before,
    row_after,
    row_before,
)
from trax.checks.reading.share_names import find_share_names
from trax.checks.reading.statements import WORD, is_next
from trax.checks.reading.total_verdicts import Claim, judged, miscount
from trax.checks.reading.wholes import is_out_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Miscount, Statement

_STRONG = (
    r"together(?: with)?|altogether|all together|taken together|all told|making(?: it)?|makes|make|adds? up to"
    r"|adding up to|sum(?:s|ming)? up to|sum(?:s|ming)? to|which is|that is|giving|=|equals|comes? to|combined"
)
_WEAK = (
    r"in all|in total|(?:for |with |making |or |i\.e\. |giving )?an? (?:grand |combined |overall )?total of|totall?ing"
    r"|totals?"
)
_TO_TOTAL = re.compile(
    rf"(?P<tail>{WORDS}){SHARE}\s?\)?(?:\s?[,;:\u2013\u2014(-]\s?|\s)"
    r"(?:(?:and|or|so|thus|i\.e\.|which|that|this|for|with|it|they|these|are|is)\s){0,3}"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:(?:,|:)?\s(?:{_STRONG}|{_WEAK}))?:?{WORD}{{0,4}}\s?"
)
_AFTER_TOTAL = re.compile(r"(?:\s[a-zUPR]+){0,3}?,?\s(?:in all|in total|altogether|together|all told|overall)\b")
_BEFORE_AFTER = re.compile(
    rf"(?P<tail>{WORDS}?){SHARE}\s?\)?"
    r"(?:\s?[,;:\u2013\u2014(=-]\s?(?:(?:or|so|i\.e\.|making|that is|which is|for)\s)?"
    r"|\s(?:received|made|got|have|had|sent|gave|counted|brought)\s)"
)
_SUM_OF = re.compile(r"\b[Ss]um of (?:the )?\Z")
_IS = re.compile(r"\s(?:is|was|makes|equals|=|comes to)\s")
_NO_SUM = re.compile(
    r"\b(?:of (?:which|these|those|them|whom)|including|includes?|such as|e\.g|for example|per|each|every|than"
    r"|compared|up|down|average|minus|except|without|respectively|half|instead)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"{WORDS}\s?(?:[:(\u2013\u2014]|, namely|, i\.e\.)\s?{WORDS}\s?[:=(]?\s?")
_FROM = re.compile(r"[^:]{0,40}\bfrom\b")
# From a total to the number of its parts: "14 States come from the five regional groups: …".
_ANNOUNCES = re.compile(rf"{WORD}{{1,8}}\s?")
_TOGETHER = re.compile(
    r"\s?(?:Together|Altogether|In all|In total|Taken together|Combined|All together|That makes|This makes|That is)\b,?"
    rf"{WORD}{{0,3}}?(?:\s(?:the|these|those|all)(?: (?P<number>#)){WORD}{{0,5}}|{WORD}{{0,4}})\s(?P<total>#)"
)
_ANSWERED = frozenset({"accepted", "pending"})
_DASHES = frozenset({"-", "\u2013", "\u2014"})
# A sentence with more totals is no sentence.
_MOST_CLAIMS = 6
_PAIR, _NEAR, _BEFORE, _MOST_SENTENCES = 2, 0.12, 40, 20


def find_totals(passage: Passage) -> Iterator[Miscount]:
    """Yield each row of parts that does not make the total beside it."""
    statements = passage.statements
    for index, statement in enumerate(statements):
        if len(statement.counts) > _PAIR:
            claims = islice(chain(_behind(statement), _ahead(statement)), _MOST_CLAIMS)
            yield from filter(None, [judged(passage, claim) for claim in claims])
            yield from _answers(passage, statement)
        claim = _over_sentences(passage, statements, index) if index and statement.counts else None
        found = judged(passage, claim) if claim else None
        if found:
            yield found


def _behind(statement: Statement) -> Iterator[Claim]:
    """Yield the totals that stand behind their parts."""
    for index in range(_PAIR, len(statement.figures)):
        total, last = statement.figures[index], count_before(statement, index)
        if total.unit or last < 1:
            continue
        gap = gap_between(statement, last, index)
        is_told_after = _AFTER_TOTAL.match(statement.between(index)) is not None
        is_dashed = is_told_after and gap.strip() in _DASHES  # "361 - 1,049 in all" is no range
        if total.hedge and not is_dashed:
            continue
        link = _TO_TOTAL.fullmatch(gap)
        is_strong = link is not None and link["strong"] is not None
        link = link or (_BEFORE_AFTER.fullmatch(gap) if is_told_after else None)
        row = None
        if link and not _NO_SUM.search(gap):
            row = row_before(statement, last, link["tail"], is_dashed=is_dashed)
        elif _IS.fullmatch(gap):
            row = row_before(statement, last, "")
            row = row if row and _SUM_OF.search(statement.text[: statement.at[row.first]]) else None
        if row:
            yield Claim(statement, row, total, is_strong, is_whole=True)


def _ahead(statement: Statement) -> Iterator[Claim]:
    """Yield the totals that stand before their parts: "14 States: 5 from Africa, …"."""
    for index, total in enumerate(statement.figures[:-_PAIR]):
        if total.unit or total.hedge:
            continue
        row = _announced(statement, index)
        first = index + 2 if row else index + 1
        gap = statement.between(first - 1)
        if statement.figures[first].unit or not _OPENS.fullmatch(gap) or _NO_SUM.search(gap) or _FROM.match(gap):
            continue
        row = row or row_after(statement, first)
        before = statement.text[max(0, statement.at[index] - _BEFORE) : statement.at[index]]
        if row and total.value != len(row.parts) and not is_some_before(before):
            yield Claim(statement, row, total, is_strong=False, is_whole=False)


def _announced(statement: Statement, index: int) -> PartRow | None:
    """Return the parts of "14 States come from five groups: …", where the five are no part and no total."""
    number = statement.figures[index + 1]
    if number.unit or not (
        _OPENS.fullmatch(statement.between(index + 1)) and _ANNOUNCES.fullmatch(statement.between(index))
    ):
        return None
    row = row_after(statement, index + 2)
    return row if row and len(row.parts) == number.value else None


def _answers(passage: Passage, statement: Statement) -> Iterator[Miscount]:
    """Yield what is wrong with "Of its 192 recommendations 115 are accepted, 47 noted; the State left 40 pending"."""
    total, *parts = statement.counts
    if not is_out_of(passage.prose, total) or any(each.hedge for each in statement.counts):
        return
    rest = statement.text[statement.at[statement.figures.index(total)] :]
    found = [each for each in find_share_names(rest, 0, len(rest)) if each.family == "response"]
    names = {each.name for each in found}
    if len(names) != len(parts) or len(found) != len(parts) or not names >= _ANSWERED or _NO_SUM.search(rest):
        return
    row = PartRow(tuple(parts), (), "", 0)
    is_off = row.value != total.value and abs(row.value - total.value) <= _NEAR * total.value
    if is_off and not any(each.is_whole for each in found):
        yield miscount(row, total, "error")


def _over_sentences(passage: Passage, statements: Sequence[Statement], index: int) -> Claim | None:
    """Return the total of "Together the four have 1,036" after sentences with one count each."""
    statement = statements[index]
    opens = _TOGETHER.match(statement.text)
    total = statement.figure_of(opens, "total") if opens else None
    if opens is None or total is None or total.hedge:
        return None
    before = _sentences_before(passage, statements, index)
    counts = [each for one in before for each in one.counts]
    wanted = int(statement.figure_of(opens, "number").value) if opens["number"] else len(counts)
    text = " ".join(each.text for each in before)
    if not _PAIR <= len(counts) == wanted or any(each.hedge for each in counts) or _NO_SUM.search(text):
        return None
    is_told = opens["number"] is not None
    return Claim(statement, PartRow(_in_order(counts), (text,), "h", 0), total, is_strong=is_told, is_whole=is_told)


def _sentences_before(passage: Passage, statements: Sequence[Statement], index: int) -> list[Statement]:
    """Return the sentences before one, back to the first that has more than one count."""
    found: list[Statement] = []
    for earlier in range(index - 1, max(-1, index - 1 - _MOST_SENTENCES), -1):
        if not is_next(passage, statements[earlier], statements[earlier + 1]):
            break
        found.insert(0, statements[earlier])
        if len(statements[earlier].counts) != 1:
            break
    return found


def _in_order(counts: Sequence[FigureMention]) -> tuple[FigureMention, ...]:
    return tuple(sorted(counts, key=lambda each: each.start))
