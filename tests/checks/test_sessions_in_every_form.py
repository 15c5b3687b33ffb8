"""All sessions of the table in many forms: the right days raise nothing, and a day or a week off raises one finding."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.day_names import MONTHS
from trax.content.document import Document
from trax.upr.table import Session, load_table

CODES = ("session-date", "duration", "month-label", "cumulative-count", "superseded-date", "stale-session-data")
TABLE = load_table()
SESSIONS = [session for session in TABLE.sessions if session.start and session.end]
LEVELS = ("from-memory", "single-source", "verified")
SEVERITY = {"verified": "error", "single-source": "warning", "from-memory": "notice"}
# In these, five days in the second week of a session may be those of somebody who was there.
OF_ANYBODY = (
    "During the {nth} session of the Working Group on the Universal Periodic Review ({range}), we met States.",
    "Many States were reviewed at the {nth} UPR session, from {range}.",
)
FORMS = (
    *OF_ANYBODY,
    "The {nth} session of the UPR was held from {range}.",
    "The {nth} UPR session took place in Geneva from {range}.",
    "UPR{n} ({range}) was followed by many.",
    "## {nth} UPR session\n\n{range}\n\nPalais des Nations",
    "The UPR Working Group held its {nth} session from {range} at the Palais des Nations.",
    "From {range}, the UPR Working Group held its {nth} session.",
    "| Session | Dates |\n|---|---|\n| {n} | {range} |",
    "{nth} UPR session\nThe session was held from {range} and was webcast.",
    "{range}: {nth} session of the UPR",
    "The last session took place from {range} in Geneva. It was the {nth} session of the UPR.",
)


def days(start: date, end: date) -> str:
    """Return the range as most people write it: `19-30 January 2015`, `27 October to 7 November 2014`."""
    if start.month == end.month:
        return f"{start.day}-{end.day} {MONTHS[end.month - 1]} {end.year}"
    return f"{start.day} {MONTHS[start.month - 1]} to {end.day} {MONTHS[end.month - 1]} {end.year}"


def nth(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def severities(form: str, session: Session, start: date, end: date) -> list[str]:
    """Return how loudly the checks speak a month after the session."""
    text = form.format(n=session.number, nth=nth(session.number), range=days(start, end))
    document = Document("text.txt", text, text)
    given = CheckInput(document, TABLE, (session.end or end) + timedelta(days=30))
    return [finding.severity for finding in run_checks(given, only=CODES)]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session.number))
def test_the_right_days_raise_nothing(session: Session) -> None:
    assert session.start
    assert session.end
    found = {form: severities(form, session, session.start, session.end) for form in FORMS}
    assert found == {form: [] for form in FORMS}


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session.number))
@pytest.mark.parametrize("off", [-1, 1, -7, 7])
def test_a_first_day_that_is_off_raises_one_finding(session: Session, off: int) -> None:
    assert session.start
    assert session.end
    start = session.start + timedelta(days=off)
    forms = [form for form in FORMS if off < 7 or form not in OF_ANYBODY]
    found = {form: severities(form, session, start, session.end) for form in forms}
    assert found == {form: [SEVERITY[session.confidence.start]] for form in forms}


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session.number))
@pytest.mark.parametrize("off", [-7, 7])
def test_a_session_that_is_a_week_off_raises_one_finding(session: Session, off: int) -> None:
    assert session.start
    assert session.end
    shift = timedelta(days=off)
    found = {form: severities(form, session, session.start + shift, session.end + shift) for form in FORMS}
    level = max(session.confidence.start, session.confidence.end, key=LEVELS.index)
    assert found == {form: [SEVERITY[level]] for form in FORMS}
