"""The preheader repeats the subject, or is so long or short that it does not do its work.

Inboxes show this line beside the subject, some 40 to 130 characters of it: it is the second chance to be opened. Let it
say something that the subject does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "preheader"
SUMMARY = "A preheader that repeats the subject, or is too long or too short."

SHORTEST, LONGEST = 15, 140


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield what is wrong with the preheader of an issue."""
    issue = given.issue
    if issue is None or not issue.preheader:
        return
    said = " ".join(issue.preheader.lower().split()).rstrip(".!?")
    length, place = len(issue.preheader), issue.place("preheader")
    if said in {issue.title.lower().rstrip(".!?"), issue.subject.lower().rstrip(".!?")}:
        message = "the preheader repeats the subject, beside which it stands"
        yield Finding(CODE, "warning", place, message, issue.preheader, "say something that the subject does not")
    elif length > LONGEST:
        message = f"the preheader has {length} characters; inboxes show {LONGEST} at most"
        yield Finding(CODE, "notice", place, message, issue.preheader, "put what matters first, and shorten the rest")
    elif length < SHORTEST:
        message = f"the preheader has only {length} characters; inboxes fill the rest with the first words of the mail"
        yield Finding(CODE, "notice", place, message, issue.preheader, "say in one sentence why to open the mail")
