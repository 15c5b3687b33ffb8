"""The words that make of a number how many States have been reviewed so far, or are still to be reviewed.

Each pattern is tried only beside a number, before or after it. A single space stands for any white space.
"""

from __future__ import annotations

import re
from typing import Literal

from trax.checks.reading.ordinal_words import ORDINAL

Form = Literal["done", "left"]


def _spaced(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms).replace(" ", r"\s{1,4}"))


_ALL = "(?: (?:out )?of (?:the |all |all the )?19[23])"
_STATES = (
    rf"(?:{_ALL}?(?: (?:UN|[Mm]ember|United Nations)){{0,3}}(?: | [Mm]ember-)"
    r"(?:[Ss]tates|[Cc]ountries|STATES|COUNTRIES)(?: of the (?:UN|United Nations))?(?: under [Rr]eview)?)"
)
_NOUN = rf"(?:{_STATES}{_ALL}?|{_ALL})"
_REVIEWS = "(?: (?:UPR |State |country )?(?:reviews|examinations))"
_ADVERB = "(?: (?:now|already|thus|so far|therefore|thereby|since|all|to date)){0,2}"
_REVIEWED = "(?:reviewed|examined)"
_CYCLE = r"(?: (?:of|in|under) (?:the|this|its)(?: [\w-]{3,12})? (?:UPR )?cycle)"
_SINCE = r"(?:so far|to date|until now|up to now|thus far|since|in the (?:\w|-){3,12} (?:UPR )?cycle)"
_OVER = "(?:done|over|completed|held|conducted|carried out|concluded|finished|behind us)"
_THEIR = rf"(?: (?:their|the|its|a))?(?: {ORDINAL})?(?: (?:UPR|human rights))?"
_AFTER_DONE = _spaced(
    (
        rf"{_NOUN}?(?: (?:have|had|has|were|will have|having){_ADVERB}(?: been| had their (?:human rights )?records?)"
        rf"{_ADVERB} {_REVIEWED}\b)"
    ),
    rf"{_NOUN} were{_ADVERB} {_REVIEWED}\b",
    (
        rf"{_NOUN} (?:have|had|will have){_ADVERB} (?:had|undergone|completed|gone through|passed through|been through)"
        rf"{_THEIR} (?:UPR|reviews?|examinations?)\b"
    ),
    rf"{_NOUN} {_REVIEWED}(?= {_SINCE})",
    rf"{_REVIEWS}{_CYCLE}?(?: (?:are|have been|were|had been))?{_ADVERB} {_OVER}\b",
    rf"{_REVIEWS}{_CYCLE}(?=[,.;]? )",
    rf"{_NOUN}?(?: {_REVIEWED})? after (?:the )?{ORDINAL}(?: UPR)? session\b",
)
_AFTER_LEFT = _spaced(
    rf"(?:{_NOUN}|{_REVIEWS})?(?: (?:still|now))?(?: (?:remain(?:ed|ing|s)?|(?:are |were )?(?:still )?left|to go"
    r"|(?:have|had) (?:yet|still) to be|(?:are|were) (?:yet|still) to be"
    r"|still to be reviewed|not yet reviewed|(?:have|had) not (?:yet )?been reviewed)\b)"
)
_BEFORE_DONE = _spaced(
    rf"\b(?:has|have|had){_ADVERB} {_REVIEWED}(?: (?:already|a total of|in total))? \Z",
)
# These count whatever noun follows: "brings the number of States reviewed to 98".
_NUMBER_IS = _spaced(
    r"\b(?:total|number) of (?:States|countries|reviews)\b[^.;,\d]{0,60}? (?:to|at|is|was|reaches|reached)(?: now)? \Z",
)
_COUNT_IS = _spaced(
    r"\b(?:[Tt]he|[Oo]ur) (?:count|total|tally|counter)(?: (?:now|thus|therefore))?"
    r" (?:stands at|stood at|is|reaches|has reached|rises to|rose to|comes to|climbs to|goes up to)(?: now)? \Z",
)
_BRINGS = _spaced(
    r"\b(?:[Bb]rings?|[Bb]rought|[Bb]ringing|[Tt]akes?|[Tt]ook|[Tt]aking|[Rr]aises?|[Rr]aised|[Rr]aising) (?:the|our|that)"
    r" (?:total|count|tally|number)(?: up)? to \Z"
)
_WITH = _spaced(r"\b[Ww]ith \Z")
_HELD = _spaced(
    rf"\b(?:held|conducted|completed|carried out|concluded|saw|seen)(?: [\w-]{{1,12}} sessions(?: and|,))?"
    r"(?: a total of)? \Z",
)
_LEAVES = _spaced(r"\b(?:[Ll]eav(?:es|ing|e)|[Ll]eft)(?: (?:only|just|still|us with))? \Z")
_REMAINING = _spaced(r"\bremaining \Z")
_IN_CYCLE = r"(?:\s(?:of|in)\s(?:the|this)\s(?:[\w-]{3,12}\s)?cycle)?"
# A label stands at the beginning of a line or a cell; the bars of a table are spaces in the prose.
_LABEL = r"(?<![\w,;]\s)(?<!\w)"
_IS_LABEL = rf"{_IN_CYCLE}(?:\s{{2,12}}|\s{{0,2}}[|:*]{{1,3}}\s{{0,4}})\Z"
_LABEL_DONE = re.compile(rf"{_LABEL}(?:\w{{1,12}}\s)?[Rr]eviewed\s(?:so\sfar|to\sdate|until\snow){_IS_LABEL}")
_LABEL_LEFT = re.compile(
    rf"{_LABEL}(?:States\s)?(?:(?:[Ss]till\s|[Yy]et\s)?[Tt]o\sbe\sreviewed|[Nn]ot\syet\sreviewed|[Rr]emaining"
    rf"|[Ss]till\sto\s(?:come|go)){_IS_LABEL}"
)
_IS_REVIEWED = _spaced(rf"{_NOUN} {_REVIEWED}\b", rf"{_REVIEWS}\b")
_IS_NOUN = _spaced(rf"{_NOUN}\b", rf"{_REVIEWS}\b")
_SO_FAR = _spaced(rf"(?:{_NOUN}|{_REVIEWS}) (?:so far|to date|until now|up to now|thus far)\b")
_IS_STATES = _spaced(rf"{_STATES}\b", rf"{_ALL}\b")
_IS_REVIEWS = _spaced(rf"{_REVIEWS}\b")
_IS_WHAT_IS_LEFT = _spaced(rf"{_STATES}\b", rf"{_ALL}\b", r" for (?:the|its|this)\b", r" to (?:go|come)\b")
_ENDS = re.compile(r"\s{0,12}(?:[.,;:)|]|\Z|\n)|\s(?:States|countries|reviews|and|of\s(?:the\s|all\s)?19[23])\b")
_BEFORE: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, Form], ...] = (
    (_BEFORE_DONE, _IS_NOUN, "done"),
    (_NUMBER_IS, None, "done"),
    (_COUNT_IS, _ENDS, "done"),
    (_BRINGS, _ENDS, "done"),
    (_WITH, _IS_REVIEWED, "done"),
    (_HELD, _IS_REVIEWS, "done"),
    (_LEAVES, _IS_WHAT_IS_LEFT, "left"),
    (_REMAINING, _IS_STATES, "left"),
    (_LABEL_DONE, _ENDS, "done"),
    (_LABEL_LEFT, _ENDS, "left"),
)
_FAR = 110


def form_of(prose: str, number: re.Match[str], begin: int, end: int) -> tuple[Form, int] | None:
    """Return whether the words beside a number, in its sentence, make it a total of States reviewed, or left.

    With it comes where those words end.
    """
    if left := _AFTER_LEFT.match(prose, number.end(), end):
        return "left", left.end()
    if done := _AFTER_DONE.match(prose, number.end(), end):
        return "done", done.end()
    # "127 States so far." counts reviews where nothing else stands before it.
    so_far = _SO_FAR.match(prose, number.end(), end)
    if so_far and not prose[begin : number.start()].rpartition(";")[2].strip():
        return "done", so_far.end()
    low = max(begin, number.start() - _FAR)
    for before, after, form in _BEFORE:
        if before.search(prose, low, number.start()) and (after is None or after.match(prose, number.end())):
            return form, number.end()
    return None
