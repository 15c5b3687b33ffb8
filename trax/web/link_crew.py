"""Many links looked at by few: so many at once, at most two at one server, each address once.

Every question is asked in a thread of its own; who is asked next is decided in one place, after each answer, so that
nothing here is locked. Threads that are too late when somebody breaks off end with the process.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trax.web.links import Answer, LinkResult, NoAnswer, Walk, next_step, start_walk, without_fragment
from trax.web.patience import Deadline, Patience, Surroundings
from trax.web.public import Network
from trax.web.visit import visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A reader waits about as long for a page; `total_s` is for all questions about one link.
PATIENCE = Patience(connect_s=10, read_s=15, total_s=40, pause_s=1)
# When nobody has answered: of so many servers at the end, or of so many before it, the network is not there.
FEWEST_SILENT, ENOUGH_SILENT = 3, 8


@dataclass(frozen=True, slots=True)
class Crew:
    """How many questions are under way at once, and how many of them at one server."""

    total: int = 8
    per_host: int = 2


def look_at_links(
    addresses: Iterable[str],
    *,
    network: Network | None = None,
    patience: Patience = PATIENCE,
    crew: Crew | None = None,
    surroundings: Surroundings | None = None,
) -> Iterator[LinkResult]:
    """Yield a result for each distinct address, in the order in which they are known.

    Where no server of several gives an answer, there is no network: then nothing is said of any address.

    Args:
        addresses: With http:// or https://; what follows # is dropped.
    """
    round_ = _Round(network or Network(), patience, crew or Crew(), surroundings or Surroundings())
    return round_.look(dict.fromkeys(without_fragment(address) for address in addresses))


class _Round:
    """One look at many links: who waits, who is being asked, and whether anybody has answered yet."""

    def __init__(self, network: Network, patience: Patience, crew: Crew, world: Surroundings) -> None:
        self._network, self._patience, self._crew, self._world = network, patience, crew, world
        self._waiting: dict[str, deque[Walk]] = {}
        self._turns: deque[str] = deque()
        self._asked: Counter[str] = Counter()
        self._answers = queue.SimpleQueue[tuple[Walk, Answer | NoAnswer | Exception]]()
        self._silent: set[str] = set()
        self._held: list[LinkResult] = []
        self._is_heard = False

    def look(self, addresses: Iterable[str]) -> Iterator[LinkResult]:
        """Yield what is found; what may only mean that there is no network is held back until somebody answers."""
        for address in addresses:
            walk = start_walk(address)
            if walk:
                self._line_up(walk, is_begun=False)
            else:
                reason = "it is no address that can be asked"
                yield LinkResult(address, "unreachable", None, address, reason, self._world.now())
        self._ask_next()
        while self._asked.total():
            walk, answer = self._answers.get()
            self._asked[walk.host] -= 1
            if isinstance(answer, Exception):
                raise answer
            yield from self._take_in(walk, answer)
            if not self._is_heard and len(self._silent) >= ENOUGH_SILENT:
                return
            self._ask_next()
        if len(self._silent) < FEWEST_SILENT:
            yield from self._held

    def _take_in(self, walk: Walk, answer: Answer | NoAnswer) -> Iterator[LinkResult]:
        """Yield the results that an answer makes certain."""
        is_silent = isinstance(answer, NoAnswer) and answer.outcome == "unreachable"
        if not is_silent and not (isinstance(answer, NoAnswer) and answer.outcome == "not-public"):
            self._is_heard = True
            yield from self._held
            self._held, self._silent = [], set()
        step = next_step(walk, answer, now=self._world.now())
        if not isinstance(step, LinkResult):
            self._line_up(step, is_begun=True)
        elif is_silent and not self._is_heard:
            self._silent.add(walk.host)
            self._held.append(step)
        else:
            yield step

    def _line_up(self, walk: Walk, *, is_begun: bool) -> None:
        """Let a walk wait for its turn; what was begun is ended first, so that results come steadily."""
        waiting = self._waiting.setdefault(walk.host, deque())
        if not waiting:
            (self._turns.appendleft if is_begun else self._turns.append)(walk.host)
        (waiting.appendleft if is_begun else waiting.append)(walk)

    def _ask_next(self) -> None:
        """Begin as many questions as may be under way."""
        while self._asked.total() < self._crew.total and (walk := self._take()):
            self._asked[walk.host] += 1
            threading.Thread(target=self._ask, args=(walk,), daemon=True).start()

    def _take(self) -> Walk | None:
        """Return whose turn it is; None when all who wait do so for a server that is being asked enough."""
        for _ in range(len(self._turns)):
            host = self._turns.popleft()
            waiting = self._waiting[host]
            walk = waiting.popleft() if self._asked[host] < self._crew.per_host else None
            if waiting:
                self._turns.append(host)
            if walk:
                return walk
        return None

    def _ask(self, walk: Walk) -> None:
        """Ask one question, in a thread of its own; whatever happens there, somebody waits for the answer."""
        try:
            self._answers.put(self._question(walk))
        except Exception as error:  # noqa: BLE001 - raised again where somebody sees it
            self._answers.put((walk, error))

    def _question(self, walk: Walk) -> tuple[Walk, Answer | NoAnswer]:
        """Return the answer to the next question, and the walk with the time that it took."""
        if walk.stumbles and not walk.seen:
            self._world.sleep(self._patience.pause_s)
        began = self._world.monotonic()
        deadline = Deadline(began + self._patience.total_s - walk.spent_s, self._world.monotonic)
        answer = visit(walk.here, walk.method, network=self._network, patience=self._patience, deadline=deadline)
        return replace(walk, spent_s=walk.spent_s + self._world.monotonic() - began), answer
