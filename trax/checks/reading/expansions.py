"""Acronyms spelled out beside themselves, `Universal Periodical Review (UPR)`, held against the glossary."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from trax.checks.reading.misspelt import Slip

if TYPE_CHECKING:
    from trax.upr.glossary import Glossary

_BRACKETED = re.compile(r"\((?P<acronym>[A-Z]{3,8})s?\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WINDOW = 160
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "at", "a", "with", "from", "by"})
_ALIKE = 0.7


def find_odd_expansions(text: str, glossary: Glossary) -> tuple[Slip, ...]:
    """Return the words before a bracketed acronym that differ from the glossary's in one word, and only a little.

    Singular and plural, British and American spelling, capitals and small words make no difference.
    """
    found = []
    for match in _BRACKETED.finditer(text):
        term = glossary.term(match["acronym"])
        if term is None or not term.expansion:
            continue
        wanted = [word for word in _WORD.findall(term.expansion) if word.lower() not in _SMALL]
        low = max(0, match.start() - _WINDOW)
        before = [word for word in _WORD.finditer(text, low, match.start()) if word[0].lower() not in _SMALL]
        words = before[-len(wanted) :]
        odd = [pair for pair in zip(words, wanted, strict=False) if _stem(pair[0][0]) != _stem(pair[1])]
        if len(words) == len(wanted) > 1 and len(odd) == 1 and _is_slip(odd[0][0][0], odd[0][1]):
            start, end = words[0].start(), words[-1].end()
            found.append(Slip(text[start:end], term.expansion, start, end))
    return tuple(found)


def _is_slip(word: str, right: str) -> bool:
    return word[0].lower() == right[0].lower() and SequenceMatcher(None, _stem(word), _stem(right)).ratio() >= _ALIKE


def _stem(word: str) -> str:
    plain = word.lower().replace("z", "s").replace("programme", "program").replace("-", "")
    return plain.removesuffix("s") or plain
