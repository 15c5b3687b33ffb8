"""Sessions of the Human Rights Council in running text: `52nd session of the Human Rights Council`, `HRC52`.

The Council adopts the outcomes of the UPR, so its sessions stand beside those of the UPR in most texts. Its special
sessions have numbers of their own and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trax.checks.reading.ordinal_words import GAP, MAYBE, ORDINAL, ordinal_number

_SESSION = rf"(?P<ordinal>{ORDINAL}){GAP}(?:(?:regular|ordinary){GAP})?"
_NAME = rf"(?:UN{GAP})?(?:Human{GAP}Rights{GAP})?"
_KEY = re.compile(r"Council|HRC")
# "the Human Rights Council's Working Group on the UPR" is the UPR's.
_ITSELF = re.compile(rf"(?:Council|HRC)\b(?!['\u2019]s)(?!{GAP}(?:\(HRC\){GAP})?(?:UPR|Working|Universal))")
_OWNS = re.compile(
    rf"(?:Council|HRC)\b(?:['\u2019]s)?{MAYBE}[,(]?{MAYBE}"
    rf"(?:(?:at|in|during|held|opened|closed|concluded){GAP}its{GAP})?{_SESSION}session\b(?!{GAP}of)"
)
_SHORT = re.compile(rf"HRC[ -]?(?P<number>\d{{1,2}})\b(?![/%]|[.:,]\d|{GAP}(?:States|countries|members|years))")
_SYMBOL = re.compile(r"HRC/(?:RES/|DEC/)?(?P<number>\d{1,2})/")
_IS_OF = re.compile(rf"{_SESSION}[Ss]ession{GAP}of{GAP}(?:the{GAP})?{_NAME}\Z")
_KIND = re.compile(rf"{_SESSION}{_NAME}\Z")
_KIND_GOES_ON = re.compile(rf"(?:Council|HRC){GAP}(?:regular{GAP})?[Ss]ession\b")
_SUBJECT = re.compile(rf"{_SESSION}session\b(?!{GAP}of)[^.;\n]{{0,60}},{GAP}the{GAP}{_NAME}\Z")
_LOOK_BACK, _SUBJECT_BACK = 70, 120


@dataclass(frozen=True, slots=True)
class CouncilSession:
    """A regular session of the Council named in a text; `is_symbol` for the number in the symbol of a document."""

    number: int
    start: int
    end: int
    is_symbol: bool = False


def find_council_sessions(text: str) -> tuple[CouncilSession, ...]:
    """Return the sessions of the Human Rights Council that a text names, in order."""
    found: dict[int, CouncilSession] = {}
    for key in _KEY.finditer(text):
        mention = _short(text, key.start()) or _spelled(text, key)
        if mention:
            found.setdefault(mention.start, mention)
    return tuple(found[start] for start in sorted(found))


def _short(text: str, start: int) -> CouncilSession | None:
    """Return the session of `HRC28`, or of the symbol `A/HRC/28/3`."""
    if match := _SHORT.match(text, start):
        return CouncilSession(int(match["number"]), *match.span())
    if text.startswith("A/", max(0, start - 2)) and (match := _SYMBOL.match(text, start)):
        return CouncilSession(int(match["number"]), *match.span(), is_symbol=True)
    return None


def _spelled(text: str, key: re.Match[str]) -> CouncilSession | None:
    """Return the session of "the 28th session of the Council", "the Council's 28th", "at its 28th, the Council"."""
    start = key.start()
    if match := _OWNS.match(text, start):
        return CouncilSession(ordinal_number(match["ordinal"]), match.start("ordinal"), match.end())
    goes_on = _KIND_GOES_ON.match(text, start)
    if goes_on and (match := _KIND.search(text, max(0, start - _LOOK_BACK), start)):
        return CouncilSession(ordinal_number(match["ordinal"]), match.start(), goes_on.end())
    if not _ITSELF.match(text, start):
        return None
    if match := _IS_OF.search(text, max(0, start - _LOOK_BACK), start):
        return CouncilSession(ordinal_number(match["ordinal"]), match.start(), key.end())
    if match := _SUBJECT.search(text, max(0, start - _SUBJECT_BACK), start):
        return CouncilSession(ordinal_number(match["ordinal"]), match.start(), match.end("ordinal"))
    return None
