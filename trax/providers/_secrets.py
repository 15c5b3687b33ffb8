"""Where users and keys come from: the environment, or one file that nobody else can read. Never the settings."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trax.errors import FileTrouble, SettingsError
from trax.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "TRAX_CREDENTIALS"
LARGEST_FILE_BYTES = 20_000
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of a provider and its token; the token shows in no `repr`."""

    user: str
    token: str = field(repr=False)


def read_credentials(provider: str, *, environ: Mapping[str, str] = os.environ) -> Credentials:
    """Return user and token of a provider, from TRAX_<PROVIDER>_USER and TRAX_<PROVIDER>_TOKEN.

    A variable that is not set is looked for in the file that TRAX_CREDENTIALS names, one `NAME=value` a line.

    Raises:
        SettingsError: If one is missing or cannot be one, or the file can be read by others.
    """
    names = [f"TRAX_{provider.upper()}_{part}" for part in ("USER", "TOKEN")]
    kept = _read_file(environ[FILE]) if environ.get(FILE) and not all(map(environ.get, names)) else {}
    values = [(environ.get(name) or kept.get(name, "")).strip() for name in names]
    missing = [name for name, value in zip(names, values, strict=True) if not value]
    if missing:
        raise SettingsError(
            f"{provider} needs a user and a token; not set: {', '.join(missing)}",
            hint="set them in the environment, never in a file of the newsletter: trax help sending",
        )
    for name, value in zip(names, values, strict=True):
        # Anything else would change the header it goes into; the value itself is never shown.
        if not all("!" <= letter <= "~" for letter in value):
            raise SettingsError(
                f"{name} has a space, a line break or an odd letter in it", hint="copy it again from the provider"
            )
    return Credentials(*values)


def _read_file(name: str) -> Mapping[str, str]:
    path = Path(name).expanduser()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SettingsError(f"{FILE}: {path}: {error.strerror or error}", hint="correct the path") from error
    if os.name != "nt" and mode & FOR_OTHERS:
        raise SettingsError(f"{FILE}: {path} can be read by others on this machine", hint=f"chmod 600 {path}")
    try:
        data = read_limited(path, limit_bytes=LARGEST_FILE_BYTES)
    except FileTrouble as error:
        raise SettingsError(f"{FILE}: {error.message}", hint="correct the path") from error
    if data is None:
        raise SettingsError(f"{FILE}: {path} is larger than 20 kB", hint="is this another kind of file?")
    lines = (line.partition("=") for line in data.decode(errors="replace").splitlines() if not line.startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("\"'") for name, _, value in lines}
