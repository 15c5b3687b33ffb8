"""Sessions of the UPR in running text: `20th UPR session`, `session 21`, `UPR20`, `41st Working Group`.

Other bodies have numbered sessions too. "52nd session of the Human Rights Council" is none of ours; a bare "20th
session" is ours for sure only when its sentence speaks of the UPR and of no other body. Where nothing near speaks of
another body it may be ours: then what is said of it has to fit before it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
_WORDS = {word: number for number, word in enumerate((*_UNITS, *_TEENS, "eighteenth", "nineteenth"), start=1)}
for _tens, _stem in ((20, "twent"), (30, "thirt"), (40, "fort"), (50, "fift")):
    _WORDS[f"{_stem}ieth"] = _tens
    _WORDS |= {f"{_stem}y-{word}": _tens + number for number, word in enumerate(_UNITS, start=1)}

_GAP = r"(?>[^\S\n]++(?:\n[^\S\n]*+)?+|\n[^\S\n]*+)"
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_ORDINAL = rf"(?:(?<![\w./-])(?P<number>\d{{1,2}})(?:{_GAP})?+(?:st|nd|rd|th)\b|\b(?P<word>(?i:{_SPELLED}))\b)"
_OURS = r"(?:UPR|Universal Periodic Review|UPR Working Group|Working Group)"
_SESSION = re.compile(
    rf"{_ORDINAL}{_GAP}(?:"
    rf"(?P<ours>(?:{_OURS}(?:['\u2019]s)?{_GAP}){{1,2}})?+(?P<pre>[Pp]re-?\s?)?(?:[Ss]ession|SESSION)\b"
    rf"(?P<of>{_GAP}of{_GAP}(?:the{_GAP})?(?:(?:Human{_GAP}Rights{_GAP})?Council(?:['\u2019]s)?{_GAP})?"
    rf"(?P<body>\w+(?:{_GAP}\w+)?))?"
    rf"|(?P<group>(?:UPR{_GAP})?Working{_GAP}Group\b(?!{_GAP}on{_GAP}(?!the{_GAP}U)))"
    r")"
    rf"|(?P<before>\bUPR(?:{_GAP}Working{_GAP}Group)?{_GAP})?\b(?:[Ss]ession|SESSION){_GAP}(?:[Nn]o\.?{_GAP})?"
    r"(?P<plain>\d{1,2})(?![\w%]|[.:,]\d)"
    r"|\bUPR-?(?P<short>\d{1,2})\b"
)
_SPEAKS_OF_UPR = re.compile(r"\bUPR\b|Universal Periodic Review|\b[Pp]re-?\s?[Ss]essions?\b|[Uu]nder [Rr]eview")
OTHER_BODY = re.compile(
    r"\b(?:Council|HRC|Committee|Assembly|Commission|CEDAW|CAT|CRC|CESCR|CCPR|Conference|Forum|Congress|Parliament)\b"
)
PRE_SESSION = re.compile(r"\b[Pp]re-?\s?[Ss]essions?\b")


@dataclass(frozen=True, slots=True)
class SessionMention:
    """A session of the UPR named in a text.

    Attributes:
        is_pre: Whether its Pre-session is meant.
        is_sure: Whether the words around it speak of the UPR; without them it may be a session of somebody else.
    """

    number: int
    start: int
    end: int
    is_pre: bool = False
    is_sure: bool = True


def find_sessions(passage: Passage) -> tuple[SessionMention, ...]:
    """Return the sessions of the UPR that a passage names, in order."""
    found = []
    for match in _SESSION.finditer(passage.prose):
        is_sure = _is_upr(passage, match)
        if is_sure is not None:
            digits = match["number"] or match["plain"] or match["short"]
            number = int(digits) if digits else _WORDS[match["word"].lower()]
            end = match.start("of") if match["of"] else match.end()
            found.append(SessionMention(number, match.start(), end, match["pre"] is not None, is_sure))
    return tuple(found)


def _is_upr(passage: Passage, match: re.Match[str]) -> bool | None:
    """Return whether a session is the UPR's for sure, or may be (False), or is somebody else's (None)."""
    if match["ours"] or match["group"] or match["before"] or match["short"]:
        return True
    if match["body"]:
        rest = passage.prose[match.start("body") : match.start("body") + 80]
        ours = re.match(
            rf"(?:UPR\b|Universal{_GAP}Periodic|Working{_GAP}Group\b(?!{_GAP}on{_GAP}(?!the{_GAP}U)))", rest
        )
        return True if ours else None
    sentence = passage.prose[slice(*passage.sentence(match.start()))]
    if _SPEAKS_OF_UPR.search(sentence) and not OTHER_BODY.search(sentence):
        return True
    return None if passage.names_other_body else False
