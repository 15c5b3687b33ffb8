"""The web addresses of an issue or document, each at its place: links and pictures in texts, and fields of headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.model import Item, Place

# The fields of all kinds that hold an address, by the name a writer uses for them.
_ADDRESS_FIELDS = {"link": "link", "register_at": "register"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address that readers can follow; `words` are those of its link, empty for a field of a header."""

    target: str
    place: Place
    words: str = ""
    is_image: bool = False


def find_addresses(given: CheckInput) -> Iterator[Address]:
    """Yield every address, those of the texts first, then those of the headers."""
    for passage in given.passages:
        for link in passage.links:
            yield Address(link.target, passage.place(link.start), link.text, link.is_image)
    for item in given.items:
        yield from _in_fields(item, "", item.fields)


def _in_fields(item: Item, name: str, value: object) -> Iterator[Address]:
    if isinstance(value, BaseModel):
        for key in type(value).model_fields:
            inner = getattr(value, key)
            if key in _ADDRESS_FIELDS and isinstance(inner, str):
                yield Address(inner, item.place(f"{name}{_ADDRESS_FIELDS[key]}"))
            elif inner is not None:
                yield from _in_fields(item, f"{name}{key}.", inner)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _in_fields(item, f"{name}{index}.", entry)
