"""What a check is given: an issue cut into passages of text that know their place in the files.

A passage is a letter, the body of an item, or one field of a header. Checks read its words, dates, times, States and
sentences, each worked out once and only when a check asks, and point at offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from trax.checks.reading.passages import header_texts
from trax.checks.reading.session_text import OTHER_BODY, find_sessions
from trax.content.date_text import find_dates
from trax.content.prose import find_links, prose_of
from trax.content.time_text import find_times
from trax.model import Finding, Place
from trax.upr.names import find_states, name_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from trax.checks.reading.session_text import SessionMention
    from trax.content.date_text import DateMention
    from trax.content.prose import LinkMention
    from trax.content.settings import Settings
    from trax.content.time_text import TimeMention
    from trax.model import Issue, Item, Mail, Severity
    from trax.upr.names import StateMention
    from trax.upr.table import ConfidenceLevel, Session, Table

# What a doubtful datum may say at most. An unknown datum says nothing.
SEVERITY_OF: dict[ConfidenceLevel, Severity] = {
    "verified": "error",
    "single-source": "warning",
    "from-memory": "notice",
}
_SOURCES_NAMED = 2
LONGEST_SENTENCE = 600
# A sentence ends at a full stop before a capital or a number (not one of "Mr." or "No."), at an empty line, and at a
# line break before or after a heading or an entry of a list.
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bNos)(?<!\bH\.E)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)"
    r"[.!?][\"\u201d\u2019)\]*_]{0,4}(?=\s++[\"\u201c\u2018(\[*_]{0,4}[A-Z0-9])"
    r"|\n[^\S\n]*+(?=\n)|\n(?=[ \t>]{0,8}(?:#|[-*+\u2022\u2756][^\S\n]|\d{1,3}[.)][^\S\n]|\|))"
)
_LINE_END = re.compile(r"\n")
_HEADING_LINE = re.compile(r"^[ \t]{0,3}#{1,6}[ \t][^\n]*+(?=\n)", re.MULTILINE)


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class Passage:
    """One text of an issue.

    Attributes:
        source: The text as typed: Markdown for a body, plain words for a field.
        begins: Where it begins in its file.
        field: Name of the header's field, `figures.0.label`; empty for a body.
        item: The item it belongs to; None for the letter and the header of the issue.
    """

    source: str
    begins: Place
    table: Table
    field: str = ""
    item: Item | None = None

    @cached_property
    def prose(self) -> str:
        """The words that readers see, each at its own offset."""
        return self.source if self.field else prose_of(self.source)

    @cached_property
    def links(self) -> tuple[LinkMention, ...]:
        """Links and pictures of a body; a field has none."""
        return () if self.field else find_links(self.source)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Days and ranges of days."""
        return find_dates(self.prose)

    @cached_property
    def times(self) -> tuple[TimeMention, ...]:
        """Times of day."""
        return find_times(self.prose)

    @cached_property
    def states(self) -> tuple[StateMention, ...]:
        """States, in every spelling of the table."""
        return find_states(self.prose, self.table)

    @cached_property
    def sessions(self) -> tuple[SessionMention, ...]:
        """Sessions of the UPR, by number."""
        return find_sessions(self)

    @cached_property
    def names_other_body(self) -> bool:
        """Whether the text speaks of a body with numbered sessions of its own, such as the Council."""
        return OTHER_BODY.search(self.prose) is not None

    def sessions_between(self, begin: int, end: int) -> tuple[SessionMention, ...]:
        """Return the sessions whose mention begins in a part of the text."""
        first = bisect_left(self.sessions, begin, key=lambda session: session.start)
        return self.sessions[first : bisect_left(self.sessions, end, key=lambda session: session.start)]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        ends = {match.end() for match in _SENTENCE_END.finditer(self.source)}
        ends |= {match.end() for match in _HEADING_LINE.finditer(self.source)}
        return sorted(ends | {len(self.source)})

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return where the sentence around an offset begins and ends; of a very long one, the part around it."""
        ends = self._sentence_ends
        index = min(bisect_right(ends, offset), len(ends) - 1)
        start = ends[index - 1] if index else 0
        return max(start, offset - LONGEST_SENTENCE), min(ends[index], offset + LONGEST_SENTENCE)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset in its file."""
        if not self.field:
            line = bisect_right(self._line_starts, offset) - 1
            return Place(self.begins.path, self.begins.line + line, offset - self._line_starts[line] + 1)
        if "\n" in self.source:
            return self.begins
        return Place(self.begins.path, self.begins.line, self.begins.column + offset)


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class CheckInput:
    """What every check is given; `as_of` is the day whose knowledge the issue is judged by."""

    issue: Issue
    table: Table
    settings: Settings
    as_of: date
    mail: Mail | None = None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts of the issue, in the order of its files: header and letter, then each item."""
        issue = self.issue
        found = [
            Passage(text, issue.place(name), self.table, name)
            for name, text in (("title", issue.title), ("preheader", issue.preheader), ("label", issue.label))
            if text and name in issue.places
        ]
        found.append(Passage(issue.letter.source, Place(issue.path, issue.letter.line), self.table))
        for item in issue.items:
            found += (
                Passage(text, item.place(name), self.table, name, item) for name, text in header_texts(item.fields)
            )
            begins = Place(item.body.path or item.path, item.body.line)  # a body of the library stands elsewhere
            found.append(Passage(item.body.source, begins, self.table, item=item))
        return tuple(found)

    def state_names(self, codes: Iterable[str]) -> str:
        """Return the States as people call them on the day: `Fiji, Italy and Iran`."""
        states = (self.table.state(code) for code in codes)
        return listed([name_on(state, self.as_of, form="short") for state in states if state])


class Check(Protocol):
    """A module of this package: one rule, its name, its line, and its explanation in the docstring."""

    CODE: str
    SUMMARY: str

    def find(self, given: CheckInput) -> Iterable[Finding]:
        """Return what the rule has to say about the issue."""


def listed(words: Sequence[str]) -> str:
    """Return the words as a list in a sentence: `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def source_of(table: Table, session: Session, confidence: ConfidenceLevel) -> str:
    """Return where the table has a fact of a session from: `session table, verified: …; … and 3 more`."""
    names = [table.sources.get(key, key) for key in session.sources]
    more = f" and {len(names) - _SOURCES_NAMED} more" if len(names) > _SOURCES_NAMED else ""
    level = confidence.replace("-", " ")
    return f"session table, {level}: {'; '.join(names[:_SOURCES_NAMED])}{more}" if names else f"session table, {level}"
