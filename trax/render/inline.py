"""One pass of premailer over the finished HTML: the styles of `email.css` into the elements.

premailer and what it imports cost a quarter of a second, so they are imported when the first mail is inlined,
and requests, which premailer names but never calls here, only if something touches it.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
from functools import cache, lru_cache
from typing import Any

# A conditional comment is passed over whole: premailer never looks into one.
STYLE = re.compile(r"<!--.*?-->|<style(?=[\s>])", re.DOTALL)


def inline_styles(html: str, css: str) -> str:
    """Return the HTML with the rules of `css` written into the elements; blocks in the head stay untouched.

    The options are those under which nothing is lost: media queries, `!important` and Outlook's conditional
    comments stay, no attribute is added, nothing is fetched. premailer drops the doctype; the caller puts it back.
    """
    premailer = _premailer()
    return str(
        premailer(
            STYLE.sub(_mark_ignored, html),
            css_text=[css],
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


def _mark_ignored(found: re.Match[str]) -> str:
    """Keep premailer out of a style block: it would drop media queries' companions and inline MJML's resets."""
    return found[0] if found[0].startswith("<!--") else '<style data-premailer="ignore"'


@cache
def _premailer() -> Any:
    _delay("requests")
    import cssutils  # noqa: PLC0415 - see the module's docstring
    from premailer import Premailer  # noqa: PLC0415 - same

    # cssutils reports CSS newer than itself as an error of each element.
    cssutils.log.setLevel(logging.CRITICAL)

    class Inliner(Premailer):  # type: ignore[misc]  # premailer has no types
        """premailer that reads a style sheet once: writing its rules out again is half of a warm pass."""

        def _parse_style_rules(self, css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
            rules, leftover = parse(css_body, ruleset_index)
            return list(rules), list(leftover)

    @lru_cache(maxsize=8)
    def parse(css_body: str, ruleset_index: int) -> tuple[list[Any], list[Any]]:
        reader = Premailer("<p></p>", disable_validation=True, strip_important=False)
        parsed: tuple[list[Any], list[Any]] = reader._parse_style_rules(css_body, ruleset_index)  # noqa: SLF001 - see Inliner
        return parsed

    return Inliner


def _delay(name: str) -> None:
    """Put a module into `sys.modules` that is really imported at its first use (importlib's own recipe)."""
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    loader = importlib.util.LazyLoader(spec.loader)
    spec.loader = loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
