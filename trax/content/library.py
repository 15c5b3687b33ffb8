"""What is kept once and used from any issue: quotes, publications, and the people of the newsletter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from trax.content.as_typed import CODE as HEADER_CODE
from trax.content.fields import FieldError, slug
from trax.content.front_matter import parse_front_matter
from trax.content.kinds import Line, Written, YesNo
from trax.content.problems import Form, validate
from trax.content.whereabouts import list_folder
from trax.content.wording import did_you_mean, one_of, quoted
from trax.content.workspace import read_text
from trax.content.yaml_reader import parse_yaml
from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trax.content.front_matter import FrontMatter
    from trax.content.workspace import Workspace
    from trax.content.yaml_reader import Tree, Value

CODE = "library"
KIND_OF_FOLDER = {"quotes": "quote", "publications": "publication"}
PEOPLE_PATH = "issues/library/people.yaml"


class Person(Written):
    """Somebody whose name the newsletter prints, spelled once, with what they agreed to."""

    name: Line = Field(description="The name as it is printed.")
    role: Line | None = Field(default=None, description="Function.")
    organisation: Line | None = Field(default=None, description="Organisation.")
    named: YesNo = Field(default=False, description="yes when the person agreed to be named.")
    shown: YesNo = Field(default=False, description="yes when the person agreed to be shown in a picture.")
    note: Line | None = Field(default=None, description="For colleagues, not printed.")


class _People(Written):
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the library: its kind, its header and body, and its path."""

    kind: str
    path: str
    parts: FrontMatter


def read_entry(workspace: Workspace, wanted: str, *, place: Place) -> tuple[Entry | None, tuple[Finding, ...]]:
    """Return the file of the library that an item uses; None with errors when it cannot be had.

    Args:
        workspace: The newsletter.
        wanted: What stands after `use:`, such as `quotes/ndong-ella`.
        place: Where it stands, for the finding.
    """
    folder, _, name = wanted.strip().removesuffix(".md").partition("/")
    form = f"write it like use: quotes/name-of-the-file; the folders are {one_of(KIND_OF_FOLDER)}"
    if folder not in KIND_OF_FOLDER:
        return None, (_fault(place, f"use: there is no folder {quoted(folder)} in the library", wanted, form),)
    try:
        slug(name)
    except FieldError:
        return None, (_fault(place, f"use: {quoted(wanted)} is not the name of a file in the library", wanted, form),)
    home = workspace.root / "issues" / "library" / folder
    path = home / f"{name}.md"
    known = [file.name.removesuffix(".md") for file in list_folder(home) if file.suffix == ".md"]
    if path.name.removesuffix(".md") not in known:
        hint = did_you_mean(name, known).replace("mean ", f"mean {folder}/")
        message = f"use: {quoted(wanted)} is not in the library"
        return None, (_fault(place, message, wanted, hint or f"make the file {workspace.name_of(path)}"),)
    return _parse_entry(workspace, path, KIND_OF_FOLDER[folder])


def _parse_entry(workspace: Workspace, path: Path, kind: str) -> tuple[Entry | None, tuple[Finding, ...]]:
    name = workspace.name_of(path)
    text, findings = read_text(workspace, path)
    if text is None:
        return None, findings
    parts, findings = parse_front_matter(text, path=name)
    if parts is None or parts.tree is None:
        return None, findings
    values = parts.tree.value
    if isinstance(values, dict) and values.get("kind", kind) != kind:
        message = f"kind: a file of this folder is a {kind}, whatever is written here"
        findings = (*findings, _fault(parts.tree.places["kind"], message, "", "leave the line out"))
    return Entry(kind, name, parts), findings


def merge(own: Tree, entry: Entry) -> Tree:
    """Return the header of an item with the fields of the library under its own; empty fields take the library's."""
    theirs = entry.parts.tree
    if theirs is None or not isinstance(own.value, dict) or not isinstance(theirs.value, dict):  # pragma: no cover
        return own  # both were made by the header reader as groups of fields
    kept = {name: value for name, value in own.value.items() if value is not None and name != "use"}
    empty = {name: value for name, value in own.value.items() if value is None and name not in theirs.value}
    values: dict[str, Value] = {**empty, **theirs.value, **kept, "kind": entry.kind}
    return replace(
        own,
        value=values,
        places=_under(theirs.places, own.places, {*kept, *empty}),
        names=_under(theirs.names, own.names, {*kept, *empty}),
        is_whole=own.is_whole and theirs.is_whole,
    )


def _under(theirs: Mapping[str, Place], own: Mapping[str, Place], owned: set[str]) -> dict[str, Place]:
    """Return the places of the library, but those of the item for the fields that are its own."""
    places = {name: place for name, place in theirs.items() if name.partition(".")[0] not in owned}
    places |= {name: place for name, place in own.items() if name.partition(".")[0] in owned}
    return places


def read_people(workspace: Workspace) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    """Return the people of `library/people.yaml`, none when there is no such file, with every error in it."""
    path = workspace.root / PEOPLE_PATH
    if not path.exists() and not path.is_symlink():
        return (), ()
    text, findings = read_text(workspace, path)
    if text is None:
        return (), findings
    return parse_people(text)


def parse_people(text: str) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    """Return the people of a text, and every error in it."""
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        lines[0] = ""
    tree, findings = parse_yaml(lines, path=PEOPLE_PATH, first_line=1)
    if tree is None or tree.value == {}:
        return (), findings
    if not isinstance(tree.value, list):
        message = "this file is a list of people"
        hint = 'begin each person with "- name: ", and put the other fields below, two spaces in'
        return (), (*findings, Finding(HEADER_CODE, "error", tree.places[""], message, hint=hint))
    places = {f"people.{name}": place for name, place in tree.places.items() if name}
    names = {f"people.{name}": place for name, place in tree.names.items()}
    form = Form({"people": tree.value}, places, names, Place(PEOPLE_PATH, 1), "a person", is_whole=tree.is_whole)
    made, problems = validate(_People, form)
    if made is None:
        return (), (*findings, *problems)
    return made.people, (*findings, *_twice(made.people, places))


def _twice(people: tuple[Person, ...], places: Mapping[str, Place]) -> tuple[Finding, ...]:
    first: dict[str, int] = {}
    found = []
    for index, person in enumerate(people):
        before = first.setdefault(person.name, index)
        if before != index:
            message = f"{person.name} is here twice; the first is on line {places[f'people.{before}.name'].line}"
            found.append(_fault(places[f"people.{index}.name"], message, person.name, "keep one of the two"))
    return tuple(found)


def _fault(place: Place, message: str, text: str, hint: str) -> Finding:
    return Finding(CODE, "error", place, message, text=text, hint=hint)
