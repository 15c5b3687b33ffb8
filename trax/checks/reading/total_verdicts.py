"""Whether parts and their total differ by mistake, and how sure that is.

What is counted may overlap (recommendations that touch two issues, people who came twice), a row need not be all, and a
total far from the sum is one of something else: then nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trax.checks.reading.figures import COUNTED
from trax.checks.reading.statements import Miscount, written

if TYPE_CHECKING:
    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.part_rows import PartRow
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.statements import Statement
    from trax.model import Severity

_ONE = re.compile(r"\b(?:one|another|single|an?)\b", re.IGNORECASE)
_OVERLAPS = re.compile(
    r"\b(?:overlap\w*|twice|double|doubly|more than one|several|multiple|two issues|both|more than once|distinct"
    r"|different"
    r"|unique|individual|some of (?:them|whom|these|which)|also|joint(?:ly)?|same)\b",
    re.IGNORECASE,
)
_OVERLAPS_AFTER = re.compile(
    r"\b(?:overlap\w*|twice|double|doubly|more than (?:one|once)|two issues|several (?:issues|of them|times)|distinct"
    r"|some of (?:them|whom|these|which)|(?:in|to) both)\b",
    re.IGNORECASE,
)
_BY_TOPIC = re.compile(
    r"\A\s?(?:\w+\s){0,2}(?:on|about|concerning|regarding|addressing|touch\w*|mention\w*|rais\w+|deal\w*|address\w*)\s",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"\b(?:states?|countries|people|persons?|participants?|organi[sz]ations?|ngos?|csos?|missions?|delegations?"
    r"|speakers?"
    r"|members?|readers?|visitors?|respondents?|users|subscribers|diplomats|ambassadors|experts|guests|attend\w*|came"
    r"|visited|spoke)\b",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"\b(?:africa|asia|eastern europe|latin america|grulac|western europe|weog|eeg|apg|american states|european)\w*",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:wom[ae]n|m[ae]n|girls|boys|males?|females?|support\w*|noted|accept\w*|reject\w*|pending)\b", re.IGNORECASE
)
_NOUN = re.compile(
    rf"\s(?:[a-z]+\s|UPR\s){{0,2}}?(?P<noun>{COUNTED}|meetings?|events?|pages|hours|days|minutes|questions)\b",
    re.IGNORECASE,
)
_NO_SUM_OF = frozenset({"question", "page", "hour", "day", "minute", "meeting", "event"})
_WITH_OTHERS = re.compile(r"\b(?:with (?:those|others|the)|including|counting|plus|without)\b", re.IGNORECASE)
_NEAR, _NEARER, _MUCH = 0.12, 0.08, 0.5
_PAIR, _FEW, _REGIONS = 2, 3, 5
_AFTER, _NOUN_REACH, _KEY = 160, 60, 5
_HINT = "correct a part or the total, or say what is missing or counted twice"


class Claim(NamedTuple):
    """That the parts of a row make a total.

    Attributes:
        statement: The sentence of the total.
        is_strong: Whether "together" or "which makes" ties the total to these parts.
        is_whole: Whether the words say that it is the total of these parts alone.
    """

    statement: Statement
    row: PartRow
    total: FigureMention
    is_strong: bool
    is_whole: bool


def judged(passage: Passage, claim: Claim) -> Miscount | None:
    """Return what is wrong with a claim, or None where it holds or may hold."""
    severity = None if _may_hold(passage, claim) else _severity(passage, claim)
    return miscount(claim.row, claim.total, severity) if severity else None


def miscount(row: PartRow, total: FigureMention, severity: Severity) -> Miscount:
    """Return the words for parts that do not make their total."""
    terms = " + ".join(part.text for part in row.parts)
    message = f"the parts add up to {written(row.value)}, not to {total.text}: {terms}"
    start, end = min(total.start, row.parts[0].start), max(total.end, row.parts[-1].end)
    return Miscount(start, end, message, _HINT, severity)


def _may_hold(passage: Passage, claim: Claim) -> bool:
    """Return whether parts and total agree, or something beside them explains why they do not."""
    row, total = claim.row, claim.total
    most = max(part.value for part in row.parts)
    if total.value in _other_sums(claim) or total.value < most or _differ_in_kind(passage, row, total):
        return True
    difference = total.value - row.value
    if difference > 0:
        ones = sum(len(_ONE.findall(label)) for label in row.labels)
        behind = claim.statement.text[claim.statement.at[claim.statement.figures.index(total)] :]
        return difference <= ones or row.has_unnamed or _WITH_OTHERS.search(behind) is not None
    after = passage.prose[claim.statement.end : claim.statement.end + _AFTER]
    if _OVERLAPS.search(claim.statement.text) or _OVERLAPS_AFTER.search(after):
        return True
    if any(_BY_TOPIC.search(label) for label in row.labels[1:]):
        return True
    return _ENTITY.search(claim.statement.text) is not None and not _is_exclusive(passage, row)


def _severity(passage: Passage, claim: Claim) -> Severity | None:
    row, total = claim.row, claim.total
    difference = abs(total.value - row.value)
    regions = {match[0].lower()[:_KEY] for label in row.labels for match in _REGION.finditer(label)}
    is_close = difference <= max(_PAIR, (_NEAR if claim.is_whole else _NEARER) * total.value)
    is_sure = claim.is_whole or (len(row.parts) >= _FEW and _is_exclusive(passage, row))
    if len(regions) >= _REGIONS or (is_close and is_sure):
        return "error"
    return "warning" if is_close or (claim.is_strong and difference <= _MUCH * total.value) else None


def _is_exclusive(passage: Passage, row: PartRow) -> bool:
    """Return whether nothing can be counted in two of the parts: regions, States, answers, women and men."""
    named = passage.states_between(row.parts[0].start - _NOUN_REACH, row.parts[-1].end + _NOUN_REACH)
    if len(named) >= len(row.parts) - 1:
        return True
    return any(_EXCLUSIVE.search(label) or _REGION.search(label) for label in row.labels)


def _other_sums(claim: Claim) -> set[float]:
    """Return the sums of the parts without the first ones, and with what stands before them: a row may begin there."""
    row = claim.row
    values = [part.value for part in row.parts]
    sums = {sum(values[first:]) for first in range(len(values) - 1)}
    before = [each for each in claim.statement.counts if each.start < row.parts[0].start and each is not claim.total]
    return sums | {sum(each.value for each in before[first:]) + row.value for first in range(len(before))}


def _differ_in_kind(passage: Passage, row: PartRow, total: FigureMention) -> bool:
    """Return whether the parts count unlike things, and the total others: "3 women, 2 men and in all 7 questions"."""
    nouns = {_kind(passage, part) for part in row.parts} - {""}
    whole = _kind(passage, total)
    if whole in nouns:
        return False
    is_behind = row.form.startswith("t")
    return bool(whole and nouns) or (is_behind and (len(nouns) > 1 or whole in _NO_SUM_OF))


def _kind(passage: Passage, figure: FigureMention) -> str:
    noun = _NOUN.match(passage.prose, figure.end, figure.end + _NOUN_REACH)
    return noun["noun"].lower().rstrip("s") if noun else ""
