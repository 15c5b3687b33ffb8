"""Lists of States in a text: the runs of five or more, with the words that introduce each.

What a list belongs to, and what it means to be, is read in `list_sessions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trax.checks.reading.list_joints import is_first_in_line, is_label
from trax.checks.reading.list_sessions import find_belonging
from trax.checks.reading.list_words import speaks_of_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.list_sessions import Belonging
    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_runs import Run
    from trax.model import Place

FEWEST = 5
_NEARBY = 1200
_BEHIND, _BETWEEN_PARTS, _MOST_PARTS, _LONGEST_INTRODUCTION = 240, 200, 8, 400
# "Monday 27 October:" and "Africa:" are parts of the list, "The States reviewed were:" is not.
_INTRODUCES = re.compile(r"(?i:review|states|countries)")
_EMPTY = " \t\n*\u2022-"


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
        head: Where the words above it stand, when it is the column of a table.
        low: Where the list before it ends; 0 without one nearby.
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
    head: tuple[int, int] | None = None
    low: int = 0

    @cached_property
    def belonging(self) -> Belonging | None:
        """The session it belongs to, and as what; None when it is none's, or nobody can say."""
        return find_belonging(self)

    @property
    def whole(self) -> str:
        """The list with the words around it."""
        return self.introduction + self.passage.prose[self.start : self.end] + self.tail

    @property
    def start(self) -> int:
        """Where it begins in its passage."""
        return self.entries[0].start if self.entries else 0

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.entries[-1].rest if self.entries else 0


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
            low = _end_of_list_before(passage, index)
            begins, introduction = _introduction(passage, run, low)
            yield StateList(
                passage,
                passage.place(run.start),
                states,
                tuple(entry.text for entry in run.entries if not entry.iso3),
                introduction,
                begins,
                "" if run.head else passage.prose[run.end : run.end + _BEHIND],
                run.entries,
                _more(passage, index, begins),
                run.head,
                low,
            )


_NOT = re.compile(r"\b(?:not|never|nor|neither|put off|absent|missing)\b|n['\u2019]t\b")
_BESIDES = re.compile(
    r"\b(?:besides|beside|except|excluding|without|unlike|apart from|instead of|in place of|not|other than|but)\s+"
    r"(?:for\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = re.compile(r"[^,.;:()\n]{0,40}")
_GENITIVE = re.compile(r"['\u2019]s?\b")
_WORDS_BEFORE = 40
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
            if not is_before and _is_of_another_session(passage, following, runs[index]):
                break
            if _is_left_out(passage, following):
                continue
            if len(following.entries) >= FEWEST or is_before or _is_review(passage, following):
                codes.update(entry.iso3 or entry.meant for entry in following.entries)
    return frozenset(codes - {""})


def _is_of_another_session(passage: Passage, following: Run, run: Run) -> bool:
    """Return whether the sentence of States beside a list names a session, and not one that is named by the list."""
    begin, end = passage.sentence(following.start)
    if begin <= run.start < end:
        return False
    here = {each.number for each in passage.sessions_between(begin, end)}
    own = passage.sessions_between(max(0, run.start - _NEARBY), passage.sentence(run.end)[1])
    return bool(here) and here.isdisjoint(each.number for each in own if not begin <= each.start < end)


def _is_review(passage: Passage, run: Run) -> bool:
    begin, end = passage.sentence(run.start)
    words = passage.prose[begin:end]
    return _REVIEWED.search(words) is not None and not (speaks_of_plan(words) or _NOT.search(words))


def _is_left_out(passage: Passage, run: Run) -> bool:
    """Return whether the words around States say that they are none of the list: "besides Haiti", "Haiti's review"."""
    text = passage.prose
    behind = _CLAUSE_BEHIND.match(text, run.end)
    return len(run.entries) == 1 and (
        _BESIDES.search(text, max(0, run.start - _WORDS_BEFORE), run.start) is not None
        or _GENITIVE.match(text, run.end) is not None
        or (behind is not None and speaks_of_plan(behind[0]))  # "Haiti being postponed"
    )


def _end_of_list_before(passage: Passage, index: int) -> int:
    """Return where the list before a run ends; 0 without one nearby."""
    low = passage.runs[index].start - _LONGEST_INTRODUCTION
    for run in reversed(passage.runs[max(0, index - _MOST_PARTS) : index]):
        if run.end < low or len(run.entries) >= FEWEST:
            return run.end
    return 0


def _introduction(passage: Passage, run: Run, low: int) -> tuple[int, str]:
    """Return where the introduction of a list begins, after the list before it, and its words."""
    start = _first_row(passage.source, run.start) if run.head else run.start
    line = passage.prose.rfind("\n", 0, start) + 1
    if is_first_in_line(passage.prose, start) and not _INTRODUCES.search(passage.prose, line, start):
        start = line
    begin = max(passage.sentence(start)[0], start - _LONGEST_INTRODUCTION, min(low, start))
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
        end = (
            line - 1 - (source[line - 2 : line - 1] == "\n")
        )  # an empty line stands between the rows of a page's table
        above = source.rfind("\n", 0, end) + 1
        if "|" not in source[above:end]:
            break
        line = above
    return line


def _distinct(codes: list[str]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code)
