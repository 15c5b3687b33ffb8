"""The rules of delivery, each broken on purpose: the promise must break with it, or no test holds the rule.

The rules of the lock are broken in `test_takeover`, those of the commands in `tests/commands/test_broken_rules.py`.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from tests.delivery.points import Killed, at_point, die
from tests.providers.benches import REMOTE
from tests.providers.conftest import SPEC
from tests.providers.fake_server import Fault
from tests.providers.trouble import Traveller, break_at, make_order, writes_of
from trax.delivery import deliver, looking, release, steps, trial, withdraw, writes
from trax.delivery.ledger import Ledger, open_ledger
from trax.delivery.pace import Pace
from trax.delivery.trial import make_trial, send_trial
from trax.errors import OutcomeUnknown, TraxError
from trax.providers.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.delivery.conftest import Bench
    from trax.delivery.looking import Run
    from trax.providers.base import RemoteCampaign

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule that is broken, and what happens to a promise in a scenario: as it should be, and with the rule broken."""

    name: str
    breaks: Callable[[Patch], None]
    scenario: Callable[[Bench, Patch], object]
    promised: object
    broken: object


def run_killed(bench: Bench, patch: Patch, point: str) -> None:
    at_point(patch, point, die)
    with pytest.raises(Killed):
        bench.run()


def no_look_up(patch: Patch) -> None:
    """The first look of each run finds nothing."""
    real, seen = looking.find_campaigns, set[int]()

    def find(run: Run) -> tuple[RemoteCampaign, ...]:
        if id(run.ledger) in seen:
            return real(run)
        seen.add(id(run.ledger))
        return ()

    patch.setattr(deliver, "find_campaigns", find)


def blind_retry(patch: Patch) -> None:
    """A write whose reply was lost is made once more at once."""
    real = writes.call_provider

    def call(run: Run, op: str, call: Callable[[], Any], **options: Any) -> Any:
        def twice() -> Any:
            try:
                return call()
            except OutcomeUnknown:
                return call()

        return real(run, op, twice, **options)

    for module in (steps, release):
        patch.setattr(module, "call_provider", call)


def no_election(patch: Patch) -> None:
    """Each machine goes on with the campaign it created."""
    real = looking.find_campaigns

    def find_own(run: Run) -> tuple[RemoteCampaign, ...]:
        found, entry = real(run), run.ledger.read(run.marker)
        return tuple(each for each in found if not (entry and entry.remote_id) or each.id == entry.remote_id)

    patch.setattr(deliver, "find_campaigns", find_own)
    patch.setattr(release, "_require_elected", lambda *_: None)


def no_digest_check(patch: Patch) -> None:
    def get(campaign_id: str, run: Run) -> RemoteCampaign:
        return run.provider.get(campaign_id)

    for module in (release, deliver):
        patch.setattr(module, "read_back", get)


def send_before_intent(patch: Patch) -> None:
    real = Ledger.record

    def record(ledger: Ledger, marker: str, kind: Any, **values: Any) -> Any:
        is_intent = kind == "intent" and values["op"] == "send"
        return ledger.read(marker) if is_intent else real(ledger, marker, kind, **values)

    patch.setattr(Ledger, "record", record)


def no_pause_after_an_unclear_create(patch: Patch) -> None:
    patch.setattr(release, "wait_out", lambda *_: None)


def no_listing_needed(patch: Patch) -> None:
    patch.setattr(release, "_require_elected", lambda *_: None)


def killed_after_the_create(bench: Bench, patch: Patch) -> object:
    run_killed(bench, patch, "created")
    bench.finish()
    return bench.creates


def lost_reply_to_the_create(bench: Bench, _: Patch) -> object:
    bench.provider.faults = {0: "lost after"}
    bench.finish()
    return bench.creates


def overtaken_after_the_look(bench: Bench, patch: Patch) -> object:
    at_point(patch, "looked-up", lambda: bench.run(machine="b"))
    bench.finish()
    return len(bench.mails)


def edited_at_the_provider(bench: Bench, _: Patch) -> object:
    bench.run("push")
    (bench.root / "outbox" / "campaigns" / "0001" / "content.html").write_text("<p>other</p>", "utf-8")
    bench.run()
    return len(bench.mails)


def killed_in_the_send_and_forgotten_by_the_provider(bench: Bench, patch: Patch) -> object:
    run_killed(bench, patch, "send-acted")
    shutil.rmtree(bench.root / "outbox" / "campaigns" / "0001")
    bench.finish()
    return len(bench.mails)


def late_create(bench: Bench, _: Patch) -> object:
    bench.provider.faults = {0: "late"}
    bench.finish()
    bench.clock.sleep(3600)
    bench.provider.find(bench.order.marker)
    return bench.states


def overtaken_behind_a_lagging_listing(bench: Bench, patch: Patch) -> object:
    bench.provider.lag_s = 10.0
    at_point(patch, "looked-up", lambda: bench.run(machine="b"))
    bench.finish()
    bench.finish(machine="b")
    return len(bench.mails)


def no_confirmed_time(patch: Patch) -> None:
    """That the provider took the call is believed to mean that it took the time."""
    patch.setattr(release, "confirm_scheduled", lambda campaign, *_: campaign)


def cancel_by_the_ledger(patch: Patch) -> None:
    """What this machine has not scheduled is believed not to be scheduled."""
    real = looking.find_campaigns

    def find(run: Run) -> tuple[RemoteCampaign, ...]:
        entry = run.ledger.read(run.marker)
        return real(run) if entry and entry.state == "scheduled" else ()

    patch.setattr(withdraw, "find_campaigns", find)


def no_preflight(patch: Patch) -> None:
    patch.setattr(release, "_require_no_objection", lambda *_: None)


def a_test_under_the_marker_of_the_issue(patch: Patch) -> None:
    patch.setattr(trial, "TEST_GENERATION", 1)


def writes_repeated_in_web(patch: Patch) -> None:
    """The HTTP library repeats by itself what it takes for passing, writes too."""
    real = requests.Session.__init__
    retry = Retry(total=2, allowed_methods=None, status_forcelist=[500, 502, 503, 504], raise_on_status=False)

    def begin(session: requests.Session) -> None:
        real(session)
        session.mount("http://", HTTPAdapter(max_retries=retry))

    patch.setattr(requests.Session, "__init__", begin)


class OtherTime(Outbox):
    """The real one, that understands another time than it is told."""

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        return super().schedule(campaign_id, when + timedelta(hours=1))


class Objecting(Outbox):
    """The real one, that finds something."""

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        assert campaign_id
        return ("the sender is not verified",)


def become(bench: Bench, kind: type[Outbox]) -> None:
    real = bench.provider.real
    bench.provider.real = kind(real.folder, lists=real._lists, now=real.now)


def understood_as_another_time(bench: Bench, _: Patch) -> object:
    become(bench, OtherTime)
    return bench.run("schedule")


def taken_back_on_another_machine(bench: Bench, _: Patch) -> object:
    bench.run("schedule")
    bench.run("cancel", machine="b")
    bench.clock.sleep(7200)
    bench.provider.find(bench.order.marker)
    return len(bench.mails)


def objected_to(bench: Bench, _: Patch) -> object:
    become(bench, Objecting)
    bench.run()
    return len(bench.mails)


def a_test_beside_a_draft(bench: Bench, _: Patch) -> object:
    bench.run("push")
    order = make_trial(bench.order.bundle, bench.order.marker, audience="readers")
    with open_ledger(bench.root / "a", now=bench.clock()) as ledger:
        pace = Pace(clock=bench.clock, sleep=bench.clock.sleep)
        with suppress(TraxError):
            send_trial(order, bench.provider, ("ana@example.org",), ledger=ledger, pace=pace)
    return bench.states


def met_by_a_500_at_a_real_server(_: Bench, __: Patch) -> object:
    with REMOTE["listmonk"](SPEC) as remote:
        break_at(remote, Fault("500-after"))
        Traveller(remote, make_order(remote)).repeat("send", "sent")
        return [call.method for call in writes_of(remote)].count("POST")


MUTANTS = (
    Mutant("no look-up", no_look_up, killed_after_the_create, 1, 2),
    Mutant("blind retry", blind_retry, lost_reply_to_the_create, 1, 2),
    Mutant("no election", no_election, overtaken_after_the_look, 2, 4),
    Mutant("no digest check", no_digest_check, edited_at_the_provider, 0, 2),
    Mutant("send before intent", send_before_intent, killed_in_the_send_and_forgotten_by_the_provider, 2, 4),
    Mutant("no pause", no_pause_after_an_unclear_create, late_create, ["sent"], ["sent", "draft"]),
    Mutant("no listing needed", no_listing_needed, overtaken_behind_a_lagging_listing, 2, 4),
    Mutant("no confirmed time", no_confirmed_time, understood_as_another_time, "Drift", "scheduled"),
    Mutant("cancel by the ledger", cancel_by_the_ledger, taken_back_on_another_machine, 0, 2),
    Mutant("no preflight", no_preflight, objected_to, 0, 2),
    Mutant("test as the issue", a_test_under_the_marker_of_the_issue, a_test_beside_a_draft, ["draft"], []),
    Mutant("writes repeated in web", writes_repeated_in_web, met_by_a_500_at_a_real_server, 1, 2),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_caught(make_bench: Callable[[str], Bench], mutant: Mutant) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert mutant.scenario(make_bench("whole"), patch) == mutant.promised
    with pytest.MonkeyPatch.context() as patch:
        mutant.breaks(patch)
        assert mutant.scenario(make_bench("broken"), patch) == mutant.broken
