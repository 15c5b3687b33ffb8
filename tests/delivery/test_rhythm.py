"""What is told of the months to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from trax.content.settings import parse_settings
from trax.delivery.approval import Approval, Approver
from trax.delivery.approval_file import write_approval
from trax.delivery.receipt import Receipt, write_receipt
from trax.delivery.rhythm import announce, read_plan, times_of
from trax.delivery.slots import slot_at

if TYPE_CHECKING:
    from pathlib import Path

    from trax.content.settings import Settings

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SLOT = slot_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Europe/Zurich")
APPROVAL = Approval(
    50, "a" * 64, {"html": "b" * 64}, "readers", 8, (Approver("Ana"),), NOW, "0.1.0", "c" * 64, planned=SLOT
)
RECEIPT = Receipt(50, "trax:x/50/readers/1", "outbox", "1", "readers", 8, "sent", NOW, "a" * 64, {}, "0.1.0")


def settings(rhythm: str) -> Settings:
    found, findings = parse_settings(SETTINGS + rhythm)
    assert found, findings
    return found


def test_without_a_rhythm_nothing_is_promised() -> None:
    assert announce(settings(""), [], now=NOW) == ()


def test_a_month_that_goes_by_does_not_hide_the_next_one() -> None:
    told = announce(settings('[schedule]\non = "first Tuesday 10:00"\n'), [], now=NOW)
    assert [each.once for each in told] == ["cadence/2026-11", "cadence/2026-12"]
    assert {(each.number, each.code) for each in told} == {(0, 0)}


@pytest.mark.parametrize(
    ("has_plan", "was_sent", "expected"),
    [
        pytest.param(True, False, ["cadence/2026-11"], id="planned"),
        pytest.param(False, True, ["cadence/2026-12"], id="sent"),
        pytest.param(True, True, [], id="both"),
    ],
)
def test_what_is_planned_or_was_sent_stands_for_its_month(
    tmp_path: Path, *, has_plan: bool, was_sent: bool, expected: list[str]
) -> None:
    if has_plan:
        write_approval(tmp_path, APPROVAL)
    if was_sent:
        write_receipt(tmp_path, RECEIPT)
    told = announce(settings('[schedule]\non = "first Tuesday 10:00"\n'), [(50, tmp_path)], now=NOW)
    assert [each.once for each in told] == expected


def test_what_cannot_be_read_says_nothing_of_its_times(tmp_path: Path) -> None:
    write_receipt(tmp_path, RECEIPT)
    (tmp_path / "approval.toml").write_text("half", "utf-8")
    assert times_of(tmp_path, number=50) == (NOW,)
    assert times_of(tmp_path / "nowhere", number=50) == ()


def test_a_plan_is_told_in_words_until_it_was_sent(tmp_path: Path) -> None:
    assert read_plan(tmp_path, number=50) == ""
    write_approval(tmp_path, APPROVAL)
    assert read_plan(tmp_path, number=50) == f"planned for {SLOT}"
    write_receipt(tmp_path, RECEIPT)
    assert read_plan(tmp_path, number=50) == ""


def test_the_plan_of_a_second_sending_is_told_beside_the_receipt_of_the_first(tmp_path: Path) -> None:
    write_receipt(tmp_path, RECEIPT)
    write_approval(tmp_path, replace(APPROVAL, generation=2, reason="dead links"))
    assert read_plan(tmp_path, number=50) == f"planned for {SLOT}"


def test_what_is_wrong_with_a_plan_is_told_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "approval.toml").write_text("half", "utf-8")
    assert "is damaged" in read_plan(tmp_path, number=50)
