"""A campaign that was begun and whose time went by is for a person; everything else is in the tests of commands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trax.delivery.earlier import require_not_missed
from trax.delivery.slots import LATE_S
from trax.errors import Refusal
from trax.providers.base import RemoteCampaign

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def look(campaign: RemoteCampaign, now: datetime) -> None:
    require_not_missed(campaign, number=50, provider="listmonk", zone="Europe/Zurich", now=now)


def test_a_time_that_is_ahead_or_due_is_not_missed() -> None:
    campaign = RemoteCampaign("1", "k", "Title", "scheduled", "readers", scheduled_at=AT)
    look(campaign, AT - timedelta(days=1))
    look(campaign, AT + timedelta(seconds=LATE_S))
    with pytest.raises(Refusal, match="listmonk has not begun to send it at its time, 1 December 2026, 10:00"):
        look(campaign, AT + timedelta(seconds=LATE_S + 1))


def test_a_campaign_of_which_no_time_is_told_is_not_missed() -> None:
    look(RemoteCampaign("1", "k", "Title", "scheduled", "readers"), AT)
