"""What `trax check` does with what its arguments name: issues, files of an issue, files from outside a newsletter."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trax.checks import links
from trax.checks.allowances import Verdict, silence, sources_of
from trax.checks.base import CheckInput
from trax.checks.reading.document_day import day_of
from trax.checks.reading.passage import Passage
from trax.checks.reading.web_addresses import find_web_addresses
from trax.checks.registry import CODES, MAIL_CODES, PASSING_CODES, run_checks
from trax.commands.check_round import Wish, check_issues
from trax.commands.check_verdict import Checked, verdict_of
from trax.commands.link_steps import LinkBook
from trax.commands.wanted import FileWanted, IssueWanted, common_root, find_wanted
from trax.content.dates import day_in_words
from trax.content.decoding import LARGEST_DOCUMENT_BYTES, too_large
from trax.content.document import parse_document
from trax.content.source import file_fault
from trax.errors import FileTrouble
from trax.files import read_limited
from trax.model import Place
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from trax.content.document import Document
    from trax.delivery.check_store import Kept
    from trax.model import Finding

BEGINNING = 100_000  # characters of a document that tell its day


@dataclass(slots=True)
class Way:
    """How it is looked at.

    Attributes:
        only: Codes of the checks to run; all when empty. `skip` are those to leave out.
        as_of: Day whose knowledge counts; without it that of each issue, and the one that each file tells.
        now: With a zone.
        is_offline: Whether no link on the web is asked for.
        root: Folder that the paths of an issue's findings begin in; without it they begin in the current folder.
    """

    only: tuple[str, ...]
    skip: tuple[str, ...]
    as_of: date | None
    now: datetime
    is_offline: bool
    root: Path | None = None
    _books: dict[Path | None, LinkBook] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the checks that are run."""
        return frozenset(code for code in CODES if (not self.only or code in self.only) and code not in self.skip)

    def book(self, root: Path | None) -> LinkBook:
        """Return what is known of links to a newsletter; without one, during this command."""
        if root not in self._books:
            self._books[root] = LinkBook(root, now=self.now, is_offline=self.is_offline)
        return self._books[root]


def check_all(arguments: Sequence[str], way: Way, *, start: Path) -> tuple[tuple[Checked, ...], Path | None]:
    """Return what is wrong in what the arguments name, in their order, and the folder that paths begin in.

    Args:
        arguments: Issues, files of issues, files from outside; all issues without any.
        start: Where the newsletter is looked for, from here upwards.

    Raises:
        NoSuchFile, NoSuchIssue, NoWorkspace, SettingsError: If there is no such thing, or no newsletter.
        FileTrouble: If the folder of an issue cannot be read.
    """
    wanted = find_wanted(arguments, start=start)
    way = replace(way, root=common_root(wanted))
    issues = [each for each in wanted if isinstance(each, IssueWanted)]
    kept: dict[Path, Kept] = {}
    for root in dict.fromkeys(each.place.workspace.root for each in issues):
        here = [each for each in issues if each.place.workspace.root == root]
        for is_whole in (True, False):
            folders = [each.place.folder for each in here if each.is_whole is is_whole]
            # What the mail weighs is nobody's single file; and it costs the most.
            skip = way.skip if is_whole else (*way.skip, *sorted(MAIL_CODES))
            if folders:
                kept |= check_issues(here[0].place.workspace, folders, Wish(way.only, skip, way.as_of))
        way.book(root).look_at(address.url for each in here for address in kept[each.place.folder].addresses)
    checked = (
        _check_file(each, way) if isinstance(each, FileWanted) else _checked(each, kept[each.place.folder], way)
        for each in wanted
    )
    return tuple(checked), way.root


def _checked(wanted: IssueWanted, kept: Kept, way: Way) -> Checked:
    verdict = verdict_of(kept, way.book(wanted.place.workspace.root), codes=CODES)
    if wanted.is_whole and way.root:
        return Checked(wanted.name, verdict)
    findings = [named for each in verdict.findings if (named := _named(each, wanted)) is not None]
    silenced = [
        replace(each, finding=named) for each in verdict.silenced if (named := _named(each.finding, wanted)) is not None
    ]
    return Checked(wanted.name, Verdict(tuple(findings), tuple(silenced)))


def _check_file(wanted: FileWanted, way: Way) -> Checked:
    document, findings = _read(wanted)
    if document is None:
        return Checked(wanted.name, Verdict(findings))
    day, note = (way.as_of, "") if way.as_of else _judged_as_of(document, way.now.astimezone().date())
    book = way.book(None)
    given = CheckInput(document, load_table(), day, now=way.now, link_results=book.results)
    if links.CODE in way.codes:
        # The check reads what is in the book by then.
        book.look_at(address.url for address in find_web_addresses(given))
    findings += run_checks(given, only=way.only, skip=way.skip)
    verdict = silence(findings, sources_of(document), known=CODES, ran=way.codes - PASSING_CODES)
    return Checked(wanted.name, verdict, note)


def _named(finding: Finding, wanted: IssueWanted) -> Finding | None:
    """Return a finding under the name that its file was given; None for one that was not asked for.

    What keeps the whole issue from being read is told with any of its files.
    """
    path, root = finding.place.path, wanted.place.workspace.root
    header = f"{wanted.place.workspace.name_of(wanted.place.folder)}/issue.md"
    name = wanted.files.get(path)
    if name is None:
        keeps_from_reading = path == header and finding.severity == "error" and finding.code not in CODES
        if not (wanted.is_whole or keeps_from_reading):
            return None
        name = Path(os.path.relpath(root / path)).as_posix()
    return replace(finding, place=replace(finding.place, path=name))


def _judged_as_of(document: Document, today: date) -> tuple[date, str]:
    beginning = Passage(document.text[:BEGINNING], Place(document.path, 1), load_table(), document=document)
    judged = day_of(beginning, today)
    words = f"judged as of {day_in_words(judged.day)} ({judged.reason}; --as-of says otherwise)"
    return judged.day, f"{document.path}: {words}"


def _read(wanted: FileWanted) -> tuple[Document | None, tuple[Finding, ...]]:
    data: bytes | None
    if wanted.path is None:
        data = sys.stdin.buffer.read(LARGEST_DOCUMENT_BYTES + 1) if sys.stdin else b""
    else:
        try:
            data = read_limited(wanted.path, limit_bytes=LARGEST_DOCUMENT_BYTES)
        except FileTrouble as error:
            why = str(getattr(error.__cause__, "strerror", "")).lower()
            problem, hint = f"cannot be read ({why})", "mend that, or check a copy of it"
            return None, (file_fault(wanted.name, problem, hint=hint),)
    return (None, (too_large(wanted.name),)) if data is None else parse_document(data, path=wanted.name)
