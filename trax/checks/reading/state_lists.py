"""Lists of States in a text, and the session each belongs to.

A list is a run of five or more States with nothing but separators between them: commas, "and", line breaks, bullets,
two spaces. It belongs to a session when that session is named nearby and holds most of its States; when two sessions
do, or none, nothing is said. What introduces it decides whether it means to be complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.session_claims import session_of_item
from trax.checks.reading.session_text import PRE_SESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.model import Place
    from trax.upr.names import StateMention
    from trax.upr.table import Session

# all of a session; those of a Pre-session, which may be fewer; a choice, of which nothing can be said
Mode = Literal["all", "pre-session", "choice"]


@dataclass(frozen=True)  # a passage works its words out only once, and so is no value to compare
class StateList:
    """A list of States: codes in the order of the text, the words before it, what in it is no State's name."""

    passage: Passage
    place: Place
    states: tuple[str, ...]
    unknown: tuple[str, ...]
    introduction: str
    start: int
    end: int


FEWEST, SHARE, MOST, NEARLY_ALL = 5, 0.6, 0.8, 3
_NEARBY = 1200
_SEPARATOR = r"[\s,;:/|&*\u00b7\u2022\u2756\u2013\u2014-]"
_BETWEEN = re.compile(rf"(?:{_SEPARATOR}|\((?:the|tbc)\)|\b(?:and|as well as|finally)\b|\bthe\b){{0,40}}")
# One entry that the table does not know, a slip of the pen mostly: "Armenia, Grenade, Guinea".
_ODD_ONE = re.compile(
    r"(?:\s*[,;\n\u2022*-]){1,3}\s*(?:and\s+)?(?P<odd>[A-Z][^\W\d]{2,20}(?:[ '\u2019-][^\W\d]{1,20}){0,3})"
    r"\s*(?:[,;\n\u2022*-]|\band\b)[\s\u2022*-]*(?:and\s+)?(?:the\s+)?"
)
# The rest of an entry of a list with one State in each line: "- Angola (27 October, afternoon)".
_REST_OF_LINE = re.compile(r"[^\S\n]*[(:,\u2013\u2014|-][^\n.]{0,80}\n\s*(?:the\s+)?")
_CHOICE = re.compile(
    r"\b(?i:including|such as|among|amongst|e\.g\.|for example|for instance|some of|like|notably|in particular"
    r"|inter alia|met|meet|meeting|delegations?|missions?|attend\w*|participa\w+|partners?|colleagues|train\w*|visit\w*"
    r"|programmes?|NGOs?|CSOs?|organi[sz]ations?|coalitions?|recommending|statements? by|questions? from|speakers?"
    r"|ministers?|ambassadors?|supported by|with the support|funded|donors?|first|remaining|other)\b"
)
_AND_OTHERS = re.compile(r"\s*,?\s*(?:(?:and|among) others?|etc\b|and (?:\w+ )?more|\u2026|\.\.\.)")
_REVIEW = re.compile(r"\b(?i:review\w*|examined|SuRs?)\b")


def find_lists(given: CheckInput) -> Iterator[StateList]:
    """Yield the lists of States of an issue: those typed into `states:` of a session, and the runs in its texts."""
    for item in given.items:
        own = [each for each in given.passages if each.item is item and each.field.startswith("states.")]
        if own:
            found = [mention.iso3 for passage in own for mention in passage.states]
            unknown = tuple(passage.source for passage in own if not passage.states)
            yield StateList(own[0], item.place("states"), _distinct(found), unknown, "", 0, 0)
    for passage in given.passages:
        if not passage.field.startswith("states."):
            yield from _runs(passage)


def session_of(given: CheckInput, names: StateList) -> Session | None:
    """Return the one session named nearby that holds most of the States, or None."""
    fitting = [each for each in _sessions(given, names, names.start - _NEARBY) if _share(names, each) >= SHARE]
    return fitting[0] if len(fitting) == 1 else None


def mistaken_for(given: CheckInput, names: StateList) -> tuple[Session, Session] | None:
    """Return the session that introduces a list, and the other one whose States nearly all stand in it; or None."""
    named = _sessions(given, names, names.start - len(names.introduction))
    if len(named) != 1 or _share(names, named[0]) >= SHARE or mode_of(names, named[0]) != "all":
        return None
    # Most States meet again in every cycle: only sessions of the same cycle tell lists apart.
    others = [each for each in given.table.sessions if each.cycle == named[0].cycle and _share(names, each) >= MOST]
    return (named[0], others[0]) if len(others) == 1 else None


def _sessions(given: CheckInput, names: StateList, low: int) -> list[Session]:
    """Return the sessions that a list may belong to: its item's, and those its passage names from `low` on."""
    passage = names.passage
    numbers = {session_of_item(passage)}
    if not passage.field:
        _, end = passage.sentence(names.end)
        numbers |= {each.number for each in passage.sessions_between(low, end)}
    return [session for number in numbers if number and (session := given.table.session(number))]


def _share(names: StateList, session: Session) -> float:
    return len(set(names.states) & set(session.states)) / max(len(names.states), 1)


def mode_of(names: StateList, session: Session) -> Mode:
    """Return what a list of a session means to be, by the words before it and by its length."""
    if names.passage.field:
        return "all"
    intro = names.introduction
    if PRE_SESSION.search(intro):
        return "pre-session"
    if is_choice(names):
        return "choice"
    length = len(names.states) + len(names.unknown)
    is_about_review = _REVIEW.search(intro) or any(char.isdigit() for char in intro) or len(intro.split()) <= NEARLY_ALL
    return "all" if is_about_review and length >= len(session.states) - NEARLY_ALL else "choice"


def is_choice(names: StateList) -> bool:
    """Return whether the words around a list say that it names some of many, or States in another role."""
    is_open = _AND_OTHERS.match(names.passage.prose, names.end) and not names.passage.field
    return bool(is_open or _CHOICE.search(names.introduction))


def _runs(passage: Passage) -> Iterator[StateList]:
    """Yield the runs of States in a text that are long enough to be a list."""
    run: list[StateMention] = []
    odd: list[str] = []
    for mention in passage.states:
        gap = _gap(passage, run[-1].end, mention.start) if run else None
        if gap is None:
            yield from _as_list(passage, run, odd)
            run, odd = [], []
        elif gap:
            odd.append(gap)
        run.append(mention)
    yield from _as_list(passage, run, odd)


def _gap(passage: Passage, end: int, start: int) -> str | None:
    """Return an empty text for separators, the entry between two States that is none, or None for other words."""
    if _BETWEEN.fullmatch(passage.prose, end, start):
        return "" if passage.prose.count("\n\n\n", end, start) == 0 else None
    match = _ODD_ONE.fullmatch(passage.prose, end, start)
    if match:
        return match["odd"]
    return "" if _REST_OF_LINE.fullmatch(passage.prose, end, start) else None


def _as_list(passage: Passage, run: list[StateMention], odd: list[str]) -> Iterator[StateList]:
    states = _distinct([mention.iso3 for mention in run])
    if len(states) < FEWEST:
        return
    start = run[0].start
    intro = _introduction(passage, start)
    yield StateList(passage, passage.place(start), states, tuple(odd), intro, start, run[-1].end)


def _introduction(passage: Passage, start: int) -> str:
    """Return the words of the sentence before a list, or of the sentence before when the list begins its own."""
    begin, _ = passage.sentence(start)
    words = passage.prose[begin:start].strip()
    if not words.strip("-*\u2022 ") and begin:
        begin = passage.sentence(begin - 1)[0]
        words = passage.prose[begin:start].strip()
        if not words and begin:
            words = passage.prose[passage.sentence(begin - 1)[0] : start].strip()
    return words


def _distinct(codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
