"""A link whose words say nothing by themselves: "here", "click here", "read more", or its bare address.

People who use a screen reader jump from link to link and hear only these words; everybody else finds a link faster
when it says what is behind it. Name the thing: "the timetable of the Pre-sessions". "click here" without any link is
reported too, because links are lost when text is pasted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.link_phrases import find_lost_links, problem_of
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.passage import Passage

CODE = "link-text"
SUMMARY = "A link whose words say nothing by themselves: here, read more, a bare address."

_HINT = 'name what is behind it, such as "the timetable of the Pre-sessions"'
_LOST_HINT = "links are lost when text is pasted: put the address back, behind words that name the thing"
_LINK_ENTRY = re.compile(r"links\.\d+\.text")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link of a body, button or list of links that does not say where it leads."""
    for passage in given.passages:
        if passage.field == "link_text" or _LINK_ENTRY.fullmatch(passage.field):
            message = problem_of(passage.source)
            if message:
                yield Finding(CODE, "warning", passage.begins, message, passage.source, _HINT)
        elif not passage.field:
            yield from _in_body(passage)


def _in_body(passage: Passage) -> Iterator[Finding]:
    # Plain text has no other way to show a link than its address.
    is_plain = passage.document is not None and passage.document.form == "text"
    for link in passage.links:
        if link.is_image or (is_plain and link.is_bare):
            continue
        message = problem_of(" ".join(passage.prose[link.text_start : link.text_end].split()) or link.text)
        if message:
            yield Finding(CODE, "warning", passage.place(link.start), message, link.text, _HINT)
    for lost in find_lost_links(passage):
        message = f"{quoted(lost.text)} has no link"
        yield Finding(CODE, "warning", passage.place(lost.start), message, lost.text, _LOST_HINT)
