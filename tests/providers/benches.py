"""The bench of every provider on the network, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.providers import bench_brevo, bench_buttondown, bench_listmonk, bench_mailchimp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from tests.providers.bench import Bench, Write

REMOTE: Mapping[str, Callable[..., AbstractContextManager[Bench]]] = {
    "listmonk": bench_listmonk.open_bench,
    "mailchimp": bench_mailchimp.open_bench,
    "brevo": bench_brevo.open_bench,
    "buttondown": bench_buttondown.open_bench,
}
# Where a draft takes more than one call: each of these has its faults, too.
FURTHER: tuple[tuple[str, Write], ...] = tuple(("mailchimp", write) for write in bench_mailchimp.FURTHER)
