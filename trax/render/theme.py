"""The values of the look: colours, fonts and sizes, read from `templates/theme.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from trax.errors import TemplateFault

if TYPE_CHECKING:
    from collections.abc import Mapping

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
FONT = re.compile(r"[A-Za-z0-9 ,'-]+")


@dataclass(frozen=True, slots=True)
class Palette:
    """The nine colours of one scheme, `#RRGGBB`; each use is described in the theme file."""

    outer: str
    paper: str
    tint: str
    ink: str
    muted: str
    accent: str
    strong: str
    rule: str
    signal: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The two colours of the fourteen dots."""

    dot: str
    signal: str


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font stacks, as CSS writes them, with single quotes."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in CSS pixels."""

    letter: int
    margin: int
    margin_phone: int
    above_item: int
    text: int
    lead: int
    h1: int
    h1_phone: int
    h2: int
    h2_phone: int
    small: int
    label: int
    numeral: int


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of mail and archive."""

    light: Palette
    dark: Palette
    mark: Mark
    fonts: Fonts
    sizes: Sizes


def parse_theme(tree: Mapping[str, Any], *, path: str) -> Theme:
    """Return the theme from the parsed file, in which every scalar is text.

    Raises:
        TemplateFault: If a value is missing, unknown, or not a colour, a font stack or a number of pixels.
    """
    return Theme(
        light=_part(Palette, tree, "light", path=path),
        dark=_part(Palette, tree, "dark", path=path),
        mark=_part(Mark, tree, "mark", path=path),
        fonts=_part(Fonts, tree, "fonts", path=path),
        sizes=_part(Sizes, tree, "sizes", path=path),
    )


def _part(kind: type[Any], tree: Mapping[str, Any], name: str, *, path: str) -> Any:
    given = tree.get(name)
    wanted = [one.name for one in fields(kind)]
    if not isinstance(given, dict):
        raise TemplateFault(path, None, f"{name}: is missing")
    for key in given:
        if key not in wanted:
            raise TemplateFault(path, None, f"{name}: {key} is unknown; there are: {', '.join(wanted)}")
    for key in wanted:
        if key not in given:
            raise TemplateFault(path, None, f"{name}: {key} is missing")
    read = {Fonts: _font, Sizes: _pixels}.get(kind, _colour)
    return kind(**{key: read(str(given[key]), where=f"{name}: {key}", path=path) for key in wanted})


def _colour(text: str, *, where: str, path: str) -> str:
    if COLOUR.fullmatch(text):
        return text
    raise TemplateFault(path, None, f'{where}: "{text}" is not a colour such as #0A5C93')


def _font(text: str, *, where: str, path: str) -> str:
    if FONT.fullmatch(text):
        return text
    raise TemplateFault(path, None, f'{where}: "{text}" is not a list of fonts such as Georgia, serif')


def _pixels(text: str, *, where: str, path: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise TemplateFault(path, None, f'{where}: "{text}" is not a whole number of pixels')
