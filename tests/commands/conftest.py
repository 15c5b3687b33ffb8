"""A small newsletter in a folder, and the command line to run on it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.conftest import SETTINGS
from trax.cli import main

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "issues/trax.toml": SETTINGS,
    "issues/audiences/readers.csv": "email,first_name\nana@example.org,Ana\nbo@example.org,Bo\n",
    "issues/050/issue.md": """\
---
number: 50
title: Beyond acceptance
preheader: What became of the recommendations
date: 28 November 2014
---
Dear reader,

This month we look at what follows a review.
""",
    "issues/050/10-report.md": "---\nkind: article\ntitle: A new report\n---\nThe report is out.\n",
}


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str) -> Done: ...


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Who works here is what a test says, not what the machine it runs on knows.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "newsletter"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def run(newsletter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `trax …` on the newsletter as a shell would."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["trax", *arguments, "--workspace", str(newsletter)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run
