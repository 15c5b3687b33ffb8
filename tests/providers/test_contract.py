"""The promises of `contract`, kept by every provider; by a real listmonk too, where one is named."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.providers.contract import PROMISES, Bench
from trax.providers._secrets import read_credentials
from trax.providers.base import AudienceRef
from trax.providers.listmonk import Listmonk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.providers.conftest import MakeSpec
    from tests.providers.fake_listmonk import FakeListmonk
    from trax.providers.base import CampaignSpec
    from trax.providers.outbox import Outbox

NEEDED = ("TRAX_LISTMONK_URL", "TRAX_LISTMONK_USER", "TRAX_LISTMONK_TOKEN", "TRAX_LISTMONK_TEST_LIST")
each_promise = pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)


@each_promise
def test_outbox_keeps_it(promise: Callable[[Bench], None], outbox: Outbox, make_spec: MakeSpec, tmp_path: Path) -> None:
    def count_mails() -> int:
        return sum(1 for _ in (tmp_path / "outbox").rglob("*.eml"))

    promise(Bench(outbox, make_spec(), 3, outbox.now, count_mails))


@each_promise
def test_listmonk_keeps_it(
    promise: Callable[[Bench], None], listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    fake.reads_to_finish = 3
    promise(Bench(listmonk, remote_spec, 2, fake.now, lambda: len(fake.delivered)))


@each_promise
@pytest.mark.listmonk
@pytest.mark.skipif(not all(map(os.environ.get, NEEDED)), reason=f"a real listmonk needs {', '.join(NEEDED)}")
def test_a_real_listmonk_keeps_it(promise: Callable[[Bench], None], make_spec: MakeSpec) -> None:
    """Mails go to each reader of the list that is named: it has to be one for tests."""
    address = ("Rue de Varembé 3", "1202 Geneva")
    lists = {"readers": os.environ["TRAX_LISTMONK_TEST_LIST"]}
    provider = Listmonk(
        os.environ["TRAX_LISTMONK_URL"], read_credentials("listmonk"), lists=lists, postal_address=address
    )
    spec = make_spec()
    spec = replace(
        spec,
        key=f"trax:test/{secrets.token_hex(8)}/readers/1",
        html=provider.render_tags(spec.html),
        text=provider.render_tags(spec.text),
    )
    count = provider.audience(AudienceRef("readers")).count
    try:
        promise(Bench(provider, spec, count, datetime.now(UTC).replace(microsecond=0), lambda: None, 10_000))
    finally:
        for campaign in (*provider.find(spec.key), *provider.find(spec.key + "0")):
            if campaign.state == "draft":
                provider.delete_draft(campaign.id)
