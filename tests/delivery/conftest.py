"""A bundle of a small mail, its order, the embedded provider to deliver it to, and one that fails as networks do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests.canary import _no_secret_is_let_out  # noqa: F401 - a fixture for each test here
from tests.conftest import SETTINGS
from tests.delivery import newsroom
from tests.providers.fake_listmonk import FakeListmonk
from tests.providers.fake_server import serve
from trax.content.settings import parse_settings
from trax.delivery import deliver
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order
from trax.delivery.ledger import open_ledger
from trax.delivery.pace import Pace
from trax.delivery.plan import make_marker
from trax.delivery.withdraw import cancel
from trax.errors import OutcomeUnknown, ProviderError, TraxError, WrongState
from trax.model import Image, Mail
from trax.providers.base import Capabilities
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from trax.content.settings import Settings
    from trax.delivery.bundle import Bundle
    from trax.delivery.ledger import Ledger
    from trax.providers.base import Account, Audience, AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent

Answer = TypeVar("Answer")

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
MAIL = Mail(
    number=50,
    language="en",
    subject="[UPR Trax] No50: Beyond acceptance",
    preheader="What became of the recommendations",
    html='<p>Dear [[first_name|friend]] <a href="[[unsubscribe]]">leave</a> [[postal_address]]</p>\n',
    text="Dear [[first_name|friend]]\n[[unsubscribe]]\n[[postal_address]]\n",
    images=(Image("mark.png", b"\x89PNG mark", "image/png"),),
)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def mail() -> Mail:
    return MAIL


@pytest.fixture
def settings() -> Settings:
    settings, findings = parse_settings(SETTINGS)
    assert settings, findings
    return settings


@pytest.fixture
def make_bundle(settings: Settings) -> Callable[..., Bundle]:
    def make(**changes: Any) -> Bundle:
        return freeze(replace(MAIL, **changes), settings=settings, provider="outbox", render_tags=lambda text: text)

    return make


@pytest.fixture
def bundle(make_bundle: Callable[..., Bundle]) -> Bundle:
    return make_bundle()


@pytest.fixture
def readers(tmp_path: Path) -> Path:
    path = tmp_path / "readers.csv"
    path.write_text("email,first_name\nana@example.org,Ana\nbo@example.org,Bo\n", "utf-8")
    return path


@pytest.fixture
def make_outbox(tmp_path: Path, readers: Path) -> Callable[..., Outbox]:
    def make(*, is_at_work: bool = True, kind: type[Outbox] = Outbox) -> Outbox:
        lists = {"readers": ReaderList("Readers", readers, "issues/readers.csv")}
        return kind(tmp_path / "outbox", lists=lists, now=NOW, is_at_work=is_at_work)

    return make


@pytest.fixture
def outbox(make_outbox: Callable[..., Outbox]) -> Outbox:
    return make_outbox()


@pytest.fixture
def make_order() -> Callable[[Bundle], Order]:
    return lambda bundle: Order(bundle, make_marker("UPR Trax", 50, "readers"), "readers", 2)


@pytest.fixture
def order(make_order: Callable[[Bundle], Order], bundle: Bundle) -> Order:
    return make_order(bundle)


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class FaultyProvider:
    """The embedded provider behind a network: replies are lost, listings lag, requests arrive late.

    Args:
        faults: What happens to the n-th write, counted from 0 over all runs: `lost before` (the request), `lost after`
            (the reply), `late` (it arrives a minute later), `refused` (try again), `conflict` (not in this state).
        read_faults: The reads that the provider has no time for.
        lag_s: How long a new campaign is missing from the listing.
        status_lag_s: How long a sent campaign is shown as being sent.
        keeps_digest: Whether the provider keeps the digest of what a campaign was filled from.
    """

    name = "faulty"
    capabilities = Capabilities(leaves_machine=True, has_clock=True)
    keeps = Outbox.keeps

    def __init__(self, real: Outbox, clock: Clock) -> None:
        self.real = real
        self.clock = clock
        self.faults: Mapping[int, str] = {}
        self.read_faults: frozenset[int] = frozenset()
        self.lag_s = self.status_lag_s = 0.0
        self.keeps_digest = True
        self.writes = self.reads = 0
        self._born: dict[str, datetime] = {}
        self._sent: dict[str, datetime] = {}
        self._under_way: list[tuple[datetime, Callable[[], object]]] = []

    def audience(self, reference: AudienceRef) -> Audience:
        return self._read(lambda: self.real.audience(reference))

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        found = self._read(lambda: self.real.find(key))
        return tuple(self._shown(each) for each in found if self._is_over(self._born.get(each.id), self.lag_s))

    def get(self, campaign_id: str) -> RemoteCampaign:
        return self._shown(self._read(lambda: self.real.get(campaign_id)))

    def read_content(self, campaign_id: str) -> RemoteContent:
        return self._read(lambda: self.real.read_content(campaign_id))

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        def create() -> RemoteCampaign:
            campaign = self.real.create_draft(spec)
            self._born[campaign.id] = self.clock()
            return campaign

        return self._write(create)

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        return self._write(lambda: self.real.update_draft(campaign_id, spec))

    def delete_draft(self, campaign_id: str) -> None:
        self._write(lambda: self.real.delete_draft(campaign_id))

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        def send() -> RemoteCampaign:
            campaign = self.real.send_now(campaign_id)
            self._sent[campaign.id] = self.clock()
            return campaign

        return self._write(send)

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        return self._write(lambda: self.real.schedule(campaign_id, when))

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        return self._write(lambda: self.real.unschedule(campaign_id))

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        return self._write(lambda: self.real.cancel(campaign_id))

    def check(self) -> Account:
        return self._read(self.real.check)

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        return self._read(lambda: self.real.preflight(campaign_id))

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        self._write(lambda: self.real.send_test(campaign_id, addresses))

    def render_tags(self, html: str) -> str:
        return html

    def _read(self, call: Callable[[], Answer]) -> Answer:
        self._let_arrive()
        self.reads += 1
        if self.reads - 1 in self.read_faults:
            raise ProviderError(self.name, "read", "503")
        return call()

    def _write(self, call: Callable[[], Answer]) -> Answer:
        self._let_arrive()
        fault = self.faults.get(self.writes, "")
        self.writes += 1
        match fault:
            case "refused":
                raise ProviderError(self.name, "write", "429")
            case "conflict":
                raise WrongState(self.name, "write", "busy")
            case "late":
                self._under_way.append((self.clock() + timedelta(seconds=60), call))
            case "lost after":
                call()
            case "":
                return call()
        raise OutcomeUnknown(f"{self.name}: {fault}")

    def _let_arrive(self) -> None:
        self.real.now = self.clock()
        due = [(at, call) for at, call in self._under_way if at <= self.clock()]
        self._under_way = [(at, call) for at, call in self._under_way if at > self.clock()]
        for at, call in due:
            try:
                call()
            except TraxError:
                # Nobody waits for this answer any more.
                continue
            self._born |= {name: at for name, born in self._born.items() if born == self.clock()}

    def _shown(self, campaign: RemoteCampaign) -> RemoteCampaign:
        campaign = campaign if self.keeps_digest else replace(campaign, digest=None)
        is_shown = self._is_over(self._sent.get(campaign.id), self.status_lag_s)
        return campaign if is_shown else replace(campaign, state="sending", sent_at=None)

    def _is_over(self, since: datetime | None, seconds: float) -> bool:
        return since is None or self.clock() - since >= timedelta(seconds=seconds)


class Bench:
    """Machines, each with a ledger of its own, at one provider; what happened is read from the provider's files."""

    def __init__(self, root: Path, order: Order) -> None:
        self.root = root
        self.order = order
        self.clock = Clock()
        self.slot = NOW + timedelta(hours=1)
        readers = root / "readers.csv"
        readers.parent.mkdir(parents=True, exist_ok=True)
        readers.write_text("email,first_name\nana@example.org,Ana\nbo@example.org,Bo\n", "utf-8")
        lists = {"readers": ReaderList("Readers", readers, "issues/readers.csv")}
        self.provider = FaultyProvider(Outbox(root / "outbox", lists=lists, now=NOW), self.clock)

    def run(self, what: str = "send", *, machine: str = "a") -> str:
        """Return how one command on one machine ended: a campaign's state, or the name of an error."""
        try:
            with open_ledger(self.root / machine, now=self.clock(), busy_s=0.1) as ledger:
                return self._command(what, ledger, Pace(clock=self.clock, sleep=self.clock.sleep))
        except TraxError as error:
            return type(error).__name__

    def _command(self, what: str, ledger: Ledger, pace: Pace) -> str:
        match what:
            case "push":
                return deliver.push(self.order, self.provider, ledger=ledger, pace=pace).state
            case "schedule":
                return deliver.schedule(self.order, self.provider, self.slot, ledger=ledger, pace=pace).state
            case "cancel":
                draft = cancel(
                    self.order.marker, self.provider, number=50, audience="readers", ledger=ledger, pace=pace
                )
                return draft.state if draft else "nothing"
            case _:
                return deliver.send(self.order, self.provider, ledger=ledger, pace=pace).state

    def finish(self, what: str = "send", *, machine: str = "a", until: tuple[str, ...] = ("sent",)) -> list[str]:
        """Repeat the same command, half a minute apart, until it says `sent`, or what else is waited for."""
        ends = [self.run(what, machine=machine)]
        while ends[-1] not in until and len(ends) < 10:
            self.clock.sleep(30)
            ends.append(self.run(what, machine=machine))
        return ends

    @property
    def mails(self) -> list[str]:
        """Every mail that left, by campaign and reader."""
        return sorted("/".join(path.parts[-2:]) for path in (self.root / "outbox" / "mail").rglob("*.eml"))

    @property
    def states(self) -> list[str]:
        """The state of every campaign there is."""
        records = sorted((self.root / "outbox" / "campaigns").glob("*/campaign.json"))
        return [json.loads(record.read_bytes())["state"] for record in records]

    @property
    def creates(self) -> int:
        """How many campaigns were ever created."""
        counter = self.root / "outbox" / "campaigns" / "last-id"
        return int(counter.read_text("ascii")) if counter.is_file() else 0

    @property
    def is_delivered_once(self) -> bool:
        """Whether each reader has one mail, from one campaign, and no draft is left."""
        names = [mail.partition("/")[2] for mail in self.mails]
        is_one = len({mail.partition("/")[0] for mail in self.mails}) == 1
        return is_one and names == ["001-ana@example.org.eml", "002-bo@example.org.eml"] and self.states == ["sent"]


@pytest.fixture
def make_bench(tmp_path: Path, order: Order) -> Callable[[str], Bench]:
    return lambda name: Bench(tmp_path / name, order)


@pytest.fixture
def bench(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("bench")


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three machines with an approved issue, and what they share; tests work on copies of it."""
    mind = FakeListmonk()
    mind.seed()
    with serve(mind), pytest.MonkeyPatch.context() as patch:
        for name, value in newsroom.environment().items():
            patch.setenv(name, value)
        return newsroom.found(tmp_path_factory.mktemp("room"), mind.url)


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find the key of the server, and nothing of the machine that the tests run on."""
    for name, value in newsroom.environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def make_clock() -> Callable[[], Clock]:
    return Clock
