"""The lock between machines as a send meets it, and what is left of one that another machine has finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.delivery.clones import NOW
from tests.delivery.conftest import Clock, FaultyProvider
from tests.delivery.newsroom import copy_room
from trax.delivery.deliver import Order, make_spec
from trax.delivery.dispatch import keep_machines_apart, require_lock
from trax.delivery.earlier import finish_earlier_send
from trax.delivery.git import open_repository
from trax.delivery.ledger import open_ledger
from trax.delivery.locate import locate_issue
from trax.delivery.pace import Pace
from trax.errors import LockHeld, LockUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trax.providers.outbox import Outbox

pytestmark = pytest.mark.usefixtures("surroundings")


@pytest.fixture
def folder(room: Path, tmp_path: Path) -> Path:
    return copy_room(room, tmp_path / "room", url="http://127.0.0.1:1", lock="git")


@pytest.fixture
def provider(outbox: Outbox) -> FaultyProvider:
    return FaultyProvider(outbox, Clock())


def take(folder: Path, name: str, provider: FaultyProvider, *, take_over: bool = False) -> str:
    place, repository = locate_issue(folder / name, "50"), open_repository(folder / name)
    return keep_machines_apart(place, provider, repository=repository, number=50, now=NOW, take_over=take_over)


def require(folder: Path, name: str, provider: FaultyProvider) -> None:
    place, repository = locate_issue(folder / name, "50"), open_repository(folder / name)
    require_lock(place, provider, repository=repository, number=50)


def test_the_machine_with_the_lock_may_send(folder: Path, provider: FaultyProvider) -> None:
    assert take(folder, "ana", provider) == ""
    require(folder, "ana", provider)


def test_a_machine_that_was_taken_over_from_may_not_send(folder: Path, provider: FaultyProvider) -> None:
    take(folder, "ana", provider)
    take(folder, "bo", provider, take_over=True)
    require(folder, "bo", provider)
    with pytest.raises(LockHeld, match=r"was begun by .* \(git tag send/50/readers/1\+1\)") as caught:
        require(folder, "ana", provider)
    assert caught.value.exit_code == 1


def test_a_lock_that_is_gone_stops_the_send(folder: Path, provider: FaultyProvider) -> None:
    with pytest.raises(LockUnreachable, match="the tag that this machine has made there is gone"):
        require(folder, "ana", provider)


def test_where_there_is_no_lock_none_is_asked_for(room: Path, tmp_path: Path, provider: FaultyProvider) -> None:
    folder = copy_room(room, tmp_path / "free", url="http://127.0.0.1:1", lock="none")
    require(folder, "ana", provider)
    require_lock(locate_issue(folder / "ana", "50"), provider, repository=None, number=50)


@pytest.mark.parametrize(("fault", "left"), [("", ["sent"]), ("lost before", ["draft", "sent"])])
def test_a_draft_of_a_machine_that_died_goes_when_another_has_sent(
    folder: Path,
    provider: FaultyProvider,
    order: Order,
    tmp_path: Path,
    make_clock: Callable[[], Clock],
    *,
    fault: str,
    left: list[str],
) -> None:
    """One that cannot be deleted takes nothing from what was sent."""
    spec = make_spec(order, provider)
    provider.create_draft(spec)
    provider.send_now(provider.create_draft(spec).id)
    provider.faults = {provider.writes: fault}
    clock, place = make_clock(), locate_issue(folder / "ana", "50")
    with open_ledger(tmp_path, now=NOW) as ledger:
        earlier = finish_earlier_send(
            place, provider, number=50, now=NOW, ledger=ledger, pace=Pace(clock=clock, sleep=clock.sleep)
        )
    assert earlier
    assert (earlier.state, [each.state for each in provider.find(order.marker)]) == ("sent", left)
