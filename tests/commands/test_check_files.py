"""`trax check` with files instead of issues."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from trax.commands import file_steps
from trax.commands.check import command
from trax.errors import NoSuchFile, NoSuchIssue, NoWorkspace, UsageError

SETTINGS = """
address = ["UPR Info", "1200 Geneva"]
publication = { name = "UPR Trax", organisation = "UPR Info", site = "https://example.org", audience = "readers" }
sender = { name = "UPR Info", email = "news@example.org" }
audiences.readers = { name = "Readers" }
"""
HEADER = """---
number: 50
title: Beyond acceptance
preheader: Nearly half of all recommendations are acted on by mid-term.
date: 28 November 2014
---
"""
ITEM = "---\nkind: article\ntitle: News\n---\n{words}\n"
WRONG_DAY = "Come on Monday, 1 September 2022."
JUDGED = "judged as of 1 September 2022 (by its own dates; --as-of says otherwise)"


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """Return a newsletter with issue 50, whose second item has an error and a placeholder."""
    folder = tmp_path / "news" / "issues" / "050"
    folder.mkdir(parents=True)
    (folder / "issue.md").write_text(HEADER + "Room tbc.\n", encoding="utf-8")
    (folder / "10-news.md").write_text(ITEM.format(words="Good news."), encoding="utf-8")
    (folder / "20-seminar.md").write_text(ITEM.format(words=f"{WRONG_DAY} Room tbc."), encoding="utf-8")
    (folder / "notes.md").write_text(WRONG_DAY, encoding="utf-8")
    (tmp_path / "news" / "issues" / "trax.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path / "news"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def found(out: str) -> list[tuple[str, int, int, str]]:
    return [(each["path"], each["line"], each["column"], each["code"]) for each in json.loads(out)["findings"]]


def test_a_file_is_checked_where_there_is_no_newsletter(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"Seminar\n{WRONG_DAY}\n", encoding="utf-8")
    code, out, err = run("notes.txt")
    assert code == 1
    assert out.startswith("notes.txt:2:9: error [weekday] 1 September 2022 is a Thursday")
    assert err == f"notes.txt: {JUDGED}\nnotes.txt: 1 error\n"


def test_the_day_it_is_judged_by_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing here.", encoding="utf-8")
    assert run("notes.txt", "--as-of", "20 August 2022") == (0, "", "notes.txt: nothing to correct\n")


def test_a_page_is_checked_at_its_places(tmp_path: Path) -> None:
    page = "<title>News</title>\n<style>p {}</style>\n<p>Come\n on <b>Monday</b>, 1&nbsp;September 2022.</p>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    code, out, _ = run("page.html", "--json")
    assert (code, found(out)) == (1, [("page.html", 4, 8, "weekday")])


def test_several_files_share_one_run_and_keep_their_names(tmp_path: Path, newsletter: Path) -> None:
    (tmp_path / "one.txt").write_text(WRONG_DAY, encoding="utf-8")
    (tmp_path / "two.md").write_text(WRONG_DAY, encoding="utf-8")
    names = ["./one.txt", str(tmp_path / "two.md"), "news/issues/050/20-seminar.md"]
    code, out, err = run(*names, "one.txt", "--only", "weekday", "--json")
    assert code == 1
    assert sorted(path for path, *_ in found(out)) == sorted(names)
    assert [line.split(": ")[0] for line in err.splitlines()] == [names[0], names[0], names[1], names[1], names[2]]
    assert newsletter.is_dir()


def test_a_file_of_an_issue_is_checked_with_its_issue_and_shown_alone(newsletter: Path) -> None:
    name = str(newsletter / "issues/050/20-seminar.md")
    code, out, err = run(name, "--json")
    assert code == 1
    assert found(out) == [(name, 5, 9, "weekday"), (name, 5, 40, "placeholder")]
    assert err == f"{name}: 1 error, 1 warning\n"


def test_its_header_and_letter_are_a_file_of_an_issue_too(newsletter: Path) -> None:
    name = str(newsletter / "issues/050/issue.md")
    assert [code for *_, code in found(run(name, "--json")[1])] == ["placeholder"]


def test_a_name_as_findings_have_it_is_found_from_anywhere(newsletter: Path) -> None:
    name = "issues/050/20-seminar.md"
    code, out, _ = run(name, "--only", "weekday", "--json", "--workspace", str(newsletter))
    assert (code, found(out)) == (1, [(name, 5, 9, "weekday")])

    name = "issues/050/notes.md"
    assert found(run(name, "--only", "weekday", "--json", "--workspace", str(newsletter))[1]) == [
        (name, 1, 9, "weekday")
    ]


def test_two_files_of_an_issue_are_one_look_at_it(newsletter: Path) -> None:
    names = [str(newsletter / "issues/050" / name) for name in ("10-news.md", "20-seminar.md")]
    _, out, err = run(*names, "--json")
    assert {path for path, *_ in found(out)} == {names[1]}
    assert err == f"{names[0]}, {names[1]}: 1 error, 1 warning\n"


def test_an_issue_and_one_of_its_files_are_the_issue(newsletter: Path) -> None:
    whole = run("50", "--workspace", str(newsletter))
    both = run(str(newsletter / "issues/050/20-seminar.md"), "50", "--workspace", str(newsletter))
    assert both == whole
    assert whole[2].startswith("issue 50: ")


def test_beside_a_file_an_issue_has_its_paths_from_the_same_folder(tmp_path: Path, newsletter: Path) -> None:
    (tmp_path / "one.txt").write_text(WRONG_DAY, encoding="utf-8")
    _, out, _ = run("one.txt", str(newsletter / "issues/050"), "--only", "weekday", "--json")
    assert [path for path, *_, code in found(out) if code == "weekday"] == ["news/issues/050/20-seminar.md", "one.txt"]
    _, out, _ = run(str(newsletter / "issues/050"), "--only", "weekday", "--json")
    assert [path for path, *_, code in found(out) if code == "weekday"] == ["issues/050/20-seminar.md"]


def test_sites_have_the_files_from_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "one.txt").write_text(WRONG_DAY, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notes")
    assert run("one.txt", "--format", "github")[1].startswith("::error file=notes/one.txt,line=1,")
    result = json.loads(run("one.txt", "--format", "sarif")[1])["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "notes/one.txt"


@pytest.mark.parametrize("name", ["one.txt", "one.md", "one.html"])
def test_what_is_right_after_all_can_be_said_in_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"<!-- trax: allow weekday: by the old calendar -->\n{WRONG_DAY}\n", encoding="utf-8")
    code, out, err = run(name, "--json")
    assert (code, found(out)) == (0, [])
    assert json.loads(out)["silenced"][0]["reason"] == "by the old calendar"
    assert err.endswith(f"{name}: nothing to correct, 1 silenced\n")


def test_what_is_allowed_in_a_file_of_an_issue_is_silenced_under_its_name(newsletter: Path) -> None:
    name = str(newsletter / "issues/050/20-seminar.md")
    words = f"<!-- trax: allow weekday, placeholder: a joke -->\n{WRONG_DAY} Room tbc."
    Path(name).write_text(ITEM.format(words=words), encoding="utf-8")
    code, out, _ = run(name, "--json")
    assert (code, found(out)) == (0, [])
    assert {each["path"] for each in json.loads(out)["silenced"]} == {name}


def test_what_keeps_the_issue_from_being_read_is_shown_with_its_file(newsletter: Path) -> None:
    (newsletter / "issues/050/issue.md").write_text("no header", encoding="utf-8")
    code, out, _ = run(str(newsletter / "issues/050/10-news.md"), "--json")
    assert code == 1
    assert {path for path, *_ in found(out)} == {"news/issues/050/issue.md"}


def test_notes_beside_an_issue_are_a_file_of_their_own(newsletter: Path) -> None:
    name = str(newsletter / "issues/050/notes.md")
    code, out, err = run(name, "--json")
    assert (code, found(out)) == (1, [(name, 1, 9, "weekday")])
    assert JUDGED in err


def test_a_folder_is_an_issue(newsletter: Path) -> None:
    code, _, err = run("news/issues/050", "--only", "time")
    assert (code, err) == (0, "issue 50: 1 warning\n")  # notes.md is no item
    assert run("issues/050", "--only", "time", "--workspace", str(newsletter))[2] == err


def test_a_file_called_by_a_number_is_one_where_no_issue_has_it(tmp_path: Path, newsletter: Path) -> None:
    for name in ("50", "51"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    options = ("--as-of", "1 May 2020", "--only", "time", "--workspace", str(newsletter))
    assert run("50", "51", *options)[2].splitlines() == ["issue 50: 1 warning", "51: nothing to correct"]


def test_what_comes_through_a_pipe_is_checked() -> None:
    code, out, err = run("-", stdin=b"Seminar\r\n" + WRONG_DAY.encode())
    assert code == 1
    assert out.startswith("-:2:9: error [weekday]")
    assert err == f"-: {JUDGED}\n-: 1 error\n"


@pytest.mark.parametrize(
    ("argument", "error", "message"),
    [
        ("nope.txt", NoSuchFile, "nope.txt: there is no such file"),
        ("a/b", NoSuchFile, "a/b: there is no such file"),
        ("x" * 300 + ".txt", NoSuchFile, "there is no such file"),
        ("a\0b.txt", NoSuchFile, "there is no such file"),
        ("50", NoWorkspace, "no newsletter here"),
        ("nope", NoWorkspace, "no newsletter here"),
    ],
)
def test_what_is_not_there_is_one_line(argument: str, error: type[UsageError], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        run(argument)
    assert caught.value.exit_code == 2


def test_an_issue_that_is_not_there_is_one_line_too(newsletter: Path) -> None:
    with pytest.raises(NoSuchIssue, match="there is no issue nope"):
        run("nope", "--workspace", str(newsletter))
    with pytest.raises(NoSuchIssue):
        run("news")


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.txt").write_bytes(b"x" * 11)
    monkeypatch.setattr(file_steps, "LARGEST_DOCUMENT_BYTES", 10)
    code, out, err = run("a.docx", "b.txt")
    assert code == 1
    assert "a.docx:1:1: error [file] this file is no text but a Word document or another zip file" in out
    assert "b.txt:1:1: error [file] this file is larger than 20 MB" in out
    assert err == "a.docx: 1 error\nb.txt: 1 error\n"


def test_a_file_that_nobody_may_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.exists", refuse)
        patch.setattr("pathlib.Path.open", refuse)
        code, out, _ = run("a.txt")
    assert code == 1
    assert "a.txt:1:1: error [file] this file cannot be read (permission denied)" in out


def test_a_file_without_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    code, out, _ = run("a.txt")
    assert (code, out.splitlines()) == (0, ["a.txt:1:1: notice [file] this file holds no words"])
