"""Where users and keys come from: the environment, one file that nobody else can read, or the system's keyring.

Never the settings. Each is asked for in that order, and only while something is missing.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trax.errors import FileTrouble, KeyTrouble
from trax.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "TRAX_CREDENTIALS"
SERVICE = "trax"
LARGEST_FILE_BYTES = 20_000
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# What a provider may need, each as TRAX_<PROVIDER>_<PART>.
PARTS = ("USER", "TOKEN", "KEY", "PASSWORD")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of a provider and its token; the token shows in no `repr`."""

    user: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Secret:
    """One key; it shows in no `repr`."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a user or a key comes from, in words; what it is does not stand here."""

    name: str
    where: str


def read_credentials(provider: str, *, environ: Mapping[str, str] = os.environ) -> Credentials:
    """Return user and token of a provider, from TRAX_<PROVIDER>_USER and TRAX_<PROVIDER>_TOKEN.

    Raises:
        KeyTrouble: If one is missing or cannot be one, or the file can be read by others.
    """
    names = [f"TRAX_{provider.upper()}_{part}" for part in ("USER", "TOKEN")]
    found = find_secrets(names, environ=environ)
    _require(names, found, needs=f"{provider} needs a user and a token")
    return Credentials(*(found[name] for name in names))


def read_login(provider: str, *, environ: Mapping[str, str] = os.environ) -> Credentials | None:
    """Return user and password, from TRAX_<PROVIDER>_USER and TRAX_<PROVIDER>_PASSWORD; None where neither is set.

    Raises:
        SettingsError: If one is set without the other; else as `read_credentials`.
    """
    names = [f"TRAX_{provider.upper()}_{part}" for part in ("USER", "PASSWORD")]
    found = find_secrets(names, environ=environ)
    if not found:
        return None
    _require(names, found, needs=f"{provider} needs both a user and a password, or neither")
    return Credentials(*(found[name] for name in names))


def read_key(provider: str, *, environ: Mapping[str, str] = os.environ) -> Secret:
    """Return the key of a provider, from TRAX_<PROVIDER>_KEY; raises as `read_credentials` does."""
    name = f"TRAX_{provider.upper()}_KEY"
    found = find_secrets([name], environ=environ)
    _require([name], found, needs=f"{provider} needs a key")
    return Secret(found[name])


def find_secrets(names: Sequence[str], *, environ: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Return those of the named values that are anywhere, by name.

    A variable that is not set is looked for in the file that TRAX_CREDENTIALS names, one `NAME=value` a line, and
    then in the keyring, as the password of that name for the service `trax`.

    Raises:
        KeyTrouble: If one cannot be a user or a key, or the file can be read by others.
    """
    return {name: value for name, (value, _) in _find(names, environ).items()}


def find_origins(provider: str, *, environ: Mapping[str, str] = os.environ) -> tuple[Origin, ...]:
    """Return where each of a provider's users and keys comes from that is anywhere; raises as `find_secrets` does."""
    found = _find([f"TRAX_{provider.upper()}_{part}" for part in PARTS], environ)
    return tuple(Origin(name, where) for name, (_, where) in found.items())


def _find(names: Sequence[str], environ: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """Return those of the named values that are anywhere, each with where it comes from, in words."""
    found = {name: (value, "the environment") for name in names if (value := environ.get(name, "").strip())}
    if environ.get(FILE) and len(found) < len(names):
        kept, where = _read_file(environ[FILE])
        found |= {name: (kept[name], where) for name in names if name not in found and kept.get(name)}
    for name in names:
        if name not in found and (value := _ask_keyring(name)):
            found[name] = (value, "the keyring")
    # In the order of the names, wherever they come from.
    found = {name: found[name] for name in names if name in found}
    for name, (value, _) in found.items():
        # Anything else would change the header it goes into; the value itself is never shown.
        if not all("!" <= letter <= "~" for letter in value):
            raise KeyTrouble(
                f"{name} has a space, a line break or an odd letter in it", hint="copy it again from the provider"
            )
    return found


def _require(names: Sequence[str], found: Mapping[str, str], *, needs: str) -> None:
    missing = [name for name in names if name not in found]
    if missing:
        raise KeyTrouble(
            f"{needs}; not set: {', '.join(missing)}",
            hint="set them in the environment, never in a file of the newsletter: trax help sending",
        )


def _ask_keyring(name: str) -> str:
    """Return what the system's keyring keeps under the name; empty without one."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to import
        from keyring.errors import KeyringError  # noqa: PLC0415 - same
    except ImportError:
        return ""
    try:
        return (keyring.get_password(SERVICE, name) or "").strip()
    except (KeyringError, RuntimeError):
        # On a server there is none; whatever is wrong with one, the person is told that the key is missing.
        return ""


def _read_file(name: str) -> tuple[Mapping[str, str], str]:
    """Return what the file of keys holds by name, and how the file is named to a person."""
    path = Path(name).expanduser()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise KeyTrouble(f"{FILE}: {path}: {error.strerror or error}", hint="correct the path") from error
    if os.name != "nt" and mode & FOR_OTHERS:
        raise KeyTrouble(f"{FILE}: {path} can be read by others on this machine", hint=f"chmod 600 {path}")
    try:
        data = read_limited(path, limit_bytes=LARGEST_FILE_BYTES)
    except FileTrouble as error:
        raise KeyTrouble(f"{FILE}: {error.message}", hint="correct the path") from error
    if data is None:
        raise KeyTrouble(f"{FILE}: {path} is larger than 20 kB", hint="is this another kind of file?")
    lines = (line.partition("=") for line in data.decode(errors="replace").splitlines() if not line.startswith("#"))
    values = {name.strip().removeprefix("export "): value.strip().strip("\"'") for name, _, value in lines}
    return values, f"the file {path} (mode {stat.S_IMODE(mode):o})"
