from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from markupsafe import Markup

from trax.content.kinds import Session as SessionFields
from trax.content.settings import Style
from trax.model import Body
from trax.render.parts import ItemView, StateView, TextRow
from trax.render.templates import load_templates
from trax.render.view_session import view_session
from trax.upr.table import Adoption, Confidence, PreSession, Session, Table, load_table

EN = load_templates().language("en")
TABLE = load_table()
BASE = ItemView("session", "x", "Session", None, in_contents=True, body=Markup(), source=Body("", 1, ""))
ALL = ["dates", "states", "pre-session", "adoption"]
SURE = Confidence("verified", "verified", "verified", "verified", "verified")
SESSION = Session(
    number=99,
    cycle=9,
    start=date(2030, 1, 7),
    end=date(2030, 1, 18),
    place="Geneva, Palais des Nations, Room XX",
    status="held",
    states=("TUR", "CIV", "XXX", "CZE"),
    order="review",
    pre_session=None,
    adoption=None,
    other_date_claims=(),
    notes=None,
    sources=(),
    confidence=SURE,
)


def session(number: int = 20, *, on: date = date(2014, 11, 30), style: Style | None = None, **header: Any) -> ItemView:
    fields = SessionFields.model_validate({"kind": "session", "session": str(number), **header})
    return view_session(BASE, fields, issue_date=on, style=style or Style(), table=TABLE, language=EN)


def made(one: Session, *, on: date = date(2030, 1, 1), **header: Any) -> ItemView:
    """Return the view of a session that no table has."""
    table = Table((one,), TABLE.states, TABLE.cycles, (), TABLE.sources, TABLE.compiled)
    fields = SessionFields.model_validate({"kind": "session", "session": "99", "show": ALL, **header})
    return view_session(BASE, fields, issue_date=on, style=Style(), table=table, language=EN)


def names(item: ItemView) -> list[str]:
    return [state.name for state in item.states]


def test_a_session_says_what_the_table_knows() -> None:
    item = session(20)
    assert item.title == "20th session of the UPR Working Group"
    assert item.lead == "27 October to 7 November 2014 · Palais des Nations, Geneva"
    assert item.intro == "The fourteen States reviewed:"
    assert (len(item.states), item.rows) == (14, ())
    assert item.note == "List in alphabetical order. Session table: verified."


def test_an_unknown_session_keeps_its_number_and_shows_nothing_else() -> None:
    assert session(99) == replace(BASE, title="99th session of the UPR Working Group")


@pytest.mark.parametrize(
    ("on", "form", "expected"),
    [
        pytest.param(date(2014, 11, 30), "short", "Turkey", id="2014"),
        pytest.param(date(2014, 11, 30), "formal", "Turkey", id="2014-formal"),
        pytest.param(date(2024, 1, 1), "short", "Türkiye", id="2024"),
    ],
)
def test_a_state_has_its_name_of_the_day(on: date, form: str, expected: str) -> None:
    assert expected in names(session(21, on=on, names=form))


def test_the_settings_decide_where_the_item_does_not() -> None:
    style = Style(state_names="formal", state_order="review", documents="https://docs.example.org/")
    item = session(20, style=style, documents="summary")
    assert names(item)[0] == "Italy"
    assert "Bolivia (Plurinational State of)" in names(item)
    assert item.states[0].url == "https://docs.example.org/A/HRC/WG.6/20/ITA/3"
    assert names(session(20, style=style, order="alphabetical", names="short"))[:2] == ["Angola", "Bolivia"]


def test_accents_do_not_change_the_order_of_the_alphabet() -> None:
    assert names(made(SESSION)) == ["Côte d'Ivoire", "Czechia", "Türkiye"]


@pytest.mark.parametrize(
    ("number", "order", "note"),
    [
        pytest.param(20, "review", "List in the order of review. Session table: verified.", id="review"),
        pytest.param(20, "alphabetical", "List in alphabetical order. Session table: verified.", id="alphabetical"),
        pytest.param(19, "review", "List in alphabetical order. Session table: verified.", id="order-not-known"),
        pytest.param(47, "review", "List in the order of the source. Session table: verified.", id="source-list"),
    ],
)
def test_the_note_says_in_which_order_the_states_stand(number: int, order: str, note: str) -> None:
    assert session(number, on=date(2026, 1, 1), order=order).note == note


@pytest.mark.parametrize(
    ("number", "on", "lead", "intro", "note"),
    [
        pytest.param(
            40,
            date(2022, 1, 20),
            "From 24 January 2022; last day not established · Palais des Nations, Geneva",
            "The twelve States to be reviewed:",
            "List in alphabetical order. Session table: verified.",
            id="40-before",
        ),
        pytest.param(
            40,
            date(2022, 1, 31),
            "From 24 January 2022; last day not established · Palais des Nations, Geneva",
            "The twelve States under review:",
            "List in alphabetical order. Session table: verified.",
            id="40-during",
        ),
        pytest.param(
            40,
            date(2022, 3, 1),
            "From 24 January 2022; last day not established · Palais des Nations, Geneva",
            "The twelve States reviewed:",
            "List in alphabetical order. Session table: verified.",
            id="40-surely-over",
        ),
        pytest.param(
            53,
            date(2026, 10, 1),
            "From 2 November 2026; last day not established · Palais des Nations, Geneva",
            "The fourteen States to be reviewed:",
            "Not held yet; dates may change. List in alphabetical order. Session table: verified.",
            id="53",
        ),
        pytest.param(
            54,
            date(2026, 10, 1),
            "Dates not established · Palais des Nations, Geneva",
            "The fourteen States to be reviewed:",
            "Not held yet; dates may change. List in alphabetical order. Session table: verified.",
            id="54",
        ),
    ],
)
def test_what_is_not_established_is_said_in_words(number: int, on: date, lead: str, intro: str, note: str) -> None:
    item = session(number, on=on)
    assert (item.lead, item.intro, item.note) == (lead, intro, note)


@pytest.mark.parametrize(
    ("on", "header", "intro"),
    [
        pytest.param(date(2014, 10, 26), {}, "The fourteen States to be reviewed:", id="before"),
        pytest.param(date(2014, 10, 27), {}, "The fourteen States under review:", id="first-day"),
        pytest.param(date(2014, 11, 7), {}, "The fourteen States under review:", id="last-day"),
        pytest.param(date(2014, 11, 8), {}, "The fourteen States reviewed:", id="after"),
        pytest.param(
            date(2014, 10, 1),
            {"documents": "national-report"},
            "The fourteen States to be reviewed, with their national reports:",
            id="reports-before",
        ),
        pytest.param(
            date(2014, 12, 1),
            {"documents": "compilation"},
            "UN compilations on the fourteen States reviewed:",
            id="compilations-after",
        ),
        pytest.param(date(2014, 12, 1), {"states": ["Angola"]}, "States:", id="typed"),
        pytest.param(date(2014, 12, 1), {"show": ["dates"]}, None, id="no-states"),
    ],
)
def test_the_list_is_introduced_by_the_day_of_the_issue(on: date, header: dict[str, Any], intro: str | None) -> None:
    assert session(20, on=on, **header).intro == intro


def test_states_typed_by_hand_stand_as_typed() -> None:
    item = session(20, states=["Zzz", "Angola"], order="alphabetical", documents="summary")
    assert item.states == (StateView("", "Zzz"), StateView("", "Angola"))
    assert item.note is None


@pytest.mark.parametrize(
    ("show", "parts"),
    [
        pytest.param(["dates"], (True, False, []), id="dates"),
        pytest.param(["states"], (False, True, []), id="states"),
        pytest.param(["pre-session"], (False, False, ["Pre-session"]), id="pre-session"),
        pytest.param(["adoption"], (False, False, ["Adoption of outcomes"]), id="adoption"),
        pytest.param(ALL, (True, True, ["Pre-session", "Adoption of outcomes"]), id="all"),
    ],
)
def test_only_what_is_asked_for_is_shown(show: list[str], parts: tuple[bool, bool, list[str]]) -> None:
    item = session(20, show=show)
    assert (item.lead is not None, bool(item.states), [row.label for row in item.rows]) == parts


def pre_session(start: date | None, end: date | None, month: str | None, place: str | None = None) -> PreSession:
    return PreSession(start, end, month, place, "verified", "")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(None, [], id="none"),
        pytest.param(pre_session(None, None, None), [], id="nothing-known"),
        pytest.param(pre_session(date(2029, 12, 4), None, None), [], id="start-alone"),
        pytest.param(pre_session(None, None, "2029-12"), ["December 2029"], id="month"),
        pytest.param(pre_session(None, None, "late 2029"), ["late 2029"], id="words"),
        pytest.param(pre_session(date(2029, 12, 4), date(2029, 12, 6), None), ["4–6 December 2029"], id="days"),
        pytest.param(
            pre_session(date(2029, 12, 4), date(2029, 12, 6), None, "Room V"), ["4–6 December 2029, Room V"], id="place"
        ),
    ],
)
def test_a_pre_session_is_as_precise_as_the_table(given: PreSession | None, expected: list[str]) -> None:
    item = made(replace(SESSION, pre_session=given))
    assert [row.text for row in item.rows if row.label == "Pre-session"] == expected


@pytest.mark.parametrize(
    ("hrc_session", "when", "expected"),
    [
        pytest.param(28, "2015-03", "28th session of the Human Rights Council, March 2015", id="month"),
        pytest.param(31, "2016-03-16", "31st session of the Human Rights Council, 16 March 2016", id="day"),
        pytest.param(
            11, "2009-06-09/2009-06-12", "11th session of the Human Rights Council, 9–12 June 2009", id="range"
        ),
        pytest.param(
            48,
            "2021-09-30/2021-10-01",
            "48th session of the Human Rights Council, 30 September to 1 October 2021",
            id="two-months",
        ),
        pytest.param(22, "2013-03/2013-06", "22nd session of the Human Rights Council, March 2013", id="months"),
        pytest.param(None, "2015-03", "Human Rights Council, March 2015", id="session-unknown"),
        pytest.param(28, None, "28th session of the Human Rights Council, Dates not established", id="time-unknown"),
        pytest.param(28, "spring 2015", "28th session of the Human Rights Council, spring 2015", id="words"),
    ],
)
def test_an_adoption_is_as_precise_as_the_table(hrc_session: int | None, when: str | None, expected: str) -> None:
    item = made(replace(SESSION, adoption=Adoption(hrc_session, when, "verified", ())))
    assert item.rows == (TextRow("Adoption of outcomes", expected),)


def test_the_place_reads_from_the_room_to_the_town() -> None:
    assert made(SESSION).lead == "7–18 January 2030 · Room XX, Palais des Nations, Geneva"
