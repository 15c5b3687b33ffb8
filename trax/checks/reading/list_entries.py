"""Entries of a list of States: those the table knows, and names that it does not.

What stands between two known States is cut at its separators. A piece that is nearly the name of a State is that one
misspelt ("Gunea Bissau"), also when the table knew a part of it ("Guinea Bisau", "Equitorial Guinea"); another name is
kept as an entry that names no State.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trax.checks.reading.list_joints import SIGN, end_of_remarks, is_alone
from trax.upr.near_names import near_state

if TYPE_CHECKING:
    from trax.checks.reading.list_joints import Joint
    from trax.checks.reading.passage import Passage
    from trax.upr.names import StateMention


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, from `start` up to but without `end`; remarks behind it end at `rest`.

    Attributes:
        iso3: Code of the State; empty for an entry that names none.
        joint: How it is joined to the entry before.
        meant: Code of the State that a misspelt entry is nearly the name of; empty when it is like none.
    """

    iso3: str
    start: int
    end: int
    rest: int
    text: str
    joint: Joint
    meant: str = ""


_NAME = r"[A-Z\u00c0-\u00de][^\W\d_]{2,20}+(?:(?:[ ]|['\u2019-])(?:(?:and|the|of|&)[ ])?[^\W\d_]{1,20}+){0,4}"
_ONE_NAME = re.compile(_NAME)
# Separators of a list, and the words that may follow one: ", and the ".
_CUT = re.compile(
    rf"(?:[^\S\n]*+(?:{SIGN}|\n)(?<!\w-))++[^\S\n]*+(?:and\b[^\S\n]*+)?+(?:[Tt]he\b[^\S\n]*+)?+|[^\S\n]++and[^\S\n]++(?:the[^\S\n]++)?+"
)
_BEFORE = re.compile(
    rf"(?:\A|[:(\n.;,]|\b(?:of|are|is|include|includes|reviewed|reviews|and)\s)[\s*\u2022-]*+(?P<name>{_NAME})\Z"
)
_BEHIND = re.compile(rf"(?P<name>{_NAME})(?=\s*(?:[.,;:)\n(]|\Z|and\b|were\b|was\b|will\b|are\b|at\b|in\b))")
_WINDOW, _MOST_UNKNOWN = 90, 3


def entry_of(passage: Passage, mention: StateMention, joint: Joint) -> Entry:
    """Return a State of the text as an entry."""
    rest = end_of_remarks(passage.prose, mention.end)
    return Entry(mention.iso3, mention.start, mention.end, rest, mention.text, joint)


def unknown_between(passage: Passage, last: Entry, following: StateMention) -> list[Entry] | None:
    """Return what takes the place of the last entry when names the table does not know stand before the next State.

    The list begins with the last entry, corrected where it was only a part of a misspelt name, and ends with the next
    State. None when other words stand between.
    """
    if following.start - last.end > _WINDOW:
        return None
    text = passage.prose
    cuts = list(_CUT.finditer(text, last.end, following.start))
    if not cuts:
        return None
    pieces = list(
        zip([last.end, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), following.start], strict=True)
    )
    if len(pieces) - 2 > _MOST_UNKNOWN:
        return None
    first: Entry | None = last
    if text[last.rest : pieces[0][1]].strip():
        first = _grown(passage, last, pieces[0][1])
    final: Entry | None = entry_of(passage, following, "sign")
    if final and pieces[-1][0] < following.start:
        final = _grown_forward(passage, final, pieces[-1][0])
    if (
        first is None
        or final is None
        or not (any(low < high for low, high in pieces[1:-1]) or first.meant or final.meant)
    ):
        return None
    if "\n" in text[last.rest : following.start] and not is_alone(text, following.end):
        return None
    middle = _middle(passage, first, pieces[1:-1])
    return None if middle is None else [*middle, final]


def with_ends(passage: Passage, entries: list[Entry]) -> list[Entry]:
    """Return the entries of a run with misspelt names before the first and behind the last one."""
    for _ in range(_MOST_UNKNOWN):
        before = _before(passage, entries[0])
        if before is None:
            break
        entries = [*before, *entries[1:]]
    for _ in range(_MOST_UNKNOWN):
        behind = _behind(passage, entries[-1])
        if behind is None:
            break
        entries = [*entries[:-1], *behind]
    return entries


def _near(passage: Passage, start: int, end: int) -> str:
    near = near_state(passage.prose[start:end], passage.table, in_list=True)
    return near.iso3 if near else ""


def _misspelt(passage: Passage, start: int, end: int, joint: Joint, meant: str) -> Entry:
    return Entry("", start, end, end_of_remarks(passage.prose, end), passage.prose[start:end], joint, meant)


def _grown(passage: Passage, entry: Entry, end: int) -> Entry | None:
    """Return the entry with the words behind it, when both together are nearly a name."""
    meant = _near(passage, entry.start, end)
    return _misspelt(passage, entry.start, end, entry.joint, meant) if meant else None


def _grown_forward(passage: Passage, entry: Entry, start: int) -> Entry | None:
    meant = _near(passage, start, entry.end)
    return replace(_misspelt(passage, start, entry.end, entry.joint, meant), rest=entry.rest) if meant else None


def _middle(passage: Passage, first: Entry, pieces: list[tuple[int, int]]) -> list[Entry] | None:
    """Return the first entry and the unknown names behind it; names cut at an "and" of their own are put together."""
    entries = [first]
    for start, end in pieces:
        words = passage.prose[start:end]
        if not words:
            continue
        last = entries[-1]
        whole = _near(passage, last.start, end) if not last.meant else ""
        if whole and _is_pair(passage.prose[last.end : start]):
            entries[-1] = _misspelt(passage, last.start, end, last.joint, whole)
        elif _ONE_NAME.fullmatch(words):
            joint: Joint = "line" if "\n" in passage.prose[last.rest : start] else "sign"
            entries.append(_misspelt(passage, start, end, joint, _near(passage, start, end)))
        else:
            return None
    return entries


def _is_pair(between: str) -> bool:
    return between.strip() in {"and", "&"}


def _before(passage: Passage, first: Entry) -> list[Entry] | None:
    """Return a misspelt name before the first entry, and that entry; or None."""
    text, low = passage.prose, max(0, first.start - _WINDOW)
    gap = text[low : first.start]
    cuts = list(_CUT.finditer(gap))
    behind = low + cuts[-1].end() if cuts else low
    if behind < first.start:
        match = _BEFORE.search(gap.rstrip(" -"))
        grown = _grown_forward(passage, first, low + match.start("name")) if match else None
        return [grown] if grown else None
    match = _BEFORE.search(gap[: cuts[-1].start()]) if cuts else None
    if match is None:
        return None
    start, end = low + match.start("name"), low + match.end("name")
    meant = _near(passage, start, end)
    if not meant:
        return None
    return [_misspelt(passage, start, end, "first", meant), replace(first, joint="sign")]


def _behind(passage: Passage, last: Entry) -> list[Entry] | None:
    """Return the last entry and a misspelt name behind it; or None."""
    text = passage.prose
    cut = _CUT.match(text, last.rest)
    match = _BEHIND.match(text, cut.end() if cut else last.end + 1)
    if match is None:
        return None
    start, end = match.span("name")
    whole = _near(passage, last.start, end) if not last.meant and (cut is None or _is_pair(cut[0])) else ""
    if whole:
        return [_misspelt(passage, last.start, end, last.joint, whole)]
    for stop in (text.find(" and ", start, end), end) if cut else ():
        meant = _near(passage, start, stop) if stop > start else ""
        if meant:
            return [last, _misspelt(passage, start, stop, "sign", meant)]
    return None
