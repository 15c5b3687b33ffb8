"""A list of the States of a session holds one that was not reviewed there.

The list is held against the session table, also when it is the list of a Pre-session. A State that was scheduled and
then moved to another session was right to name until the session was over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.state_lists import find_lists, mistaken_for, mode_of, session_of
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.upr.table import Session

CODE = "extra-state"
SUMMARY = "A list of the States of a session that holds one of another session."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each list of a session with States that are not the session's."""
    for names in find_lists(given):
        session = session_of(given, names)
        if session is None:
            yield from _of_another_session(given, names)
            continue
        if mode_of(names, session) == "choice":
            continue
        level = session.confidence.states
        expected = {*session.states, *_still_expected(given, session)}
        extra = [code for code in names.states if code not in expected]
        if extra and level in SEVERITY_OF:
            what = "is no State" if len(extra) == 1 else "are no States"
            yield Finding(
                CODE,
                SEVERITY_OF[level],
                names.place,
                f"{given.state_names(extra)} {what} of session {session.number}",
                given.state_names(extra),
                _hint(given, session, extra),
                source_of(given.table, session, level),
            )


def _of_another_session(given: CheckInput, names: StateList) -> Iterator[Finding]:
    mistaken = mistaken_for(given, names)
    if mistaken and mistaken[0].confidence.states == mistaken[1].confidence.states == "verified":
        named, other = mistaken
        message = f"these are the States of session {other.number}, not of session {named.number}"
        hint = "correct the number of the session or the list"
        yield Finding(CODE, "error", names.place, message, "", hint, source_of(given.table, other, "verified"))


def _still_expected(given: CheckInput, session: Session) -> set[str]:
    """Return the States that were scheduled for the session and had not yet missed it on the day of the issue."""
    is_over = session.end is not None and given.as_of > session.end
    return set() if is_over else {moved.iso3 for moved in session.not_reviewed}


def _hint(given: CheckInput, session: Session, extra: list[str]) -> str:
    """Return where the States belong: the session of the same cycle that reviews them."""
    told = [
        f"{given.state_names([code])} is in session {other.number}"
        for code in extra
        for other in given.table.sessions
        if other.cycle == session.cycle and code in other.states
    ]
    return f"take it out, or name another session: {'; '.join(told)}" if told else "take it out"
