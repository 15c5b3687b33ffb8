"""A machine that holds the lock and dies, or is only slow, and another that takes over: the issue goes out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.delivery.newsroom import NEEDS_FORK, SEND, Stop, copy_room, start
from tests.providers.fake_listmonk import FakeListmonk
from tests.providers.fake_server import serve
from trax.delivery import dispatch
from trax.delivery.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.delivery.newsroom import Ended, Running

pytestmark = [NEEDS_FORK, pytest.mark.usefixtures("surroundings")]
HURRY = Pace(settle_s=0, doubt_s=0.3, poll_s=0.05, poll_limit_s=30)
OVER = (*SEND, "--take-over")


@dataclass(frozen=True, slots=True)
class World:
    """Ana and Bo, each at a machine, and the server that both send at."""

    folder: Path
    mind: FakeListmonk

    def start(self, name: str, arguments: tuple[str, ...] = SEND, **options: object) -> Running:
        return start(self.folder / name, *arguments, pace=HURRY, **options)  # type: ignore[arg-type] # handed on

    def send(self, name: str, arguments: tuple[str, ...] = SEND, **options: object) -> Ended:
        return self.start(name, arguments, **options).end()

    def require_sent_once(self) -> None:
        """Every machine repeats its plain command; then each reader has one mail, and no draft is left."""
        for name in ("ana", "bo", "ana"):
            ended = self.send(name)
            assert (ended.code, "was already sent" in ended.out) == (0, True), ended
        assert sorted(address for _, address in self.mind.delivered) == ["r0@example.org", "r1@example.org"]
        assert [each["status"] for each in self.mind.campaigns.values()] == ["finished"]


@pytest.fixture
def world(room: Path, tmp_path: Path) -> Iterator[World]:
    mind = FakeListmonk(reads_to_finish=2)
    mind.seed()
    with serve(mind):
        yield World(copy_room(room, tmp_path / "world", url=mind.url, lock="git"), mind)


@pytest.mark.parametrize("point", ["lock-pushed", "created", "read-back", "intent-send", "send-acted", "confirmed"])
def test_a_machine_that_died_with_the_lock_is_taken_over_from(world: World, point: str) -> None:
    assert world.send("ana", kill=point).code == -9
    refused = world.send("bo")
    is_begun = point in {"send-acted", "confirmed"}
    if is_begun:
        # The provider says by itself that it has left: there is nothing to take over.
        assert (refused.code, "was already sent" in refused.out) == (0, True)
    else:
        assert (refused.code, "was begun by" in refused.err, "--take-over" in refused.err) == (1, True, True)
        assert world.mind.delivered == []
        assert world.send("bo", OVER).code == 0
    world.require_sent_once()


@pytest.mark.parametrize("point", ["planned", "looked-up", "created", "content-set", "read-back", "before-send"])
def test_a_slow_machine_that_wakes_up_after_another_one_has_sent_sends_nothing(world: World, point: str) -> None:
    stop = Stop(point)
    ana = world.start("ana", meet=stop.meet)
    reached = stop.reached()
    assert reached or point == "content-set", "listmonk has the content from the create on"
    if reached:
        assert world.send("bo", OVER).code == 0
        stop.go_on()
    assert ana.end().code in {0, 1}
    world.require_sent_once()


@pytest.mark.parametrize("point", ["planned", "looked-up", "created", "read-back", "before-send"])
def test_a_slow_machine_that_wakes_up_while_another_one_is_about_to_send_loses(world: World, point: str) -> None:
    slow, quick = Stop(point), Stop("intent-send")
    ana = world.start("ana", meet=slow.meet)
    assert slow.reached()
    bo = world.start("bo", OVER, meet=quick.meet)
    assert quick.reached()
    slow.go_on()
    lost = ana.end()
    assert (lost.code, "was begun by" in lost.err) == (1, True), lost
    assert world.mind.delivered == []
    quick.go_on()
    assert bo.end().code == 0
    world.require_sent_once()


def test_a_lock_that_somebody_has_deleted_meanwhile_stops_the_send(world: World) -> None:
    stop = Stop("before-send")
    ana = world.start("ana", meet=stop.meet)
    assert stop.reached()
    for tag in (world.folder / "shared.git" / "refs" / "tags" / "send").rglob("*"):
        if tag.is_file():
            tag.unlink()
    stop.go_on()
    ended = ana.end()
    assert (ended.code, "is gone" in ended.err) == (4, True), ended
    assert world.mind.delivered == []
    assert world.send("ana").code == 0
    world.require_sent_once()


def lock_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """Whoever comes takes it for its own, and nobody looks again."""
    patch.setattr(dispatch, "take_lock", lambda *_, **__: None)
    takeover_is_ignored(patch)


def takeover_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """The lock is not looked at again before the send."""
    patch.setattr(dispatch, "require_lock", lambda *_, **__: None)


def send_beside_a_draft_that_the_listing_hides(
    world: World, arguments: tuple[str, ...], breaks: Callable[[pytest.MonkeyPatch], None] | None
) -> int:
    """Return how many mails leave when a second machine cannot see what the first one is about to send."""
    stop = Stop("before-send")
    ana = world.start("ana", meet=stop.meet, breaks=breaks)
    assert stop.reached()
    world.mind.unseen[1] = 10_000
    world.send("bo", arguments, breaks=breaks)
    stop.go_on()
    ana.end()
    world.mind.unseen[1] = 0
    return len(world.mind.delivered)


@pytest.mark.parametrize(
    ("breaks", "arguments"),
    [(lock_is_ignored, SEND), (takeover_is_ignored, OVER)],
    ids=["lock ignored", "take-over ignored at release"],
)
def test_a_broken_lock_is_caught(
    world: World, breaks: Callable[[pytest.MonkeyPatch], None], arguments: tuple[str, ...]
) -> None:
    assert send_beside_a_draft_that_the_listing_hides(world, arguments, breaks) == 4


@pytest.mark.parametrize("arguments", [SEND, OVER], ids=["refused", "take-over"])
def test_a_whole_lock_keeps_them_apart(world: World, arguments: tuple[str, ...]) -> None:
    assert send_beside_a_draft_that_the_listing_hides(world, arguments, None) == 2
    world.require_sent_once()
