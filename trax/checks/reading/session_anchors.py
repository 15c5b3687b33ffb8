"""The words of a text that dates may be tied to: sessions by number, and "it", "the session", "the Pre-sessions".

A word without a number has that of its item, or of the one session that was named last before it. Where two sessions
were named, it has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from trax.checks.reading.ordinal_words import GAP, ORDINAL, ordinal_number
from trax.checks.reading.session_text import OTHER_BODY, PRE_SESSION, SessionMention
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_OF_SESSION = re.compile(
    r"\s+(?:of|for|before|preceding|ahead of|prior to|to)\s+(?:the\s+)?(?:(?:next|upcoming|forthcoming)\s+)?\Z"
)
_SESSION = re.compile(r"session\b(?!\s+(?:\d|[Nn]o\b))")
_THE = re.compile(
    rf"\b(?:(?:[Tt]he|[Tt]his|[Ii]ts){GAP})?(?:(?:(?P<upr>UPR|Working{GAP}Group)(?:['\u2019]s)?|last|latest|previous"
    rf"|(?P<next>next|upcoming|forthcoming)|two-week|first|second|third|final){GAP}){{0,4}}\Z"
)
_GROUP_MEETS = re.compile(
    rf"\b(?:(?:UPR{GAP})?Working{GAP}|[Tt]he{GAP})Group(?P<upr>{GAP}(?:of|on){GAP}the{GAP}(?:UPR|[Uu]niversal{GAP}[Pp]eriodic"
    rf"{GAP}[Rr]eview))?(?P<meets>{GAP}(?:(?:will|is|was|has|had|next){GAP}){{0,2}}(?:met|meets?|convene[sd]?|reconvenes?|sat|sits)\b)"
    rf"(?P<next>{GAP}(?:again|next)\b)?(?:{GAP}for{GAP}the{GAP}(?P<ordinal>{ORDINAL}){GAP}time\b(?!{GAP}(?:this|in)\b))?"
)
_APPOSED = re.compile(
    rf"(?:{GAP}of{GAP}(?:the{GAP}year|20\d\d|this{GAP}year))?[,(:]?{GAP}\(?the{GAP}(?P<ordinal>{ORDINAL})(?=\s?[,)])[,)]?"
)
_PRONOUN = re.compile(r"(?:It|This|Held|Taking place)\b(?!'s)")
_IT_WAS = re.compile(rf"\s*(?:It|This|That){GAP}(?:was|is|will{GAP}be|marked|marks){GAP}(?:the|its){GAP}\Z")
_NEXT_ONE = re.compile(
    rf"(?:,|;|\band|\bwhile|\bwhereas|\bbut){GAP}(?:and{GAP})?(?:the{GAP})?(?P<ordinal>{ORDINAL})"
    rf"(?=\s*[,(:\u2013\u2014]|{GAP}(?:one{GAP})?(?:from|on|will|was|is|takes|took|between|to{GAP}be|runs|starts|begins)\b)"
    rf"(?!{GAP}(?:of{GAP})?{MONTH})"
)
# Number of a session whose days alone can tell which it is: "the UPR Working Group met from 27 October".
OF_ITS_DAYS = 0
# Number of the first session after the day of the issue: "the next session", where more than one was named.
COMING = -1
_BARE = re.compile(
    rf"\b(?<!\bon )(?<!\bfrom )(?<!\bto )(?<!\buntil )(?<!\bby )(?<!\bsince )the{GAP}(?P<ordinal>{ORDINAL})"
    rf"(?=\s*(?:[.:;,)\n]|\Z))"
    rf"(?!{GAP}(?:of{GAP})?{MONTH})"
)
_FEWEST_OF_ALL, _FEW_APART, _LINES_BACK = 4, 3, 3
_LOOK_BACK, _AHEAD, _NEXT_ONES = 1000, 200, 3


def find_anchors(passage: Passage) -> list[SessionMention]:
    """Return the sessions and Pre-sessions of a passage, in order, with those whose number stands elsewhere."""
    own = session_of_item(passage)
    anchors = {(each.start, each.number): each for each in passage.sessions}
    for mention in (*_next_ones(passage), *_unnumbered(passage, own)):
        anchors[mention.start, mention.number] = mention
    for mention in _pre_sessions(passage, own):
        # "the Pre-sessions of the 21st session, held …": the dates are theirs, not the session's.
        for each in passage.sessions_between(mention.start, mention.end):
            anchors.pop((each.start, each.number), None)  # one mention may stand in two Pre-sessions
        anchors[mention.start, mention.number] = mention
    return sorted(anchors.values(), key=lambda anchor: (anchor.start, anchor.number))


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


def _named_before(passage: Passage, begin: int, end: int) -> int | None:
    """Return the number of the session named in a part of the text, or None when two or none are."""
    named = {each.number for each in passage.sessions_between(begin, end)}
    return named.pop() if len(named) == 1 else None


def _next_ones(passage: Passage) -> Iterator[SessionMention]:
    """Yield the 21st of "the 20th session begins on 27 October, the 21st on 19 January"."""
    for mention in passage.sessions:
        _, high = passage.sentence(mention.start)
        for match in _NEXT_ONE.finditer(passage.prose, mention.end, min(high, mention.end + _AHEAD)):
            number = ordinal_number(match["ordinal"])
            if mention.number < number <= mention.number + _NEXT_ONES:
                start, end = match.span("ordinal")
                yield replace(mention, number=number, start=start, end=end, is_inferred=True)


def _unnumbered(passage: Passage, own: int | None) -> Iterator[SessionMention]:
    """Yield "the session" and "it" with the number that the item, the text before or the next sentence gives them."""
    prose = passage.prose
    for match in _SESSION.finditer(prose):
        the = _THE.search(prose, max(0, match.start() - 60), match.start())
        if the and (the[0][:1].lower() in {"t", "i"} or the["upr"]) and not _is_numbered(passage, match.start()):
            apposed = _APPOSED.match(prose, match.end())
            number = ordinal_number(apposed["ordinal"]) if apposed else _number_of(passage, the, match.end(), own)
            end = apposed.end() if apposed else match.end()
            if number is not None:
                is_sure = apposed is not None and the["upr"] is not None and number >= _FEWEST_OF_ALL
                yield SessionMention(number, the.start(), end, is_sure=is_sure, is_inferred=True)
    yield from _meetings(passage)
    for match in _PRONOUN.finditer(prose):
        start = match.start()
        if start and prose[start - 1] != "\n" and prose[start - 2 : start] not in {". ", "! ", "? ", ": "}:
            continue
        begin, _ = passage.sentence(start)
        before = begin_of_before(passage, begin)
        number = _said_next(passage, start) or _named_before(passage, before, start) or _bare(passage, before, start)
        if number:
            yield SessionMention(number, start, match.end(), is_sure=False, is_inferred=True)


def _is_numbered(passage: Passage, offset: int) -> bool:
    """Return whether the word at an offset is part of "20th UPR session"."""
    return any(each.end > offset for each in passage.sessions_between(offset - 60, offset + 1))


def _number_of(passage: Passage, the: re.Match[str], end: int, own: int | None) -> int | None:
    """Return the number of "the session", `OF_ITS_DAYS` where its days have to tell, or None for somebody else's."""
    if number := _said_next(passage, end):
        return number
    prose, named = passage.prose, passage.sessions_between(the.start() - _LOOK_BACK, the.start())
    if the["next"] and named and OTHER_BODY.search(prose, named[-1].end, the.start()):
        return None  # "was followed by HRC23. Its next session"
    before = own or _named_before(passage, the.start() - _LOOK_BACK, the.start())
    if before:
        return before + (the["next"] == "next")
    if the["next"] and passage.sessions and not OTHER_BODY.search(prose, *passage.sentence(end)):
        return COMING
    return OF_ITS_DAYS if named or the["upr"] else None


def _meetings(passage: Passage) -> Iterator[SessionMention]:
    """Yield the Working Group where it meets: "for the ninth time", "again", or at a time that tells the session."""
    for match in _GROUP_MEETS.finditer(passage.prose) if "Group" in passage.prose else ():
        is_ours = match["upr"] or "Working" in match[0]
        nth = ordinal_number(match["ordinal"]) if match["ordinal"] else 0
        if nth >= _FEWEST_OF_ALL:
            yield SessionMention(nth, match.start(), match.start("meets"), is_sure=False, is_inferred=True)
        elif match["next"] or "next" in match["meets"]:
            end = match.end("next") if match["next"] else match.start("meets")
            yield SessionMention(COMING, match.start(), end, is_sure=False, is_inferred=True)
        elif is_ours:
            yield SessionMention(OF_ITS_DAYS, match.start(), match.start("meets"), is_sure=False, is_inferred=True)


def begin_of_before(passage: Passage, begin: int) -> int:
    """Return where the sentence or heading before an offset begins, over empty lines between them."""
    end = begin
    for _ in range(_LINES_BACK):
        begin = passage.sentence(end - 1)[0] if end else 0
        if passage.prose[begin:end].strip():
            break
        end = begin
    return begin


def _bare(passage: Passage, begin: int, end: int) -> int | None:
    """Return the 51 of a heading such as "A look back at the 51st" in a text that names sessions near it, or None."""
    named = {each.number for each in passage.sessions if each.is_sure}
    found = (
        {ordinal_number(match["ordinal"]) for match in _BARE.finditer(passage.prose, begin, end)} if named else set()
    )
    number = found.pop() if len(found) == 1 else 0
    is_near = number >= _FEWEST_OF_ALL and any(abs(number - each) <= _FEW_APART for each in named)
    return number if is_near else None


def _said_next(passage: Passage, offset: int) -> int | None:
    """Return the number that "It was the 20th session" gives in the sentence after the one of an offset, or None."""
    _, end = passage.sentence(offset)
    following = passage.sessions_between(end, end + 80)
    if len(following) == 1 and _IT_WAS.fullmatch(passage.prose, end, following[0].start):
        return following[0].number
    return None


def _pre_sessions(passage: Passage, own: int | None) -> Iterator[SessionMention]:
    """Yield the Pre-sessions that stand without a number of their own, with that of their sentence, item or text."""
    sessions = passage.sessions
    starts = [each.start for each in sessions]
    for match in PRE_SESSION.finditer(passage.prose):
        begin, end = passage.sentence(match.start())
        index = bisect_left(starts, match.start())
        before = sessions[index - 1] if index and starts[index - 1] >= begin else None
        after = sessions[index] if index < len(sessions) and sessions[index].end <= end else None
        if before and before.end >= match.end():
            continue  # "20th UPR Pre-session" is one mention already
        if after and _OF_SESSION.fullmatch(passage.prose, match.end(), after.start):
            yield replace(after, start=match.start(), is_pre=True)
        elif beside := before or after:
            yield SessionMention(beside.number, match.start(), match.end(), is_pre=True)
        elif number := own or _named_before(passage, match.start() - _LOOK_BACK, match.start()):
            yield SessionMention(number, match.start(), match.end(), is_pre=True, is_sure=False, is_inferred=not own)
