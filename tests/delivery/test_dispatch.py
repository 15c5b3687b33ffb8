"""The lock between machines, only where machines can be in the way of each other, and what sending leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from tests.delivery.clones import NOW
from trax.content.workspace import open_workspace
from trax.delivery.dispatch import dispatch, keep_machines_apart
from trax.delivery.ledger import open_ledger
from trax.delivery.locate import Located
from trax.delivery.lock import NO_REMOTE
from trax.delivery.pace import Pace
from trax.render.templates import load_templates

if TYPE_CHECKING:
    from pathlib import Path

    from tests.delivery.conftest import Bench
    from trax.delivery.deliver import Order
    from trax.providers.outbox import Outbox


@pytest.fixture
def place(tmp_path: Path) -> Located:
    folder = tmp_path / "newsletter" / "issues" / "050"
    folder.mkdir(parents=True)
    (folder.parent / "trax.toml").write_text(SETTINGS, "utf-8")
    workspace = open_workspace(tmp_path / "newsletter")
    return Located(workspace, folder, load_templates(workspace.root))


def without_lock(place: Located) -> Located:
    settings = place.workspace.settings
    delivery = settings.delivery.model_copy(update={"lock": "none"})
    return replace(
        place, workspace=replace(place.workspace, settings=settings.model_copy(update={"delivery": delivery}))
    )


def test_a_provider_on_this_machine_needs_no_lock(place: Located, outbox: Outbox) -> None:
    assert keep_machines_apart(place, outbox, repository=None, number=50, now=NOW) == ""


def test_where_there_is_no_remote_that_is_said_unless_no_lock_is_wanted(place: Located, bench: Bench) -> None:
    assert keep_machines_apart(place, bench.provider, repository=None, number=50, now=NOW) == NO_REMOTE
    assert keep_machines_apart(without_lock(place), bench.provider, repository=None, number=50, now=NOW) == ""


def test_what_is_sent_has_its_bytes_on_disk_and_its_receipt(place: Located, bench: Bench, order: Order) -> None:
    with open_ledger(place.workspace.root, now=NOW) as ledger:
        pace = Pace(clock=bench.clock, sleep=bench.clock.sleep)
        done = dispatch(place, bench.provider, order, repository=None, when=None, ledger=ledger, pace=pace)
    assert done.receipt is not None
    assert (done.campaign.state, done.receipt.recipients) == ("sent", 2)
    assert (place.folder / "receipt.json").is_file()
    assert list((place.workspace.root / "build" / "050").rglob("email.html"))


def test_what_is_scheduled_has_no_receipt_yet(place: Located, bench: Bench, order: Order) -> None:
    with open_ledger(place.workspace.root, now=NOW) as ledger:
        pace = Pace(clock=bench.clock, sleep=bench.clock.sleep)
        done = dispatch(place, bench.provider, order, repository=None, when=bench.slot, ledger=ledger, pace=pace)
    assert (done.campaign.state, done.receipt) == ("scheduled", None)
    assert not (place.folder / "receipt.json").exists()
    assert list((place.workspace.root / "build" / "050").rglob("email.html"))
