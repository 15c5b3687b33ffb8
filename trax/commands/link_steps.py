"""What `trax check` knows of links: what earlier looks have found, and what a look on the web finds now."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from trax.errors import FileTrouble
from trax.web.link_cache import keep_results, read_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from trax.web.links import LinkResult, Outcome

# From so many links on, a person at a terminal sees how far the look has come.
WORTH_A_BAR = 20
# How long a result is taken for what is still so. Somebody who has mended a page wants to see that at once; a site that
# is down is not asked anew by each run of an afternoon.
_DAY, _HOUR, _NEVER = timedelta(hours=24), timedelta(hours=1), timedelta(0)
GOOD_FOR: dict[Outcome, timedelta] = {
    "ok": _DAY,
    "moved": _DAY,
    "refused": _DAY,
    "gone": _NEVER,
    "failing": _HOUR,
    "unreachable": _HOUR,
    "untrusted": _HOUR,
    "not-public": _HOUR,
}


def utc_now() -> datetime:
    """Return the time of a check, UTC."""
    return datetime.now(tz=UTC)


class LinkBook:
    """What is known of links during one command.

    Attributes:
        results: By address; grows with each look.
        now: The time of the command, with a zone.
    """

    def __init__(self, root: Path | None, *, now: datetime, is_offline: bool) -> None:
        """Open the book of a newsletter, or an empty one that is not kept.

        Args:
            root: Folder of the newsletter; None outside one.
            now: With a zone.
            is_offline: Whether nothing on the web is asked.
        """
        self.now = now
        self.results: dict[str, LinkResult] = read_results(root) if root else {}
        self._root, self._is_offline = root, is_offline
        self._asked: set[str] = set()

    def look_at(self, addresses: Iterable[str]) -> None:
        """Ask on the web for each address that is not known well enough, once, and keep what is found."""
        wanted = [url for url in dict.fromkeys(addresses) if url not in self._asked and not self._is_fresh(url)]
        if self._is_offline or not wanted:
            return
        self._asked.update(wanted)
        found: list[LinkResult] = []
        try:
            with _bar(len(wanted)) as bar:
                for result in _look(wanted):
                    found.append(result)
                    self.results[result.url] = result
                    if bar:
                        bar.update(1)
        finally:
            self._keep(found)
        # No network: the next issue of the same command need not wait for it, too.
        self._is_offline = not found

    def _is_fresh(self, url: str) -> bool:
        result = self.results.get(url)
        return result is not None and timedelta(0) <= self.now - result.checked_at < GOOD_FOR[result.outcome]

    def _keep(self, found: list[LinkResult]) -> None:
        """Write the results down; where that cannot be done, the check is worth no less."""
        if not self._root or not found:
            return
        try:
            notice = keep_results(self._root, found, now=self.now)
        except FileTrouble as error:
            notice = f"{error.message}; links will be looked at anew next time"
        if notice:
            click.echo(notice, err=True)


def _look(wanted: list[str]) -> Iterator[LinkResult]:
    """Yield what the web says; a check that asks for nothing there does not import what asks."""
    from trax.web.link_crew import look_at_links  # noqa: PLC0415 - see above

    yield from look_at_links(wanted)


def _bar(count: int) -> AbstractContextManager[Any]:
    """Return a bar on stderr for a person who waits; nothing for a script or a few links."""
    if count <= WORTH_A_BAR or not sys.stderr.isatty():
        return nullcontext()
    return click.progressbar(length=count, label=f"looking at {count} links", file=sys.stderr)
