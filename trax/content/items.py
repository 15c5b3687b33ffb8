"""One file of an issue to an item: header against the schema of its kind, body, what it takes from the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trax.content.front_matter import parse_front_matter
from trax.content.kinds import KIND_OF, NEEDS_BODY, NEEDS_LINK_TEXT, Kind
from trax.content.library import merge, read_entry
from trax.content.markdown import parse_body
from trax.content.problems import CODE, Form, validate
from trax.content.wording import did_you_mean, quoted
from trax.content.workspace import read_text
from trax.model import Finding, Item, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from trax.content.library import Entry
    from trax.content.workspace import Workspace
    from trax.content.yaml_reader import Tree
    from trax.model import Body

_AN = frozenset("aeiou")


def read_item(
    workspace: Workspace, path: Path, *, slug: str, near: date | None
) -> tuple[Item | None, tuple[Finding, ...]]:
    """Return the item of a file, and every error in it; None when its header says too little to make one.

    Args:
        workspace: The newsletter.
        path: The file.
        slug: Its name without number and ending.
        near: Day of the issue, for dates without a year.
    """
    text, findings = read_text(workspace, path)
    if text is None:
        return None, findings
    return parse_item(workspace, text, path=workspace.name_of(path), slug=slug, near=near)


def parse_item(
    workspace: Workspace, text: str, *, path: str, slug: str, near: date | None
) -> tuple[Item | None, tuple[Finding, ...]]:
    """Return the item that a text is, and every error in it; only the library is read from disk.

    An error in the text below the header leaves the item standing, so that its facts are checked as well.
    """
    parts, findings = parse_front_matter(text, path=path)
    if parts is None:
        return None, findings
    body, more = parse_body(parts.body, path=path, first_line=parts.body_line)
    findings += more
    if parts.tree is None:
        return None, findings
    tree, entry, more = _with_library(workspace, parts.tree, path)
    findings += more
    if entry and body.is_empty:
        body, more = parse_body(entry.parts.body, path=entry.path, first_line=entry.parts.body_line)
        findings += more
    if tree is None:
        return None, findings
    fields, more = _fields(tree, path, near)
    findings += more
    if fields is None:
        return None, findings
    findings += _what_a_kind_needs(fields, body, tree, path)
    return Item(slug, path, fields, body, text, places_of(type(fields), tree.places)), findings


def places_of(model: type[Kind], places: Mapping[str, Place]) -> dict[str, Place]:
    """Return the places also under the names that code uses where a writer uses another one."""
    made = {name: place for name, place in places.items() if name}
    for name, field in model.model_fields.items():
        if field.alias and field.alias in made:
            made[name] = made[field.alias]
    return made


def _with_library(workspace: Workspace, tree: Tree, path: str) -> tuple[Tree | None, Entry | None, tuple[Finding, ...]]:
    """Return the header with what it uses of the library under it; None when that cannot be had."""
    values = tree.value
    if not isinstance(values, dict) or "use" not in values:
        return tree, None, ()
    use, place = values["use"], tree.places["use"]
    if not isinstance(use, str):
        hint = "write it like use: quotes/name-of-the-file, or leave the line out"
        return None, None, (Finding(CODE, "error", place, "use: is the name of a file in the library", hint=hint),)
    entry, findings = read_entry(workspace, use, place=place)
    if entry is None:
        return None, None, findings
    own = values.get("kind")
    if own is not None and str(own).lower() != entry.kind:
        message = f"kind: {quoted(str(own))} does not fit: what is used here is a {entry.kind}"
        mismatch = Finding(CODE, "error", tree.places["kind"], message, text=str(own), hint=f"write kind: {entry.kind}")
        findings = (*findings, mismatch)
    merged = merge(tree, entry)
    return replace(merged, places={"": Place(path, 1), **merged.places}), entry, findings


def _fields(tree: Tree, path: str, near: date | None) -> tuple[Kind | None, tuple[Finding, ...]]:
    """Return the typed fields of a header, by the schema of the kind it names."""
    values = tree.value if isinstance(tree.value, dict) else {}
    kind = values.get("kind")
    if not isinstance(kind, str) or kind.lower() not in KIND_OF:
        return None, _no_kind(kind, tree, path)
    name = kind.lower()
    article = "an" if name[0] in _AN else "a"
    form = Form({**values, "kind": name}, tree.places, tree.names, Place(path, 1), f"{article} {name}", tree.is_whole)
    return validate(KIND_OF[name], form, near=near)


def _no_kind(kind: object, tree: Tree, path: str) -> tuple[Finding, ...]:
    kinds = f"the kinds are: {', '.join(KIND_OF)}"
    if isinstance(kind, str):
        message = f"kind: {quoted(kind)} is not a kind of item"
        hint = did_you_mean(kind, KIND_OF) or kinds
        return (Finding(CODE, "error", tree.places["kind"], message, text=kind, hint=hint),)
    if not tree.is_whole and "kind" not in tree.names:
        return ()
    place = tree.places.get("kind", Place(path, 1))
    return (Finding(CODE, "error", place, "kind is missing", hint=f"write kind: and one word; {kinds}"),)


def _what_a_kind_needs(fields: Kind, body: Body, tree: Tree, path: str) -> tuple[Finding, ...]:
    """Return what a whole item lacks although each of its fields is right."""
    found = []
    if fields.kind in NEEDS_BODY and body.is_empty:
        message = f"this {fields.kind} has no text"
        found.append(Finding(CODE, "error", Place(path, 1), message, hint="write the text below the second ---"))
    if fields.kind in NEEDS_LINK_TEXT and getattr(fields, "link", None) and not getattr(fields, "link_text", None):
        hint = "write link_text: and what readers find there: Read the report"
        found.append(Finding(CODE, "error", tree.places["link"], "link needs words to click on", hint=hint))
    return tuple(found)
