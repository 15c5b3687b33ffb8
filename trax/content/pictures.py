"""The pictures that an issue names, in its headers and in its texts: found, looked into, read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.source import place_of
from trax.content.whereabouts import list_folder
from trax.content.wording import did_you_mean, quoted
from trax.content.workspace import read_bytes
from trax.model import Finding, Image, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from trax.content.workspace import Workspace
    from trax.model import Body, Item

CODE = "image"
LARGEST_PICTURE_BYTES = 2_000_000
FIELDS = ("image", "cover", "portrait", "thumbnail")
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_FOLDER = "images"


@dataclass(frozen=True, slots=True)
class Mention:
    """A picture that a file names, and where."""

    name: str
    place: Place


def pictures_of_item(item: Item) -> Iterator[Mention]:
    """Yield the pictures that an item names, in its header and its body."""
    for field in FIELDS:
        name = getattr(item.fields, field, None)
        if isinstance(name, str):
            yield Mention(name, item.place(field))
    yield from pictures_of_body(item.body)


def pictures_of_body(body: Body) -> Iterator[Mention]:
    """Yield the pictures of a Markdown text."""
    for block in body.tokens:
        for token in block.children or ():
            source = str(token.attrs.get("src", "")) if token.type == "image" else ""
            if source:
                yield Mention(source.removeprefix(f"{_FOLDER}/"), _place(body, source, block.map))


def read_pictures(
    workspace: Workspace, folder: Path, mentions: Iterable[Mention]
) -> tuple[tuple[Image, ...], tuple[Finding, ...]]:
    """Return the pictures by name, each once, and an error for each mention of one that cannot be used."""
    files = {path.name: path for path in list_folder(folder / _FOLDER)}
    images: dict[str, Image] = {}
    findings = []
    for mention in mentions:
        if mention.name in images:
            continue
        image, problem, hint = _read(workspace, files, mention.name)
        if image:
            images[mention.name] = image
        else:
            message = f"the picture {quoted(mention.name)} {problem}"
            findings.append(Finding(CODE, "error", mention.place, message, text=mention.name, hint=hint))
    return tuple(images[name] for name in sorted(images)), tuple(findings)


def _read(workspace: Workspace, files: dict[str, Path], name: str) -> tuple[Image | None, str, str]:
    """Return the picture; or None, what is wrong with it, and the cure."""
    if name not in files:
        hint = did_you_mean(name, files)
        return None, "is not in the images folder of the issue", hint or "put the file into the folder images"
    data, problem = read_bytes(workspace, files[name], limit_bytes=LARGEST_PICTURE_BYTES)
    if data is None:
        hint = "make it smaller: 1200 pixels wide is enough" if "larger" in problem else "put the file itself there"
        return None, problem, hint
    media_type = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if media_type is None:
        return None, "is not a PNG, JPEG or GIF inside, whatever its name says", "save it again as PNG or JPEG"
    return Image(name, data, media_type), "", ""


def _place(body: Body, source: str, lines: list[int] | None) -> Place:
    """Return where a picture is named, as near as its block tells."""
    first = lines[0] if lines else 0
    text = "\n".join(body.source.split("\n")[first : lines[1] if lines else None])
    offset = max(0, text.find(source.removeprefix(f"{_FOLDER}/")))
    inner = place_of(body.path, text, offset)
    return Place(body.path, body.line + first + inner.line - 1, inner.column)
