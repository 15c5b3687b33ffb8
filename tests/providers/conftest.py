"""A folder for the embedded provider, readers, and a campaign as delivery would hand it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from trax.model import Image
from trax.providers.base import AudienceRef, CampaignSpec
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from pathlib import Path

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
