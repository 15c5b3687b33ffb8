"""One write at a provider: made once, and its end in the ledger.

A write ends in one of three ways: done, refused, or unclear. Only the first goes on to the next step; after the
others the provider is asked anew, and what it says decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from trax.delivery.looking import LookAgain
from trax.errors import FileTrouble, NotFound, OutcomeUnknown, ProviderError, SettingsError, WrongState

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.delivery.ledger_rows import Progress
    from trax.delivery.looking import Run

Answer = TypeVar("Answer")


def call_provider(run: Run, op: str, call: Callable[[], Answer], *, refused: Progress | None = None) -> Answer:
    """Return the provider's answer to a write; any other end is noted and is a reason to look again.

    Args:
        refused: The state to go back to when the provider surely did nothing.
    """
    marker, now = run.marker, run.pace.clock
    # Neither makes a difference to what the audience gets.
    doubt = None if op in {"delete", "test"} else op
    try:
        return call()
    except (OutcomeUnknown, FileTrouble) as error:
        state: Progress | None = "unresolved" if doubt else None
        run.ledger.record(marker, "unclear", op=op, at=now(), state=state, detail=type(error).__name__)
        lost = error if isinstance(error, OutcomeUnknown) else OutcomeUnknown(error.message, hint=error.hint)
        raise LookAgain(op, lost) from error
    except (ProviderError, SettingsError) as error:
        settled = "" if doubt else None
        run.ledger.record(marker, "refused", op=op, at=now(), state=refused, doubt=settled, detail=type(error).__name__)
        raise LookAgain(op, error, is_refused=not isinstance(error, NotFound | WrongState)) from error


def note_done(run: Run, op: str, campaign_id: str, *, state: Progress, filled_sha: str | None = None) -> None:
    """Write down that a write was done."""
    run.ledger.record(
        run.marker,
        "done",
        op=op,
        at=run.pace.clock(),
        state=state,
        remote_id=campaign_id,
        filled_sha=filled_sha,
        doubt="",
        detail=f"campaign {campaign_id}",
    )
