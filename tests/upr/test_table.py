from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest

from trax.upr.table import Adoption, DateClaim, Session, load_table

TABLE = load_table()
ALL = [pytest.param(session, id=str(session.number)) for session in TABLE.sessions]


def session(number: int) -> Session:
    found = TABLE.session(number)
    assert found is not None
    return found


def test_there_are_54_sessions_in_four_cycles_and_193_states() -> None:
    assert [one.number for one in TABLE.sessions] == list(range(1, 55))
    assert [(one.number, one.first_session, one.last_session) for one in TABLE.cycles] == [
        (1, 1, 12),
        (2, 13, 26),
        (3, 27, 40),
        (4, 41, 54),
    ]
    assert len(TABLE.states) == 193
    assert len({state.iso3 for state in TABLE.states}) == 193


@pytest.mark.parametrize(("cycle", "expected"), [(1, 192), (2, 193), (3, 193), (4, 193)])
def test_every_state_is_reviewed_once_a_cycle(cycle: int, expected: int) -> None:
    reviews = Counter(iso3 for one in TABLE.sessions if one.cycle == cycle for iso3 in one.states)
    assert len(reviews) == expected
    assert set(reviews.values()) == {1}
    assert TABLE.cycles[cycle - 1].states_expected == expected


def test_only_south_sudan_has_no_review_in_the_first_cycle() -> None:
    first = {iso3 for one in TABLE.sessions if one.cycle == 1 for iso3 in one.states}
    assert {state.iso3 for state in TABLE.states} - first == {"SSD"}


@pytest.mark.parametrize("one", ALL)
def test_session_belongs_to_its_cycle_and_names_states_of_the_table(one: Session) -> None:
    cycle = TABLE.cycles[one.cycle - 1]
    assert cycle.first_session <= one.number <= cycle.last_session
    assert all(TABLE.state(iso3) for iso3 in one.states)
    assert all(TABLE.state(absence.iso3) for absence in one.not_reviewed)


@pytest.mark.parametrize("one", ALL)
def test_session_starts_on_a_monday_and_lasts_12_or_15_days(one: Session) -> None:
    if one.start is not None:
        assert one.start.weekday() == 0
    if one.start is not None and one.end is not None:
        expected = 15 if one.number in {2, 3, 13, 14} else 12
        assert one.end - one.start == timedelta(days=expected - 1)


@pytest.mark.parametrize("one", ALL)
def test_a_date_is_unknown_exactly_where_it_is_missing(one: Session) -> None:
    assert (one.confidence.start == "unknown") == (one.start is None)
    assert (one.confidence.end == "unknown") == (one.end is None)
    assert one.confidence.states == "verified"
    assert (one.confidence.order == "unknown") == (one.order != "review")


@pytest.mark.parametrize("one", ALL)
def test_sources_of_a_session_are_explained(one: Session) -> None:
    assert one.sources
    assert set(one.sources) <= set(TABLE.sources)


def test_sessions_follow_each_other() -> None:
    starts = [one.start for one in TABLE.sessions if one.start is not None]
    assert starts == sorted(starts)


def test_number_of_states_where_it_is_not_the_rule_of_the_cycle() -> None:
    rule = {cycle.number: cycle.per_session for cycle in TABLE.cycles}
    odd = {one.number: len(one.states) for one in TABLE.sessions if len(one.states) != rule[one.cycle]}
    assert odd == {8: 15, 12: 17, 15: 13, 17: 15, 26: 11, 39: 13, 40: 12, 42: 13, 50: 13, 51: 13}


def test_session_21_is_whole() -> None:
    one = session(21)
    assert (one.start, one.end, one.cycle, one.status) == (date(2015, 1, 19), date(2015, 1, 30), 2, "held")
    assert len(one.states) == 14
    assert "LSO" in one.states
    assert one.pre_session is not None
    assert (one.pre_session.start, one.pre_session.end) == (date(2014, 12, 2), date(2014, 12, 4))
    assert one.pre_session.place == "CICG, 17 rue de Varembé, Room V"
    assert one.adoption == Adoption(hrc_session=29, when="2015-06", confidence="verified", sources=("trax55", "trax52"))


def test_end_of_session_40_is_null_with_three_claims() -> None:
    one = session(40)
    assert one.end is None
    assert [claim.end for claim in one.other_date_claims] == [date(2022, 2, 3), date(2022, 2, 9), date(2022, 2, 4)]
    assert one.other_date_claims[0] == DateClaim("ohchr40", date(2022, 1, 24), date(2022, 2, 3))


def test_sessions_to_come_are_scheduled() -> None:
    assert [one.number for one in TABLE.sessions if one.status == "scheduled"] == [52, 53, 54]


def test_absences_are_kept_with_the_session_they_moved_to() -> None:
    moved = {(one.number, away.iso3, away.moved_to_session) for one in TABLE.sessions for away in one.not_reviewed}
    assert moved == {
        (8, "HTI", 12),
        (15, "ISR", 17),
        (39, "SDN", 40),
        (42, "UKR", 54),
        (50, "USA", 53),
        (51, "MMR", 54),
    }
    assert all(iso3 in session(to or 0).states for _, iso3, to in moved)


def test_pre_session_known_by_its_month_or_by_a_note_only() -> None:
    by_month, by_note = session(23).pre_session, session(13).pre_session
    assert by_month is not None
    assert (by_month.start, by_month.month) == (None, "2015-10")
    assert by_note is not None
    assert (by_note.start, by_note.month, by_note.confidence, by_note.source) == (None, None, "unknown", "")
    assert session(36).pre_session is not None
    assert session(1).pre_session is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2014, 10, 26), None, id="day-before"),
        pytest.param(date(2014, 10, 27), 20, id="first-day"),
        pytest.param(date(2014, 11, 7), 20, id="last-day"),
        pytest.param(date(2014, 11, 8), None, id="day-after"),
        pytest.param(date(2022, 1, 25), None, id="end-unknown"),
    ],
)
def test_session_in_progress(day: date, expected: int | None) -> None:
    found = TABLE.in_progress(day)
    assert (found.number if found else None) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2000, 1, 1), 1, id="before-all"),
        pytest.param(date(2014, 11, 30), 21, id="between"),
        pytest.param(date(2015, 1, 19), 21, id="first-day"),
        pytest.param(date(2015, 1, 20), 22, id="second-day"),
        pytest.param(date(2026, 11, 3), None, id="no-start-known"),
    ],
)
def test_next_session(day: date, expected: int | None) -> None:
    found = TABLE.next_session(day)
    assert (found.number if found else None) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2014, 10, 10), 21, id="between"),
        pytest.param(date(2014, 12, 2), 21, id="first-day"),
        pytest.param(date(2014, 12, 3), 22, id="second-day"),
        pytest.param(date(2019, 4, 3), None, id="none-known"),
    ],
)
def test_next_pre_session(day: date, expected: int | None) -> None:
    found = TABLE.next_pre_session(day)
    assert (found.number if found else None) == expected


def test_unknown_number_and_code_are_none() -> None:
    assert TABLE.session(55) is None
    assert TABLE.session(0) is None
    assert TABLE.state("XXX") is None


def test_table_is_loaded_once_without_yaml_and_quickly() -> None:
    """Reading and building costs under 10 ms of CPU in a fresh interpreter (measured: 2 ms)."""
    code = (
        "import sys, time; from trax.upr import glossary, names, table\n"
        "start = time.process_time(); first = table.load_table(); spent = time.process_time() - start\n"
        "glossary.load_glossary(); names.find_states('Angola', first)\n"
        "assert table.load_table() is first and 'yaml' not in sys.modules and 'pydantic' not in sys.modules\n"
        "print(spent < 0.010, spent)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True"), done.stdout


def test_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TABLE.sources["x"] = "y"  # type: ignore[index]  # the point of the test
