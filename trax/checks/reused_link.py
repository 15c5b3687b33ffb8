"""A link of this issue stood in an earlier one already.

Readers who have followed it think that nothing is new behind it. If there is, say what; if not, leave the link out.
Links of three or more earlier issues are standing links (the page on Pre-sessions) and are not mentioned, nor are front
pages, accounts of social networks, pages to sign up, and links of events, deadlines and vacancies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import issue_and_day
from trax.checks.reading.addresses import address_form, find_addresses
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "reused-link"
SUMMARY = "A link that stood in an earlier issue already."

FEWEST_STANDING = 3
_HINT = "say what is new behind it since then, or leave the link out"


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each address that one or two earlier issues link to."""
    domains = given.glossary.organisation.domains
    site = address_form(f"{given.settings.publication.site}/x", domains)[:-1] if given.settings else ""
    seen = set()
    for mention in find_addresses(given.passages, given.items, domains):
        if mention.form in seen or (site and mention.form.startswith(site)):
            continue
        seen.add(mention.form)
        uses = given.memory.links(mention.form, before=given.day)
        if uses and len({use.issue.path for use in uses}) < FEWEST_STANDING:
            message = f"this link was in {issue_and_day(uses[0].issue)}"
            source = str(uses[0].fact.place)
            yield Finding(CODE, "notice", mention.place, message, mention.address, _HINT, source)
