"""The memory across issues: what each issue said, so that a later one can be held against it.

The facts of an issue are worked out once (`facts_of`) and kept as JSON (`reading.issue_facts`). One `Memory` of all
issues answers by key; whoever asks says from which day, and hears of earlier issues only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Generic

from trax.checks.reading.date_claims import find_date_claims
from trax.checks.reading.issue_facts import (
    VERSION,
    DateFact,
    Fact,
    FigureFact,
    IssueFacts,
    LinkFact,
    WordingFact,
)
from trax.checks.reading.link_forms import find_formed_links
from trax.checks.reading.wordings import sketch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from trax.checks.base import CheckInput
    from trax.model import Issue

_LONGEST_SHOWN = 300
# Two wordings of which four fifths are the same nearly never share fewer rows of their sketches.
_FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Use(Generic[Fact]):
    """A fact and the issue it stands in."""

    issue: IssueFacts
    fact: Fact


class Memory:
    """The facts of all issues, found by key. Built once and asked by each issue; an index is made when first needed."""

    def __init__(self, issues: Iterable[IssueFacts] = ()) -> None:
        self.issues = tuple(sorted(issues, key=lambda facts: facts.date, reverse=True))

    def links(self, form: str, *, before: date) -> tuple[Use[LinkFact], ...]:
        """Return the earlier uses of a link, the latest first."""
        return _earlier(self._links.get(form, ()), before)

    def figures(self, key: str, *, before: date) -> tuple[Use[FigureFact], ...]:
        """Return what earlier issues said of the same thing, the latest first."""
        return _earlier(self._figures.get(key, ()), before)

    def dates(self, subject: str, *, before: date) -> tuple[Use[DateFact], ...]:
        """Return the days that earlier issues gave for a session or event, the latest first."""
        return _earlier(self._dates.get(subject, ()), before)

    def wordings(self, sketch: Iterable[int], *, before: date) -> tuple[Use[WordingFact], ...]:
        """Return the earlier quotes and paragraphs that may be like the one with this sketch, the latest first."""
        rows = [f"{row:x}" for row in sketch]
        shared = Counter(map(id, chain.from_iterable(self._wordings.get(row, ()) for row in rows)))
        found = {
            id(use): use for row in rows for use in self._wordings.get(row, ()) if shared[id(use)] >= _FEWEST_SHARED
        }
        return _earlier(sorted(found.values(), key=lambda use: use.issue.date, reverse=True), before)

    @cached_property
    def _links(self) -> Mapping[str, list[Use[LinkFact]]]:
        return _index((link.form, Use(issue, link)) for issue in self.issues for link in issue.links)

    @cached_property
    def _figures(self) -> Mapping[str, list[Use[FigureFact]]]:
        return _index((figure.key, Use(issue, figure)) for issue in self.issues for figure in issue.figures)

    @cached_property
    def _dates(self) -> Mapping[str, list[Use[DateFact]]]:
        return _index((each.subject, Use(issue, each)) for issue in self.issues for each in issue.dates)

    @cached_property
    def _wordings(self) -> Mapping[str, list[Use[WordingFact]]]:
        uses = (Use(issue, wording) for issue in self.issues for wording in issue.wordings)
        return _index((row, use) for use in uses for row in use.fact.sketch.split())


def _index(pairs: Iterable[tuple[str, Use[Fact]]]) -> Mapping[str, list[Use[Fact]]]:
    found: defaultdict[str, list[Use[Fact]]] = defaultdict(list)
    for key, use in pairs:
        found[key].append(use)
    return dict(found)


def _earlier(uses: Iterable[Use[Fact]], before: date) -> tuple[Use[Fact], ...]:
    return tuple(use for use in uses if use.issue.date < before)


@dataclass(frozen=True, slots=True)
class ChangedDate:
    """Days that an issue gives for something, and the other days that the latest earlier issue gave for it."""

    now: DateFact
    before: Use[DateFact]


def changed_dates(given: CheckInput) -> Iterator[ChangedDate]:
    """Yield the days of an issue that the latest earlier issue to speak of the same session or event gave otherwise.

    Which of the two is right is not for the memory to say: the session table may know, and events are moved.
    """
    if given.is_english:
        for now in _dates(given):
            earlier = given.memory.dates(now.subject, before=given.day)
            latest = [use for use in earlier if use.issue is earlier[0].issue]
            if latest and all(_differ(now, use.fact) for use in latest):
                yield ChangedDate(now, latest[0])


def _differ(one: DateFact, other: DateFact) -> bool:
    pairs = ((one.first, other.first), (one.last, other.last))
    return any(first and last and first != last for first, last in pairs)


def digest_of(issue: Issue) -> str:
    """Return the digest of everything that the facts of an issue come from, the library included."""
    pieces = [str(VERSION), issue.date.isoformat(), issue.language, issue.source, issue.letter.source]
    for item in issue.items:
        pieces += (item.path, item.source, item.body.path, item.body.source, repr(item.fields))
    return blake2b("\0".join(pieces).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def facts_of(given: CheckInput) -> IssueFacts:
    """Return what an issue says, as far as later issues are compared with it; a document has the number 0."""
    issue = given.issue
    return IssueFacts(
        number=issue.number if issue else 0,
        date=given.day,
        path=given.path,
        digest=digest_of(issue) if issue else "",
        links=tuple(_links(given)),
        figures=tuple(_figures(given)) if given.is_english else (),
        wordings=tuple(_wordings(given)),
        dates=tuple(_dates(given)) if given.is_english else (),
    )


def _links(given: CheckInput) -> Iterator[LinkFact]:
    seen = set()
    for link in find_formed_links(given):
        if link.form not in seen:
            seen.add(link.form)
            yield LinkFact(link.form, link.address, link.place)


def _figures(given: CheckInput) -> Iterator[FigureFact]:
    for passage in given.passages_of_figures:
        for each in passage.keyed_figures:
            figure, shown = each.figure, each.sentence[:_LONGEST_SHOWN]
            written, place = " ".join(figure.text.split()), passage.place(figure.start)
            exact = (figure.value, figure.step, figure.hedge)
            yield FigureFact(each.key, written, *exact, grows=each.grows, text=shown, place=place)


def _wordings(given: CheckInput) -> Iterator[WordingFact]:
    for passage in given.passages:
        for wording in passage.wordings:
            sketch = " ".join(f"{row:x}" for row in sketch_of(wording.rows))
            yield WordingFact(wording.kind, sketch, wording.text, passage.place(wording.start))


def _dates(given: CheckInput) -> Iterator[DateFact]:
    for claim in find_date_claims(given):
        yield DateFact(claim.subject, claim.first, claim.last, claim.text, claim.place)
