"""Turn the tables that people keep (YAML) into the ones that trax loads (JSON): `python -m trax.upr.compile`.

Nothing is written unless every fact fits: known States, counts that add up, sources that exist, one State per spelling.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from trax.errors import TraxError
from trax.files import write_if_changed
from trax.upr.glossary import GLOSSARY_FILE, Stage, StakeholderGroup, Term, parse_glossary
from trax.upr.names import spellings
from trax.upr.table import TABLE_FILE, Cycle, Session, SessionException, State, Table, parse_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

DATA_FOLDER = TABLE_FILE.parent
Facts = dict[str, Any]

_TABLE_LISTS = (
    ("sessions", "number", Session),
    ("states", "iso3", State),
    ("cycles", "number", Cycle),
    ("exceptions", "cycle", SessionException),
)
_GLOSSARY_LISTS = (("terms", "term", Term), ("stakeholder_groups", "key", StakeholderGroup), ("stages", "key", Stage))
_SESSION_KEYS = {
    "session": "number",
    "upr_info_pre_session": "pre_session",
    "outcome_adoption": "adoption",
    "scheduled_not_reviewed": "not_reviewed",
}
_STATUS = {"scheduled-in-source": "scheduled"}
# What a session or a Pre-session has when the file does not speak of it.
_SESSION: Facts = {"pre_session": None, "adoption": None, "other_date_claims": [], "not_reviewed": [], "notes": None}
_PRE_SESSION: Facts = {
    "start": None,
    "end": None,
    "month": None,
    "place": None,
    "confidence": "unknown",
    "source": "",
}


class TableFaults(TraxError):
    """Tables that people keep and that do not fit; every fault is in `faults`."""

    def __init__(self, faults: Sequence[str]) -> None:
        """List the faults, one a line."""
        super().__init__("the tables do not fit; nothing was written\n  " + "\n  ".join(faults))
        self.faults = tuple(faults)


def compile_table(sessions: str, state_names: str) -> bytes:
    """Return the session table as the JSON document that `load_table` reads.

    Args:
        sessions: Text of `data/sessions.yaml`.
        state_names: Text of `data/state-names.yaml`.

    Raises:
        TableFaults: If a file cannot be read or its facts contradict each other.
    """
    with _faults_in_words("the session table"):
        facts, names = _parse_yaml("sessions.yaml", sessions), _parse_yaml("state-names.yaml", state_names)
        document = _table_document(facts, names)
        data = _json(document)
        faults = [*_faults_of_shape(document, _TABLE_LISTS), *_faults_of_names(names["states"], facts["states"])]
        if not faults:
            table = parse_table(data)
            faults = [*_faults_of_states(facts["sessions"], table), *_faults_of_facts(table)]
        if faults:
            raise TableFaults(faults)
        return data


def compile_glossary(glossary: str) -> bytes:
    """Return the glossary as the JSON document that `load_glossary` reads.

    Raises:
        TableFaults: If the file cannot be read.
    """
    with _faults_in_words("glossary.yaml"):
        document = _glossary_document(_parse_yaml("glossary.yaml", glossary))
        if faults := tuple(_faults_of_shape(document, _GLOSSARY_LISTS)):
            raise TableFaults(faults)
        data = _json(document)
        parse_glossary(data)
        return data


def main(folder: Path = DATA_FOLDER) -> int:
    """Compile both tables in the folder; return 0, or 1 with the faults on stderr."""
    try:
        table = compile_table(_read(folder / "sessions.yaml"), _read(folder / "state-names.yaml"))
        glossary = compile_glossary(_read(folder / "glossary.yaml"))
    except TraxError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    for name, data in ((TABLE_FILE.name, table), (GLOSSARY_FILE.name, glossary)):
        written = write_if_changed(folder / name, data)
        sys.stdout.write(f"{name}: {'written' if written else 'unchanged'}, {len(data)} bytes\n")
    return 0


@contextmanager
def _faults_in_words(where: str) -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise TableFaults([f"{where}: the field {error} is missing"]) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise TableFaults([f"{where}: a field has the wrong form: {error}"]) from error


def _table_document(facts: Facts, names: Facts) -> Facts:
    return {
        "compiled": facts["compiled"],
        "cycles": [_renamed(one, {"cycle": "number"}) for one in facts["cycles"]],
        "exceptions": facts["exceptions"],
        "sessions": [_session(one) for one in facts["sessions"]],
        "sources": facts["sources"],
        "states": _states(facts["states"], {one["iso3"]: one for one in names["states"]}),
        "lookalikes": names["lookalikes"],
        "other_words": names["other_words"],
        "other_names": names["other_names"],
    }


def _glossary_document(facts: Facts) -> Facts:
    return {
        "terms": [_term(one) for one in facts["terms"]],
        "organisation": _renamed(facts["organisation"], {"own_domains_seen": "domains", "regional_offices": "offices"}),
        "stakeholder_groups": facts["stakeholder_groups"],
        "stages": [_renamed(one, {"from": "begins", "to": "ends"}) for one in facts["stages"]],
        "calendar_rules": facts["calendar_rules"],
        "misspellings": [[wrong, right] for right, slips in facts["misspellings"].items() for wrong in slips],
        "other_acronyms": facts["other_acronyms"],
    }


def _parse_yaml(name: str, text: str) -> Facts:
    try:
        facts = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise TableFaults([f"{name}: {' '.join(str(error).split())}"]) from error
    if not isinstance(facts, dict):
        raise TableFaults([f"{name}: no fields in it"])
    return facts


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _renamed(facts: Mapping[str, Any], keys: Mapping[str, str]) -> Facts:
    return {keys.get(key, key): value for key, value in facts.items()}


def _session(raw: Mapping[str, Any]) -> Facts:
    facts = _SESSION | _renamed(raw, _SESSION_KEYS)
    del facts["states_count"]
    facts["status"] = _STATUS.get(facts["status"], facts["status"])
    facts["states"] = [state["iso3"] for state in facts["states"]]
    facts["not_reviewed"] = [
        {key: value for key, value in one.items() if key != "name"} for one in facts["not_reviewed"]
    ]
    if facts["pre_session"] is not None:
        facts["pre_session"] = _PRE_SESSION | facts["pre_session"]
    return facts


def _states(raw: Sequence[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]]) -> list[Facts]:
    return [_state(state, names.get(state["iso3"], {})) for state in raw]


def _state(raw: Mapping[str, Any], names: Mapping[str, Any]) -> Facts:
    return {
        "iso3": raw["iso3"],
        "name": raw["name"],
        "short": names.get("short", raw["name"]),
        "aliases": [*raw.get("aliases", ()), *names.get("aliases", ())],
        "former": [{"short": one["name"], "source": "", **one} for one in names.get("former", ())],
    }


def _term(raw: Mapping[str, Any]) -> Facts:
    languages = ("fr", "es")
    plain = {key: value for key, value in raw.items() if key not in languages}
    return plain | {"translations": [[key, raw[key]] for key in languages if key in raw]}


def _json(document: Mapping[str, Any]) -> bytes:
    """Return compact JSON with one entry of each list a line, so that git shows which one changed."""
    parts = []
    for key, value in document.items():
        body = "[\n" + ",\n".join(_dump(one) for one in value) + "\n]" if isinstance(value, list) else _dump(value)
        parts.append(f"{_dump(key)}:{body}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _dump(value: object) -> str:
    # str() writes a date as YYYY-MM-DD; nothing else in the tables is foreign to JSON.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _faults_of_shape(document: Facts, kinds: Iterable[tuple[str, str, type]]) -> Iterator[str]:
    """Yield what is missing in an entry of a list, of the wrong type, or unknown.

    Args:
        kinds: For each list its key, the field that tells its entries apart, and what an entry becomes.
    """
    for key, label, kind in kinds:
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        known = {one.name for one in fields(kind)}
        for entry in document[key]:
            where = f"{key} {entry.get(label)}"
            yield from (f"{where}: there is no field {name}" for name in entry if name not in known)
            try:
                adapter.validate_json(_dump(entry), strict=True)
            except ValidationError as error:
                for fault in error.errors():
                    yield f"{where}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"


def _faults_of_states(raw: Iterable[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """Yield each State of a session that the table does not know, or knows by another name, and wrong counts."""
    for session in raw:
        where = f"session {session['session']}"
        if len(session["states"]) != session["states_count"]:
            yield f"{where}: states_count is {session['states_count']}, the list has {len(session['states'])}"
        for one in (*session["states"], *session.get("scheduled_not_reviewed", ())):
            state = table.state(one["iso3"])
            if state is None or state.name != one["name"]:
                yield f"{where}: {one['iso3']} is not {one['name']} in the list of States"


def _faults_of_facts(table: Table) -> Iterator[str]:
    """Yield what cannot be true of sessions, and spellings that two States share."""
    for expected, session in enumerate(table.sessions, start=1):
        if session.number != expected:
            yield f"session {session.number}: session {expected} was expected here"
        if session.start and session.end and session.end < session.start:
            yield f"session {session.number}: ends before it starts"
        if len(set(session.states)) != len(session.states):
            yield f"session {session.number}: a State stands in it twice"
        unknown = [source for source in session.sources if source not in table.sources]
        if unknown:
            yield f"session {session.number}: no such source: {', '.join(unknown)}"
    owners: dict[str, str] = {}
    for state in table.states:
        for spelling in spellings(state):
            owner = owners.setdefault(spelling, state.iso3)
            if owner != state.iso3:
                yield f"{spelling}: names both {owner} and {state.iso3}"


def _faults_of_names(names: Iterable[Mapping[str, Any]], states: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    known = {one["iso3"] for one in states}
    for one in names:
        if one["iso3"] not in known:
            yield f"state-names.yaml: {one['iso3']} is no State of sessions.yaml"


if __name__ == "__main__":
    sys.exit(main())
