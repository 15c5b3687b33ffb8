"""The bench of every provider on the network, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.providers import bench_buttondown, bench_listmonk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from tests.providers.bench import Bench

REMOTE: Mapping[str, Callable[..., AbstractContextManager[Bench]]] = {
    "listmonk": bench_listmonk.open_bench,
    "buttondown": bench_buttondown.open_bench,
}
