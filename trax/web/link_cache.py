"""What earlier looks at links have found, in `.trax/links.json`: each result with its address and its day.

The file is a memory and no authority: where it is gone, damaged or cannot be written, links are looked at anew.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trax.errors import FileTrouble
from trax.files import read_limited, write_atomic
from trax.web.links import OUTCOMES, LinkResult

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VERSION = 1
LARGEST_CACHE_BYTES = 20_000_000
KEPT_FOR = timedelta(days=180)


def cache_path(root: Path) -> Path:
    """Return where the newsletter in this folder keeps its results."""
    return root / ".trax" / "links.json"


def read_results(root: Path) -> dict[str, LinkResult]:
    """Return the kept results by address; none where the file is not there or cannot be read."""
    return _read(cache_path(root)) or {}


def keep_results(root: Path, results: Iterable[LinkResult], *, now: datetime) -> str:
    """Add results to those that are kept, the younger of two of one address; forget those of half a year ago.

    Returns:
        What a person should know: that a damaged file was put aside. Empty when there is nothing.

    Raises:
        FileTrouble: If the file cannot be written.
    """
    path, notice = cache_path(root), ""
    kept = _read(path)
    if kept is None and path.exists():
        aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%f}")
        try:
            path.rename(aside)
        except OSError as error:
            raise FileTrouble(path, error) from error
        notice = f"{path}: was damaged and is kept as {aside.name}; begun anew"
    known = dict(kept or {})
    for result in results:
        if result.url not in known or known[result.url].checked_at <= result.checked_at:
            known[result.url] = result
    rows = {url: _row(known[url]) for url in sorted(known) if now - known[url].checked_at < KEPT_FOR}
    document = {"version": VERSION, "links": rows}
    write_atomic(path, f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace"))
    return notice


def _read(path: Path) -> dict[str, LinkResult] | None:
    """Return the results of the file; None when there is none, or none that can be understood."""
    try:
        document = json.loads(read_limited(path, limit_bytes=LARGEST_CACHE_BYTES) or b"")
        if document["version"] != VERSION:
            return None
        return {url: _parse(url, row) for url, row in document["links"].items()}
    except (FileTrouble, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _row(result: LinkResult) -> dict[str, Any]:
    return {
        "outcome": result.outcome,
        "status": result.status,
        "final_url": result.final_url,
        "reason": result.reason,
        "checked_at": result.checked_at.isoformat(),
    }


def _parse(url: str, row: dict[str, Any]) -> LinkResult:
    """Return the result of a row; raises ValueError, KeyError or TypeError for one that trax has not written."""
    checked_at = datetime.fromisoformat(row["checked_at"])
    status, final_url, reason = row["status"], row["final_url"], row["reason"]
    is_sound = isinstance(final_url, str) and isinstance(reason, str) and (status is None or type(status) is int)
    if checked_at.tzinfo is None or row["outcome"] not in OUTCOMES or not is_sound:
        raise ValueError(url)
    return LinkResult(url, row["outcome"], status, final_url, reason, checked_at)
