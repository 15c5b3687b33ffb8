"""The points of a run at which a process may die, be overtaken, or meet whatever else happens beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.delivery import deliver, release, steps, withdraw

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

SENDING = (
    "planned",
    "looked-up",
    "intent-create",
    "create-reply",
    "created",
    "intent-content",
    "content-reply",
    "content-set",
    "read-back",
    "before-send",
    "intent-send",
    "send-acted",
    "send-noted",
    "confirmed",
    "sent-noted",
)
TAKING_BACK = ("intent-unschedule", "unschedule-acted", "unschedule-noted")


class Killed(BaseException):
    """The process died here."""


def die() -> None:
    raise Killed


def at_each_point(patch: pytest.MonkeyPatch, meet: Callable[[str], None]) -> None:
    """Tell of each point that a run in this process comes by."""
    for module in (deliver, steps, release, withdraw):
        patch.setattr(module, "crash_point", meet)


def at_point(patch: pytest.MonkeyPatch, point: str, act: Callable[[], object]) -> None:
    """Let something happen once, at a point of the next run."""
    waiting = [point]

    def meet(name: str) -> None:
        if name in waiting:
            waiting.clear()
            act()

    at_each_point(patch, meet)
