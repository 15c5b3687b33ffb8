"""How long a text says that a session lasts: `a three-week session`, `lasted 12 days`, `ten working days`.

"In three weeks" and "two weeks before the session" say when, not how long; "the first week of the session" is a part of
it. Only words that measure the session itself are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.claim_words import BETWEEN, WORD
from trax.checks.reading.ordinal_words import GAP, ORDINAL
from trax.checks.reading.session_anchors import OF_ITS_DAYS
from trax.checks.reading.session_text import OTHER_BODY
from trax.content.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention

Unit = Literal["day", "working day", "week", "month"]

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBER_OF = {word: number for number, word in enumerate(_NUMBERS, start=1)} | {"a": 1, "full": 1}
_DURATION = re.compile(
    rf"(?<![\w.,/-])(?:(?P<number>\d{{1,2}}|(?i:{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))}))[\s-])"
    r"(?:full[\s-])?(?P<working>(?:working|business)[\s-])?(?P<unit>days?|weeks?|months?|fortnight)(?P<long>[\s-]long)?\b"
    r"|\b(?P<alone>week|month)-?long\b"
)
_KIND = rf"(?:UPR|Universal{GAP}Periodic{GAP}Review|Working{GAP}Group|WG|regular|long)"
# "three-week 20th UPR session", "three-week session of the UPR".
_MEASURED = re.compile(
    rf"(?P<kinds>(?:{GAP}(?:{ORDINAL}|{_KIND})){{0,5}}){GAP}(?P<pre>[Pp]re-?\s?)?[Ss]essions?\b"
    rf"(?P<of>{GAP}of{GAP}(?:the{GAP})?(?:UPR|Universal|Working{GAP}Group(?!{GAP}on{GAP}(?!(?:the{GAP})?[Uu]ni))))?"
)
_SAYS_UPR = re.compile(r"UPR|Universal|Working")
_LASTING = word_set("last lasts lasted lasting for over spans spanned stretched stretches took takes during throughout")
_VERBS = word_set(
    "last lasts lasted lasting runs ran run held takes took take meets met meet sits sat convened spans spanned "
    "stretched stretches went goes continued continues"
)
_SAME = word_set("a the this of upr universal periodic review working group s was is as")
_SAYS_WHEN = re.compile(
    r"\s+(?:ago|before|after|later|earlier|prior|ahead|from|until|to\s+go|away|in\s+advance|notice|per|a\s+year|each|into)\b"
)
_LONGEST_GAP = 120
_WEEK, _FRIDAY = 7, 4
# Holidays of the UN take a working day of a session now and then; "two weeks" and "14 days" are used alike.
_DAYS_OFF, _FORTNIGHT = 1, 14


@dataclass(frozen=True, slots=True)
class DurationClaim:
    """How long a text says that a session lasts; without a session, any session of the UPR."""

    passage: Passage = field(repr=False)
    start: int
    text: str
    number: int
    unit: Unit
    session: SessionMention | None


def find_durations(passage: Passage) -> Iterator[DurationClaim]:
    """Yield each claim about the length of a session."""
    for match in _DURATION.finditer(passage.prose) if "ession" in passage.prose else ():
        if _SAYS_WHEN.match(passage.prose, match.end()):
            continue
        number, unit = _amount(match)
        measured = _measured(passage, match)
        if measured is not None:
            yield DurationClaim(passage, match.start(), match[0], number, unit, measured[0])
        elif session := _lasted(passage, match):
            yield DurationClaim(passage, match.start(), match[0], number, unit, session)


def _amount(match: re.Match[str]) -> tuple[int, Unit]:
    if match["alone"]:
        return 1, "week" if match["alone"] == "week" else "month"
    number = int(match["number"]) if match["number"].isdigit() else _NUMBER_OF[match["number"].lower()]
    if match["unit"] == "fortnight":
        return number * 2, "week"
    unit = match["unit"].rstrip("s")
    if match["working"]:
        return number, "working day"
    return number, "day" if unit == "day" else "week" if unit == "week" else "month"


def _measured(passage: Passage, match: re.Match[str]) -> tuple[SessionMention | None] | None:
    """Return the session of "a three-week session", in a tuple; (None,) for any of the UPR, None for something else."""
    prose = passage.prose
    after = _MEASURED.match(prose, match.end())
    if after is None or (match["unit"] or "").endswith("s"):
        return None
    begin, end = passage.sentence(match.start())
    named = passage.sessions_between(begin, end)
    inside = [each for each in named if match.end() <= each.start < after.end()]
    if inside:
        return (inside[0],)
    only = named[0] if len(named) == 1 and not named[0].is_shared else None
    if after["pre"]:
        return (replace(only, is_pre=True),) if only else None
    if _SAYS_UPR.search(after["kinds"]) or after["of"]:
        return (only,)
    return (only,) if only and _is_the_same(passage, only, match.start(), after.end()) else None


def _is_the_same(passage: Passage, named: SessionMention, start: int, end: int) -> bool:
    """Return whether "the 20th session, a three-week session" is one, unlike "a two-day session on rights"."""
    gap = passage.prose[named.end : start] if named.end <= start else passage.prose[end : named.start]
    return all(word.lower() in _SAME for word in WORD.findall(gap)) and not OTHER_BODY.search(gap)


def _lasted(passage: Passage, match: re.Match[str]) -> SessionMention | None:
    """Return the session of "the 20th session lasted three weeks", or None."""
    begin, _ = passage.sentence(match.start())
    low = max(begin, match.start() - _LONGEST_GAP)
    before = passage.sessions_between(low, match.start())
    if not before and match["long"]:  # "It was three weeks long"
        before = tuple(
            each for each in passage.anchors if low <= each.start < match.start() and each.number > OF_ITS_DAYS
        )
    if not before or before[-1].is_shared:
        return None
    words = [word.lower() for word in WORD.findall(_without_dates(passage, before[-1].end, match.start()))]
    if match["long"] and words[-1:] in (["was"], ["is"], ["be"]):
        words.append("lasted")
    is_plain = all(word in BETWEEN or word in _LASTING or word in _VERBS for word in words)
    if not words or words[-1] not in _LASTING or not is_plain or not any(word in _VERBS for word in words):
        return None
    return before[-1]


def _without_dates(passage: Passage, begin: int, end: int) -> str:
    text = passage.prose[begin:end]
    first = bisect_left(passage.dates, begin, key=lambda date: date.start)
    for date in reversed(passage.dates[first : first + 3]):
        if date.end <= end:
            text = text[: date.start - begin] + " " + text[date.end - begin :]
    return text


def lengths_right(unit: Unit, first: date, last: date) -> set[int]:
    """Return the numbers of days or weeks that are right for a session, counted as people count."""
    days = (last - first).days + 1
    working = sum((first + timedelta(step)).weekday() <= _FRIDAY for step in range(days))
    if unit == "working day":
        return set(range(working - _DAYS_OFF, working + 1))
    if unit == "day":
        return {*range(working - _DAYS_OFF, days + 1), _FORTNIGHT} if days > _WEEK else {working, days}
    return {round(days / _WEEK), -(-days // _WEEK)} if unit == "week" else set()
