"""The words that make of a number how many States have been reviewed so far, or are still to be reviewed.

Each pattern is tried only beside a number, before it, or after what it counts. A single space stands for any white
space.
"""

from __future__ import annotations

import re
from typing import Literal

from trax.checks.reading.ordinal_words import ORDINAL

Form = Literal["done", "left"]


def _spaced(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s{1,4}"))


# What is counted: States ("of the 193 member States of the UN", "countries out of 193"), or reviews.
_ALL = " (?:out )?of (?:the |all |all the )?19[23]"
_STATES = _spaced(
    rf"(?:{_ALL})?(?: (?:UN|[Mm]ember|United Nations)){{0,3}}(?: | [Mm]ember-)(?:[Ss]tates|[Cc]ountries|STATES"
    rf"|COUNTRIES)\b(?: of the (?:UN|United Nations))?(?: under [Rr]eview)?(?:{_ALL})?|{_ALL}\b"
)
_REVIEWS = _spaced(r" (?:UPR |State |country )?(?:reviews|examinations)\b")
_ADVERB = "(?: (?:now|already|thus|so far|therefore|thereby|since|all|to date)){0,2}"
_REVIEWED = "(?:reviewed|examined)"
_CYCLE = r"(?: (?:of|in|under) (?:the|this|its)(?: [\w-]{3,12})? (?:UPR )?cycle)"
# "reviewed on disability", "reviewed with our help": some of them.
_NOT_SOME = r"(?! (?:without|on|where|whose|using|who|by our|with(?! (?:the|this|it)\b))\b)"
_BEEN = _spaced(
    rf",? (?:have|had|has|were|will have|having){_ADVERB}(?: been| had their (?:human rights )?records?){_ADVERB}"
    rf" {_REVIEWED}\b{_NOT_SOME}"
)
_AFTER_STATES = _spaced(
    rf" were{_ADVERB} {_REVIEWED}\b| (?:down|done)\b"
    rf"| (?:have|had|will have){_ADVERB} (?:had|undergone|completed|gone through|passed through|been through)"
    rf"(?: (?:their|the|its|a))?(?: (?:first|second|third|fourth))?(?: human rights)?"
    rf" (?:UPR|reviews?|examinations?|cycle)\b"
    rf"| {_REVIEWED}(?= (?:so far|to date|until now|up to now|thus far|since|in the [\w-]{{3,12}} (?:UPR )?cycle))"
)
_AFTER_REVIEWS = _spaced(
    rf"{_CYCLE}?(?: (?:are|have been|were|had been))?{_ADVERB} (?:done|over|completed|held|conducted|carried out"
    rf"|concluded|finished|behind us)\b|{_CYCLE}(?=[,.;]? )"
)
_AFTER_SESSION = _spaced(rf"(?: {_REVIEWED})? after (?:the )?{ORDINAL}(?: UPR)? session\b")
_LEFT = _spaced(
    r"(?: (?:still|now))? (?:remain(?:ed|ing|s)?(?= to be (?:reviewed|examined)\b|[,.;:)!]|\s{0,9}\Z|\s{0,4}\n\n"
    r"| (?:in|of|for|after|before|until|then|and|on) )|(?:are |were )?(?:still )?left"
    r"(?! (?:out|behind|the|unanswered|empty|open))|to go|(?:have|had|are|were)"
    r" (?:yet|still) to (?:be (?:reviewed|examined)|undergo (?:their|the|a))|still to be reviewed|not yet reviewed"
    r"|(?:have|had) not (?:yet )?been reviewed)\b"
)
_SO_FAR = _spaced(r" (?:so far|to date|until now|up to now|thus far)\b")
_IS_REVIEWED = _spaced(rf" {_REVIEWED}\b{_NOT_SOME}")
_OF_WHAT = _spaced(rf"(?!{_CYCLE}) (?:in|of|from|about|to|by)\b")
_GOES_ON = _spaced(r" (?:for (?:the|its|this)|to (?:go|come))\b")
# What stands before a number. All end where it begins.
_HAS_REVIEWED = _spaced(rf"\b(?:has|have|had){_ADVERB} {_REVIEWED}(?: (?:already|a total of|in total))? \Z")
_NUMBER_IS = _spaced(
    r"\b(?:total|number) of (?:reviews|(?:UN |[Mm]ember )?(?:States|countries)(?: that have been)?(?: already)?"
    r" (?:reviewed|examined))\b[^.;,\d]{0,60}? (?:to|at|is|was|reaches|reached)(?: now)? \Z"
)
_COUNT_IS = _spaced(
    r"\b(?:[Tt]he|[Oo]ur) (?:count|total|tally|counter)(?: (?:now|thus|therefore))?"
    r" (?:stands at|stood at|is|reaches|has reached|rises to|rose to|comes to|climbs to|goes up to)(?: now)? \Z"
    r"|\b(?:[Bb]r(?:ings?|ought|inging)|[Tt](?:akes?|ook|aking)|[Rr]ais(?:es?|ed|ing)) (?:the|our|that)"
    r" (?:total|count|tally|number)(?: up)? to \Z"
)
_WITH = _spaced(r"\b[Ww]ith \Z")
_HELD = _spaced(
    r"\b(?:held|conducted|completed|carried out|concluded|saw|seen)(?: [\w-]{1,12} sessions(?: and|,))?"
    r"(?: a total of)? \Z"
)
_LEAVES = _spaced(r"\b(?:[Ll]eav(?:es|ing|e)|[Ll]eft)(?: (?:only|just|still|us with))? \Z")
_REMAINING = _spaced(r"\bremaining \Z")
# A label stands at the beginning of a line or a cell; the bars of a table are spaces in the prose.
_IS_LABEL = r"(?:\s(?:of|in)\s(?:the|this)\s(?:[\w-]{3,12}\s)?cycle)?(?:\s{2,12}|\s{0,2}[|:*]{1,3}\s{0,4})\Z"
_LABEL_DONE = re.compile(
    rf"(?<![\w,;]\s)(?<!\w)(?:\w{{1,12}}\s)?[Rr]eviewed\s(?:so\sfar|to\sdate|until\snow){_IS_LABEL}"
)
_LABEL_LEFT = re.compile(
    r"(?<![\w,;]\s)(?<!\w)(?:States\s)?(?:(?:[Ss]till\s|[Yy]et\s)?[Tt]o\sbe\sreviewed|[Nn]ot\syet\sreviewed|[Rr]emaining"
    rf"|[Ss]till\sto\s(?:come|go)){_IS_LABEL}"
)
_ENDS = re.compile(
    r"\s{0,12}(?:[.,;:)|]|\Z|\n)|\s(?:and|(?:in|for|of)\s(?:the|this|its)\s(?:[\w-]{3,12}\s)?(?:UPR\s)?cycle)\b"
)
_FAR, _LONGEST_WORD = 110, 24
# The words that all patterns of what stands before a number end with: without one, none is tried.
_LAST_WORDS = frozenset(
    {"reviewed", "examined", "already", "of", "total", "to", "at", "is", "was", "reaches", "reached", "now", "with"}
    | {"held", "conducted", "completed", "out", "concluded", "saw", "seen", "and", "sessions", "sessions,", "leaves"}
    | {"leaving", "leave", "left", "only", "just", "still", "remaining", "cycle", "far", "date", "come", "go"}
)


def form_of(prose: str, number: re.Match[str], begin: int, end: int) -> tuple[Form, int] | None:
    """Return whether the words beside a number, in its sentence, make it a total of States reviewed, or left.

    With it comes where those words end.
    """
    states = _STATES.match(prose, number.end(), end)
    reviews = None if states else _REVIEWS.match(prose, number.end(), end)
    at = (states or reviews or number).end()
    if after := _LEFT.match(prose, at, end):
        return "left", after.end()
    if after := _said_after(prose, at, end, has_states=states is not None, has_reviews=reviews is not None):
        return "done", after.end()
    # "127 States so far." counts reviews where nothing else stands before it.
    is_counted = states is not None or reviews is not None
    if is_counted and _SO_FAR.match(prose, at, end) and not prose[begin : number.start()].rpartition(";")[2].strip():
        return "done", at
    form = _said_before(prose, max(begin, number.start() - _FAR), number.start(), at=at, counts=(states, reviews))
    return (form, number.end()) if form else None


def _said_after(prose: str, at: int, end: int, *, has_states: bool, has_reviews: bool) -> re.Match[str] | None:
    """Return the words after what a number counts that say that it has been done."""
    if has_reviews:
        return _AFTER_REVIEWS.match(prose, at, end)
    after_states = _AFTER_STATES.match(prose, at, end) if has_states else None
    return after_states or _BEEN.match(prose, at, end) or _AFTER_SESSION.match(prose, at, end)


def _said_before(
    prose: str, low: int, start: int, *, at: int, counts: tuple[re.Match[str] | None, re.Match[str] | None]
) -> Form | None:
    """Return what the words before a number make of it."""
    states, reviews = counts
    last = prose[max(low, start - _LONGEST_WORD) : start].split()
    if not last or last[-1].lower().rstrip(":|*") not in _LAST_WORDS:
        return None
    is_alone = states is not None or _ENDS.match(prose, at) is not None
    if (states or reviews) and _HAS_REVIEWED.search(prose, low, start):
        return "done"
    if _NUMBER_IS.search(prose, low, start) or (is_alone and _COUNT_IS.search(prose, low, start)):
        return "done"
    is_plain = reviews and not _OF_WHAT.match(prose, at)
    if (is_plain or (states and _IS_REVIEWED.match(prose, at))) and (
        _WITH.search(prose, low, start) or _HELD.search(prose, low, start)
    ):
        return "done"
    if (states or _GOES_ON.match(prose, at)) and _LEAVES.search(prose, low, start):
        return "left"
    if states and _REMAINING.search(prose, low, start):
        return "left"
    if is_alone and not states:
        is_done = _LABEL_DONE.search(prose, low, start) is not None
        return "done" if is_done else "left" if _LABEL_LEFT.search(prose, low, start) else None
    return None
