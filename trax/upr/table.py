"""The session table: the 54 sessions of the UPR Working Group, the 193 States, and how sure each fact is.

The facts are kept by people in `data/sessions.yaml` and `data/state-names.yaml`; `python -m trax.upr.compile` turns
them into `data/table.json`, which is what is read here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ConfidenceLevel = Literal["verified", "single-source", "from-memory", "unknown"]
Order = Literal["review", "alphabetical", "source-list"]
Status = Literal["held", "scheduled"]

TABLE_FILE = Path(__file__).parent / "data" / "table.json"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the fields of a session are; `order` speaks of the order of its States."""

    overall: ConfidenceLevel
    states: ConfidenceLevel
    start: ConfidenceLevel
    end: ConfidenceLevel
    order: ConfidenceLevel


@dataclass(frozen=True, slots=True)
class PreSession:
    """UPR Info's meetings before a session.

    Attributes:
        month: `2015-10` where the month is all that is known.
        source: Keys of `Table.sources`, or free text, separated by commas; empty when there is none.
    """

    start: date | None
    end: date | None
    month: str | None
    place: str | None
    confidence: ConfidenceLevel
    source: str
    format: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """The regular session of the Human Rights Council that adopts the outcomes.

    Attributes:
        when: `2015-06`, or `2009-06-09/2009-06-12` from the first day to the last.
        sources: Keys of `Table.sources`, or free text.
    """

    hrc_session: int | None
    when: str | None
    confidence: ConfidenceLevel
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateClaim:
    """Dates that a source gives and that the table does not follow.

    Attributes:
        is_plan: Whether they were the plan once, and right in a text of that time.
    """

    source: str
    start: date | None
    end: date | None
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """A State that was scheduled for a session and not reviewed in it."""

    iso3: str
    reason: str
    moved_to_session: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the UPR Working Group; a date that is not established is None.

    Attributes:
        states: ISO 3166-1 alpha-3 codes, in the order that `order` names.
        order: `review`, or `alphabetical` and `source-list` where the order of review is not established.
        sources: Keys of `Table.sources`.
        format: `hybrid` or the like, where it was not a meeting in one room.
    """

    number: int
    cycle: int
    start: date | None
    end: date | None
    place: str
    status: Status
    states: tuple[str, ...]
    order: Order
    pre_session: PreSession | None
    adoption: Adoption | None
    other_date_claims: tuple[DateClaim, ...]
    notes: str | None
    sources: tuple[str, ...]
    confidence: Confidence
    not_reviewed: tuple[NotReviewed, ...] = ()
    format: str | None = None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that the UN used up to and including the day `until`.

    Attributes:
        also: Further spellings of that time, which went out of use with it.
        stays: Whether it is still right beside the new one, as "Czech Republic" is, the formal name.
    """

    name: str
    short: str
    until: date
    confidence: ConfidenceLevel
    source: str
    also: tuple[str, ...] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A Member State of the UN.

    Attributes:
        name: UN short name of today, `Bolivia (Plurinational State of)`.
        short: What people say, `Bolivia`.
        aliases: Further spellings met in texts, older names among them.
        former: Names of earlier years, oldest first.
    """

    iso3: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True, slots=True)
class Cycle:
    """A round in which every State is reviewed once; months are `2008-04`."""

    number: int
    first_session: int
    last_session: int
    first_month: str
    last_month: str
    states_expected: int
    per_session: int


@dataclass(frozen=True, slots=True)
class SessionException:
    """Why the sessions of a cycle do not all have the same number of States or their planned dates."""

    cycle: int
    text: str


# Compared and hashed by identity: one table is loaded, and what is derived from it is kept beside it.
@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All sessions, States and sources; `compiled` is the day up to which it was looked after.

    Attributes:
        sources: What each key of a source stands for.
        lookalikes: Places and things that hold the name of a State and are not it, `American Samoa`.
        other_words: Words nearly like a State's name that are no slip; `other_names` are one in a list, `Columbia`.
    """

    sessions: tuple[Session, ...]
    states: tuple[State, ...]
    cycles: tuple[Cycle, ...]
    exceptions: tuple[SessionException, ...]
    sources: Mapping[str, str]
    compiled: date
    lookalikes: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    _session_of: Mapping[int, Session] = field(init=False, repr=False)
    _state_of: Mapping[str, State] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index sessions and States."""
        object.__setattr__(self, "_session_of", {session.number: session for session in self.sessions})
        object.__setattr__(self, "_state_of", {state.iso3: state for state in self.states})

    def session(self, number: int) -> Session | None:
        """Return the session of that number, or None."""
        return self._session_of.get(number)

    def state(self, iso3: str) -> State | None:
        """Return the State of that code (`AGO`), or None."""
        return self._state_of.get(iso3)

    def in_progress(self, day: date) -> Session | None:
        """Return the session that sits on the day, or None; a session without known dates never sits."""
        for session in self.sessions:
            if session.start is not None and session.end is not None and session.start <= day <= session.end:
                return session
        return None

    def next_session(self, day: date) -> Session | None:
        """Return the first session that starts on the day or after it, or None when no such start is known."""
        return _first_from(day, ((session.start, session) for session in self.sessions))

    def next_pre_session(self, day: date) -> Session | None:
        """Return the first session whose Pre-sessions start on the day or after it, or None when none is known."""
        return _first_from(
            day,
            ((session.pre_session.start, session) for session in self.sessions if session.pre_session is not None),
        )


@cache
def load_table() -> Table:
    """Return the session table that ships with trax; read once."""
    return parse_table(TABLE_FILE.read_bytes())


def parse_table(data: bytes) -> Table:
    """Return the table of the compiled JSON document."""
    facts = json.loads(data)
    return Table(
        sessions=tuple([_session(one) for one in facts["sessions"]]),
        states=tuple([_state(one) for one in facts["states"]]),
        cycles=tuple([Cycle(**one) for one in facts["cycles"]]),
        exceptions=tuple([SessionException(**one) for one in facts["exceptions"]]),
        sources=MappingProxyType(facts["sources"]),
        compiled=date.fromisoformat(facts["compiled"]),
        lookalikes=tuple(facts["lookalikes"]),
        other_words=tuple(facts["other_words"]),
        other_names=tuple(facts["other_names"]),
    )


def _session(facts: dict[str, Any]) -> Session:
    pre_session, adoption = facts["pre_session"], facts["adoption"]
    return Session(
        number=facts["number"],
        cycle=facts["cycle"],
        start=_day(facts["start"]),
        end=_day(facts["end"]),
        place=facts["place"],
        status=facts["status"],
        states=tuple(facts["states"]),
        order=facts["order"],
        pre_session=None if pre_session is None else _pre_session(pre_session),
        adoption=None if adoption is None else Adoption(**{**adoption, "sources": tuple(adoption["sources"])}),
        other_date_claims=tuple([_claim(one) for one in facts["other_date_claims"]]),
        notes=facts["notes"],
        sources=tuple(facts["sources"]),
        confidence=Confidence(**facts["confidence"]),
        not_reviewed=tuple([NotReviewed(**one) for one in facts["not_reviewed"]]),
        format=facts.get("format"),
    )


def _pre_session(facts: dict[str, Any]) -> PreSession:
    return PreSession(**{**facts, "start": _day(facts["start"]), "end": _day(facts["end"])})


def _claim(facts: dict[str, Any]) -> DateClaim:
    return DateClaim(facts["source"], _day(facts["start"]), _day(facts["end"]), facts.get("is_plan", False))


def _state(facts: dict[str, Any]) -> State:
    former = tuple([_former(one) for one in facts["former"]])
    return State(**{**facts, "aliases": tuple(facts["aliases"]), "former": former})


def _former(facts: dict[str, Any]) -> FormerName:
    until = date.fromisoformat(facts["until"])
    return FormerName(**{**facts, "until": until, "also": tuple(facts.get("also", ()))})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _first_from(day: date, starts: Iterable[tuple[date | None, Session]]) -> Session | None:
    known = [(start, session) for start, session in starts if start is not None and start >= day]
    return min(known, key=lambda pair: pair[0])[1] if known else None
