"""A test mail under every fault: it reaches nobody but whom it names, and nothing of it stays."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from trax.delivery import deliver
from trax.delivery.ledger import open_ledger
from trax.delivery.pace import Pace
from trax.delivery.trial import make_trial, send_trial
from trax.errors import TraxError
from trax.providers.outbox import Outbox

if TYPE_CHECKING:
    from tests.delivery.conftest import Bench
    from trax.providers.base import RemoteContent

KINDS = ("lost before", "lost after", "late", "refused", "conflict")
WRITES = ("create", "test", "delete")


def try_out(bench: Bench) -> str:
    """Return how a test ended: done, done but for the draft, or the name of an error."""
    order = make_trial(bench.order.bundle, bench.order.marker, audience="readers")
    try:
        with open_ledger(bench.root / "a", now=bench.clock()) as ledger:
            pace = Pace(clock=bench.clock, sleep=bench.clock.sleep)
            return (
                "left" if send_trial(order, bench.provider, ("boss@example.org",), ledger=ledger, pace=pace) else "done"
            )
    except TraxError as error:
        return type(error).__name__


def arrived(bench: Bench) -> list[str]:
    return [path.name for path in (bench.root / "outbox" / "test").glob("*.eml")]


def test_its_marker_and_subject_are_its_own_and_its_bytes_the_same(bench: Bench) -> None:
    real = bench.order
    order = make_trial(real.bundle, real.marker, audience="readers")
    assert order.marker == "trax:upr-trax/50/readers/0"
    assert order.bundle.envelope.subject == f"[Test] {real.bundle.envelope.subject}"
    assert replace(order.bundle, envelope=real.bundle.envelope) == real.bundle
    again = make_trial(real.bundle, "trax:upr-trax/50/readers/2", audience="readers")
    assert again.marker == order.marker


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("position", range(len(WRITES)), ids=WRITES)
@pytest.mark.parametrize("lag_s", [0.0, 1.5], ids=["", "listing lags"])
def test_with_any_fault_the_next_test_is_done_and_no_draft_is_left(
    bench: Bench, *, kind: str, position: int, lag_s: float
) -> None:
    bench.provider.faults = {position: kind}
    bench.provider.lag_s = lag_s
    ends = [try_out(bench)]
    while ends[-1] != "done" and len(ends) < 5:
        bench.clock.sleep(130)
        ends.append(try_out(bench))
    assert ends[-1] == "done"
    bench.clock.sleep(130)
    try_out(bench)
    assert (arrived(bench), bench.mails, bench.states) == (["boss@example.org.eml"], [], [])


@pytest.mark.parametrize("kind", ["lost before", "lost after", "late"])
def test_a_lost_reply_to_the_test_itself_is_never_repeated(bench: Bench, kind: str) -> None:
    bench.provider.faults = {1: kind}
    assert try_out(bench) == "OutcomeUnknown"
    assert bench.provider.writes == len(WRITES)


def test_beside_the_issue_itself_only_its_own_draft_goes(bench: Bench) -> None:
    bench.run("push")
    assert try_out(bench) == "done"
    assert bench.states == ["draft"]
    assert bench.run("send") == "sent"
    assert try_out(bench) == "done"
    assert bench.is_delivered_once


def test_several_drafts_that_crashes_left_all_go(bench: Bench) -> None:
    order = make_trial(bench.order.bundle, bench.order.marker, audience="readers")
    spec = deliver.make_spec(order, bench.provider)
    for _ in range(3):
        bench.provider.real.create_draft(spec)
    assert try_out(bench) == "done"
    assert bench.states == []


def test_a_provider_that_does_not_answer_at_the_end_is_no_failure_of_the_test(bench: Bench) -> None:
    try_out(bench)
    before = bench.provider.reads
    try_out(bench)
    bench.provider.read_faults = frozenset({2 * bench.provider.reads - before - 1})
    assert (try_out(bench), bench.states) == ("left", ["draft"])
    assert (try_out(bench), bench.states) == ("done", [])


class Changing(Outbox):
    """The real one, that keeps another text than it is given."""

    def read_content(self, campaign_id: str) -> RemoteContent:
        return replace(super().read_content(campaign_id), text="something else")


def test_a_provider_that_changes_the_mail_is_found_out(bench: Bench) -> None:
    real = bench.provider.real
    bench.provider.real = Changing(real.folder, lists=real._lists, now=real.now)
    assert try_out(bench) == "Drift"
    assert (arrived(bench), bench.states) == ([], [])


def test_a_test_that_was_started_as_a_campaign_is_left_alone(bench: Bench) -> None:
    order = make_trial(bench.order.bundle, bench.order.marker, audience="readers")
    draft = bench.provider.real.create_draft(deliver.make_spec(order, bench.provider))
    path = bench.root / "outbox" / "campaigns" / draft.id / "campaign.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"state": "cancelled"}), "utf-8")
    assert try_out(bench) == "WrongState"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"state": "scheduled"}), "utf-8")
    assert try_out(bench) == "WrongState"
    assert (arrived(bench), bench.states) == ([], ["scheduled"])
