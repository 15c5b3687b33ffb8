"""The number that announces a list of States, or sums it up: `the fifteen States under review were: …`.

Before a list, only words that introduce one may stand between the number and its first name; behind it, only words
that sum up ("…, fourteen in all", "These are the 14 States"). A number of which the list is a part ("Of the 47 States,
…"), one that is blurred, and one of those to whom or by whom something is done are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.cardinal_words import CARDINAL, cardinal_number
from trax.checks.reading.list_words import is_open, only_of_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.state_lists import StateList

_NOUN = (
    r"(?:(?:UN|[Mm]ember|following|different|final|other|more|new|further|draft|outcome|UPR|national|Working\s+Group)\s+)"
    r"{0,4}(?:[Ss]tates|[Cc]ountries|[Nn]ations|SuRs?|names|reports|reviews|outcomes)\b"
    r"(?!\s+(?i:parties|representatives|members))"
)
_BEFORE = re.compile(
    rf"(?P<number>{CARDINAL})(?P<of>\s+(?:out\s+)?of\s+(?:the\s+|these\s+|its\s+)?(?P<whole>{CARDINAL}))?"
    rf"\s+(?:{_NOUN}|of\s+them\b|in\s+(?:all|total|number)\b|names\b|follow(?:ed)?\b)"
)
_VAGUE = re.compile(
    r"\b(?:over|than|about|almost|nearly|around|approximately|least|most|up\s+to|some|already)\s+(?:the\s+)?\Z"
    r"|(?:\d|teen|ten|twelve|eleven|one|two|three|four|five|six|seven|eight|nine)\s+(?:or|and|to)\s+\Z",
    re.IGNORECASE,
)
_OF_THEM_A_PART = re.compile(
    r"(?:\A|[,;:(.]\s*|\b(?:and|but|while|so|that)\s+)(?i:(?:out\s+)?of|among|amongst|from)\s+"
    r"(?:(?:the|these|those|all|its|our)\s+)*+\Z"
)
# The States of the list are those by whom, to whom or for whom it was done, and not those that the number counts.
_LEADS_ON = re.compile(r"\b(?i:to|by|with|against|from|for|about|concerning|towards?|addressing|as)\s*(?:the\s*)?\Z")
_STOP = re.compile(r"[.;!?]\s|\n\s*\n")
_INCLUDE = re.compile(r"\binclud(?:e|es|ed)\b")
_PART = re.compile(
    r"\b(?i:(?:first|second|this|last|next|each|every|per|same)\s+(?:week|day|half)|week\s+(?:one|two|[12i]+)|mornings?"
    r"|afternoons?|today|tomorrow|yesterday|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|so\s+far|until\s+now)\b"
)
_GOES_ON_IN_PART = re.compile(r"\s*[,(]?\s*(?:(?:in|on|during|for|over)\s+)?(?:the\s+|its\s+|their\s+)?")
_BEHIND = re.compile(
    rf"\s*(?:"
    rf"\(\s*(?P<n1>{CARDINAL})\s+{_NOUN}(?:\s+in\s+(?:all|total))?\s*\)"
    rf"|[,.;:\u2013\u2014-]\s*(?P<n2>{CARDINAL})\s+(?:{_NOUN}\s*,?\s*)?(?:in\s+(?:all|total|number)|altogether|all\s+told)\b"
    rf"|[,.;:\u2013\u2014-]\s*(?i:in\s+(?:all|total)|altogether|all\s+in\s+all|that\s+is|that\s+makes)[,:]?\s+(?P<n3>{CARDINAL})"
    rf"\s+{_NOUN}(?=\s*(?:[.;)\n]|\Z|(?:were|are|will)\b))"
    rf"|[.;]\s+(?i:these|those|they|that)\s+(?:is|are|were|makes?|made)\s+(?:(?:all|the)\s+)*(?P<n4>{CARDINAL})\s+{_NOUN}"
    rf"|[,;:\u2013\u2014-]\s*(?:all\s+)?(?P<n5>{CARDINAL})\s+{_NOUN}(?=\s*[.;)\n]|\s*\Z)"
    rf"|,?\s*(?:are|were|will\s+be|make\s+up|made\s+up)\s+the\s+(?P<n6>{CARDINAL})\s+{_NOUN}"
    r")"
)
_CLOSE = 4


@dataclass(frozen=True, slots=True)
class Announced:
    """A number that a list should have entries, and where and how it stands in the text.

    Attributes:
        whole: Of how many it counts some; 0 when it counts all.
    """

    number: int
    whole: int
    start: int
    text: str


def find_announced(names: StateList) -> Iterator[Announced]:
    """Yield the number before a list and the one behind it that its entries contradict by their words or place."""
    if names.head or not names.entries or is_open(names.introduction, names.tail):
        return
    before = _before(names)
    if before:
        yield before
    last = names.entries[-1]  # "(14 States)" looks like a remark on it
    high = last.rest + _REACH
    behind = _BEHIND.match(names.passage.prose, last.end, high) or _BEHIND.match(names.passage.prose, last.rest, high)
    if behind:
        group = behind.lastgroup or ""
        number, start = cardinal_number(behind[group]), behind.start(group)
        if abs(number - len(names.states)) <= _CLOSE:
            yield Announced(number, 0, start, " ".join(names.passage.prose[start : behind.end()].split()).rstrip(")"))


_REACH = 120


def _before(names: StateList) -> Announced | None:
    text = names.passage.prose
    lead = names.introduction.strip()
    if any(True for _ in _BEFORE.finditer(lead)):
        return _last_of(names, names.begins, names.start)
    if not names.begins or (lead and not only_of_lists(lead)):
        return None
    begin = max(names.passage.sentence(names.begins - 1)[0], names.low)
    if begin < names.begins and not text[begin : names.begins].strip():
        begin = max(names.passage.sentence(begin - 1)[0], names.low) if begin else 0
    found = _last_of(names, begin, names.start)
    return found if found and abs(found.number - len(names.states)) <= _CLOSE else None


def _last_of(names: StateList, begin: int, end: int) -> Announced | None:
    """Return the last number of a part of the text, when it announces the list that begins at its end."""
    text = names.passage.prose
    match = max(_BEFORE.finditer(text, begin, end), key=lambda each: each.start(), default=None)
    before = text[begin : match.start()] if match else ""
    if match is None or _VAGUE.search(before) or _OF_THEM_A_PART.search(before):
        return None
    between = _without_dates(names, match.end(), end)
    number = cardinal_number(match["number"])
    apart = abs(number - len(names.states))
    is_loose = _STOP.search(between) or _INCLUDE.search(between)
    if (is_loose and apart > _CLOSE) or _PART.search(between) or _LEADS_ON.search(between):
        return None
    if not only_of_lists(between) or _is_part_behind(names):
        return None
    whole = cardinal_number(match["whole"]) if match["of"] else 0
    return Announced(number, whole, match.start(), " ".join(match[0].split()))


def _is_part_behind(names: StateList) -> bool:
    """Return whether the words behind a list say that more follows: "…, in the first week"."""
    begin = _GOES_ON_IN_PART.match(names.tail)
    return _PART.match(names.tail, begin.end() if begin else 0) is not None


def _without_dates(names: StateList, begin: int, end: int) -> str:
    """Return the words of a part of the text without its days, and without what numbers its sessions."""
    text = names.passage.prose
    spans = [(each.start, each.end) for each in names.passage.dates if begin <= each.start < end]
    pieces, position = [], begin
    for start, stop in spans:
        pieces.append(text[position:start])
        position = max(position, stop)
    return " ".join((*pieces, text[position:end])).strip()
