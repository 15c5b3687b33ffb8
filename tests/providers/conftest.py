"""A folder for the embedded provider, readers, a listmonk on this machine, and a campaign to hand over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.canary import _no_secret_is_let_out  # noqa: F401 - a fixture for each test here
from tests.conftest import SETTINGS
from tests.providers.bench_brevo import open_brevo
from tests.providers.fake_brevo import FakeBrevo
from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import serve
from trax.content.settings import parse_settings
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order
from trax.model import Image, Mail
from trax.providers._secrets import Credentials
from trax.providers.base import AudienceRef, CampaignSpec
from trax.providers.listmonk import Listmonk
from trax.providers.outbox import Outbox, ReaderList
from trax.web.patience import Patience, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trax.providers.brevo import Brevo

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
PICTURE = Image("mark.png", b"\x89PNG\r\n\x1a\n picture", "image/png")
SPEC = CampaignSpec(
    key="trax:upr-trax/50/readers/1",
    digest="5" * 64,
    language="en",
    subject="[UPR Trax] No50: Beyond acceptance",
    preheader="What became of the recommendations",
    from_name="UPR Info",
    from_email="news@example.org",
    reply_to="office@example.org",
    html='<p>Dear [[first_name|friend]], <img src="https://example.org/issues/50/images/mark.png" alt="">'
    '<a href="[[unsubscribe]]">leave</a> <a href="[[view_online]]">web</a> [[postal_address]]</p>\n',
    text="Dear [[first_name|friend]],\nleave: [[unsubscribe]]\n[[postal_address]]\n[[preferences]]\n",
    audience=AudienceRef("readers"),
    publication="UPR Trax",
    postal_address=("Rue de Varembé 3", "1202 Geneva"),
    site="https://example.org",
    view_online="https://example.org/issues/50/",
    images=(PICTURE,),
    site_images="https://example.org/issues/50/images/",
)


class MakeOutbox(Protocol):
    def __call__(self, *, now: datetime = NOW, is_at_work: bool = True) -> Outbox: ...


class MakeSpec(Protocol):
    def __call__(self, **changes: Any) -> CampaignSpec: ...


@pytest.fixture
def readers(tmp_path: Path) -> Path:
    path = tmp_path / "readers.csv"
    path.write_text("email,first_name\nana@example.org,Ana\nbo@example.org,Bo & Co\nCY@example.org,\n", "utf-8")
    return path


@pytest.fixture
def make_outbox(tmp_path: Path, readers: Path) -> MakeOutbox:
    lists = {"readers": ReaderList("Readers", readers, "issues/readers.csv"), "nobody": ReaderList("Nobody", None)}

    def make(*, now: datetime = NOW, is_at_work: bool = True) -> Outbox:
        return Outbox(tmp_path / "outbox", lists=lists, now=now, is_at_work=is_at_work)

    return make


@pytest.fixture
def outbox(make_outbox: MakeOutbox) -> Outbox:
    return make_outbox()


@pytest.fixture
def make_spec() -> MakeSpec:
    return lambda **changes: replace(SPEC, **changes)


@pytest.fixture
def spec() -> CampaignSpec:
    return SPEC


@pytest.fixture
def fake() -> Iterator[FakeListmonk]:
    mind = FakeListmonk()
    mind.seed()
    with serve(mind) as serving:
        yield serving


@pytest.fixture
def pauses() -> list[float]:
    """The seconds that would have been slept."""
    return []


@pytest.fixture
def listmonk(fake: FakeListmonk, pauses: list[float]) -> Listmonk:
    return Listmonk(
        fake.url,
        Credentials(USER, TOKEN),
        lists={"readers": "1", "gone": "99"},
        postal_address=("Rue de Varembé 3", "1202 Geneva"),
        patience=Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5),
        surroundings=Surroundings(sleep=pauses.append),
    )


@pytest.fixture
def remote_spec(listmonk: Listmonk) -> CampaignSpec:
    """The campaign with listmonk's own placeholders, as delivery hands it over."""
    return replace(SPEC, html=listmonk.render_tags(SPEC.html), text=listmonk.render_tags(SPEC.text))


@pytest.fixture
def fake_brevo() -> Iterator[FakeBrevo]:
    mind = FakeBrevo()
    mind.seed()
    with serve(mind) as serving:
        yield serving


@pytest.fixture
def brevo(fake_brevo: FakeBrevo) -> Brevo:
    return open_brevo(fake_brevo)


@pytest.fixture
def brevo_spec(brevo: Brevo) -> CampaignSpec:
    """The campaign with Brevo's own placeholders, as delivery hands it over."""
    return replace(SPEC, html=brevo.render_tags(SPEC.html), text=brevo.render_tags(SPEC.text))


@pytest.fixture
def brevo_order(brevo: Brevo) -> Order:
    settings, _ = parse_settings(SETTINGS)
    assert settings
    html = '<p>Hello</p> <a href="[[unsubscribe]]">leave</a>\n'
    mail = Mail(50, "en", "[UPR Trax] No50: Beyond acceptance", "What became of it", html, "Hello\n")
    bundle = freeze(mail, settings=settings, provider=brevo.name, render_tags=brevo.render_tags)
    return Order(bundle, SPEC.key, "readers", 2)
