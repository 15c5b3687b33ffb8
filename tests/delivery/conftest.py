"""A bundle of a small mail, its order, and the embedded provider to deliver it to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from trax.content.settings import parse_settings
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order
from trax.delivery.plan import make_marker
from trax.model import Image, Mail
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trax.content.settings import Settings
    from trax.delivery.bundle import Bundle

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
SETTINGS = """
address = ["Rue de Varembé 3", "1202 Geneva"]
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org"
audience = "readers"
[sender]
name = "UPR Info"
email = "news@example.org"
reply_to = "office@example.org"
[audiences.readers]
name = "Readers"
file = "audiences/readers.csv"
"""
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
