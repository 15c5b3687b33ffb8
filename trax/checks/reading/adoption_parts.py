"""The parts of a statement on an adoption: the outcomes, their session of the UPR, and the session of the Council."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.month_text import find_months
from trax.checks.reading.ordinal_words import GAP, ORDINAL, ordinal_number
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trax.checks.reading.month_text import MonthMention
    from trax.checks.reading.passage import Passage
    from trax.upr.table import Session

ADOPTS = re.compile(r"\b[Aa]dopt(?:s|ed|ing|ions?)?\b")
OUTCOMES = re.compile(r"\b(?:[Oo]utcomes?|[Rr]eports?|[Rr]esults|[Aa]doptions?)\b")
# What is not said of all outcomes of a session at their own time.
HEDGES = re.compile(
    r"\b(?i:not|n't|never|except|postpon\w*|deferr?\w*|delay\w*|later|instead|remaining|rest|some|several|most|half|only"
    r"|one of|two of|three of|resum\w*|should|would|could|may be|might|originally|moved|mid-?term|follow-?up|side"
    r"|resolutions?|decisions?|statements?|national reports?|recommendations?|committee|without)\b|n['\u2019]t\b"
)
# "The outcomes are to be adopted", "adopts these reports", "Adoption: 29th session": those of the session just named.
DETERMINED = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]heir|[Ii]ts|[Aa]ll)\s+(?:the\s+)?(?:final\s+)?(?:UPR\s+|Working\s+Group\s+|WG\s+)?"
    r"(?:outcomes?|reports?|adoptions?)\b(?!\s+(?:of|from|on)\s+(?!the\s+(?:session|reviews)\b|these\b))"
    r"|\bAdoptions?(?:\s+of\s+(?:the\s+)?(?:outcomes|reports))?\s*:"
)
_WHOSE = (
    r"(?:[Oo]utcomes?|[Rr]eports?|[Aa]doptions?|[Rr]esults|[Rr]eviewed|[Ee]xamined|[Rr]eviews)"
    rf"(?:{GAP}(?:outcomes?|reports?|of|from|for|at|in|during|by|on|all|the|States|countries|reviewed|examined|final"
    r"|[a-z]{3,5}teen|\d\d|twelve|eleven|adopted|their|UPR)){0,9}"
)
_OF_SESSION = re.compile(
    rf"\b{_WHOSE}{GAP}(?:(?P<ordinal>{ORDINAL}){GAP}(?:UPR{GAP})?[Ss]ession\b|[Ss]ession{GAP}(?P<number>\d{{1,2}})\b)"
    rf"(?!{GAP}of{GAP}(?:the{GAP})?(?:UN{GAP})?(?:Human|Council|HRC))"
)
_ITS = re.compile(rf"\b(?:at|in|during){GAP}its{GAP}(?P<ordinal>{ORDINAL}){GAP}(?:regular{GAP})?session\b(?!{GAP}of)")
_IN_BRACKETS = re.compile(
    rf"(?:Council|HRC)\b[^().;]{{0,30}}\((?:its{GAP}|the{GAP})?(?P<ordinal>{ORDINAL}){GAP}(?:regular{GAP})?session[,)]"
)
_BODY = re.compile(r"\b(?:(?P<council>Council|HRC)\b(?!['\u2019]s\s)|Working\s+Group\b|WG\b|Committee|Assembly)")
_REVIEWED_IN = re.compile(
    rf"\b(?:reviewed|examined)(?:{GAP}(?:in|last|this|at|during|the|UPR|session|sessions|of|held)){{1,5}}{GAP}"
    rf"(?P<month>{MONTH}[^.;:()]{{0,22}})"
    rf"|\b(?:outcomes|reports|reviews){GAP}(?:of|from){GAP}(?:the{GAP})?(?P<session>{MONTH}[^.;:()]{{0,22}}?){GAP}"
    rf"(?:UPR{GAP})?session\b(?!{GAP}of{GAP}the{GAP}(?:Human|Council|HRC))"
)
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement: the number of a session, or 0, and where it stands."""

    number: int
    start: int
    end: int
    is_sure: bool = True


def council_named(passage: Passage, begin: int, end: int) -> tuple[Part, ...]:
    """Return the sessions of the Council that a part of a text names, also as "the Council … at its 23rd session"."""
    first = bisect_left(passage.council_sessions, begin, key=lambda each: each.start)
    last = bisect_left(passage.council_sessions, end, first, key=lambda each: each.start)
    found = {
        each.start: Part(each.number, each.start, each.end)
        for each in passage.council_sessions[first:last]
        if not each.is_symbol
    }
    for match in _ITS.finditer(passage.prose, begin, end):
        bodies = list(_BODY.finditer(passage.prose, begin, match.start()))
        if bodies and bodies[-1]["council"]:
            start = match.start("ordinal")
            found.setdefault(start, Part(ordinal_number(match["ordinal"]), start, match.end()))
    for match in _IN_BRACKETS.finditer(passage.prose, begin, end):
        start = match.start("ordinal")
        found.setdefault(start, Part(ordinal_number(match["ordinal"]), start, match.end() - 1))
    return tuple(found[start] for start in sorted(found))


def sessions_meant(passage: Passage, begin: int, end: int, councils: Sequence[Part]) -> tuple[Part, ...]:
    """Return the sessions of the UPR that a part of a text names, also beside the Council."""
    found = {
        each.end: Part(each.number, each.start, each.end)
        for each in passage.sessions_between(begin, end)
        if not each.is_pre
    }
    if any(each.is_shared for each in passage.sessions_between(begin, end)):
        return (Part(0, begin, begin), Part(-1, begin, begin))
    for match in _OF_SESSION.finditer(passage.prose, begin, end):
        name = "ordinal" if match["ordinal"] else "number"
        number = ordinal_number(match[name]) if match["ordinal"] else int(match[name])
        if match.end() not in found:
            found[match.end()] = Part(number, match.start(name), match.end())
    return tuple(
        found[stop]
        for stop in sorted(found)
        if not any(each.start < stop and found[stop].start < each.end for each in councils)
    )


def sessions_of_month(passage: Passage, begin: int, end: int, as_of: date) -> Part | None:
    """Return the session of "the States reviewed in January 2014"; number 0 when none or two met then; None unsaid."""
    match = _REVIEWED_IN.search(passage.prose, begin, end)
    if match is None:
        return None
    name = "month" if match["month"] else "session"
    words = f"in {match[name]}"
    months = find_months(words, ())
    if not months or months[0].month is None:
        return Part(0, *match.span())
    found = [each for each in passage.table.sessions if _met(each, months[0], as_of)]
    number = found[0].number if len(found) == 1 else 0
    stop = match.start(name) + months[0].end - len("in ")
    return Part(number, match.start(), stop, is_sure=months[0].year is not None)


def _met(session: Session, month: MonthMention, as_of: date) -> bool:
    """Return whether a session met in a month; without a year, in the twelve months before a day."""
    if session.start is None:
        return False
    ends = session.end or session.start + timedelta(days=13)
    is_month = month.month in {session.start.month, ends.month}
    if month.year is None:
        return is_month and as_of - _A_YEAR < session.start <= as_of
    return is_month and month.year in {session.start.year, ends.year}
