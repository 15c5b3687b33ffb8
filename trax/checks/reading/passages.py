"""The texts of an item's header: every field that holds words, by the name that its place is kept under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.model import Fields

# Fields whose value is no text for readers: addresses, names of files, words with a fixed meaning.
_NO_WORDS = frozenset(
    {"kind", "link", "register", "register_at", "image", "cover", "portrait", "thumbnail", "zone"}
    | {"show", "order", "names", "documents", "format", "status", "stage", "language"}
)


def header_texts(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return name and value of each field that holds words: `title`, `links.0.text`, `states.3`."""
    return tuple(_texts("", fields))


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield name, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            if key not in _NO_WORDS:
                yield from _texts(f"{name}.{key}" if name else key, getattr(value, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _texts(f"{name}.{index}", entry)
