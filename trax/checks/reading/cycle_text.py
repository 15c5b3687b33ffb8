"""Cycles of the UPR in running text: `second cycle`, `2nd UPR cycle`, `cycle 2`, `this cycle`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trax.checks.reading.ordinal_words import GAP, ORDINAL, ordinal_number

_CYCLE = re.compile(
    rf"(?P<ordinal>{ORDINAL}){GAP}(?:(?:UPR|Universal{GAP}Periodic{GAP}Review|review){GAP})?(?:[Cc]ycle|CYCLE)\b"
    rf"|\b(?:(?i:this|the{GAP}current|the{GAP}present|the{GAP}ongoing)){GAP}(?:UPR{GAP})?(?P<current>cycle)\b"
    rf"|\b(?:[Cc]ycle|CYCLE){GAP}(?P<plain>[1-9]|I{{1,3}}|IV)\b"
)
_KEY = re.compile(r"[Cc]ycle|CYCLE")
_LONGEST, _AFTER = 90, 40
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class CycleMention:
    """A cycle named in a text; `number` is None for "this cycle"."""

    number: int | None
    start: int
    end: int


def find_cycles(text: str) -> tuple[CycleMention, ...]:
    """Return the cycles of the UPR that a text names, in order."""
    found: list[CycleMention] = []
    end = 0
    for key in _KEY.finditer(text):
        match = (
            _CYCLE.search(text, max(end, key.start() - _LONGEST), key.end() + _AFTER) if key.start() >= end else None
        )
        if match:
            end = match.end()
            found.append(CycleMention(_number(match), *match.span()))
    return tuple(found)


def _number(match: re.Match[str]) -> int | None:
    if match["ordinal"]:
        return ordinal_number(match["ordinal"])
    plain = match["plain"]
    return None if plain is None else _ROMAN.get(plain) or int(plain)
