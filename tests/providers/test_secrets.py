"""Users and keys: from the environment or a file of one's own, and never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.errors import SettingsError
from trax.providers._secrets import Credentials, read_credentials, read_login

if TYPE_CHECKING:
    from pathlib import Path

BOTH = {"TRAX_LISTMONK_USER": "trax", "TRAX_LISTMONK_TOKEN": "canary-1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.write_text("# mine\nTRAX_LISTMONK_USER=file-user\nexport TRAX_LISTMONK_TOKEN = 'file-token'\nodd\n")
    path.chmod(0o600)
    return path


def test_the_environment_is_enough() -> None:
    assert read_credentials("listmonk", environ=BOTH) == Credentials("trax", "canary-1")


def test_the_token_is_in_no_repr() -> None:
    assert "canary" not in repr(read_credentials("listmonk", environ=BOTH))


def test_a_file_gives_what_the_environment_does_not(file: Path) -> None:
    found = read_credentials("listmonk", environ={"TRAX_CREDENTIALS": str(file), "TRAX_LISTMONK_USER": "me"})
    assert found == Credentials("me", "file-token")


def test_a_file_that_is_not_needed_is_not_opened(tmp_path: Path) -> None:
    assert read_credentials("listmonk", environ={**BOTH, "TRAX_CREDENTIALS": str(tmp_path / "none")}).user == "trax"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_file_that_others_can_reach_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(SettingsError, match="can be read by others") as caught:
        read_credentials("listmonk", environ={"TRAX_CREDENTIALS": str(file)})
    assert caught.value.hint == f"chmod 600 {file}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        read_credentials("listmonk", environ={"TRAX_CREDENTIALS": str(tmp_path / "none")})


def test_a_folder_is_no_file_of_keys(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with pytest.raises(SettingsError, match="TRAX_CREDENTIALS: "):
        read_credentials("listmonk", environ={"TRAX_CREDENTIALS": str(tmp_path)})


def test_a_large_file_is_no_file_of_keys(file: Path) -> None:
    file.write_bytes(b"x" * 20_001)
    with pytest.raises(SettingsError, match="larger than 20 kB"):
        read_credentials("listmonk", environ={"TRAX_CREDENTIALS": str(file)})


def test_what_is_missing_is_named() -> None:
    with pytest.raises(SettingsError, match="not set: TRAX_LISTMONK_TOKEN") as caught:
        read_credentials("listmonk", environ={"TRAX_LISTMONK_USER": "trax", "TRAX_LISTMONK_TOKEN": "  "})
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("token", ["canary two", "canary\r\nX: y", "canäry", "canary\x00"])
def test_a_token_that_would_change_the_header_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(SettingsError, match="TRAX_LISTMONK_TOKEN has a space") as caught:
        read_credentials("listmonk", environ={**BOTH, "TRAX_LISTMONK_TOKEN": token})
    assert "can" not in caught.value.message + caught.value.hint


def test_a_login_is_both_or_neither() -> None:
    both = {"TRAX_SMTP_USER": "trax", "TRAX_SMTP_PASSWORD": "canary-2"}
    assert read_login("smtp", environ={}) is None
    assert read_login("smtp", environ=both) == Credentials("trax", "canary-2")
    assert "canary" not in repr(read_login("smtp", environ=both))
    for name, value in both.items():
        with pytest.raises(SettingsError, match="needs both a user and a password, or neither") as caught:
            read_login("smtp", environ={name: value})
        assert "canary" not in caught.value.message
