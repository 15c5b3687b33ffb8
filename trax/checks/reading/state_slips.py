"""Names of States that are misspelt or out of date, in a list or in a sentence.

In a sentence only a capital word that stands alone counts: next to another one it is the name of a person, a town or
an organisation ("Rosa Luxemburg", "Columbia University").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trax.upr.names import spellings
from trax.upr.near_names import SHORTEST, near_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.upr.table import FormerName, State, Table

_CAPITAL = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]"
_WORDS = re.compile(
    rf"(?<![\w@#./'\u2019-]){_CAPITAL}{{1,20}}+(?:[ -](?:(?:and|of|the|&)[ ])?{_CAPITAL}{{2,20}}+){{0,2}}"
    r"(?![\w@-]|\.\w)"
)
_FIRST_WORD = re.compile(rf"\b{_CAPITAL}\w{{0,18}}+(?=\s[^\W\d_])")
_WORD_BEHIND = re.compile(rf"[ -]{_CAPITAL}{{3,20}}+(?![\w@-])")
_WORD_BEFORE = re.compile(rf"(?<![\w@-]){_CAPITAL}{{3,20}}+[ -]\Z")
_LONGEST_WORD, _LONGEST_NAME = 30, 60
_NEIGHBOUR = re.compile(r"[^\W\d_]++[^\S\n]++\Z")
_FOLLOWS = re.compile(r"[^\S\n]++[A-Z\u00c0-\u00de]")
_OF_OLD = re.compile(
    r"\b(?i:then|former(?:ly)?|previously|previous|renamed|called|known as|old name|name was|changed|from|ex|until|late"
    r"|as|in those days|historic\w*|was)[\s,(\"\u201c\u2018-]*(?:the\s+)?\Z"
)
_NOW = re.compile(r"\s*[,(/\"\u201d\u2019-]?\s*(?:now|today|since|as it was|renamed|changed|has become|became)\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_QUOTED = frozenset('"\u201c\u201d\u2018\u00ab/(')


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name that is nearly the name of a State."""

    start: int
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class OldName:
    """A name that the State no longer had on the day."""

    start: int
    text: str
    state: State
    former: FormerName


def find_misspellings(passage: Passage) -> Iterator[Misspelling]:
    """Yield the names of a passage that are nearly those of States, in order of lists, then of sentences."""
    taken: list[tuple[int, int]] = [(each.start, each.end) for each in passage.states]
    for run in passage.runs:
        for entry in run.entries:
            state = passage.table.state(entry.meant) if entry.meant else None
            if state:
                taken.append((entry.start, entry.end))
                yield Misspelling(entry.start, entry.text, state)
    for start, end, state in (*_longer_names(passage), *_long_names(passage)):
        if not any(low <= start and end <= high for low, high in taken[len(passage.states) :]):
            taken.append((start, end))
            yield Misspelling(start, passage.prose[start:end], state)
    in_list = passage.field.startswith("states.")  # one name of the list of a session
    for match in _WORDS.finditer(passage.prose):
        start, end = match.span()
        first = match[0].partition(" ")[0]
        if first.lower() in _STARTERS:
            start += len(first) + 1
        text = passage.prose[start:end]
        is_long = len(text) >= SHORTEST or in_list
        state = near_state(text, passage.table, in_list=in_list) if is_long else None
        is_taken = state and any(low < end and start < high for low, high in taken)
        if state and not is_taken and not _has_neighbour(passage.prose, start, end):
            yield Misspelling(start, text, state)


def _longer_names(passage: Passage) -> Iterator[tuple[int, int, State]]:
    """Yield where a State's name and a word beside it are nearly another State's: "Guinea Bisau"."""
    text = passage.prose
    for mention in passage.states:
        behind = _WORD_BEHIND.match(text, mention.end)
        before = _WORD_BEFORE.search(text, max(0, mention.start - _LONGEST_WORD), mention.start)
        for start, end in (
            (mention.start, behind.end() if behind else 0),
            (before.start() if before else mention.end, mention.end),
        ):
            state = near_state(text[start:end], passage.table, in_list=False) if start < end else None
            if state and state.iso3 != mention.iso3:
                yield start, end, state


def _long_names(passage: Passage) -> Iterator[tuple[int, int, State]]:
    """Yield where a name of several words begins rightly and goes on with a slip: "United Arab Emirats"."""
    text, firsts = passage.prose, _first_words(passage.table)
    for match in _FIRST_WORD.finditer(text):
        for pattern, iso3 in firsts.get(match[0], ()):
            name = pattern.match(text, match.start())
            state = near_state(name[0], passage.table, in_list=False) if name else None
            if name and state and state.iso3 == iso3 and not _is_named(passage, *name.span()):
                yield name.start(), name.end(), state
                break


def _is_named(passage: Passage, start: int, end: int) -> bool:
    """Return whether a State is found in words already, but for their first or last one."""
    return any(each.end - each.start > (end - start) // 2 for each in passage.states_between(start, end))


def _nearly(word: str) -> str:
    """Return a pattern for words of about the length of one and with its first letter, which a slip leaves."""
    return rf"{re.escape(word[0])}[\w'\u2019-]{{{max(0, len(word) - 3)},{len(word) + 1}}}(?!\w)"


@lru_cache(maxsize=4)
def _first_words(table: Table) -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return patterns of what may be each name of several words, by its first one, and its State."""
    found: dict[str, dict[str, tuple[re.Pattern[str], str]]] = {}
    for state in table.states:
        for name in spellings(state):
            words = name.split()
            is_short = any(word.isupper() for word in words)  # "Macedonia FYR" is near to "Macedonia Fri"
            if len(words) > 1 and words[0][0].isupper() and not is_short and not set(name) & set("(),.&"):
                pattern = r"\s".join([re.escape(words[0]), *[_nearly(word) for word in words[1:]]])
                found.setdefault(words[0], {})[pattern] = (re.compile(pattern), state.iso3)
    return {first: tuple(each.values()) for first, each in found.items()}


def find_old_names(passage: Passage, year: int) -> Iterator[OldName]:
    """Yield the names of States that went out of use before the year, unless the text speaks of the past."""
    old = _names_before(passage.table, year)
    for mention in passage.states if old else ():
        found = old.get(mention.text.casefold())
        if found is None or _has_neighbour(passage.prose, mention.start, mention.end):
            continue
        state, former = found
        if not _speaks_of_then(passage, mention.start, mention.end, former):
            yield OldName(mention.start, mention.text, state, former)


@lru_cache(maxsize=64)
def _names_before(table: Table, year: int) -> dict[str, tuple[State, FormerName]]:
    """Return the names that were out of use in the year and the one before; habits change more slowly than names."""
    found = {}
    for state in table.states:
        for former in state.former:
            if former.until.year + 1 < year and not former.stays:
                for name in (former.name, former.short, *former.also):
                    if name not in {state.name, state.short}:
                        found[name.casefold()] = (state, former)
    return found


def _speaks_of_then(passage: Passage, start: int, end: int, former: FormerName) -> bool:
    text = passage.prose
    if _OF_OLD.search(text, max(0, start - 40), start) or _NOW.match(text, end):
        return True
    if text[max(0, start - 1) : start] in _QUOTED and start:
        return True
    begin, stop = passage.sentence(start)
    return any(int(year[0]) <= former.until.year for year in _YEAR.finditer(text, begin, stop))


def _has_neighbour(text: str, start: int, end: int) -> bool:
    """Return whether another capital word ties the name to a person, a town or an organisation."""
    if _FOLLOWS.match(text, end):
        return True
    before = _NEIGHBOUR.search(text, max(0, start - 30), start)
    return before is not None and before[0][0].isupper() and before[0].strip().lower() not in _STARTERS


# Words that may stand before a name with a capital of their own, and are no part of it.
_STARTERS = frozenset(
    {"in", "on", "at", "for", "from", "to", "of", "and", "or", "but", "with", "by", "as", "since", "while", "during"}
    | {"after", "before", "although", "however", "where", "when", "under", "both", "the", "until", "through", "like"}
    | {
        "within",
        "across",
        "between",
        "against",
        "unlike",
        "despite",
        "about",
        "via",
        "over",
        "also",
        "then",
        "so",
        "if",
    }
)
