"""The session that a list of States belongs to, and what the list means to be.

A list belongs to a session when that session is named in its sentence, by its item, or shortly before it, and holds
most of its States; where several do, the one that it fits best. A list of outcomes that the Human Rights Council
adopts belongs to the session whose outcomes it adopts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.cardinal_words import NUMBER_WORDS, cardinal_number
from trax.checks.reading.list_words import is_pre_session, mode_of_words, says_nothing
from trax.checks.reading.ordinal_words import GAP, ORDINAL, ordinal_number
from trax.checks.reading.session_claims import session_of_item

if TYPE_CHECKING:
    from trax.checks.reading.list_words import Mode
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import ConfidenceLevel, Session

SHARE, MOST, FEWEST_OF_ALL, FEWEST_CLEAR, MOST_MISSING = 0.6, 0.8, 0.7, 9, 4
_NEARBY, _FEW = 1200, 2
_LEVELS: tuple[ConfidenceLevel, ...] = ("verified", "single-source", "from-memory", "unknown")


@dataclass(frozen=True, slots=True)
class Belonging:
    """The session of a list, what the list means to be, and how sure the table is of what they are compared by."""

    session: Session
    mode: Mode
    level: ConfidenceLevel


def find_belonging(names: StateList) -> Belonging | None:
    """Return the session that a list belongs to, and as what; None when it is none's, or nobody can say."""
    if names.passage.field.startswith("states."):
        number = session_of_item(names.passage)
        own = names.passage.table.session(number) if number else None
        return Belonging(own, "all", own.confidence.states) if own and share_of(names, own) >= SHARE else None
    words = mode_of_words(names.introduction, names.tail)
    session = _best(names, _named(names)) or (_best(names, _of_month(names)) if words == "all" else None)
    level: ConfidenceLevel = session.confidence.states if session else "unknown"
    if session is None and words != "other":
        session = _best(names, _adopted(names))
        if session and session.adoption:
            level = max(session.confidence.states, session.adoption.confidence, key=_LEVELS.index)
            # An outcome may be adopted later than the others: only a sure list of adoptions lacks a State.
            words = words if session.adoption.confidence == "verified" else "some"
    return Belonging(session, _mode(names, session, words), level) if session else None


def mistaken_for(names: StateList) -> tuple[Session, Session] | None:
    """Return the session that introduces a list, and the other one whose States nearly all stand in it; or None."""
    named = _sessions(names, names.begins)
    if len(named) != 1 or share_of(names, named[0]) >= SHARE:
        return None
    if mode_of_words(names.introduction, names.tail) != "all" or not _is_long(names, named[0]):
        return None
    # Most States meet again in every cycle: only sessions of the same cycle tell lists apart.
    others = [
        each for each in names.passage.table.sessions if each.cycle == named[0].cycle and share_of(names, each) >= MOST
    ]
    return (named[0], others[0]) if len(others) == 1 else None


def share_of(names: StateList, session: Session) -> float:
    """Return which part of the list's States are the session's."""
    return len(set(names.states) & set(session.states)) / max(len(names.states), 1)


def _mode(names: StateList, session: Session, words: Mode) -> Mode:
    if words == "other" and _is_nearly_whole(names, session) and says_nothing(names.introduction, names.tail):
        words = "all"
    if words == "all":
        low = max(0, names.begins - 400)
        title = names.passage.item.fields.title if names.passage.item and names.begins < _NEARBY else ""
        context = f"{title or ''}\n\n{names.passage.prose[low : names.begins]}"
        if is_pre_session(names.introduction, context) or not _is_long(names, session):
            return "some"
    return words


def _is_nearly_whole(names: StateList, session: Session) -> bool:
    """Return whether a list is the session's but for a State or two, in a sentence that names the session."""
    if session not in _sessions(names, names.begins):
        return False
    right = len(set(names.states) & set(session.states))
    return len(session.states) - right <= _FEW and len(names.states) - right <= 1 and right >= FEWEST_CLEAR


def _is_long(names: StateList, session: Session) -> bool:
    """Return whether a list has so many entries that it may mean to be complete."""
    more = len(names.more.intersection(session.states).difference(names.states))
    entries, number = len(names.states) + len(names.unknown) + more, len(session.states)
    return entries >= FEWEST_OF_ALL * number or (entries >= FEWEST_CLEAR and entries >= number - MOST_MISSING)


def _named(names: StateList) -> list[Session]:
    """Return the sessions named in the list's sentence that hold most of its States; else those named before it."""
    for low in (names.begins, names.begins - _NEARBY):
        fitting = [each for each in _sessions(names, low) if share_of(names, each) >= SHARE]
        if fitting:
            return fitting
    # Where the Council is named too, a "session 11" is not surely ours; that its States are listed makes it so.
    before = names.passage.prose[max(0, names.begins - _NEARBY) : names.start]
    numbers = [_number(match) for match in _ANY_SESSION.finditer(before)]
    loose = [session for number in numbers if (session := names.passage.table.session(number))]
    return [each for each in loose if share_of(names, each) >= SHARE]


def _sessions(names: StateList, low: int) -> list[Session]:
    """Return the sessions that a list may belong to, nearest first: those named from `low` on, its item's."""
    passage = names.passage
    _, end = passage.sentence(names.end)
    mentions = list(passage.sessions_between(*names.head)) if names.head else []
    if not mentions:
        mentions = [each for each in passage.sessions_between(low, end) if not names.start <= each.start < names.end]
    mentions.sort(key=lambda each: (each.start > names.start, -each.start))
    numbers = [*(each.number for each in mentions), session_of_item(passage)]
    return [session for number in dict.fromkeys(numbers) if number and (session := names.passage.table.session(number))]


def _best(names: StateList, sessions: list[Session]) -> Session | None:
    """Return the session whose States differ least from the list's, the nearest of several."""
    held = set(names.states) | names.more
    return min(
        sessions,
        key=lambda each: len(set(names.states) - set(each.states)) + len(set(each.states) - held),
        default=None,
    )


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)}),? (?P<year>20\d\d)\b")


def _of_month(names: StateList) -> list[Session]:
    """Return the session of the month that introduces a list without a number: "to be reviewed in January 2015"."""
    months = {(int(match["year"]), _MONTHS.index(match["month"]) + 1) for match in _MONTH.finditer(names.introduction)}
    if not months:
        return []
    return [
        each
        for each in names.passage.table.sessions
        if any(day and (day.year, day.month) in months for day in (each.start, each.end))
        and share_of(names, each) >= MOST
    ]


# "The Working Group met for the nineteenth time."
_ANY_SESSION = re.compile(
    rf"\b[Ss]ession{GAP}(?:(?P<plain>\d{{1,2}})\b|(?P<word>(?i:{NUMBER_WORDS}))\b)"
    rf"|(?:\bfor{GAP}the{GAP})?(?P<nth>{ORDINAL})(?:{GAP}(?:UPR{GAP})?[Ss]ession\b|(?<=\w){GAP}(?:time|in{GAP}all|of{GAP}all|altogether)\b)"
)


def _number(match: re.Match[str]) -> int:
    if match["nth"]:
        return ordinal_number(match["nth"])
    return int(match["plain"]) if match["plain"] else cardinal_number(match["word"])


_COUNCIL = re.compile(
    r"\bHRC[\s-]?(?P<short>\d{1,2})\b|\b(?P<number>\d{1,2})(?:st|nd|rd|th)\s+(?:regular\s+)?(?:[Ss]ession|meeting)\s+of"
    r"\s+the\s+(?:UN\s+)?(?:Human\s+Rights\s+Council|Council|HRC)\b"
    r"|\b(?P<of>\d{1,2})(?:st|nd|rd|th)\s+(?:HRC|Human\s+Rights\s+Council)\b"
    r"|\b(?:HRC|Council)\b[^.;:\n]{0,60}?\bits\s+(?P<its>\d{1,2})(?:st|nd|rd|th)\s+(?:regular\s+)?[Ss]ession\b"
)
_ADOPTS = re.compile(r"\b(?:adopt\w*|endors\w*|outcomes?)\b", re.IGNORECASE)


def _adopted(names: StateList) -> list[Session]:
    """Return the session whose outcomes the one session of the Council adopts that the list's sentence names."""
    if not _ADOPTS.search(names.introduction + names.tail[:100]):
        return []
    end = names.passage.sentence(names.end)[1]
    around = f"{names.introduction} {names.passage.prose[names.end : end]}"
    numbers = {int(next(filter(None, match.groups()))) for match in _COUNCIL.finditer(around)}
    found = [each for each in names.passage.table.sessions if each.adoption and each.adoption.hrc_session in numbers]
    return found if len(found) == 1 and share_of(names, found[0]) >= SHARE else []
