"""Users and keys: from the environment or a file of one's own, and never shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError

from trax.errors import KeyTrouble, SettingsError
from trax.providers._secrets import (
    Credentials,
    Origin,
    Secret,
    find_origins,
    find_secrets,
    read_credentials,
    read_key,
    read_login,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


class Kept(KeyringBackend):
    """A keyring that holds what a test gives it."""

    def __init__(self, values: dict[tuple[str, str], str], *, trouble: Exception | None = None) -> None:
        self.values, self.trouble = values, trouble

    def get_password(self, service: str, username: str) -> str | None:
        if self.trouble:
            raise self.trouble
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.values[service, username]


@pytest.fixture
def use_keyring() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_single_key_has_a_name_of_its_own() -> None:
    assert read_key("brevo", environ={"TRAX_BREVO_KEY": "canary-2"}) == Secret("canary-2")
    assert "canary" not in repr(read_key("brevo", environ={"TRAX_BREVO_KEY": "canary-2"}))
    with pytest.raises(SettingsError, match="brevo needs a key; not set: TRAX_BREVO_KEY"):
        read_key("brevo", environ={})


def test_the_keyring_gives_what_nothing_else_does(use_keyring: Callable[[KeyringBackend], None]) -> None:
    use_keyring(Kept({("trax", "TRAX_LISTMONK_TOKEN"): "canary-3", ("trax", "TRAX_LISTMONK_USER"): "kept"}))
    assert read_credentials("listmonk", environ={"TRAX_LISTMONK_USER": "me"}) == Credentials("me", "canary-3")


def test_the_environment_goes_before_the_keyring(use_keyring: Callable[[KeyringBackend], None]) -> None:
    use_keyring(Kept({("trax", "TRAX_BREVO_KEY"): "old"}))
    assert read_key("brevo", environ={"TRAX_BREVO_KEY": "new"}).value == "new"


@pytest.mark.parametrize("trouble", [KeyringLocked(), NoKeyringError(), RuntimeError(), None])
def test_a_keyring_that_gives_nothing_is_no_failure(
    use_keyring: Callable[[KeyringBackend], None], trouble: Exception | None
) -> None:
    use_keyring(Kept({}, trouble=trouble))
    assert find_secrets(["TRAX_SMTP_USER"], environ={}) == {}


def test_without_the_extra_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find_secrets(["TRAX_SMTP_USER"], environ={}) == {}


def test_of_each_key_it_is_known_where_it_comes_from_and_not_what_it_is(file: Path) -> None:
    environ = {"TRAX_CREDENTIALS": str(file), "TRAX_LISTMONK_USER": "canary-2"}
    found = find_origins("listmonk", environ=environ)
    assert found == (
        Origin("TRAX_LISTMONK_USER", "the environment"),
        Origin("TRAX_LISTMONK_TOKEN", f"the file {file} (mode 600)"),
    )
    assert "canary" not in repr(found)
    assert "file-token" not in repr(found)


def test_a_key_from_the_keyring_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trax.providers._secrets._ask_keyring", {"TRAX_BREVO_KEY": "canary-3"}.get)
    assert find_origins("brevo", environ={}) == (Origin("TRAX_BREVO_KEY", "the keyring"),)


def test_where_keys_are_kept_cannot_be_told_of_a_file_that_others_can_read(file: Path) -> None:
    file.chmod(0o644)
    with pytest.raises(KeyTrouble, match="can be read by others"):
        find_origins("listmonk", environ={"TRAX_CREDENTIALS": str(file)})


def test_a_login_is_both_or_neither() -> None:
    both = {"TRAX_SMTP_USER": "trax", "TRAX_SMTP_PASSWORD": "canary-2"}
    assert read_login("smtp", environ={}) is None
    assert read_login("smtp", environ=both) == Credentials("trax", "canary-2")
    assert "canary" not in repr(read_login("smtp", environ=both))
    for name, value in both.items():
        with pytest.raises(SettingsError, match="needs both a user and a password, or neither") as caught:
            read_login("smtp", environ={name: value})
        assert "canary" not in caught.value.message
