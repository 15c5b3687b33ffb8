"""MJML to HTML through mjml-python, with the source made safe for it first.

The engine behind mjml-python (MRML 6) writes attribute values as a debugger would and is strict about white
space in the head. `armour` puts what it cannot carry into a form that it can; measured on its version 6.0.1.
"""

from __future__ import annotations

import re
import unicodedata

import mjml

from trax.errors import TemplateFault

# A tag with its attributes; quoted values may hold anything but their own quote. Linear: no two parts overlap.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
VALUE = re.compile(r'(?P<before>[\w:-]+\s*=\s*)"(?P<value>[^"]*)"')
# Only ASCII white space: `\s` would take no-break spaces as well.
BETWEEN_TAGS = re.compile(r">[ \t\r\n]+(?=</?mj-)")
BARE_ZERO = re.compile(r"(?<![\w.#%])0(?![\w.%])")
POSITION = re.compile(r"at position (\d+)(?::\d+)?")
# Deeper nesting than any mail; the engine's own stack ends near 9,000 levels, and the process with it.
MAX_DEPTH = 200
VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "area", "base", "col", "wbr"})


def mjml_to_html(source: str, *, name: str) -> str:
    """Return the HTML of an MJML document.

    Args:
        source: The document, with merge tags hidden.
        name: What to call it in a message.

    Raises:
        TemplateFault: If the document cannot be rendered, with the line where that is known.
    """
    armoured = armour(source)
    _refuse_depth(armoured, name=name)
    try:
        # No fonts: the default list makes every mail fetch one from a third party.
        return str(mjml.mjml2html(armoured, fonts={}, disable_comments=True))
    except ValueError as error:
        raise TemplateFault(name, _line_of(armoured, str(error)), f"not valid MJML: {error}") from error


def armour(source: str) -> str:
    """Return the document in the form in which the engine loses nothing of it.

    White space between MJML tags becomes one line break (a lone space stops the engine in the head); in attribute
    values line breaks become spaces, and characters that the engine would print as an escape become `&#N;`;
    a bare 0 in a padding becomes 0px (a bare one is left out of the engine's widths).
    """
    return TAG.sub(_armour_tag, BETWEEN_TAGS.sub(">\n", source.replace("\r\n", "\n")))


def _armour_tag(tag: re.Match[str]) -> str:
    attributes = tag["attributes"]
    if not attributes or tag["close"]:
        return tag[0]
    return f"<{tag['name']}{VALUE.sub(_armour_attribute, attributes)}>"


def _armour_attribute(attribute: re.Match[str]) -> str:
    before, value = attribute["before"], attribute["value"]
    if before.startswith("padding") or "padding" in before:
        value = BARE_ZERO.sub("0px", value)
    if not value.isascii() or "\n" in value or "\t" in value or "\\" in value:
        value = "".join(_armour_character(character) for character in value)
    return f'{before}"{value}"'


def _armour_character(character: str) -> str:
    if character in "\n\t\r":
        return " "
    if character == "\\" or (not character.isascii() and unicodedata.category(character)[0] in "MCZ"):
        return f"&#{ord(character)};"
    return character


def _refuse_depth(source: str, *, name: str) -> None:
    depth = 0
    for tag in TAG.finditer(source):
        if tag["close"]:
            depth -= 1
        elif not tag["attributes"].endswith("/") and tag["name"].lower() not in VOID:
            depth += 1
            if depth > MAX_DEPTH:
                line = source.count("\n", 0, tag.start()) + 1
                raise TemplateFault(name, line, f"more than {MAX_DEPTH} tags inside each other")


def _line_of(source: str, message: str) -> int | None:
    """Return the line of the engine's position, which counts bytes of UTF-8 from 0."""
    position = POSITION.search(message)
    if position is None:
        return None
    return source.encode()[: int(position[1])].count(b"\n") + 1
