"""A picture without a description for people who do not see it.

Many readers see no pictures at first: mail programs hold them back, screen readers speak their description. Write
`alt:` in the header, or the words between the brackets of `![…](…)`. A picture that only decorates has `alt:` with
nothing after it, which says so on purpose; a picture in a text always has something to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "missing-alt"
SUMMARY = "A picture without a description."

_PICTURES = ("image", "cover", "portrait", "thumbnail")
_HINT = "add a line: alt: what the picture shows (or alt: with nothing after it, when it only decorates)"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each picture, in a header or in a text, that nobody described."""
    for item in given.items:
        for name in _PICTURES:
            picture = getattr(item.fields, name, None)
            if picture and getattr(item.fields, "alt", None) is None:
                message = f"the picture {picture} has no description"
                yield Finding(CODE, "error", item.place(name), message, picture, _HINT)
    for passage in given.passages:
        for link in passage.links:
            if link.is_image and not link.text:
                message = f"the picture {link.target} has no description"
                hint = "write what it shows between the brackets: ![what it shows](…)"
                yield Finding(CODE, "error", passage.place(link.start), message, link.target, hint)
