"""The days of lists: those of sessions that stand in a list of sessions, and those above a list of a session's States.

`20 January to 7 February 2014: New Zealand, Afghanistan, …` names no session, but its States are those of the 18th.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from trax.checks.reading.session_claims import Claim
from trax.checks.reading.session_listings import is_long_enough
from trax.content.date_text import DateMention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trax.checks.reading.passage import Passage
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Session

_LEADS_TO_LIST = re.compile(r"[^\S\n]*[:\u2013\u2014]\s*(?:the\s+)?", re.IGNORECASE)
_OPENS = re.compile(r"(?:\A|\n|[.;!?]\s)[\s*#>\u2022-]*(?:from\s+)?\Z", re.IGNORECASE)
_FEWEST_STATES, _PART_OF_SESSION = 8, 0.75
_NEAR = timedelta(days=400)
_LEAD = 12


def with_listed(passage: Passage, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a passage; where a list tells whose the days are, that counts and not the words beside."""
    listed = {claim.mention.start: claim for claim in (*_of_states(passage), *_of_sessions(passage))}
    others = [claim for claim in claims if claim.mention.start not in listed]
    return tuple(sorted((*others, *listed.values()), key=lambda claim: claim.mention.start))


def _of_sessions(passage: Passage) -> Iterator[Claim]:
    """Yield the days of each entry of a list of sessions."""
    for entry in passage.listed:
        when, session = entry.when, passage.table.session(entry.number)
        if isinstance(when, DateMention) and session and session.start and is_long_enough(when, session.start):
            claim = Claim(passage, when, entry.number, when.first, when.last, is_pre=False, tie="said of it")
            yield replace(claim, is_certain=entry.is_certain)


def _of_states(passage: Passage) -> Iterator[Claim]:
    """Yield the days that open a line and lead to a list of nearly all States of one session."""
    ranges = [each for each in passage.dates if each.last]
    ends = [each.end for each in ranges]
    for listed in passage.state_lists if ranges else ():
        before = bisect_right(ends, listed.start)
        if not before or len(listed.states) < _FEWEST_STATES:
            continue
        when = ranges[before - 1]
        opens = _OPENS.search(passage.prose[max(0, when.start - _LEAD) : when.start])
        if not opens or not _LEADS_TO_LIST.fullmatch(passage.prose, when.end, listed.start):
            continue
        session = _session_of(passage, listed, when)
        if session and session.start and is_long_enough(when, session.start):
            yield Claim(passage, when, session.number, when.first, when.last, is_pre=False, tie="said of it")


def _session_of(passage: Passage, listed: StateList, when: DateMention) -> Session | None:
    """Return the session near the days of which a list has nearly all States, and hardly another one."""
    states = set(listed.states)
    for session in passage.table.sessions:
        day = when.first.nearest(session.start) if session.start else None
        if session.start is None or day is None or abs(day - session.start) > _NEAR:
            continue
        shared = len(states & set(session.states))
        if shared >= _PART_OF_SESSION * max(len(states), len(session.states)):
            return session
    return None
