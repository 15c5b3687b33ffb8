"""A link whose words say nothing by themselves: "here", "click here", "read more", or its bare address.

People who use a screen reader jump from link to link and hear only these words; everybody else finds a link faster
when it says what is behind it. Name the thing: "the timetable of the Pre-sessions". "click here" without any link is
reported too, because links are lost when text is pasted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage

CODE = "link-text"
SUMMARY = "A link whose words say nothing by themselves: here, read more, a bare address."

_SAY_NOTHING = frozenset(
    {"here", "click here", "click", "see here", "read here", "available here", "more here", "read more here"}
    | {"more", "read more", "read on", "see more", "learn more", "find out more", "know more", "more info"}
    | {"more information", "continue", "continue reading", "this", "this link", "link", "the link", "this page"}
    | {"page", "website", "this website", "details", "go", "view", "download here", "register here", "watch here"}
)
_LOST = re.compile(
    r"\b(?i:click(?:ing)?|available|accessible|found|read(?:\s{1,4}more)?|more|register|download|watch|see|note|programme)"
    r"\s{1,4}here\b(?!\s{1,4}(?:in|at|on|with)\b)"
)
_HINT = 'name what is behind it, such as "the timetable of the Pre-sessions"'
_LINK_ENTRY = re.compile(r"links\.\d+\.text")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link of a body, button or list of links that does not say where it leads."""
    for passage in given.passages:
        if passage.field == "link_text" or _LINK_ENTRY.fullmatch(passage.field):
            message = _problem(passage.source)
            if message:
                yield Finding(CODE, "warning", passage.begins, message, passage.source, _HINT)
        elif not passage.field:
            yield from _in_body(passage)


def _in_body(passage: Passage) -> Iterator[Finding]:
    links = [link for link in passage.links if not link.is_image]
    for link in links:
        message = _problem(" ".join(passage.prose[link.text_start : link.text_end].split()) or link.text)
        if message:
            yield Finding(CODE, "warning", passage.place(link.start), message, link.text, _HINT)
    for match in _LOST.finditer(passage.prose):
        before = bisect_left(links, match.end(), key=lambda link: link.start) - 1
        if before < 0 or links[before].end <= match.start():
            message = f"{quoted(match[0])} has no link"
            hint = "links are lost when text is pasted: put the address back, behind words that name the thing"
            yield Finding(CODE, "warning", passage.place(match.start()), message, match[0], hint)


def _problem(words: str) -> str:
    """Return what is wrong with the words of a link; empty when nothing is."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", words).lower().split())
    if not plain:
        return "a link has no words"
    if _ADDRESS.fullmatch(words.strip()):
        return "a link shows its bare address, which is read out sign by sign to people who listen"
    return f"the link {quoted(words)} does not say where it leads" if plain in _SAY_NOTHING else ""
