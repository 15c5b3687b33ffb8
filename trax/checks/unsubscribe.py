"""The mail, or its plain text, has no link to leave the list.

Readers who cannot leave report the mail as spam, and the law asks for the link. The templates of trax have it; one of
your own has to hold `[[unsubscribe]]` as the address of a link with words, in the HTML and in the plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "unsubscribe"
SUMMARY = "A mail or plain text without a link to leave the list."

_TAG = "[[unsubscribe]]"
_LINK = re.compile(r"<a\b[^>]{0,2000}href=\"\[\[unsubscribe\]\]\"[^>]{0,2000}>(?P<words>.{0,500}?)</a>", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,2000}>")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each part of the rendered mail that readers cannot leave the list by."""
    if given.mail is None:
        return
    words = [_MARKUP.sub("", match["words"]).strip() for match in _LINK.finditer(given.mail.html)]
    problems = []
    if not words:
        problems.append("the mail has no link to unsubscribe")
    elif not all(words):
        problems.append("the link to unsubscribe has no words")
    if _TAG not in given.mail.text:
        problems.append("the plain text has no address to unsubscribe at")
    for problem in problems:
        hint = f"put {_TAG} into the template as the address of a link, with words"
        yield Finding(CODE, "error", Place(given.path, 1), problem, hint=hint)
