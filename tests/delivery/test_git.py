"""What delivery asks git: where the newsletter is kept, who wrote what, what is not committed, which remote."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.delivery.clones import ENVIRONMENT, add_hook, commit, git, write
from trax.delivery.git import (
    LIMIT_BYTES,
    FolderState,
    Person,
    Remote,
    Repository,
    git_version,
    one_line,
    open_repository,
    read_identity,
    run_git,
)
from trax.errors import GitTrouble, SettingsError, TraxError

if TYPE_CHECKING:
    from pathlib import Path

ANA = Person("Ana Ruiz", "ana@example.org")
BO = Person("Bo Li", "bo@example.org")


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A newsletter with one commit by Ana, who also works here."""
    root = tmp_path / "news"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "config", "user.name", "Ana Ruiz")
    git(root, "config", "user.email", "ana@example.org")
    commit(root, "issues/trax.toml", "# settings\n")
    return root


def found(root: Path, *, remote: str = "") -> Repository:
    repository = open_repository(root, remote=remote)
    assert repository
    return repository


def authors(root: Path) -> frozenset[Person]:
    return found(root).authors(root / "issues" / "050")


def fail(error: TraxError) -> None:
    assert (error.exit_code, "\n" in error.message, bool(error.hint)) == (4, False, True)


# Where the newsletter is kept.


def test_a_newsletter_is_found_in_its_repository_or_below_its_top(root: Path) -> None:
    commit(root, "lists/news/issues/trax.toml", "# settings\n")
    assert found(root) == Repository(root, root)
    assert found(root / "lists" / "news") == Repository(root / "lists" / "news", root)


def test_outside_of_a_work_tree_there_is_no_repository(tmp_path: Path, root: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    assert [open_repository(folder) for folder in (tmp_path, tmp_path / "bare.git", root / ".git")] == [None] * 3


def test_without_git_there_is_no_repository_and_no_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert open_repository(root) is None
    assert read_identity(root) == Person("", "")
    with pytest.raises(GitTrouble, match="cannot be started") as caught:
        run_git(root, "version")
    fail(caught.value)


def test_a_newsletter_that_git_was_told_to_ignore_is_in_no_repository(root: Path) -> None:
    commit(root, ".gitignore", "/build/\n")
    shutil.copytree(root / "issues", root / "build" / "demo" / "issues")
    assert open_repository(root / "build" / "demo") is None
    git(root, "add", "--force", "build/demo/issues/trax.toml")
    assert open_repository(root / "build" / "demo")


def test_a_damaged_repository_is_never_taken_for_none(root: Path) -> None:
    (root / ".git" / "HEAD").unlink()
    with pytest.raises(GitTrouble, match="not a git repository") as caught:
        open_repository(root / "issues")
    fail(caught.value)


def test_where_git_looks_no_further_neither_do_we(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".git" / "HEAD").unlink()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root))
    assert open_repository(root / "issues") is None


def test_no_git_up_to_the_top_of_the_disk_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_CEILING_DIRECTORIES")
    monkeypatch.setattr("trax.delivery.git.os.path.lexists", lambda _: False)
    assert open_repository(tmp_path) is None


def test_a_hook_that_runs_trax_does_not_lead_it_elsewhere(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    assert found(root).top == root
    assert found(root).state(root / "issues").changed == ()


def test_traces_that_a_person_asked_git_for_stay_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    with pytest.raises(GitTrouble) as caught:
        found(root).ask("rev-parse", "--verify", "nothing")
    assert caught.value.said == "fatal: Needed a single revision"


# Who works here, and who wrote what.


def test_who_works_here_is_who_git_says(tmp_path: Path, root: Path) -> None:
    assert read_identity(root) == found(root).identity() == ANA
    assert read_identity(tmp_path) == Person("", "")
    git(root, "config", "user.name", "  Ana <x>\x1b[31m\n Ruiz ")
    git(root, "config", "--unset", "user.email")
    assert read_identity(root) == Person("Ana x Ruiz", "")


def test_nobody_works_here_when_git_knows_no_name(root: Path) -> None:
    git(root, "config", "--remove-section", "user")
    assert found(root).identity() == Person("", "")


def test_damaged_settings_are_said(root: Path) -> None:
    write(root, ".git/config", "[user\n")
    for ask in (open_repository, read_identity):
        with pytest.raises(GitTrouble, match="bad config") as caught:
            ask(root)
        fail(caught.value)


def test_all_who_wrote_in_the_folder_are_its_authors(root: Path) -> None:
    assert authors(root) == frozenset()
    commit(root, "issues/050/issue.md", "one\n")
    commit(root, "issues/050/issue.md", "two\n", author="Bo Li <bo@example.org>")
    commit(root, "issues/049/issue.md", "other\n", author="Cy <cy@example.org>")
    assert authors(root) == {ANA, BO}


def test_a_co_author_is_an_author(root: Path) -> None:
    trailers = (
        "Text\n\nCo-authored-by: Bo Li <bo@example.org>\nco-authored-by:Cy <cy@example.org>\nco-authored-by: nobody"
    )
    commit(root, "issues/050/issue.md", "one\n", message=trailers)
    assert authors(root) == {ANA, BO, Person("Cy", "cy@example.org")}


def test_the_mailmap_says_who_is_one_person(root: Path) -> None:
    commit(root, "issues/050/issue.md", "one\n", author="bo <bo@old.example.org>")
    commit(root, "issues/050/issue.md", "two\n", author="Bo Li <bo@example.org>")
    write(root, ".mailmap", "Bo Li <bo@example.org> <bo@old.example.org>\n")
    assert authors(root) == {BO}
    git(root, "config", "user.email", "bo@old.example.org")
    assert found(root).identity() == BO


def test_who_has_changes_that_are_not_committed_is_an_author(root: Path) -> None:
    commit(root, "issues/050/issue.md", "one\n", author="Bo Li <bo@example.org>")
    assert authors(root) == {BO}
    write(root, "issues/050/20-new.md", "new\n")
    assert authors(root) == {ANA, BO}


def test_who_commits_the_approval_or_the_receipt_is_no_author(root: Path) -> None:
    commit(root, "issues/050/issue.md", "one\n")
    for name in ("approval.toml", "receipt.json"):
        commit(root, f"issues/050/{name}", "1\n", author="Bo Li <bo@example.org>")
    git(root, "config", "user.name", "Bo Li")
    write(root, "issues/050/approval.toml", "2\n")
    assert authors(root) == {ANA}


def test_who_merges_is_no_author_and_what_a_merge_dropped_still_has_one(root: Path) -> None:
    commit(root, "issues/050/issue.md", "one\n")
    git(root, "checkout", "-q", "-b", "side")
    commit(root, "issues/050/issue.md", "two\n", author="Bo Li <bo@example.org>")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "-s", "ours", "-m", "merge", "side", author="Cy <cy@example.org>")
    assert authors(root) == {ANA, BO}


def test_a_history_that_is_cut_off_is_refused(tmp_path: Path, root: Path) -> None:
    commit(root, "issues/050/issue.md", "one\n")
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "shallow")
    with pytest.raises(GitTrouble, match="the history is cut off") as caught:
        authors(tmp_path / "shallow")
    fail(caught.value)
    assert "--unshallow" in caught.value.hint


def test_a_repository_without_a_commit_has_no_authors_but_who_works_here(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "fresh")
    git(tmp_path / "fresh", "config", "user.name", "Ana Ruiz")
    git(tmp_path / "fresh", "config", "user.email", "ana@example.org")
    assert authors(tmp_path / "fresh") == frozenset()
    write(tmp_path / "fresh", "issues/050/issue.md", "one\n")
    assert authors(tmp_path / "fresh") == {ANA}


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for gpg is a shell script")
def test_signatures_are_not_checked_while_the_authors_are_asked_for(tmp_path: Path, root: Path) -> None:
    signed = "echo '[GNUPG:] SIG_CREATED ' >&2; echo '-----BEGIN PGP SIGNATURE-----'"
    add_hook(tmp_path, "gpg", f'case "$*" in *--verify*) touch "{tmp_path}/ran";; *) cat > /dev/null; {signed};; esac')
    wishes = {"gpg.program": str(tmp_path / "gpg"), "commit.gpgSign": "true", "log.showSignature": "true"}
    for name, value in wishes.items():
        git(root, "config", name, value)
    commit(root, "issues/050/issue.md", "one\n")
    assert "gpgsig" in git(root, "cat-file", "commit", "HEAD")
    assert authors(root) == {ANA}
    assert not (tmp_path / "ran").exists()


def test_odd_names_do_not_disturb_the_history(root: Path) -> None:
    git(root, "config", "core.quotePath", "true")
    commit(root, "issues/050 *é/issue.md", "one\n", author="Zoë Ł <zoe@example.org>")
    commit(root, "issues/050 x/issue.md", "other\n", author="Bo Li <bo@example.org>")
    assert found(root).authors(root / "issues" / "050 *é") == {Person("Zoë Ł", "zoe@example.org")}


# What is not committed.


def test_the_state_of_a_folder_is_what_is_not_committed(root: Path) -> None:
    for name in ("issue.md", "10-old.md", "20-gone.md", "inbox/a.md"):
        commit(root, f"issues/050/{name}", f"{name} is long enough to be found again\n")
    folder = root / "issues" / "050"
    assert found(root).state(folder) == FolderState(())
    (folder / "20-gone.md").unlink()
    git(root, "mv", "issues/050/10-old.md", "issues/050/11-moved.md")
    write(root, 'issues/050/inbox/é "b".md', "new\n")
    write(root, "issues/050/issue.md", "changed\n")
    write(root, "issues/049/issue.md", "elsewhere\n")
    assert found(root).state(folder).changed == (
        *("10-old.md", "11-moved.md", "20-gone.md", 'inbox/é "b".md', "issue.md"),
    )
    assert "issues/049/issue.md" in found(root).state(root).changed


def test_looking_at_the_state_does_not_touch_the_index(root: Path) -> None:
    add_hook(root / ".git" / "hooks", "post-index-change", f'touch "{root}/ran"')
    path = root / "issues" / "trax.toml"
    os.utime(path, (1, 1))
    before = (root / ".git" / "index").read_bytes()
    assert found(root).state(root).changed == ()
    assert (root / ".git" / "index").read_bytes() == before


def test_a_damaged_index_is_said(root: Path) -> None:
    (root / ".git" / "index").write_bytes(b"damaged")
    with pytest.raises(GitTrouble, match="index file") as caught:
        found(root).state(root)
    fail(caught.value)


# Which remote all machines share.


def test_without_a_remote_there_is_none(root: Path) -> None:
    assert found(root).remote() is None


def test_the_only_remote_is_the_one(root: Path) -> None:
    git(root, "remote", "add", "server", "/srv/x.git")
    assert found(root).remote() == Remote("server", "/srv/x.git")


def test_origin_is_the_one_among_several_unless_the_branch_follows_another(root: Path) -> None:
    for name in ("other", "origin"):
        git(root, "remote", "add", name, f"/srv/{name}.git")
    assert found(root).remote() == Remote("origin", "/srv/origin.git")
    git(root, "config", "branch.main.remote", "other")
    assert found(root).remote() == Remote("other", "/srv/other.git")
    git(root, "config", "branch.main.remote", ".")
    assert found(root).remote() == Remote("origin", "/srv/origin.git")
    git(root, "checkout", "-q", "--detach")
    assert found(root).remote() == Remote("origin", "/srv/origin.git")
    assert found(root, remote="other").remote() == Remote("other", "/srv/other.git")


def test_among_several_others_one_has_to_be_named(root: Path) -> None:
    for name in ("a", "b"):
        git(root, "remote", "add", name, f"/srv/{name}.git")
    with pytest.raises(SettingsError, match="several git remotes: a, b"):
        found(root).remote()


@pytest.mark.parametrize("wanted", ["nowhere", "ext::sh -c true", "--upload-pack=x", "/srv/a.git"])
def test_a_setting_can_only_name_a_remote_that_is_there(root: Path, wanted: str) -> None:
    with pytest.raises(SettingsError, match="there is no git remote") as caught:
        found(root, remote=wanted).remote()
    assert caught.value.hint == "there is no remote: git remote add NAME ADDRESS"
    git(root, "remote", "add", "a", "/srv/a.git")
    with pytest.raises(SettingsError) as caught:
        found(root, remote=wanted).remote()
    assert caught.value.hint == "the remotes are: a"


def test_the_address_is_the_one_to_push_to(root: Path) -> None:
    git(root, "remote", "add", "origin", "https://ana:canary-77@example.org/x.git")
    git(root, "config", "url.ssh://git@example.org/.pushInsteadOf", "https://ana:canary-77@example.org/")
    remote = found(root).remote()
    assert remote == Remote("origin", "ssh://git@example.org/x.git")
    git(root, "config", "--remove-section", "url.ssh://git@example.org/")
    assert "canary-77" not in repr(found(root).remote())


# Running git.


def test_git_speaks_one_language_and_never_asks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    said = run_git(root, "-c", "alias.say=!echo $LC_ALL/$LANGUAGE/$GIT_TERMINAL_PROMPT", "say")
    assert said.out == b"C//0\n"


def test_no_hook_of_the_repository_is_run(root: Path) -> None:
    add_hook(root / ".git" / "hooks", "reference-transaction", "exit 1")
    assert run_git(root, "update-ref", "refs/trial/x", "HEAD").code == 0


def test_git_has_a_version() -> None:
    assert git_version() >= (2, 0)


def test_endless_output_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trax.delivery.git.LIMIT_BYTES", 10)
    with pytest.raises(GitTrouble, match="printed more than") as caught:
        run_git(root, "help", "-a")
    fail(caught.value)
    assert LIMIT_BYTES > 1_000_000


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("fatal: no\n", "fatal: no", id="plain"),
        pytest.param("error: a\nhint: try b\n\n  fatal:\tc\n", "error: a; fatal: c", id="lines and advice"),
        pytest.param("remote: \x1b[31mred\x1b[0m\r\n", "remote: red", id="colours"),
        pytest.param("at 'https://ana:p@ss@h.org/x'", "at 'https://***@h.org/x'", id="password"),
        pytest.param(
            "at https://token@h.org/x and ssh://git@h/y", "at https://***@h.org/x and ssh://***@h/y", id="token"
        ),
        pytest.param("at https://h/x?access_token=abc&b=c'", "at https://h/x?access_token=***&b=***'", id="query"),
        pytest.param("git@h.org: Permission denied", "git@h.org: Permission denied", id="no address of the web"),
        pytest.param("a" * 400, "a" * 300 + "…", id="long"),
    ],
)
def test_what_git_says_is_one_clean_line(said: str, expected: str) -> None:
    assert one_line(said) == expected
