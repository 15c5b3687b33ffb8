"""Every zone that an issue can be planned in, and every minute of the years in which zones have whole minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import strategies as st

# Liberia was the last to leave an offset with seconds, in 1972.
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
MOMENTS = st.integers(0, 120 * 366 * 24 * 60).map(
    lambda minutes: datetime(1975, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
