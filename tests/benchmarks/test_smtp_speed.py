"""How long a whole issue takes to 1,000 readers over SMTP, beside bare smtplib sending the same bytes in the same run.

Run with `make bench`. Both hand their mails to smtp-sink of Postfix; the second has a row a reader in the ledger, on
the disk before and after each mail, and five connections. Nothing here asserts a time.
"""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.providers.conftest import SPEC
from trax.delivery.journal import open_journal
from trax.providers._campaigns import ReaderList
from trax.providers._mailing import Mailing
from trax.providers._readers import Reader
from trax.providers._smtp_relay import Relay
from trax.providers._store import make_record
from trax.providers._template import MailTemplate
from trax.providers.base import RemoteContent
from trax.providers.smtp import Smtp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

    from trax.providers.base import CampaignSpec

NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
GOLDEN = Path(__file__).parent.parent / "golden" / "050"
COUNT = 1_000
READERS = [Reader(f"reader{number}@example{number % 9}.org", f"José {number}") for number in range(COUNT)]
pytestmark = [
    pytest.mark.benchmark(group="1,000 readers over SMTP"),
    pytest.mark.skipif(not shutil.which("smtp-sink"), reason="smtp-sink, of the package postfix, is not installed"),
]


@pytest.fixture
def spec() -> CampaignSpec:
    html, text = ((GOLDEN / name).read_bytes().decode() for name in ("email.html", "email.txt"))
    return replace(SPEC, html=html, text=text)


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = int(free.getsockname()[1])
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{found}", "20"])  # noqa: S607 - found above
    try:
        for _ in range(500):
            with suppress(OSError), socket.create_connection(("127.0.0.1", found)):
                break
            time.sleep(0.01)
        yield found
    finally:
        sink.terminate()
        sink.wait()


def test_yardstick_bare_smtplib(benchmark: BenchmarkFixture, port: int, spec: CampaignSpec) -> None:
    """One kept connection, finished bytes, no memory of anything."""
    held = RemoteContent(
        spec.subject,
        spec.preheader,
        spec.from_name,
        spec.from_email,
        spec.reply_to,
        spec.html,
        spec.text,
        spec.images,
    )
    template = MailTemplate(Mailing(make_record("1", spec, created_at=NOW, digest=spec.digest), held))
    mails = [(reader.email, template.fill(reader)) for reader in READERS]

    def send() -> None:
        with smtplib.SMTP("127.0.0.1", port, "localhost") as client:
            for address, data in mails:
                client.sendmail(spec.from_email, [address], data)

    benchmark(send)


def test_smtp_with_its_ledger(benchmark: BenchmarkFixture, port: int, spec: CampaignSpec, tmp_path: Path) -> None:
    """From the draft to the state `sent`."""
    readers = tmp_path / "readers.csv"
    rows = "".join(f"{reader.email},{reader.first_name}\n" for reader in READERS)
    readers.write_text(f"email,first_name\n{rows}", "utf-8")
    lists = {"readers": ReaderList("Readers", readers, "readers.csv")}
    made: list[Path] = []

    def send() -> int | None:
        made.append(tmp_path / str(len(made)))
        smtp = Smtp(
            made[-1] / "smtp",
            Relay("127.0.0.1", port, "none"),
            lists=lists,
            now=NOW,
            journal=open_journal(made[-1], now=NOW),
            limit=COUNT,
        )
        return smtp.send_now(smtp.create_draft(spec).id).delivered

    assert benchmark(send) == COUNT
