"""The parts that the view of an item is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from trax.model import Body


@dataclass(frozen=True, slots=True)
class Button:
    """A link with words that make sense alone."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file name, its address, and what it shows in words (empty when it only decorates)."""

    name: str
    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A labelled line: `Place`, `Palais des Nations, Room XXVI`."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StateView:
    """A State of a session, with the address of its document where one is wanted."""

    iso3: str
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FigureView:
    """One number worth showing large."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """One entry of a list of links."""

    text: str
    link: str
    note: str | None


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of the review and what can be done in it."""

    number: int
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateBlock:
    """A date as a block of large numerals: `2-4`, `Dec`, `2014`; the weekday of a single day."""

    days: str
    month: str
    year: str
    weekday: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline: the day in words and as ISO date, what is due, for whom."""

    day: str
    iso: str
    what: str
    who: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as templates see it; what a kind does not have is empty.

    Plain values only: the models of the kinds can read files and pickles, and templates may be anybody's.

    `opening` and `rest` are the body in two parts, for the kind that sets its first paragraph beside a cover.
    """

    kind: str
    anchor: str
    label: str
    title: str | None
    in_contents: bool
    body: Markup
    source: Body
    opening: Markup | None = None
    rest: Markup | None = None
    subtitle: str | None = None
    quotation: Markup | None = None
    person: str | None = None
    lead: str | None = None
    intro: str | None = None
    note: str | None = None
    alert: str | None = None
    block: DateBlock | None = None
    picture: Picture | None = None
    button: Button | None = None
    second: Button | None = None
    facts: tuple[str, ...] = ()
    rows: tuple[TextRow, ...] = ()
    states: tuple[StateView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    stages: tuple[StageView, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    links: tuple[LinkView, ...] = ()

    @property
    def state_columns(self) -> tuple[tuple[StateView, ...], ...]:
        """The States in two columns, read down the first and then the second."""
        half = (len(self.states) + 1) // 2
        return (self.states[:half], self.states[half:]) if self.states else ()
