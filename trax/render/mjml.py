"""MJML to HTML through mjml-python, with the source made safe for it first.

The engine behind mjml-python (MRML 6) writes attribute values as a debugger would and is strict about white
space in the head. `armour` puts what it cannot carry into a form that it can; measured on its version 6.0.1.
"""

from __future__ import annotations

import re

import mjml

from trax.errors import TemplateFault

# A tag with its attributes; quoted values may hold anything but their own quote. Linear: no two parts overlap.
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|{TAG.pattern}", re.DOTALL)
VALUE = re.compile(r'(?P<before>[\w:-]+\s*=\s*)"(?P<value>[^"]*)"')
# Only ASCII white space: `\s` would take no-break spaces as well.
BETWEEN_TAGS = re.compile(r">([ \t\r\n]+)(?=</?mj-)")
# The engine repeats the title as an attribute of the body.
TITLE = re.compile(r"(?<=<mj-title>)[^<]+(?=</mj-title>)")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
BARE_ZERO = re.compile(r"(?<![\w.#%])0(?![\w.%])")
POSITION = re.compile(r"at position (\d+)(?::\d+)?")
# Deeper nesting than any mail; the engine's own stack ends near 9,000 levels, and the process with it.
MAX_DEPTH = 200
NEAR = 60
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
    _refuse_nesting(armoured, name=name)
    try:
        # No fonts: the default list makes every mail fetch one from a third party.
        return str(mjml.mjml2html(armoured, fonts={}, disable_comments=True))
    except ValueError as error:
        raise _fault(armoured, str(error), name=name) from error


def armour(source: str) -> str:
    """Return the document in the form in which the engine loses nothing of it.

    White space between MJML tags becomes line breaks (a lone space stops the engine in the head); in the title and
    in attribute values line breaks and other controls become spaces, and characters that the engine could print as
    an escape become `&#N;`; a bare 0 in a padding becomes 0px (a bare one is left out of the engine's widths).
    """
    source = BETWEEN_TAGS.sub(lambda gap: ">" + "\n" * max(1, gap[1].count("\n")), source.replace("\r\n", "\n"))
    return TAG.sub(_armour_tag, TITLE.sub(lambda title: _armour_text(title[0]), source))


def _armour_tag(tag: re.Match[str]) -> str:
    attributes = tag["attributes"]
    if not attributes or tag["close"]:
        return tag[0]
    return f"<{tag['name']}{VALUE.sub(_armour_attribute, attributes)}>"


def _armour_attribute(attribute: re.Match[str]) -> str:
    before, value = attribute["before"], attribute["value"]
    if "padding" in before:
        value = BARE_ZERO.sub("0px", value)
    return f'{before}"{_armour_text(value)}"'


def _armour_text(text: str) -> str:
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    # Which letters the engine prints as an escape depends on its edition of Unicode: it is given none.
    return CONTROL.sub(" ", text).replace("\\", "&#92;").encode("ascii", "xmlcharrefreplace").decode()


def _refuse_nesting(source: str, *, name: str) -> None:
    """Refuse tags that do not close in order: the engine takes any closing tag for the one it waits for."""
    stack: list[re.Match[str]] = []
    for tag in TAG_OR_COMMENT.finditer(source):
        if tag["name"] is None or tag["name"].lower() in VOID or tag["attributes"].endswith("/"):
            continue
        if not tag["close"]:
            stack.append(tag)
            if len(stack) > MAX_DEPTH:
                raise TemplateFault(name, _line(source, tag), f"more than {MAX_DEPTH} tags inside each other")
        elif stack and _is_pair(stack[-1], tag):
            stack.pop()
        elif any(_is_pair(opened, tag) for opened in stack):
            break
        else:
            problem = f"{tag[0]} closes nothing, near {_near(source, tag.start())}"
            raise TemplateFault(name, _line(source, tag), problem)
    if stack:
        problem = f"<{stack[-1]['name']}> is not closed, near {_near(source, stack[-1].start())}"
        raise TemplateFault(name, _line(source, stack[-1]), problem)


def _is_pair(opened: re.Match[str], closed: re.Match[str]) -> bool:
    return opened["name"].lower() == closed["name"].lower()


def _fault(source: str, message: str, *, name: str) -> TemplateFault:
    """Return the engine's complaint with its place, and the words there: a document is made of many templates."""
    position = POSITION.search(message)
    if position is None:
        return TemplateFault(name, None, f"not valid MJML: {message}")
    # The engine counts bytes of UTF-8.
    start = len(source.encode()[: int(position[1])].decode("utf-8", "ignore"))
    problem = f"not valid MJML near {_near(source, start)}: {message[: position.start()].strip()}"
    return TemplateFault(name, source.count("\n", 0, start) + 1, problem)


def _line(source: str, tag: re.Match[str]) -> int:
    return source.count("\n", 0, tag.start()) + 1


def _near(source: str, start: int) -> str:
    return repr(source[start : start + NEAR].lstrip().partition("\n")[0])
