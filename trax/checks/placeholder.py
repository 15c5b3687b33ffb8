"""Words that were to be replaced before the issue goes out: tbc, XX, FIXME, [..], a heading "Draft".

Comments (`<!-- … -->` and `#` notes in a header) are for colleagues and are not looked at. Write the fact, or take the
sentence out; an open question can be kept in a comment. A link that leads nowhere is an error of the reader already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.placeholders import find_placeholders
from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "placeholder"
SUMMARY = "Words that were to be replaced: tbc, XX, FIXME, [..]."

_HINT = "write the fact, or take it out; what is open can stand in a comment: <!-- … -->"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each placeholder that readers would see."""
    for passage in given.passages:
        for found in find_placeholders(passage):
            message = f"{quoted(found.text)} looks like something that was to be replaced"
            yield Finding(CODE, "warning", passage.place(found.start), message, found.text, _HINT)
