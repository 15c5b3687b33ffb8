"""How long delivery waits for a provider."""

from __future__ import annotations

import pytest

from trax.delivery.pace import Pace, pace_for


def test_the_embedded_provider_is_never_waited_for() -> None:
    pace = pace_for("outbox")
    assert (pace.settle_s, pace.doubt_s, pace.polls(pace.poll_limit_s)) == (0, 0, 0)


@pytest.mark.parametrize(("provider", "looks"), [("listmonk", 120), ("brevo", 20)])
def test_a_sending_is_looked_at_as_often_as_the_provider_takes(provider: str, looks: int) -> None:
    """Brevo takes 100 calls about campaigns in an hour."""
    pace = pace_for(provider)
    assert pace.polls(pace.poll_limit_s) == looks
    assert pace.doubt_s == Pace().doubt_s
