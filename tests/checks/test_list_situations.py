"""Lists of States as letters and pages really bring them: broken, in tables, counted, far from their session."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import parse_document
from trax.upr.names import name_on
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding
    from trax.upr.table import Session

    Check = Callable[..., tuple[Finding, ...]]
    Layout = Callable[[Session, list[str]], str]

TABLE = load_table()
CODES = ("missing-state", "extra-state", "duplicate-state", "count-vs-list", "list-separator", "state-name")


def said(text: str, day: date) -> set[str]:
    name = "x.html" if text.startswith("<") else "x.txt"
    document, _ = parse_document(text.encode(), path=name)
    assert document is not None
    findings = run_checks(CheckInput(document, TABLE, day), only=CODES)
    return {finding.code for finding in findings if finding.severity != "notice"}


def day_after(session: Session) -> date:
    last = session.end or (session.start + timedelta(days=24) if session.start else date(2027, 3, 1))
    return last + timedelta(days=2)


def names_of(session: Session) -> list[str]:
    states = [state for code in session.states if (state := TABLE.state(code))]
    return [name_on(state, day_after(session), form="short") for state in states]


def listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def wrapped(session: Session, names: list[str]) -> str:
    text = f"UPR{session.number} is over, and so are two long weeks. The States reviewed were {listed(names)}."
    return textwrap.fill(text, 60, break_long_words=False, break_on_hyphens=False) + "\n"


def discussed(session: Session, names: list[str]) -> str:
    return f"At session {session.number} the UPR Working Group discussed the following countries: {listed(names)}.\n"


def by_time(session: Session, names: list[str]) -> str:
    return f"The Working Group met for the {session.number}th time. The States under review were {listed(names)}.\n"


def rows(session: Session, names: list[str]) -> str:
    cells = "\n".join(f"<tr><td>{name}</td><td>XX</td></tr>" for name in names)
    return (
        f"<p>States of UPR {session.number}</p><table><tr><th>State</th><th>Room</th></tr>\n{cells}</table><p>Bye</p>"
    )


def grid(session: Session, names: list[str]) -> str:
    cells = "\n".join(
        f"<tr>{''.join(f'<td>{name}</td>' for name in names[at : at + 2])}</tr>" for at in range(0, len(names), 2)
    )
    return f"<p>States reviewed at UPR {session.number}:</p><table>{cells}</table><p>Bye</p>"


def weeks(session: Session, names: list[str]) -> str:
    half = len(names) // 2
    first, second = listed(names[:half]), listed(names[half:])
    return f"UPR{session.number} reviewed {first} in its first week and {second} in its second week.\n"


LAYOUTS = (wrapped, discussed, by_time, rows, grid, weeks)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_whole_list_says_nothing_and_each_slip_is_found(layout: Layout) -> None:
    for session in TABLE.sessions:
        names, day = names_of(session), day_after(session)
        first = names[0]
        assert said(layout(session, names), day) == set(), session.number
        assert said(layout(session, [*names, first]), day) == {"duplicate-state"}, session.number
        if session.number != len(TABLE.sessions):  # the last one may still lack a State that was moved to it
            assert said(layout(session, names[1:]), day) == {"missing-state"}, session.number


def test_a_clear_list_that_lacks_four_is_still_complete() -> None:
    for session in TABLE.sessions:
        names = names_of(session)
        if len(names) > 12:
            text = f"UPR{session.number} reviewed the following States: {listed(names[4:])}.\n"
            assert said(text, day_after(session)) == {"missing-state"}, session.number


S20 = "Angola, Bolivia, Bosnia and Herzegovina, Egypt, El Salvador, Fiji, Gambia, Iran, Iraq, Italy, Kazakhstan"
BULLETS = S20.replace(", ", "\n- ")


@pytest.mark.parametrize(
    ("text", "day", "codes"),
    [
        pytest.param(
            "The States of UPR29 were Bahamas, Barbados, Botswana, Burundi, France, Israel, Liechtenstein, Luxembourg,"
            " Mali, Montenegro, Romania, Serbia, Tonga, andUnited ArabEmirates.",
            "2018-02-10",
            set(),
            id="lost spaces",
        ),
        pytest.param(
            f"UPR20 reviewed {S20.replace('Bosnia and', 'Bosniaand')}, Madagascar, SanMarinoandSlovenia.",
            "2014-11-28",
            set(),
            id="more lost spaces",
        ),
        pytest.param(
            "UPR32 reviewed New Zealand, Afghanistan, Cambodia, Chile, Viet Nam, Uruguay, Yemen, Vanuatu, the former"
            " Yugoslav Republic of Macedonia, the Comoros, Slovakia, Eritrea, Cyprus, the Dominican Republic and"
            " Cambodia.",
            "2019-02-08",
            {"duplicate-state"},
            id="doubled far apart",
        ),
        pytest.param(
            "The Council adopted the reports of session 39. The reports of all fourteen States were adopted: Greece,"
            " Suriname, Samoa, Hungary, Saint Vincent and the Grenadines, Papua New Guinea, Tajikistan, Tanzania,"
            " Eswatini, Antigua and Barbuda, Trinidad and Tobago, Thailand and Ireland.\n\nSudan was reviewed in the"
            " 40th session, and its report comes later.",
            "2022-03-18",
            {"count-vs-list"},
            id="a State of another session behind the list",
        ),
        pytest.param(
            "The seventeenth session starts on 21 October. Fourteen States are on the list, Israel among them.",
            "2013-09-27",
            {"count-vs-list"},
            id="the State that moved there is counted",
        ),
        pytest.param(
            "The seventeenth session starts on 21 October. Fourteen States are on the list.",
            "2013-09-27",
            set(),
            id="the State that moved there may not be counted",
        ),
        pytest.param(
            "The Council met. So fourteen States were reviewed at the 15th session.",
            "2013-02-08",
            {"count-vs-list"},
            id="the Council stands before",
        ),
        pytest.param(
            "The 15th session broke the rule. The 14 States that kept it are proud of that.",
            "2013-02-08",
            set(),
            id="some States",
        ),
        pytest.param(
            "UPR20 was long. The next one follows soon: fifteen States are on the list.",
            "2014-11-28",
            set(),
            id="another session",
        ),
        pytest.param(
            f"UPR20 reviewed:\n\n- {BULLETS}\n- Madagascar\n- San Marino\n- Slovenia\n\nBy day\n\n"
            "Monday: Angola\nTuesday: Bolivia, Egypt\nWednesday: Fiji, Iran\n",
            "2014-11-28",
            set(),
            id="a list and its days",
        ),
        pytest.param("At the review of Erytrea 97 delegations spoke.", "2019-02-08", {"state-name"}, id="misspelt"),
        pytest.param("The Bosnia and Herzegowina review was long.", "2019-02-08", {"state-name"}, id="two words"),
        pytest.param("Costa Ricans, New Zealanders and Seychellois met.", "2019-02-08", set(), id="peoples"),
    ],
)
def test_a_situation(text: str, day: str, codes: set[str]) -> None:
    assert said(text, date.fromisoformat(day)) == codes


NEARLY_18 = (
    "New Zealand, Afghanistan, Chile, Viet Nam, Uruguay, Yemen, Vanuatu, the former Yugoslav Republic of Macedonia, "
    "Slovakia, Eritrea, Cyprus, the Dominican Republic and Cambodia"
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Fourteen countries came to Geneva in January 2014 for the 18th session: {}.", ["missing-state"]),
        ("The 18th session went from one to the next, in this order: {}.", ["missing-state"]),
        ("At the 18th session, delegations from {} asked for the floor.", []),
        ("For the 18th session we thank our friends in {} and elsewhere.", []),
        ("Some of the States of the 18th session came early: {}.", []),
    ],
)
def test_a_list_that_is_nearly_a_session_is_one_unless_the_words_say_otherwise(
    check: Check, text: str, codes: list[str]
) -> None:
    findings = check(text.format(NEARLY_18), only=("missing-state", "extra-state"), on="2014-02-28")
    assert [finding.code for finding in findings] == codes
