"""Whether the line above a range of days is a heading that says of which session they are.

"21 January: first day of session 15" above "25 February - 22 March: 22nd session of the HRC" is an entry of the same
list and no heading; and a line that names another body, or another session, speaks of itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.claim_words import ACTIVITY
from trax.checks.reading.session_anchors import begin_of_before
from trax.checks.reading.session_text import OTHER_BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.session_text import SessionMention
    from trax.content.date_text import DateMention

_ENTRY = re.compile(r"(?:[-*+\u2022>|\u2013]|\d{1,2}[.)]|\d)\s*[^\s*]")
_LONGEST_HEADING = 120


def session_above(
    passage: Passage, anchors: Sequence[SessionMention], mention: DateMention, begin: int
) -> SessionMention | None:
    """Return the one session that the short line above a line of days names, or None."""
    line_end = passage.prose.find("\n", mention.end)
    if OTHER_BODY.search(passage.prose, mention.end, line_end if line_end >= 0 else len(passage.prose)):
        return None
    end, begin = begin, begin_of_before(passage, begin)
    heading = passage.source[begin:end].strip()
    named = [anchor for anchor in anchors if begin <= anchor.start < end]
    if len(named) != 1 or named[0].is_shared or len(heading) > _LONGEST_HEADING or heading.endswith("."):
        return None
    has_days = any(begin <= each.start < end for each in passage.dates)
    if (has_days and _ENTRY.match(heading)) or (not named[0].is_pre and ACTIVITY.search(heading)):
        return None
    return named[0]
