from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml

from trax.errors import TemplateFault
from trax.render.templates import SHIPPED, load_templates
from trax.render.theme import Palette, parse_theme

THEME = load_templates().theme
TREE: dict[str, Any] = yaml.load((SHIPPED / "theme.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - text alone
SCHEMES = pytest.mark.parametrize(
    "palette", [pytest.param(THEME.light, id="light"), pytest.param(THEME.dark, id="dark")]
)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "strong", "signal"])
@pytest.mark.parametrize("ground", ["paper", "tint", "outer"])
def test_text_can_be_read_on_every_ground(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


def test_text_on_buttons_and_covers_can_be_read() -> None:
    light, dark = THEME.light, THEME.dark
    assert contrast(light.paper, light.accent) >= 4.5
    assert contrast(dark.outer, dark.accent) >= 4.5
    assert contrast(light.paper, light.strong) >= 4.5
    assert contrast(dark.outer, dark.strong) >= 4.5


@SCHEMES
@pytest.mark.parametrize("dot", ["dot", "signal"])
def test_the_mark_is_seen_on_both_papers(palette: Palette, dot: str) -> None:
    assert contrast(getattr(THEME.mark, dot), palette.paper) >= 3


@pytest.mark.parametrize(
    ("part", "key", "value", "problem"),
    [
        pytest.param("light", "ink", "black", 'light: ink: "black" is not a colour such as #0A5C93', id="colour"),
        pytest.param("dark", "ink", "#12345", 'dark: ink: "#12345" is not a colour such as #0A5C93', id="short-colour"),
        pytest.param("mark", "dot", "#123456;}", 'mark: dot: "#123456;}" is not a colour', id="css-injection"),
        pytest.param("sizes", "h1", "34px", 'sizes: h1: "34px" is not a whole number of pixels', id="unit"),
        pytest.param("sizes", "h1", "-4", 'sizes: h1: "-4" is not a whole number of pixels', id="negative"),
        pytest.param("sizes", "h1", "²", 'sizes: h1: "²" is not a whole number of pixels', id="superscript"),
        pytest.param("fonts", "text", 'A"B', "is not a list of fonts such as Georgia, serif", id="quote"),
        pytest.param("fonts", "text", "", 'fonts: text: "" is not a list of fonts', id="empty"),
        pytest.param("light", "ink", {"a": "b"}, "is not a colour", id="group"),
        pytest.param("light", "inc", "#000000", "light: inc is unknown; there are: outer, paper", id="unknown"),
        pytest.param("light", "ink", None, "light: ink is missing", id="missing"),
        pytest.param("sizes", None, None, "sizes: is missing", id="no-part"),
        pytest.param("sizes", None, "x", "sizes: is missing", id="part-is-text"),
    ],
)
def test_a_faulty_theme_is_one_clear_line(part: str, key: str | None, value: object, problem: str) -> None:
    tree = deepcopy(TREE)
    if key is None:
        tree[part] = value
    elif value is None:
        del tree[part][key]
    else:
        tree[part][key] = value
    with pytest.raises(TemplateFault) as fault:
        parse_theme(tree, path="templates/theme.yaml")
    assert str(fault.value).startswith("templates/theme.yaml: ")
    assert problem in str(fault.value)
    assert "\n" not in str(fault.value)
