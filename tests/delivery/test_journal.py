"""The rows of the ledger for a provider that writes to each reader by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from trax.delivery.journal import open_journal
from trax.delivery.ledger import ledger_path, open_ledger, read_entry
from trax.errors import Duplicate, LedgerTrouble
from trax.providers._journal import Outcome, Row, Tally

if TYPE_CHECKING:
    from pathlib import Path

    from trax.providers._journal import Journal

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
MARKER = "trax:upr-trax/50/readers/1"
ROWS = tuple(Row(number, f"r{number}@example.org", f"{number:024}@example.org") for number in range(1, 4))
SENT = Outcome("sent", "250")


def journal_of(root: Path) -> Journal:
    return open_journal(root, now=NOW, clock=lambda: NOW)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_of(tmp_path)


def test_a_row_may_be_tried_once(journal: Journal) -> None:
    journal.start(MARKER, ROWS)
    assert journal.resume(MARKER, ROWS, tries={}) == ROWS
    assert journal.begin(MARKER, ROWS[:2]) == ROWS[:2]
    assert journal.begin(MARKER, ROWS) == ROWS[2:]
    for row in ROWS:
        journal.settle(MARKER, row, SENT)
    assert journal.begin(MARKER, ROWS) == ()
    assert journal.count(MARKER) == Tally(sent=3)


def test_what_was_put_off_may_be_tried_again_and_nothing_else(journal: Journal) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS)
    for row, outcome in zip(ROWS, (Outcome("deferred", ""), Outcome("refused", ""), Outcome("doubt", "")), strict=True):
        journal.settle(MARKER, row, outcome)
    assert journal.count(MARKER) == Tally(refused=1, doubt=1, open=1)
    assert journal.resume(MARKER, ROWS, tries={1: 1, 2: 1, 3: 1}) == ROWS[:1]


def test_an_intent_is_on_the_disk_before_begin_returns(journal: Journal, tmp_path: Path) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS[:1])
    with closing(sqlite3.connect(ledger_path(tmp_path))) as other:
        found = other.execute("SELECT number, state, tries FROM delivery ORDER BY number").fetchall()
    assert found == [(1, "intent", 1), (2, "waiting", 0), (3, "waiting", 0)]


def test_an_intent_without_an_end_is_in_doubt_at_the_next_run(journal: Journal, tmp_path: Path) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS[:1])
    journal.close()
    later = journal_of(tmp_path)
    assert later.count(MARKER).open == 3
    assert later.resume(MARKER, ROWS, tries={}) == ROWS[1:]
    assert later.count(MARKER) == Tally(doubt=1, open=2)


def test_an_end_that_comes_after_the_doubt_is_believed(journal: Journal, tmp_path: Path) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS[:1])
    journal_of(tmp_path).resume(MARKER, ROWS, tries={})
    journal.settle(MARKER, ROWS[0], SENT)
    assert journal.count(MARKER).sent == 1


@pytest.mark.parametrize("ends", [(), ("sent",), ("deferred",), ("refused",)])
def test_what_was_begun_is_never_started_a_second_time(journal: Journal, ends: tuple[str, ...]) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS[:1])
    for end in ends:
        journal.settle(MARKER, ROWS[0], Outcome(end, ""))  # type: ignore[arg-type]  # each of them is one
    with pytest.raises(Duplicate, match="begun before, to 1 readers"):
        journal.start(MARKER, ROWS)


def test_what_was_only_noted_is_started_with_the_list_of_today(journal: Journal) -> None:
    journal.start(MARKER, ROWS)
    journal.start(MARKER, ROWS[1:])
    assert journal.count(MARKER) == Tally(open=2)


def test_another_campaign_has_rows_of_its_own(journal: Journal) -> None:
    other = MARKER.replace("50", "51")
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS)
    journal.start(other, ROWS)
    assert journal.resume(other, ROWS, tries={}) == ROWS


def test_the_capitals_of_an_address_make_nobody_a_second_reader(journal: Journal) -> None:
    journal.start(MARKER, ROWS)
    shouted = (Row(1, "R1@EXAMPLE.ORG", ROWS[0].message_id),)
    journal.begin(MARKER, ROWS[:1])
    assert journal.begin(MARKER, shouted) == ()


def test_a_reader_that_was_never_noted_is_in_doubt(journal: Journal) -> None:
    journal.start(MARKER, ROWS[:2])
    assert journal.resume(MARKER, ROWS, tries={}) == ROWS[:2]
    assert journal.count(MARKER) == Tally(doubt=1, open=2)


def test_more_tries_than_it_knows_of_make_it_an_older_ledger(journal: Journal) -> None:
    journal.start(MARKER, ROWS)
    journal.begin(MARKER, ROWS[:1])
    journal.settle(MARKER, ROWS[0], Outcome("deferred", ""))
    assert journal.resume(MARKER, ROWS, tries={1: 2, 2: 1}) == ROWS[2:]
    assert journal.count(MARKER) == Tally(doubt=2, open=1)


def test_a_row_that_somebody_removed_is_said(journal: Journal) -> None:
    with pytest.raises(LedgerTrouble, match="changed by somebody else"):
        journal.settle(MARKER, ROWS[0], SENT)


def test_closing_twice_or_unopened_is_nothing(journal: Journal) -> None:
    journal.close()
    journal.start(MARKER, ROWS)
    journal.close()
    journal.close()
    assert journal.count(MARKER).open == 3


def test_a_ledger_of_before_there_were_rows_keeps_all_it_has(tmp_path: Path) -> None:
    """As version 1 wrote it, whose tables this one has unchanged."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        ledger.plan(MARKER, issue=50, audience="readers", provider="listmonk", content_sha="a" * 64, at=NOW)
        ledger.record(MARKER, "done", op="create", at=NOW, state="created", remote_id="7")
        before = ledger.read(MARKER), ledger.events(MARKER)
    with closing(sqlite3.connect(ledger_path(tmp_path), isolation_level=None)) as old:
        old.execute("DROP TABLE delivery")
        old.execute("PRAGMA user_version = 1")
    assert read_entry(tmp_path, MARKER) == before[0]
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert (ledger.read(MARKER), ledger.events(MARKER)) == before
        assert ledger.notice == ""
    assert journal_of(tmp_path).count(MARKER) == Tally()
    with closing(sqlite3.connect(ledger_path(tmp_path))) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (2,)
