"""The frozen values that the stages pass on: findings, dates as people type them, issue, item, mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from markdown_it.token import Token

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: path relative to the workspace with `/`, line and column counted from 1 in characters."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        """Return `issues/050/issue.md:4:7`, which terminals and editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check or a reader, in a writer's words.

    Attributes:
        code: Name of the check (`weekday`), or of the reader's rule (`front-matter`, `field`, `markdown`, `settings`).
        text: The words of the file that the finding is about; empty when something is missing.
        message: What is wrong, one line.
        hint: What to do, one line; may be empty.
        source: Where the right fact comes from (`session table, verified: ohchr20, ijrc20`); may be empty.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    text: str = ""
    hint: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `start` to `end`, both included; equal for a single day."""

    start: date
    end: date

    @property
    def is_one_day(self) -> bool:
        """Return whether the range is a single day."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Wall-clock times without a zone; `end` is None when only the beginning is known."""

    start: time
    end: time | None = None


@dataclass(frozen=True, slots=True)
class LooseDate:
    """A date known to the year, the month or the day: `2014`, `October 2014`, `31 October 2014`."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of one file, as typed and as parsed.

    Attributes:
        source: The Markdown below the header, with LF line ends.
        line: Line of the file on which `source` begins.
        html: Sanitised XHTML fragment (void tags closed, no raw HTML, safe addresses only).
        tokens: The parsed blocks; `Token.map` counts lines from 0 at `line`.
        path: The file the body stands in, relative to the workspace: the item's own, or one of the library.
    """

    source: str
    line: int
    html: str
    tokens: tuple[Token, ...] = ()
    path: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing but white space was written."""
        return not self.source.strip()


class Fields(Protocol):
    """What every kind of item has; the kinds themselves are the models of `content.kinds`."""

    @property
    def kind(self) -> str:
        """Name of the kind, `quote`."""

    @property
    def title(self) -> str | None:
        """Heading of the item, where the kind has one."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of an issue: the typed fields of its kind, its body, and where each field stands.

    Attributes:
        slug: The file name without number and ending: `session-20` of `30-session-20.md`; unique in its issue.
        path: The file, relative to the workspace.
        source: The whole text of the file, with LF line ends; findings quote from it.
        places: Where the value of each field begins; keys are `title`, `figures.0.value`.
    """

    slug: str
    path: str
    fields: Fields
    body: Body
    source: str
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Name of the kind of item."""
        return self.fields.kind

    def place(self, name: str = "") -> Place:
        """Return where a field's value begins; the top of the file for a field that was not written."""
        return self.places.get(name, Place(self.path, 1))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to an issue: its name under `images/`, its bytes and their media type."""

    name: str
    data: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as written: the opening letter, the items in order, the pictures they name.

    Attributes:
        number: The number a person gave it; never computed.
        title: The heading readers see, without the printed number.
        subject: The subject line of the mail, with the printed form of the number.
        preheader: The line inboxes show beside the subject.
        date: The day of the issue; what was known on it is what the issue is judged by.
        label: What stands beside the number when the month does not say it (`July-August 2015`), or None.
        language: BCP 47 tag of the language it is written in, `en`.
        slug: Last part of the web address beside the number; frozen once published.
        is_sample: Whether it only shows the tool and must never leave the embedded provider.
        folder: Its folder, relative to the workspace.
        source: The whole text of `issue.md`, with LF line ends.
    """

    number: int
    title: str
    subject: str
    preheader: str
    date: date
    language: str
    slug: str
    folder: str
    letter: Body
    items: tuple[Item, ...]
    source: str = ""
    label: str | None = None
    is_sample: bool = False
    images: tuple[Image, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file with the header and the letter, relative to the workspace."""
        return f"{self.folder}/issue.md"

    def place(self, name: str = "") -> Place:
        """Return where a field of the header begins; the top of the file for one that was not written."""
        return self.places.get(name, Place(self.path, 1))


@dataclass(frozen=True, slots=True)
class Mail:
    """A rendered issue: what is frozen, approved and sent. Placeholders are still neutral (`[[unsubscribe]]`)."""

    number: int
    language: str
    subject: str
    preheader: str
    html: str
    text: str
    images: tuple[Image, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Size of the HTML as it is sent, in bytes of UTF-8."""
        return len(self.html.encode())
