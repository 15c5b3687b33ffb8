from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trax.checks.registry import CHECKS
from trax.cli import COMMANDS
from trax.commands.check import command
from trax.errors import NoSuchCode

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
address = ["UPR Info", "1200 Geneva"]
publication = { name = "UPR Trax", organisation = "UPR Info", site = "https://example.org", audience = "readers" }
sender = { name = "UPR Info", email = "news@example.org" }
audiences.readers = { name = "Readers" }
"""
HEADER = """\
---
number: {number}
title: Beyond acceptance
preheader: What became of it all
date: 28 November 2014
---
"""


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
        (["--only", "placeholder,weekday"], ["weekday", "placeholder"]),
        (["--skip", "weekday, placeholder"], []),
    ],
)
def test_checks_can_be_chosen(newsletter: Path, options: list[str], codes: list[str]) -> None:
    _, out, _ = run(newsletter, "51", "--json", *options)
    assert [finding["code"] for finding in json.loads(out)["findings"]] == codes


def test_the_list_names_every_check_once_with_its_line(newsletter: Path) -> None:
    code, out, _ = run(newsletter, "--list")
    rows = [line.split(maxsplit=1) for line in out.splitlines() if line.startswith("  ")]
    assert code == 0
    assert sorted(rows) == sorted([check.CODE, check.SUMMARY] for check in CHECKS)


def test_the_list_is_also_there_for_scripts(newsletter: Path) -> None:
    _, out, _ = run(newsletter, "--list", "--json")
    checks = json.loads(out)["checks"]
    assert {each["code"]: each["summary"] for each in checks} == {check.CODE: check.SUMMARY for check in CHECKS}
    assert all(each["group"] for each in checks)


def test_a_code_that_is_not_there_is_refused(newsletter: Path) -> None:
    with pytest.raises(NoSuchCode, match="did you mean weekday"):
        CliRunner().invoke(command, ["--skip", "weekdy", "--workspace", str(newsletter)], catch_exceptions=False)


def test_the_command_is_there_before_any_check_is() -> None:
    """A run whose answer is known already must not wait for all rules to be imported."""
    code = "import sys, trax.commands.check; print('trax.checks.registry' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_annotations_for_github(newsletter: Path) -> None:
    code, out, err = run(newsletter, "51", "--format", "github")
    assert (code, err) == (1, "issue 51: 1 error, 1 warning\n")
    lines = out.splitlines()
    assert lines[0].startswith("::error file=issues/051/issue.md,line=7,col=9,title=weekday::1 September 2022 is")
    assert lines[1].startswith("::warning file=issues/051/issue.md,line=7,col=40,title=placeholder::")


def test_sarif_is_one_document_for_all_issues(newsletter: Path) -> None:
    code, out, _ = run(newsletter, "--format", "sarif")
    (one,) = json.loads(out)["runs"]
    assert code == 1
    assert [result["ruleId"] for result in one["results"]] == ["weekday", "placeholder"]
    assert one["results"][0]["locations"][0]["physicalLocation"]["region"]["endColumn"] == 33


@pytest.mark.parametrize("form", ["json", None])
def test_json_is_the_short_form(newsletter: Path, form: str | None) -> None:
    _, out, _ = run(newsletter, "50", "--json", *(["--format", form] if form else []))
    assert json.loads(out)["findings"] == []


def test_two_forms_at_once_are_refused(newsletter: Path) -> None:
    code, _, err = run(newsletter, "50", "--json", "--format", "sarif")
    assert code == 2
    assert "--json is short for --format json" in err


ALLOWED = "Come on Monday, 1 September 2022. Room tbc. <!-- trax: allow weekday, placeholder: as it was printed -->\n"


def allow(newsletter: Path, letter: str = ALLOWED) -> None:
    (newsletter / "issues/051/issue.md").write_text(HEADER.format(number=51) + letter, encoding="utf-8")


def test_what_is_allowed_is_not_found_but_counted(newsletter: Path) -> None:
    allow(newsletter)
    assert run(newsletter, "51") == (0, "", "issue 51: nothing to correct, 2 silenced\n")


def test_what_is_allowed_is_in_the_documents_with_its_reason(newsletter: Path) -> None:
    allow(newsletter)
    _, out, _ = run(newsletter, "51", "--json")
    assert [each["reason"] for each in json.loads(out)["silenced"]] == ["as it was printed"] * 2
    _, out, _ = run(newsletter, "51", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    assert [result["suppressions"][0]["justification"] for result in results] == ["as it was printed"] * 2


def test_an_allowance_is_not_needless_because_its_check_was_left_out(newsletter: Path) -> None:
    allow(newsletter)
    assert run(newsletter, "51", "--only", "weekday") == (0, "", "issue 51: nothing to correct, 1 silenced\n")


def test_an_allowance_without_a_reason_is_an_error(newsletter: Path) -> None:
    allow(newsletter, "Come on Monday, 1 September 2022. <!-- trax: allow weekday -->\n")
    code, out, _ = run(newsletter, "51")
    assert code == 1
    assert "issues/051/issue.md:7:35: error [allow] this does not say why" in out
    assert "error [weekday]" in out


def test_a_mail_that_is_too_large_may_be_allowed_and_is_measured_beside_other_allowances(newsletter: Path) -> None:
    long = "---\nkind: article\ntitle: News\n---\n" + "Many words. " * 10_000
    (newsletter / "issues/051/10-news.md").write_text(long, encoding="utf-8")
    allow(newsletter)
    code, out, _ = run(newsletter, "51")
    assert (code, "error [size]" in out) == (1, True)
    allow(newsletter, f"{ALLOWED}\n<!-- trax: allow size: nobody here uses Gmail -->\n")
    assert run(newsletter, "51") == (0, "", "issue 51: nothing to correct, 3 silenced\n")


def test_a_size_that_could_not_be_measured_leaves_its_allowance_alone(newsletter: Path) -> None:
    allow(newsletter, "Come on Monday, 1 September 2022.\n\n<!-- trax: allow size: nobody here uses Gmail -->\n")
    _, out, err = run(newsletter, "51")
    assert ("[allow]" in out, err) == (False, "issue 51: 1 error\n")
    allow(newsletter, "Good news.\n\n<!-- trax: allow size: nobody here uses Gmail -->\n")
    _, out, err = run(newsletter, "51")
    assert ("notice [allow] size finds nothing" in out, err) == (True, "issue 51: 1 notice\n")


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
