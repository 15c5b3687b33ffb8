"""What `trax check` does with one issue: read, check, and render when nothing stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks import links
from trax.checks.allowances import Verdict
from trax.checks.base import CheckInput
from trax.checks.reading.web_addresses import find_web_addresses
from trax.checks.registry import CODES, MAIL_CODES, PASSING_CODES, run_checks
from trax.commands.output import count_by_severity
from trax.content.issue import read_issue
from trax.delivery.judgement import judge
from trax.delivery.locate import render_issue
from trax.errors import TraxError
from trax.model import Finding, Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from trax.commands.link_steps import LinkBook
    from trax.delivery.locate import Located
    from trax.model import Issue

CODE = "render"


def check_issue(
    place: Located, book: LinkBook, *, as_of: date | None, only: Collection[str], skip: Collection[str]
) -> Verdict:
    """Return everything that is wrong in an issue, and what somebody allows.

    Its mail is made and measured only when there are no errors.

    Raises:
        FileTrouble: If the folder cannot be read.
    """
    issue, findings = read_issue(place.workspace, place.folder)
    if issue is None:
        return Verdict(findings)
    wanted = {code for code in CODES if (not only or code in only) and code not in skip}
    given = CheckInput(
        issue,
        load_table(),
        as_of or issue.date,
        settings=place.workspace.settings,
        now=book.now,
        link_results=book.results,
    )
    if links.CODE in wanted:
        # The check reads what is in the book by then.
        book.look_at(address.url for address in find_web_addresses(given))
    findings += run_checks(given, only=only, skip={*skip, *MAIL_CODES})
    ran = wanted - MAIL_CODES - PASSING_CODES
    verdict = judge(place.workspace, issue, findings, known=CODES, ran=ran)
    of_mail = wanted & MAIL_CODES
    if of_mail and not any(finding.severity == "error" for finding in verdict.findings):
        findings += _measure(place, issue, of_mail)
        verdict = judge(place.workspace, issue, findings, known=CODES, ran=wanted - PASSING_CODES)
    return verdict


def _measure(place: Located, issue: Issue, wanted: Collection[str]) -> tuple[Finding, ...]:
    """Return what the checks of the rendered mail say, or why there is no mail."""
    try:
        mail = render_issue(place, issue)
    except TraxError as error:
        return (Finding(CODE, "error", Place(issue.path, 1), error.message, hint=error.hint),)
    given = CheckInput(issue, load_table(), issue.date, settings=place.workspace.settings, mail=mail)
    return run_checks(given, only=wanted)


def summary(verdict: Verdict) -> str:
    """Return `2 errors, 1 warning, 1 silenced`, or `nothing to correct`."""
    counts = count_by_severity(verdict.findings)
    told = [f"{count} {severity}{'s' * (count > 1)}" for severity, count in counts.items() if count]
    silenced = [f"{len(verdict.silenced)} silenced"] if verdict.silenced else []
    return ", ".join((*(told or ["nothing to correct"]), *silenced))
