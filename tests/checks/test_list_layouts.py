"""The list of every session in the ways newsletters print it: whole, without one State, with one twice or another's.

A whole list says nothing, whatever the layout; each slip is one error. Written out by code over all 54 sessions.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.names import name_on
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.upr.names import NameForm
    from trax.upr.table import Session

    Layout = Callable[[Session, list[str]], str]

TABLE = load_table()
CODES = (
    "missing-state",
    "extra-state",
    "duplicate-state",
    "count-vs-list",
    "list-separator",
    "list-order",
    "state-name",
)
LAST = date(2027, 3, 31)  # after the last session, whose days are not established


def ordinal(number: int) -> str:
    ending = "th" if number in range(10, 20) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def sentence(session: Session, names: list[str]) -> str:
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"The States reviewed at the {ordinal(session.number)} session of the UPR were: {listed}.\n"


def list_first(session: Session, names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]} were reviewed at the {ordinal(session.number)} UPR session.\n"


def next_sentence(session: Session, names: list[str]) -> str:
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"The {ordinal(session.number)} UPR session is over. Many came.\n\nThe States reviewed were: {listed}.\n"


def include(session: Session, names: list[str]) -> str:
    listed = ", ".join(names)
    return f"The {ordinal(session.number)} session of the UPR draws near. The States to be reviewed include {listed}.\n"


def bullets(session: Session, names: list[str]) -> str:
    return f"## States reviewed at the {ordinal(session.number)} UPR session\n\n" + "".join(f"- {x}\n" for x in names)


def bare_lines(session: Session, names: list[str]) -> str:
    lines = "\n".join(names)
    return f"States reviewed at the {ordinal(session.number)} UPR session\n{lines}\n\nRead more on our site.\n"


def numbered(session: Session, names: list[str]) -> str:
    lines = "".join(f"{number}. {name}\n" for number, name in enumerate(names, start=1))
    return f"UPR{session.number}: the States under Review\n\n{lines}"


def semicolons(session: Session, names: list[str]) -> str:
    return f"The {ordinal(session.number)} session of the UPR Working Group ended after reviewing {'; '.join(names)}.\n"


def links(session: Session, names: list[str]) -> str:
    linked = ", ".join(f"[{name}](https://example.org/{number})" for number, name in enumerate(names))
    return f"Reports of the States reviewed at the {ordinal(session.number)} UPR session: {linked}\n"


def bold(session: Session, names: list[str]) -> str:
    return f"**{ordinal(session.number)} session of the UPR**: {', '.join(f'**{name}**' for name in names)}\n"


def capitals(session: Session, names: list[str]) -> str:
    return f"STATES REVIEWED AT UPR{session.number}: {', '.join(name.upper() for name in names)}\n"


def remarks(session: Session, names: list[str]) -> str:
    listed = ", ".join(f"{name} ({day} May)" for day, name in enumerate(names, start=1))
    return f"States to be reviewed at the {ordinal(session.number)} UPR session: {listed}.\n"


def table_rows(session: Session, names: list[str]) -> str:
    rows = "".join(f"| {name} | {day} May |\n" for day, name in enumerate(names, start=1))
    return f"States reviewed during session {session.number} of the UPR:\n\n| State | Day |\n|---|---|\n{rows}"


def timetable(session: Session, names: list[str]) -> str:
    days = "".join(
        f"Day {index // 2 + 1}: {', '.join(names[index : index + 2])} (9.00-12.30)\n"
        for index in range(0, len(names), 2)
    )
    return f"Timetable of the {ordinal(session.number)} UPR session:\n\n{days}"


def two_weeks(session: Session, names: list[str]) -> str:
    weeks = f"First week: {', '.join(names[:6])}. Second week: {', '.join(names[6:])}."
    return f"The UPR Working Group reviewed these States at session {session.number}. {weeks}\n"


def two_sentences(session: Session, names: list[str]) -> str:
    more = f"{names[-2]} and {names[-1]} were reviewed on Friday."
    return f"The {ordinal(session.number)} session of the UPR reviewed {', '.join(names[:-2])}. {more}\n"


LAYOUTS: list[Layout] = [
    *(sentence, list_first, next_sentence, include, bullets, bare_lines, numbered, semicolons, links, bold, capitals),
    *(remarks, table_rows, timetable, two_weeks, two_sentences),
]
layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)


def day_after(session: Session) -> date:
    last = session.end or session.start
    return last + timedelta(days=40) if last else LAST


def names_of(session: Session, *, form: NameForm = "short") -> list[str]:
    day = day_after(session)
    return [name_on(state, day, form=form) for code in session.states if (state := TABLE.state(code))]


def said(text: str, day: date) -> list[str]:
    given = CheckInput(Document("letter.txt", text, text), TABLE, day)
    found = [f"{each.severity} {each.code}" for each in run_checks(given, only=CODES)]
    return [each for each in found if each != "notice list-order"]


def wrong(
    layout: Layout, expected: list[str], change: Callable[[Session, list[str]], list[str]]
) -> list[tuple[int, list[str]]]:
    """Return the sessions of whose changed list something else is said than expected."""
    told = [
        (session.number, said(layout(session, change(session, names_of(session))), day_after(session)))
        for session in TABLE.sessions
    ]
    return [(number, found) for number, found in told if sorted(found) != expected]


@layout
def test_a_whole_list_says_nothing(layout: Layout) -> None:
    assert wrong(layout, [], lambda _, names: names) == []


@layout
def test_a_whole_list_in_alphabetical_order_and_formal_names_says_nothing(layout: Layout) -> None:
    assert wrong(layout, [], lambda session, _: sorted(names_of(session, form="formal"))) == []


@layout
def test_a_list_without_one_state_is_one_error(layout: Layout) -> None:
    def without_one(session: Session, names: list[str]) -> list[str]:
        drop = session.number % (len(names) - 1)
        return names[:drop] + names[drop + 1 :]

    assert wrong(layout, ["error missing-state"], without_one) == []


@layout
def test_a_list_with_one_state_twice_is_one_error(layout: Layout) -> None:
    assert wrong(layout, ["error duplicate-state"], lambda _, names: [*names[:3], names[1], *names[3:]]) == []


@layout
def test_a_list_with_a_state_of_another_session_is_two_errors(layout: Layout) -> None:
    def with_another(session: Session, names: list[str]) -> list[str]:
        other = TABLE.session(session.number + (1 if session.number % 2 else -1))
        assert other is not None
        away = {one.iso3 for one in session.not_reviewed} | set(session.states)
        code = next(code for code in reversed(other.states) if code not in away)
        state = TABLE.state(code)
        assert state is not None
        return [*names[:4], name_on(state, day_after(session), form="short"), *names[5:]]

    assert wrong(layout, ["error extra-state", "error missing-state"], with_another) == []


@pytest.mark.parametrize("separator", ["", "  "], ids=["glued", "two spaces"])
def test_names_without_separators_are_told_and_the_list_is_compared_all_the_same(separator: str) -> None:
    severity = "notice" if separator else "warning"
    for session in TABLE.sessions:
        names = names_of(session)
        text = f"The States reviewed at the {ordinal(session.number)} session of the UPR: "
        day = day_after(session)
        assert said(text + separator.join(names), day) == [f"{severity} list-separator"]
        assert sorted(said(text + separator.join(names[1:]), day)) == [
            "error missing-state",
            f"{severity} list-separator",
        ]


def test_a_list_of_a_pre_session_may_be_shorter() -> None:
    for session in TABLE.sessions:
        names = names_of(session)[2:]
        text = f"UPR Info's Pre-sessions for the {ordinal(session.number)} UPR session: {', '.join(names)}."
        assert said(text, day_after(session)) == []
