"""One writer at a time in a folder.

The lock is the operating system's: it ends with the process that holds it, however that ends, so no lock is ever
left behind and nobody has to judge whether an old one still counts.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trax.errors import FileTrouble

if sys.platform == "win32":  # pragma: no cover - Windows
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Wait until no other process holds the lock of this file, and hold it.

    Raises:
        FileTrouble: If the file cannot be made or locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError as error:
        raise FileTrouble(path, error) from error
    with stream:
        try:
            if sys.platform == "win32":  # pragma: no cover - Windows
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
            else:
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
        except OSError as error:  # pragma: no cover - a network share that knows no locks
            raise FileTrouble(path, error) from error
        yield
