"""The web addresses that can be looked at, as browsers get them: what Markdown makes of what was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from trax.checks.reading.addresses import find_addresses
from trax.checks.reading.link_judgement import WebAddress
from trax.content.fields import url_problem
from trax.web.links import without_fragment

if TYPE_CHECKING:
    from trax.checks.base import CheckInput

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")


def find_web_addresses(given: CheckInput) -> tuple[WebAddress, ...]:
    """Return the web addresses of an issue or a document, in the order of the files, each once at its place.

    Mail addresses, anchors, files and what is no whole web address are left out: the readers of the files speak of
    those.
    """
    found = {(address.place, _as_read(address.target)) for address in find_addresses(given)}
    return tuple(
        WebAddress(without_fragment(target), place, target[len(target.partition("#")[0]) :])
        for place, target in sorted(found)
        if not url_problem(target)
    )


def _as_read(target: str) -> str:
    """Return the address that Markdown makes of what was typed: `&amp;` is `&`, an escaped `_` is `_`."""
    return _ENTITY.sub(lambda match: unescape(match[0]), _ESCAPED.sub(r"\1", target))
