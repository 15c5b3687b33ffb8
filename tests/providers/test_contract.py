"""The promises of `contract`, kept by every provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.providers import bench_smtp
from tests.providers.bench import Bench
from tests.providers.benches import REMOTE
from tests.providers.conftest import NOW
from tests.providers.contract import PROMISES
from tests.providers.official import Official

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.providers.conftest import MakeSpec
    from trax.providers.outbox import Outbox

each_promise = pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)


@each_promise
def test_outbox_keeps_it(promise: Callable[[Bench], None], outbox: Outbox, make_spec: MakeSpec, tmp_path: Path) -> None:
    def mails(folder: str) -> list[str]:
        return sorted(path.name for path in (tmp_path / "outbox" / folder).rglob("*.eml"))

    promise(
        Bench(
            outbox,
            make_spec(),
            3,
            outbox.now,
            lambda: mails("mail"),
            tests=lambda: [name.removesuffix(".eml") for name in mails("test")],
        )
    )


@each_promise
def test_smtp_keeps_it(promise: Callable[[Bench], None], make_spec: MakeSpec, tmp_path: Path) -> None:
    with bench_smtp.open_bench(make_spec(), root=tmp_path, now=NOW) as bench:
        promise(bench)


@each_promise
@pytest.mark.parametrize("name", REMOTE)
def test_a_provider_on_the_network_keeps_it(promise: Callable[[Bench], None], name: str, make_spec: MakeSpec) -> None:
    with REMOTE[name](make_spec()) as bench:
        promise(bench)


@pytest.mark.parametrize("name", REMOTE)
def test_every_request_fits_the_description_of_the_provider(name: str, make_spec: MakeSpec) -> None:
    """All requests that the promises make, each held against the file that the provider itself publishes."""
    odd, count = [], 0
    for promise in PROMISES:
        with REMOTE[name](make_spec()) as bench:
            official = Official(bench.official)
            promise(bench)
            assert bench.mind
            count += len(bench.mind.calls)
            told = {(call.method, call.path, fault) for call in bench.mind.calls for fault in official.faults(call)}
            odd += [each for each in told if not any(known in each[2] for known in bench.odd)]
    assert odd == []
    assert count >= 60
