"""A list of the States of a session holds one that was not reviewed there.

The list is held against the session table, also when it is the list of a Pre-session or a choice ("including"). A State
that was scheduled and then moved to another session was right to name until the session was over, and is afterwards
where the text says that it was scheduled, absent or postponed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.state_lists import belonging, find_lists, mistaken_for
from trax.model import Finding
from trax.upr.expected import expected_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Session

CODE = "extra-state"
SUMMARY = "A list of the States of a session that holds one of another session."

# One State in so many may be a slip; more of them show that the list is something else.
_ONE_IN = 4
_OF_A_PLAN = re.compile(
    r"\b(?i:scheduled|planned|due to be|were to be|was to be|originally|initially|tentative\w*|postpon\w*|absen\w*"
    r"|reschedul\w*|cancel\w*|boycott\w*|(?:did|does|will) not|not (?:be(?:en)? )?reviewed|moved|deferr\w*|withdr\w*)\b"
)


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each list of a session with States that are not the session's."""
    for names in find_lists(given):
        own = belonging(given, names)
        if own is None:
            yield from _of_another_session(given, names)
            continue
        allowed = expected_states(given.table, own.session, given.as_of, as_planned=_is_of_a_plan(names)).allowed
        extra = [code for code in names.states if code not in allowed]
        is_slip = own.mode == "all" or len(extra) <= max(1, len(names.states) // _ONE_IN)
        if not extra or own.mode == "other" or not is_slip or own.level not in SEVERITY_OF:
            continue
        what = "is no State" if len(extra) == 1 else "are no States"
        yield Finding(
            CODE,
            SEVERITY_OF[own.level],
            names.place,
            f"{given.state_names(extra)} {what} of session {own.session.number}",
            given.state_names(extra),
            _hint(given, own.session, extra),
            source_of(given.table, own.session, own.level),
        )


def _is_of_a_plan(names: StateList) -> bool:
    end = names.end + len(names.tail)
    return _OF_A_PLAN.search(names.introduction + names.passage.prose[names.start : end]) is not None


def _of_another_session(given: CheckInput, names: StateList) -> Iterator[Finding]:
    mistaken = mistaken_for(given, names)
    if mistaken and mistaken[0].confidence.states == mistaken[1].confidence.states == "verified":
        named, other = mistaken
        message = f"these are the States of session {other.number}, not of session {named.number}"
        hint = "correct the number of the session or the list"
        yield Finding(CODE, "error", names.place, message, "", hint, source_of(given.table, other, "verified"))


def _hint(given: CheckInput, session: Session, extra: list[str]) -> str:
    """Return where the States belong: the session of the same cycle that reviews them."""
    told = [
        f"{given.state_names([code])} is in session {other.number}"
        for code in extra
        for other in given.table.sessions
        if other.cycle == session.cycle and code in other.states
    ]
    return f"take it out, or name another session: {'; '.join(told)}" if told else "take it out"
