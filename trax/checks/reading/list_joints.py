"""What may stand between two entries of one list of States.

Separators ("," "and", a line break, a bullet, two spaces, nothing at all), days and times of a timetable ("Monday
27 October:"), regions ("Asia-Pacific:"), a remark in brackets, the rest of a line. Any other words end the list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trax.checks.reading.passage import Passage
    from trax.upr.names import StateMention

# "line" is a line break without another sign, "timetable" holds days, times or regions, "remark" is the rest of a line
Joint = Literal["first", "sign", "line", "spaces", "glued", "timetable", "remark"]

LONGEST = 160
SIGN = r"[,;:/|&*+>\u00b7\u2022\u2756\u25cf\u25aa\u25e6\u2013\u2014-]"
_LINK_WORD = (
    r"\b(?:and|as well as|plus|finally|lastly|last but not least|then|followed by|along with|together with|[Tt]he"
    r"|both|also|once (?:more|again)|again|of course|at last|for the (?:first|second|third|fourth) time"
    r"|the host country)\b"
)
_SIMPLE = re.compile(rf"(?:\s|{SIGN}|{_LINK_WORD})*+")
_DAYS = r"\b(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?(?!\w)\.?"
_MONTHS = (
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?!\w)\.?"
)
_NUMBERS = r"\d{1,2}[.:hH]\d{2}(?!\d)|\d{1,4}(?:st|nd|rd|th)?(?!\w)|[ap]\.m\.|[ap]m\b"
_WORDS = (
    r"\b(?i:morning|afternoon|noon|evening|weeks?|days?|first|second|third|fourth|fifth|last|on|at|from|to|until|in|of"
    r"|for|the|room|cest|cet|gmt|hrs?|hours?|h|reviews?|reviewed|were|was|will|be|are|is|and|then|followed|by"
    r"|africa|asia|pacific|latin|caribbean|grulac|weog|europe|americas?|oceania|middle|north|west|east|south|central"
    r"|african|asian|european|western|eastern|american|arab|states?|countries|group|others?|tbc|adopted|by)\b|\bX{1,3}\b"
)
_TIMETABLE = re.compile(rf"(?:\s|{SIGN}|[().\[\]]|{_DAYS}|{_MONTHS}|{_NUMBERS}|{_WORDS})*+")
_BEFORE_ENTRY = re.compile(
    rf"(?:\s|{SIGN}|[().\[\]#]|{_DAYS}|{_MONTHS}|{_NUMBERS}|{_WORDS}|\b[ivx]{{1,4}}(?=[.)])|\b[a-z](?=[.)]))*+"
)
_ENDS_SENTENCE = re.compile(r"\s*+[.!?;](?=\s)")
_LABEL_END = re.compile(r"[:\u2013\u2014-]\s*(?:[Tt]he\s+)?\Z")
_REMARK = re.compile(r"\s?\([^()\n]{0,90}\)|\[\^?\w{1,4}\]|\s?[\u00b9\u00b2\u00b3\u2074-\u2079\u2020\u2021*]{1,3}")
# An entry stands alone; "Chile hosted" is the beginning of a sentence.
_ALONE = re.compile(
    r"[^\S\n]*+(?:[,;:|/)\]\n(\u2013\u2014*\u2022\u00b7&\d]|\.\s|\.?\Z|-\s|and\b|as well as\b|on \d)|\t|[^\S\n]{2}"
)
_FULL_STOP = re.compile(r"[.;]?[^\S\n]*+(?:\n|\Z)")
_REST = re.compile(r"[^\S\n]*(?:[(:,;\u2013\u2014|.]|-\s)[^\n]{0,110}\n|[^\S\n]*\n")
_LINK_TO_LINK = re.compile(r"\]\([^\s()]*+\)\[")
# "Ukraine, planned for this session, will be reviewed later": the paragraph after a list, not an entry of it.
_GOES_ON = re.compile(r",[^\n]{0,200}?\b(?:will|was|were|is|are|has|have|had|did)\b")
_LINES_BETWEEN = 2


def end_of_remarks(text: str, end: int) -> int:
    """Return where the remarks in brackets and the marks of notes behind a name end."""
    for _ in range(3):
        match = _REMARK.match(text, end)
        if match is None:
            break
        end = match.end()
    return end


def is_alone(text: str, end: int) -> bool:
    """Return whether the name that ends here stands alone in its line, and is not the subject of a sentence."""
    return _ALONE.match(text, end_of_remarks(text, end)) is not None


def is_first_in_line(text: str, start: int) -> bool:
    """Return whether only marks, numbers, days and times stand before a name in its line."""
    line = text.rfind("\n", max(0, start - LONGEST), start) + 1
    return (line > 0 or start <= LONGEST) and _BEFORE_ENTRY.fullmatch(text, line, start) is not None


def is_label(words: str) -> bool:
    """Return whether words only say which part of a list follows: "First week:", "Asia-Pacific:"."""
    return _BEFORE_ENTRY.fullmatch(words) is not None


def joint_between(passage: Passage, end: int, following: StateMention) -> Joint | None:
    """Return how a name belongs to the list whose last entry, remarks included, ends at `end`; None if not."""
    text, start = passage.prose, following.start
    if start - end > LONGEST:
        return None
    if start == end:
        return "glued"
    breaks = text.count("\n", end, start)
    gap = text[end:start]
    if gap.strip() == ":":
        return None  # "before the independence of South Sudan: Belgium, Denmark"
    if _SIMPLE.fullmatch(gap):
        return _simple_joint(passage, end, following, breaks)
    if _TIMETABLE.fullmatch(gap) and (breaks == 0 or is_alone(text, following.end)):
        if not _ENDS_SENTENCE.match(gap) or _LABEL_END.search(gap):
            return "timetable"
        is_full_stop = breaks in range(1, _LINES_BETWEEN + 1) and gap.strip(" \t\n*\u2022-") == "."
        return "line" if is_full_stop and _FULL_STOP.match(text, following.end) else None
    return None


def _simple_joint(passage: Passage, end: int, following: StateMention, breaks: int) -> Joint | None:
    text, start = passage.prose, following.start
    signs = text[end:start].strip()
    if breaks and not any(sign in signs for sign in (",", ";", "and", "&")):
        if breaks > _LINES_BETWEEN or (breaks == _LINES_BETWEEN and _GOES_ON.match(text, following.end)):
            return None
        return "line" if is_alone(text, following.end) else None
    if signs:
        is_compound = start - end == 1 and signs in "-\u2013\u2014"  # "Iran-Iraq"
        return None if is_compound else "sign"
    source = passage.source[end:start]
    if _LINK_TO_LINK.fullmatch(source):
        return "glued"
    return "sign" if "|" in source or "*" in source else "spaces"


def rest_of_line(text: str, end: int) -> int | None:
    """Return where the next line begins when the rest of this one may be a remark on its entry; else None."""
    match = _REST.match(text, end)
    return match.end() if match else None


def may_begin_line(text: str, line: int, following: StateMention) -> bool:
    """Return whether a name is an entry of its own in a line that begins at `line`, blank lines between left out."""
    if following.start - line > LONGEST or not is_alone(text, following.end):
        return False
    if "\n\n\n" in text[line - 1 : following.start]:
        return False
    return _BEFORE_ENTRY.fullmatch(text, line, following.start) is not None
