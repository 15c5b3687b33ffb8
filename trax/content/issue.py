"""A folder to an Issue: header and letter, the items in order, the pictures they name, every fault of every file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.front_matter import parse_front_matter
from trax.content.header import IssueHeader, slug_from, subject_from, title_from
from trax.content.items import read_item
from trax.content.markdown import parse_body
from trax.content.pictures import pictures_of_body, pictures_of_item, read_pictures
from trax.content.problems import CODE, Form, validate
from trax.content.source import CODE as FILE_CODE
from trax.content.whereabouts import list_folder
from trax.content.wording import quoted
from trax.content.workspace import issue_folders, read_text
from trax.model import Body, Finding, Issue, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from trax.content.workspace import IssueFolder, Workspace
    from trax.model import Item

_ITEM_FILE = re.compile(r"([0-9]{1,4})-([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\.md")
_LOOKS_LIKE_TEXT = re.compile(r"\.(?:md|markdown|txt|docx?|odt)\Z", re.IGNORECASE)
_NAME_FORM = "name it like 30-session-20.md: a number for the order, then lower-case letters, digits and dashes"


@dataclass(frozen=True, slots=True)
class _Front:
    """What `issue.md` holds; the header is None when it has errors."""

    header: IssueHeader | None
    letter: Body
    source: str
    places: Mapping[str, Place]


def read_issue(
    workspace: Workspace, folder: Path, *, known: Sequence[IssueFolder] | None = None
) -> tuple[Issue | None, tuple[Finding, ...]]:
    """Return an issue as its files are, and what is wrong in any of them.

    An item whose header cannot be read is left out, so that the rest can be checked; whoever makes something of the
    issue looks at the findings first. None is returned when the header of `issue.md` has errors.

    Args:
        workspace: The newsletter.
        folder: The folder of the issue, as `find_issue` gives it.
        known: The folders of all issues, when they have been listed already.

    Raises:
        FileTrouble: If the folder itself cannot be read.
    """
    front, findings = _read_front(workspace, folder)
    header = front.header
    items, more = _read_items(workspace, folder, near=header.date if header else None)
    findings += more
    mentions = [*pictures_of_body(front.letter), *(mention for item in items for mention in pictures_of_item(item))]
    images, more = read_pictures(workspace, folder, mentions)
    findings += more
    if header is None:
        return None, _sorted(findings)
    findings += _same_number(workspace, folder, header.number, front.places, known)
    publication = workspace.settings.publication
    title = header.title or title_from(header.subject or "")
    return Issue(
        number=header.number,
        title=title,
        subject=header.subject or subject_from(title, header.number, publication),
        preheader=header.preheader,
        date=header.date,
        language=header.language or publication.language,
        slug=header.slug or slug_from(title, header.number),
        folder=workspace.name_of(folder),
        letter=front.letter,
        items=items,
        source=front.source,
        label=header.label,
        is_sample=header.sample,
        images=images,
        places=front.places,
    ), _sorted(findings)


def is_file_of_issue(name: str) -> bool:
    """Return whether a file of this name, in the folder of an issue, is a part of the issue."""
    return name == "issue.md" or _ITEM_FILE.fullmatch(name) is not None


def _read_front(workspace: Workspace, folder: Path) -> tuple[_Front, tuple[Finding, ...]]:
    path = workspace.name_of(folder / "issue.md")
    nothing = _Front(None, Body("", 1, "", path=path), "", {})
    text, findings = read_text(workspace, folder / "issue.md")
    if text is None:
        return nothing, findings
    parts, findings = parse_front_matter(text, path=path)
    if parts is None:
        return nothing, findings
    letter, more = parse_body(parts.body, path=path, first_line=parts.body_line)
    findings += more
    tree = parts.tree
    if tree is None or not isinstance(tree.value, dict):
        return _Front(None, letter, text, {}), findings
    form = Form(tree.value, tree.places, tree.names, Place(path, 1), "an issue", tree.is_whole)
    header, more = validate(IssueHeader, form)
    findings += more
    if header and not header.title and not header.subject:
        message = "title is missing, and subject too; one of them is needed"
        hint = "write title: and the heading of the issue, without its number"
        findings += (Finding(CODE, "error", Place(path, 1), message, hint=hint),)
        header = None
    return _Front(header, letter, text, tree.places), findings


def _read_items(
    workspace: Workspace, folder: Path, *, near: date | None
) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    """Return the items in the order of their numbers, and the faults of their files."""
    named, findings = _item_files(workspace, folder)
    items = []
    seen: dict[str, str] = {}
    for _, slug, path in named:
        item, more = read_item(workspace, path, slug=slug, near=near)
        findings += more
        first = seen.setdefault(slug, path.name)
        if first != path.name:
            message = f"the name {quoted(slug)} is taken by {first}; each item needs one of its own"
            findings += (
                Finding(
                    FILE_CODE, "error", Place(workspace.name_of(path), 1), message, hint="rename one of the two files"
                ),
            )
        elif item:
            items.append(item)
    return tuple(items), findings


def _item_files(workspace: Workspace, folder: Path) -> tuple[list[tuple[int, str, Path]], tuple[Finding, ...]]:
    """Return number, slug and path of each item file by number and name; a warning for names that are none."""
    named = []
    findings: tuple[Finding, ...] = ()
    for path in list_folder(folder):
        match = _ITEM_FILE.fullmatch(path.name)
        if match:
            named.append((int(match[1]), match[2], path))
        elif path.name != "issue.md" and not path.name.startswith(".") and _LOOKS_LIKE_TEXT.search(path.name):
            place = Place(workspace.name_of(path), 1)
            message = f"{quoted(path.name)} is not the name of an item, so it is no part of the issue"
            findings += (Finding(FILE_CODE, "warning", place, message, hint=_NAME_FORM),)
    return sorted(named, key=lambda found: (found[0], found[2].name)), findings


def _same_number(
    workspace: Workspace,
    folder: Path,
    number: int,
    places: Mapping[str, Place],
    known: Sequence[IssueFolder] | None,
) -> tuple[Finding, ...]:
    """Return an error when another folder carries the same number."""
    others = [one.path for one in known or issue_folders(workspace) if one.number == number and one.path != folder]
    if not others:
        return ()
    names = ", ".join(workspace.name_of(path) for path in others)
    message = f"number: {number} is also the number of {names}; this is {workspace.name_of(folder)}"
    return (Finding(CODE, "error", places["number"], message, text=str(number), hint="change one of the two numbers"),)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, by file and line; a file of the library may be used by several items."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.place))
