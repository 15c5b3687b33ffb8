"""Words of a text that were to be replaced: tbc, XX, FIXME, `[insert name]`, a heading "Draft".

What only looks like one is left alone: Roman numbers (Room XX), words that an editor put into a quotation, what is to
be confirmed by somebody, and drafts that are the subject ("draft resolution").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Words that readers should not see."""

    start: int
    text: str


_SURE = re.compile(
    r"\b(?:tb[cad]|TB[CAD]|Tb[cad])\b"
    r"|\b(?:FIXME|TODO|XXX+|xxx+)\b|(?<![\w'-])(?:XX|xx)(?![\w'-])|\b20(?:XX|xx)\b|\?\?\?+"
    r"|\b(?i:lorem(?=\s{1,4}ipsum)\s{1,4}ipsum)\b"
    r"|\[\.\.\]|\[\s{0,4}\]|\[[Xx]{2,}\]|\[\?+\]"
    r"|\b(?i:(?:please )?do not (?:circulate|distribute|quote|cite)|not for (?:circulation|distribution))\b"
    r"(?=[ \t.!)\]*_]{0,4}(?:\n|\Z))"
    r"|(?<=\bon )X{1,2}(?= (?:January|February|March|April|May|June|July|August|September|October|November|December))"
)
_SIGNS = (
    *(
        "tbc",
        "tba",
        "tbd",
        "TB",
        "Tb",
        "FIXME",
        "TODO",
        "XX",
        "xx",
        "??",
        "orem",
        "[..]",
        "[ ",
        "[]",
        "[\n",
        "[X",
        "[x",
    ),
    *("[?", "on X", "o not ", "ot for ", "OT FOR ", "O NOT "),
)
# "His nomination is to be confirmed by the Council" is news; "Room: to be confirmed" is a gap.
_TO_BE = re.compile(
    r"\b(?i:to\s{1,4}be\s{1,4}(?P<what>confirmed|announced|determined|decided|added|completed|inserted|updated))\b"
    r"(?=\s{0,3}(?:[)\].;!]|,\s|\n|\Z|(?:and|or|but)\b))"
)
_SOMEBODY_HAS = re.compile(
    r"\b(?i:needs?|needed|ha[sd]|have|having|remains?|remained|expected|likely|wants?|wanted|ought|was|were|yet|still"
    r"|recommendations?|reports?|decisions?|actions?|work|task|forms?)(?:\s{1,3}\w{1,12})?\s{1,4}\Z"
)
_ONLY_IN_BRACKETS = frozenset({"added", "completed", "inserted", "updated", "decided"})
_OPENS = re.compile(r"(?:[(\[:\u2013\u2014-]|\b(?:[Nn]ames?|[Tt]itles?|[Ll]inks?|[Tt]ext))\s{0,3}\Z")
_FORM_WORD = (
    r"(?:speakers?|moderators?|insert|names?|titles?|dates?|times?|links?|add|check|venue|rooms?|text|numbers?|urls?|photos?"
    r"|pictures?|images?|logos?|quotes?|figures?|address|e-?mail|organi[sz]ation|country|tb[cad])"
)
# Editors also put "[he]" and "[...]" into quotes; only words of a form to fill in make a placeholder.
_BRACKETED = re.compile(
    rf"(?<!\[)\[\s?(?:"
    rf"(?i:insert|add|check|enter|fill in|type|confirm)\b[^\[\]\n]{{0,80}}"
    rf"|(?i:(?:the|your|speaker|event|first|last|full|short|exact|new)\s)?(?i:{_FORM_WORD})(?:\s[^\[\]\n]{{1,30}})?"
    rf"|[^\[\]\n]{{0,60}}\b(?i:first or|or second|tb[cad]|to be (?:confirmed|added|completed|announced)|missing)\b"
    rf"[^\[\]\n]{{0,60}})\s?\](?!\])"
)
_INSERT = re.compile(r"[({](?i:insert|enter|fill in)\s(?i:the |your |a )?\w[^(){}\n]{0,40}[)}]")
# A caption is no gap: "[Photo: UN Geneva]", "[text in French]", "[title in Spanish]", "[state party]".
_CAPTION = re.compile(
    r"\[\s?(?i:photos?|pictures?|images?|figures?)\s?(?::|by\b|\d|credit)|\[(?i:\w+)\s(?i:in|part(?:y|ies))\b"
)
# "Room XX" and "Article XX" are Roman numbers, and so are centuries and congresses.
_ROMAN_BEFORE = re.compile(
    r"(?i:\b(?:room|salle|hall|articles?|chapter|annex|part|volume|vol\.|building|section|title|century|protocol|appendix"
    r"|table|figure|pope|king|louis|b[a\u00e2]timent|door|siglo|conference|and|to|rooms|-))\s{0,3}\Z|\b[IVXLC]{1,7}(?:\s?,|\s(?:and|or|to))?\s\Z"
)
_ROMAN_AFTER = re.compile(
    r"\s{1,3}(?i:century|congress|anniversary|olympi\w+|summit|conference|ordinary|general|edition)\b"
)
_DRAFT = re.compile(
    r"^[ \t#*_]{0,10}(?:(?P<loud>DRAFT)(?=[\s*_]*$|[ \t]*[-:\u2013\u2014)(\]\d]|[ \t]+[a-z]|[ \t]+v?\d"
    r"|[ \t]+(?:CONCEPT|VERSION|PROGRAMME|AGENDA|PAPER|NOTE|NEWSLETTER|ISSUE|TEXT)\b)"
    r"|[^\n.]{0,60}?(?P<word>\bDraft\b)(?=[\s*_]*$|[ \t]*[:)\]]|[ \t]+(?:\d"
    r"|(?i:concept|version|paper|programme|agenda|note|newsletter|issue)\b)))(?P<rest>[^\n]{0,80})$",
    re.MULTILINE,
)
# A heading or sentence about drafts of others: "Draft programme of work of the Council adopted".
_TOLD = (
    r"\b(?i:adopt\w*|publish\w*|available|presented|discuss\w*|circulat\w*|submit\w*|releas\w*|is|are|was|were|will|has|have"
    r"|online|out)\b"
)
_BEFORE_SUBJECT = re.compile(_TOLD)
_AFTER_SUBJECT = re.compile(
    rf"{_TOLD}|\b(?i:law|bill|resolutions?|reports?|of work|decisions?|outcome|convention|treaty|articles?)\b"
)
_STANDS_ALONE = re.compile(r"\s*\Z|\n[^\S\n]*\n")
_TASK = re.compile(r"[\s>]*(?:[-*+]|\d{1,3}[.)])\s*\Z")
_ASKS_FOR = re.compile(r".\s?(?i:insert|add|enter|fill|tb[cad])")
_NEAR = 40
_LONGEST_QUOTE = 600


def find_placeholders(passage: Passage) -> Iterator[Placeholder]:
    """Yield the words of a text that were to be replaced, in the order of their kinds."""
    prose = passage.prose
    forms = [match for pattern in (_BRACKETED, _INSERT) for match in pattern.finditer(prose)]
    forms = [match for match in forms if not _CAPTION.match(match[0]) and not _is_quoted(passage, match)]
    yield from (Placeholder(match.start(), match[0]) for match in forms)
    sure = _SURE.finditer(prose) if any(sign in prose for sign in _SIGNS) else ()
    for match in (*sure, *(each for each in _TO_BE.finditer(prose) if _is_open(prose, each))):
        is_told = any(form.start() <= match.start() < form.end() for form in forms)
        if not is_told and not _is_roman(prose, match) and not _is_task(passage, match):
            yield Placeholder(match.start(), match[0])
    for match in _DRAFT.finditer(prose) if "Draft" in prose or "DRAFT" in prose else ():
        group = "loud" if match["loud"] else "word"
        before = prose[match.start() : match.start(group)]
        if before.strip(" \t#*_") and not _STANDS_ALONE.match(prose, match.end()):
            continue  # a line of a paragraph
        if not _BEFORE_SUBJECT.search(before) and not _AFTER_SUBJECT.search(match["rest"]):
            yield Placeholder(match.start(group), match[group])


def _is_open(prose: str, match: re.Match[str]) -> bool:
    """Return whether "to be confirmed" marks a gap, and is not what somebody has to do."""
    low = max(0, match.start() - _NEAR)
    if _OPENS.search(prose, low, match.start()):
        return True
    return match["what"].lower() not in _ONLY_IN_BRACKETS and not _SOMEBODY_HAS.search(prose, low, match.start())


def _is_roman(prose: str, match: re.Match[str]) -> bool:
    if match[0].upper().strip("X"):
        return False
    before = _ROMAN_BEFORE.search(prose, max(0, match.start() - _NEAR), match.start())
    return before is not None or _ROMAN_AFTER.match(prose, match.end()) is not None


def _is_task(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether empty brackets are a box to tick: `- [ ] Register`."""
    begin = passage.source.rfind("\n", 0, match.start()) + 1
    return match[0].startswith("[ ") and _TASK.match(passage.source, begin, match.start()) is not None


def _is_quoted(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether words in brackets stand within a quotation, where an editor put them."""
    if _ASKS_FOR.match(match[0]):
        return False
    prose, start = passage.prose, match.start()
    low = max(0, start - _LONGEST_QUOTE, prose.rfind("\n\n", 0, start))
    opened = prose.rfind("\u201c", low, start)
    is_block = passage.source.startswith(">", passage.source.rfind("\n", 0, start) + 1)
    is_in_quotes = (opened >= 0 and prose.rfind("\u201d", low, start) < opened) or prose.count('"', low, start) % 2
    return bool(is_in_quotes) or is_block or (passage.item is not None and passage.item.kind == "quote")
