"""Several connections at work at once: rows go in, outcomes come out, and the journal stays with one thread.

Nothing is tried again here. A connection that cannot be opened, or whose server puts off one mail after another, ends;
when none is left, what was not tried comes back as put off.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from trax.errors import TraxError
from trax.providers._crash import crash_point
from trax.providers._journal import Outcome, Row
from trax.providers._smtp_wire import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trax.providers._journal import Journal
    from trax.providers._smtp_relay import Relay

GROUP = 50
UNTRIED = Outcome("deferred", "not tried")
Settled = tuple[Row, Outcome]
Item = TypeVar("Item")


class Crew:
    """Some lines to one relay, each in a thread of its own."""

    def __init__(self, relay: Relay, sender: str, build: Callable[[Row], bytes], *, lines: int) -> None:
        """Start the threads; each opens its connection with its first mail.

        Args:
            build: Makes the mail of a row.
        """
        self.lines = lines
        self.troubles: list[TraxError] = []
        self._relay, self._sender, self._build = relay, sender, build
        self._rows: SimpleQueue[Row | None] = SimpleQueue()
        self._ends: SimpleQueue[Settled | None] = SimpleQueue()
        self._is_over = Event()
        self._threads = ThreadPoolExecutor(lines)
        self._running = [self._threads.submit(self._work) for _ in range(lines)]

    def hand(self, rows: Sequence[Row]) -> None:
        """Let these rows be tried."""
        for row in rows:
            self._rows.put(row)

    def take(self) -> Settled | None:
        """Return a row that was tried and how that ended, or None when no line is left to try any."""
        while self.lines:
            end = self._ends.get()
            if end is not None:
                return end
            self.lines -= 1
        return None

    def stop(self) -> tuple[Settled, ...]:
        """Let each line finish the mail that it is at, hang up, and return how the rest ended: tried or not."""
        self._is_over.set()
        for _ in self._running:
            self._rows.put(None)
        self._threads.shutdown()
        ends = [end for end in _drain(self._ends) if end is not None]
        return (*ends, *((row, UNTRIED) for row in _drain(self._rows) if row is not None))

    def require_sound(self) -> None:
        """Raise what a thread met that nobody foresaw, after all have stopped."""
        for thread in self._running:
            thread.result()

    def _work(self) -> None:
        line = Line(self._relay, self._sender)
        try:
            while not line.is_tired and (row := self._rows.get()) is not None:
                if self._is_over.is_set():
                    self._rows.put(row)
                    break
                try:
                    outcome = line.deliver(row.address, self._build(row))
                except TraxError as error:
                    # Nothing was sent: another line may.
                    self.troubles.append(error)
                    self._rows.put(row)
                    break
                crash_point("smtp-answered")
                self._ends.put((row, outcome))
        finally:
            line.close()
            self._ends.put(None)


def deliver_rows(
    crew: Crew, journal: Journal, marker: str, *, due: Sequence[Row], note: Callable[[Sequence[Row]], None]
) -> None:
    """Try each row once, its intent written first and its end after; when it returns, every end is written.

    Args:
        note: Writes down in the campaign's own folder which rows are about to be tried.
    """
    left, at_work = deque(due), 0
    try:
        while crew.lines and (left or at_work):
            if left and at_work < 2 * crew.lines:
                group = [left.popleft() for _ in range(min(GROUP, len(left)))]
                allowed = journal.begin(marker, group)
                note(allowed)
                crash_point("smtp-intents")
                crew.hand(allowed)
                at_work += len(allowed)
            elif end := crew.take():
                journal.settle(marker, *end)
                crash_point(f"smtp-settled-{end[0].number}")
                at_work -= 1
    finally:
        for row, outcome in crew.stop():
            journal.settle(marker, row, outcome)
    crew.require_sound()


def _drain(queue: SimpleQueue[Item]) -> list[Item]:
    found: list[Item] = []
    while True:
        try:
            found.append(queue.get_nowait())
        except Empty:
            return found
