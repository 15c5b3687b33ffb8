"""Where a text says in which month, or year, a session of the UPR, its Pre-sessions or the Council is held.

"Preparing for the 21st session in November" is about the preparing. Only words that cannot be read so count: "held in",
"the session of November 2014", "at the 21st session in January", a label "(January 2015)", "in January, the 21st
session opened".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.claim_words import (
    ACTIVITY,
    BETWEEN,
    BETWEEN_DATE_AND_SESSION,
    END,
    FINITE,
    HOLDING,
    JOINTS,
    START,
    WORD,
    words_before,
)
from trax.checks.reading.month_text import MonthMention, find_months
from trax.checks.reading.session_anchors import OF_ITS_DAYS
from trax.checks.reading.session_tables import find_table_cells
from trax.checks.reading.session_text import HAS_ITS
from trax.content.date_text import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

Of = Literal["session", "Pre-session", "Council"]


@dataclass(frozen=True, slots=True)
class MonthClaim:
    """A month or year that a text gives for a session, its Pre-sessions, or a session of the Council."""

    passage: Passage = field(repr=False)
    mention: MonthMention
    number: int
    of: Of
    is_sure: bool
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A session whose month a text may give."""

    number: int
    start: int
    end: int
    of: Of
    is_sure: bool


# "at the 21st session in January": who is there, is there in that month; who prepares for it is not.
_PRESENCE = frozenset(
    {"at", "during", "in", "attend", "attended", "attending", "follow", "followed", "following", "monitored", "monitor"}
    | {"observed", "joined", "webcast", "covered", "held", "holds", "hold"}
)
_LEADS_TO_MONTH = frozenset({"in", "for", "during", "of", "from", "between"})
_LABEL = re.compile(r"\s*(?:\(\s*(?:in\s+)?|[,:\u2013\u2014|/-]\s*)")
_OPENING_PAREN = re.compile(r"\s*\(\s*(?:in\s+)?")
_PREPARES = re.compile(r"\b[Pp]repar\w+\s+for\b[^.]{0,40}\Z")
_OF_OURS = re.compile(
    r"(?:\s+of\s+(?:the\s+)?(?:UN\s+)?(?:Human\s+Rights\s+Council(?:['\u2019]s)?\s+)?"
    r"(?:UPR|Universal\s+Periodic\s+Review|Working\s+Group|Human\s+Rights\s+Council|HRC|Council)\b"
    r"(?:\s+\((?:UPR|HRC)\))?(?:\s+Working\s+Group\b)?"
    r"(?:\s+on\s+(?:the\s+)?(?:UPR|Universal\s+Periodic\s+Review)\b)?)?(?:\s+in\s+Geneva\b)?"
)
_VERB_AFTER = re.compile(
    r"\s*(?:of the (?:UPR|Universal Periodic Review|Working Group)(?: Working Group)?)?\s*"
    r"(?:(?:was|will be|is|were|has been) held|takes place|took place|will take place|runs|ran|meets|met"
    r"|(?:will )?(?:open|start|begin|review)(?:s|ed)?\b|began)\b"
)
_STARTED_IN = re.compile(r"\b(?:start|beg[aiu]n|open|launch|end|clos|conclud)(?:n?ing|s|ed|ned|d)?\s+in\s+\Z")
_ENDS_LINE = re.compile(r"[^\S\n]*(?:of the UPR)?[^\S\n]*(?:[.,;()\n]|\Z)")
# "Deadlines for submissions:" above a list gives its months another meaning.
_DEADLINES = re.compile(r"\b(?i:deadlines?|submission|submit|reports?|due|registration|adoptions?)\b")
_LONGEST_GAP, _HEADING_BACK = 90, 300


def find_month_claims(passage: Passage) -> Iterator[MonthClaim]:
    """Yield each month, two months or year that the words of a passage give for a session."""
    yield from _in_tables(passage)
    listed = {each.when.start for each in passage.listed}
    for each in passage.listed:
        if isinstance(each.when, MonthMention):
            yield MonthClaim(passage, each.when, each.number, "session", is_sure=True, is_certain=each.is_certain)
    if passage.months or passage.council_sessions:
        anchors = _anchors(passage)
        for mention in passage.months if anchors else ():
            if mention.start in listed:
                continue
            anchor = _said_of(passage, anchors, mention)
            if anchor:
                yield MonthClaim(passage, mention, anchor.number, anchor.of, anchor.is_sure)
        for mention in _ranges_of_days(passage) if passage.council_sessions else ():
            anchor = _said_of(passage, anchors, mention)
            if anchor and anchor.of == "Council":  # the days of a session of the UPR are compared as days
                yield MonthClaim(passage, mention, anchor.number, anchor.of, anchor.is_sure)


def _anchors(passage: Passage) -> list[_Anchor]:
    anchors = [
        _Anchor(each.number, each.start, each.end, "Pre-session" if each.is_pre else "session", each.is_sure)
        for each in passage.anchors
        if not each.is_shared and each.number > OF_ITS_DAYS
    ]
    anchors += [
        _Anchor(each.number, each.start, each.end, "Council", is_sure=True)
        for each in passage.council_sessions
        if not each.is_symbol
    ]
    return sorted(anchors, key=lambda anchor: anchor.start)


def _ranges_of_days(passage: Passage) -> Iterator[MonthMention]:
    """Yield the ranges of days with a year, as the months they lie in."""
    for date in passage.dates:
        if date.last and date.last.year:
            first, last = date.first, date.last
            yield MonthMention(date.start, date.end, date.text, first.month, first.year, last.month, last.year)


def _in_tables(passage: Passage) -> Iterator[MonthClaim]:
    """Yield the months of a table, read cell by cell: across its bar, "21 | January 2015" would be a day."""
    for cell in find_table_cells(passage):
        words = passage.prose[cell.start : cell.end]
        if not _DEADLINES.search(passage.prose, max(0, cell.start - _HEADING_BACK), cell.start):
            of: Of = "Pre-session" if cell.is_pre else "session"
            for month in find_months(words, find_dates(words)):
                mention = replace(month, start=month.start + cell.start, end=month.end + cell.start)
                yield MonthClaim(passage, mention, cell.number, of, is_sure=True)


def _said_of(passage: Passage, anchors: list[_Anchor], mention: MonthMention) -> _Anchor | None:
    """Return the session that the words around a month say is held in it, or None."""
    begin, end = passage.sentence(mention.start)
    position = bisect_left(anchors, mention.start, key=lambda anchor: anchor.start)
    before = anchors[position - 1] if position and anchors[position - 1].start >= begin else None
    if before and _is_said_before(passage, before, mention):
        return before
    after = anchors[position] if position < len(anchors) and anchors[position].end <= end else None
    return after if after and _is_said_after(passage, after, mention) else None


def _is_said_before(passage: Passage, anchor: _Anchor, mention: MonthMention) -> bool:
    """Return whether the words between a session and a month after it say that it is held then."""
    prose = passage.prose
    if not 0 <= mention.start - anchor.end <= _LONGEST_GAP or _has_date(passage, anchor.end, mention.start):
        return False
    begin, _ = passage.sentence(anchor.start)
    leading = words_before(prose, begin, anchor.start)
    lead = leading[-1] if leading else ""
    if lead == "with" and leading[-2:-1] and (leading[-2] in START or leading[-2] in END):
        lead = "at"  # "the first cycle ended with the 12th session in"
    own = _OF_OURS.match(prose, anchor.end, mention.start)
    gap = prose[own.end() if own else anchor.end : mention.start]
    words = [word.lower() for word in WORD.findall(gap)]
    is_subject = not lead or lead in JOINTS or HAS_ITS.search(prose, begin, anchor.start) is not None
    if not words or _OPENING_PAREN.fullmatch(gap):
        if _DEADLINES.search(prose, max(0, anchor.start - _HEADING_BACK), anchor.start):
            return False
        is_there = lead in _PRESENCE or _PREPARES.search(prose, begin, anchor.start) is not None
        is_alone = _OPENING_PAREN.fullmatch(gap) is not None and not ACTIVITY.search(prose, begin, mention.start)
        return (is_subject or (is_there and is_alone)) and _LABEL.fullmatch(gap) is not None
    if words in (["of"], ["in"]):
        return words == ["of"] or ((lead in _PRESENCE or is_subject) and "," not in gap)
    is_held = any(word in FINITE for word in words) and all(word in BETWEEN for word in words)
    return is_held and words[-1] in _LEADS_TO_MONTH and (is_subject or words[0] in HOLDING or _is_relative(gap))


def _is_relative(gap: str) -> bool:
    """Return whether a gap is that of "…, which will be held in" or "…, to be held in"."""
    return gap.lstrip(" ,\n").startswith(("which", "that", "to be", "taking", "scheduled"))


def _is_said_after(passage: Passage, anchor: _Anchor, mention: MonthMention) -> bool:
    """Return whether the words between a month and a session after it say that it is held then."""
    prose = passage.prose
    gap = prose[mention.end : anchor.start]
    if len(gap) > _LONGEST_GAP or _has_date(passage, mention.end, anchor.start):
        return False
    words = [word.lower() for word in WORD.findall(gap)]
    if words in (["with", "the"], ["with", "its"]):
        return _STARTED_IN.search(prose, max(0, mention.start - 40), mention.start) is not None
    if not all(word in BETWEEN_DATE_AND_SESSION for word in words):
        return False
    if any(word in HOLDING or word in START for word in words):
        return True
    begin, end = passage.sentence(anchor.start)
    lead = words_before(prose, begin, mention.start)
    if gap.strip() == ":":
        return not lead and _ENDS_LINE.match(prose, anchor.end) is not None
    return lead == ["in"] and _VERB_AFTER.match(prose, anchor.end, end) is not None


def _has_date(passage: Passage, begin: int, end: int) -> bool:
    first = bisect_left(passage.dates, begin, key=lambda date: date.start)
    return first < len(passage.dates) and passage.dates[first].start < end
