"""How many sessions of a cycle a text says are left: `seven sessions left in the third cycle`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trax.checks.reading.cardinal_words import CARDINAL, cardinal_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage
    from trax.upr.table import Cycle, Session

_LEFT = re.compile(
    rf"(?P<number>{CARDINAL})\s(?:more\s|further\s|UPR\s)?sessions\s(?:of\s(?:the|this)\s(?:[\w-]{{3,12}}\s)?cycle\s)?"
    r"(?:are\s)?(?:still\s)?(?:left|to\sgo|to\scome|remain(?:ing)?)\b"
)
# Somebody else's words, another time, or only some of them.
_OTHERWISE = re.compile(r"\b(?:said|had|were|was|would|if|when|over|than|about|almost|nearly|and\sa\shalf|first)\b")
_THE_CYCLE = re.compile(r"\b(?:the|this)\scycle\b")


@dataclass(frozen=True, slots=True)
class SessionsLeft:
    """A number of sessions left in a cycle that is not that of the table, `right`, after a session."""

    passage: Passage = field(repr=False)
    start: int
    text: str
    right: int
    session: Session
    cycle: Cycle


def find_wrong_sessions_left(given: CheckInput) -> Iterator[SessionsLeft]:
    """Yield each number of sessions left in the cycle of the day that is right neither before nor after a session."""
    latest = next((each for each in reversed(given.table.sessions) if each.start and each.start <= given.as_of), None)
    if latest is None:
        return
    cycle = next(each for each in given.table.cycles if each.number == latest.cycle)
    right = cycle.last_session - latest.number
    is_over = latest.end is not None and latest.end < given.as_of
    accepted = {right} if is_over else {right, right + 1}
    for passage in given.passages:
        for match in _LEFT.finditer(passage.prose) if "sessions" in passage.prose else ():
            if cardinal_number(match["number"]) not in accepted and _is_of_cycle(passage, match, cycle):
                yield SessionsLeft(passage, match.start(), match["number"], right, latest, cycle)


def _is_of_cycle(passage: Passage, match: re.Match[str], cycle: Cycle) -> bool:
    """Return whether the sentence of a match speaks of the cycle, today, and of no session by its number."""
    begin, end = passage.sentence(match.start())
    first = bisect_left(passage.cycles, begin, key=lambda cycle: cycle.start)
    last = bisect_left(passage.cycles, end, first, key=lambda cycle: cycle.start)
    numbers = {each.number for each in passage.cycles[first:last]}
    is_named = numbers <= {cycle.number, None} and (numbers or _THE_CYCLE.search(passage.prose, begin, end))
    is_plain = not passage.sessions_between(begin, end) and not _OTHERWISE.search(passage.prose, begin, end)
    return bool(is_named and is_plain)
