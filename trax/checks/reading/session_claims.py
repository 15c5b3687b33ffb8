"""Where a text says when a session of the UPR, or its Pre-sessions, begins and ends.

The words between the session and the date decide: only words of holding a meeting ("will be held in Geneva from") may
stand there. A session that is merely the occasion of something else ("a training during the 20th session, from 3 to
5 November") claims nothing about its own dates. Where other words stand between them, two weeks near the session's
own, in a sentence that names no other, are still those of the session.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.claim_headings import session_above
from trax.checks.reading.claim_words import (
    ACTIVITY,
    AND_VERB,
    ASIDE,
    BETWEEN,
    BETWEEN_DATE_AND_SESSION,
    CLAUSES,
    CYCLE_BEGINS,
    END,
    FINITE,
    HOLDING,
    JOINTS,
    START,
    WORD,
    words_before,
)
from trax.checks.reading.session_anchors import OF_ITS_DAYS, session_of_item
from trax.checks.reading.session_tables import find_table_cells
from trax.content.date_text import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.content.date_text import DateMention, PartialDay

__all__ = ["Claim", "Tie", "find_claims", "session_of_item"]

# How firmly words tie dates to a session: they are said of it ("the 20th session was held from"), are its label ("20th
# session: 27 October"), are said of it as the occasion of something else ("in time for the 21st session, to be held"),
# merely stand beside it, or stand in its sentence.
Tie = Literal["said of it", "label", "in passing", "beside it", "with it"]
_FIRMNESS: tuple[Tie, ...] = ("said of it", "label", "in passing", "beside it", "with it")
_Said = tuple[Tie, list[str]]


@dataclass(frozen=True)  # a passage works its dates out only once, and so is no value to compare
class Claim:
    """A first or last day, or both, that a text gives for a session or (`is_pre`) its Pre-sessions."""

    passage: Passage = field(repr=False)
    mention: DateMention
    number: int
    first: PartialDay | None
    last: PartialDay | None
    is_pre: bool
    tie: Tie
    is_sure: bool = True
    is_certain: bool = False  # it cannot have been a plan of its time

    @property
    def is_of_reviews(self) -> bool:
        """Whether the sentence speaks of reviews, which only a session has."""
        return _REVIEWS.search(self.passage.prose, *self.passage.sentence(self.mention.start)) is not None

    @property
    def text(self) -> str:
        """The date as it stands in the file."""
        return self.passage.source[self.mention.start : self.mention.end]


_IN_PASSING = re.compile(
    r"\s*(?:\(|(?:[,\u2013\u2014-]\s*)?(?:to be|which|that|held|taking place|scheduled|running|starting|beginning"
    r"|opening|ending|closing|due)\b)"
)
_VERB_AFTER = re.compile(
    r"\s*(?:of the (?:UPR|Universal Periodic Review|Working Group)(?: Working Group)?)?\s*"
    r"(?:(?P<verb>(?:was|will be|is|were|has been) held|(?:takes|took|will take) place|runs|ran|meets|met|sat|sits"
    r"|convene[sd]?|will (?:run|meet|sit|convene)|(?:came|comes|will come) to (?:an end|a close)|(?:wraps|wrapped) up"
    r"|(?:will |is |was |has )?(?:officially |formally )?"
    r"(?:start|begin|open|end|close|conclude|commence|kick|finish|complete)"
    r"(?:s|es|ed|d)?\b|(?:has )?beg[au]n)\b|[.;:,)\n]|\Z)"
)
_DAY_OF = re.compile(
    r"\b(?i:the|its)\s+(?:(?P<first>first|opening)|last|closing|final)\s+day\s+of\s+(?:(?:the|this|its)\s+)?(?:UPR\s+)?\Z"
)
_REVIEWS = re.compile(r"\b(?:reviewed|examined|under review|reviews of)\b")
_CUT_DAY = re.compile(r"\bsession\s{1,6}(?P<day>\d{1,2})[\u2010-\u2015-]\Z", re.IGNORECASE)
_LABEL = re.compile(r"\s*[(:]\s*")
_OPENS_LINE = re.compile(
    r"(?:\s|[#*>(|\u2022:,-]|\b(?:[Dd]ates?|[Ww]hen|[Ff]rom|[Hh]eld|[Gg]eneva|[Ss]witzerland|and|place|[Vv]enue)\b)*+"
)
_LONGEST_GAP, _TWO_WEEKS_DAYS = 160, 14


def find_claims(passage: Passage) -> Iterator[Claim]:
    """Yield each claim of a passage about the days of a session, in order: the firmest for each date."""
    cells = list(find_table_cells(passage)) if passage.dates else []
    for cell in cells:
        for mention in find_dates(passage.prose[cell.start : cell.end]):
            if mention.last:
                days = replace(mention, start=mention.start + cell.start, end=mention.end + cell.start)
                yield Claim(passage, days, cell.number, days.first, days.last, cell.is_pre, "said of it")
    anchors = passage.anchors if passage.dates else ()
    starts = [anchor.start for anchor in anchors]
    cell_starts = [cell.start for cell in cells]
    for index, mention in enumerate(passage.dates if anchors else ()):
        position = bisect_right(cell_starts, mention.start)
        if position and mention.start < cells[position - 1].end:
            continue
        claims = [each for each in _claims(passage, anchors, starts, index) if each]
        if claims:
            yield min(claims, key=lambda claim: _FIRMNESS.index(claim.tie))


def _claims(
    passage: Passage, anchors: Sequence[SessionMention], starts: list[int], index: int
) -> Iterator[Claim | None]:
    """Yield what each word around a date ties it to: the session before it, the one after it, that of its heading."""
    mention = _with_first_day(passage, passage.dates[index])
    begin, end = passage.sentence(mention.start)
    position = bisect_left(starts, mention.start)
    before = anchors[position - 1] if position and starts[position - 1] >= begin else None
    after = anchors[position] if position < len(anchors) and anchors[position].end <= end else None
    if before and before.is_shared:
        yield _respectively(passage, anchors[bisect_left(starts, before.start) : position], index, end=end)
    elif before:
        yield _claim(passage, before, mention, _said_before(passage, before, mention))
    if after and not after.is_shared and mention.end <= after.start:
        yield _claim(passage, after, mention, _said_after(passage, after, mention))
    if mention.last is None:
        return
    if before is None and _OPENS_LINE.fullmatch(passage.prose, begin, mention.start):
        above = session_above(passage, anchors, mention, begin)
        yield _claim(passage, above, mention, ("label", [])) if above else None
    yield _in_its_sentence(passage, mention)


def _with_first_day(passage: Passage, mention: DateMention) -> DateMention:
    """Return the range of "21st session 19-30 January", whose first day is taken for the number of a session."""
    cut = _CUT_DAY.search(passage.prose, max(0, mention.start - 20), mention.start) if mention.last is None else None
    if cut is None:
        return mention
    first = replace(mention.first, day=int(cut["day"]))
    return replace(mention, start=cut.start("day"), first=first, last=mention.first)


def _claim(passage: Passage, anchor: SessionMention, mention: DateMention, said: _Said | None) -> Claim | None:
    """Return the claim of a tie and the words that make it; a single day needs a word for beginning or ending."""
    if said is None:
        return None
    tie, words = said
    first: PartialDay | None = mention.first
    last = mention.last
    if last is None or "when" in words:  # "from 7 April 2008 to 18 May 2018, when the 30th session closed"
        first, last = last or mention.first, None
        verb = next((word for word in reversed(words) if word in START or word in END), None)
        if verb is None:
            return None
        first, last = (first, None) if verb in START else (None, first)
    number = anchor.number
    if number == OF_ITS_DAYS:
        number = _session_of_days(passage, first, last)
    return Claim(passage, mention, number, first, last, anchor.is_pre, tie, anchor.is_sure)


def _session_of_days(passage: Passage, first: PartialDay | None, last: PartialDay | None) -> int:
    """Return the number of the session that begins or ends within two weeks of a day, or `OF_ITS_DAYS`."""
    said = first.known() if first else last.known() if last else None
    for session in passage.table.sessions if said else ():
        right = session.start if first else session.end
        if said and right and abs((said - right).days) <= _TWO_WEEKS_DAYS:
            return session.number
    return OF_ITS_DAYS


def _said_before(passage: Passage, anchor: SessionMention, mention: DateMention) -> _Said | None:
    """Return the tie and the words of "the 20th session … 26 October", or None when they speak of something else."""
    if not 0 <= mention.start - anchor.end <= _LONGEST_GAP:
        return None
    between, has_date = _without_dates(passage, anchor.end, mention.start)
    if passage.prose.endswith("again", anchor.start, anchor.end):  # "the Working Group meets again on"
        return "said of it", ["begins"]
    if coordinated := AND_VERB.match(between):
        between = between[coordinated.end() :]
    words = [word.lower() for word in WORD.findall(ASIDE.sub(" ", between))]
    if not all(word in BETWEEN for word in words):
        return None
    begin, _ = passage.sentence(anchor.start)
    if mention.last is None and (day_of := _DAY_OF.search(passage.prose, max(begin, anchor.start - 60), anchor.start)):
        return "said of it", ["begins" if day_of["first"] else "ends"]
    before = words_before(passage.prose, begin, anchor.start)
    lead = before[-1] if before else ""
    is_done = lead in HOLDING or lead in START or lead in END  # "the Working Group opened its 20th session on"
    verbs = [word for word in words if word in FINITE]
    if anchor.is_inferred and words == ["on"]:  # "begins on 27 October, the 21st on 19 January"
        return "said of it", WORD.findall(passage.prose, begin, anchor.start)
    words = [lead, *words, *_begins_or_ends(words, has_date=has_date)]
    if is_done or ((not lead or lead in JOINTS or lead == "and") and verbs):
        return "said of it", words
    if not lead and _LABEL.fullmatch(between):
        return "label", words
    if (verbs and lead in CLAUSES and between.split()[0] in FINITE) or (lead and _IN_PASSING.match(between)):
        return "in passing", words
    return "beside it", words


def _without_dates(passage: Passage, begin: int, end: int) -> tuple[str, bool]:
    """Return the words of a part without its dates, and whether it has any: "begins on 19 January and ends on"."""
    first = bisect_left(passage.dates, begin, key=lambda date: date.start)
    last = bisect_left(passage.dates, end, first, key=lambda date: date.start)
    pieces, position = [], begin
    for date in passage.dates[first:last]:
        pieces.append(passage.prose[position : date.start])
        position = date.end
    return " ".join((*pieces, passage.prose[position:end])), bool(pieces)


def _begins_or_ends(words: list[str], *, has_date: bool) -> list[str]:
    """Return the verb that a last "from" or "to" stands for: "was held from Monday, 27 October 2014, to …"."""
    if words and words[-1] in {"from", "since"}:
        return ["begins"]
    return ["ends"] if words and words[-1] == "to" and (has_date or {"run", "runs"} & set(words)) else []


def _said_after(passage: Passage, anchor: SessionMention, mention: DateMention) -> _Said | None:
    """Return the tie and the words of "From 27 October, the 20th session …", or None."""
    between = passage.prose[mention.end : anchor.start]
    if len(between) > _LONGEST_GAP:
        return None
    if mention.last is None and (day_of := _DAY_OF.search(between)) and not WORD.search(between[: day_of.start()]):
        return "said of it", ["begins" if day_of["first"] else "ends"]
    words = [word.lower() for word in WORD.findall(between)]
    if words in (["with", "the"], ["with", "its"]) and mention.last is None:
        began = CYCLE_BEGINS.search(passage.prose, max(0, mention.start - 60), mention.start)
        return ("said of it", [began["verb"]]) if began else None  # "the third cycle begins on 1 May with the 27th"
    is_when = words[:1] == ["when"]
    if not all(word in BETWEEN_DATE_AND_SESSION for word in words[is_when:]):
        return None
    verbs = [word for word in words if word in FINITE]
    if verbs:
        return "said of it", verbs
    after = _VERB_AFTER.match(passage.prose, anchor.end, passage.sentence(anchor.start)[1])
    if after is None:
        return None
    if after["verb"]:
        return "said of it", [*words[:is_when], *after["verb"].lower().split()]
    if is_when:
        return None
    return ("label" if between.strip() == ":" else "beside it"), []


def _respectively(passage: Passage, anchors: Sequence[SessionMention], index: int, *, end: int) -> Claim | None:
    """Return the claim of "the 20th and 21st sessions, from … and from …": as many ranges as sessions, in order."""
    ranges = [each for each in passage.dates[max(0, index - 9) : index + 9] if anchors[0].end <= each.start < end]
    if len(ranges) != len(anchors) or any(each.last is None for each in ranges):
        return None
    mention = passage.dates[index]
    return _claim(passage, anchors[ranges.index(mention)], mention, ("beside it", []))


def _in_its_sentence(passage: Passage, mention: DateMention) -> Claim | None:
    """Return the claim of a range in a sentence, or a line, that names one session and nothing else that has days."""
    begin, end = passage.sentence(mention.start)
    line = passage.prose.rfind("\n", begin, mention.start) + 1, passage.prose.find("\n", mention.end, end)
    for low, high in ((max(line[0], begin), end if line[1] < 0 else line[1]), (begin, end)):
        named = passage.sessions_between(low, high)
        if named:
            is_alone = len(named) == 1 and not named[0].is_pre and not named[0].is_shared
            if not is_alone or ACTIVITY.search(passage.prose, low, high) or _ranges(passage, low, high) > 1:
                return None
            return _claim(passage, named[0], mention, ("with it", []))
    return None


def _ranges(passage: Passage, begin: int, end: int) -> int:
    first = bisect_left(passage.dates, begin, key=lambda date: date.start)
    last = bisect_left(passage.dates, end, key=lambda date: date.start)
    return sum(each.last is not None for each in passage.dates[first:last])
