"""Sessions of the UPR in running text: `20th UPR session`, `sessions 20 and 21`, `UPR20`, `41st Working Group`.

Other bodies have numbered sessions too. "52nd session of the Human Rights Council" is none of ours; a bare "20th
session" is ours for sure only when its sentence speaks of the UPR and of no other body. Where nothing near speaks of
another body it may be ours: then what is said of it has to fit before it counts. "The second session of the year" is
no number of a session; "the first session of the fourth cycle" is number 41.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trax.checks.reading.cardinal_words import cardinal_number
from trax.checks.reading.ordinal_words import GAP, ORDINAL, ordinal_number
from trax.checks.reading.session_words import GROUP, ITS_OWN, JOIN, NOT_ITS, REVIEW, UPR, find_names
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_BEFORE_LAST = re.compile(rf"(?:{ORDINAL}{JOIN}){{1,9}}\Z")
_ENDS_IN_MONTH = re.compile(rf"{MONTH}{GAP}\Z")
_ANY_ORDINAL = re.compile(ORDINAL)
_ANY_NUMBER = re.compile(r"\d{1,2}")
_OF = re.compile(
    rf"(?:{GAP}of{GAP}the{GAP}(?:UPR|{UPR})(?:{GAP}Working{GAP}Group)?"
    rf"(?:{GAP}(?:to{GAP}be{GAP})?held)?(?={GAP}(?:of|in|under|during){GAP}the{GAP}[\w-]{{2,14}}{GAP}(?:UPR{GAP})?cycle))?"
    rf"{GAP}(?:of|in|under|during){GAP}(?:(?:the|this|that|each|its|their|our){GAP})?+(?:"
    rf"(?:(?P<nth>{ORDINAL}){GAP})?(?:(?:UPR|current|present|new){GAP})?(?P<cycle>[Cc]ycle|[Rr]ound)\b"
    rf"|(?P<when>{MONTH}|\d)|(?P<relative>year|month|week|day|morning|afternoon|series|same)\b)"
)
# "the first session of the third cycle, the 27th in all, was held": a place in a cycle and its number are one.
_IN_ALL = re.compile(
    rf"(?:,{GAP}(?:and{GAP})?|{GAP}\()(?:the{GAP})?{ORDINAL}(?:{GAP}(?:in{GAP}(?:all|total)|overall|altogether"
    rf"|(?:UPR{GAP})?session|so{GAP}far))?\s?[,)]"
)
# The Council adopts them, but they are those of a session of the UPR.
_OUTCOMES_OF = re.compile(rf"\b[Oo]utcomes{GAP}(?:of|from){GAP}the{GAP}\Z")
HAS_ITS = re.compile(rf"\bUPR{GAP}(?:(?:held|holds|had|has){GAP})?its{GAP}\Z")
_FIRST_YEARS = re.compile(r"\b200[78]\b")
_OF_BODY = re.compile(
    rf"{GAP}of{GAP}(?:the{GAP})?(?:(?:UN|United{GAP}Nations)(?:['\u2019]s)?{GAP})?"
    rf"(?:(?:Human{GAP}Rights{GAP}Council|Council|HRC)(?:['\u2019]s)?{GAP})?(?:inter-?governmental{GAP})?"
    rf"(?P<ours>{REVIEW}|{GROUP}|mechanism\b)?"
)
# A pattern that begins with letters, not with a look behind, is searched at the speed of its capitals.
_SPEAKS_OF_UPR = re.compile(
    rf"U(?<!\wU)(?:PR\b{NOT_ITS}|niversal{GAP}[Pp]eriod(?:ic)?{GAP}[Rr]eview)|W(?<!\wW)(?P<group>(?:orking{GAP}Group|G){ITS_OWN})"
    r"|P(?<!\wP)re-?\s?[Ss]essions?\b|p(?<!\wp)re-?\s?[Ss]essions?\b|u(?<!\wu)nder [Rr]eview"
)
OTHER_BODY = re.compile(
    r"\b(?:(?<!National Human Rights )Council|HRC\d{0,2}|Committee|Subcommittee|Assembly|(?:African|American|European"
    r"|Law) Commission|Commission on the|CEDAW|CERD|CRPD|CAT|CRC|CMW|CED|CESCR|CCPR|ECOSOC|Conference|COP\d{0,2}|Forum"
    r"|Congress|Parliament|Group on (?!(?:the )?(?:UPR|[Uu]niversal))|[Bb]oard)\b"
)
# What the Council does with the outcomes of the UPR, at sessions of its own.
_OF_THE_COUNCIL = re.compile(r"\b(?:adopt\w*|plenary|regular session|item 6|special session)\b")
_REVIEWED_AT = re.compile(rf"\b(?:reviewed|examined|under{GAP}review){GAP}(?:at|in|during|by){GAP}(?:the|its){GAP}\Z")
_STATES_REVIEWED = re.compile(
    rf"\b(?:[Ss]tates|[Cc]ountries){GAP}(?:(?:were|are|will|be|have|been|to|all|under){GAP}){{0,3}}(?:reviewed|[Rr]eview)\b"
)
PRE_SESSION = re.compile(r"\b[Pp]re-?\s?[Ss]essions?\b")
_LOOK_BACK, _NEAR = 400, 40
# No State has had so many reviews: "the second UPR" is a State's, "the 20th UPR" a session.
_FEWEST_OF_ALL_STATES = 6
# Three sessions a year: "the third UPR session" may be that of the year.
_MAYBE_OF_THE_YEAR = 3


@dataclass(frozen=True, slots=True)
class SessionMention:
    """A session of the UPR named in a text.

    Attributes:
        is_pre: Whether its Pre-session is meant.
        is_sure: Whether the words around it speak of the UPR; without them it may be a session of somebody else.
        is_shared: Whether it is named together with others, `the 20th and 21st sessions`.
        is_inferred: Whether the number stands elsewhere: "it", "the session", "the Pre-sessions".
    """

    number: int
    start: int
    end: int
    is_pre: bool = False
    is_sure: bool = True
    is_shared: bool = False
    is_inferred: bool = False


def find_sessions(passage: Passage) -> tuple[SessionMention, ...]:
    """Return the sessions of the UPR that a passage names, in order."""
    bodies = _Bodies(passage.prose)
    found: list[SessionMention] = []
    for match in find_names(passage.prose):
        found += _mentions(passage, match, bodies)
    return tuple(found)


def _mentions(passage: Passage, match: re.Match[str], bodies: _Bodies) -> Iterator[SessionMention]:
    """Yield the session or sessions of one match; none when another body's or no numbered session is meant."""
    number = _number(passage, match)
    if not number:
        return
    is_sure = _is_upr(passage, match, bodies)
    if is_sure is None:
        return
    start, end = match.start(), match.end()
    is_pre = match["pre"] is not None or match["prior"] is not None
    if (of := _OF.match(passage.prose, end)) and of["cycle"]:
        in_all = _IN_ALL.match(passage.prose, of.end())
        end = in_all.end() if in_all else of.end()
    others: list[int] = []
    if match["several"]:
        others = [int(each) for each in _ANY_NUMBER.findall(match["several"])][:-1]
    elif match["ordinal"] and (chain := _BEFORE_LAST.search(passage.prose, max(0, start - 90), start)):
        others = [ordinal_number(each) for each in _ANY_ORDINAL.findall(chain[0])]
        if others[-1] >= number or _ENDS_IN_MONTH.search(passage.prose, max(0, chain.start() - 12), chain.start()):
            others = []  # "on January 20th, the 21st session begins"
        else:
            start = chain.start()
    for each in (*others, number):
        is_plain = each > _MAYBE_OF_THE_YEAR or _says_first_year(passage, end)
        yield SessionMention(each, start, end, is_pre, is_sure and is_plain, bool(others))


def _number(passage: Passage, match: re.Match[str]) -> int | None:
    """Return the number of the session that a match names, the last of several, or None."""
    digits = match["plain"] or match["prior"] or match["short"] or match["spaced"] or match["several"]
    if digits:
        return int(_ANY_NUMBER.findall(digits)[-1])
    if match["worded"]:
        return cardinal_number(match["worded"])
    number = ordinal_number(match["ordinal"]) if match["ordinal"] else 0
    if match["review"]:
        return number if number >= _FEWEST_OF_ALL_STATES else None
    of = _OF.match(passage.prose, match.end())
    if of is None:
        return number
    if of["cycle"]:
        return _in_cycle(passage, number, of)
    is_early = of["when"] and number <= _MAYBE_OF_THE_YEAR
    is_of_the_year = of["relative"] or (is_early and not _says_first_year(passage, match.end()))
    return None if is_of_the_year else number


def _says_first_year(passage: Passage, end: int) -> bool:
    """Return whether the year after a session is that in which the UPR began: then the first is the first of all."""
    return _FIRST_YEARS.search(passage.prose, end, end + _NEAR) is not None


def _in_cycle(passage: Passage, number: int, of: re.Match[str]) -> int | None:
    """Return the number of "the first session of the fourth cycle" (0: the last), or None where two could be meant."""
    nth = ordinal_number(of["nth"]) if of["nth"] else 0
    cycle = next((each for each in passage.table.cycles if each.number == nth), None)
    if cycle is None:
        return None
    if not number:
        return cycle.last_session
    is_own = cycle.first_session <= number <= cycle.last_session
    in_cycle = cycle.first_session + number - 1
    is_counted = in_cycle <= cycle.last_session
    if is_own:
        return number if number == in_cycle or not is_counted else None
    return in_cycle if is_counted else None


class _Bodies:
    """Where a passage speaks of the UPR or of another body; worked out once, at the first bare session."""

    def __init__(self, prose: str) -> None:
        self._prose = prose

    @cached_property
    def _found(self) -> list[tuple[int, bool, bool]]:
        ours = [(match.start(), True, match["group"] is not None) for match in _SPEAKS_OF_UPR.finditer(self._prose)]
        others = [(match.start(), False, False) for match in OTHER_BODY.finditer(self._prose)]
        return sorted(ours + others)

    def between(self, begin: int, end: int) -> list[tuple[int, bool, bool]]:
        """Return start, whether it is ours, and whether it is the Working Group, of each that begins in a part."""
        first = bisect_left(self._found, (begin, False, False))
        return self._found[first : bisect_left(self._found, (end, False, False), first)]


def _is_upr(passage: Passage, match: re.Match[str], bodies: _Bodies) -> bool | None:
    """Return whether a session is the UPR's for sure, or may be (False), or is somebody else's (None)."""
    if any(match[name] for name in ("ours", "group", "review", "before", "prior", "short", "spaced")):
        return True
    body, of = _OF_BODY.match(passage.prose, match.end()), _OF.match(passage.prose, match.end())
    if (body and body["ours"]) or (of and of["cycle"]):
        return True
    if body and not of:
        return None
    begin, end = passage.sentence(match.start())
    begin = passage.prose.rfind(";", begin, match.start()) + 1 or begin
    if (semicolon := passage.prose.find(";", match.end(), end)) >= 0:
        end = semicolon
    low = max(begin, match.start() - _NEAR)
    if any(words.search(passage.prose, low, match.start()) for words in (_OUTCOMES_OF, _REVIEWED_AT)):
        return True
    here = bodies.between(begin, end)
    ours = [each for each in here if each[1]]
    if len(ours) < len(here):  # "the Council's Working Group held its 20th session", not "the Council, at its 28th"
        if HAS_ITS.search(passage.prose, max(begin, match.start() - _NEAR), match.start()):
            return True
        before = [each for each in here if each[0] < match.start()]
        return True if before and before[-1][2] else None
    if ours:
        return not _OF_THE_COUNCIL.search(passage.prose, begin, end)
    before = bodies.between(max(0, match.start() - _LOOK_BACK), match.start())
    if not before or before[-1][1]:
        return False
    # Of these bodies the Council alone has States that are reviewed, and has them reviewed by us.
    is_council = passage.prose.startswith(("Council", "HRC"), before[-1][0])
    return False if is_council and _STATES_REVIEWED.search(passage.prose, begin, end) else None
