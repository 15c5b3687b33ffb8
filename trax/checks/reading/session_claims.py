"""Where a text says when a session of the UPR, or its Pre-sessions, begins and ends.

The words between the session and the date decide: only words of holding a meeting ("will be held in Geneva from") may
stand there. A session that is merely the occasion of something else ("a training during the 20th session, from 3 to
5 November") claims nothing about its own dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from trax.checks.reading.session_text import PRE_SESSION, SessionMention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention, PartialDay


# How firmly words tie dates to a session: they are said of it ("the 20th session was held from"), of it as the occasion
# of something else but in words of its own ("in time for the 21st session, to be held"), or merely stand beside it.
Tie = Literal["said of it", "in passing", "beside it"]


@dataclass(frozen=True)  # a passage works its dates out only once, and so is no value to compare
class Claim:
    """A first or last day, or both, that a text gives for a session or (`is_pre`) its Pre-sessions."""

    passage: Passage
    mention: DateMention
    number: int
    first: PartialDay | None
    last: PartialDay | None
    is_pre: bool
    tie: Tie
    is_sure: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_START = _words("start starts started starting begin begins began beginning open opens opened opening")
_END = _words("end ends ended ending close closes closed closing conclude concludes concluded until till")
_HOLDING = _words(
    "held hold holds holding take takes took taking place run runs ran running scheduled planned set lasts lasted "
    "meets met sits sat convenes convened going"
)
_BETWEEN = (
    _START
    | _END
    | _HOLDING
    | _words(
        "the of upr universal periodic review working group s was were is are will be been being has to in at geneva "
        "switzerland palais des nations from on between which that and human rights council un united this year "
        "dates date due it its first last day commence commences commenced"
    )
)
_AS_OCCASION = _words(
    "at in during for before after on to of with from since until by between about following towards margins within "
    "throughout and"
)
_ARTICLES = _words("the this its our upr s next upcoming forthcoming last info")
_IN_PASSING = re.compile(
    r"\s*(?:\(|(?:[,\u2013\u2014-]\s*)?(?:to be|which|that|held|taking place|scheduled|running|starting|beginning)\b)"
)
_SAYS_DATES_FOLLOW = re.compile(r"\s*[(:\u2013\u2014-]\s*\Z")
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\s\w,:()'\u2019\u2013\u2014-]")
_ONLY_ARTICLES = re.compile(
    r"[\s,:\u2013\u2014-]*(?:(?:the|its|our|UPR|Geneva|will|hosts?|hosted|holds?|held)\s+){0,4}\Z"
)
_VERB_AFTER = re.compile(
    r"\s*(?:of the (?:UPR|Universal Periodic Review|Working Group)(?: Working Group)?)?\s*"
    r"(?P<verb>(?:was|will be|is|were) held|(?:takes|took|will take) place|runs|ran|meets|met"
    r"|(?:will |is )?(?:start|begin|open|end|close|conclude)(?:s|ed|d)?\b|began|[.;:)\n]|\Z)"
)
_LONGEST_GAP = 160
_OF_SESSION = re.compile(r"\s+(?:of|for|before|preceding|ahead of|prior to)\s+(?:the\s+)?\Z")
_THE_SESSION = re.compile(r"\b(?:[Tt]he|[Tt]his)\s(?:UPR\s)?session\b")


def find_claims(passage: Passage) -> Iterator[Claim]:
    """Yield each claim of a passage about the days of a session, in order."""
    anchors = _anchors(passage) if passage.dates else []
    position, previous = 0, None
    for mention in passage.dates:
        while position < len(anchors) and anchors[position].start < mention.start:
            position += 1
        around = anchors[max(0, position - 1) : position + 1]
        claim = next((found for anchor in around if (found := _claim(passage, anchor, mention, previous))), None)
        if claim:
            yield claim
        previous = mention


def is_about(claim: Claim, first: date | None, last: date | None) -> bool:
    """Return whether the words and the days together show that the session's own days are meant."""
    if claim.tie == "said of it" or not (first and last):
        return claim.tie == "said of it"
    if not (claim.first and claim.last):
        return claim.tie == "in passing"
    begin, end = claim.first.nearest(first), claim.last.nearest(last)
    if begin == first or end == last:
        return True
    is_within = begin is not None and end is not None and first <= begin <= end <= last
    return claim.tie == "in passing" and not is_within


def _anchors(passage: Passage) -> list[SessionMention]:
    """Return the sessions and Pre-sessions of a passage; one without a number has that of its sentence or item."""
    sessions = passage.sessions
    own = session_of_item(passage)
    anchors = {session.start: session for session in sessions}
    if own:
        for match in _THE_SESSION.finditer(passage.prose):
            anchors[match.start()] = SessionMention(own, match.start(), match.end())
    index = 0
    for match in PRE_SESSION.finditer(passage.prose):
        while index < len(sessions) and sessions[index].end < match.end():
            index += 1
        begin, end = passage.sentence(match.start())
        after = sessions[index] if index < len(sessions) and sessions[index].end <= end else None
        before = sessions[index - 1] if index and sessions[index - 1].start >= begin else None
        if after and after.start <= match.start():
            continue  # "20th UPR Pre-session" is one mention already
        if after and _OF_SESSION.fullmatch(passage.prose, match.end(), after.start):
            # "the Pre-sessions of the 21st session, held …": the dates are theirs, not the session's.
            anchors[after.start] = replace(after, start=match.start(), is_pre=True)
        elif number := (before.number if before else after.number if after else own):
            anchors[match.start()] = SessionMention(number, match.start(), match.end(), is_pre=True)
    return sorted(anchors.values(), key=lambda anchor: anchor.start)


def _claim(
    passage: Passage, anchor: SessionMention, mention: DateMention, previous: DateMention | None
) -> Claim | None:
    """Return what the words around a session and a date say about the session's days, or None."""
    begin, end = passage.sentence(mention.start)
    if anchor.start < begin or anchor.end > end:
        return None
    said = _said_before(passage, anchor, mention, previous) if anchor.end <= mention.start else None
    said = _said_after(passage, anchor, mention) if mention.end <= anchor.start else said
    if said is None:
        return None
    tie, words = said
    if mention.last is not None:
        return Claim(passage, mention, anchor.number, mention.first, mention.last, anchor.is_pre, tie, anchor.is_sure)
    verb = next((word for word in reversed(words) if word in _START or word in _END), None)
    if verb is None:
        return None
    first, last = (mention.first, None) if verb in _START else (None, mention.first)
    return Claim(passage, mention, anchor.number, first, last, anchor.is_pre, tie, anchor.is_sure)


def _said_before(
    passage: Passage, anchor: SessionMention, mention: DateMention, previous: DateMention | None
) -> tuple[Tie, list[str]] | None:
    """Return the tie and the words of "the 20th session … 26 October", or None when they speak of something else."""
    if mention.start - anchor.end > _LONGEST_GAP:
        return None
    between = passage.prose[anchor.end : mention.start]
    if previous and previous.start >= anchor.end:  # "begins on 19 January and ends on": the first date is no word
        between = f"{passage.prose[anchor.end : previous.start]} {passage.prose[previous.end : mention.start]}"
    words = [word.lower() for word in _WORD.findall(between)]
    if not all(word in _BETWEEN for word in words):
        return None
    begin, _ = passage.sentence(anchor.start)
    before = [word.lower() for word in _WORD.findall(passage.prose, begin, anchor.start)]
    while before and before[-1] in _ARTICLES:
        before.pop()
    if before and before[-1] in _AS_OCCASION:
        return ("in passing" if _IN_PASSING.match(between) else "beside it"), words
    return ("said of it" if words or _SAYS_DATES_FOLLOW.fullmatch(between) else "beside it"), words


def _said_after(passage: Passage, anchor: SessionMention, mention: DateMention) -> tuple[Tie, list[str]] | None:
    """Return the tie and the words of "From 27 October, the 20th session …", or None."""
    verb = _VERB_AFTER.match(passage.prose, anchor.end, passage.sentence(anchor.start)[1])
    if verb is None or not _ONLY_ARTICLES.fullmatch(passage.prose, mention.end, anchor.start):
        return None
    return "said of it", verb["verb"].lower().split()


def session_of_item(passage: Passage) -> int | None:
    """Return the session that the item of a passage is about: its field, or the only one its title names."""
    if passage.item is None:
        return None
    own = getattr(passage.item.fields, "session", None)
    title = passage.item.fields.title
    if own is None and title and not passage.field:
        named = {each.number for each in replace(passage, source=title, field="title").sessions if each.is_sure}
        own = named.pop() if len(named) == 1 else None
    return own
