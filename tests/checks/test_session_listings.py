"""Lists of sessions in many layouts: right ones raise nothing, and the one entry that is off is found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.reading.ordinals import ending_of
from trax.checks.registry import run_checks
from trax.content.day_names import MONTHS
from trax.content.document import Document
from trax.upr.names import name_on
from trax.upr.table import load_table

if TYPE_CHECKING:
    from trax.model import Finding

CODES = ("session-date", "month-label", "duration", "date-conflict", "superseded-date")
TABLE = load_table()
DATED = [(each.number, each.start, each.end) for each in TABLE.sessions if each.start and each.end]
ENTRIES = (
    "Session {n} ({days}): your text is due in good time",
    "* UPR {n} ({days})",
    "{nth} session: {days}",
    "- {days}: {nth} session of the Working Group",
    "{n} | {days}",
    "| {n} | {days} | Palais des Nations |",
    "{nth} UPR session \u2013 {days}",
)
IN_ONE_LINE = "{nth} ({days})"


def ranged(start: date, end: date) -> str:
    first = f"{start.day}" if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first}-{end.day} {MONTHS[end.month - 1]} {end.year}"


def monthly(start: date, end: date) -> str:
    return f"{MONTHS[start.month - 1]} {end.year}"


def listed(form: str, entries: list[tuple[int, str]]) -> str:
    lines = [form.format(n=number, nth=f"{number}{ending_of(number)}", days=days) for number, days in entries]
    return f"Next sessions: {', '.join(lines)}." if form == IN_ONE_LINE else "\n".join(lines)


def findings(text: str, day: date) -> tuple[Finding, ...]:
    return run_checks(CheckInput(Document("text.txt", text, text), TABLE, day), only=CODES)


@pytest.mark.parametrize("index", range(1, len(DATED) - 1), ids=lambda index: str(DATED[index][0]))
def test_in_a_list_of_three_the_wrong_one_is_found_and_the_right_ones_are_not(index: int) -> None:
    before, (number, start, end), after = DATED[index - 1 : index + 2]
    day = start - timedelta(days=40)
    off = {
        "a week later": (start + timedelta(days=7), end + timedelta(days=7)),
        "a year later": (start.replace(year=start.year + 1), end.replace(year=end.year + 1)),
        "those of the one before": before[1:],
    }
    for form in (*ENTRIES, IN_ONE_LINE):
        for words, code in ((ranged, "session-date"), (monthly, "month-label")):
            right = [(each[0], words(*each[1:])) for each in (before, (number, start, end), after)]
            assert findings(listed(form, right), day) == (), listed(form, right)
            for what, days in off.items():
                if words is ranged or what == "a year later":
                    wrong = listed(form, [right[0], (number, words(*days)), right[2]])
                    assert [each.code for each in findings(wrong, day)] == [code], (what, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "Deadlines\n- Session 21: 16 June 2014\n- Session 22: 15 September 2014\n- Session 23: 23 March 2015",
        "25th session: 3-28 March 2014\n26th session: 10-27 June 2014\n27th session: 8-26 September 2014",
        (
            "- 19 January 2015: first day of Session 21\n- 2-27 March 2015: 28th session of the HRC\n"
            "- 4-15 May 2015: 22nd session of the Working Group"
        ),
        (
            "2-27 March 2015: 28th session of the Council\n27 October-7 November 2014: 20th session\n"
            "19-30 January 2015: 21st session\n5 to 16 January 2015: 57th session of CEDAW"
        ),
        "- 20th session (6-9 October 2014)\n- 21st session (2-4 December 2014)\n- 22nd session (8-10 April 2015)",
        "UPR\n20th: 27 October-7 November 2014\n21st: 19-30 January 2015\nHuman Rights Council\n28th: 2-27 March 2015",
        "UPR: 20th (27 October-7 November 2014), 21st (19-30 January 2015); Council: 28th (2-27 March 2015).",
        (
            "20th session (27 October-7 November 2014)\nPre-sessions: 6-9 October 2014\n21st session (19-30 January"
            " 2015)\nPre-sessions: 2-4 December 2014\n22nd session (4-15 May 2015)\nRegistration: 1-20 March 2015"
        ),
        (
            "20 | 27 October-7 November 2014 | 17 March 2014\n21 | 19-30 January 2015 | 16 June 2014\n"
            "22 | 4-15 May 2015 | 15 September 2014"
        ),
        (
            "Session 20: October-November 2014 (deadline March 2014)\nSession 21: January 2015 (deadline June 2014)\n"
            "Session 22: April/May 2015 (deadline September 2014)"
        ),
        "27 October-7 November 2014: 20th session, 19-30 January 2015: 21st session, 4-15 May 2015: 22nd session.",
        "20th session: 27 October-7 November 2014, 21st session: 19-30 January 2015, 22nd session: 4-15 May 2015.",
        (
            "Training for the States of the 20th session: 1-12 September 2014\n20th session (27 October-7 November"
            " 2014)\n21st session (19-30 January 2015)"
        ),
        "Italy | 20 | March 2017\nFiji | 20 | January 2018\nKenya | 21 | October 2017",
    ],
)
def test_entries_of_other_bodies_and_deadlines_are_no_days_of_sessions(text: str) -> None:
    assert findings(text, date(2014, 9, 1)) == ()


def test_two_entries_that_fit_do_not_vouch_for_a_list_somewhere_else() -> None:
    near = "20th session: 27 October-7 November 2014\n21st session: 19-30 January 2015\n"
    far = "\n\nOf another house.\n\n" + "Nothing. " * 40 + "\n\n22nd session: 1-12 June 2013"
    assert findings(near + far, date(2014, 9, 1)) == ()


@pytest.mark.parametrize(
    "session", [each for each in TABLE.sessions if each.start and each.end], ids=lambda x: str(x.number)
)
def test_days_above_the_states_of_a_session_are_its_days(session: object) -> None:
    found = next(each for each in TABLE.sessions if each is session)
    assert found.start
    assert found.end
    states = (TABLE.state(code) for code in found.states)
    names = ", ".join(name_on(state, found.start, form="short") for state in states if state)
    day = found.start - timedelta(days=40)
    assert findings(f"{ranged(found.start, found.end)}: {names}.", day) == ()
    assert findings(f"{ranged(found.start, found.start + timedelta(days=4))}: {names}.", day) == ()  # its first week
    wrong = findings(f"{ranged(found.start - timedelta(days=7), found.end)}: {names}.", day)
    assert [each.code for each in wrong] == ["session-date"]


@pytest.mark.parametrize("number", [16, 22, 33])
def test_a_list_out_of_its_order_is_wrong_also_years_ahead(number: int) -> None:
    index = [each[0] for each in DATED].index(number)
    before, own, after = DATED[index - 1 : index + 2]
    entries = [(each[0], monthly(*each[1:])) for each in (before, own, after)]
    entries[1] = (number, f"{MONTHS[own[1].month - 1]} {own[1].year + 1}")
    (found,) = findings(listed("* UPR {n} ({days})", entries), own[1] - timedelta(days=420))
    assert found.code == "month-label"
    assert found.severity != "notice"
