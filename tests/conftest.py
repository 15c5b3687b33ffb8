"""What all tests share: golden files, and a real browser where there is one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

GOLDEN = Path(__file__).parent / "golden"
# The settings of the small newsletter that several rooms are tried on.
SETTINGS = """\
address = ["Rue de Varembé 3", "1202 Geneva"]
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org"
audience = "readers"
[sender]
name = "UPR Info"
email = "news@example.org"
reply_to = "office@example.org"
[audiences.readers]
name = "Readers"
file = "audiences/readers.csv"
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Golden(Protocol):
    """Compares files with the kept ones of a folder below `tests/golden/`."""

    def __call__(self, folder: str, files: Mapping[str, str]) -> None:
        """Compare, or write the files when pytest was told to."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/ with what is made now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the comparison with golden files; with `--update-golden` it rewrites them and deletes stale ones."""

    def compare(folder: str, files: Mapping[str, str]) -> None:
        place = GOLDEN / folder
        if request.config.getoption("--update-golden"):
            place.mkdir(parents=True, exist_ok=True)
            for stale in sorted(place.iterdir()):
                if stale.name not in files:
                    stale.unlink()
            for name, text in files.items():
                (place / name).write_bytes(text.encode())
            return
        assert sorted(path.name for path in place.glob("*")) == sorted(files), "run: pytest --update-golden"
        for name, text in files.items():
            kept = (place / name).read_bytes().decode()
            assert kept.split("\n") == text.split("\n"), f"{folder}/{name} is not as it was kept"

    return compare


@pytest.fixture(autouse=True)
def _no_link_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the web alone: a command that looks at links has no network, unless a test gives it one."""
    monkeypatch.setattr("trax.web.link_crew.look_at_links", lambda _: iter(()))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium without a window; without one the test is skipped, or fails where TRAX_REQUIRE_BROWSER is 1."""
    missing = pytest.fail if os.environ.get("TRAX_REQUIRE_BROWSER") == "1" else pytest.skip
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - only tests of the look need it
    except ImportError:
        missing("the package playwright is not installed")
    found = os.environ.get("TRAX_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"], headless=True)
        except Error as error:
            missing(f"no Chromium could be started: {str(error).splitlines()[0]}")
        yield made
        made.close()
