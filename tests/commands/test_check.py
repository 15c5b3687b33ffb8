from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trax.checks.registry import CODES
from trax.cli import COMMANDS
from trax.commands.check import command

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
address = ["UPR Info", "1200 Geneva"]
publication = { name = "UPR Trax", organisation = "UPR Info", site = "https://example.org", audience = "readers" }
sender = { name = "UPR Info", email = "news@example.org" }
audiences.readers = { name = "Readers" }
"""
HEADER = "---\nnumber: {number}\ntitle: Beyond acceptance\npreheader: Read on\ndate: 28 November 2014\n---\n"


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """Return a newsletter with issue 50, which is right, and issue 51, which has an error and a warning."""
    issues = tmp_path / "issues"
    letters = {50: "Good news.\n", 51: "Come on Monday, 1 September 2022. Room tbc.\n"}
    for number, letter in letters.items():
        folder = issues / f"{number:03}"
        folder.mkdir(parents=True)
        (folder / "issue.md").write_text(HEADER.format(number=number) + letter, encoding="utf-8")
        (folder / "10-news.md").write_text("---\nkind: article\ntitle: News\n---\nWords.\n", encoding="utf-8")
    (issues / "trax.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def run(newsletter: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [*arguments, "--workspace", str(newsletter)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_the_line_of_the_table_is_the_line_of_the_command() -> None:
    assert command.short_help == COMMANDS["check"]


def test_a_right_issue_has_nothing_to_correct(newsletter: Path) -> None:
    assert run(newsletter, "50") == (0, "", "issue 50: nothing to correct\n")


def test_errors_end_with_1_and_are_counted(newsletter: Path) -> None:
    code, out, err = run(newsletter, "51")
    assert (code, err) == (1, "issue 51: 1 error, 1 warning\n")
    assert "issues/051/issue.md:7:9: error [weekday]" in out


def test_no_number_means_all_issues(newsletter: Path) -> None:
    code, _, err = run(newsletter)
    assert (code, err) == (1, "issue 50: nothing to correct\nissue 51: 1 error, 1 warning\n")


def test_json_is_one_document_for_all_issues(newsletter: Path) -> None:
    code, out, _ = run(newsletter, "50", "51", "--json")
    assert code == 1
    assert json.loads(out)["counts"] == {"error": 1, "warning": 1, "notice": 0}


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--only", "weekday"], ["weekday"]),
        (["--skip", "weekday"], ["placeholder"]),
        (["--only", "weekday", "--only", "placeholder", "--as-of", "1 May 2020"], ["weekday", "placeholder"]),
    ],
)
def test_checks_can_be_chosen(newsletter: Path, options: list[str], codes: list[str]) -> None:
    _, out, _ = run(newsletter, "51", "--json", *options)
    assert [finding["code"] for finding in json.loads(out)["findings"]] == codes


def test_the_list_names_every_check(newsletter: Path) -> None:
    code, out, _ = run(newsletter, "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(CODES)


def test_a_mail_that_is_too_large_is_found(newsletter: Path) -> None:
    (newsletter / "issues/050/10-news.md").write_text(
        "---\nkind: article\ntitle: News\n---\n" + "Many words. " * 10_000, encoding="utf-8"
    )
    code, out, _ = run(newsletter, "50")
    assert code == 1
    assert "error [size]" in out


def test_faults_of_the_files_are_printed_with_the_rest(newsletter: Path) -> None:
    (newsletter / "issues/051/10-news.md").write_text("---\nkind: nonsense\n---\n", encoding="utf-8")
    code, out, _ = run(newsletter, "51")
    assert code == 1
    assert "nonsense" in out
    assert "[weekday]" in out


def test_an_issue_without_a_header_shows_the_faults_of_its_files(newsletter: Path) -> None:
    (newsletter / "issues/051/issue.md").write_text("no header", encoding="utf-8")
    code, out, err = run(newsletter, "51")
    assert (code, "issues/051/issue.md" in out) == (1, True)
    assert err.startswith("issue 51: ")


def test_a_template_that_fails_is_a_finding(newsletter: Path) -> None:
    override = newsletter / "templates/email/article.mjml.j2"
    override.parent.mkdir(parents=True)
    override.write_text("{{ nonsense( }}", encoding="utf-8")
    code, out, _ = run(newsletter, "50")
    assert code == 1
    assert "error [render]" in out
