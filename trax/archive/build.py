"""Issues, bundles and receipts to the pages of a static site.

An issue's page is made again from its content as a page for reading; the mail beside it is the frozen bytes,
untouched. No script, nothing from elsewhere; what a page may load is stated in the page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trax.archive.entries import Entry, Page
from trax.files import write_if_changed
from trax.render.view import DOTS, view_issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from trax.content.settings import Settings
    from trax.render.templates import Templates
    from trax.render.view import LetterView
    from trax.upr.table import Table

FEED_LENGTH = 20
# RFC 4287 wants a time of change even from a feed without entries.
NEVER = "1970-01-01T00:00:00Z"


def plan_site(entries: Sequence[Entry], *, settings: Settings, table: Table, templates: Templates) -> tuple[Page, ...]:
    """Return every file of the site; the same entries give the same bytes.

    Raises:
        TemplateFault: If a template is missing or wrong.
    """
    newest_first = sorted(entries, key=lambda entry: (entry.issue.date, entry.issue.number), reverse=True)
    common = {"settings": settings, "theme": templates.theme, "language": templates.language}
    # The list of issues is in the language of the newsletter, an issue in its own.
    say = templates.language(settings.publication.language)
    views = {entry.issue.number: _view(entry, "images/", settings, table, templates) for entry in newest_first}
    pages = [
        _page("style.css", "site/style.css.j2", common | {"say": say}, templates, is_html=False),
        _page("mark.svg", "site/mark.svg.j2", common | {"dot": _latest_dot(newest_first)}, templates),
        _page(
            "index.html",
            "site/index.html.j2",
            common | {"say": say, "years": _by_year(newest_first), "views": views, "root": ""},
            templates,
        ),
        _feed(newest_first[:FEED_LENGTH], common | {"say": say}, settings, table, templates),
    ]
    for older, entry, newer in _with_neighbours(newest_first):
        values = common | {
            "say": templates.language(entry.issue.language),
            "letter": views[entry.issue.number],
            "entry": entry,
            "older": older,
            "newer": newer,
            "sent_day": _sent_day(entry, settings),
            "root": "../../",
        }
        pages.append(_page(f"{entry.address}index.html", "site/issue.html.j2", values, templates))
        pages.extend(_exact(entry))
        dot = {"dot": entry.issue.number % DOTS}
        pages.append(_page(f"{entry.address}mark.svg", "site/mark.svg.j2", common | dot, templates))
    return tuple(sorted(pages, key=lambda page: page.path))


def write_site(folder: Path, pages: Iterable[Page]) -> int:
    """Write the pages whose bytes differ and return how many that were; other files are left alone.

    Raises:
        FileTrouble: If a file cannot be written.
    """
    return sum(write_if_changed(folder / page.path, page.data) for page in pages)


def _view(entry: Entry, prefix: str, settings: Settings, table: Table, templates: Templates) -> LetterView:
    language = templates.language(entry.issue.language)
    return view_issue(entry.issue, settings=settings, table=table, language=language, prefix=prefix)


def _page(path: str, template: str, values: dict[str, object], templates: Templates, *, is_html: bool = True) -> Page:
    text = templates.render(template, values, is_html=is_html)
    return Page(path, text.encode())


def _exact(entry: Entry) -> list[Page]:
    """Return the frozen bytes of the mail, and the pictures of the issue."""
    bundle = entry.bundle
    images = bundle.images if bundle else entry.issue.images
    pages = [Page(f"{entry.address}images/{image.name}", image.data) for image in images]
    if bundle:
        pages += [Page(entry.address + name, bundle.files[name]) for name in ("email.html", "email.txt")]
    return pages


def _feed(
    entries: Sequence[Entry], common: dict[str, object], settings: Settings, table: Table, templates: Templates
) -> Page:
    site = settings.publication.site
    # A feed is read far from the site: its addresses are whole.
    views = {
        entry.issue.number: _view(entry, f"{site}/{entry.address}images/", settings, table, templates)
        for entry in entries
    }
    stamps = {entry.issue.number: _stamp(entry) for entry in entries}
    values = common | {
        "entries": entries,
        "views": views,
        "stamps": stamps,
        "updated": max(stamps.values(), default=NEVER),
    }
    return _page("feed.xml", "site/feed.xml.j2", values, templates)


def _stamp(entry: Entry) -> str:
    """Return when the issue was sent, or its day, as Atom writes it: RFC 3339 in UTC."""
    moment = entry.receipt.sent_at if entry.receipt else datetime.combine(entry.issue.date, time(), UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sent_day(entry: Entry, settings: Settings) -> date | None:
    zone = ZoneInfo(settings.publication.time_zone)
    return entry.receipt.sent_at.astimezone(zone).date() if entry.receipt else None


def _by_year(newest_first: Sequence[Entry]) -> tuple[tuple[int, tuple[Entry, ...]], ...]:
    grouped = groupby(newest_first, key=lambda entry: entry.issue.date.year)
    return tuple((year, tuple(entries)) for year, entries in grouped)


def _latest_dot(newest_first: Sequence[Entry]) -> int:
    return newest_first[0].issue.number % DOTS if newest_first else 0


def _with_neighbours(newest_first: Sequence[Entry]) -> list[tuple[Entry | None, Entry, Entry | None]]:
    older: list[Entry | None] = [*newest_first[1:], None]
    newer: list[Entry | None] = [None, *newest_first[:-1]]
    return list(zip(older, newest_first, newer, strict=False))
