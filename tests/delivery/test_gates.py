"""The rules that stand before a push or a send."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.delivery.approval import Approval, Approver
from trax.delivery.gates import (
    is_sent,
    require_approved,
    require_checked,
    require_fresh,
    require_no_sample,
    require_people,
    require_planned_time,
    require_readers,
    require_same_size,
    require_unsent,
)
from trax.delivery.receipt import Receipt
from trax.delivery.slots import slot_at
from trax.errors import Changed, NotApproved, Refusal, TooFewApprovers
from trax.model import Body, Finding, Issue, Place
from trax.providers.base import Audience, RemoteCampaign

if TYPE_CHECKING:
    from trax.delivery.bundle import Bundle

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
SENT = RemoteCampaign("0001", "trax:upr-trax/50/readers/1", "Title", "sent", "readers", sent_at=NOW)
RECEIPT = Receipt(50, "trax:x/50/readers/1", "outbox", "0001", "readers", 8, "sent", NOW, "a" * 64, {}, "0.1.0")
ISSUE = Issue(
    50, "Title", "Subject", "Preheader", date(2014, 11, 28), "en", "title", "issues/050", Body("", 1, ""), (), ""
)


def approval(bundle: Bundle, *, size: int = 100) -> Approval:
    return Approval(50, bundle.digest, bundle.digests, "readers", size, (Approver("Ana"),), NOW, "0.1.0", "c" * 64)


def finding(severity: str) -> Finding:
    return Finding("weekday", "error" if severity == "error" else "warning", Place("issues/050/issue.md", 4), "wrong")


def test_errors_stop_an_approval_and_warnings_do_not() -> None:
    require_checked(50, [finding("warning")], override="")
    with pytest.raises(Refusal, match=r"the checks found 1 error$"):
        require_checked(50, [finding("error"), finding("warning")], override="")
    with pytest.raises(Refusal, match=r"the checks found 2 errors$"):
        require_checked(50, [finding("error"), finding("error")], override="")


def test_a_reason_overrides_errors() -> None:
    require_checked(50, [finding("error")], override="the table is older than the decision")


def test_approved_bytes_pass(bundle: Bundle) -> None:
    given = approval(bundle)
    assert require_approved(bundle, given, audience="readers") is given


def test_without_an_approval_nothing_passes(bundle: Bundle) -> None:
    with pytest.raises(NotApproved):
        require_approved(bundle, None, audience="readers")


def test_one_byte_more_is_named(bundle: Bundle) -> None:
    with pytest.raises(Changed, match=r"changed since then: html$"):
        require_approved(replace(bundle, html=bundle.html + " "), approval(bundle), audience="readers")


def test_another_audience_is_a_change(bundle: Bundle) -> None:
    with pytest.raises(Changed, match=r"changed since then: audience$"):
        require_approved(bundle, approval(bundle), audience="board")


@pytest.mark.parametrize("count", [90, 100, 110])
def test_an_audience_of_about_the_same_size_passes(bundle: Bundle, count: int) -> None:
    require_same_size(approval(bundle), Audience("readers", "Readers", count))


@pytest.mark.parametrize("count", [0, 89, 111, 1000])
def test_an_audience_of_another_size_is_refused_with_both_numbers(bundle: Bundle, count: int) -> None:
    with pytest.raises(Refusal, match=f"has {count} readers; at the approval it had 100"):
        require_same_size(approval(bundle), Audience("readers", "Readers", count))


def test_an_empty_audience_is_refused() -> None:
    require_readers(50, Audience("readers", "Readers", 1))
    with pytest.raises(Refusal, match='"Readers" has no readers'):
        require_readers(50, Audience("readers", "Readers", 0))


def test_a_sample_never_leaves_the_embedded_provider() -> None:
    sample = replace(ISSUE, is_sample=True)
    require_no_sample(sample, provider="outbox")
    require_no_sample(ISSUE, provider="mailchimp")
    with pytest.raises(Refusal, match="never goes to mailchimp"):
        require_no_sample(sample, provider="mailchimp")


def test_a_receipt_says_whether_an_issue_was_sent() -> None:
    assert is_sent(RECEIPT, audience="readers")
    assert not is_sent(None, audience="readers")
    assert not is_sent(replace(RECEIPT, state="scheduled"), audience="readers")


def test_a_receipt_for_another_audience_is_for_a_person_to_judge() -> None:
    with pytest.raises(Refusal, match='was sent to the audience "readers"; the settings now name "board"'):
        is_sent(RECEIPT, audience="board")


@pytest.mark.parametrize(
    ("receipt", "begun"), [pytest.param(RECEIPT, None, id="receipt"), pytest.param(None, SENT, id="provider")]
)
def test_an_issue_that_was_sent_keeps_its_approval(receipt: Receipt | None, begun: RemoteCampaign | None) -> None:
    require_unsent(None, None, number=50, audience="readers")
    with pytest.raises(Refusal, match="its approval stays as it is"):
        require_unsent(receipt, begun, number=50, audience="readers")


def signed(bundle: Bundle, *approvers: Approver) -> Approval:
    return replace(approval(bundle), approvers=approvers)


ANA, BO, NOBODY = Approver("Ana", "ana@example.org"), Approver("Bo", "bo@example.org"), Approver("Cy")


@pytest.mark.parametrize(
    ("approvers", "people", "not_by", "count"),
    [
        pytest.param((NOBODY,), 1, (), 1, id="one without an address"),
        pytest.param((ANA, BO), 2, (), 2, id="two"),
        pytest.param((ANA, replace(ANA, name="Bo")), 2, (), 1, id="one address under two names"),
        pytest.param((ANA, replace(ANA, email="ANA@Example.org")), 2, (), 1, id="one address in two spellings"),
        pytest.param((ANA, NOBODY), 2, (), 1, id="of whom no address is known"),
        pytest.param((ANA,), 1, ("ANA@example.org",), 0, id="the writer"),
        pytest.param((ANA, BO), 1, ("ana@example.org",), 1, id="the writer and another"),
        pytest.param((NOBODY,), 1, ("ana@example.org",), 0, id="perhaps the writer"),
    ],
)
def test_people_are_told_apart_by_their_address(
    bundle: Bundle, *, approvers: tuple[Approver, ...], people: int, not_by: tuple[str, ...], count: int
) -> None:
    if count >= people:
        require_people(signed(bundle, *approvers), people=people, not_by=not_by)
        return
    with pytest.raises(TooFewApprovers, match=rf"issue 50: {count} (?:person has|people have) approved it"):
        require_people(signed(bundle, *approvers), people=people, not_by=not_by)


def test_only_who_is_known_to_have_written_is_said_to_have(bundle: Bundle) -> None:
    with pytest.raises(TooFewApprovers, match=r"\(Ana wrote on it and does not count\)$"):
        require_people(signed(bundle, ANA, NOBODY), people=1, not_by=("ana@example.org", ""))


def test_a_planned_time_is_kept_to_as_long_as_it_is_ahead(bundle: Bundle) -> None:
    slot = slot_at(NOW + timedelta(hours=1), "Europe/Zurich")
    planned = replace(approval(bundle), planned=slot)
    require_planned_time(approval(bundle), None, now=NOW)
    require_planned_time(planned, slot.utc, now=NOW)
    require_planned_time(planned, None, now=slot.utc)
    for when in (None, slot.utc + timedelta(minutes=15)):
        with pytest.raises(Refusal, match="issue 50 is approved for Monday, 1 December 2014, 11:30"):
            require_planned_time(planned, when, now=NOW)


def test_an_approval_grows_old_from_its_planned_time_on(bundle: Bundle) -> None:
    slot = slot_at(NOW + timedelta(days=60), "Europe/Zurich")
    require_fresh(approval(bundle), days=31, now=NOW + timedelta(days=31))
    require_fresh(replace(approval(bundle), planned=slot), days=31, now=slot.utc + timedelta(days=31))
    with pytest.raises(Refusal, match="was approved 32 days ago, and 31 is the most"):
        require_fresh(approval(bundle), days=31, now=NOW + timedelta(days=32))


def test_a_scheduled_issue_is_taken_back_before_it_is_approved_anew() -> None:
    with pytest.raises(Refusal, match="is scheduled; its approval stays as it is") as refused:
        require_unsent(None, replace(SENT, state="scheduled"), number=50, audience="readers")
    assert "trax cancel 50" in refused.value.hint
