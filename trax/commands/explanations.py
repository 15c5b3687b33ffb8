"""The help page of each code that a finding may carry: which there are, in which groups, and what they say.

Everything here is read from the pages, so that a list of codes costs no import of the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trax.commands.terminal import wrapped
from trax.content.wording import did_you_mean, quoted
from trax.errors import NoSuchCode

HELP = Path(__file__).parent.parent / "help"
CHECK_PAGES, READER_PAGES = HELP / "checks", HELP / "readers"
# What a check is about, in the order in which people ask. A test holds that each check stands in one group.
GROUPS = (
    ("Days and times", "weekday time missing-year ordinal duration month-label date-conflict past-event"),
    (
        "Sessions and States",
        (
            "session-date superseded-date missing-state extra-state duplicate-state count-vs-list cumulative-count "
            "list-order list-separator state-name stale-session-data"
        ),
    ),
    ("Figures", "percentages cross-issue-figure numbering"),
    ("Words", "placeholder leftover brackets spelling acronym house-name"),
    ("Links and pictures", "link-text links reused-link join-link missing-alt"),
    ("People", "consent reused-quote"),
    ("The mail", "subject preheader address unsubscribe size"),
)
REST, INDENT = "More", "  "
READERS = "Files and settings (these cannot be allowed)"


@dataclass(frozen=True, slots=True)
class Page:
    """The help page of a code: its first paragraph in one line, and the whole in Markdown."""

    code: str
    summary: str
    text: str

    @property
    def meaning(self) -> str:
        """The first paragraph below "What it means", in one line; the summary where there is none."""
        _, _, below = self.text.partition("\n## What it means\n")
        return _first_paragraph(below) or self.summary


def check_codes() -> tuple[str, ...]:
    """Return the codes of the checks, group by group."""
    return tuple(code for _, codes in check_groups() for code in codes)


def check_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the groups of checks with their codes; a group without any is left out."""
    pages = _codes_in(CHECK_PAGES)
    groups = [(name, codes.split()) for name, codes in GROUPS]
    grouped = {code for _, codes in groups for code in codes}
    groups.append((REST, [code for code in pages if code not in grouped]))
    present = [(name, tuple(code for code in codes if code in pages)) for name, codes in groups]
    return tuple((name, codes) for name, codes in present if codes)


def reader_codes() -> tuple[str, ...]:
    """Return the codes of what is wrong with a file itself, which no check says."""
    return _codes_in(READER_PAGES)


def find_page(code: str) -> Page | None:
    """Return the page of a code, or None for a code that no finding has."""
    folder = CHECK_PAGES if code in _codes_in(CHECK_PAGES) else READER_PAGES if code in reader_codes() else None
    if folder is None:
        return None
    text = (folder / f"{code}.md").read_text(encoding="utf-8")
    _, _, below = text.partition("\n")
    return Page(code, _first_paragraph(below), text)


def read_page(code: str) -> Page:
    """Return the page of a code.

    Raises:
        NoSuchCode: If no finding has that code.
    """
    page = find_page(code)
    if page is None:
        known = (*check_codes(), *reader_codes())
        cure = did_you_mean(code, known) or "trax explain lists all codes"
        raise NoSuchCode(quoted(code), cure, what="finding")
    return page


def parse_codes(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of checks that options name, several in one with commas between them.

    Raises:
        NoSuchCode: If one is not the code of a check.
    """
    codes = tuple(code for words in typed for code in words.lower().replace(",", " ").split() or [""])
    known = check_codes() if codes else ()
    for code in codes:
        if code not in known:
            meant = "files are always read whole" if code in reader_codes() else did_you_mean(code, known)
            raise NoSuchCode(quoted(code), meant or "trax check --list prints all codes")
    return codes


def list_codes(*, width: int | None, with_readers: bool = False) -> str:
    """Return the codes with one line each, group by group; as wide as the terminal, or with lines as they come."""
    groups = (*check_groups(), *(((READERS, reader_codes()),) if with_readers else ()))
    column = max(len(code) for _, codes in groups for code in codes) + 2 * len(INDENT)
    lines: list[str] = []
    for name, codes in groups:
        lines += ["", name] if lines else [name]
        for code in codes:
            page = find_page(code)
            lines.append(wrapped(f"{INDENT}{code:{column - len(INDENT)}}{page.summary if page else ''}", width, column))
    return "\n".join(lines)


def codes_as_json() -> dict[str, object]:
    """Return the checks as the JSON document that scripts read."""
    pages = [(group, find_page(code)) for group, codes in check_groups() for code in codes]
    return {"checks": [{"code": page.code, "group": group, "summary": page.summary} for group, page in pages if page]}


def _codes_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.md")))


def _first_paragraph(text: str) -> str:
    """Return the first paragraph of a text in one line; empty when a heading comes before it."""
    paragraph = text.strip().partition("\n\n")[0]
    return "" if paragraph.startswith("#") else " ".join(paragraph.split())
