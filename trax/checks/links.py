"""A link that leads to no page any more, has moved for good, or that nobody has looked at lately.

Readers follow a link once; what they find then is what they remember. `trax check` asks each address on the web, and
keeps what it found with the day. Only "there is no such page" is an error; that a site turns robots away says nothing
about people. What was not looked at, or long ago, is said once for all, so that silence always means a look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.link_judgement import Looks, judge_links
from trax.checks.reading.web_addresses import find_web_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.model import Finding

CODE = "links"
SUMMARY = "A link that is dead, has moved for good, or that nobody has looked at lately."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each link that does not lead to its page, and one for all that nobody knows about."""
    if given.link_results is not None:
        yield from judge_links(find_web_addresses(given), Looks(given.link_results, given.now), day=given.day)
