"""What the words of a sentence say about the totals in it, worked out once for all its numbers.

By which session it counts, whether it speaks of today, and whether of all States at all: "of which 14", "this year",
"in Africa" make of a total another number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from trax.checks.reading.cardinal_words import CARDINAL, cardinal_number
from trax.content.day_names import MONTH

_SO_FAR = re.compile(
    r"\b(?i:so\sfar|to\sdate|until\snow|up\sto\snow|thus\sfar|now|already|total|altogether|since\sthe\s(?:start|beginning)"
    r"|bring\w*|brought|remain\w*|yet\sto|still\sto|by\sthe\s(?:end|start|beginning|opening|close)|as\sof|to\sgo|left|leaves"
    r"|leaving|count|tally|are\sdone|are\sover|behind\sus|are\scompleted|twice|since\s(?:April\s)?2008"
    r"|of\s(?:the\s|all\s)?19[23])\b"
)
# Words that make of it another number: of some States, of one year, of one session.
_ANOTHER = re.compile(
    r"\b(?:(?i:(?<!first\s)(?<!last\s)of\s(?:which|whom|these|those|them)|among)|region\w*|Africa\w*|Asia\w*|Europe\w*"
    r"|America\w*|Pacific|Caribbean|Arab|EU|OIC|ASEAN|Commonwealth|[Ff]rancophon\w*|islands?|(?<!Working\s)[Gg]roups?"
    r"|each|every|per|annual\w*|yearly|[Cc]ommittees?|would\shave|should\shave|instead\sof"
    r"|treaty|mid-term|implement\w*|accepted|supported|session\sof\sthe\s(?!UPR|Working|Universal|\w+\scycle))\b"
)
_ANOTHER_TIME = re.compile(r"\b(?:(?:this|last|next|first|second|third|past|one)\s(?:year|half)|years)\b")
_IN_YEAR = re.compile(r"(?<!end\sof\s)(?<!since\s)(?<!end\s)\b(?:in|during)\s(?:19|20)\d\d\b")
_BRINGS = re.compile(r"\b(?i:bring\w*|brought)\b")
_AHEAD = re.compile(
    r"\b(?i:will|would|by\sthe\send|this\ssession|next|upcoming|forthcoming|coming|after\s(?:it|that)"
    r"|afterwards|then)\b"
)
_SINCE_2008 = re.compile(
    r"\b(?:since|from)\s(?:April\s|the\sstart\sin\s|its\sstart\sin\s)?2008\b|\b[Ii]n\s\w+\syears\b"
)
# Another time than that of the issue: then it may be any total of the cycle.
_ELSEWHEN = re.compile(
    rf"\b(?:{MONTH}|20\d\d|ago|earlier|at\sthe\stime|[Bb]y\sthen|(?:last|next)\s(?:year|month|spring|summer|autumn|winter)"
    r"|wrote|reported)\b"
)
# Others than States of which some are left.
_OTHERS = re.compile(
    r"\b(?:NGOs?|organi[sz]ations?|applications?|reports?|recommendations?|delegations?|seats?|places?)\b"
)
_AGAIN = re.compile(r"\b(second|third|fourth)\s(?:time|(?:UPR|review|examination)\b)|\b(twice)\b")
_TIMES = {"twice": 2, "second": 2, "third": 3, "fourth": 4}
_END_OF_YEAR = re.compile(r"\bend\sof\s(?P<year>20\d\d)\b|\bend\sof\sthe\syear\b|\bthis\syear\b")
_THE_CYCLE = re.compile(r"\bthe\scycle\b")
_SESSIONS = re.compile(
    rf"(?P<last>\b(?:last|final|remaining)\s)?(?P<n>{CARDINAL})(?:\sUPR)?\s(?:sessions?\s(?:and\sa\shalf\s)?"
    r"(?:(?P<left>(?:are\s|were\s)?(?:still\s)?(?:to\sgo|to\scome|left|remain\w*)\b)|(?P<into>(?:into|of|in)\s(?:the|this|its)\b)"
    r"|(?P<out>of\s\w+))?|sessions\b)"
)
_AFTER_SESSIONS = re.compile(r"\b(?i:after|following|with|in|over)(?:\s(?:the|its|just|only))?(?:\sfirst)?\s\Z")
_SESSIONS_WORD = re.compile(r"(?<![Pp]re-)(?<![Pp]re)\bsessions\b")
_CYCLES_DONE = re.compile(
    r"\b(?:(?P<n>two|three|four)(?:\s(?:full|complete|completed))?\scycles|(?P<both>both\scycles))\b"
)
# A number of sessions that is not the place in a cycle.
UNCLEAR = 0
_CYCLES = {"two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class Clause:
    """A sentence, or the part of it between semicolons, that holds a number of States."""

    text: str

    @cached_property
    def is_so_far(self) -> bool:
        """Whether it counts from the beginning."""
        return _SO_FAR.search(self.text) is not None

    @cached_property
    def brings(self) -> bool:
        """Whether it says what a session brings the total to."""
        return _BRINGS.search(self.text) is not None

    @cached_property
    def is_of_some(self) -> bool:
        """Whether it counts some States, by region or by what they did."""
        return _ANOTHER.search(self.text) is not None

    @cached_property
    def is_of_some_time(self) -> bool:
        """Whether it counts the States of a year or the like."""
        return (_ANOTHER_TIME.search(self.text) or _IN_YEAR.search(self.text)) is not None

    @cached_property
    def names_others(self) -> bool:
        """Whether it speaks of others than States, of whom some may be left."""
        return _OTHERS.search(self.text) is not None

    @cached_property
    def is_ahead(self) -> bool:
        """Whether it speaks of what will be."""
        return _AHEAD.search(self.text) is not None

    @cached_property
    def is_elsewhen(self) -> bool:
        """Whether it may count by another day than that of the issue."""
        return _ELSEWHEN.search(self.text) is not None

    @cached_property
    def is_since_2008(self) -> bool:
        """Whether it counts all cycles together, or the first."""
        return _SINCE_2008.search(self.text) is not None

    @cached_property
    def names_the_cycle(self) -> bool:
        """Whether it speaks of "the cycle" without a number."""
        return _THE_CYCLE.search(self.text) is not None

    @cached_property
    def again(self) -> int | None:
        """The cycle of "reviewed twice", "for the third time"."""
        match = _AGAIN.search(self.text)
        return _TIMES[match[match.lastindex or 0]] if match else None

    @cached_property
    def end_of_year(self) -> int | None:
        """The year at whose end it counts; 0 for "the year"."""
        match = _END_OF_YEAR.search(self.text)
        return int(match["year"] or 0) if match else None

    @cached_property
    def whole_cycles(self) -> int | None:
        """How many cycles it adds up."""
        match = _CYCLES_DONE.search(self.text)
        return None if match is None else _CYCLES[match["n"]] if match["n"] else _CYCLES["two"]

    @cached_property
    def held(self) -> int | None:
        """The number of sessions after which it counts what is done; `UNCLEAR` for others."""
        return None if self.whole_cycles else _sessions_held(self.text, is_left=False)

    @cached_property
    def to_come(self) -> int | None:
        """The number of sessions after which it counts what is left, negative when counted from the last."""
        return None if self.whole_cycles else _sessions_held(self.text, is_left=True)


def _sessions_held(sentence: str, *, is_left: bool) -> int | None:
    """Return the number of sessions after which a sentence counts, negative from the last; `UNCLEAR` for others."""
    found = list(_SESSIONS.finditer(sentence))
    for match in found:
        number = cardinal_number(match["n"])
        is_after = match["last"] is None and _AFTER_SESSIONS.search(sentence, 0, match.start()) is not None
        if match["last"] and is_left:
            return -number
        if match["into"] and (is_after or match["into"].startswith("into")):
            return number
        if is_after and not is_left and match["left"] is None:
            return number
        if not (match["left"] or match["out"] or is_left):
            return UNCLEAR
    return UNCLEAR if not is_left and len(_SESSIONS_WORD.findall(sentence)) > len(found) else None
