"""The names that sessions of the UPR go by: `20th UPR session`, `sessions 20 and 21`, `UPR20`, `41st Working Group`.

The patterns alone; which body a bare "20th session" belongs to, and which number is meant, `session_text` decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.cardinal_words import NUMBER_WORDS
from trax.checks.reading.ordinal_words import GAP, MAYBE, ORDINAL
from trax.content.day_names import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

# "Working Group on Arbitrary Detention" is another one.
UPR = rf"[Uu]niversal{GAP}[Pp]eriod(?:ic)?{GAP}[Rr]eview"
ITS_OWN = rf"\b(?!{GAP}on{GAP}(?!(?:the{GAP})?(?:UPR|[Uu]niversal)))"
GROUP = rf"(?:Working{GAP}Group|WG){ITS_OWN}"
# What is named after the UPR and is not its Working Group; the newsletter's own house above all.
NOT_ITS = (
    rf"(?!{GAP}(?:[Ii]nfo|INFO|[Tt]rax|TRAX|Africa|Asia|[Pp]re-?[Ss]ess\w*|[Tt]rain\w*|[Ss]eminars?|[Ww]orkshops?"
    r"|[Cc]ourses?|[Aa]cadem\w*|[Dd]ialogues?|[Rr]oundtables?|[Cc]onferences?|[Mm]eetings?|[Ff]orums?|[Cc]oalitions?"
    r"|[Nn]etworks?|[Cc]onsultations?|[Pp]rojects?|[Pp]rogrammes?|[Tt]eams?|[Bb]oards?|[Tt]ask|[Ss]teering"
    r"|[Cc]lusters?|[Cc]ommittees?)\b)"
)
REVIEW = rf"(?:UPR\b{NOT_ITS}|{UPR})"
_KIND = rf"(?:\(?(?:UPR|{UPR}|Working{GAP}Group|WG)\b\)?(?:['\u2019]s)?{GAP})"
_ENDS_NAME = (
    rf"(?=['\u2019]s|[^\S\n]*(?:[,;:.()\[\]!?\u2010-\u2015\n-]|\Z)|{GAP}(?:was|is|will|were|has|had|takes?|took|starts?"
    r"|started|begins?|began|opens?|opened|ends?|ended|closes?|closed|concludes?|concluded|and|or|in|from|to|on|at|for"
    r"|held|saw|runs?|ran|kicks|kicked|which|that|as|with|during|after|before)\b)"
)
_NO_DATE = rf"(?![\w%]|[.:,]\d)(?!(?:[\u2010-\u2015-]\d{{1,2}}(?:st|nd|rd|th)?)?+{GAP}(?:of{GAP})?{MONTH})"
_NUMBER_MARK = rf"(?:[Nn]umber{GAP}|[Nn](?:o|[\u00b0\u00ba])?\.?{MAYBE}|#)?"
JOIN = rf"{MAYBE}(?:,|and|or|to|through|&|[\u2010-\u2015-])(?:{GAP}and\b)?{MAYBE}(?:the{GAP})?"
_SESSION = re.compile(
    rf"(?P<ordinal>{ORDINAL})(?:{GAP}|(?=[A-Z]))(?:"
    rf"(?P<ours>{_KIND}{{1,4}})?+(?P<pre>[Pp]re-?\s?)?(?:[Ss]essions?|SESSIONS?)\b"
    rf"|(?P<group>(?:UPR{GAP})?{GROUP}(?!{GAP}(?:[Rr]eports?|[Mm]eetings?)\b))"
    rf"|(?P<review>{REVIEW}\b(?!{MAYBE}\(?U){_ENDS_NAME})"
    r")"
    # One look ahead for all that end in a number: each would have to be compiled.
    rf"|(?:(?P<before>\b(?:UPR{GAP})?(?:UPR|{GROUP}){GAP})?\b(?:"
    rf"(?:[Ss]essions|SESSIONS){GAP}(?P<several>\d{{1,2}}(?:{JOIN}\d{{1,2}}(?!\d)){{1,9}})"
    rf"|(?:[Ss]ession|SESSION){GAP}(?:{_NUMBER_MARK}(?P<plain>\d{{1,2}})|(?P<worded>(?i:{NUMBER_WORDS})\b)))"
    rf"|\b[Pp]re-?\s?[Ss]essions?{GAP}(?P<prior>\d{{1,2}})"
    rf"|\bUPR(?:-|[ -]?(?:WG|Working{GAP}Group)[ -]?|{MAYBE}#)?(?P<short>\d{{1,2}})"
    rf"|\bUPR{GAP}(?P<spaced>\d{{1,2}}){_ENDS_NAME}){_NO_DATE}"
    # "the last session of the third cycle"; `_OF` reads the cycle.
    rf"|\b(?:last|final|Last|Final){GAP}(?:UPR{GAP})?session(?={GAP}of{GAP}the{GAP}[\w-]{{2,14}}{GAP}(?:UPR{GAP})?cycle)"
)
# Where `_SESSION` may begin: at the first letter of few words. A look at one letter leaves most of a text at once.
_BEGINS = re.compile(
    r"[\dEFLNPSTUWeflnpst](?<!\w.)(?=(?<=\d)\d?\s*+(?:st|nd|rd|th|ST|ND|RD|TH)|(?<=[Tt])(?i:went|hir|ent|wel)"
    r"|(?<=[Ff])(?i:ort|ift|irs|our)|(?<=[Ll])ast|(?<=[Ff])inal|(?<=[Ss])(?i:ess|eco|ixt|eve)|(?<=[Ee])(?i:igh|lev)"
    r"|(?<=[Nn])(?i:in)|(?<=U)PR|(?<=W)(?:G|orking)|(?<=[Pp])re-?\s?[Ss]ess)"
)


def find_names(prose: str) -> Iterator[re.Match[str]]:
    """Yield each name or number of a session, by its parts: `ordinal`, `plain`, `several`, `prior`, `short` …."""
    end = 0
    for begin in _BEGINS.finditer(prose):
        if begin.start() >= end and (match := _SESSION.match(prose, begin.start())):
            end = match.end()
            yield match
