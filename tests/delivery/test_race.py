"""Three machines that send the same issue at the same moment, with the lock and without: each reader gets one mail."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.delivery.newsroom import MACHINES, NEEDS_FORK, SEND, Gate, copy_room, start
from tests.providers.fake_listmonk import FakeListmonk
from tests.providers.fake_server import serve
from trax.delivery.pace import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.delivery.newsroom import Ended

pytestmark = [NEEDS_FORK, pytest.mark.usefixtures("surroundings")]
ROUNDS, AT_ONCE = 50, 25
LAGS_S = (0.0, 0.5, 1.0, 1.5, 2.0)
WATCH = Pace(poll_s=0.1, poll_limit_s=60)
# Without the lock, the pause after a create has to be longer than any listing lags.
SETTLE_S = {"git": 0.6, "none": 2.2}
WORDS = {
    (0, "sent: issue 50 to 2 readers;"): "sent",
    (0, "issue 50 was already sent on "): "already sent",
    (1, "trax: issue 50 to readers was begun by "): "locked",
}


def race(folders: list[Path], pace: Pace) -> list[list[str]]:
    """Let the machines of each folder send at the same moment; return, in a word, how each of them ended."""
    started = []
    for folder in folders:
        gate = Gate()
        started.append([start(folder / name, *SEND, pace=pace, gate=gate) for name in MACHINES])
        gate.open()
    return [[verdict(running.end()) for running in machines] for machines in started]


def verdict(ended: Ended) -> str:
    lines = f"{ended.out}\n{ended.err}".splitlines()
    said = [
        word for (code, begin), word in WORDS.items() for line in lines if line.startswith(begin) and code == ended.code
    ]
    assert len(said) == 1, ended
    return said[0]


@pytest.mark.parametrize("lock", ["git", "none"])
def test_three_machines_that_send_at_once_in_50_rounds_send_each_issue_once(
    room: Path, tmp_path: Path, lock: str
) -> None:
    """Beside each listing that lags by up to two seconds; without the lock the election alone keeps them apart."""
    pace, done = replace(WATCH, settle_s=SETTLE_S[lock]), 0
    for first in range(0, ROUNDS, AT_ONCE):
        with ExitStack() as servers:
            minds, folders = [], []
            for number in range(first, first + AT_ONCE):
                mind = FakeListmonk(reads_to_finish=2, lag_s=LAGS_S[number % len(LAGS_S)])
                mind.seed()
                minds.append(servers.enter_context(serve(mind)))
                folders.append(copy_room(room, tmp_path / str(number), url=mind.url, lock=lock))
            for mind, words, again in zip(minds, race(folders, pace), race(folders, pace), strict=True):
                # Without the lock, all three may follow the one campaign to its end.
                assert "sent" in words
                assert lock == "none" or (words.count("sent"), "locked" in words or "already sent" in words) == (
                    1,
                    True,
                )
                assert again == ["already sent"] * 3
                assert sorted(address for _, address in mind.delivered) == ["r0@example.org", "r1@example.org"]
                assert [each["status"] for each in mind.campaigns.values()] == ["finished"]
                done += 1
    assert done == ROUNDS
