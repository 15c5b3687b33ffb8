"""Secrets that were let out: every token of the fakes is a canary, and everything a test wrote is searched for one."""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.providers.fake_buttondown import KEY as BUTTONDOWN_KEY
from tests.providers.fake_listmonk import TOKEN, USER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENCODED = [base64.b64encode(text.encode()) for text in (TOKEN, f"{USER}:{TOKEN}", f":{TOKEN}")]
# A key of Buttondown has to be a UUID.
NAMED = [re.escape(BUTTONDOWN_KEY.encode()), *map(re.escape, ENCODED)]
CANARY = re.compile(b"|".join([rb"canary-[0-9a-f]{6,}", *NAMED]))
# Where a person keeps keys, one NAME=value a line.
KEYS_FILE = re.compile(rb"\A(?:#.*\n)*TRAX_[A-Z_]+=")


def find_canaries(folder: Path) -> list[str]:
    """Return the files below a folder in which a token stands, also inside what git has packed."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()
        if "objects" in path.parts:
            with contextlib.suppress(zlib.error):
                data += zlib.decompress(data)
        if CANARY.search(data) and not KEYS_FILE.match(data):
            found.append(path.relative_to(folder).as_posix())
    return found


@pytest.fixture(autouse=True)
def _no_secret_is_let_out(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Search what a test wrote and logged after it; what commands print is searched by `run`."""
    for logger in ("trax", "urllib3"):
        caplog.set_level("DEBUG", logger=logger)
    folder: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    said = "\n".join(record.getMessage() for record in caplog.get_records("call"))
    assert not CANARY.search(said.encode()), "a token was logged"
    assert folder is None or find_canaries(folder) == []
