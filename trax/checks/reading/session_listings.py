"""Lists of sessions with their days or months: a calendar, deadlines, `22nd (4-15 May), 23rd (2-13 November)`.

One entry alone may be anything. Where two entries of a list give the days of their sessions, the others do so as well,
however short their words are: `Session 18 (21 October - 1 November 2013): 4 March` among them has the days of another
session. A list of Pre-sessions, of other bodies, or of what is due has no entry that fits, and is no such list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from trax.checks.reading.claim_words import ACTIVITY, words_before
from trax.checks.reading.month_text import MonthMention
from trax.checks.reading.ordinal_words import GAP, MAYBE, ORDINAL, ordinal_number
from trax.content.date_text import DateMention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.upr.table import Session

_OURS = rf"(?:UPR|WG|Working{GAP}Group)"
_TOKEN = (
    rf"(?:(?<![\w/.-])(?:{_OURS}[ #-]{{0,2}}|(?:{_OURS}{GAP}){{0,2}}[Ss]ession{GAP}(?:[Nn]o\.?{MAYBE}|#)?)"
    r"(?P<number>\d{1,2})"
    rf"|(?P<ordinal>{ORDINAL})(?:{GAP}{_OURS}){{0,2}}(?:{GAP}[Ss]essions?)?"
    r"|^[ \t|>*\u2022-]*(?P<bare>\d{1,2})(?=[ \t]*[|:(\t]|[ \t]{2}))"
    rf"(?:{GAP}of{GAP}the{GAP}(?:UPR|{_OURS})(?:{GAP}{_OURS})?)?"
)
_BETWEEN = r"(?:[^\S\n]++|[|(:,*_\u2013\u2014-]++|(?:from|held|dates?|will{GAP}be|is|in{GAP}Geneva)\b){0,8}"
_BEFORE = re.compile(_TOKEN + _BETWEEN.replace("{GAP}", GAP) + r"\Z", re.MULTILINE)
_BEHIND = re.compile(
    rf"[^\S\n]*[:|,(\u2013\u2014-][^\S\n|]*(?:[Tt]he{GAP})?{_TOKEN}"
    rf"(?![\w-])(?!{GAP}(?:of|for|on|in)\b(?!{GAP}the{GAP}(?:UPR|Universal|Working)))(?!{MAYBE}pre)",
    re.MULTILINE,
)
# What has days of its own in a line that goes on with a session.
_HAS_DAYS = re.compile(
    r"\b(?i:trainings?|seminars?|workshops?|courses?|exhibitions?|missions?|visits?|internships?|campaigns?|conferences?"
    r"|side[ -]events?|travel\w*|holidays?|school|pre-?\s?sessions?|adopt\w*|regist\w*)\b"
)
_JOINTS = frozenset({"and", "then", "from", "sessions", "are", "upcoming", "wg"})
_LONGEST_LINE = 160
_SEVERAL_LINES, _GAP_BETWEEN, _LOOK_BACK, _FEWEST_RIGHT = 3, 260, 70, 2
# Source: all 54 sessions of the table last 12 or 15 days; the rest is room for a slip of the pen.
_SHORTEST, _LONGEST, _USUAL = 8, 26, 12


@dataclass(frozen=True)  # a passage works its words out only once, and so is no value to compare
class ListedSession:
    """An entry of a list of sessions: its number, and the days or months that stand beside it.

    Attributes:
        is_certain: Whether it is wrong whatever was known then: out of order, or another session's days.
    """

    number: int
    when: DateMention | MonthMention
    is_right: bool
    is_certain: bool = False


def find_listed(passage: Passage) -> tuple[ListedSession, ...]:
    """Return the entries of the lists of a passage that show by two of their entries that they list sessions."""
    ranges: list[DateMention | MonthMention] = [each for each in passage.dates if each.last]
    months = [each for each in passage.months if each.month and each.year]
    months += [month for each in passage.dates if (month := _month_of_cell(passage, each))]
    if len(ranges) + len(months) <= _FEWEST_RIGHT:
        return ()
    dated = sorted((*ranges, *months), key=lambda each: each.start)
    found: list[ListedSession] = []
    for is_behind in (False, True):
        entries = [entry for each in dated if (entry := _entry(passage, each, is_behind=is_behind))]
        for group in _groups(passage, entries):
            if sum(entry.is_right for entry in group) >= _FEWEST_RIGHT:
                right = {(each.number, _first_month(each.when)) for each in group if each.is_right}
                found += [replace(entry, is_certain=_is_certain(passage, entry, right)) for entry in group]
    return _one_each(found)


def _month_of_cell(passage: Passage, day: DateMention) -> MonthMention | None:
    """Return the month of `20 | October 2014`, which across the bar of a row without a head reads like a day."""
    bar = passage.source.rfind("|", day.start, day.end)
    if bar < 0 or day.last or day.first.year is None:
        return None
    words = passage.prose[bar + 1 : day.end].lstrip()
    return MonthMention(day.end - len(words), day.end, words, day.first.month, day.first.year)


def _one_each(found: list[ListedSession]) -> tuple[ListedSession, ...]:
    """Return one entry for each date: in `20th: 27 October-7 November, 21st: …` the session before it, not after it."""
    of_when: dict[int, ListedSession] = {}
    for entry in found:
        before = of_when.setdefault(entry.when.start, entry)
        if entry.is_right and not before.is_right:
            of_when[entry.when.start] = entry
    return tuple(of_when[start] for start in sorted(of_when))


def _entry(passage: Passage, when: DateMention | MonthMention, *, is_behind: bool) -> ListedSession | None:
    if is_behind:
        match = _BEHIND.match(passage.prose, when.end)
    else:
        match = _BEFORE.search(passage.prose, max(0, when.start - _LOOK_BACK), when.start)
    if match is None or not _is_entry(passage, match, when, is_behind=is_behind):
        return None
    number = ordinal_number(match["ordinal"]) if match["ordinal"] else int(match["number"] or match["bare"])
    session = passage.table.session(number)
    if session is None or session.start is None:
        return None
    return ListedSession(number, when, _is_right(session, session.start, when))


def _is_entry(
    passage: Passage, match: re.Match[str], when: DateMention | MonthMention, *, is_behind: bool
) -> bool:
    """Return whether nothing leads to an entry that has days of its own: "Training for the 20th session: …"."""
    start = when.start if is_behind else match.start()
    line = passage.prose.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
    low = max(line, start - _LONGEST_LINE)
    if _HAS_DAYS.search(passage.prose, low, start):
        return False
    lead = words_before(passage.prose, low, start)
    if not lead or lead[-1] in _JOINTS:
        return True
    is_in_brackets = not is_behind and "(" in passage.prose[match.start() : when.start]
    return is_in_brackets and not ACTIVITY.search(passage.prose, low, start)


def _is_right(session: Session, start: date, when: DateMention | MonthMention) -> bool:
    end = session.end or start + timedelta(days=_USUAL - 1)
    if isinstance(when, MonthMention):
        said = {(when.year, when.month), (when.last_year, when.last_month)}
        return bool(said & {(start.year, start.month), (end.year, end.month)})
    return when.first.nearest(start) == start and when.last is not None and when.last.nearest(end) == end


def _groups(passage: Passage, entries: list[ListedSession]) -> Iterator[list[ListedSession]]:
    """Yield the entries that stand in the same list: side by side, or on lines below each other."""
    group = entries[:1]
    for before, entry in pairwise(entries):
        between = passage.prose[before.when.end : entry.when.start]
        if len(between) > _GAP_BETWEEN or between.count("\n") > _SEVERAL_LINES:
            yield group
            group = []
        group.append(entry)
    yield group


def _is_certain(passage: Passage, entry: ListedSession, right: set[tuple[int, tuple[int, int] | None]]) -> bool:
    """Return whether an entry has the days of another session, or stands on the wrong side of one that is right."""
    said = _first_month(entry.when)
    if entry.is_right or said is None:
        return False
    if isinstance(entry.when, DateMention) and entry.when.last:
        days = (entry.when.first.known(), entry.when.last.known())
        if any(days == (each.start, each.end) for each in passage.table.sessions if each.number != entry.number):
            return True
    return any(month and (said > month if entry.number < number else said < month) for number, month in right)


def _first_month(when: DateMention | MonthMention) -> tuple[int, int] | None:
    """Return the year and month with which days or months begin; None without a year."""
    first = when if isinstance(when, MonthMention) else when.first
    return (first.year, first.month) if first.year and first.month else None


def is_long_enough(when: DateMention, near: date) -> bool:
    """Return whether a range is as long as a session may be, give or take a slip; its days may be in another year."""
    first, last = when.first.nearest(near), when.last.nearest(near) if when.last else None
    if first is None or last is None:
        return False
    return _SHORTEST <= (last - first).days + 1 <= _LONGEST
