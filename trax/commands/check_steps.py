"""What `trax check` does with one issue: read it, and find what is wrong, the mail included when all else is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks import links
from trax.checks.allowances import Verdict
from trax.checks.base import CheckInput
from trax.checks.memory import facts_of
from trax.checks.reading.issue_facts import facts_to_json
from trax.checks.reading.web_addresses import find_web_addresses
from trax.checks.registry import CODES, MAIL_CODES, PASSING_CODES, run_checks
from trax.content.issue import read_issue
from trax.delivery.judgement import judge, texts_of
from trax.delivery.known import planned_day, receipt_exists
from trax.delivery.locate import render_issue
from trax.errors import TraxError
from trax.model import Finding, Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from trax.checks.memory import Memory
    from trax.checks.reading.link_judgement import WebAddress
    from trax.content.library import Person
    from trax.content.workspace import IssueFolder
    from trax.delivery.locate import Located
    from trax.model import Issue

CODE = "render"


@dataclass(frozen=True, slots=True)
class Reading:
    """An issue as its files are; `given` is None when its header could not be read."""

    place: Located
    findings: tuple[Finding, ...]
    given: CheckInput | None
    issue: Issue | None

    @property
    def facts(self) -> str:
        """What it says, as JSON, for the issues after it; empty when it could not be read."""
        return facts_to_json(facts_of(self.given)) if self.given else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong in an issue, but for its links.

    Attributes:
        findings: Of the readers and the checks.
        looked: Codes of the checks that were run, of those that say the same of the same text.
        addresses: The web addresses in it.
        sources: Its files by path, when one of them allows something; else empty.
    """

    findings: tuple[Finding, ...]
    looked: tuple[str, ...] = ()
    addresses: tuple[WebAddress, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


def read_for_check(
    place: Located, people: tuple[Person, ...], known: Sequence[IssueFolder], *, as_of: date | None
) -> Reading:
    """Return an issue with what its readers say of it, ready for the checks.

    Raises:
        FileTrouble: If the folder cannot be read.
    """
    issue, findings = read_issue(place.workspace, place.folder, known=known)
    if issue is None:
        return Reading(place, findings, None, None)
    given = CheckInput(
        issue,
        load_table(),
        as_of or issue.date,
        settings=place.workspace.settings,
        people=people,
        sent_on=planned_day(place, issue.number),
    )
    return Reading(place, findings, given, issue)


def find_all(reading: Reading, memory: Memory, *, only: Collection[str], skip: Collection[str]) -> Found:
    """Return everything that is wrong in an issue, but for its links.

    The mail is made and looked at only when nothing stands against it, and when the issue has not been sent yet.
    """
    issue, given = reading.issue, reading.given
    if issue is None or given is None:
        return Found(reading.findings)
    given = given.beside(memory=memory)
    wanted = {code for code in CODES if (not only or code in only) and code not in skip}
    looked = wanted - MAIL_CODES
    findings = reading.findings + run_checks(given, only=looked or {""}, skip={links.CODE})
    of_mail = wanted & MAIL_CODES
    if of_mail and not receipt_exists(reading.place) and not _has_error(reading.place, issue, findings):
        findings += _of_mail(reading.place, given, issue, of_mail)
        looked = wanted
    return Found(
        findings,
        tuple(sorted(looked - PASSING_CODES)),
        find_web_addresses(given) if links.CODE in wanted else (),
        tuple(sorted(texts_of(reading.place.workspace, issue, findings).items())),
    )


def _has_error(place: Located, issue: Issue, findings: tuple[Finding, ...]) -> bool:
    """Return whether an error is left after what the writers allow."""
    errors = [finding for finding in findings if finding.severity == "error"]
    left = judge(place.workspace, issue, errors, known=CODES, ran=()) if errors else Verdict(())
    return any(finding.severity == "error" for finding in left.findings)


def _of_mail(place: Located, given: CheckInput, issue: Issue, wanted: Collection[str]) -> tuple[Finding, ...]:
    """Return what the checks of the rendered mail say, or why there is no mail."""
    try:
        mail = render_issue(place, issue)
    except TraxError as error:
        return (Finding(CODE, "error", Place(issue.path, 1), error.message, hint=error.hint),)
    return run_checks(given.beside(mail=mail), only=wanted)
