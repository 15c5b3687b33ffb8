"""Names of States whose spaces were lost, because a row of links or a line of a page was copied.

"AngolaBoliviaBosnia and Herzegovina" is split with the table: a name has to end where the next one begins. So are
"andUnited ArabEmirates", where a space inside a name or behind an "and" is gone. A single name inside a word
("SaveGeorgia") is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trax.upr.names import StateMention, find_states, spellings

if TYPE_CHECKING:
    from trax.upr.table import Table

# Between a small letter, a bracket or an abbreviation and the capital of the next name, or an "and" behind a name.
_SEAM = re.compile(
    r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff)])(?=[A-Z\u00c0-\u00d6]|(?:and|of)(?![a-z]))|(?<=[A-Z]{2})(?=[A-Z][a-z])"
)
_LAST = re.compile(r"[^\W\d_]+\)?\Z")
_FIRST = re.compile(r"[A-Z]+(?![a-z])|(?:and|of)(?![a-z])|[A-Z\u00c0-\u00d6]?[^\W\d_A-Z]*")
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40
_CUT = " \u200b"  # never in a name, so no name goes over a seam
_JOINED = " \u200b "  # beside an "and"
_SPACE = " "  # in a name that lost it
_CONNECTORS, _SMALL = frozenset({"and", "the"}), frozenset({"and", "of", "the"})
_LONGEST_PART = 4_000


class _Outer(NamedTuple):
    """The first and last words of names, and the pairs of words that a space stands between in one."""

    firsts: frozenset[str]
    lasts: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def with_glued(text: str, found: tuple[StateMention, ...], table: Table) -> tuple[StateMention, ...]:
    """Return the States of a text, those found already and those whose spaces were lost, in order."""
    seams = _seams(text, table)
    if not seams:
        return found
    glued = [mention for low, high in _parts(text, list(seams)) for mention in _split(text, (low, high), seams, table)]
    if not glued:
        return found
    taken = [(mention.start, mention.end) for mention in glued]
    kept = [each for each in found if not any(low < each.end and each.start < high for low, high in taken)]
    return tuple(sorted([*kept, *glued], key=lambda mention: mention.start))


def _seams(text: str, table: Table) -> dict[int, str]:
    """Return where a name meets the next, a connector or the rest of itself, and what stood between them."""
    outer = _outer_words(table)
    seams: dict[int, str] = {}
    before = 0
    for match in _SEAM.finditer(text):
        seam = match.start()
        last, first = _LAST.search(text, max(before, seam - _LONGEST_WORD), seam), _FIRST.match(text, seam)
        between = _between(last[0], first[0], outer) if last is not None and first is not None else ""
        if between:
            seams[seam] = between
        if between or text[seam].isupper():  # not the "and" of "Switzerland"
            before = seam
    return seams


def _between(last: str, first: str, outer: _Outer) -> str:
    is_end, is_begin = last in outer.lasts and last not in _SMALL, first in outer.firsts
    if is_end and is_begin:
        return _CUT
    if (last, first) in outer.pairs:
        return _SPACE
    return _JOINED if (last in _CONNECTORS and is_begin) or (is_end and first in _CONNECTORS) else ""


@lru_cache(maxsize=4)
def _outer_words(table: Table) -> _Outer:
    names = [spelling for state in table.states for spelling in spellings(state)]
    firsts = frozenset(match[0] for name in names if (match := _FIRST.match(name)))
    lasts = frozenset(match[0] for name in names if (match := _LAST.search(name)))
    pairs = set()
    for name in names:
        words = list(_WORDS.finditer(name))
        pairs |= {(a[0], b[0]) for a, b in pairwise(words) if name[a.end() : b.start()] == " "}
    return _Outer(firsts, lasts, frozenset(pairs))


def _parts(text: str, seams: list[int]) -> list[tuple[int, int]]:
    """Return the lines that hold seams; of a very long line, what stands around them."""
    parts: list[tuple[int, int]] = []
    for seam in seams:
        if parts and seam < parts[-1][1]:
            continue
        low = max(text.rfind("\n", 0, seam) + 1, seam - _LONGEST_PART, parts[-1][1] if parts else 0)
        end = text.find("\n", seam, seam + _LONGEST_PART)
        parts.append((low, end if end >= 0 else min(len(text), seam + _LONGEST_PART)))
    return parts


def _split(text: str, part: tuple[int, int], seams: dict[int, str], table: Table) -> list[StateMention]:
    """Return the States of a part that hold a lost space, or begin or end where another name or an "and" does."""
    low, high = part
    pieces: list[str] = []
    origin: list[int] = []
    position = low
    for seam in _SEAM.finditer(text, low, high):
        at = seam.start()
        # A capital in a word divides names also where none of them ends; the "and" of "Switzerland" does not.
        lost = seams.get(at, _CUT if text[at].isupper() else "")
        pieces += (text[position:at], lost)
        origin += (*range(position, at), *([at] * len(lost)))
        position = at
    pieces.append(text[position:high])
    origin += (*range(position, high), high)
    mentions = [
        StateMention(each.iso3, origin[each.start], origin[each.end - 1] + 1, each.text)
        for each in find_states("".join(pieces), table)
    ]
    meeting = {each.start for each in mentions} & {each.end for each in mentions}
    meeting |= {at for at, lost in seams.items() if lost == _JOINED}
    lost_inside = [at for at, lost in seams.items() if lost == _SPACE and low <= at <= high]
    return [
        each
        for each in mentions
        if each.start in meeting or each.end in meeting or any(each.start < at < each.end for at in lost_inside)
    ]
