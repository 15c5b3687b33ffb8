"""How long a call may take, and what it takes from the world around it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one waits.

    Attributes:
        connect_s: For a connection, in seconds.
        read_s: For the next bytes of a reply.
        total_s: For one call as a whole, whatever happens in it.
        pause_s: The longest pause between two tries; a provider that wants a longer one is taken at its word.
    """

    connect_s: float = 10.0
    read_s: float = 60.0
    total_s: float = 120.0
    pause_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a call takes from the world; tests give their own."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which something is over, on the clock that counts it."""

    ends: float
    monotonic: Callable[[], float] = time.monotonic

    def left(self, at_most_s: float) -> float:
        """Return the seconds that the next wait may take.

        Raises:
            TimeoutError: If none is left.
        """
        left = self.ends - self.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, at_most_s)
