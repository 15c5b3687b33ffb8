"""Days without a year in a text from outside, and what could tell their readers which year is meant.

An issue has a date, and a day near it needs no year. A concept note or an event page is found again years later: its
"27 March, 13.00-14.00, Room XXII" then says nothing, unless a year stands near, or the number of a session implies it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from trax.checks.reading.session_months import months_of_council, months_of_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_months import MonthsMet
    from trax.content.date_text import DateMention

_OPENS_LINE = re.compile(
    r"[\s#*>|\u2022\u2756-]*(?P<label>(?:[Dd]ates?|[Ww]hen|[Dd]ay)(?: and (?:time|place|venue))?\s{0,3}:[\s*]*)?"
)
_IS_EVENT = re.compile(
    r"\b(?i:room|palais|building|venue|online|zoom|webex|hall|cicg|geneva|from \d|at \d|\d{1,2}[.:h]\d\d)\b"
)
_INVITES = re.compile(
    r"\b(?i:will (?:be held|take place|be launched|hold|organi[sz]e|host)|takes? place on|join us|to be held|invit\w+"
    r"|save the date)\b"
)
_EVERY_YEAR = re.compile(
    r"\b(?:(?i:every year|each year|annual\w*|yearly|anniversary|celebrat\w+|commemorat\w+)"
    r"|(?:International|World|Human Rights|National|Independence)\b[^.\n]{0,40}\bDay)\b"
)
_AGENDA = re.compile(r"[\s-]{0,3}(?i:agenda|goals?|sdgs?)\b")
_OLDEST, _YEARS_NEAR, _LOOK_BACK = 2008, 1, 1500


def days_without_year(passage: Passage) -> tuple[DateMention, ...]:
    """Return the days of a passage that have no year, those of a session itself left out."""
    own = {claim.mention.start for claim in passage.claims}
    return tuple(
        each
        for each in passage.dates
        if each.first.year is None and (each.last is None or each.last.year is None) and each.start not in own
    )


def is_every_year(passage: Passage, mention: DateMention) -> bool:
    """Return whether a day is one of every year: "Human Rights Day, 10 December"."""
    return _EVERY_YEAR.search(passage.prose, *passage.sentence(mention.start)) is not None


def announces_event(passage: Passage, mention: DateMention) -> bool:
    """Return whether a day is that of an event: at the head of a line with a time or a room, or in an invitation."""
    prose = passage.prose
    line_start = prose.rfind("\n", 0, mention.start) + 1
    line_end = prose.find("\n", mention.end)
    line_end = len(prose) if line_end < 0 else line_end
    opening = _OPENS_LINE.fullmatch(prose, line_start, mention.start)
    if opening and (opening["label"] or _IS_EVENT.search(prose, mention.end, line_end)):
        return True
    named = passage.council_sessions or passage.sessions
    return bool(named) and _INVITES.search(prose, *passage.sentence(mention.start)) is not None


def _start(mention: DateMention) -> int:
    return mention.start


def has_year_near(passage: Passage, mention: DateMention, *, day: date, is_dated: bool) -> bool:
    """Return whether a year stands in the sentence of a day, or before it, that could be its own.

    Args:
        passage: The text.
        mention: The day.
        day: Day by which the text is judged.
        is_dated: Whether that is the text's own day; otherwise any year since the first session may be meant.
    """
    begin, end = passage.sentence(mention.start)
    low = max(0, min(begin, mention.start - _LOOK_BACK))
    same = bisect_left(passage.dates, begin, key=_start)
    if any(each.first.year for each in passage.dates[same : bisect_left(passage.dates, end, same, key=_start)]):
        return True
    first = bisect_left(passage.months, low, key=lambda month: month.start)
    last = bisect_left(passage.months, end, first, key=lambda month: month.start)
    years = (
        month.year for month in passage.months[first:last] if month.year and not _AGENDA.match(passage.prose, month.end)
    )
    return any(year >= _OLDEST and (not is_dated or abs(year - day.year) <= _YEARS_NEAR) for year in years)


def is_placed(passage: Passage) -> bool:
    """Return whether a text has a whole date, or a month with its year, by which all its days can be placed."""
    return any(each.first.year for each in passage.dates) or any(each.month and each.year for each in passage.months)


def implied_days(passage: Passage, mention: DateMention, begin: int, end: int, *, as_of: date) -> tuple[date, ...]:
    """Return the days that the sessions named in a part of the text imply for a day without a year."""
    found = [
        day
        for met in _met(passage, begin, end, as_of=as_of)
        for year, month in met.months
        if month == mention.first.month and (day := mention.first.in_year(year))
    ]
    return tuple(dict.fromkeys(found))


def _met(passage: Passage, begin: int, end: int, *, as_of: date) -> Iterator[MonthsMet]:
    first = bisect_left(passage.council_sessions, begin, key=lambda session: session.start)
    last = bisect_left(passage.council_sessions, end, first, key=lambda session: session.start)
    for number in {council.number for council in passage.council_sessions[first:last]}:
        if met := months_of_council(passage.table, number):
            yield met
    for named in passage.sessions_between(begin, end):
        session = passage.table.session(named.number)
        if session and named.is_sure and (met := months_of_session(session, as_of=as_of)):
            yield met
