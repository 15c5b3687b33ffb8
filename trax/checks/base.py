"""What a check is given: the texts of an issue, or of a document from outside, and what the tool knows beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from trax.checks.memory import Memory
from trax.checks.reading.figure_blocks import figure_blocks
from trax.checks.reading.passage import Passage
from trax.checks.reading.passages import header_texts
from trax.content.dates import day_in_words
from trax.model import Finding, Issue, Place
from trax.upr.glossary import load_glossary
from trax.upr.names import name_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from trax.checks.reading.issue_facts import IssueFacts
    from trax.content.document import Document
    from trax.content.library import Person
    from trax.content.settings import Settings
    from trax.model import Item, Mail, Severity
    from trax.upr.glossary import Glossary
    from trax.upr.table import ConfidenceLevel, Session, Table
    from trax.web.links import LinkResult

# What a doubtful datum may say at most. An unknown datum says nothing.
SEVERITY_OF: dict[ConfidenceLevel, Severity] = {
    "verified": "error",
    "single-source": "warning",
    "from-memory": "notice",
}
_SOURCES_NAMED = 2


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class CheckInput:
    """What every check is given.

    Attributes:
        subject: The issue, or a document from outside a newsletter.
        as_of: Day whose knowledge the texts are judged by.
        settings: Of the newsletter; None for a document.
        mail: The rendered issue; without it the checks of the mail are silent.
        people: The people of the library, with what they agreed to.
        memory: What all issues said; asked for those before the day of this one. Empty for a document.
        sent_on: Day on which the issue is sent, where it is known to be another one than the issue's.
        now: The time of the check, with a zone; without it nothing known of the world is called old.
        link_results: What is known of addresses on the web, by address; None when links are not to be judged.
    """

    subject: Issue | Document
    table: Table
    as_of: date
    settings: Settings | None = None
    mail: Mail | None = None
    people: tuple[Person, ...] = ()
    sent_on: date | None = None
    now: datetime | None = None
    link_results: Mapping[str, LinkResult] | None = None
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    glossary: Glossary = field(default_factory=load_glossary)

    @property
    def issue(self) -> Issue | None:
        """The issue; None when a document is checked."""
        return self.subject if isinstance(self.subject, Issue) else None

    @property
    def is_english(self) -> bool:
        """Whether the words can be read: an issue in another language has only its links and quotes compared."""
        return not isinstance(self.subject, Issue) or self.subject.language.lower().split("-")[0] == "en"

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of the issue; a document has none."""
        return self.subject.items if isinstance(self.subject, Issue) else ()

    @property
    def path(self) -> str:
        """The file that stands for the whole: `issue.md`, or the document."""
        return self.subject.path

    @property
    def day(self) -> date:
        """Day of the issue; of a document, the day it is judged by."""
        return self.subject.date if isinstance(self.subject, Issue) else self.as_of

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts, in the order of the files: header and letter, then each item; or the one text of a document."""
        if isinstance(self.subject, Issue):
            return tuple(_passages(self.subject, self.table))
        document = self.subject
        return (Passage(document.text, Place(document.path, 1), self.table, document=document),)

    @cached_property
    def passages_of_figures(self) -> tuple[Passage, ...]:
        """All texts, and the figures of each header as one text."""
        return (*self.passages, *figure_blocks(self.items, self.table))

    def beside(self, *, memory: Memory | None = None, mail: Mail | None = None) -> CheckInput:
        """Return the same texts, read only once, with the memory or the mail beside them."""
        other = replace(self, memory=memory or self.memory, mail=mail or self.mail)
        # Where cached_property keeps what is worked out.
        other.__dict__.update({"passages": self.passages, "passages_of_figures": self.passages_of_figures})
        return other

    def state_names(self, codes: Iterable[str]) -> str:
        """Return the States as people call them on the day: `Fiji, Italy and Iran`."""
        states = (self.table.state(code) for code in codes)
        return listed([name_on(state, self.as_of, form="short") for state in states if state])


def _passages(issue: Issue, table: Table) -> Iterator[Passage]:
    for name, text in (("title", issue.title), ("preheader", issue.preheader), ("label", issue.label)):
        if text and name in issue.places:
            yield Passage(text, issue.place(name), table, name)
    yield Passage(issue.letter.source, Place(issue.path, issue.letter.line), table)
    for item in issue.items:
        for name, text in header_texts(item.fields):
            yield Passage(text, item.place(name), table, name, item)
        begins = Place(item.body.path or item.path, item.body.line)  # a body of the library stands elsewhere
        yield Passage(item.body.source, begins, table, item=item)


class Check(Protocol):
    """A module of this package: one rule, its name, its line, and its explanation in the docstring."""

    CODE: str
    SUMMARY: str

    def find(self, given: CheckInput) -> Iterable[Finding]:
        """Return what the rule has to say about the issue."""


def listed(words: Sequence[str]) -> str:
    """Return the words as a list in a sentence: `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def issue_and_day(facts: IssueFacts) -> str:
    """Return how an earlier issue is named in a finding: `No47 (27 June 2014)`."""
    return f"No{facts.number} ({day_in_words(facts.date)})"


def source_of(table: Table, session: Session, confidence: ConfidenceLevel) -> str:
    """Return where the table has a fact of a session from: `session table, verified: …; … and 3 more`."""
    names = [table.sources.get(key, key) for key in session.sources]
    more = f" and {len(names) - _SOURCES_NAMED} more" if len(names) > _SOURCES_NAMED else ""
    level = confidence.replace("-", " ")
    return f"session table, {level}: {'; '.join(names[:_SOURCES_NAMED])}{more}" if names else f"session table, {level}"
