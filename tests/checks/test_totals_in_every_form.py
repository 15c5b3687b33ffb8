"""Totals after every session of the table, in many wordings: the right one is silent, one off raises one finding."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import Session, load_table

TABLE = load_table()
ORDINALS = ("first", "second", "third", "fourth")
NTH = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven"}
HELD = [each for each in TABLE.sessions if each.start and each.end and each.status == "held"]
DONE = (
    "The Working Group has now reviewed {done} States in the {cycle} cycle.",
    "To date, {done} of the {all} States have been reviewed in this cycle.",
    "{done} States so far; the {cycle} cycle goes on.",
    "{done} reviews of the {cycle} cycle are done.",
    "With {done} States reviewed, the {cycle} cycle goes on.",
    "The count stands at {done} for the {cycle} cycle.",
    "That brings the total to {done} in the {cycle} cycle.",
    "Reviewed so far in the cycle: {done}\n\nThank you.",
    "| Reviewed so far in the cycle | {done} |",
    "| In short | States |\n|---|---|\n| Reviewed so far in the cycle | {done} |",
    "{number} sessions into the {cycle} cycle, {done} States have been reviewed.",
    "After {number} sessions of the {cycle} cycle {done} States\nhave been reviewed.",
    "The {cycle} cycle\n\n{done} States down, and {left} to go in the cycle.",
)
LEFT = (
    "{left} of the {all} States are still to be reviewed in this cycle.",
    "Only {left} States remain in the {cycle} cycle.",
    "For the rest of the {cycle} cycle {left} are left.",
    "This leaves {left} of the {all} States for the rest of the cycle.",
    "In the {cycle} cycle, {left} States have not yet been reviewed.",
    "The remaining {left} States of the {cycle} cycle come later.",
    "| Reviewed so far in the cycle | {done} |\n| To be reviewed | {left} |",
)


def totals(session: Session) -> tuple[int, int, int]:
    """Return how many States are reviewed after a session, how many are left, and which session of its cycle it is."""
    cycle = next(each for each in TABLE.cycles if each.number == session.cycle)
    sessions = [each for each in TABLE.sessions if each.cycle == session.cycle and each.number <= session.number]
    done = sum(len(each.states) for each in sessions)
    return done, cycle.states_expected - done, len(sessions)


def found(text: str, session: Session) -> int:
    """Return how many findings a text has two weeks after a session."""
    end = session.end
    assert end is not None
    given = CheckInput(Document("text.txt", text, text), TABLE, end + timedelta(days=14))
    return len(run_checks(given, only=("cumulative-count",)))


# The beginning and the end of a cycle have words of their own.
@pytest.mark.parametrize(
    "session",
    [each for each in HELD if totals(each)[2] in NTH and totals(each)[1] > 1],
    ids=lambda each: str(each.number),
)
def test_a_total_is_right_or_one_off(session: Session) -> None:
    done, left, count = totals(session)
    words = {
        "cycle": ORDINALS[session.cycle - 1],
        "number": NTH[count].title(),
        "all": 192 if session.cycle == 1 else 193,
    }
    for form in DONE:
        assert not found(form.format(done=done, left=left, **words), session), form
        assert found(form.format(done=done + 1, left=left, **words), session) == 1, form
        assert found(form.format(done=done - 1, left=left, **words), session) == 1, form
    for form in LEFT:
        assert not found(form.format(done=done, left=left, **words), session), form
        assert found(form.format(done=done, left=left - 1, **words), session) == 1, form


@pytest.mark.parametrize("session", HELD[13:], ids=lambda session: str(session.number))
def test_the_reviews_of_all_cycles_together_are_a_total_too(session: Session) -> None:
    whole = sum(len(each.states) for each in TABLE.sessions if each.number <= session.number)
    assert not found(f"The Working Group has held {whole} reviews so far.", session)
    assert found(f"The Working Group has held {whole + 1} reviews so far.", session) == 1
