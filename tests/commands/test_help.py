"""The help: true about kinds, settings and commands, and its examples can be used as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from trax import errors
from trax.cli import COMMANDS, trax
from trax.content.issue import read_issue
from trax.content.kinds import KIND_OF
from trax.content.settings import Settings
from trax.content.workspace import find_issue, open_workspace

if TYPE_CHECKING:
    from pydantic import BaseModel

HELP = Path(__file__).parent.parent.parent / "trax" / "help"
TOPICS = sorted(path.stem for path in HELP.glob("*.md"))
ISSUE = "---\nnumber: 7\ntitle: Examples\npreheader: Each kind once\ndate: 28 November 2014\n---\nThe letter.\n"


def ask(*arguments: str) -> str:
    result = CliRunner().invoke(trax, ["help", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def examples(text: str) -> str:
    """The indented block of a page, as a file."""
    lines = [
        line[4:] if line.startswith("    ") else "" for line in text.splitlines() if line.startswith("    ") or not line
    ]
    return "\n".join(lines).strip() + "\n"


def test_without_a_topic_every_topic_is_listed() -> None:
    listed = [line.split()[2] for line in ask().splitlines()]
    assert listed == TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_prints_its_page(topic: str) -> None:
    assert ask(topic).strip() == (HELP / f"{topic}.md").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("kind", sorted(KIND_OF))
def test_the_page_of_a_kind_names_all_its_fields(kind: str) -> None:
    page = ask(kind)
    fields = KIND_OF[kind].model_fields
    names = {field.alias or name for name, field in fields.items()} - {"kind"}
    assert [name for name in sorted(names) if not re.search(rf"^  [* ] {name}\s", page, re.MULTILINE)] == []


@pytest.mark.parametrize("kind", sorted(KIND_OF))
def test_the_example_of_a_kind_is_an_item_without_a_finding(kind: str, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    folder = tmp_path / "issues" / "007"
    folder.mkdir(parents=True)
    (tmp_path / "issues" / "trax.toml").write_bytes((root / "issues" / "trax.toml").read_bytes())
    (folder / "issue.md").write_text(ISSUE)
    (folder / "10-example.md").write_text(examples((HELP / "kinds" / f"{kind}.md").read_text(encoding="utf-8")))
    workspace = open_workspace(tmp_path)
    issue, findings = read_issue(workspace, find_issue(workspace, "7"))
    assert [finding.message for finding in findings] == []
    assert issue is not None
    assert [item.kind for item in issue.items] == [kind]


def settings_names(model: type[BaseModel]) -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and hasattr(inner, "model_fields"):
            found += [f"[{name}]", *settings_names(inner)]
        else:
            found.append(name)
    return found


def test_the_page_on_settings_names_every_setting() -> None:
    page = ask("settings")
    assert [name for name in settings_names(Settings) if name not in page] == []


def test_the_pages_name_only_commands_that_exist() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in HELP.rglob("*.md"))
    readme = (HELP.parent.parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\btrax ([a-z]+(?:-[a-z]+)*) ", re.sub(r"`trax` \w+", "", pages + readme)))
    assert (
        named - set(COMMANDS) - {"brings", "have", "keeps", "makes", "checks", "never", "takes", "refuses", "is"}
        == set()
    )


def troubles(text: str, *, is_table: bool) -> list[tuple[str, ...]]:
    """The rows of the table of what goes wrong, without marks."""
    section = text.partition("## If something went wrong while sending")[2].partition("\n## ")[0]
    if is_table:
        cells = (line.strip("|").split("|") for line in section.splitlines() if line.startswith("|"))
    else:
        cells = (re.split(r" {2,}", line.strip()) for line in section.splitlines() if line.startswith("    "))
    rows = [tuple(cell.strip().replace("`", "") for cell in row) for row in cells]
    return [row for row in rows if row[0] != "---"]


def test_help_and_readme_have_the_same_table_of_what_goes_wrong() -> None:
    readme = (HELP.parent.parent / "README.md").read_text(encoding="utf-8")
    rows = troubles(ask("sending"), is_table=False)
    assert (len(rows) > 10, {len(row) for row in rows}) == (True, {3})
    assert rows == troubles(readme, is_table=True)


def test_what_the_table_quotes_is_what_trax_says() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in HELP.parent.rglob("*.py"))
    quoted = [quote for row in troubles(ask("sending"), is_table=False) for quote in re.findall(r'"([^"]+)"', row[0])]
    assert len(quoted) == 6
    assert [quote for quote in quoted if quote.removeprefix("ledger.db: ") not in said] == []


def test_the_exit_codes_are_those_of_the_errors() -> None:
    listed = {int(code) for code in re.findall(r"(?:^| {2})(\d+) {2}[a-z]", ask("sending"), re.MULTILINE)}
    raised = {each.exit_code for each in vars(errors).values() if hasattr(each, "exit_code")}
    assert listed == {0, 130} | raised


def test_a_topic_that_is_not_there_is_refused_with_the_list() -> None:
    result = CliRunner().invoke(trax, ["help", "../secret"])
    assert result.exit_code != 0
    assert "topics:" in getattr(result.exception, "hint", "")
