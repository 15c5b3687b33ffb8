"""Where a text says at which session of the Council, or when, the outcomes of a session of the UPR are adopted.

"The outcomes of the States reviewed at the 18th UPR session were adopted at the 26th session of the Council." Between
the outcomes, their session, the adopting and the Council only the small words of such a sentence may stand, in any
order. With any other word it is about something else: one report, a side event, a resolution, a date that was moved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trax.checks.reading.adoption_parts import (
    ADOPTS,
    DETERMINED,
    HEDGES,
    OUTCOMES,
    Part,
    council_named,
    sessions_meant,
    sessions_of_month,
)
from trax.checks.reading.claim_words import WORD
from trax.content.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from trax.checks.reading.passage import Passage

_SMALL = word_set(
    "the of at in on during by its their this that these those which whose will be is are was were been being has have "
    "had to for from and between until till with as it they who all un united nations human rights council hrc "
    "council's universal periodic review reviews upr working group wg regular ordinary session sessions plenary item "
    "agenda under states state countries country reviewed examined considered discussed formally officially finally "
    "definitively then usual expected scheduled due planned foreseen final outcome outcomes report reports documents "
    "wg's upr's results adopt adopts adopted adopting adoption adoptions see sees seen saw get got held take takes "
    "took taking taken place come up last past first second third fourth early late mid end beginning middle week "
    "weeks day days month year next coming geneva p m s january's st nd rd th"
)
_NUMBERS = word_set(
    "two ten eleven twelve thirteen fourteen fifteen sixteen seventeen 2 10 11 12 13 14 15 16 17 192 193"
)
_WORDS = _SMALL | _NUMBERS
_GROUP_ADOPTS = re.compile(
    r"\bWorking\s+Group\s+(?:\w+\s+){0,2}adopt|\badopted\s+(?:by|in|at)\s+(?:the\s+)?(?:UPR\s+)?(?:Working\s+Group|WG)\b"
)
# Days of the session itself, or of the Council's, in a bracket beside it; "reviewed in January".
_LABELS = re.compile(r"\s*(?:\(|,?\s*(?:held|which took place)\b|of\b|from\b|,\s*from\b|[:\u2013\u2014-])[^)]{0,40}\Z")
_PAST = re.compile(r"\b(?:were|was|adopted\s+the|has|have|had)\b")
_LEADS_TO_TIME = re.compile(
    r"(?:\A|\b(?:in|on|from|between|during|early|late|mid|end\s+of|beginning\s+of|middle\s+of|and|to|next|this|coming"
    r"|adopted|adoptions?)\b)[\s:,-]*(?:the\s+)?\Z",
    re.IGNORECASE,
)
_REVIEWED = re.compile(r"\b(?:reviewed|examined|held|last|place)\s+(?:\w+\s+){0,2}\Z")
_ITS_MONTH = re.compile(r"\s+(?:of\s+the\s+(?:UPR|Working\s+Group)\s+)?in\s+\Z")
# White space of the same paragraph.
_OPENING = re.compile(r"[^\S\n]*+(?:\n[^\S\n]*+)?+(?!\n)")
_LOOK_AHEAD = 40


@dataclass(frozen=True)  # a passage works its words out only once, and so is no value to compare
class AdoptionClaim:
    """What a text says of the adoption of the outcomes of a session.

    Attributes:
        number: Of the session of the UPR.
        council: The number it gives for the session of the Council, and where; None when it gives none.
        times: The months it gives for the adoption, as (year or None, month), and where each stands.
        is_sure: Whether its words name the session; False where a sentence before does, or a month without a year.
        is_past: Whether it says that it happened.
        is_subject: Whether the outcomes begin the sentence, after one of the same paragraph.
    """

    passage: Passage = field(repr=False)
    number: int
    council: Part | None
    times: tuple[tuple[Part, tuple[tuple[int | None, int], ...]], ...]
    is_sure: bool
    is_past: bool
    is_subject: bool


def find_adoptions(passage: Passage, *, as_of: date) -> Iterator[AdoptionClaim]:
    """Yield what a passage says of adoptions, in order.

    Args:
        as_of: Day that "the States reviewed in January" is counted from.
    """
    if "dopt" not in passage.prose:
        return
    done = -1
    for match in ADOPTS.finditer(passage.prose):
        begin, end = _clause(passage, match.start())
        if match.start() >= done:
            done = end
            yield from _of_clause(passage, begin, end, as_of)


def _clause(passage: Passage, offset: int) -> tuple[int, int]:
    """Return where the part of a sentence between semicolons begins and ends."""
    begin, end = passage.sentence(offset)
    low, high = passage.prose.rfind(";", begin, offset), passage.prose.find(";", offset, end)
    return (low + 1 if low >= 0 else begin), (high if high >= 0 else end)


def _of_clause(passage: Passage, begin: int, end: int, as_of: date) -> Iterator[AdoptionClaim]:
    prose = passage.prose
    adopts, outcomes = ADOPTS.search(prose, begin, end), OUTCOMES.search(prose, begin, end)
    if (
        adopts is None
        or outcomes is None
        or HEDGES.search(prose, begin, end)
        or _GROUP_ADOPTS.search(prose, begin, end)
    ):
        return
    councils = council_named(passage, begin, end)
    if len({each.number for each in councils}) > 1:
        return
    council = councils[0] if councils else None
    session, is_sure = _session(passage, (begin, end), councils, as_of)
    if session is None:
        return
    parts = [Part(0, *adopts.span()), Part(0, *outcomes.span())]
    parts += [session] if session.start >= begin else [Part(0, begin, begin)]
    if council and not _is_plain(passage, [*parts, council]):
        return
    times = tuple(_times(passage, (begin, end), [*parts, *([council] if council else [])], session, council))
    if council or times:
        is_past = _PAST.search(prose, begin, end) is not None
        opening = _OPENING.match(prose, begin)
        is_subject = opening is not None and DETERMINED.match(prose, opening.end()) is not None
        yield AdoptionClaim(passage, session.number, council, times, is_sure, is_past, is_subject)


def _session(
    passage: Passage, clause: tuple[int, int], councils: Sequence[Part], as_of: date
) -> tuple[Part | None, bool]:
    """Return the one session whose outcomes a clause speaks of, and whether its own words name it for sure."""
    named = sessions_meant(passage, *clause, councils)
    if named:
        is_one = len({each.number for each in named}) == 1
        return (named[0] if is_one else None), True
    by_month = sessions_of_month(passage, *clause, as_of)
    if by_month is not None:
        return by_month if by_month.number else None, by_month.is_sure
    if not DETERMINED.search(passage.prose, *clause):
        return None, False
    return _named_before(passage, clause[0]), False


def _named_before(passage: Passage, begin: int) -> Part | None:
    """Return the one session named in the sentence before, or in the one before that."""
    end = begin
    for _ in range(3):
        low = passage.sentence(end - 1)[0] if end else 0
        named = passage.sessions_between(low, end)
        if named:
            is_one = len({each.number for each in named}) == 1 and not named[0].is_pre
            is_councils = any(low <= each.start < end for each in passage.council_sessions)
            return Part(named[0].number, named[0].start, named[0].end) if is_one and not is_councils else None
        if not low:
            break
        end = low
    return None


def _times(
    passage: Passage, clause: tuple[int, int], parts: list[Part], session: Part, council: Part | None
) -> Iterator[tuple[Part, tuple[tuple[int | None, int], ...]]]:
    """Yield the months that a clause gives for the adoption: not those of the session, nor in a bracket beside it."""
    prose = passage.prose
    found = [
        (Part(0, each.start, each.end), tuple((day.year, day.month) for day, _ in each.days))
        for each in passage.dates[bisect_left(passage.dates, clause[0], key=lambda date: date.start) :][:9]
    ]
    for month in passage.months:
        if clause[0] <= month.start < clause[1] and month.month:
            last = ((month.last_year, month.last_month),) if month.last_month else ()
            found.append((Part(0, month.start, month.end), ((month.year, month.month), *last)))
    for part, months in found:
        if not clause[0] <= part.start < clause[1] or session.start <= part.start < session.end:
            continue
        beside = [each for each in (session, council) if each and each.end <= part.start]
        if any(_LABELS.fullmatch(prose, each.end, part.start) for each in beside):
            continue
        if parts[0].start > part.start and _ITS_MONTH.fullmatch(prose, session.end, part.start):
            continue  # "the 18th session in January 2014 were adopted"
        low = max(clause[0], part.start - _LOOK_AHEAD)
        is_time = _LEADS_TO_TIME.search(prose[low : part.start].lstrip("*#>- \n"))
        if is_time and not _REVIEWED.search(prose, low, part.start) and _is_plain(passage, [*parts, part]):
            yield part, months


def _is_plain(passage: Passage, parts: list[Part]) -> bool:
    """Return whether between the parts of a statement only small words, numbers, days and months stand."""
    begin, end = min(each.start for each in parts), max(each.end for each in parts)
    spans = [(each.start, each.end) for each in parts]
    for mentions in (passage.dates, passage.months):
        first = bisect_left(mentions, begin, key=lambda each: each.start)
        last = bisect_left(mentions, end, first, key=lambda each: each.start)
        spans += [(each.start, each.end) for each in mentions[first:last]]
    position = begin
    for low, high in sorted(spans):
        if position < low and not all(word.lower() in _WORDS for word in WORD.findall(passage.prose, position, low)):
            return False
        position = max(position, high)
    return True
