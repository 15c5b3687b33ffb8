"""Words and marks of a text that stand twice: `the the`, `,,`. What may be right twice is left alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from trax.checks.reading.leftovers import Leftover
from trax.content.wording import quoted, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.model import Severity

_TWICE = re.compile(
    r"(?<![\w'\u2019/@.-])(?P<word>[A-Za-z][a-z]{0,19})(?P<gap>[^\S\n]{1,12}|[^\S\n]{0,8}\n[^\S\n]{0,8})(?P<again>(?i:(?P=word)))"
    r"(?![\w'\u2019/@-]|\.\w)"
)

# No sentence has these twice in a row.
_NEVER = word_set(
    "the a an of and or but with from to for at by our their its your these this those would which during into also as "
    "than because they we"
)
# These a sentence may have, as in "what it is is clear", but it rarely does. "That that" and "had had" are common.
_RARELY = word_set("is was are were has have will be been in on it he she not")
_MAY_BE = word_set("that very many much more long well really there blah hear again never nous vous faire")
_SHORTEST_OTHER, _LONG_LINE = 4, 40
_MARKS = re.compile(
    r"(?P<comma>,[^\S\n]?,|,\.(?!\.)|;;)|(?<![.\u2026/\[])\.\.(?![.\d/\u2026\]])|;,|,;|(?<=[^\W\d]) ,(?= )"
)
_SIGNS = (",,", ", ,", ",.", ";;", "..", ";,", ",;", " , ")
_ONLY_MARKUP = re.compile(r"[\s*_]*")


def find_doubled(passage: Passage) -> Iterator[Leftover]:
    """Yield words that stand twice in a row, and marks that do."""
    for match in _TWICE.finditer(passage.prose) if _has_twice(passage.prose) else ():
        severity = _severity(passage, match)
        if severity:
            text = " ".join(match[0].split())
            message = f"{quoted(match['again'])} stands twice"
            yield Leftover(match.start(), text, message, "take one of them out", severity)
    has_marks = any(sign in passage.prose for sign in _SIGNS)
    for match in _MARKS.finditer(passage.prose) if has_marks else ():
        if passage.source[match.start() : match.end()] == match[0]:
            message = f"{quoted(match[0])} has a mark or a space too many"
            kind: Severity = "warning" if match["comma"] else "notice"
            yield Leftover(match.start(), match[0], message, "take out what is too many", kind)


def _has_twice(prose: str) -> bool:
    """Return whether a word may stand twice in a row: far quicker than the pattern, and seldom true."""
    words = prose.lower().split()
    pairs = [(one, two) for one, two in pairwise(words) if two.startswith(one)]
    return any(one == two or not two[len(one)].isalnum() for one, two in pairs)


def _severity(passage: Passage, match: re.Match[str]) -> Severity | None:
    """Return how sure it is that a word stands twice by mistake."""
    word, again = match["word"], match["again"]
    if not _ONLY_MARKUP.fullmatch(passage.source, match.start("gap"), match.end("gap")):
        return None
    is_name = again[0].isupper() and word[0].islower()  # "the The Hague Conference"
    if is_name or (len(word) == 1 and word.isupper()):  # "Group A a week ago"
        return None
    if word.lower() in _NEVER:
        return "warning" if "\n" not in match["gap"] or _is_wrapped(passage.prose, match) else None
    if "\n" in match["gap"] or len(match["gap"]) > 1:
        return None
    is_word = len(word) >= _SHORTEST_OTHER and word.islower() and again.islower() and word not in _MAY_BE
    return "notice" if word.lower() in _RARELY or is_word else None


def _is_wrapped(prose: str, match: re.Match[str]) -> bool:
    """Return whether a line was broken for its length, so that the next one goes on with the sentence."""
    start = match.start()
    return match["again"].islower() and start - prose.rfind("\n", 0, start) >= _LONG_LINE
