from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from trax.upr.compile import DATA_FOLDER, TableFaults, compile_glossary, compile_table, main

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).parents[3] / "shared" / "data"
# The note the tables came from speaks of its own papers; our copies name the issue instead.
REWORDED = (
    ('"UPR Trax No50 (seed document 003)"', '"UPR Trax No 50"'),
    ('"UPR Trax No50 (seed document)"', '"UPR Trax No 50"'),
    ("seed50", "trax50"),
    ('source: "seed (word)', 'source: "texts (word)'),
    ("source: seed", "source: texts"),
    ("people_in_seeds:", "people:"),
    ("; the seeds use the word without spelling it out", ""),
)


def parse(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def read(name: str) -> str:
    return (DATA_FOLDER / name).read_text(encoding="utf-8")


def read_shared(name: str) -> Any:
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not beside the repository")
    text = (SHARED / name).read_text(encoding="utf-8")
    for theirs, ours in REWORDED:
        text = text.replace(theirs, ours)
    return parse(text)


def lost(ours: Any, theirs: Any, where: str = "") -> Iterator[str]:
    """Yield where a fact of theirs is not among ours; we may know more."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key, value in theirs.items():
            yield from lost(ours.get(key), value, f"{where}.{key}")
    elif isinstance(theirs, list) and isinstance(ours, list) and len(ours) >= len(theirs):
        for index, value in enumerate(theirs):
            yield from lost(ours[index], value, f"{where}.{index}")
    elif ours != theirs:
        yield f"{where}: {theirs!r} became {ours!r}"


def test_session_table_is_what_its_yaml_sources_compile_to() -> None:
    assert compile_table(read("sessions.yaml"), read("state-names.yaml")) == (DATA_FOLDER / "table.json").read_bytes()


def test_glossary_is_what_its_yaml_source_compiles_to() -> None:
    assert compile_glossary(read("glossary.yaml")) == (DATA_FOLDER / "glossary.json").read_bytes()


@pytest.mark.parametrize(
    ("ours", "theirs"), [("sessions.yaml", "upr-sessions.yaml"), ("glossary.yaml", "upr-glossary.yaml")]
)
def test_yaml_source_holds_every_fact_of_the_data_set_it_came_from(ours: str, theirs: str) -> None:
    assert list(lost(parse(read(ours)), read_shared(theirs))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param("start: 2008-04-07", "start: 2008-04-31", "day is out of range", id="no-such-day"),
        pytest.param("end: 2008-04-18", "end: 2008-04-01", "session 1: ends before it starts", id="ends-first"),
        pytest.param("end: 2008-04-18", "end: spring", "sessions 1: end: Input should be a valid date", id="no-date"),
        pytest.param("    end: 2008-04-18\n", "", "sessions 1: end: Field required", id="no-end"),
        pytest.param("states_count: 16", "states_count: 15", "states_count is 15, the list has 16", id="count"),
        pytest.param("    states_count: 16\n", "", "the field 'states_count' is missing", id="no-count"),
        pytest.param("status: held", "status: over", "sessions 1: status: Input should be 'held'", id="status"),
        pytest.param("cycle: 1\n", "cycle: 1\n    room: V\n", "sessions 1: there is no field room", id="field"),
        pytest.param("session: 2\n", "session: 3\n", "session 3: session 2 was expected here", id="number"),
        pytest.param(
            '{iso3: ECU, name: "Ecuador"}',
            '{iso3: ECU, name: "Equador"}',
            "session 1: ECU is not Equador in the list of States",
            id="name",
        ),
        pytest.param(
            '{iso3: ECU, name: "Ecuador"}',
            '{iso3: XXX, name: "Ecuador"}',
            "session 1: XXX is not Ecuador in the list of States",
            id="code",
        ),
        pytest.param(
            '{iso3: ECU, name: "Ecuador"}',
            '{iso3: BHR, name: "Bahrain"}',
            "session 1: a State stands in it twice",
            id="twice",
        ),
        pytest.param(
            "sources: [wikidot, ", "sources: [wikipedia, ", "session 1: no such source: wikipedia", id="source"
        ),
        pytest.param('aliases: ["Laos", ', 'aliases: ["Mali", ', "Mali: names both LAO and MLI", id="two-owners"),
        pytest.param("sessions:\n", "sessions: [\n", "sessions.yaml: while parsing", id="not-yaml"),
        pytest.param('compiled: "2026-11-22"', "compiled: today", "a field has the wrong form", id="compiled"),
        pytest.param("cycles:\n", "cycles: none\nrounds:\n", "a field has the wrong form", id="wrong-form"),
    ],
)
def test_a_fault_in_the_sessions_is_named_and_nothing_is_made(old: str, new: str, fault: str) -> None:
    sessions = read("sessions.yaml")
    assert old in sessions
    with pytest.raises(TableFaults) as refused:
        compile_table(sessions.replace(old, new, 1), read("state-names.yaml"))
    assert fault in refused.value.message


def test_all_faults_are_named_at_once() -> None:
    sessions = read("sessions.yaml").replace("states_count: 16", "states_count: 15")
    with pytest.raises(TableFaults) as refused:
        compile_table(sessions, read("state-names.yaml"))
    assert len(refused.value.faults) == 10


def test_a_short_name_for_a_state_that_does_not_exist_is_refused() -> None:
    names = read("state-names.yaml").replace("iso3: BOL", "iso3: BLO")
    with pytest.raises(TableFaults) as refused:
        compile_table(read("sessions.yaml"), names)
    assert refused.value.faults == ("state-names.yaml: BLO is no State of sessions.yaml",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param("{term: UPR,", "{", "terms None: term: Field required", id="no-term"),
        pytest.param("{term: UPR,", "{term: UPR, sort: 1,", "terms UPR: there is no field sort", id="unknown-field"),
        pytest.param("organisation:", "house:", "the field 'organisation' is missing", id="no-house"),
        pytest.param("schema: 1", "- 1", "glossary.yaml: while parsing", id="not-yaml"),
    ],
)
def test_a_fault_in_the_glossary_is_named(old: str, new: str, fault: str) -> None:
    with pytest.raises(TableFaults) as refused:
        compile_glossary(read("glossary.yaml").replace(old, new, 1))
    assert fault in refused.value.message


def test_an_empty_source_is_refused() -> None:
    with pytest.raises(TableFaults, match="no fields in it"):
        compile_glossary("")


def copy_sources(folder: Path) -> None:
    for name in ("sessions.yaml", "state-names.yaml", "glossary.yaml"):
        (folder / name).write_text(read(name), encoding="utf-8")


def test_compiling_writes_both_tables_and_the_second_time_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_sources(tmp_path)
    assert main(tmp_path) == 0
    assert "table.json: written" in capsys.readouterr().out
    assert (tmp_path / "table.json").read_bytes() == (DATA_FOLDER / "table.json").read_bytes()
    assert main(tmp_path) == 0
    out = capsys.readouterr().out
    assert "table.json: unchanged" in out
    assert "glossary.json: unchanged" in out


def test_compiling_faulty_sources_writes_nothing_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_sources(tmp_path)
    (tmp_path / "glossary.yaml").write_text("[]", encoding="utf-8")
    assert main(tmp_path) == 1
    assert "glossary.yaml: no fields in it" in capsys.readouterr().err
    assert not (tmp_path / "table.json").exists()
