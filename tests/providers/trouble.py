"""Journeys of an issue to a provider, met by faults, kills and lags, and repeated as a person would repeat them.

What is believed at the end is the server's own log of mails, never what trax says of itself.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import warnings
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from trax.content.settings import parse_settings
from trax.delivery import deliver, release, steps, trial, withdraw
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order, make_spec
from trax.delivery.ledger import open_ledger, open_memory
from trax.delivery.pace import Pace
from trax.delivery.trial import make_trial, send_trial
from trax.delivery.withdraw import cancel
from trax.errors import OutcomeUnknown, ProviderError
from trax.model import Image, Mail

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from tests.providers.bench import Bench
    from tests.providers.fake_server import Call, Fault
    from trax.delivery.ledger import Ledger

HTML = (
    '<p>Dear [[first_name|friend]] <!--[if mso]>x<![endif]--><a href="[[unsubscribe]]">leave</a> '
    '<a href="[[view_online]]">web</a> [[postal_address]]</p>\n'
)
TEXT = "Dear [[first_name|friend]]\n[[unsubscribe]]\n[[postal_address]]\n"
MARKER = "trax:upr-trax/50/readers/1"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)
LIMIT = 8
IS_ALL = os.environ.get("TRAX_FAULTS") == "all"
# A test mail may go to the office, or only to somebody on a list.
TESTERS = ("office@example.org", "r0@example.org")


def make_order(bench: Bench) -> Order:
    """Return the order of a small issue to the readers."""
    # Not every provider lets answers go to another address than the mail comes from.
    settings, _ = parse_settings(SETTINGS.replace("office@example.org", bench.spec.reply_to))
    assert settings
    picture = Image("mark.png", b"\x89PNG mark", "image/png")
    mail = Mail(50, "en", "[UPR Trax] No50: Beyond acceptance", "What became of it", HTML, TEXT, (picture,))
    provider = bench.provider
    bundle = freeze(mail, settings=settings, provider=provider.name, render_tags=provider.render_tags)
    return Order(bundle, MARKER, "readers", bench.count)


def prepare(what: str, order: Order, bench: Bench) -> None:
    """Put there what a write needs to be made on the way to a send."""
    spec = make_spec(order, bench.provider)
    if what == "stale":
        bench.provider.create_draft(replace(spec, html=spec.html.replace("Dear", "Old"), digest="0" * 64))
    if what == "two drafts":
        bench.provider.create_draft(spec)
        bench.provider.create_draft(spec)


def break_at(bench: Bench, *faults: Fault) -> None:
    assert bench.mind
    bench.mind.faults = list(faults)


def slot_of(bench: Bench) -> datetime:
    """Return a full hour, which every provider takes."""
    return (bench.now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)


def let_the_time_come(bench: Bench) -> None:
    """Let the provider's clock pass the time of a scheduled campaign, and its engine notice."""
    assert bench.mind
    bench.mind.faults = []
    bench.mind.now = slot_of(bench) + timedelta(minutes=5)
    for _ in range(bench.looks):
        bench.provider.find(MARKER)


def writes_of(bench: Bench) -> list[Call]:
    """Return the calls so far that change something."""
    assert bench.mind
    return [call for call in bench.mind.calls if call.method != "GET"]


@dataclass(frozen=True)
class Traveller:
    """Somebody who types the same command until it says that it is done.

    Attributes:
        memory: Folder of a ledger on disk; None for one that forgets between runs.
        ledger: A ledger that is kept between runs instead; None is as `memory` says.
        most_creates: Campaigns that may ever have come to be: more than one only behind a listing that lags.
    """

    bench: Bench
    order: Order
    memory: Path | None = None
    ledger: Ledger | None = None
    most_creates: int = 1

    def once(self, what: str) -> str:
        """Return how one command ended: the state of the campaign, or the name of an error."""
        if self.memory is None:
            return self._command(what, self.ledger or open_memory())
        with open_ledger(self.memory, now=HURRY.clock()) as ledger:
            return self._command(what, ledger)

    def _command(self, what: str, ledger: Ledger) -> str:
        bench, order = self.bench, self.order
        try:
            match what:
                case "send":
                    return deliver.send(order, bench.provider, ledger=ledger, pace=HURRY).state
                case "schedule":
                    return deliver.schedule(order, bench.provider, slot_of(bench), ledger=ledger, pace=HURRY).state
                case "cancel":
                    cancel(MARKER, bench.provider, number=50, audience="readers", ledger=ledger, pace=HURRY)
                    return "back"
                case _:
                    order = make_trial(order.bundle, MARKER, audience="readers")
                    send_trial(order, bench.provider, (tester(bench),), ledger=ledger, pace=HURRY)
                    return "tested"
        except (OutcomeUnknown, ProviderError) as error:
            return type(error).__name__

    def repeat(self, what: str, until: str) -> list[str]:
        """Repeat a command until it ends as is said; return how each run ended."""
        ends: list[str] = []
        while len(ends) < LIMIT and until not in ends:
            ends.append(self.once(what))
        assert ends[-1] == until, (what, ends)
        return ends

    def killed(self, what: str, point: str) -> bool:
        """Return whether the process of a command came to the point, where it died."""
        with warnings.catch_warnings():
            # Beside the threads of the server; the child has no use for what they hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            os.environ["TRAX_KILL"] = point
            try:
                self.once(what)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    def forget(self) -> None:
        assert self.memory
        shutil.rmtree(self.memory, ignore_errors=True)


def points_of(traveller: Traveller, what: str, until: str) -> list[str]:
    """Return the points at which a process may be killed on this journey, in order."""
    points: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (deliver, steps, release, trial, withdraw):
            patch.setattr(module, "crash_point", points.append, raising=False)
        traveller.repeat(what, until)
    return list(dict.fromkeys(points))


def tester(bench: Bench) -> str:
    """Return an address that the provider sends a test to."""
    return TESTERS[1] if "subscribers" in bench.provider.capabilities.test_to else TESTERS[0]


def begin_send(_: Traveller) -> None:
    """Nothing has to be there."""


def begin_cancel(traveller: Traveller) -> None:
    traveller.repeat("schedule", "scheduled")


def end_send(traveller: Traveller) -> None:
    require_delivered_once(traveller.bench)
    require_created_once(traveller)


def end_schedule(traveller: Traveller) -> None:
    """Nothing has left; then its time comes, and it has, once, whatever is typed then."""
    bench = traveller.bench
    assert (bench.deliveries(), states(bench)) == ([], ["scheduled"])
    let_the_time_come(bench)
    traveller.repeat("send", "sent")
    end_send(traveller)


def end_cancel(traveller: Traveller) -> None:
    """Its time passes and nobody gets it; sent afterwards, each reader gets it once."""
    bench = traveller.bench
    let_the_time_come(bench)
    assert (bench.deliveries(), states(bench)) == ([], ["draft"])
    traveller.repeat("send", "sent")
    end_send(traveller)


def end_test(traveller: Traveller) -> None:
    """The audience has nothing, and nothing of it is left; the issue itself goes out as ever."""
    bench = traveller.bench
    assert bench.deliveries() == []
    # A draft that could not be deleted is removed by the next test.
    break_at(bench)
    traveller.once("test")
    assert bench.states
    assert bench.states(f"{MARKER[:-1]}0") == []
    assert set(bench.tests() or ()) <= {tester(bench)}
    traveller.repeat("send", "sent")
    require_delivered_once(bench)


@dataclass(frozen=True)
class Journey:
    """A command, how it ends when it is done, what has to be there before, and what must be true afterwards."""

    what: str
    until: str
    begin: Callable[[Traveller], None]
    end: Callable[[Traveller], None]


JOURNEYS = {
    each.what: each
    for each in (
        Journey("send", "sent", begin_send, end_send),
        Journey("schedule", "scheduled", begin_send, end_schedule),
        Journey("cancel", "back", begin_cancel, end_cancel),
        Journey("test", "tested", begin_send, end_test),
    )
}


def states(bench: Bench) -> list[str]:
    assert bench.states
    return bench.states(MARKER)


def require_created_once(traveller: Traveller) -> None:
    """Younger drafts are deleted in the end: who creates blindly is only seen by the calls that the server has had."""
    method, path = traveller.bench.writes["create"]
    creates = [call for call in writes_of(traveller.bench) if call.method == method and re.fullmatch(path, call.path)]
    assert len(creates) <= traveller.most_creates


def require_delivered_once(bench: Bench) -> None:
    mails = bench.deliveries()
    assert mails is not None
    assert (len(mails), len(set(mails))) == (bench.count, bench.count)
    assert states(bench) == ["sent"]
