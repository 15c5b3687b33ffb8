"""What a provider that writes to each reader by itself has to be told, and to tell: who has got the mail.

The adapter keeps nothing: `delivery` keeps a row for each reader, and hands it in. A row is never tried unless the
intent to do so was on the disk before, and one whose end nobody knows is never tried again by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Result = Literal["sent", "refused", "deferred", "doubt"]


@dataclass(frozen=True, slots=True)
class Row:
    """One reader of a campaign.

    Attributes:
        number: The reader's place in the frozen list, from 1.
        message_id: The Message-ID of the mail, without angle brackets; the same each time it is tried.
    """

    number: int
    address: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the try to send one mail ended.

    Attributes:
        result: `sent` when the relay took it; `refused` when it never will; `deferred` when it surely did not and may
            later; `doubt` when the mail was handed over and nobody knows whether it was taken.
        said: The step and the number that the relay answered, or how it went silent: never its words.
    """

    result: Result
    said: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many readers of a campaign stand where.

    Attributes:
        open: Those who may be tried, now or later, or whose try was cut short.
    """

    sent: int = 0
    refused: int = 0
    doubt: int = 0
    open: int = 0


class Journal(Protocol):
    """The memory of who has got a campaign; each call is on the disk when it returns."""

    def start(self, marker: str, rows: Sequence[Row]) -> None:
        """Note every reader of a campaign that is about to begin.

        Raises:
            Duplicate: If a mail of it was begun before: it is never begun a second time.
        """

    def resume(self, marker: str, rows: Sequence[Row], *, tries: Mapping[int, int]) -> tuple[Row, ...]:
        """Return the rows that may be tried now, after nobody is at work on the campaign any more.

        What was begun and has no end is in doubt from here on, and so is a reader that was never noted.

        Args:
            tries: How often the campaign's folder says that each number was begun; more than is known here, as after
                an old copy was put back, is in doubt, too.
        """

    def begin(self, marker: str, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Note that these rows are about to be tried, and return those that may be."""

    def settle(self, marker: str, row: Row, outcome: Outcome) -> None:
        """Note how the try of a row that was begun has ended."""

    def count(self, marker: str) -> Tally:
        """Return how many rows stand where."""

    def close(self) -> None:
        """Let go of the file until the next call."""
