"""Sites to look at, and a certificate that nobody believes."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.web.sites import serve_sites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.sites import Sites


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serve_sites() as serving:
        yield serving


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for safe.example.org with its key, made by nobody that anybody believes."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("the program openssl, which makes a certificate for the test, is not installed")
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=safe"]
    names = ["-addext", "subjectAltName=DNS:safe.example.org"]
    subprocess.run([*command, *names, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text("ascii") + path.with_name("both.pem.crt").read_text("ascii"), "ascii")
    return path


@pytest.fixture
def safe_sites(certificate: Path) -> Iterator[Sites]:
    with serve_sites(certificate=certificate) as serving:
        yield serving
