"""The search for secrets finds one wherever it was let out: an oracle that never fails would prove nothing."""

from __future__ import annotations

import sqlite3
import traceback
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.canary import CANARY, find_canaries
from tests.delivery.clones import git
from tests.providers.fake_listmonk import TOKEN, USER
from trax.providers._secrets import Credentials
from trax.providers.listmonk import Listmonk

if TYPE_CHECKING:
    from pathlib import Path


def test_a_token_in_a_text_a_database_and_in_git_is_found(tmp_path: Path) -> None:
    assert find_canaries(tmp_path) == []
    (tmp_path / "log.txt").write_text(f"Authorization: token trax:{TOKEN}", "utf-8")
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
        connection.execute("INSERT INTO x VALUES (?)", [TOKEN])
        connection.commit()
    git(tmp_path, "init", "-q", "repository")
    (tmp_path / "repository" / "x").write_text(TOKEN, "utf-8")
    git(tmp_path / "repository", "add", "x")
    (tmp_path / "repository" / "x").unlink()
    found = find_canaries(tmp_path)
    assert [name.partition("/")[0] for name in found] == ["ledger.db", "log.txt", "repository"]


def test_the_file_in_which_a_person_keeps_keys_is_none(tmp_path: Path) -> None:
    (tmp_path / "keys.env").write_text(f"# mine\nTRAX_LISTMONK_TOKEN={TOKEN}\n", "utf-8")
    assert find_canaries(tmp_path) == []


def test_a_traceback_of_a_provider_shows_no_token() -> None:
    """With TRAX_DEBUG a person sees the whole traceback, and sends it to whoever helps."""
    provider = Listmonk("http://127.0.0.1:9", Credentials(USER, TOKEN), lists={"readers": "1"}, postal_address=("x",))
    with pytest.raises(AttributeError) as failed:
        provider.create_draft(None)  # type: ignore[arg-type]  # a fault of ours
    shown = "".join(traceback.format_exception(failed.value))
    assert "create_draft" in shown
    assert not CANARY.search(f"{shown}{provider!r}{vars(failed.value)}".encode())
