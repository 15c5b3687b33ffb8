"""The session table in words: all sessions as one list, one session in full, and both as plain values for JSON.

What is not established is said, and so is how sure the rest is.
"""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from trax.content.day_names import MONTHS, day_in_words
from trax.upr.names import name_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trax.upr.table import Adoption, ConfidenceLevel, DateClaim, PreSession, Session, Table

WIDTH = 80
CONFIDENCE_WORDS: dict[ConfidenceLevel, str] = {
    "verified": "verified",
    "single-source": "single source",
    "from-memory": "from memory",
    "unknown": "unknown",
}
NOT_ESTABLISHED = "not established"

_ORDER_WORDS = {
    "review": "in the order of review",
    "alphabetical": "in alphabetical order (order of review not established)",
    "source-list": "in the order of a source (order of review not established)",
}
LABEL_WIDTH = 14
TWO_DIGITS = 10


def list_sessions(sessions: Sequence[Session]) -> str:
    """Return the sessions as an aligned table of at most 80 columns, one a line below a line of headings."""
    lines = [f"No  Cycle  {'Start':16}  {'End':16}  States  Confidence"]
    for one in sessions:
        start, end = _day_in_column(one.start), _day_in_column(one.end)
        lines.append(f"{one.number:2}  {one.cycle:5}  {start:16}  {end:16}  {len(one.states):6}  {_doubt(one)}")
    return "\n".join(lines)


def describe_session(session: Session, table: Table, *, day: date) -> str:
    """Return everything the table holds on the session, with labels, at most 80 columns wide.

    Args:
        day: States are named as they were called on this day.
    """
    lines = [f"Session {session.number} of the UPR Working Group (cycle {session.cycle})", ""]
    for label, paragraphs in _paragraphs(session, table, day):
        lines += _labelled(label, paragraphs)
    return "\n".join(lines)


def session_document(session: Session, table: Table, *, day: date) -> dict[str, Any]:
    """Return the session as plain values for a JSON document; a date is `2015-01-19` or None."""
    document: dict[str, Any] = _plain(asdict(session))
    document["states"] = [
        {
            "iso3": iso3,
            "name": name_on(state, day, form="short"),
            "formal_name": name_on(state, day, form="formal"),
        }
        for iso3 in session.states
        if (state := table.state(iso3))
    ]
    document["sources"] = {key: spell_out(key, table) for key in session.sources}
    return document


def days_in_words(start: date | None, end: date | None) -> str:
    """Return `19 to 30 January 2015`; a day that is not known is said to be not established."""
    if end is None:
        if start is None:
            return NOT_ESTABLISHED
        return f"from {day_in_words(start)}; end {NOT_ESTABLISHED}"
    if start is None:
        return f"until {day_in_words(end)}; start {NOT_ESTABLISHED}"
    if start.year != end.year:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} to {day_in_words(end)}"
    return day_in_words(end) if start == end else f"{start.day} to {day_in_words(end)}"


def spell_out(source: str, table: Table) -> str:
    """Return what the keys of a source stand for: `trax48, trax49` becomes the names of two issues.

    Words behind a key, and whatever is no key, stay as they are.
    """
    keys = source.split(", ")
    if all(key in table.sources for key in keys):
        return "; ".join(table.sources[key] for key in keys)
    key, space, rest = source.partition(" ")
    return f"{table.sources.get(key, key)}{space}{rest}"


def _paragraphs(session: Session, table: Table, day: date) -> Iterator[tuple[str, Iterable[str]]]:
    yield "Dates", [days_in_words(session.start, session.end)]
    yield "Place", [f"{session.place} ({session.format})" if session.format else session.place]
    yield "Status", ["held" if session.status == "held" else "scheduled; no source confirms that it was held"]
    yield f"{len(session.states)} States", [_ORDER_WORDS[session.order], *_numbered(session.states, table, day)]
    yield "Not reviewed", _absences(session, table, day)
    yield "Pre-session", _pre_session(session.pre_session, table)
    yield "Adoption", _adoption(session.adoption, table)
    yield "Other claims", [_claim(claim, table) for claim in session.other_date_claims]
    yield "Note", [session.notes] if session.notes else []
    levels = asdict(session.confidence).items()
    yield "Confidence", [f"{_field_name(key)}: {CONFIDENCE_WORDS[level]}" for key, level in levels]
    yield "Sources", [spell_out(key, table) for key in session.sources]


def _doubt(session: Session) -> str:
    """Return how sure the session is in a few words, naming the part that is weak: `end unknown, scheduled`."""
    confidence = session.confidence
    doubt = CONFIDENCE_WORDS[confidence.overall]
    if confidence.overall in {"from-memory", "unknown"}:
        weak = [part for part in ("start", "end") if getattr(confidence, part) == confidence.overall]
        doubt = f"{'dates' if len(weak) > 1 else ''.join(weak)} {doubt}".strip()
    return doubt if session.status == "held" else f"{doubt}, scheduled"


def _labelled(label: str, paragraphs: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        first = "" if lines else label
        lines += textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=first.ljust(LABEL_WIDTH),
            subsequent_indent=" " * (LABEL_WIDTH + 2),
        )
    return lines


def _numbered(states: Iterable[str], table: Table, day: date) -> Iterator[str]:
    for position, iso3 in enumerate(states, start=1):
        yield f"{position:2}  {iso3}  {_short_name(iso3, table, day)}"


def _absences(session: Session, table: Table, day: date) -> Iterator[str]:
    for absence in session.not_reviewed:
        moved = f"; moved to session {absence.moved_to_session}" if absence.moved_to_session else ""
        yield f"{_short_name(absence.iso3, table, day)}: {absence.reason}{moved}"


def _short_name(iso3: str, table: Table, day: date) -> str:
    state = table.state(iso3)
    return iso3 if state is None else name_on(state, day, form="short")


def _pre_session(facts: PreSession | None, table: Table) -> Iterator[str]:
    if facts is None:
        yield NOT_ESTABLISHED
        return
    when = days_in_words(facts.start, facts.end)
    if facts.start is None and facts.month:
        when = f"{_span_in_words(facts.month)}; days {NOT_ESTABLISHED}"
    where = [place for place in (facts.place, facts.format) if place]
    sure = f" ({CONFIDENCE_WORDS[facts.confidence]})" if when != NOT_ESTABLISHED else ""
    yield f"{', '.join([when, *where])}{sure}"
    if facts.note:
        yield facts.note
    if facts.source:
        yield f"source: {spell_out(facts.source, table)}"


def _adoption(facts: Adoption | None, table: Table) -> Iterator[str]:
    if facts is None:
        yield NOT_ESTABLISHED
        return
    session = f"HRC {facts.hrc_session}" if facts.hrc_session else f"session of the HRC {NOT_ESTABLISHED}"
    when = _span_in_words(facts.when) if facts.when else f"date {NOT_ESTABLISHED}"
    yield f"{session}, {when} ({CONFIDENCE_WORDS[facts.confidence]})"
    for source in facts.sources:
        yield f"source: {spell_out(source, table)}"


def _claim(claim: DateClaim, table: Table) -> str:
    return f"{days_in_words(claim.start, claim.end)} ({spell_out(claim.source, table)})"


def _field_name(key: str) -> str:
    return {"states": "States", "order": "order of the States"}.get(key, key)


def _span_in_words(span: str) -> str:
    """Return `2015-06` as `June 2015`, and `2009-06-09/2009-06-12` as `9 to 12 June 2009`."""
    first, _, last = span.partition("/")
    if first.count("-") == 1:
        year, month = first.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return days_in_words(date.fromisoformat(first), date.fromisoformat(last or first))


def _day_in_column(day: date | None) -> str:
    return NOT_ESTABLISHED if day is None else " " * (day.day < TWO_DIGITS) + day_in_words(day)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
