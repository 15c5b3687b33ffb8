"""A list of the States of a session holds one that was not reviewed there.

The list is held against the session table, also when it is the list of a Pre-session or a choice ("including"). A State
that was scheduled and then moved to another session was right to name until the session was over, and is afterwards
where the text says that it was scheduled, absent or postponed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import SEVERITY_OF, source_of
from trax.checks.reading.list_sessions import mistaken_for
from trax.checks.reading.list_words import speaks_of_plan
from trax.checks.reading.review_claims import find_review_claims
from trax.checks.reading.state_lists import find_lists
from trax.model import Finding
from trax.upr.expected import expected_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.model import Place
    from trax.upr.table import ConfidenceLevel, Session

CODE = "extra-state"
SUMMARY = "A list of the States of a session that holds one of another session."

# One State in so many may be a slip; more of them show that the list is something else.
_ONE_IN = 4


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each list of a session with States that are not the session's."""
    yield from _in_sentences(given)
    for names in find_lists(given):
        own = names.belonging
        if own is None:
            yield from _of_another_session(given, names)
            continue
        allowed = expected_states(given.table, own.session, given.as_of, as_planned=speaks_of_plan(names.whole)).allowed
        extra = [code for code in names.states if code not in allowed]
        is_slip = own.mode == "all" or len(extra) <= max(1, len(names.states) // _ONE_IN)
        if not extra or own.mode == "other" or not is_slip or own.level not in SEVERITY_OF:
            continue
        yield _finding(given, own.session, extra, names.place, own.level)


def _in_sentences(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding where a sentence says of States that a session reviewed them, and another one did."""
    for passage in given.passages:
        for claim in find_review_claims(passage):
            session = given.table.session(claim.number)
            if session is None or session.confidence.states not in SEVERITY_OF:
                continue
            allowed = expected_states(given.table, session, given.as_of).allowed
            extra = [entry.iso3 for entry in claim.entries if entry.iso3 and entry.iso3 not in allowed]
            if extra:
                place = passage.place(claim.entries[0].start)
                yield _finding(given, session, extra, place, session.confidence.states)


def _finding(given: CheckInput, session: Session, extra: list[str], place: Place, level: ConfidenceLevel) -> Finding:
    what = "is no State" if len(extra) == 1 else "are no States"
    return Finding(
        CODE,
        SEVERITY_OF[level],
        place,
        f"{given.state_names(extra)} {what} of session {session.number}",
        given.state_names(extra),
        _hint(given, session, extra),
        source_of(given.table, session, level),
    )


def _of_another_session(given: CheckInput, names: StateList) -> Iterator[Finding]:
    mistaken = mistaken_for(names)
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
