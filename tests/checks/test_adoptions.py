"""The session of the Council that adopted the outcomes of each session of the UPR, and the month of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.reading.adoption_text import find_adoptions
from trax.checks.reading.ordinals import ending_of
from trax.checks.reading.passage import Passage
from trax.checks.registry import run_checks
from trax.content.day_names import MONTHS
from trax.content.document import Document
from trax.model import Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.model import Finding
    from trax.upr.table import Session

CODES = ("session-date", "month-label", "duration", "date-conflict", "superseded-date")
TABLE = load_table()
LEVELS = ("from-memory", "single-source", "verified")
SEVERITY = {"verified": "error", "single-source": "warning", "from-memory": "notice"}
SESSIONS = [each for each in TABLE.sessions if each.start and each.adoption and each.adoption.when]
# Its outcomes were planned for the 44th session of the Council and adopted at the 45th: either is right.
MOVED = 35
AT_THE_COUNCIL = (
    "The outcomes of the States reviewed at the {u} UPR session were adopted at the {c} session of the Council.",
    "HRC{c_number} adopted the reports of the States reviewed at the {u} session of the UPR.",
    "The Council will adopt the outcomes of the {u} session at its {c} session.",
    "At its {c} session, in {month}, the Human Rights Council adopted the outcomes of the {u} UPR session.",
    "In {month}, the {c} session of the Council adopted the outcomes of session {number}.",
    "The {u} UPR session was held in {own}. The outcomes will be adopted at the {c} session of the Council.",
    "The {u} UPR session met in {own}.\nThe outcomes will be adopted in {month} at the {c} session of the Council.",
    "The reports of the States reviewed in {own} were adopted at HRC{c_number}.",
    "Adoption of the outcomes of the {u} UPR session: {month}, {c} session of the Council.",
    "Item 6: adoption of the {u} UPR session's outcomes at HRC{c_number} in {month}.",
    "Adoptions of Session {number} took place at the Human Rights Council in {month} ({c} session).",
)
IN_A_MONTH = (
    "The Council will adopt the outcomes of the {u} UPR session in {month}.",
    "In {month}, the Human Rights Council adopted the outcomes of the {u} UPR session.",
    "The reports of the {u} UPR session were adopted by the Council in {month}.",
)


def nth(number: int) -> str:
    return f"{number}{ending_of(number)}"


def findings(text: str, day: date) -> tuple[Finding, ...]:
    return run_checks(CheckInput(Document("text.txt", text, text), TABLE, day), only=CODES)


def adopted(session: Session) -> tuple[int, date]:
    """Return the number of the Council's session and the first day of its month."""
    assert session.adoption
    assert session.adoption.hrc_session
    assert session.adoption.when
    return session.adoption.hrc_session, date.fromisoformat(f"{session.adoption.when[:7]}-01")


def filled(form: str, session: Session, *, council: int, month: date) -> str:
    assert session.start
    return form.format(
        u=nth(session.number),
        number=session.number,
        own=f"{MONTHS[session.start.month - 1]} {session.start.year}",
        c=nth(council),
        c_number=council,
        month=f"{MONTHS[month.month - 1]} {month.year}",
    )


@pytest.mark.parametrize("session", SESSIONS, ids=lambda each: str(each.number))
def test_the_right_council_session_and_month_raise_nothing(session: Session) -> None:
    council, month = adopted(session)
    for form in (*AT_THE_COUNCIL, *IN_A_MONTH):
        text = filled(form, session, council=council, month=month)
        assert findings(text, month + timedelta(days=45)) == (), text


@pytest.mark.parametrize("session", [each for each in SESSIONS if each.number != MOVED], ids=lambda x: str(x.number))
def test_the_council_session_before_or_after_is_said_as_surely_as_the_table_knows(session: Session) -> None:
    council, month = adopted(session)
    assert session.adoption
    for form in AT_THE_COUNCIL:
        text = filled(form, session, council=council + 1, month=month)
        found = findings(text, month + timedelta(days=45))
        assert [each.code for each in found] == ["session-date"], text
        assert found[0].severity == SEVERITY[session.adoption.confidence], text


@pytest.mark.parametrize("session", SESSIONS, ids=lambda each: str(each.number))
def test_a_month_before_the_session_is_as_wrong_as_the_surer_of_both(session: Session) -> None:
    council, month = adopted(session)
    assert session.adoption
    level = max(session.adoption.confidence, session.confidence.start, key=LEVELS.index)
    for form in IN_A_MONTH:
        text = filled(form, session, council=council, month=month.replace(year=month.year - 1))
        found = findings(text, month + timedelta(days=45))
        assert [(each.code, each.severity) for each in found] == [("session-date", SEVERITY[level])], text


def test_the_message_names_the_session_that_adopted_them() -> None:
    text = "The outcomes of the 18th UPR session were adopted at the 25th session of the Council."
    (found,) = findings(text, date(2014, 7, 30))
    assert found.message == (
        "the outcomes of session 18 were adopted at the 26th session of the Council (June 2014), not the 25th"
    )
    assert found.text == "25th session of the Council"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (
            "2014-06-30",
            "A statement on the outcomes of the 18th UPR session was made at the 25th session of the Council.",
        ),
        ("2014-06-30", "The 18th UPR session met before the 25th session of the Council, which adopted two reports."),
        (
            "2014-04-10",
            "At the 25th session of the Council we spoke of session 18, whose outcomes are adopted in June.",
        ),
        ("2010-10-30", "HRC15 adopted the outcomes of the 8th UPR session except that of Kiribati, adopted at HRC16."),
        ("2010-10-30", "Two of the reports of the 8th UPR session were adopted later, at the 16th session of the HRC."),
        ("2014-04-10", "At its 25th session the Council adopted the outcomes of session 17 and heard about UPR18."),
        ("2014-02-28", "The Working Group adopted the reports of the 18th session on 7 February 2014."),
        ("2014-06-30", "HRC25 adopted the outcomes of the 17th UPR session and HRC26 those of the 18th."),
        (
            "2014-03-30",
            "The 18th session of the UPR ended. In March, the Council adopted the outcomes at its 25th session.",
        ),
        (
            "2014-03-30",
            "The 18th session of the UPR ended. The States reviewed in October had theirs adopted at HRC25.",
        ),
        ("2019-05-30", "The next session is the 34th UPR session. The Council adopts the reports at its 42nd session."),
        ("2020-03-05", "The outcomes of the 35th UPR session will be adopted in June 2020 at HRC44."),
        ("2020-07-05", "The outcomes of the 34th UPR session were adopted at HRC43, in March 2020 and in June 2020."),
        ("2013-02-05", "The outcomes of the 15th UPR session were originally to be adopted at HRC22."),
        (
            "2012-10-05",
            "The General Assembly adopted the report of the 21st session of the Council after the 13th UPR.",
        ),
        ("2015-01-30", "The outcomes of the 19th UPR session, adopted in September, were published in January 2015."),
        ("2015-01-30", "We published in January 2015 a report on the outcomes of session 19, adopted at HRC27."),
        ("2015-01-30", "The outcomes of the States reviewed in January will be adopted in June."),
        ("2014-06-30", "The report of Chile, reviewed at the 18th UPR session, was adopted in September 2014."),
        (
            "2012-03-30",
            "The outcomes of the 18th UPR session will be adopted at the 25th session of the Council, a plan.",
        ),
    ],
)
def test_what_says_something_else_of_the_council_is_left_alone(day: str, text: str) -> None:
    loud = [each for each in findings(text, date.fromisoformat(day)) if each.severity != "notice"]
    assert loud == []


@pytest.mark.parametrize(
    ("text", "number", "council"),
    [
        ("The 15 States reviewed in October 2013 saw their reports adopted at HRC25.", 17, 25),
        ("From 18 to 20 September the Council, at its 24th session, adopted the outcomes of session 16.", 16, 24),
        ("The UPR19 ended on 9 May. Its outcomes are adopted at the Council's 27th session.", 19, 27),
        ("HRC25 adopted the reports of the 17th and 18th sessions.", None, None),
        ("The outcomes of the States reviewed in May 2008 were adopted at HRC8.", 2, 8),
    ],
)
def test_the_session_whose_outcomes_they_are(text: str, number: int | None, council: int | None) -> None:
    passage = Passage(text, Place("text.txt", 1), TABLE)
    found = list(find_adoptions(passage, as_of=date(2014, 5, 30)))
    said = [(each.number, each.council.number if each.council else None) for each in found]
    assert said == ([(number, council)] if number else [])
