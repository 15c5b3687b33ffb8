"""What an issue said, as far as later issues are compared with it, and its form as JSON.

The JSON holds a column for each attribute, since columns are quick to read and to check. Whatever is damaged in it is a
ValueError: what is kept can always be worked out anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from trax.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Rises whenever the readers find other facts in the same text: what was kept before is then worked out anew.
VERSION = 1


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link: its form for comparing, and the address as written."""

    form: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure: what it says (`key`), as written, its value, and the sentence it stands in.

    Attributes:
        step: The last digit written; 0.1 for `46.6%`.
        hedge: How the words beside it blur it; empty for an exact figure.
        grows: Whether it counts what only ever gets more.
    """

    key: str
    written: str
    value: float
    step: float
    hedge: str
    grows: bool
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class WordingFact:
    """A quote or a long paragraph; the sketch finds those like it."""

    kind: str
    sketch: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class DateFact:
    """The days given for something: `session 20`, `pre-session 20`, `event seminar on recommendations`.

    Attributes:
        first: None where that end was not given; so with the last.
    """

    subject: str
    first: date | None
    last: date | None
    text: str
    place: Place


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


Fact = TypeVar("Fact", LinkFact, FigureFact, WordingFact, DateFact)
_ALLOWED: Mapping[str, frozenset[type]] = {
    "str": frozenset({str}),
    "bool": frozenset({bool}),
    "float": frozenset({float, int}),
    "date | None": frozenset({str}),
}
_WHOLE = frozenset({int})


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What an issue said. `digest` is that of its texts: other texts, other facts."""

    number: int
    date: date
    path: str
    digest: str
    links: tuple[LinkFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    wordings: tuple[WordingFact, ...] = ()
    dates: tuple[DateFact, ...] = ()


def facts_to_json(facts: IssueFacts) -> str:
    """Return the facts as one line of JSON; the same facts give the same line."""
    everything: tuple[_Placed, ...] = (*facts.links, *facts.figures, *facts.wordings, *facts.dates)
    paths = sorted({each.place.path for each in everything})
    document = {
        "version": VERSION,
        "number": facts.number,
        "date": facts.date.isoformat(),
        "path": facts.path,
        "digest": facts.digest,
        "paths": paths,
        "links": _columns(LinkFact, facts.links, paths),
        "figures": _columns(FigureFact, facts.figures, paths),
        "wordings": _columns(WordingFact, facts.wordings, paths),
        "dates": _columns(DateFact, facts.dates, paths),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _columns(kind: type[Fact], facts: Sequence[Fact], paths: Sequence[str]) -> list[list[Any]]:
    columns: list[list[Any]] = [[_plain(getattr(each, field.name)) for each in facts] for field in fields(kind)[:-1]]
    files = [paths.index(each.place.path) for each in facts]
    return [*columns, files, [each.place.line for each in facts], [each.place.column for each in facts]]


def _plain(value: object) -> object:
    """Return a value as JSON has it: a day as its ISO form, and no day as nothing."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def facts_from_json(text: str | bytes) -> IssueFacts:
    """Return the facts of a JSON text that `facts_to_json` made.

    Raises:
        ValueError: If it is of another version, or damaged in any way.
    """
    try:
        document = json.loads(text)
        paths = document["paths"]
        _check([[document["version"]], paths], [_WHOLE, _ALLOWED["str"]])
        _check_version(document["version"])
        _check([[document["number"]], [document["path"], document["digest"]]], [_WHOLE, _ALLOWED["str"]])
        return IssueFacts(
            document["number"],
            date.fromisoformat(document["date"]),
            document["path"],
            document["digest"],
            _facts(LinkFact, document["links"], paths),
            _facts(FigureFact, document["figures"], paths),
            _facts(WordingFact, document["wordings"], paths),
            _facts(DateFact, document["dates"], paths),
        )
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"no facts of an issue: {error!r}") from error


def _check_version(version: int) -> None:
    if version != VERSION:
        raise ValueError(f"version {version}")


def _facts(kind: type[Fact], columns: list[list[Any]], paths: list[str]) -> tuple[Fact, ...]:
    types: list[frozenset[type]] = [_ALLOWED[str(field.type)] for field in fields(kind)[:-1]]
    _check(columns, [*types, _WHOLE, _WHOLE, _WHOLE])
    values, (files, lines, marks) = columns[:-3], columns[-3:]
    for index in [index for index, field in enumerate(fields(kind)[:-1]) if field.type == "date | None"]:
        values[index] = [date.fromisoformat(day) if day else None for day in values[index]]
    if any(number < 0 for number in chain(files, lines, marks)):
        raise ValueError(kind.__name__)
    named = [paths[number] for number in files]
    places = map(Place, named, lines, marks)
    return tuple(map(kind, *values, places)) if named else ()


def _check(columns: list[list[Any]], types: list[frozenset[type]]) -> None:
    """Raise ValueError unless there are as many columns as types, all of one length, holding nothing else."""
    if len(columns) != len(types) or any(type(column) is not list for column in columns):
        raise ValueError(len(columns))
    if any(not set(map(type, column)) <= allowed for column, allowed in zip(columns, types, strict=True)):
        raise ValueError(types)
    if len(types) > 2 and len(set(map(len, columns))) > 1:  # noqa: PLR2004 - the two of the front are no columns
        raise ValueError(types)
