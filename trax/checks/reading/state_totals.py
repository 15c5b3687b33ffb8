"""How many States a text says have been reviewed in a cycle so far: `98 States have now been reviewed`.

Only totals are read: "112 of the 193 States have been reviewed", "brings the number of States reviewed to 112", "81
States remain". How many were reviewed at one session, in one year or in one region is another number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.cardinal_words import CARDINAL, cardinal_number
from trax.checks.reading.cycle_text import CycleMention
from trax.checks.reading.total_clause import UNCLEAR, Clause
from trax.checks.reading.total_words import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.checks.reading.total_words import Form

Relation = Literal["after", "before", "with"]

_NUMBER = re.compile(CARDINAL)
# A sentence without one of these says no total. Plain words are found much faster than a pattern of them.
_KEYS = (
    *(
        "eviewed",
        "xamined",
        "emain",
        "left",
        "leav",
        "to go",
        "to\ngo",
        "umber of",
        "umber\nof",
        "reviews",
        "o far",
        "o\nfar",
    ),
    *("o date", "o\ndate", "been through", "been\nthrough", "undergone", "count ", "count\n", "total", "tally"),
)
_VAGUE_BEFORE = re.compile(
    r"\b(?i:over|than|about|almost|nearly|some|around|least|most|first|last|other|another|approximately|up to|these"
    r"|those|not|from|between)\s(?:the\s)?\Z"
)
_OF_ALL = re.compile(r"\bof\s(?:(?:the|all|all the)\s)?\Z")
_COUNTS_STATES = re.compile(r"[Ss]tates|[Cc]ountries|STATES|COUNTRIES|reviews|examinations|\sof\s")
_BEFORE = re.compile(r"\b(?i:before|prior to|ahead of|beginning of|start of|opening of|until|up to)\b")
_AFTER = re.compile(r"\b(?i:after|following|with|since|including|end of|conclu\w+|complet\w+|clos\w+)\b")
_ENDS_CLAUSE = re.compile(r";|:(?=\s)")
_BESIDE, _TABLE_BACK, _LOOK_BACK = 40, 120, 160


@dataclass(frozen=True, slots=True)
class TotalClaim:
    """How many States were, or (`is_left`) are still to be, reviewed in a cycle.

    Attributes:
        session: The one session that the sentence names, by which it counts; `relation` says from when.
        cycle: The one cycle that it names.
        is_ahead: Whether it speaks of what will be.
        end_of_year: Year at whose end it counts; 0 for "the year".
        held: Number of sessions of the cycle after which it counts; negative when counted from the last.
        whole_cycles: Number of cycles that it adds up: "in two cycles 385 reviews".
        is_again: Whether it speaks of States reviewed for another time.
        is_elsewhen: Whether it may count by another day than that of the issue.
    """

    passage: Passage = field(repr=False)
    start: int
    text: str
    number: int
    is_left: bool
    session: SessionMention | None
    relation: Relation
    cycle: CycleMention | None
    is_ahead: bool
    end_of_year: int | None
    held: int | None = None
    whole_cycles: int | None = None
    is_again: bool = False
    is_elsewhen: bool = False


def find_totals(passage: Passage) -> Iterator[TotalClaim]:
    """Yield each total of States reviewed in a cycle that a passage gives."""
    clauses: dict[tuple[int, int], Clause] = {}
    end = 0
    for key in _keys(passage.prose):
        if key < end:
            continue
        before, (begin, end) = end, passage.sentence(key)
        for number in _NUMBER.finditer(passage.prose, max(begin, before), end):
            form = form_of(passage.prose, number, begin, end)
            if form:
                span = _clause(passage.prose, number, begin, end)
                clause = clauses.setdefault(span, Clause(passage.prose[slice(*span)]))
                sentence = clauses.setdefault((begin, end), Clause(passage.prose[begin:end]))
                claim = _claim(_Number(passage, number, *form, span), clause, sentence)
                if claim:
                    yield claim


def _keys(prose: str) -> list[int]:
    """Return where the words stand, in order, without which no sentence says a total."""
    found: list[int] = []
    for word in _KEYS:
        offset = prose.find(word)
        while offset >= 0:
            found.append(offset)
            offset = prose.find(word, offset + len(word))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number whose neighbours make it a total, up to `form_end`, and where its clause begins and ends."""

    passage: Passage
    match: re.Match[str]
    form: Form
    form_end: int
    span: tuple[int, int]


def _claim(number: _Number, clause: Clause, sentence: Clause) -> TotalClaim | None:
    """Return the claim of a number, or None where the words around it make it another one than a total."""
    passage, start, (begin, end) = number.passage, number.match.start(), number.span
    is_left = number.form == "left"
    held = clause.to_come if is_left else clause.held
    if _is_another(number, clause, sentence) or held == UNCLEAR:
        return None
    sessions = {each.number: each for each in passage.sessions_between(begin, end) if not each.is_pre}
    cycles = _cycles(number, clause)
    is_so_far = sentence.is_so_far or held is not None or clause.whole_cycles is not None
    if is_left and number.form_end == number.match.end():  # "To be reviewed" in the row below "Reviewed so far"
        is_so_far = is_so_far or Clause(passage.prose[max(0, start - _TABLE_BACK) : start]).is_so_far
    is_shared = any(each.is_shared for each in sessions.values())
    if len(sessions) > 1 or is_shared or (len(cycles) > 1 and not clause.whole_cycles) or not (is_so_far or cycles):
        return None
    session = next(iter(sessions.values()), None)
    relation = _relation(passage.prose[begin : session.start] if session else clause.text, clause)
    if session and relation == "with" and not is_so_far:
        return None  # "14 States were reviewed at the 20th session" counts the session
    return TotalClaim(
        passage,
        start,
        number.match[0],
        cardinal_number(number.match[0]),
        is_left,
        session,
        relation,
        next(iter(cycles.values()), None),
        clause.is_ahead,
        clause.end_of_year,
        held,
        clause.whole_cycles,
        clause.again is not None,
        clause.is_elsewhen,
    )


def _relation(before: str, clause: Clause) -> Relation:
    if _BEFORE.search(before):
        return "before"
    return "after" if _AFTER.search(before) or clause.brings else "with"


def _clause(prose: str, number: re.Match[str], begin: int, end: int) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that holds a number: to a semicolon, or a colon behind it."""
    begin = prose.rfind(";", begin, number.start()) + 1 or begin
    mark = _ENDS_CLAUSE.search(prose, number.end(), end)
    return begin, mark.start() if mark else end


def is_remainder(claim: TotalClaim, whole: int) -> bool:
    """Return whether a number of States left, and one that stands before it, are all States: "127 … leaves 65"."""
    low = max(0, claim.start - _LOOK_BACK)
    before = _NUMBER.finditer(claim.passage.prose, low, claim.start)
    return claim.is_left and any(cardinal_number(each[0]) + claim.number == whole for each in before)


def _is_another(number: _Number, clause: Clause, sentence: Clause) -> bool:
    """Return whether the words of a sentence make of a total that of some States, of one year or of something else."""
    prose, start = number.passage.prose, number.match.start()
    low = max(0, start - _BESIDE)
    if _OF_ALL.search(prose, low, start) or _VAGUE_BEFORE.search(prose, max(low, number.span[0]), start):
        return True  # the 193 of "112 of the 193 States"
    counts_states = _COUNTS_STATES.search(prose, number.match.end(), number.form_end) is not None
    is_of_time = number.form == "done" and clause.is_of_some_time
    return clause.is_of_some or is_of_time or (not counts_states and sentence.names_others)


def _cycles(number: _Number, clause: Clause) -> dict[int | None, CycleMention]:
    """Return the cycles that a clause names, by number; of several, those right beside the total."""
    cycles, (begin, end) = number.passage.cycles, number.span
    first = bisect_left(cycles, begin, key=lambda cycle: cycle.start)
    named = cycles[first : bisect_left(cycles, end, first, key=lambda cycle: cycle.start)]
    if clause.is_since_2008:
        return {}  # all cycles together, or the first
    if named:
        low, high = number.match.start() - _BESIDE, number.form_end + _BESIDE
        return {each.number: each for each in [each for each in named if low <= each.start <= high] or named}
    if clause.again:
        return {clause.again: CycleMention(clause.again, begin, end)}
    return {None: CycleMention(None, begin, end)} if clause.names_the_cycle else {}
