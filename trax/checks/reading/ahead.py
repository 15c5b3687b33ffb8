"""What a text announces, with the day: `will be held on 3 March 2014`, `register by 1 May`, `join us on 5 May`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.reading.event_dates import find_held, names_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention


@dataclass(frozen=True, slots=True)
class Announcement:
    """A day that a text looks ahead to; `is_deadline` tells the last day for something from the day of an event."""

    mention: DateMention
    is_deadline: bool


_ASKED = re.compile(
    r"\b(?i:(?:please\s+|can\s+|may\s+|must\s+|should\s+)?(?:register|apply|rsvp|sign\s+up|submit|reply|respond|send\s+(?:us|your))"
    r"|applications?\s+(?:must|should|can|may|are|will)\s+be\s+(?:sent|submitted|received|made))\b(?P<between>[^.;:!?]{0,80}?)"
    r"\b(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than)\s+(?:the\s+)?\Z"
)
_DUE = re.compile(r"\b(?i:deadline)\b(?P<between>[^.;:!?]{0,100}?)\b(?:is|will\s+be)\s+(?:on\s+)?(?:the\s+)?\Z")
_INVITED = re.compile(
    r"\b(?i:join\s+us|save\s+the\s+date|we\s+(?:look\s+forward\s+to\s+seeing|hope\s+to\s+see)\s+you)\b"
    r"(?P<between>[^.;!?]{0,80}?)(?:\bon\s+(?:the\s+)?|[:,]\s*|\bfrom\s+)\Z"
)
# "had to register by": told of the past, or of what somebody said.
_TOLD = re.compile(
    r"\b(?:had|was|were|did|invited|asked|encouraged|requested|could|would|decided|announced|said|agreed|stated|recalled|wrote"
    r"|explained|failed|used|able|planned|expected|hoped)\b"
)
# A date without one of these before it is not looked at more closely.
_SIGNS = (
    *("will", "shall", "held", "scheduled", "planned", "to take", "egister", "pply", "pplication", "eadline", "oin us"),
    *("ave the", "RSVP", "rsvp", "ign up", "ubmit", "eply", "espond", "end us", "end your", "see you", "seeing you"),
)
_FAR = 140


def find_announcements(passage: Passage) -> Iterator[Announcement]:
    """Yield the days of a text that are said to lie ahead."""
    if not passage.dates:
        return
    held = {claim.mention.start for claim in find_held(passage) if claim.is_ahead}
    for mention in passage.dates:
        begin, _ = passage.sentence(mention.start)
        low = max(begin, mention.start - _FAR)
        before = passage.prose[low : mention.start]
        if not any(sign in before for sign in _SIGNS):
            continue
        is_event = mention.start in held or _INVITED.search(before) is not None
        is_deadline = not is_event and (_ASKED.search(before) or _DUE.search(before)) is not None
        if not (is_event or is_deadline):
            continue
        is_quoted = before.rfind("\u201c") > before.rfind("\u201d")
        if not (is_quoted or names_change(passage, mention.start) or _TOLD.search(before)):
            yield Announcement(mention, is_deadline=is_deadline)
