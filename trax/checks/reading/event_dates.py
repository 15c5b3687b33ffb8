"""When a text says that an event is held: `The seminar will take place in Geneva on 25 November 2022`.

Only a date that the verb itself governs counts: between them stand the place and small words, no other verb, no other
event. The subject tells which event is meant, by its noun or by "it".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """An event and the day or days on which a text says it is held.

    Attributes:
        subject: What is held, in the words of the text: `The seminar for diplomats`.
        noun: Its kind in lower case, `seminar`; `it` for a pronoun, empty for something without a known noun.
        is_ahead: Whether it is said of the future.
    """

    mention: DateMention
    subject: str
    noun: str
    is_ahead: bool


_HELD = re.compile(
    r"\b(?P<ahead>(?:will|shall)\s+(?:be\s+(?:held|hosted|organi[sz]ed|launched)|take\s+place|start|begin|open|run)"
    r"|(?:is|are)\s+(?:to\s+(?:be\s+held|take\s+place)|scheduled|planned)(?:\s+for)?|to\s+be\s+held)\b"
    r"|\b(?:takes?\s+place|took\s+place|(?:was|were|is|are)\s+(?:held|hosted|organi[sz]ed|launched))\b"
)
# Between the verb and its date: the place and small words, but nothing that has a date of its own.
_OTHER = re.compile(
    r"\b(?:after|before|during|following|since|until|till|deadlines?|register\w*|registration|submi\w+|adopted|made|that"
    r"|which|who|while|when|if|because|instead|originally|initially|previously|postponed|moved|rescheduled|not|no\s+longer"
    r"|held|launched|reviewed|was|were|will|is|are|of|margins|occasion|anniversary|end|beginning)\b"
)
_PREPOSITION = re.compile(
    r"(?:\b(?:on|from|between)\s+(?:the\s+)?|[,(:]\s*|\b(?:scheduled|planned)\s+for\s+|place\s+|held\s+)\Z"
)
_CLAUSE = re.compile(r"[,;:!?.()\u2013\u2014\n]\s*|\b(?:and|but|that|when|while|as)\s+")
_NOUN = re.compile(
    r"\b(?i:side[ -]event|pre-?sessions?|events?|seminars?|trainings?|workshops?|conferences?|webinars?|briefings?"
    r"|panels?|launch|consultations?|courses?|round\s?tables?|forum|dialogue|ceremony|reception|screening|meetings?)\b"
)
_IT = re.compile(r"(?:It|it)\s*\Z")
_CHANGED = re.compile(
    r"\b(?i:postponed|moved|rescheduled|re-scheduled|instead\s+of|original(?:ly)?|initially|previously|cancelled|changed|would"
    r"|extended|tentative\w*|first\s+planned|brought\s+forward|shifted)\b"
)
_AFTER_TITLE = re.compile(
    r"[\s\"\u201d\u2019'*_),]*(?:(?:will|to|is|was)\s+(?:be\s+)?(?:held|take\s+place)|takes?\s+place|took\s+place)?"
    r"(?:[\s,]+(?:in|at)\s+[^.;:!?\n]{1,60}?)?[\s,(]*(?:on|from)\s+(?:the\s+)?"
)
_REGISTER_BY = re.compile(
    r"\b(?i:register|registration)\b(?![^.;:]{0,60}\b(?:report|submission|travel|visa|hotel)s?\b)[^.;:!?]{0,80}?"
    r"\b(?:by|before|until|till|no\s+later\s+than|closes(?:\s+on)?|ends(?:\s+on)?|is)\s+(?:the\s+)?\Z"
)
_FAR = 160


def find_held(passage: Passage) -> Iterator[HeldClaim]:
    """Yield each event of a text with the day on which it is held."""
    if not passage.dates or not _HELD.search(passage.prose):
        return
    previous = 0
    for mention in passage.dates:
        begin, end = passage.sentence(mention.start)
        low, previous = max(begin, previous), mention.end
        verb = _last_verb(passage.prose, max(low, mention.start - _FAR), mention.start)
        if verb is None or _CHANGED.search(passage.prose, begin, end):
            continue
        between = passage.prose[verb.end() : mention.start]
        if _OTHER.search(between) or not _PREPOSITION.search(passage.prose, verb.start(), mention.start):
            continue
        subject = _subject(passage.prose, low, verb.start())
        noun = _NOUN.search(subject)
        kind = noun[0].lower() if noun else "it" if _IT.fullmatch(subject) else ""
        yield HeldClaim(mention, subject, kind, verb["ahead"] is not None)


def find_titled(passage: Passage, title: str) -> Iterator[DateMention]:
    """Yield the days that a text gives for an event by its title: `“Making it count” will be held on 3 May`."""
    if not passage.dates:
        return
    plain = passage.prose.lower()
    place = plain.find(title.lower())
    while place >= 0:
        after = place + len(title)
        _, end = passage.sentence(place)
        mention = next((each for each in passage.dates if after <= each.start < min(end, after + _FAR)), None)
        is_its = mention and _AFTER_TITLE.fullmatch(passage.prose, after, mention.start)
        if mention and is_its and not names_change(passage, mention.start):
            yield mention
        place = plain.find(title.lower(), after)


def find_registrations(passage: Passage) -> Iterator[DateMention]:
    """Yield the last days to register: `Please register by 10 December 2014`."""
    if "egist" not in passage.prose:
        return
    for mention in passage.dates:
        low = max(passage.sentence(mention.start)[0], mention.start - _FAR)
        if _REGISTER_BY.search(passage.prose, low, mention.start) and not names_change(passage, mention.start):
            yield mention


def names_change(passage: Passage, offset: int) -> bool:
    """Return whether a sentence says that a date was changed, so that two of them may be right."""
    return _CHANGED.search(passage.prose, *passage.sentence(offset)) is not None


def _last_verb(prose: str, low: int, end: int) -> re.Match[str] | None:
    last = None
    for match in _HELD.finditer(prose, low, end):
        last = match
    return last


def _subject(prose: str, low: int, end: int) -> str:
    """Return the words of the clause before its verb."""
    start = low
    for match in _CLAUSE.finditer(prose, low, end):
        start = match.end()
    return " ".join(prose[start:end].split())
