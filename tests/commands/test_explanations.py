"""The pages on findings: one for each code, true about it, and their examples do what they say."""

from __future__ import annotations

import importlib
import re
from datetime import date
from pathlib import Path

import pytest

from trax.checks.allowances import READERS, silence
from trax.checks.base import CheckInput
from trax.checks.registry import CHECKS, CODES, run_checks
from trax.commands import explanations
from trax.commands.explanations import (
    GROUPS,
    check_codes,
    check_groups,
    find_page,
    list_codes,
    parse_codes,
    read_page,
    reader_codes,
)
from trax.content.document import Document
from trax.content.front_matter import parse_front_matter
from trax.content.items import parse_item
from trax.content.settings import parse_settings
from trax.content.workspace import Workspace, open_workspace
from trax.errors import NoSuchCode
from trax.upr.table import load_table

ROOT = Path(__file__).parents[2]
# The mail of an issue is too long for a page.
WITHOUT_TEXT = {"size"}
PARTS = ["What it means", "Why it matters", "Example", "When it is right after all"]
FOUND = re.compile(r"(error|warning|notice) \[([a-z-]+)\] (.+)")


def block(text: str) -> list[str]:
    """The paragraphs of the indented block below "Example"."""
    example = text.partition("\n## Example\n")[2].partition("\n## ")[0]
    lines = [line for line in example.split("\n") if line.startswith("    ") or not line]
    return ["\n".join(line[4:] for line in part.split("\n")) for part in "\n".join(lines).strip("\n").split("\n\n")]


def test_every_check_has_a_page_and_every_page_a_check() -> None:
    assert sorted(check_codes()) == sorted(CODES)
    assert sorted(path.stem for path in (ROOT / "trax/help/checks").glob("*.md")) == sorted(CODES)


def test_every_code_of_a_reader_has_a_page_and_every_page_a_code() -> None:
    assert reader_codes() == READERS


def test_every_check_stands_in_one_group() -> None:
    grouped = [code for _, codes in GROUPS for code in codes.split()]
    assert len(grouped) == len(set(grouped))
    assert [code for code in CODES if code not in grouped] == []


@pytest.mark.parametrize("code", CODES)
def test_code_file_summary_and_page_are_one(code: str) -> None:
    module = importlib.import_module(f"trax.checks.{code.replace('-', '_')}")
    page = read_page(code)
    assert (module.CODE, page.code) == (code, code)
    assert page.text.startswith(f"# {code}\n\n")
    assert page.summary == module.SUMMARY
    assert re.findall(r"^## (.+)$", page.text, re.MULTILINE) == PARTS
    assert page.meaning not in {"", page.summary}


@pytest.mark.parametrize("code", CODES)
def test_a_page_of_a_check_shows_its_finding_and_how_to_allow_it(code: str) -> None:
    text = read_page(code).text
    assert re.search(rf"^    (?:\S+: )?(?:error|warning|notice) \[{code}\] \S", text, re.MULTILINE)
    allowed = text.partition("## When it is right after all")[2]
    assert re.search(rf"(?:<!--|#) trax: allow {code}: [a-z]", allowed)
    assert max(len(line) for line in text.splitlines() if not line.startswith("    ")) <= 120
    assert 15 <= len(text.splitlines()) <= 40


@pytest.mark.parametrize("code", READERS)
def test_a_page_of_a_reader_says_what_to_do(code: str) -> None:
    page = read_page(code)
    assert page.text.startswith(f"# {code}\n\n")
    assert page.summary.endswith(".")
    assert f"[{code}]" in page.text
    assert re.search(r"^## (?:What to do|How to write one)$", page.text, re.MULTILINE)


def said(text: str) -> list[str]:
    document = Document("x.md", text, text, "markdown")
    found = run_checks(CheckInput(document, load_table(), date(2014, 11, 30)))
    verdict = silence(found, {"x.md": text}, known=CODES)
    return [f"{each.severity} [{each.code}] {each.message}" for each in verdict.findings]


EXAMPLES = ["weekday", "time", "session-date", "missing-state", "extra-state", "count-vs-list", "placeholder"]
EXAMPLES += ["month-label", "duration", "cumulative-count", "duplicate-state", "list-separator", "list-order"]
EXAMPLES += ["date-conflict", "past-event", "ordinal", "brackets", "leftover", "state-name"]


# Where one text has several lines, the comment before it allows the first of them.
WITHOUT_COMMENT = ["numbering", "link-text", "missing-alt"]


@pytest.mark.parametrize("code", [*EXAMPLES, *WITHOUT_COMMENT])
def test_the_example_of_a_check_gives_its_finding_and_then_none(code: str) -> None:
    wrong, finding, right = block(read_page(code).text)[:3]
    assert said(wrong) == [finding]
    assert said(right) == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_comment_on_the_page_of_a_check_allows_its_example(code: str) -> None:
    text = read_page(code).text
    match = re.search(rf"<!-- trax: allow {code}: [^\n]+ -->", text)
    assert match
    wrong = block(text)[0]
    assert said(f"{match[0]}\n{wrong}") == []
    if "\n" not in wrong:
        assert said(f"{wrong} {match[0]}") == []


def test_the_example_of_an_allowance_gives_its_finding_and_then_none() -> None:
    wrong, finding, right = block(read_page("allow").text)[:3]
    assert finding in said(wrong)
    assert said(right) == []


@pytest.fixture
def workspace() -> Workspace:
    return open_workspace(ROOT)


def messages(workspace: Workspace, text: str) -> list[str]:
    _, findings = parse_item(workspace, text, path="issues/050/10-x.md", slug="x", near=date(2014, 11, 30))
    return [f"{each.severity} [{each.code}] {each.message}" for each in findings]


def test_the_examples_of_the_readers_of_items_are_what_they_say(workspace: Workspace) -> None:
    wrong, finding, right = block(read_page("field").text)
    rest = "\ntitle: Seminar\n---\nWords.\n"
    assert messages(workspace, f"---\n{wrong}{rest}") == [finding]
    assert messages(workspace, f"---\n{right}{rest}") == []

    wrong, finding, right = block(read_page("markdown").text)
    item = "---\nkind: article\ntitle: News\n---\n"
    assert messages(workspace, item + wrong) == [finding]
    assert messages(workspace, item + right) == []

    wrong, finding, right = block(read_page("library").text)
    assert messages(workspace, f"---\n{wrong}\n---\n") == [finding.partition("\n")[0]]
    assert messages(workspace, f"---\n{right}\n---\n") == []


def test_the_example_of_a_header_is_what_it_says() -> None:
    wrong, finding, right = block(read_page("front-matter").text)
    _, found = parse_front_matter(wrong, path="x.md")
    assert [f"{each.severity} [{each.code}] {each.message}" for each in found] == [finding]
    assert parse_front_matter(right, path="x.md")[1] == ()


def test_the_example_of_the_settings_is_what_it_says() -> None:
    wrong, finding, _ = block(read_page("settings").text)
    _, found = parse_settings(wrong)
    assert finding.partition("\n")[0] in [f"{each.severity} [{each.code}] {each.message}" for each in found]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ((), ()),
        (("weekday",), ("weekday",)),
        (("weekday,time",), ("weekday", "time")),
        (("weekday, time", "size"), ("weekday", "time", "size")),
        ((" Weekday ,, TIME,",), ("weekday", "time")),
    ],
)
def test_codes_are_taken_one_by_one_or_with_commas(typed: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert parse_codes(typed) == codes


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("weekdy", 'there is no check "weekdy": did you mean weekday?'),
        ("session_date", 'there is no check "session_date": did you mean session-date?'),
        ("weekday,tine", 'there is no check "tine": did you mean time?'),
        ("everything", 'there is no check "everything": trax check --list prints all codes'),
        ("markdown", 'there is no check "markdown": files are always read whole'),
        (",", 'there is no check "": trax check --list prints all codes'),
    ],
)
def test_an_unknown_code_is_refused_on_one_line_with_the_cure(typed: str, message: str) -> None:
    with pytest.raises(NoSuchCode) as refused:
        parse_codes((typed,))
    assert (refused.value.message, refused.value.hint, refused.value.exit_code) == (message, "", 2)


@pytest.mark.parametrize("code", ["../changes", "..", "", "checks/weekday", "weekday.md", "Weekday", "\0", "a\nb"])
def test_only_the_names_of_pages_are_pages(code: str) -> None:
    assert find_page(code) is None
    with pytest.raises(NoSuchCode) as refused:
        read_page(code)
    assert "\n" not in refused.value.message


def test_a_check_without_a_group_is_listed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weekday.md").write_text("# weekday\n\nOne.\n", encoding="utf-8")
    (tmp_path / "odd.md").write_text("# odd\n\nTwo\nlines.\n", encoding="utf-8")
    monkeypatch.setattr(explanations, "CHECK_PAGES", tmp_path)
    assert check_groups() == (("Days and times", ("weekday",)), ("More", ("odd",)))
    assert list_codes(width=None) == "Days and times\n  weekday  One.\n\nMore\n  odd      Two lines."


def test_the_list_is_aligned_and_breaks_lines_on_a_narrow_terminal() -> None:
    assert (
        len({line.index(line.split(maxsplit=1)[1]) for line in list_codes(width=None).splitlines() if line[:1] == " "})
        == 1
    )
    narrow = list_codes(width=60, with_readers=True).splitlines()
    assert max(len(line) for line in narrow) <= 60
    assert [check.CODE for check in CHECKS if not any(line.startswith(f"  {check.CODE} ") for line in narrow)] == []
