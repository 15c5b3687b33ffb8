"""A passage: one text of an issue or a document, whose words know their place in the file.

A passage is a letter, the body of an item, one field of a header, or a whole document. Checks read its words, dates,
times, States and sentences, each worked out once and only when a check asks, and point at offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trax.checks.reading.council_text import find_council_sessions
from trax.checks.reading.cycle_text import find_cycles
from trax.checks.reading.figure_keys import find_keyed_figures
from trax.checks.reading.figures import find_figures
from trax.checks.reading.glued_states import with_glued
from trax.checks.reading.listed_claims import with_listed
from trax.checks.reading.month_text import find_months
from trax.checks.reading.session_anchors import find_anchors
from trax.checks.reading.session_claims import find_claims
from trax.checks.reading.session_listings import find_listed
from trax.checks.reading.session_text import find_sessions
from trax.checks.reading.state_lists import lists_of
from trax.checks.reading.state_runs import find_runs
from trax.checks.reading.statements import find_statements
from trax.checks.reading.wordings import find_wordings
from trax.checks.reading.years import find_named_days, find_years
from trax.content.date_text import scan_dates
from trax.content.prose import find_links, prose_of
from trax.content.time_text import find_times
from trax.model import Place
from trax.upr.names import find_states

if TYPE_CHECKING:
    from datetime import date

    from trax.checks.reading.council_text import CouncilSession
    from trax.checks.reading.cycle_text import CycleMention
    from trax.checks.reading.figure_keys import KeyedFigure
    from trax.checks.reading.figures import FigureMention
    from trax.checks.reading.month_text import MonthMention
    from trax.checks.reading.session_claims import Claim
    from trax.checks.reading.session_listings import ListedSession
    from trax.checks.reading.session_text import SessionMention
    from trax.checks.reading.state_lists import StateList
    from trax.checks.reading.state_runs import Run
    from trax.checks.reading.statements import Statement
    from trax.checks.reading.wordings import Wording
    from trax.checks.reading.years import YearMention
    from trax.content.date_text import DateMention
    from trax.content.document import Document
    from trax.content.prose import LinkMention
    from trax.content.time_text import TimeMention
    from trax.model import Item
    from trax.upr.names import StateMention
    from trax.upr.table import Table

LONGEST_SENTENCE, LONGEST_PARAGRAPH = 600, 1500
# A sentence ends at a full stop before a capital or a number (not one of "Mr." or "No."), at an empty line, and at a
# line break before or after a heading or an entry of a list. Each pattern begins with the mark, not with a look behind
# it, and so passes over the letters of a text at once.
_SENTENCE_END = re.compile(
    r"[.!?](?<!\bMr.)(?<!\bMs.)(?<!\bMrs.)(?<!\bDr.)(?<!\bSt.)(?<!\bNo.)(?<!\bNos.)(?<!\bH\.E.)(?<!\be\.g.)"
    r"(?<!\bi\.e.)(?<!\bvs.)"
    # nor in "Mon. 1 Sept. 2014"
    r"(?!(?:(?<=\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.)|(?<=\bSept\.))\s{1,3}\d)"
    r"[\"\u201d\u2019)\]*_]{0,4}(?=\s++[\"\u201c\u2018(\[*_]{0,4}[A-Z0-9])"
)
_LINE_ENDS_SENTENCE = re.compile(
    r"\n[^\S\n]*+(?=\n)|\n(?=[ \t>]{0,8}(?:#|[-*+\u2022\u2756][^\S\n]|\d{1,3}[.)][^\S\n]|\|))"
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*+\n")
_LINE_END = re.compile(r"\n")
_HEADING_LINE = re.compile(r"^[ \t]{0,3}#{1,6}[ \t][^\n]*+(?=\n)", re.MULTILINE)


@dataclass(frozen=True)  # no slots: what is worked out is kept beside it
class Passage:
    """One text of an issue, or a document from outside.

    Attributes:
        source: The text as typed: Markdown for a body, plain words for a field.
        begins: Where it begins in its file.
        field: Name of the header's field, `figures.0.label`; empty for a body.
        item: The item it belongs to; None for the letter and the header of the issue, and for a document.
        document: The document that it is the text of, which knows where each character stands in its file.
    """

    source: str
    begins: Place
    table: Table
    field: str = ""
    item: Item | None = None
    document: Document | None = None

    @cached_property
    def prose(self) -> str:
        """The words that readers see, each at its own offset."""
        if self.field:
            return self.source
        marks = self.document.date_marks if self.document else ()
        return prose_of(self.source, has_code=self._is_markdown, date_marks=marks)

    @cached_property
    def links(self) -> tuple[LinkMention, ...]:
        """Links and pictures of a body; a field has none."""
        return () if self.field else find_links(self.source, has_code=self._is_markdown)

    @property
    def _is_markdown(self) -> bool:
        return self.document is None or self.document.form == "markdown"

    @cached_property
    def scanned_dates(self) -> tuple[DateMention, ...]:
        """Days and ranges of days, and numbers that have two readings."""
        return scan_dates(self.prose)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Days and ranges of days."""
        return tuple([mention for mention in self.scanned_dates if mention.other is None])

    @cached_property
    def years(self) -> tuple[YearMention, ...]:
        """The years that a text names."""
        return find_years(self.prose)

    @cached_property
    def named_days(self) -> tuple[date, ...]:
        """The days that a text names with their year, which tell the time that it speaks of."""
        return find_named_days(self)

    @cached_property
    def times(self) -> tuple[TimeMention, ...]:
        """Times of day."""
        return find_times(self.prose)

    @cached_property
    def keyed_figures(self) -> tuple[KeyedFigure, ...]:
        """Figures that say the same thing in every issue."""
        return tuple(find_keyed_figures(self))

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Quotes and long paragraphs of a body."""
        return tuple(find_wordings(self))

    @cached_property
    def figures(self) -> tuple[FigureMention, ...]:
        """Counts and percentages; the numbers of days and times are none."""
        days = [(each.start, each.end) for each in self.dates]
        return find_figures(self.prose, sorted([*days, *((each.start, each.end) for each in self.times)]))

    def figures_between(self, begin: int, end: int) -> tuple[FigureMention, ...]:
        """Return the figures that begin in a part of the text."""
        first = bisect_left(self.figures, begin, key=lambda figure: figure.start)
        return self.figures[first : bisect_left(self.figures, end, key=lambda figure: figure.start)]

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences that have figures, with signs in their place."""
        return tuple(find_statements(self))

    @cached_property
    def states(self) -> tuple[StateMention, ...]:
        """States, in every spelling of the table, also where their names run together."""
        return with_glued(self.prose, find_states(self.prose, self.table), self.table)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """States in a row, with nothing but separators between them."""
        return find_runs(self)

    @cached_property
    def state_lists(self) -> tuple[StateList, ...]:
        """Lists of five or more States."""
        return tuple(lists_of(self))

    def states_between(self, begin: int, end: int) -> tuple[StateMention, ...]:
        """Return the States whose mention begins in a part of the text."""
        first = bisect_left(self.states, begin, key=lambda state: state.start)
        return self.states[first : bisect_left(self.states, end, key=lambda state: state.start)]

    @cached_property
    def sessions(self) -> tuple[SessionMention, ...]:
        """Sessions of the UPR, by number."""
        return find_sessions(self)

    @cached_property
    def council_sessions(self) -> tuple[CouncilSession, ...]:
        """Sessions of the Human Rights Council, by number."""
        return find_council_sessions(self.prose)

    @cached_property
    def cycles(self) -> tuple[CycleMention, ...]:
        """Cycles of the UPR."""
        return find_cycles(self.prose)

    @cached_property
    def months(self) -> tuple[MonthMention, ...]:
        """Months and years outside of dates."""
        return find_months(self.prose, self.dates)

    @cached_property
    def anchors(self) -> tuple[SessionMention, ...]:
        """Sessions and Pre-sessions that dates may be tied to: by number, and as "it" or "the session"."""
        return tuple(find_anchors(self))

    @cached_property
    def listed(self) -> tuple[ListedSession, ...]:
        """Entries of lists of sessions with their days or months."""
        return find_listed(self)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the text says about the days of sessions and Pre-sessions."""
        return with_listed(self, find_claims(self))

    def sessions_between(self, begin: int, end: int) -> tuple[SessionMention, ...]:
        """Return the sessions whose mention begins in a part of the text."""
        first = bisect_left(self.sessions, begin, key=lambda session: session.start)
        return self.sessions[first : bisect_left(self.sessions, end, key=lambda session: session.start)]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        ends = {match.end() for match in _SENTENCE_END.finditer(self.source)}
        ends |= {match.end() for match in _LINE_ENDS_SENTENCE.finditer(self.source)}
        ends |= {match.end() for match in _HEADING_LINE.finditer(self.source)}
        if self.document is not None:
            ends = (ends | set(self.document.breaks)).difference(self.document.date_marks)
        return sorted(ends | {len(self.source)})

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return where the sentence around an offset begins and ends; of a very long one, the part around it."""
        ends = self._sentence_ends
        index = min(bisect_right(ends, offset), len(ends) - 1)
        start = ends[index - 1] if index else 0
        return max(start, offset - LONGEST_SENTENCE), min(ends[index], offset + LONGEST_SENTENCE)

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [*(match.end() for match in _PARAGRAPH_END.finditer(self.source)), len(self.source)]

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Return where the paragraph around an offset begins and ends; of a very long one, the part around it."""
        ends = self._paragraph_ends
        index = min(bisect_right(ends, offset), len(ends) - 1)
        start = ends[index - 1] if index else 0
        return max(start, offset - LONGEST_PARAGRAPH), min(ends[index], offset + LONGEST_PARAGRAPH)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset in its file."""
        if self.document is not None:
            return self.document.place(offset)
        if not self.field:
            line = bisect_right(self._line_starts, offset) - 1
            return Place(self.begins.path, self.begins.line + line, offset - self._line_starts[line] + 1)
        if "\n" in self.source:
            return self.begins
        return Place(self.begins.path, self.begins.line, self.begins.column + offset)
