"""The header of an issue: number, title, subject, preheader, date; what follows from one of them for another."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from trax.content import fields
from trax.content.kinds import Count, Day, Language, Line, Written, YesNo

if TYPE_CHECKING:
    from trax.content.settings import Publication

LONGEST_SLUG = 60
# [UPR Trax] :No13: X · [UPR Trax] No50: X · [UPR Trax] No 56: X · [UPR Trax] 67: X
_PRINTED_NUMBER = re.compile(r"\s*\[[^\[\]]*\]\s*:?\s*(?:No|Nr|N°|#)?\.?\s*[0-9]{1,6}\s*:\s*(?=\S)", re.IGNORECASE)


class IssueHeader(Written):
    """What stands at the top of issue.md."""

    number: Count = Field(description="The number of the issue: 50.")
    title: Line | None = Field(default=None, description="The heading that readers see, without the number.")
    subject: Line | None = Field(
        default=None, description="The subject line of the mail, when it is not made from the title."
    )
    preheader: Line = Field(description="The line that inboxes show beside the subject.")
    date: Day = Field(description="The day of the issue: 28 November 2014.")
    label: Line | None = Field(default=None, description="What stands beside the number: July-August 2015.")
    language: Language | None = Field(default=None, description="Its language, when it is not the newsletter's: fr.")
    slug: Annotated[str, BeforeValidator(fields.slug)] | None = Field(
        default=None, description="Last part of its web address; made from the title when it is not written."
    )
    sample: YesNo = Field(default=False, description="yes for an issue that only shows the tool and is never sent.")


def title_from(subject: str) -> str:
    """Return the subject line without name and number of the newsletter."""
    return _PRINTED_NUMBER.sub("", subject, count=1).strip()


def subject_from(title: str, number: int, publication: Publication) -> str:
    """Return the subject line that the settings make of a title."""
    values = {"name": publication.name, "number": str(number), "title": title}
    return publication.subject_form.format_map(values)


def slug_from(title: str, number: int) -> str:
    """Return the title in lower-case letters, digits and dashes; `issue-50` for one without such letters."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > LONGEST_SLUG:
            break
        made = longer
    return made or f"issue-{number}"
