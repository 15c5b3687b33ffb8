"""Whole-or-not-at-all writes, digests, and reading a file with a limit."""

from __future__ import annotations

import hashlib
import os
import tempfile
from typing import TYPE_CHECKING

from trax.errors import FileTrouble

if TYPE_CHECKING:
    from pathlib import Path


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes, 64 hexadecimal digits in lower case."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write the file so that a reader, or a crash, meets the old bytes or the new ones and nothing between.

    Folders above it are made. The bytes are on the disk when this returns.

    Raises:
        FileTrouble: If the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise FileTrouble(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp gives 0600; a page or a mail is for everyone the umask allows.
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101 - a name from mkstemp, not a Path
        os.replace(name, path)  # noqa: PTH105 - same
    except OSError as error:
        _remove_quietly(name)
        raise FileTrouble(path, error) from error


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write the file only when its bytes differ; return whether it was written."""
    if path.is_file() and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


def read_limited(path: Path, *, limit_bytes: int) -> bytes | None:
    """Return the file's bytes, or None when it is larger than the limit.

    Raises:
        FileTrouble: If it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limit_bytes + 1)
    except OSError as error:
        raise FileTrouble(path, error) from error
    return None if len(data) > limit_bytes else data


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove_quietly(name: str) -> None:
    try:
        os.unlink(name)  # noqa: PTH108 - a name from mkstemp
    except OSError:  # pragma: no cover - the folder vanished under us: nothing is left to remove
        return
