"""The subject line promises another issue, is too long to be read, or reads like advertising.

Inboxes cut a subject after 40 to 70 characters, and mail programs fold it after 78; what looks like an advertisement or
an answer ("RE:") is put aside. The number in it is the one that readers look for in the archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.model import Issue, Severity

CODE = "subject"
SUMMARY = "A subject line with another number, too long or too short, or like advertising."

# RFC 5322, section 2.1.1: lines of a mail should have no more than 78 characters.
SHORTEST, LONGEST = 10, 78
_NUMBER = re.compile(r"\bNo\.?\s{0,2}(?P<number>\d{1,4})\b|\]\s{0,2}(?P<bare>\d{1,4}):", re.IGNORECASE)
_ANSWER = re.compile(r"(?:re|fwd?|aw|tr|wg)\s?:", re.IGNORECASE)
_FEWEST_CAPITALS = 12


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield what is wrong with the subject of an issue."""
    issue = given.issue
    if issue is not None:
        place = issue.place("subject" if "subject" in issue.places else "title")
        for severity, message, hint in _problems(issue):
            yield Finding(CODE, severity, place, message, issue.subject, hint)


def _problems(issue: Issue) -> Iterator[tuple[Severity, str, str]]:
    subject, length = issue.subject, len(issue.subject)
    match = _NUMBER.search(subject)
    number = match and (match["number"] or match["bare"])
    if number and int(number) != issue.number:
        yield "error", f"the subject says No {number}, and this is issue {issue.number}", f"write {issue.number}"
    if length > LONGEST:
        yield "warning", f"the subject has {length} characters; inboxes cut it long before {LONGEST}", "shorten it"
    if length < SHORTEST:
        yield "warning", f"the subject has only {length} characters", "say what the issue is about"
    if _ANSWER.match(subject):
        yield "warning", "the subject begins like an answer to somebody's mail", "take the first word out"
    if "!!" in subject or "$$" in subject or "??" in subject:
        yield "warning", "the subject shouts; filters for advertising look for that", "one mark is enough"
    letters = [letter for letter in issue.title if letter.isalpha()]
    if len(letters) >= _FEWEST_CAPITALS and all(letter.isupper() for letter in letters):
        yield "notice", "the subject is all in capitals", "write it as a sentence"
