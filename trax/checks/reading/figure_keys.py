"""What a figure says, in a form that is the same in every issue: `48% of recommendations trigger action by mid-term`.

The key of a figure is made of the words behind it up to the next comma or the like, without endings and small words,
and of what the sentence narrows it down to: sessions, cycles, years, States. A figure of "this session" or "the month"
has none, since it counts something else in every issue; nor has a bare count, which grows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.passage import Passage

FEWEST_WORDS = 3
_CLAUSE_END = re.compile(
    r"[,;:()!?\u2013\u2014\u2026\"\u201c\u201d]|\.(?=\s|\Z)|\n"
    r"|\b(?:and|but|while|whereas|which|who|compared|than|although|because|against|up from|down from|or|only|as)\b",
    re.IGNORECASE,
)
_LONGEST_CLAUSE, _MOST_FIGURES = 140, 2
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:-[^\W\d_]+)?")
_SMALL = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "by", "to", "for", "from", "with", "into", "within", "during", "over"}
    | {"under", "after", "before", "until", "since", "than", "per", "about", "was", "were", "is", "are", "be", "been"}
    | {"being", "has", "have", "had", "will", "would", "can", "could", "may", "did", "do", "does", "it", "its", "their"}
    | {"they", "them", "those", "these", "this", "that", "all", "more", "total", "number", "so", "far", "now", "date"}
    | {"already", "also", "still", "just", "very", "new", "upr", "info"}
)
_SCOPE = re.compile(
    r"\b(?P<cycle>first|second|third|fourth|1st|2nd|3rd|4th)(?:\sUPR)?\scycles?\b|\bcycles?\s(?P<number>[1-4])\b"
    r"|(?<!since\s)(?<!by\s)\b(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CYCLES = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_GROWS = re.compile(
    r"\b(?:to date|so far|since|until now|in total|altogether|already|cumulative|by now)\b", re.IGNORECASE
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
_SHORTEST_STEM = 4
# Words of what comes round again: their figures are another fact each time.
_COMES_ROUND = frozenset(
    {"session", "pre-session", "month", "year", "week", "day", "today", "issue", "edition", "round", "council", "event"}
    | {
        "meet",
        "seminar",
        "train",
        "workshop",
        "adoption",
        "speaker",
        "participant",
        "panellist",
        "attend",
        "delegation",
    }
    | {"statement", "accept", "reject", "note", "noted", "support", "pend"}
)
# "More than 11,500 recommendations" are never less again; "more than 40 missions" came to one event.
_COUNTED_FOR_GOOD = "recommend"
_NARROWED_BY = frozenset({"session", "cycle", "work", "working", "group"})
_LONGEST_LINE, _FARTHEST = 120, 3_000


@dataclass(frozen=True, slots=True)
class KeyedFigure:
    """A figure and what it says; `grows` is for a count that only ever gets larger."""

    figure: FigureMention
    key: str
    grows: bool
    sentence: str


def find_keyed_figures(passage: Passage) -> Iterator[KeyedFigure]:
    """Yield the figures of a passage that say the same thing in every issue."""
    narrowed = [(match.start(), _cycle(match)) for match in _SCOPE.finditer(passage.prose)] if passage.figures else []
    for figure in passage.figures:
        words = _words_behind(passage, figure)
        if not words:
            continue
        begin, end = passage.sentence(figure.start)
        scope = _scope(passage, narrowed, figure.start)
        if scope is None or (not scope and words & _COMES_ROUND):
            continue
        words -= _NARROWED_BY if scope else frozenset()
        if len(words) + len(scope) < FEWEST_WORDS:
            continue
        is_said = _GROWS.search(passage.prose, begin, end) is not None
        grows = not figure.unit and (is_said or (figure.hedge == "over" and _COUNTED_FOR_GOOD in words))
        if figure.is_percent or scope or grows:
            key = " ".join([figure.unit or "n", *sorted(words), *sorted(scope)])
            yield KeyedFigure(figure, key, grows, " ".join(passage.prose[begin:end].split()))


def _words_behind(passage: Passage, figure: FigureMention) -> frozenset[str]:
    text = passage.prose
    if not text[figure.end : figure.end + 2].lstrip()[:1].isalpha():
        return frozenset()
    following = passage.figures_between(figure.end, figure.end + _LONGEST_CLAUSE)[_MOST_FIGURES:]
    end = following[0].start if following else figure.end + _LONGEST_CLAUSE
    stop = _CLAUSE_END.search(text, figure.end, end)
    clause = text[figure.end : stop.start() if stop else end]
    states = passage.states_between(figure.end, figure.end + len(clause))
    named = {word for state in states for word in state.text.split()}
    words = [word.lower() for word in _WORD.findall(clause) if word not in named]
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def _stem(word: str) -> str:
    """Return a word without its ending, well enough to see that "triggered" and "trigger" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _scope(passage: Passage, narrowed: Sequence[tuple[int, str]], offset: int) -> frozenset[str] | None:
    """Return the sessions, cycles, years and States that a sentence names; of its paragraph, when it names none.

    None when the paragraph names several sessions, and so nobody knows which is meant.
    """
    begin, end = passage.sentence(offset)
    sessions = {f"session{each.number}" for each in passage.sessions_between(begin, end)}
    cycles = {name for _, name in narrowed[bisect_left(narrowed, (begin, "")) : bisect_left(narrowed, (end, ""))]}
    states = {each.iso3 for each in passage.states_between(begin, end)}
    if sessions or cycles or states:
        return frozenset(sessions | cycles | states)
    low, high = _paragraph(passage.prose, offset)
    around = {f"session{each.number}" for each in passage.sessions_between(low, high)}
    return frozenset(around) if len(around) <= 1 else None


def _cycle(match: re.Match[str]) -> str:
    if match["year"]:
        return match["year"]
    word = (match["cycle"] or match["number"]).lower()
    return f"cycle{_CYCLES.get(word, word[0])}"


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    """Return where the paragraph around an offset begins and ends: a line never broken, or all up to empty ones."""
    low, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    if (end if end >= 0 else len(text)) - low <= _LONGEST_LINE:
        low = max(text.rfind("\n\n", 0, offset), offset - _FARTHEST)
        end = text.find("\n\n", offset, offset + _FARTHEST)
    return max(low, 0), end if end >= 0 else min(len(text), offset + _FARTHEST)
