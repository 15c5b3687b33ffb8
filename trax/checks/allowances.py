"""Allowances: what the writers of a text say is right after all, in the text itself and with the reason.

`<!-- trax: allow weekday: the date of the old calendar -->` takes the findings of `weekday` away at that place, and
nowhere else; `reading.allowance_text` says which lines a place has. Only what a check says can be allowed: what a
reader of files says means that the file does not say what its writer thinks. An allowance without a reason does
nothing, and one that is not needed any more is told, so that none outlives its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from trax.checks.reading.allowance_text import find_allowances
from trax.content.wording import did_you_mean, quoted
from trax.model import Finding, Issue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from trax.checks.reading.allowance_text import Allowance
    from trax.content.document import Document

CODE = "allow"
# Findings of those who read files and make mails of them; a test holds this true.
READERS = ("allow", "field", "file", "front-matter", "image", "library", "markdown", "render", "settings")
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that somebody allows, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left to say, with what is wrong in the allowances themselves; and what they took away."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()


def sources_of(subject: Issue | Document) -> dict[str, str]:
    """Return the files of an issue, or the document, by path; of a body from the library, the lines it stands on."""
    if not isinstance(subject, Issue):
        return {subject.path: subject.source}
    found = {subject.path: subject.source}
    for item in subject.items:
        found[item.path] = item.source
        if item.body.path and item.body.path != item.path:
            found[item.body.path] = "\n" * (item.body.line - 1) + item.body.source
    return found


def silence(
    findings: Iterable[Finding],
    sources: Mapping[str, str],
    *,
    known: Collection[str],
    ran: Collection[str] | None = None,
) -> Verdict:
    """Return the findings that nobody allows, and those that somebody does.

    No allowance is called needless in a file that a reader could not read: the checks have not seen all of it.

    Args:
        findings: Everything that was found in the files.
        sources: The whole text of each file, by its path, with LF line ends.
        known: Codes of all checks.
        ran: Codes of the checks that were run; an allowance for another one is not called needless. All without it.
    """
    allowances = [each for path in sorted(sources) for each in find_allowances(path, sources[path])]
    in_force = _in_force(allowances)
    left, silenced = [], []
    used: set[tuple[Allowance, str]] = set()
    for finding in findings:
        here = in_force.get((finding.place.path, finding.code), ()) if finding.code in known else ()
        covering = [each for each in here if each.covers(finding)]
        if covering:
            used |= {(each, finding.code) for each in covering}
            silenced.append(Silenced(finding, covering[0].reason))
        else:
            left.append(finding)
    unread = {each.place.path for each in left if each.code not in known and each.severity == "error"}
    looked_for = known if ran is None else ran
    problems = []
    for each in allowances:
        seen = () if each.place.path in unread else looked_for
        problems.append(_problems(each, known, {code for code in seen if (each, code) not in used}))
    left += islice(chain.from_iterable(problems), MOST_PROBLEMS)
    return Verdict(tuple(sorted(left, key=lambda finding: finding.place)), tuple(silenced))


def _in_force(allowances: Iterable[Allowance]) -> dict[tuple[str, str], list[Allowance]]:
    """Return the allowances that have a reason, by file and code."""
    found: dict[tuple[str, str], list[Allowance]] = {}
    for each in allowances:
        for code in each.codes if each.reason else ():
            found.setdefault((each.place.path, code), []).append(each)
    return found


def _problems(allowance: Allowance, known: Collection[str], needless: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with an allowance; of one without codes or reason, only that."""
    place = allowance.place
    if not allowance.codes:
        message = "this allows nothing: it names no check"
        yield Finding(CODE, "error", place, message, hint="write trax: allow weekday: and the reason")
        return
    if not allowance.reason:
        first = allowance.codes[0]
        message = f"this does not say why {first} is allowed here, so it does nothing"
        yield Finding(CODE, "error", place, message, first, f"write the reason after a colon: trax: allow {first}: ...")
        return
    for code in allowance.codes:
        if code in READERS:
            message = f"{code} cannot be allowed: it says that the file does not mean what it should"
            yield Finding(CODE, "error", place, message, code, f"correct what {code} names, and take this out")
        elif code not in known:
            message = f"{quoted(code)} is not the code of a check"
            hint = did_you_mean(code, known) or "trax check --list prints all codes"
            yield Finding(CODE, "error", place, message, code, hint)
        elif code in needless:
            message = f"{code} finds nothing here that would have to be allowed"
            hint = "take this out; or put it on the line that is meant, or above that text"
            yield Finding(CODE, "notice", place, message, code, hint)
