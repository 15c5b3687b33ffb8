"""Whether the days of a text are those of a session at all, or of something else that its sentence speaks of.

Words alone do not tell: "the 20th session, 27-31 October" may be a training in its first week. A session lasts 12 days,
or 15; Pre-sessions last three or four. What is shorter, longer or far away is left alone unless the words are plain.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from trax.checks.reading.session_claims import Claim

# Source: all 54 sessions of the table last 12 or 15 days; the rest is room for a slip of the pen.
_USUAL, _SHORTEST, _SHORTEST_LIKELY, _LONGEST, _LONGEST_LIKELY, _LONGEST_PRE = 12, 8, 9, 16, 20, 7
_NEAR, _CLOSE = 45, 20
# More dates than that in one sentence are read no further.
_MOST = 60


def is_about(claim: Claim, first: date | None, last: date | None, *, day: date) -> bool:
    """Return whether the words and the days together show that the session's own days are meant.

    Args:
        claim: What the text says.
        first: First day of the session, or of its Pre-sessions; None where it is not established.
        last: Last day.
        day: Day of the issue, by which a claim without a year is read when the session may be somebody else's.
    """
    is_firm = claim.tie == "said of it" and claim.is_sure
    if is_firm or first is None:
        return is_firm
    last = last or first + timedelta(days=_USUAL - 1)
    if _is_another_year_or_session(claim, first, last):
        return True
    if not claim.is_sure and not _is_near(claim, first, last, day=day):
        return False
    if claim.first and claim.last:
        begin, end = claim.first.nearest(first), claim.last.nearest(last)
        return begin is not None and end is not None and _fits(claim, begin, end, (first, last))
    said = claim.first.nearest(first) if claim.first else claim.last.nearest(last) if claim.last else None
    right = first if claim.first else last
    return claim.tie in {"said of it", "in passing"} and said is not None and abs((said - right).days) <= _CLOSE


def _is_another_year_or_session(claim: Claim, first: date, last: date) -> bool:
    """Return whether a range has the days of the session in the year before or after, or those of another session."""
    begin, end = (day.known() if day else None for day in (claim.first, claim.last))
    if begin is None or end is None or claim.is_pre or claim.tie == "with it":
        return False
    is_of_another = any((begin, end) == (each.start, each.end) for each in claim.passage.table.sessions)
    if is_of_another:  # a table that lost its columns has all sessions in one line, and all dates in the next
        named = claim.passage.sessions_between(*claim.passage.sentence(claim.mention.start))
        low, high = claim.passage.sentence(claim.mention.start)
        dates = claim.passage.dates
        index = bisect_left(dates, low, key=lambda each: each.start)
        ranges = [each for each in takewhile(lambda each: each.start < high, dates[index : index + _MOST]) if each.last]
        return claim.is_sure and len({each.number for each in named}) <= 1 and len(ranges) == 1
    is_same_day = (begin.month, begin.day, end.month, end.day) == (first.month, first.day, last.month, last.day)
    return is_same_day and abs(begin.year - first.year) == 1


def _is_near(claim: Claim, first: date, last: date, *, day: date) -> bool:
    """Return whether a claim about a session that may be somebody else's is at least about the time of ours."""
    partial, right = (claim.first, first) if claim.first else (claim.last, last)
    said = partial.nearest(day) if partial else None
    return said is not None and abs((said - right).days) <= _NEAR


def _fits(claim: Claim, begin: date, end: date, right: tuple[date, date]) -> bool:
    """Return whether a range is long and near enough to be that of the session or the Pre-sessions."""
    first, last = right
    is_half_right = begin == first or end == last
    length = (end - begin).days + 1
    apart = abs((begin - first).days)
    if claim.tie in {"said of it", "label"} and is_half_right:
        return True
    if claim.is_pre:
        is_plain = claim.tie != "beside it" and 0 < length <= _LONGEST_PRE
        return is_half_right or (is_plain and apart <= _CLOSE)
    if 0 < length < _SHORTEST:
        return False
    is_likely = _SHORTEST_LIKELY <= length <= _LONGEST_LIKELY
    if claim.tie in {"said of it", "label"}:
        return is_likely or apart <= _NEAR
    if first < begin and end < last:
        return False  # somebody's days at the session
    if claim.tie == "with it":
        return (is_half_right and length <= _LONGEST) or (is_likely and claim.is_of_reviews and begin <= last)
    return is_half_right or (is_likely and apart <= _NEAR)
