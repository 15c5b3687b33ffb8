"""Whether a sentence looks back or ahead: "was held on" or "will be held on"."""

from __future__ import annotations

import re
from typing import Literal

# Neither, for a sentence without a verb of time, or with both.
Tense = Literal["past", "future", ""]

_FUTURE = re.compile(
    r"\b(?i:will|shall|(?:is|are)\s+(?:to\s+\w+|scheduled|planned|due|expected)|to\s+be\s+held|upcoming|forthcoming"
    r"|join\s+us|(?:please\s+)?register|apply\s+by|submit|don['\u2019]t\s+miss|save\s+the\s+date|deadlines?\s+(?:is|are)"
    r"|takes?\s+place|(?:meets|resumes|opens|begins|starts|closes|ends|leaves|returns)\s+(?:again\s+)?on|meets?\s+again)\b"
)
_PAST = re.compile(
    r"\b(?i:was|were|had|took|has\s+been|have\s+been|did|met|gave|spoke|began|led|ran|saw|brought|came"
    r"|(?<!\bbe\s)(?:held|launched|organi[sz]ed|hosted|attended|presented|discussed|published|released|adopted|opened"
    r"|participated|trained|visited|reviewed|celebrated|marked|gathered|welcomed|called|closed|started))\b"
)


def tense_of(text: str, begin: int, end: int) -> Tense:
    """Return whether a part of a text speaks of the past or of the future; empty for both or neither."""
    is_future = _FUTURE.search(text, begin, end) is not None
    is_past = _PAST.search(text, begin, end) is not None
    if is_future == is_past:
        return ""
    return "future" if is_future else "past"
