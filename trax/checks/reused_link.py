"""A link of this issue stood in an earlier one already.

Readers who have followed it think that nothing is new behind it. If there is, say what; if not, leave the link out.
Links of three or more earlier issues are standing links (the page on Pre-sessions) and are not mentioned, nor are front
pages, accounts of social networks, pages to sign up, and links of events, deadlines and vacancies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.base import issue_and_day
from trax.checks.reading.link_forms import address_form, find_formed_links
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
    for link in find_formed_links(given) if given.memory.issues else ():
        if link.form in seen or (site and link.form.startswith(site)):
            continue
        seen.add(link.form)
        uses = given.memory.links(link.form, before=given.day)
        if uses and len({use.issue.path for use in uses}) < FEWEST_STANDING:
            message = f"this link was in {issue_and_day(uses[0].issue)}"
            yield Finding(CODE, "notice", link.place, message, link.address, _HINT, str(uses[0].fact.place))
