"""Words that were to be replaced before the issue goes out: tbc, XX, FIXME, [..], a heading "Draft".

Comments (`<!-- … -->` and `#` notes in a header) are for colleagues and are not looked at. Write the fact, or take the
sentence out; an open question can be kept in a comment. A link that leads nowhere is an error of the reader already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage

CODE = "placeholder"
SUMMARY = "Words that were to be replaced: tbc, XX, FIXME, [..]."

_HINT = "write the fact, or take it out; what is open can stand in a comment: <!-- … -->"
_PLACEHOLDER = re.compile(
    r"\b(?:tb[cad]|TB[CAD]|Tb[cad])\b"
    r"|\b(?i:to\s{1,4}be\s{1,4}(?:confirmed|announced|determined|added|completed))\b"
    r"|\b(?:FIXME|TODO|XXX+|xxx+)\b|(?<![\w'-])(?:XX|xx)(?![\w'-])|\?\?\?+"
    r"|\b(?i:lorem\s{1,4}ipsum)\b"
    r"|\[\.\.\]|\[\s{0,4}\]"
    # Editors also put "[he]" and "[...]" into quotes; only words of a form to fill in make a placeholder.
    r"|(?<!\[)\[(?=[^\[\]\n]{0,80}\b(?i:speakers?|insert|name|title|date|link|add|check|venue|room|text|number|url|photo"
    r"|picture|quote|figure|tb[cad]|first or|or second)\b)[^\[\]\n]{2,80}\](?!\])"
)
# "Room XX" and "Article XX" are Roman numbers.
_ROMAN = re.compile(
    r"(?i:\b(?:room|salle|hall|article|chapter|annex|part|volume|building|section|title|century))\s{1,3}\Z"
)
_DRAFT = re.compile(
    r"^[ \t#]{0,8}(?:(?P<loud>DRAFT)\b[^\n]{0,80}"
    r"|[^\n.]{0,60}?(?P<word>\bDraft\b)(?=[\s]*$|[ \t]*[:)\]]|[ \t]+(?:\d|(?i:concept|version|paper|programme|agenda"
    r"|note|newsletter|issue|text|article)\b))[^\n.]{0,60})$",
    re.MULTILINE,
)


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each placeholder that readers would see."""
    for passage in given.passages:
        for start, text in _placeholders(passage):
            message = f"{quoted(text)} looks like something that was to be replaced"
            yield Finding(CODE, "warning", passage.place(start), message, text, _HINT)


def _placeholders(passage: Passage) -> Iterator[tuple[int, str]]:
    prose = passage.prose
    for match in _PLACEHOLDER.finditer(prose):
        is_number = match[0].upper().startswith("XX") and _ROMAN.search(
            prose, max(0, match.start() - 20), match.start()
        )
        if not is_number:
            yield match.start(), match[0]
    for match in _DRAFT.finditer(prose):
        group = "loud" if match["loud"] else "word"
        yield match.start(group), match[group]
