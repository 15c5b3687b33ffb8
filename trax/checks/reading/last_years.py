"""Entries of a calendar that lie in last year, while all beside them lie ahead: `Training: 4-8 December 2022`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.reading.event_dates import names_change
from trax.checks.reading.tense import tense_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trax.checks.reading.passage import Passage
    from trax.content.date_text import DateMention

_LABEL = re.compile(r"(?:\A|[\n.;]\s{0,4}[*\u2022-]?\s{0,4})[A-Z][\w' -]{2,60}:\s{1,3}\Z")
_FAR = 80
_YEAR_DAYS, _SHORTEST_DAYS = 366, 180


def find_last_years(passage: Passage, day: date) -> Iterator[tuple[DateMention, date]]:
    """Yield the labelled days of last year, with the last of each, that would be ahead if their year were the next.

    Args:
        day: Of the text.
    """
    for index, mention in enumerate(passage.dates):
        last = (mention.last or mention.first).known()
        if last is None or not _SHORTEST_DAYS < (day - last).days < _YEAR_DAYS:
            continue
        if not _LABEL.search(passage.prose, max(0, mention.start - _FAR), mention.start):
            continue
        if tense_of(passage.prose, *passage.sentence(mention.start)) == "past" or names_change(passage, mention.start):
            continue
        begin, end = passage.paragraph(mention.start)
        near = passage.dates[max(0, index - 4) : index + 5]
        beside = [each for each in near if each is not mention and begin <= each.start < end]
        known = [found for each in beside if (found := (each.last or each.first).known())]
        if known and all(found >= day for found in known):
            yield mention, last
