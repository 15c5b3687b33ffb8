"""The folder of a newsletter: found, listed, read with every excuse of a disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from trax.content.whereabouts import list_folder
from trax.content.workspace import (
    IssueFolder,
    find_issue,
    issue_folders,
    open_workspace,
    read_bytes,
    read_text,
)
from trax.errors import FileTrouble, NoSuchIssue, NoWorkspace, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Newsletter

HEADER = "---\nnumber: {}\n---\n"


def test_a_newsletter_is_found_from_any_folder_in_it(newsletter: Newsletter) -> None:
    for start in (newsletter.root, newsletter.root / "issues" / "050", newsletter.root / "not" / "there"):
        assert newsletter.root == open_workspace(start).root


def test_no_newsletter_is_said_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="no newsletter here"):
        open_workspace(tmp_path)
    with pytest.raises(NoWorkspace):
        open_workspace(tmp_path / "\0")


def test_errors_in_the_settings_stop_everything(newsletter: Newsletter) -> None:
    newsletter.write("trax.toml", "")
    with pytest.raises(SettingsError) as caught:
        open_workspace(newsletter.root)
    assert caught.value.findings


def test_issues_are_listed_by_number(newsletter: Newsletter) -> None:
    newsletter.write("102/issue.md", HEADER.format(102))
    newsletter.write("9/issue.md", HEADER.format(9))
    newsletter.write("july/issue.md", HEADER.format('"067"'))
    newsletter.write("draft/issue.md", "no number yet")
    newsletter.write("103/notes.txt", "no issue.md yet")
    for name in ("library/issue.md", ".git/issue.md", "_old/issue.md", "empty/x.txt", "audiences/readers.csv"):
        newsletter.write(name, HEADER.format(1))
    issues = newsletter.root / "issues"
    expected = [(9, "9"), (50, "050"), (67, "july"), (102, "102"), (103, "103"), (None, "draft")]
    assert tuple(IssueFolder(number, issues / name) for number, name in expected) == issue_folders(newsletter.workspace)


@pytest.mark.parametrize(
    "wanted", ["50", "050", "0050", "issues/050", "issues/050/", "issues/050/issue.md", "./issues/050"]
)
def test_an_issue_is_found_by_number_folder_or_path(newsletter: Newsletter, wanted: str) -> None:
    assert newsletter.root / "issues" / "050" == find_issue(newsletter.workspace, wanted)


def test_an_issue_is_found_from_the_folder_one_stands_in(
    newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newsletter.root / "issues")
    assert newsletter.root / "issues" / "050" == find_issue(newsletter.workspace, "../issues/050")
    assert newsletter.root / "issues" / "050" == find_issue(
        newsletter.workspace, str(newsletter.root / "issues" / "050")
    )


def test_a_folder_named_by_another_number_is_found_by_its_name_first(newsletter: Newsletter) -> None:
    newsletter.write("51/issue.md", HEADER.format(50))
    assert find_issue(newsletter.workspace, "51").name == "51"
    assert find_issue(newsletter.workspace, "50").name == "050"


@pytest.mark.parametrize(
    "wanted", ["51", "", "..", "../..", "/etc", "a\0b", "x" * 5000, "issues", "issues/library", "-1", "٥٠"]
)
def test_an_issue_that_is_not_there_is_refused_with_what_there_is(newsletter: Newsletter, wanted: str) -> None:
    with pytest.raises(NoSuchIssue) as caught:
        find_issue(newsletter.workspace, wanted)
    assert caught.value.hint == "this newsletter has: 50"


def test_reading_says_what_is_in_the_way(newsletter: Newsletter, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.txt"
    secret.write_text("secret")
    folder = newsletter.root / "issues" / "050"
    (folder / "out.md").symlink_to(secret)
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    newsletter.write("050/in.md", "inside")
    (folder / "link.md").symlink_to(folder / "in.md")
    newsletter.write("050/large.md", b"x" * 2_000_000)

    def said(name: str) -> str:
        text, findings = read_text(newsletter.workspace, folder / name)
        assert text is None
        assert f"issues/050/{name}" == findings[0].place.path
        return findings[0].message

    assert "a link that leads out of the newsletter" in said("out.md")
    assert "a link to a file that is not there" in said("gone.md")
    assert "cannot be read" in said("loop.md")
    assert "is a folder" in said("folder.md")
    assert "neither a file nor a folder" in said("pipe.md")
    assert "does not exist" in said("missing.md")
    assert "larger than 1 MB" in said("large.md")
    assert read_text(newsletter.workspace, folder / "link.md") == ("inside", ())


def test_a_file_whose_name_is_too_long_is_said(newsletter: Newsletter) -> None:
    path = newsletter.root / ("x" * 300)
    assert read_bytes(newsletter.workspace, path, limit_bytes=10) == (None, "cannot be read (file name too long)")


def test_listing_a_folder(newsletter: Newsletter) -> None:
    assert list_folder(newsletter.root / "nowhere") == ()
    assert list_folder(newsletter.root / "issues" / "trax.toml") == ()
    with pytest.raises(FileTrouble):
        list_folder(newsletter.root / ("x" * 300))


def test_a_path_outside_keeps_its_name(newsletter: Newsletter, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    assert outside.as_posix() == newsletter.workspace.name_of(outside)
