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
from trax.checks.reading.total_words import form_of
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.checks.reading.total_words import Form

Relation = Literal["after", "before", "with"]

_NUMBER = re.compile(CARDINAL)
_KEY = re.compile(
    r"eviewed|xamined|emain|\bleft\b|\bleav|to go\b|umber of|\breviews\b|o far\b|o date\b|been through|undergone"
    r"|\bcount\b|\btotal\b|tally"
)
_SO_FAR = re.compile(
    r"\b(?i:so far|to date|until now|up to now|thus far|now|already|total|altogether|since the (?:start|beginning)"
    r"|bring\w*|brought|remain\w*|yet to|still to|by the (?:end|start|beginning|opening|close)|as of|to go|left|leaves"
    r"|leaving|count|tally|are done|are over|behind us|are completed|twice|since (?:April )?2008"
    r"|of (?:the |all )?19[23])\b".replace(" ", r"\s{1,4}")
)
# Words that make of it another number: of some States, of one year, of one session.
_ANOTHER = re.compile(
    r"\b(?:(?i:(?<!first )(?<!last )of (?:which|whom|these|those|them)|among)|region\w*|Africa\w*|Asia\w*|Europe\w*"
    r"|America\w*|Pacific|Caribbean|Arab|EU|OIC|ASEAN|Commonwealth|[Ff]rancophon\w*|islands?|(?<!Working )[Gg]roups?"
    r"|each|every|per|annual\w*|yearly|[Cc]ommittees?|would have|should have|instead of"
    r"|treaty|mid-term|implement\w*|accepted|supported|session of the (?!UPR|Working|Universal|\w+ cycle))\b"
)
_ANOTHER_TIME = re.compile(r"\b(?:(?:this|last|next|first|second|third|past|one) (?:year|half)|years)\b")
_IN_YEAR = re.compile(r"(?<!end of )(?<!since )(?<!end )\b(?:in|during) (?:19|20)\d\d\b")
_VAGUE_BEFORE = re.compile(
    r"\b(?i:over|than|about|almost|nearly|some|around|least|most|first|last|other|another|approximately|up to|these"
    r"|those|not|from|between)\s(?:the\s)?\Z"
)
_OF_ALL = re.compile(r"\bof\s(?:(?:the|all|all the)\s)?\Z")
_COUNTS_STATES = re.compile(r"[Ss]tates|[Cc]ountries|STATES|COUNTRIES|reviews|examinations|\sof\s")
_BEFORE = re.compile(r"\b(?i:before|prior to|ahead of|beginning of|start of|opening of|until|up to)\b")
_AFTER = re.compile(r"\b(?i:after|following|with|since|including|end of|conclu\w+|complet\w+|clos\w+)\b")
_BRINGS = re.compile(r"\b(?i:bring\w*|brought)\b")
_AHEAD = re.compile(
    r"\b(?i:will|would|by the end|this session|next|upcoming|forthcoming|coming|after (?:it|that)"
    r"|afterwards|then)\b"
)
_SINCE_2008 = re.compile(r"\b(?:since|from)\s(?:April\s|the\sstart\sin\s|its\sstart\sin\s)?2008\b|\bin\sten\syears\b")
_ENDS_CLAUSE = re.compile(r";|:(?=\s)")
# Another time than that of the issue: then it may be any total of the cycle.
_ELSEWHEN = re.compile(
    rf"\b(?:{MONTH}|20\d\d|ago|earlier|at\sthe\stime|[Bb]y\sthen|(?:last|next)\s(?:year|month|spring|summer|autumn|winter)"
    r"|wrote|reported)\b"
)
# Others than States of which some are left.
_OTHERS = re.compile(
    r"\b(?:NGOs?|organi[sz]ations?|applications?|reports?|recommendations?|delegations?|seats?|places?)\b"
)
_BESIDE, _TABLE_BACK, _LOOK_BACK = 40, 120, 160
_AGAIN = re.compile(r"\b(second|third|fourth)\s(?:time|(?:UPR|review|examination)\b)|\b(twice)\b")
_TIMES = {"twice": 2, "second": 2, "third": 3, "fourth": 4}
_END_OF_YEAR = re.compile(r"\bend of (?P<year>20\d\d)\b|\bend of the year\b|\bthis year\b")
_THE_CYCLE = re.compile(r"\bthe\scycle\b")
_SESSIONS = re.compile(
    rf"(?P<last>\b(?:last|final|remaining)\s)?(?P<n>{CARDINAL})(?:\sUPR)?\s(?:sessions?\s(?:and\sa\shalf\s)?"
    r"(?:(?P<left>(?:are\s|were\s)?(?:still\s)?(?:to\sgo|to\scome|left|remain\w*)\b)|(?P<into>(?:into|of|in)\s(?:the|this|its)\b)"
    r"|(?P<out>of\s\w+))?|sessions\b)"
)
_AFTER_SESSIONS = re.compile(r"\b(?i:after|following|with|in|over)(?:\s(?:the|its|just|only))?(?:\sfirst)?\s\Z")
_SESSIONS_WORD = re.compile(r"(?<![Pp]re-)(?<![Pp]re)\bsessions\b")
_CYCLES_DONE = re.compile(
    r"\b(?:(?P<n>two|three|four)(?:\s(?:full|complete|completed))?\scycles|(?P<both>both\scycles))\b"
)
# A number of sessions that is not the place in a cycle.
_UNCLEAR = 0
_CYCLES = {"two": 2, "three": 3, "four": 4}


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
    done = 0
    for key in _KEY.finditer(passage.prose):
        if key.start() >= done:
            before = done
            begin, done = passage.sentence(key.start())
            for number in _NUMBER.finditer(passage.prose, max(begin, before), done):
                form = form_of(passage.prose, number, begin, done)
                claim = _claim(passage, number, *form) if form else None
                if claim:
                    yield claim


def _claim(passage: Passage, number: re.Match[str], form: Form, form_end: int) -> TotalClaim | None:
    if _OF_ALL.search(passage.prose, max(0, number.start() - _BESIDE), number.start()):
        return None  # the 193 of "112 of the 193 States"
    begin, end = _clause(passage, number)
    sentence = passage.prose[begin:end]
    counts_states = _COUNTS_STATES.search(passage.prose, number.end(), form_end) is not None
    if not counts_states and _OTHERS.search(passage.prose, *passage.sentence(number.start())):
        return None
    start, is_left = number.start(), form == "left"
    sessions = {each.number: each for each in passage.sessions_between(begin, end) if not each.is_pre}
    cycles = _cycles(passage, begin, end, at=(number.start(), form_end))
    whole_cycles = _whole_cycles(sentence)
    held = None if whole_cycles else _sessions_held(sentence, is_left=is_left)
    shared = any(each.is_shared for each in sessions.values())
    low, high = passage.sentence(start)
    if is_left and form_end == number.end():
        low = max(0, low - _TABLE_BACK)  # "To be reviewed" in the row below "Reviewed so far"
    is_so_far = _SO_FAR.search(passage.prose, low, high) is not None or held is not None or whole_cycles is not None
    if len(sessions) > 1 or (len(cycles) > 1 and not whole_cycles) or shared or not (is_so_far or cycles):
        return None
    session = next(iter(sessions.values()), None)
    before = passage.prose[begin : session.start] if session else sentence
    is_after = _AFTER.search(before) or _BRINGS.search(sentence)
    relation: Relation = "before" if _BEFORE.search(before) else "after" if is_after else "with"
    if session and relation == "with" and not is_so_far:
        return None  # "14 States were reviewed at the 20th session" counts the session
    if _is_another(passage, sentence, begin, start, is_left=is_left) or (held == _UNCLEAR):
        return None
    year = _END_OF_YEAR.search(sentence)
    return TotalClaim(
        passage,
        start,
        number[0],
        cardinal_number(number[0]),
        is_left,
        session,
        relation,
        next(iter(cycles.values()), None),
        _AHEAD.search(sentence) is not None,
        int(year["year"] or 0) if year else None,
        held,
        whole_cycles,
        _AGAIN.search(sentence) is not None,
        _ELSEWHEN.search(sentence) is not None,
    )


def _clause(passage: Passage, number: re.Match[str]) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that holds a number: to a semicolon, or a colon behind it."""
    begin, end = passage.sentence(number.start())
    begin = passage.prose.rfind(";", begin, number.start()) + 1 or begin
    mark = _ENDS_CLAUSE.search(passage.prose, number.end(), end)
    return begin, mark.start() if mark else end


def is_remainder(claim: TotalClaim, whole: int) -> bool:
    """Return whether a number of States left, and one that stands before it, are all States: "127 … leaves 65"."""
    low = max(0, claim.start - _LOOK_BACK)
    before = _NUMBER.finditer(claim.passage.prose, low, claim.start)
    return claim.is_left and any(cardinal_number(each[0]) + claim.number == whole for each in before)


def _sessions_held(sentence: str, *, is_left: bool) -> int | None:
    """Return the number of sessions after which a sentence counts, negative from the last; `_UNCLEAR` for others."""
    found = list(_SESSIONS.finditer(sentence))
    for match in found:
        number = cardinal_number(match["n"])
        is_after = match["last"] is None and _AFTER_SESSIONS.search(sentence, 0, match.start()) is not None
        if match["last"] and is_left:
            return -number
        if match["into"] and (is_after or match["into"].startswith("into")):
            return number
        if is_after and not is_left and match["left"] is None:
            return number
        if not (match["left"] or match["out"] or is_left):
            return _UNCLEAR
    return _UNCLEAR if not is_left and len(_SESSIONS_WORD.findall(sentence)) > len(found) else None


def _whole_cycles(sentence: str) -> int | None:
    """Return how many cycles a sentence adds up, or None."""
    match = _CYCLES_DONE.search(sentence)
    if match is None:
        return None
    return _CYCLES[match["n"]] if match["n"] else _CYCLES["two"]


def _is_another(passage: Passage, sentence: str, begin: int, start: int, *, is_left: bool) -> bool:
    """Return whether the words of a sentence make of a total that of some States, of one year or of one region."""
    is_of_time = not is_left and (_ANOTHER_TIME.search(sentence) or _IN_YEAR.search(sentence))
    return bool(is_of_time or _ANOTHER.search(sentence) or _VAGUE_BEFORE.search(passage.prose, begin, start))


def _cycles(passage: Passage, begin: int, end: int, *, at: tuple[int, int]) -> dict[int | None, CycleMention]:
    """Return the cycles that a sentence names, by number; of several, those right beside the total."""
    first = bisect_left(passage.cycles, begin, key=lambda cycle: cycle.start)
    last = bisect_left(passage.cycles, end, first, key=lambda cycle: cycle.start)
    named = passage.cycles[first:last]
    beside = [each for each in named if at[0] - _BESIDE <= each.start <= at[1] + _BESIDE]
    again = None if named else _AGAIN.search(passage.prose, begin, end)
    if _SINCE_2008.search(passage.prose, begin, end):
        return {}  # all cycles together, or the first
    if again:
        number = _TIMES[again[again.lastindex or 0]]
        return {number: CycleMention(number, *again.span())}
    if not named and (the := _THE_CYCLE.search(passage.prose, begin, end)):
        return {None: CycleMention(None, *the.span())}
    return {each.number: each for each in beside or named}
