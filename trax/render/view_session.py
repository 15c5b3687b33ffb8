"""A session as its item shows it: everything from the session table, named as on the day of the issue."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trax.model import DayRange, LooseDate
from trax.render.parts import StateView, TextRow
from trax.upr.documents import document_symbol
from trax.upr.names import name_on

if TYPE_CHECKING:
    from trax.content import kinds
    from trax.content.settings import Style
    from trax.render.language import Language
    from trax.render.parts import ItemView
    from trax.upr.table import Adoption, Session, Table

# No session of the table took longer than fifteen days.
LONGEST_SESSION = timedelta(days=21)
# The table writes the time of an adoption as a month, a day or a range of days.
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def view_session(
    base: ItemView, fields: kinds.Session, *, issue_date: date, style: Style, table: Table, language: Language
) -> ItemView:
    """Return a session with everything the table knows of it, named as on the day of the issue.

    A session that the table does not have keeps its number and shows nothing else; a check says so.
    """
    title = fields.title or language("session.title", ordinal=language.ordinal(fields.session))
    session = table.session(fields.session)
    if session is None:
        return replace(base, title=title)
    show = set(fields.show)
    order = fields.order or style.state_order
    states = _states(session, fields, on=issue_date, order=order, style=style, table=table) if "states" in show else ()
    rows = []
    if "pre-session" in show and (pre_session := _pre_session(session, language)):
        rows.append(TextRow(language("session.pre_session"), pre_session))
    if "adoption" in show and session.adoption:
        rows.append(TextRow(language("session.adoption"), _adoption(session.adoption, language)))
    return replace(
        base,
        title=title,
        lead=_session_lead(session, language) if "dates" in show else None,
        intro=_states_intro(session, fields, states, issue_date, language) if states else None,
        states=states,
        rows=tuple(rows),
        note=_session_note(session, fields, order, issue_date, language),
    )


def _states(
    session: Session, fields: kinds.Session, *, on: date, order: str, style: Style, table: Table
) -> tuple[StateView, ...]:
    if fields.states is not None:
        return tuple(StateView("", name) for name in fields.states)
    form = fields.names or style.state_names
    views = []
    for iso3 in session.states:
        state = table.state(iso3)
        if state is not None:
            symbol = document_symbol(session.number, iso3, fields.documents) if fields.documents else None
            views.append(StateView(iso3, name_on(state, on, form=form), style.documents + symbol if symbol else None))
    if order == "alphabetical":
        # Côte d'Ivoire stands after Costa Rica, not after Czechia.
        views.sort(key=lambda view: _sort_key(view.name))
    return tuple(views)


def _sort_key(name: str) -> str:
    plain = unicodedata.normalize("NFD", name)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def _session_lead(session: Session, language: Language) -> str:
    if session.start is None:
        days = language("session.dates_unknown")
    elif session.end is None:
        days = language("session.end_unknown", start=language.day(session.start))
    else:
        days = language.days(DayRange(session.start, session.end))
    # "Geneva, Palais des Nations" in the table; a line of a letter reads from the house to the town.
    place = ", ".join(reversed(session.place.split(", ")))
    return language("punctuation.between").join((days, place))


def _states_intro(
    session: Session, fields: kinds.Session, states: tuple[StateView, ...], on: date, language: Language
) -> str:
    if fields.states is not None:
        return language("session.states_given")
    count = language.in_words(len(states))
    has_ended = _has_ended(session, on)
    if fields.documents:
        when = "documents_after" if has_ended else "documents_before"
        return language(f"session.{when}.{fields.documents}", count=count)
    if has_ended:
        return language("session.states_after", count=count)
    is_on = session.start is not None and session.start <= on
    return language("session.states_during" if is_on else "session.states_before", count=count)


def _has_ended(session: Session, on: date) -> bool:
    """Return whether the session was over on the day; where its last day is not established, surely over."""
    if session.end is not None:
        return session.end < on
    return session.start is not None and session.start + LONGEST_SESSION < on


def _session_note(session: Session, fields: kinds.Session, order: str, on: date, language: Language) -> str | None:
    """Return what a reader should know of the list and the dates: their order, how sure they are."""
    notes = []
    if "dates" in fields.show and session.status == "scheduled" and not _has_ended(session, on):
        notes.append(language("session.not_held_yet"))
    if "states" in fields.show and fields.states is None:
        shown = session.order if order == "review" else "alphabetical"
        confidence = language(f"session.confidence.{session.confidence.states}")
        notes.append(language("session.note", order=language(f"session.order.{shown}"), confidence=confidence))
    return " ".join(notes) or None


def _pre_session(session: Session, language: Language) -> str:
    pre_session = session.pre_session
    if pre_session is None:
        return ""
    if pre_session.start and pre_session.end:
        days = language.days(DayRange(pre_session.start, pre_session.end))
    elif pre_session.month:
        days = _when(pre_session.month, language)
    else:
        return ""
    return language("punctuation.comma").join(part for part in (days, pre_session.place) if part)


def _adoption(adoption: Adoption, language: Language) -> str:
    when = _when(adoption.when, language) if adoption.when else language("session.dates_unknown")
    if adoption.hrc_session is None:
        return language("session.adoption_when", when=when)
    return language("session.adoption_at", ordinal=language.ordinal(adoption.hrc_session), when=when)


def _when(text: str, language: Language) -> str:
    """Return the table's `2015-03`, `2015-03-18` or `2009-06-09/2009-06-12` in words; anything else as it is."""
    dates = [
        LooseDate(int(year), int(month), int(day) if day else None)
        for year, month, day in ISO.findall(text)
        if ISO.sub("", text) in ("", "/")
    ]
    if not dates:
        return text
    first, last = dates[0], dates[-1]
    if first == last or first.day is None or last.day is None or first.month is None or last.month is None:
        return language.loose(first)
    return language.days(DayRange(date(first.year, first.month, first.day), date(last.year, last.month, last.day)))
