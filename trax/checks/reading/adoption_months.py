"""In which month a text says that the Human Rights Council adopts the outcomes of a session of the UPR.

The Council does so at its next regular session, two to five months later. A month before that is a slip, most often of
the year; a later one is not looked at, since single outcomes were put off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.claim_words import WORD, word_set
from trax.checks.reading.month_claims import MonthClaim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.reading.passage import Passage

_ADOPTS = re.compile(r"\b[Aa]dopt\w*")
_OUTCOMES = re.compile(r"\b(?:[Oo]utcomes?|[Rr]eports?|[Rr]esults?)\b")
_BETWEEN = word_set(
    "will be is are was were been has have to adopt adopted adopts by the un human rights council hrc at its next "
    "regular session plenary in formally finally then of this working group on upr universal periodic review"
)
_LONGEST_GAP = 120


def find_adoption_months(passage: Passage) -> Iterator[MonthClaim]:
    """Yield each month that the words of a passage give for the adoption of the outcomes of a session."""
    if "dopt" not in passage.prose or not passage.sessions:
        return
    for mention in passage.months:
        if mention.month is None or mention.year is None:
            continue
        begin, end = passage.sentence(mention.start)
        named = passage.sessions_between(begin, mention.start)
        if not named or named[-1].is_pre or named[-1].is_shared or not named[-1].is_sure:
            continue
        session = named[-1]
        if not 0 <= mention.start - session.end <= _LONGEST_GAP or not _ADOPTS.search(passage.prose, begin, end):
            continue
        words = [word.lower() for word in WORD.findall(passage.prose, session.end, mention.start)]
        is_plain = all(word in _BETWEEN for word in words) and words[-1:] in (["in"], ["of"])
        if is_plain and _OUTCOMES.search(passage.prose, begin, session.start):
            yield MonthClaim(passage, mention, session.number, "outcomes", is_sure=True)
