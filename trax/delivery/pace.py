"""How long delivery waits for a provider: for its listings, for lost calls, and for the end of a sending."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.delivery.ledger import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


# They answer from the disk of this machine, and nothing goes on there while nobody looks.
HERE = frozenset({"outbox", "smtp"})


@dataclass(frozen=True, slots=True)
class Pace:
    """Waiting times in seconds, the clock and the sleep.

    Attributes:
        settle_s: After a create, before the listing is believed.
        doubt_s: After a call whose reply was lost, before the provider is believed to have never got it; no shorter
            than the time limit of a request.
        poll_s: Between two looks at a campaign that is being sent.
        poll_limit_s: How long such a campaign is watched.
    """

    settle_s: float = 2.0
    doubt_s: float = 130.0
    poll_s: float = 5.0
    poll_limit_s: float = 600.0
    clock: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep

    def polls(self, seconds: float) -> int:
        """Return how many looks fit into a time; counted, so that a clock that stands still ends nothing."""
        return math.ceil(seconds / self.poll_s) if self.poll_s > 0 else 0

    def wait(self, seconds: float) -> None:
        """Sleep, unless there is nothing to wait for."""
        if seconds > 0:
            self.sleep(seconds)


# Brevo takes 100 calls about campaigns in an hour, whatever they are.
# Source: https://developers.brevo.com/docs/api-limits (read 2026-11-24).
SELDOM: Mapping[str, float] = {"brevo": 30.0}


def pace_for(provider: str) -> Pace:
    """Return the pace for a provider; one on this machine is never waited for."""
    if provider in HERE:
        return Pace(settle_s=0, doubt_s=0, poll_s=0, poll_limit_s=0)
    return Pace(poll_s=SELDOM[provider]) if provider in SELDOM else Pace()
