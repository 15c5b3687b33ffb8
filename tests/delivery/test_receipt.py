"""The receipt: what a fresh copy of the newsletter learns it from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from trax.delivery.approval import Approval, Approver
from trax.delivery.receipt import last_generation, make_receipt, read_receipt, write_receipt
from trax.errors import Damaged, OutcomeUnknown
from trax.providers.base import RemoteCampaign

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
SENT = RemoteCampaign(
    "0001", "trax:upr-trax/50/readers/1", "Title", "sent", "readers", digest="a" * 64, sent_at=NOW, recipients=8
)
APPROVAL = Approval(50, "a" * 64, {"html": "b" * 64}, "readers", 8, (Approver("Ana"),), NOW, "0.1.0", "c" * 64)
RECEIPT = make_receipt(SENT, number=50, provider="outbox", approval=APPROVAL)


def test_a_receipt_that_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    assert write_receipt(tmp_path, RECEIPT) == tmp_path / "receipt.json"
    assert read_receipt(tmp_path, number=50) == RECEIPT


def test_an_issue_without_a_receipt_has_none(tmp_path: Path) -> None:
    assert read_receipt(tmp_path, number=50) is None


def test_the_digests_are_those_of_the_approval_of_the_bytes_that_were_sent() -> None:
    other = replace(APPROVAL, bundle="d" * 64)
    assert RECEIPT.digests == {"html": "b" * 64}
    assert make_receipt(SENT, number=50, provider="outbox", approval=other).digests == {}
    assert make_receipt(SENT, number=50, provider="outbox", approval=None).digests == {}


@pytest.mark.parametrize("campaign", [replace(SENT, state="sending"), replace(SENT, sent_at=None)])
def test_what_was_not_confirmed_as_sent_has_no_receipt(campaign: RemoteCampaign) -> None:
    with pytest.raises(OutcomeUnknown):
        make_receipt(campaign, number=50, provider="outbox", approval=APPROVAL)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("number", "50", id="a number in quotes"),
        pytest.param("recipients", True, id="no count"),
        pytest.param("marker", None, id="no marker"),
        pytest.param("state", "gone", id="no state"),
        pytest.param("sent_at", "2014-12-01T09:30:00", id="no zone"),
        pytest.param("sent_at", "soon", id="no time"),
        pytest.param("sent_at", 5, id="a number for a time"),
        pytest.param("digests", [], id="no digests"),
        pytest.param("extra", 1, id="more than there is"),
    ],
)
def test_a_damaged_receipt_is_refused(tmp_path: Path, field: str, value: object) -> None:
    path = write_receipt(tmp_path, RECEIPT)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {field: value}), "utf-8")
    with pytest.raises(Damaged, match=r"receipt\.json: is damaged"):
        read_receipt(tmp_path, number=50)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 90_000, b" " * 200_000])
def test_a_file_that_is_no_receipt_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "receipt.json").write_bytes(data)
    with pytest.raises(Damaged):
        read_receipt(tmp_path, number=50)


def test_a_receipt_that_came_with_a_copied_folder_is_named(tmp_path: Path) -> None:
    write_receipt(tmp_path, RECEIPT)
    with pytest.raises(Damaged, match="belongs to issue 50") as caught:
        read_receipt(tmp_path, number=51)
    assert "copied folder" in caught.value.hint


def test_where_the_provider_does_not_count_the_readers_the_approval_has() -> None:
    uncounted = replace(SENT, recipients=None)
    assert make_receipt(uncounted, number=50, provider="brevo", approval=APPROVAL).recipients == 8
    assert make_receipt(replace(SENT, recipients=0), number=50, provider="x", approval=APPROVAL).recipients == 0


def test_a_later_generation_has_a_receipt_of_its_own(tmp_path: Path) -> None:
    write_receipt(tmp_path, RECEIPT)
    second = replace(RECEIPT, marker="trax:upr-trax/50/readers/2")
    assert write_receipt(tmp_path, second, generation=2) == tmp_path / "receipt-2.json"
    assert read_receipt(tmp_path, number=50) == RECEIPT
    assert read_receipt(tmp_path, number=50, generation=2) == second
    assert last_generation(tmp_path) == 2
