"""The bench of smtp: aiosmtpd as the relay, and a journal in a folder of its own. There is no description of an API."""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiosmtpd.smtp

from tests.providers.bench import Bench
from trax.delivery.journal import open_journal
from trax.providers._campaigns import ReaderList
from trax.providers._smtp_relay import Relay
from trax.providers.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from aiosmtpd.smtp import Envelope, Session

    from trax.providers.base import CampaignSpec

READERS = ("ana@example.org", "bo@example.org", "CY@example.org")


@dataclass(frozen=True)
class SmtpBench(Bench):
    """A bench that also shows the mails.

    Attributes:
        mails: Reader and bytes of each mail that the relay took.
    """

    mails: Sequence[tuple[str, bytes]] = ()


class Sink:
    """What a relay keeps: each mail with its reader."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        del server, session
        data = envelope.original_content
        assert isinstance(data, bytes)
        self.mails += [(address, data) for address in envelope.rcpt_tos]
        return "250 OK"

    @property
    def readers(self) -> list[str]:
        return [address for address, _ in self.mails]


@contextmanager
def serve_sink() -> Iterator[tuple[Sink, Relay]]:
    """Serve a sink on 127.0.0.1, in a thread of its own: the tests' thread may have a loop that runs already."""
    sink, ports, stop = Sink(), queue.SimpleQueue[int](), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(sink, ports, stop)), daemon=True)
    thread.start()
    try:
        yield sink, Relay("127.0.0.1", ports.get(timeout=10), "none")
    finally:
        stop.set()
        thread.join()


async def _serve(sink: Sink, ports: queue.SimpleQueue[int], stop: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    # Not its Controller, which cannot be given a port that is free.
    serving = await loop.create_server(lambda: aiosmtpd.smtp.SMTP(sink, hostname="sink"), "127.0.0.1", 0)
    ports.put(serving.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, stop.wait)
    serving.close()
    # Talks that are not over end with the loop: `asyncio.run` cancels them.


@contextmanager
def open_bench(spec: CampaignSpec, *, root: Path, now: datetime) -> Iterator[SmtpBench]:
    """Serve a relay, with three readers in a file."""
    readers = root / "readers.csv"
    readers.write_text("email,first_name\n" + "".join(f"{address},Ana\n" for address in READERS), "utf-8")
    with serve_sink() as (sink, relay):
        lists = {"readers": ReaderList("Readers", readers, "issues/readers.csv")}
        journal = open_journal(root, now=now)
        yield SmtpBench(
            Smtp(root / ".trax" / "smtp", relay, lists=lists, now=now, journal=journal),
            spec,
            len(READERS),
            now,
            lambda: [address for address in sink.readers if address in READERS],
            tests=lambda: [address for address in sink.readers if address not in READERS],
            mails=sink.mails,
        )
