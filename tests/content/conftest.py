"""A newsletter in a temporary folder, written file by file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from trax.content.issue import read_issue
from trax.content.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from trax.model import Finding, Issue

SETTINGS = """\
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org/"
audience = "readers"

[sender]
name = "UPR Info"
email = "trax@example.org"

[address]
lines = ["UPR Info", "Geneva"]

[audiences.readers]
name = "Readers"
file = "audiences/readers.csv"
"""
ISSUE = """\
---
number: 50
title: Beyond acceptance
preheader: Nearly half of all recommendations are acted on.
date: 28 November 2014
---
Dear reader.
"""


@dataclass(frozen=True)
class Newsletter:
    """A newsletter on disk, for tests."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / "issues" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    def read(self, folder: str = "050") -> tuple[Issue | None, tuple[Finding, ...]]:
        return read_issue(self.workspace, self.root / "issues" / folder)


@pytest.fixture
def newsletter(tmp_path: Path) -> Newsletter:
    made = Newsletter(tmp_path.resolve())
    made.write("trax.toml", SETTINGS)
    made.write("050/issue.md", ISSUE)
    return made


@pytest.fixture(scope="session")
def shared_newsletter(tmp_path_factory: pytest.TempPathFactory) -> Newsletter:
    """For Hypothesis, which calls a test many times and writes nothing into it."""
    made = Newsletter(tmp_path_factory.mktemp("newsletter").resolve())
    made.write("trax.toml", SETTINGS)
    made.write("050/issue.md", ISSUE)
    return made
