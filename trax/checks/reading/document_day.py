"""The day a document from outside is judged by: the one at its top, else the one that its own dates tell.

What was right in a text depends on when it was written: names change, sessions move. A bare file says no day that a
tool could rely on, so this is an estimate, and it is told with the way to say otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from statistics import median_high
from typing import TYPE_CHECKING, Literal

from trax.content.dates import find_dates
from trax.content.day_names import MONTH, MONTH_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

Reason = Literal["by the date at its top", "by its own dates", "by the years it names", "it names no date"]
FIRST_YEAR = 2006  # the Human Rights Council, and with it the review, begins
MIDDLE_OF_MONTH, MIDDLE_MONTH = 15, 7
NEAR_DAYS = 120
_TOP_LINES, _TOP_CHARACTERS = 30, 2_000
_DATE_LINE = re.compile(
    r"^[ \t>*_#-]{0,8}(?i:date(?:d|[ ]of[ ]publication)?|(?:published|posted)(?:[ ]on)?|sent)[*_]{0,2}[ \t]{0,4}:"
    r"[*_]{0,2}[ \t]{0,4}[\"']?(?P<day>[^\n]{4,80})",
    re.MULTILINE,
)
# "Mon, 1 Dec 2014 10:00:00 +0100" of a mail has its time behind the date; "2014-12-01T10:00" of a page likewise.
_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?=T\d)")
_MONTH_AND_YEAR = re.compile(
    rf"(?<!\d[ \n])(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )\b(?P<month>{MONTH}),?[ \t\n](?P<year>20\d\d)\b(?!-)"
)
_COUNCIL = re.compile(
    r"\b(?P<ordinal>\d{1,2})\s{0,12}(?:st|nd|rd|th)\s{1,12}(?:regular\s{1,3})?(?:session\s{1,3}of\s{1,3}the\s{1,3}"
    r"(?:UN\s{1,3})?(?:Human\s{1,3}Rights\s{1,3}Council|HRC|Council)\b|(?:Human\s{1,3}Rights\s{1,3}Council|HRC)\b)"
    r"|\bHRC\s{0,2}-?(?P<short>\d{1,2})\b|\bA/HRC/(?P<symbol>\d{1,2})/\d"
)
_YEAR = re.compile(r"(?<![\w.,/-])20\d\d(?![\w/-]|[.,]\d)")


_SAYS_PAST = re.compile(r"\b(?:was|were|took place|has been|have been|had|did|began|met|ended|saw|brought)\b")
_DONE = re.compile(
    r"\b(?:held|attended|hosted|launched|organi[sz]ed|released|published|participated|reviewed|adopted|monitored"
    r"|presented|opened|closed|concluded|examined|discussed)\b"
)
_SAYS_FUTURE = re.compile(
    r"\b(?i:will|shall|to be|upcoming|forthcoming|scheduled|planned|going to|deadline|register|coming)\b"
)


@dataclass(frozen=True, slots=True)
class DocumentDay:
    """The day a document is judged by, and where that comes from."""

    day: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Named:
    """Days that a text names, and whether it speaks of them as of something past (-1), to come (1), or neither (0)."""

    first: date
    last: date
    tense: int


def day_of(passage: Passage, today: date) -> DocumentDay:
    """Return the day by which a document is judged; no document is younger than today.

    Around the middle one of its days it was written: after what it says has been, before what it says will be.

    Args:
        passage: The document, or its beginning.
        today: What a document is judged by that names no date.
    """
    top = _day_at_top(passage)
    if top:
        return DocumentDay(min(top, today), "by the date at its top")
    named = [each for each in _own_days(passage) if each.first.year >= FIRST_YEAR]
    if named:
        return DocumentDay(min(_estimate(named), today), "by its own dates")
    years = [int(year) for year in _YEAR.findall(passage.prose) if FIRST_YEAR <= int(year) <= today.year]
    if years:
        return DocumentDay(min(date(max(years), MIDDLE_MONTH, 1), today), "by the years it names")
    return DocumentDay(today, "it names no date")


def _estimate(named: list[_Named]) -> date:
    middle = median_high(each.first for each in named)
    near = [each for each in named if abs((each.last - middle).days) <= NEAR_DAYS]
    been = [each.last for each in near if each.tense < 0]
    coming = [each.first for each in near if each.tense > 0]
    return max(been) if been else min(coming) if coming else middle


def _tense(passage: Passage, offset: int) -> int:
    sentence = passage.prose[slice(*passage.sentence(offset))]
    is_past, is_coming = _SAYS_PAST.search(sentence), _SAYS_FUTURE.search(sentence)
    if is_past and is_coming:
        return 0
    return 1 if is_coming else -1 if is_past or _DONE.search(sentence) else 0


def _day_at_top(passage: Passage) -> date | None:
    top = "\n".join(passage.source[:_TOP_CHARACTERS].split("\n")[:_TOP_LINES])
    for line in _DATE_LINE.finditer(top):
        for mention in find_dates(_ISO_DAY.sub(r"\1 ", line["day"])):
            day = mention.first.known()
            if day:
                return day
    return None


def _own_days(passage: Passage) -> Iterator[_Named]:
    """Yield the days that a text names in full, those of the sessions it names, and the middle of its months."""
    for mention in passage.dates:
        first = mention.first.known()
        if first:
            last = mention.last.known() if mention.last else None
            yield _Named(first, max(last or first, first), _tense(passage, mention.start))
    for named in passage.sessions:
        session = passage.table.session(named.number)
        if session and session.start and named.is_sure:
            yield _Named(session.start, session.end or session.start, _tense(passage, named.start))
    for match in _MONTH_AND_YEAR.finditer(passage.prose):
        middle = _middle(match["year"], MONTH_NUMBER[match["month"].rstrip(".").lower()])
        yield _Named(middle, middle, 0)
    for middle in _months_of_council(passage):
        yield _Named(middle, middle, 0)


def _months_of_council(passage: Passage) -> Iterator[date]:
    """Yield when the sessions of the Human Rights Council were that a text names, as far as the table knows."""
    adoptions = [session.adoption for session in passage.table.sessions if session.adoption]
    when_of = {each.hrc_session: each.when for each in adoptions if each.when}
    for match in _COUNCIL.finditer(passage.prose):
        when = when_of.get(int(match["ordinal"] or match["short"] or match["symbol"]))
        if when:
            year, month, *_ = when.split("/")[0].split("-")
            yield _middle(year, month)


def _middle(year: str, month: str | int) -> date:
    return date(int(year), int(month), MIDDLE_OF_MONTH)
