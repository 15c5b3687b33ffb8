"""Taking back: the planned time in the approval; the campaign at the provider is in test_schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from trax.delivery.approval import Approval, Approver
from trax.delivery.approval_file import read_approval, read_without_time, write_approval
from trax.delivery.pace import Pace
from trax.delivery.slots import slot_at
from trax.delivery.withdraw import cancel, drop_plan, has_plan
from trax.errors import OutcomeUnknown, ProviderError, SlotShifted
from trax.providers.outbox import Outbox

if TYPE_CHECKING:
    from pathlib import Path

    from tests.delivery.conftest import Bench
    from trax.providers.base import RemoteCampaign

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SLOT = slot_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Europe/Zurich")
APPROVAL = Approval(
    50, "a" * 64, {"html": "b" * 64}, "readers", 8, (Approver("Ana"),), NOW, "0.1.0", "c" * 64, planned=SLOT
)


def pace_of(bench: Bench) -> Pace:
    return Pace(clock=bench.clock, sleep=bench.clock.sleep)


def test_a_planned_time_goes_and_the_rest_of_the_approval_stays(tmp_path: Path) -> None:
    write_approval(tmp_path, replace(APPROVAL, generation=2, reason="dead links"))
    assert has_plan(tmp_path, number=50)
    assert drop_plan(tmp_path, number=50)
    assert read_approval(tmp_path, number=50) == replace(APPROVAL, generation=2, reason="dead links", planned=None)
    assert not has_plan(tmp_path, number=50)
    assert not drop_plan(tmp_path, number=50)


def test_a_time_that_cannot_be_read_here_goes_too(tmp_path: Path) -> None:
    path = write_approval(tmp_path, APPROVAL)
    path.write_text(path.read_text("utf-8").replace("T09:00:00Z\n", "T08:00:00Z\n"), "utf-8")
    with pytest.raises(SlotShifted):
        read_approval(tmp_path, number=50)
    assert read_without_time(tmp_path, number=50) is not None
    assert has_plan(tmp_path, number=50)
    assert drop_plan(tmp_path, number=50)
    found = read_approval(tmp_path, number=50)
    assert found is not None
    assert found.planned is None


def test_without_an_approval_or_with_a_damaged_one_there_is_no_time(tmp_path: Path) -> None:
    assert not drop_plan(tmp_path, number=50)
    (tmp_path / "approval.toml").write_text("half", "utf-8")
    assert not drop_plan(tmp_path, number=50)
    assert (tmp_path / "approval.toml").read_text("utf-8") == "half"


def test_a_provider_that_refuses_is_said_and_it_stays_scheduled(bench: Bench) -> None:
    bench.run("schedule")
    bench.provider.faults = {bench.provider.writes: "refused"}
    with pytest.raises(ProviderError):
        cancel(bench.order.marker, bench.provider, number=50, audience="readers", pace=pace_of(bench))
    assert bench.states == ["scheduled"]


def test_a_provider_that_never_says_leaves_it_open(bench: Bench) -> None:
    bench.run("schedule")
    bench.provider.faults = {bench.provider.writes + number: "lost before" for number in range(9)}
    with pytest.raises(OutcomeUnknown, match="trax:upr-trax/50/readers/1 was taken back is not known") as lost:
        cancel(bench.order.marker, bench.provider, number=50, audience="readers", pace=pace_of(bench))
    assert "trax cancel 50" in lost.value.hint
    assert bench.states == ["scheduled"]


def test_without_a_ledger_the_provider_alone_is_asked(bench: Bench) -> None:
    bench.run("schedule")
    draft = cancel(bench.order.marker, bench.provider, number=50, audience="readers", pace=pace_of(bench))
    assert draft is not None
    assert (draft.state, bench.states) == ("draft", ["draft"])


class Slow(Outbox):
    """The real one, that shows a campaign once more as it was before."""

    shown: RemoteCampaign | None = None

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        self.shown = self.get(campaign_id)
        return super().unschedule(campaign_id)

    def get(self, campaign_id: str) -> RemoteCampaign:
        shown, self.shown = self.shown, None
        return shown or super().get(campaign_id)


def test_a_provider_that_shows_it_late_is_looked_at_again(bench: Bench) -> None:
    real = bench.provider.real
    bench.provider.real = Slow(real.folder, lists=real._lists, now=real.now)
    bench.run("schedule")
    draft = cancel(bench.order.marker, bench.provider, number=50, audience="readers", pace=pace_of(bench))
    assert draft is not None
    assert (draft.state, bench.states) == ("draft", ["draft"])
