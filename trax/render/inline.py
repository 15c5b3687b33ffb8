"""One pass of premailer over the finished HTML: the styles of `email.css` into the elements.

premailer and what it imports cost a quarter of a second, so they are imported when the first mail is inlined,
and what they would fetch style sheets with (requests, urllib.request), only if something touches it.
"""

from __future__ import annotations

import importlib
import logging
import re
import sys
from contextlib import contextmanager
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# A conditional comment is passed over whole: premailer never looks into one.
STYLE = re.compile(r"<!--.*?-->|<style(?=[\s>])", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{[^{}]*\}\s*")
CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
# A value may hold a semicolon in quotes or brackets alone. What fits nowhere is odd, one character at a time.
DECLARATION = re.compile(
    r"(?P<name>-{0,2}[A-Za-z][\w-]*)\s*:(?P<value>(?:[^;\"'(){}]|\"[^\"]*\"|'[^']*'|\([^()\"']*\))+)(?:;|\Z)"
    r"|[\s;]+|(?P<odd>.)",
    re.DOTALL,
)
TAG = re.compile(r"(?:^|[\s>])([a-z][a-z0-9]*)")
TAGS = re.compile(r"<([a-z][a-z0-9]*)")
CLASSES = re.compile(r"\sclass\s*=\s*[\"']?([^\"'>]*)")


def inline_styles(html: str, css: str) -> str:
    """Return the HTML with the rules of `css` written into the elements; blocks in the head stay untouched.

    The options are those under which nothing is lost: media queries, `!important` and Outlook's conditional
    comments stay, no attribute is added, nothing is fetched. premailer drops the doctype; the caller puts it back.
    """
    premailer = _premailer()
    return str(
        premailer(
            STYLE.sub(_mark_ignored, html),
            css_text=[rules_in_use(css, html)],
            keep_style_tags=False,
            strip_important=False,
            disable_validation=True,
            allow_network=False,
            allow_loading_external_files=False,
            align_floating_images=False,
            remove_unset_properties=False,
            disable_basic_attributes=["width", "height", "align", "bgcolor", "valign"],
        ).transform(pretty_print=False)
    )


def rules_in_use(css: str, html: str) -> str:
    """Return the rules of which at least one selector names only elements and classes that the document has.

    premailer spends most of its first pass on reading rules; a letter uses about half of those of the theme.
    """
    used = {name for names in CLASSES.findall(html) for name in names.split()}
    tags = set(TAGS.findall(html))

    def keep(rule: re.Match[str]) -> str:
        for selector in rule[1].split(","):
            if used.issuperset(CLASS.findall(selector)) and tags.issuperset(TAG.findall(selector)):
                return rule[0]
        return ""

    return RULE.sub(keep, css)


def declarations(css: str) -> list[tuple[str, str]] | None:
    """Return the declarations of a rule or a style attribute, `[("color", "#FFF")]`; None when they are not plain.

    Plain are names, a colon and values without comments, escapes or anything after a broken one.
    """
    if "/*" in css or "\\" in css:
        return None
    pairs = []
    for declaration in DECLARATION.finditer(css):
        if declaration["odd"]:
            return None
        if declaration["name"]:
            pairs.append((declaration["name"].lower(), declaration["value"].strip()))
    return pairs


def _mark_ignored(found: re.Match[str]) -> str:
    """Keep premailer out of a style block: it would drop media queries' companions and inline MJML's resets."""
    return found[0] if found[0].startswith("<!--") else '<style data-premailer="ignore"'


@cache
def _premailer() -> Any:
    with _delayed("requests"), _delayed("urllib.request"):
        import cssutils  # noqa: PLC0415 - see the module's docstring
        from premailer import Premailer, merge_style, premailer  # noqa: PLC0415 - same

    # cssutils reports CSS newer than itself as an error of each element.
    cssutils.log.setLevel(logging.CRITICAL)
    # premailer reads the declarations of every rule and every styled element with cssutils, which builds a tree and
    # a grammar for each: more than half of a first pass. Plain declarations need no tree.
    whole = merge_style.csstext_to_pairs

    @lru_cache(maxsize=1000)
    def quick(css: str, validate: bool = False) -> list[tuple[str, str]]:  # noqa: FBT001, FBT002 - premailer's signature
        plain = declarations(css)
        return plain if plain is not None else list(whole(css, validate=validate))

    # The original takes its lock from its own name in the module.
    quick._lock = whole._lock  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    merge_style.csstext_to_pairs = premailer.csstext_to_pairs = quick

    class Inliner(Premailer):  # type: ignore[misc]  # premailer has no types
        """premailer that reads a style sheet once: writing its rules out again is half of a warm pass."""

        def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
            rules, leftover = parse(css_body, ruleset_index)
            return list(rules), list(leftover)

        def _style_to_basic_html_attributes(self, *_: object, **__: object) -> None:
            """Leave attributes alone: all of those it would set are disabled, and it looks at each element first."""

    @lru_cache(maxsize=8)
    def parse(css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        reader = Premailer("<p></p>", disable_validation=True, strip_important=False)
        parsed: tuple[list[Any], list[Any]] = reader._parse_style_rules(css_body, ruleset_index)  # noqa: SLF001 - see Inliner
        return parsed

    return Inliner


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def _delayed(name: str) -> Iterator[None]:
    """Give a stand-in to whoever imports the module meanwhile; everybody else gets the module itself.

    importlib's own LazyLoader does not serve: up to Python 3.11 a second `import` of the name loads the module.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = _Later(name)
    try:
        yield
    finally:
        del sys.modules[name]
