"""What a check has found and will find again while nothing changes: facts and findings, by what they come from.

`.trax/checks.json` is a memory and no authority: an entry counts only while the digest of everything it comes from is
the same, and where the file is gone, damaged or cannot be written, all is worked out anew. Links are not in it: what
the web says has its own dates.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trax.checks.reading.link_judgement import WebAddress
from trax.errors import FileTrouble
from trax.files import read_limited, write_atomic
from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

VERSION = 1
LARGEST_STORE_BYTES = 50_000_000
# Text is told by its bytes; of a large picture, its size and time are enough.
READ_WHOLE_BYTES = 256_000
PACKAGE = Path(__file__).parent.parent
# What is written beside an issue and says nothing in it.
_NOT_READ = frozenset({"inbox", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one issue.

    Attributes:
        digest: Of everything that its facts and findings come from, the earlier issues aside.
        number: That of its header or its folder; 0 without one.
        day: Its date, ISO; empty when its header could not be read.
        facts: As JSON, for the issues after it; empty likewise.
        among: Digest of the issues that some findings compare it with; empty while it was not checked.
        findings: What all checks say of it but those that ask the web.
        looked: Codes of the checks that were run, of those that say the same of the same text.
        addresses: The web addresses in it.
        sources: Its files by path, when one of them allows something; else empty.
    """

    digest: str
    number: int
    day: str
    facts: str
    among: str = ""
    findings: tuple[Finding, ...] = ()
    looked: tuple[str, ...] = ()
    addresses: tuple[WebAddress, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Store:
    """What is known of all issues, by the name of the folder; `codes` are those of all checks."""

    codes: tuple[str, ...]
    issues: Mapping[str, Kept]


def store_path(root: Path) -> Path:
    """Return where the newsletter in this folder keeps what its checks found."""
    return root / ".trax" / "checks.json"


def read_store(root: Path) -> Store:
    """Return what is kept; nothing where the file is not there or cannot be read."""
    try:
        data = read_limited(store_path(root), limit_bytes=LARGEST_STORE_BYTES)
        document = json.loads(data or b"{}")
        if document.get("version") != VERSION:
            return Store((), {})
        kept = {str(name): _from_row(row) for name, row in document["issues"].items()}
        return Store(tuple(map(str, document["codes"])), kept)
    except (FileTrouble, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Store((), {})


def write_store(root: Path, store: Store) -> None:
    """Keep what is known; where it cannot be written, the check is worth no less and only takes longer."""
    rows = {name: astuple(kept) for name, kept in sorted(store.issues.items())}
    document = {"version": VERSION, "codes": store.codes, "issues": rows}
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    try:
        write_atomic(store_path(root), data)
    except FileTrouble:
        return


def digest_beside(root: Path) -> str:
    """Return the digest of what all issues share: the tool with its tables, the settings, the library, the templates.

    Raises:
        OSError: If a file cannot be read; then nothing is to be kept.
    """
    state = hashlib.sha256(str(VERSION).encode())
    for folder in (PACKAGE, PACKAGE.parent / "templates"):
        for name, path in _files(folder):
            if not name.endswith(".pyc"):
                status = path.stat()
                state.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    for name in ("issues/trax.toml", "issues/library", "templates"):
        _add(state, root / name)
    return state.hexdigest()


def digest_of_folder(folder: Path, *, beside: str) -> str:
    """Return the digest of an issue's files, and of what it shares with the others.

    Raises:
        OSError: If a file cannot be read; then nothing is to be kept.
    """
    state = hashlib.sha256(beside.encode())
    _add(state, folder)
    return state.hexdigest()


def digest_among(kept: Kept, others: Iterable[Kept]) -> str:
    """Return the digest of the issues that some findings compare one with: those before it, and those of its number."""
    earlier = sorted(
        other.digest
        for other in others
        if (kept.day and other.day and other.day < kept.day) or (other.number == kept.number and other != kept)
    )
    return hashlib.sha256("\n".join(earlier).encode()).hexdigest()


def is_current(store: Store, folders: Iterable[Path], *, beside: str) -> bool:
    """Return whether everything that is kept of these issues is what their files still say."""
    return all(
        (kept := store.issues.get(folder.name)) is not None and kept.digest == digest_of_folder(folder, beside=beside)
        for folder in folders
    )


def is_checked(kept: Kept, others: Iterable[Kept]) -> bool:
    """Return whether the findings of an issue are known, and the issues before it are those it was compared with."""
    return bool(kept.among) and kept.among == digest_among(kept, others)


def _add(state: Any, start: Path) -> None:
    for name, path in _files(start):
        status = path.stat()
        state.update(f"{name}\0{status.st_size}\0".encode("utf-8", "surrogateescape"))
        if status.st_size <= READ_WHOLE_BYTES:
            state.update(path.read_bytes())
        else:
            state.update(str(status.st_mtime_ns).encode())


def _files(start: Path, inside: str = "") -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder with their names, in one order everywhere; a file yields itself."""
    if start.is_file():
        yield inside or start.name, start
        return
    if not start.is_dir():
        return
    for entry in sorted(os.scandir(start), key=lambda entry: entry.name):
        name = f"{inside}/{entry.name}"
        if entry.is_dir():
            if entry.name not in _NOT_READ:
                yield from _files(Path(entry.path), name)
        elif entry.is_file() and not (entry.name.startswith(".")):
            yield name, Path(entry.path)


def _from_row(row: list[Any]) -> Kept:
    digest, number, day, facts, among, findings, looked, addresses, sources = row
    if not all(isinstance(each, str) for each in (digest, day, facts, among)):
        raise TypeError(row)
    return Kept(
        digest,
        int(number),
        day,
        facts,
        among,
        tuple(Finding(code, severity, Place(*place), *words) for code, severity, place, *words in findings),
        tuple(looked),
        tuple(WebAddress(url, Place(*place), fragment) for url, place, fragment in addresses),
        tuple((path, text) for path, text in sources),
    )
