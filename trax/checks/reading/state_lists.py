"""Lists of States in a text, and the session each belongs to.

A list belongs to a session when that session is named in its sentence, by its item, or shortly before it, and holds
most of its States; where several do, the one that it fits best. A list of outcomes that the Human Rights Council
adopts belongs to the session whose outcomes it adopts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.list_joints import is_first_in_line, is_label
from trax.checks.reading.list_words import is_pre_session, mode_of_words
from trax.checks.reading.session_claims import session_of_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.list_words import Mode
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_runs import Run
    from trax.model import Place
    from trax.upr.table import ConfidenceLevel, Session

FEWEST, SHARE, MOST, FEWEST_OF_ALL = 5, 0.6, 0.8, 0.7
_NEARBY, _BEHIND, _BETWEEN_PARTS, _MOST_PARTS = 1200, 240, 200, 8


@dataclass(frozen=True)  # a passage works its words out only once, and so is no value to compare
class StateList:
    """A list of States.

    Attributes:
        states: Codes in the order of the text, each once.
        introduction: The words of its sentence before it; of the sentence before when it begins its own.
        begins: Where the introduction begins.
        tail: Text behind it.
        entries: As they stand in the text; empty for a list typed into `states:` of a session.
        unknown: Entries that name no State.
        more: States of other lists and sentences beside it, which may be parts of the same.
        is_column: Whether it stands in the column of a table.
    """

    passage: Passage
    place: Place
    states: tuple[str, ...]
    unknown: tuple[str, ...]
    introduction: str = ""
    begins: int = 0
    tail: str = ""
    entries: tuple[Entry, ...] = ()
    more: frozenset[str] = frozenset()
    is_column: bool = False

    @property
    def start(self) -> int:
        """Where it begins in its passage."""
        return self.entries[0].start if self.entries else 0

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.entries[-1].rest if self.entries else 0


@dataclass(frozen=True, slots=True)
class Belonging:
    """The session of a list, what the list means to be, and how sure the table is of what they are compared by."""

    session: Session
    mode: Mode
    level: ConfidenceLevel


# "Monday 27 October:" and "Africa:" are parts of the list, "The States reviewed were:" is not.
_INTRODUCES = re.compile(r"(?i:review|states|countries)")
_EMPTY = " \t\n*\u2022-"
_LEVELS: tuple[ConfidenceLevel, ...] = ("verified", "single-source", "from-memory", "unknown")


def find_lists(given: CheckInput) -> Iterator[StateList]:
    """Yield the lists of five or more States: those typed into `states:` of a session, and those in the texts."""
    for item in given.items:
        own = [each for each in given.passages if each.item is item and each.field.startswith("states.")]
        if own:
            found = [mention.iso3 for passage in own for mention in passage.states]
            unknown = tuple(passage.source for passage in own if not passage.states)
            yield StateList(own[0], item.place("states"), _distinct(found), unknown)
    for passage in given.passages:
        if not passage.field.startswith("states."):
            yield from passage.state_lists


def lists_of(passage: Passage) -> Iterator[StateList]:
    """Yield the lists of five or more States in a passage."""
    for index, run in enumerate(passage.runs):
        states = _distinct([entry.iso3 for entry in run.entries])
        if len(states) >= FEWEST:
            begins, introduction = _introduction(passage, run)
            yield StateList(
                passage,
                passage.place(run.start),
                states,
                tuple(entry.text for entry in run.entries if not entry.iso3),
                introduction,
                begins,
                passage.prose[run.end : run.end + _BEHIND],
                run.entries,
                _more(passage, index, begins),
                run.is_column,
            )


def belonging(given: CheckInput, names: StateList) -> Belonging | None:
    """Return the session that a list belongs to, and as what; None when it is none's, or nobody can say."""
    if names.passage.field.startswith("states."):
        number = session_of_item(names.passage)
        own = given.table.session(number) if number else None
        return Belonging(own, "all", own.confidence.states) if own and share_of(names, own) >= SHARE else None
    words = mode_of_words(names.introduction, names.tail)
    session = _best(names, _named(given, names))
    level: ConfidenceLevel = session.confidence.states if session else "unknown"
    if session is None and words != "other":
        session = _best(names, _adopted(given, names))
        if session and session.adoption:
            level = max(session.confidence.states, session.adoption.confidence, key=_LEVELS.index)
            # An outcome may be adopted later than the others: only a sure list of adoptions lacks a State.
            words = words if session.adoption.confidence == "verified" else "some"
    return Belonging(session, _mode(names, session, words), level) if session else None


def mistaken_for(given: CheckInput, names: StateList) -> tuple[Session, Session] | None:
    """Return the session that introduces a list, and the other one whose States nearly all stand in it; or None."""
    named = _sessions(given, names, names.begins)
    if len(named) != 1 or share_of(names, named[0]) >= SHARE:
        return None
    if mode_of_words(names.introduction, names.tail) != "all" or not _is_long(names, named[0]):
        return None
    # Most States meet again in every cycle: only sessions of the same cycle tell lists apart.
    others = [each for each in given.table.sessions if each.cycle == named[0].cycle and share_of(names, each) >= MOST]
    return (named[0], others[0]) if len(others) == 1 else None


def share_of(names: StateList, session: Session) -> float:
    """Return which part of the list's States are the session's."""
    return len(set(names.states) & set(session.states)) / max(len(names.states), 1)


def _mode(names: StateList, session: Session, words: Mode) -> Mode:
    if words == "all":
        low = max(0, names.begins - 400)
        title = names.passage.item.fields.title if names.passage.item and names.begins < _NEARBY else ""
        context = f"{title or ''}\n\n{names.passage.prose[low : names.begins]}"
        if is_pre_session(names.introduction, context) or not _is_long(names, session):
            return "some"
    return words


def _is_long(names: StateList, session: Session) -> bool:
    """Return whether a list has so many entries that it may mean to be complete."""
    more = len(names.more.intersection(session.states).difference(names.states))
    return len(names.states) + len(names.unknown) + more >= FEWEST_OF_ALL * len(session.states)


def _named(given: CheckInput, names: StateList) -> list[Session]:
    """Return the sessions named in the list's sentence that hold most of its States; else those named before it."""
    for low in (names.begins, names.begins - _NEARBY):
        fitting = [each for each in _sessions(given, names, low) if share_of(names, each) >= SHARE]
        if fitting:
            return fitting
    return []


def _sessions(given: CheckInput, names: StateList, low: int) -> list[Session]:
    """Return the sessions that a list may belong to, nearest first: those named from `low` on, its item's."""
    passage = names.passage
    _, end = passage.sentence(names.end)
    mentions = [each for each in passage.sessions_between(low, end) if not names.start <= each.start < names.end]
    mentions.sort(key=lambda each: (each.start > names.start, -each.start))
    numbers = [*(each.number for each in mentions), session_of_item(passage)]
    return [session for number in dict.fromkeys(numbers) if number and (session := given.table.session(number))]


def _best(names: StateList, sessions: list[Session]) -> Session | None:
    """Return the session whose States differ least from the list's, the nearest of several."""
    held = set(names.states) | names.more
    return min(
        sessions,
        key=lambda each: len(set(names.states) - set(each.states)) + len(set(each.states) - held),
        default=None,
    )


_COUNCIL = re.compile(
    r"\bHRC[\s-]?(?P<short>\d{1,2})\b|\b(?P<number>\d{1,2})(?:st|nd|rd|th)\s+(?:regular\s+)?(?:[Ss]ession|meeting)\s+of"
    r"\s+the\s+(?:UN\s+)?(?:Human\s+Rights\s+Council|Council|HRC)\b"
    r"|\b(?P<of>\d{1,2})(?:st|nd|rd|th)\s+(?:HRC|Human\s+Rights\s+Council)\b"
    r"|\b(?:HRC|Council)\b[^.;:\n]{0,60}?\bits\s+(?P<its>\d{1,2})(?:st|nd|rd|th)\s+(?:regular\s+)?[Ss]ession\b"
)
_ADOPTS = re.compile(r"\b(?:adopt\w*|endors\w*|outcomes?)\b", re.IGNORECASE)


def _adopted(given: CheckInput, names: StateList) -> list[Session]:
    """Return the session whose outcomes the one session of the Council adopts that the list's sentence names."""
    if not _ADOPTS.search(names.introduction + names.tail[:100]):
        return []
    end = names.passage.sentence(names.end)[1]
    around = f"{names.introduction} {names.passage.prose[names.end : end]}"
    numbers = {int(next(filter(None, match.groups()))) for match in _COUNCIL.finditer(around)}
    found = [each for each in given.table.sessions if each.adoption and each.adoption.hrc_session in numbers]
    return found if len(found) == 1 and share_of(names, found[0]) >= SHARE else []


_REVIEWED = re.compile(r"\b(?i:review\w*|examined|adopted|follow\w*|too|as well)\b")


def _more(passage: Passage, index: int, begins: int) -> frozenset[str]:
    """Return the States named beside a list that may be parts of it: "A, B and C. D and E were reviewed on Friday"."""
    runs = passage.runs
    codes: set[str] = set()
    for step in (1, -1):
        for current in range(index, index + step * _MOST_PARTS, step):
            if not 0 <= current + step < len(runs):
                break
            following = runs[current + step]
            low, high = (runs[current].end, following.start) if step > 0 else (following.end, runs[current].start)
            is_before = begins <= following.start < runs[index].start  # in the introduction of the list
            if high - low > _BETWEEN_PARTS or (not is_before and passage.sessions_between(low, high)):
                break
            if len(following.entries) >= FEWEST or is_before or _is_review(passage, following):
                codes.update(entry.iso3 or entry.meant for entry in following.entries)
    return frozenset(codes - {""})


def _is_review(passage: Passage, run: Run) -> bool:
    begin, end = passage.sentence(run.start)
    return _REVIEWED.search(passage.prose, begin, end) is not None


def _introduction(passage: Passage, run: Run) -> tuple[int, str]:
    """Return where the introduction of a list begins, and its words."""
    start = _first_row(passage.source, run.start) if run.is_column else run.start
    line = passage.prose.rfind("\n", 0, start) + 1
    if is_first_in_line(passage.prose, start) and not _INTRODUCES.search(passage.prose, line, start):
        start = line
    begin = passage.sentence(start)[0]
    for _ in range(3):
        words = passage.prose[begin:start].lstrip(_EMPTY)
        if (words and not (is_label(words) and not _INTRODUCES.search(words))) or not begin:
            break
        begin = passage.sentence(begin - 1)[0]
    return start - len(words), words.rstrip(_EMPTY)


def _first_row(source: str, start: int) -> int:
    """Return where the first row of the table begins that holds an offset."""
    line = source.rfind("\n", 0, start) + 1
    while line:
        above = source.rfind("\n", 0, line - 1) + 1
        if "|" not in source[above : line - 1]:
            break
        line = above
    return line


def _distinct(codes: list[str]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code)
