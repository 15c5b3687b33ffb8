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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention

Relation = Literal["after", "before", "with"]

# Written with single spaces, where a text may have several, or a line break.
_STATES = (
    "(?: (?:out )?of (?:the |all )?19[23])?(?: (?:UN|[Mm]ember|United Nations)){0,3}"
    "(?: | [Mm]ember-)(?:[Ss]tates|[Cc]ountries|STATES|COUNTRIES)(?: of the (?:UN|United Nations))?"
)
_ADVERB = "(?: (?:now|already|thus|so far|therefore|thereby|since|all|to date)){0,2}"
_REVIEWED = "(?:reviewed|examined)"
_SINCE = r"(?:so far|to date|until now|up to now|thus far|since|in the (?:\w|-){3,12} (?:UPR )?cycle)"
_NUMBER_IS = r"\b(?:total|number) of (?:States|countries|reviews)\b[^.;,\d]{0,60}? (?:to|at|is|was|reaches|reached)"
_RECORDS = "(?: been| had their (?:human rights )?records?)?"
_FORMS = (
    (
        f"(?P<first>{CARDINAL}){_STATES}"
        rf"(?: (?:have|had|has|were|will have){_ADVERB}{_RECORDS}{_ADVERB} {_REVIEWED}\b| {_REVIEWED}(?= {_SINCE}))"
    ),
    rf"\b(?:has|have|had){_ADVERB} {_REVIEWED}(?: (?:already|a total of|in total))? (?P<second>{CARDINAL}){_STATES}\b",
    rf"{_NUMBER_IS}(?: now)? (?P<third>{CARDINAL})",
    (
        rf"(?P<left>{CARDINAL}){_STATES} (?:still )?"
        r"(?:remain(?:ed|ing)?|(?:are |were )?left|have (?:yet|still) to be|(?:are|were) (?:yet|still) to be)\b"
    ),
    rf"\bremaining (?P<rest>{CARDINAL}){_STATES}\b",
)
_TOTAL = re.compile("|".join(_FORMS).replace(" ", r"\s{1,4}"))
_SO_FAR = re.compile(
    r"\b(?i:so far|to date|until now|up to now|thus far|now|already|total|altogether|since the (?:start|beginning)"
    r"|bring\w*|brought|remain\w*|yet to|still to|by the (?:end|start|beginning|opening|close)|as of"
    r"|of (?:the |all )?19[23])\b"
)
# Words that make of it another number: of some States, of one year, of one session.
_ANOTHER = re.compile(
    r"\b(?:(?i:of (?:which|whom|these|those|them)|among)|region\w*|Africa\w*|Asia\w*|Europe\w*|America\w*|Pacific"
    r"|Caribbean|Arab|EU|OIC|ASEAN|Commonwealth|[Ff]rancophon\w*|islands?|(?<!Working )[Gg]roups?|each|every|per"
    r"|annual\w*|yearly|(?:this|last|next|first|second|third|past|one) (?:year|half)|years|sessions|[Cc]ommittees?"
    r"|treaty|mid-term|implement\w*|accepted|supported|session of the (?!UPR|Working|Universal|\w+ cycle))\b"
)
_IN_YEAR = re.compile(r"(?<!end of )(?<!since )(?<!end )\b(?:in|during) (?:19|20)\d\d\b")
_VAGUE_BEFORE = re.compile(
    r"\b(?i:over|than|about|almost|nearly|some|around|least|most|first|last|other|another|approximately|up to|these"
    r"|those)\s(?:the\s)?\Z"
)
_BEFORE = re.compile(r"\b(?i:before|prior to|ahead of|beginning of|start of|opening of|until|up to)\b")
_AFTER = re.compile(r"\b(?i:after|following|with|since|including|end of|conclu\w+|complet\w+|clos\w+)\b")
_BRINGS = re.compile(r"\b(?i:bring\w*|brought)\b")
_AHEAD = re.compile(r"\b(?i:will|would|by the end|this session|next|upcoming|forthcoming|coming)\b")
_BESIDE = 40
_AGAIN = re.compile(r"\b(second|third|fourth) time\b|\b(twice)\b")
_TIMES = {"twice": 2, "second": 2, "third": 3, "fourth": 4}
_END_OF_YEAR = re.compile(r"\bend of (?P<year>20\d\d)\b|\bend of the year\b")


@dataclass(frozen=True, slots=True)
class TotalClaim:
    """How many States were, or (`is_left`) are still to be, reviewed in a cycle.

    Attributes:
        session: The one session that the sentence names, by which it counts; `relation` says from when.
        cycle: The one cycle that it names.
        is_ahead: Whether it speaks of what will be.
        end_of_year: Year at whose end it counts; 0 for "the year".
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


def find_totals(passage: Passage) -> Iterator[TotalClaim]:
    """Yield each total of States reviewed in a cycle that a passage gives."""
    is_possible = any(word in passage.prose for word in ("eviewed", "examined", "remain", " left", "number of"))
    for match in _TOTAL.finditer(passage.prose) if is_possible else ():
        claim = _claim(passage, match)
        if claim:
            yield claim


def _claim(passage: Passage, match: re.Match[str]) -> TotalClaim | None:
    begin, end = passage.sentence(match.start())
    sentence = passage.prose[begin:end]
    name = match.lastgroup or ""
    start = match.start(name)
    sessions = {each.number: each for each in passage.sessions_between(begin, end) if not each.is_pre}
    cycles = _cycles(passage, begin, end, at=match)
    shared = any(each.is_shared for each in sessions.values())
    is_so_far = _SO_FAR.search(sentence) is not None
    if len(sessions) > 1 or len(cycles) > 1 or shared or not (is_so_far or cycles):
        return None
    session = next(iter(sessions.values()), None)
    before = passage.prose[begin : session.start] if session else sentence
    is_after = _AFTER.search(before) or _BRINGS.search(sentence)
    relation: Relation = "before" if _BEFORE.search(before) else "after" if is_after else "with"
    if session and relation == "with" and not is_so_far:
        return None  # "14 States were reviewed at the 20th session" counts the session
    if _ANOTHER.search(sentence) or _IN_YEAR.search(sentence) or _VAGUE_BEFORE.search(passage.prose, begin, start):
        return None
    year = _END_OF_YEAR.search(sentence)
    return TotalClaim(
        passage,
        start,
        match[name],
        cardinal_number(match[name]),
        name in {"left", "rest"},
        session,
        relation,
        next(iter(cycles.values()), None),
        _AHEAD.search(sentence) is not None,
        int(year["year"] or 0) if year else None,
    )


def _cycles(passage: Passage, begin: int, end: int, *, at: re.Match[str]) -> dict[int | None, CycleMention]:
    """Return the cycles that a sentence names, by number; of several, those right beside the total."""
    first = bisect_left(passage.cycles, begin, key=lambda cycle: cycle.start)
    last = bisect_left(passage.cycles, end, first, key=lambda cycle: cycle.start)
    named = passage.cycles[first:last]
    beside = [each for each in named if at.start() - _BESIDE <= each.start <= at.end() + _BESIDE]
    again = None if named else _AGAIN.search(passage.prose, begin, end)
    if again:
        number = _TIMES[again[again.lastindex or 0]]
        return {number: CycleMention(number, *again.span())}
    return {each.number: each for each in beside or named}
