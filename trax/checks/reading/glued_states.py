"""Names of States that run together, because the list of links they stood in lost its separators.

"AngolaBoliviaBosnia and Herzegovina" is split with the table: a name has to end where the next one begins. A single
name inside a word ("SaveGeorgia") is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from trax.upr.names import StateMention, find_states, spellings

if TYPE_CHECKING:
    from trax.upr.table import Table

# Between a small letter, a bracket or an abbreviation and the capital of the next name.
_SEAM = re.compile(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff)])(?=[A-Z\u00c0-\u00d6])|(?<=[A-Z]{2})(?=[A-Z][a-z])")
_LAST = re.compile(r"[^\W\d_]+\)?\Z")
_FIRST = re.compile(r"[A-Z]+(?![a-z])|[A-Z\u00c0-\u00d6]?[^\W\d_A-Z]*")
_LONGEST_WORD = 40
_CUT = " \u200b"  # never in a name, so no name goes over a seam
_LONGEST_PART = 4_000


def with_glued(text: str, found: tuple[StateMention, ...], table: Table) -> tuple[StateMention, ...]:
    """Return the States of a text, those found already and those whose names run together, in order."""
    seams = _between_names(text, table)
    if not seams:
        return found
    glued = [mention for low, high in _parts(text, seams) for mention in _split(text, low, high, table)]
    if not glued:
        return found
    taken = [(mention.start, mention.end) for mention in glued]
    kept = [each for each in found if not any(low < each.end and each.start < high for low, high in taken)]
    return tuple(sorted([*kept, *glued], key=lambda mention: mention.start))


def _between_names(text: str, table: Table) -> list[int]:
    """Return the seams where the last word of a name meets the first word of one."""
    firsts, lasts = _outer_words(table)
    seams, before = [], 0
    for match in _SEAM.finditer(text):
        seam = match.start()
        last, first = _LAST.search(text, max(before, seam - _LONGEST_WORD), seam), _FIRST.match(text, seam)
        before = seam
        if last is not None and first is not None and last[0] in lasts and first[0] in firsts:
            seams.append(seam)
    return seams


@lru_cache(maxsize=4)
def _outer_words(table: Table) -> tuple[frozenset[str], frozenset[str]]:
    names = [spelling for state in table.states for spelling in spellings(state)]
    firsts = frozenset(match[0] for name in names if (match := _FIRST.match(name)))
    return firsts, frozenset(match[0] for name in names if (match := _LAST.search(name)))


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


def _split(text: str, low: int, high: int, table: Table) -> list[StateMention]:
    """Return the States of a part that begin or end at a seam with another State on its other side."""
    pieces: list[str] = []
    origin: list[int] = []
    position = low
    for match in _SEAM.finditer(text, low, high):
        pieces += (text[position : match.start()], _CUT)
        origin += (*range(position, match.start()), *([match.start()] * len(_CUT)))
        position = match.start()
    pieces.append(text[position:high])
    origin += (*range(position, high), high)
    mentions = [
        StateMention(each.iso3, origin[each.start], origin[each.end - 1] + 1, each.text)
        for each in find_states("".join(pieces), table)
    ]
    starts, ends = {each.start for each in mentions}, {each.end for each in mentions}
    meeting = starts & ends
    return [each for each in mentions if each.start in meeting or each.end in meeting]
