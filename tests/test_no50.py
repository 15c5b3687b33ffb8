"""The issue that ships with trax: right where the printed one was wrong, and found wrong when it is made so again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trax.cli import trax
from trax.delivery.locate import locate_issue, read_whole_issue, render_issue

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
LIST = (
    "Armenia, Grenada, Guinea, Guinea-Bissau, Guyana, Kenya, Kiribati, Kuwait, Kyrgyzstan, "
    "Lao People's Democratic Republic, Lesotho, Spain, Sweden and Turkey"
)
ITEM = "---\nkind: article\ntitle: Sessions\n---\n\n{}\n"


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    return tmp_path


def check(newsletter: Path, *numbers: str) -> tuple[int, str]:
    result = CliRunner().invoke(trax, ["check", *numbers, "--skip", "links", "--workspace", str(newsletter)])
    return result.exit_code, result.stdout


@pytest.mark.parametrize("number", ["50", "101", "102"])
def test_the_shipped_issues_have_nothing_to_correct(newsletter: Path, number: str) -> None:
    assert check(newsletter, number) == (0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"The States to be reviewed at the 21st session are {LIST.replace('Lesotho, ', '')}.",
            r"25-wrong\.md:6:\d+: error \[missing-state\] Lesotho is missing from the States of session 21",
            id="Lesotho left out",
        ),
        pytest.param(
            "The 20th UPR session was held from 26 October to 7 November 2014.",
            r"25-wrong\.md:6:36: error \[session-date\] 26 October 2014 was a Sunday; .* Monday, 27 October 2014",
            id="26 October",
        ),
        pytest.param(
            "The seminar is on Monday, 1 September 2022.",
            r"25-wrong\.md:6:19: error \[weekday\] 1 September 2022 is a Thursday",
            id="Monday in September",
        ),
    ],
)
def test_the_errors_of_printed_issues_are_found_with_file_line_and_the_right_fact(
    newsletter: Path, text: str, expected: str
) -> None:
    (newsletter / "issues/050/25-wrong.md").write_text(ITEM.format(text))
    code, output = check(newsletter, "50")
    assert code == 1
    assert re.search(expected, output), output
    assert output.count(": error ") == 1


def test_lesotho_left_out_of_a_list_in_the_header_is_found(newsletter: Path) -> None:
    path = newsletter / "issues/050/40-session-21.md"
    names = re.split(r", | and ", LIST.replace("Lesotho, ", ""))
    states = "".join(f"\n  - {name}" for name in names)
    path.write_text(path.read_text().replace("label: Next session", f"states:{states}"))
    code, output = check(newsletter, "50")
    assert code == 1
    assert re.search(r"40-session-21\.md:\d+:\d+: error \[missing-state\] Lesotho is missing", output), output


def test_the_whole_list_is_right(newsletter: Path) -> None:
    text = f"The States to be reviewed at the 21st session are {LIST}."
    (newsletter / "issues/050/25-right.md").write_text(ITEM.format(text))
    assert check(newsletter, "50") == (0, "")


def test_the_mail_is_as_it_was_kept(newsletter: Path, golden: Callable[[str, dict[str, str]], None]) -> None:
    place = locate_issue(newsletter, "50")
    mail = render_issue(place, read_whole_issue(place))
    golden("050", {"email.html": mail.html, "email.txt": mail.text})


def test_the_mail_says_what_the_session_table_knows(newsletter: Path) -> None:
    place = locate_issue(newsletter, "50")
    mail = render_issue(place, read_whole_issue(place))
    assert mail.subject == "[UPR Trax] No50: Beyond acceptance, beyond pledges, beyond promises"
    for fact in ("27 October to 7 November 2014", "Lesotho", "Turkey", "Bolivia", "48 %", "11,500", "2–4"):
        assert fact in mail.html
    assert "26 October" not in mail.html
    assert "Türkiye" not in mail.html
    assert mail.size_bytes < 60_000
