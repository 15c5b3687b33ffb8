"""The name of the house or of the newsletter is written in another way than its own.

"UPR-Info" and "UPR Info" on one page look like two organisations. The forms to avoid stand in the glossary; addresses
(upr-info.org) and headings in capitals are left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from trax.content.wording import quoted
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.upr.glossary import Organisation

CODE = "house-name"
SUMMARY = "The name of the house or of the newsletter in another form than its own."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a notice for each name of the house that is not written as the glossary has it."""
    house = given.glossary.organisation
    pattern = _pattern(house)
    for passage in given.passages:
        for match in pattern.finditer(passage.prose):
            right = house.newsletter if match["newsletter"] else house.name
            message = f"{quoted(match[0])} is written {right}"
            yield Finding(CODE, "notice", passage.place(match.start()), message, match[0], f"write {right}")


@lru_cache(maxsize=4)
def _pattern(house: Organisation) -> re.Pattern[str]:
    name = "|".join(map(re.escape, house.forms_to_avoid))
    glued = house.newsletter.replace(" ", "")
    newsletter = "|".join(map(re.escape, (house.newsletter.replace(" ", "-"), glued)))
    # A dot, a slash or an @ beside it belongs to an address.
    return re.compile(rf"(?<![\w@./#-])(?:(?P<name>{name})|(?P<newsletter>{newsletter}))(?![\w@/-]|\.\w)")
