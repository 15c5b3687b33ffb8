"""Where a newsletter and its issues lie on disk; nothing of them is read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.errors import FileTrouble, NoWorkspace

if TYPE_CHECKING:
    from pathlib import Path

ISSUES = "issues"
SETTINGS_PATH = f"{ISSUES}/trax.toml"
NOT_ISSUES = frozenset({"library", "audiences"})


def find_root(start: Path) -> Path:
    """Return the folder of the newsletter that a folder belongs to: the nearest one, from the folder upwards.

    Raises:
        NoWorkspace: If no folder above holds `issues/trax.toml`.
    """
    try:
        folder = start.resolve()
        root = next((one for one in (folder, *folder.parents) if (one / SETTINGS_PATH).is_file()), None)
    except (OSError, ValueError) as error:
        raise NoWorkspace(start) from error
    if root is None:
        raise NoWorkspace(start)
    return root


def list_folder(folder: Path) -> tuple[Path, ...]:
    """Return what a folder holds, by name; nothing when there is no such folder.

    Raises:
        FileTrouble: If it cannot be read.
    """
    try:
        return tuple(sorted(folder.iterdir(), key=lambda path: path.name))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise FileTrouble(folder, error) from error


def folders_that_may_be_issues(root: Path) -> tuple[Path, ...]:
    """Return the folders below `issues/` that are not there for something else, by name.

    Raises:
        FileTrouble: If the folder `issues` cannot be read.
    """
    return tuple(
        path
        for path in list_folder(root / ISSUES)
        if not path.name.startswith((".", "_")) and path.name not in NOT_ISSUES and path.is_dir()
    )
