"""`trax approve`: who stands for which bytes."""

from __future__ import annotations

import json
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def approval(newsletter: Path) -> dict[str, Any]:
    return tomllib.loads((newsletter / "issues" / "050" / "approval.toml").read_text("utf-8"))


def files(newsletter: Path) -> set[str]:
    return {path.relative_to(newsletter).as_posix() for path in newsletter.rglob("*") if path.is_file()}


def make_wrong(newsletter: Path) -> None:
    path = newsletter / "issues" / "050" / "issue.md"
    path.write_text(path.read_text("utf-8") + "\nWe meet on Monday, 28 November 2014.\n", "utf-8")


def test_an_approval_binds_a_name_to_the_frozen_bytes(run: Callable[..., Any], newsletter: Path) -> None:
    done = run("approve", "50", "--by", "Ana")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "approved: issues/050/approval.toml"
    assert done.err == "next: trax push 50\n"
    bundle = approval(newsletter)["bundle"]
    assert (newsletter / "build" / "050" / bundle[:12] / "email.html").is_file()
    assert approval(newsletter)["approvers"] == ["Ana"]
    assert approval(newsletter)["audience"] == {"id": "readers", "size": 2}


def test_the_plan_says_subject_sender_audience_and_digest(run: Callable[..., Any], newsletter: Path) -> None:
    out = run("approve", "50", "--by", "Ana").out
    for words in (
        "[UPR Trax] No50: Beyond acceptance",
        "UPR Info <news@example.org>",
        "Readers (readers)",
        approval(newsletter)["bundle"][:12],
    ):
        assert words in out


def test_a_second_name_joins_the_first(run: Callable[..., Any], newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("approve", "50", "--by", "Bo")
    assert approval(newsletter)["approvers"] == ["Ana", "Bo"]


def test_a_dry_run_writes_nothing(run: Callable[..., Any], newsletter: Path) -> None:
    before = files(newsletter)
    done = run("approve", "50", "--by", "Ana", "--dry-run")
    assert (done.code, files(newsletter)) == (0, before)
    assert "dry run: nothing was written" in done.out


def test_without_a_name_the_one_that_git_knows_approves(
    run: Callable[..., Any], newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(newsletter.parent))
    nobody = run("approve", "50")
    assert nobody.code == 2
    assert "--by" in nobody.err
    for command in (["init", "-q"], ["config", "user.name", "Zoe Smith"]):
        subprocess.run(["git", "-C", str(newsletter), *command], check=True)  # noqa: S607 - git of this machine
    assert run("approve", "50").code == 0
    assert approval(newsletter)["approvers"] == ["Zoe Smith"]


def test_on_a_machine_without_git_a_name_is_needed(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("approve", "50")
    assert (done.code, "nobody is named" in done.err) == (2, True)


def test_errors_of_the_checks_stop_it_and_a_reason_is_written_down(run: Callable[..., Any], newsletter: Path) -> None:
    make_wrong(newsletter)
    refused = run("approve", "50", "--by", "Ana")
    assert refused.code == 1
    assert "cannot be approved" in refused.err
    assert not (newsletter / "issues" / "050" / "approval.toml").exists()
    assert run("approve", "50", "--by", "Ana", "--override", "  ").code == 1
    assert run("approve", "50", "--by", "Ana", "--override", "quoted from a letter").code == 0
    assert approval(newsletter)["override"] == "quoted from a letter"


def test_a_file_that_cannot_be_read_is_never_approved(run: Callable[..., Any], newsletter: Path) -> None:
    (newsletter / "issues" / "050" / "20-bad.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    done = run("approve", "50", "--by", "Ana", "--override", "never mind")
    assert done.code == 1
    assert "20-bad.md:2" in done.err
    assert not (newsletter / "build").exists()


def test_a_damaged_approval_is_replaced(run: Callable[..., Any], newsletter: Path) -> None:
    (newsletter / "issues" / "050" / "approval.toml").write_text("half", "utf-8")
    assert run("approve", "50", "--by", "Ana").code == 0
    assert approval(newsletter)["approvers"] == ["Ana"]


def test_an_audience_without_readers_is_not_approved(run: Callable[..., Any], newsletter: Path) -> None:
    (newsletter / "issues" / "audiences" / "readers.csv").write_text("email\n", "utf-8")
    done = run("approve", "50", "--by", "Ana")
    assert (done.code, "has no readers" in done.err) == (1, True)


def test_a_fault_in_the_list_of_readers_has_its_line(run: Callable[..., Any], newsletter: Path) -> None:
    (newsletter / "issues" / "audiences" / "readers.csv").write_text("email\nana\n", "utf-8")
    done = run("approve", "50", "--by", "Ana")
    assert (done.code, "issues/audiences/readers.csv:2" in done.err) == (3, True)


def test_a_script_gets_one_document(run: Callable[..., Any]) -> None:
    done = run("approve", "50", "--by", "Ana", "--json")
    document = json.loads(done.out)
    assert document["approvers"] == ["Ana"]
    assert document["next"] == "trax push 50"
    assert document["audience"]["readers"] == 2


def test_an_unknown_provider_is_a_fault_of_the_settings(run: Callable[..., Any], newsletter: Path) -> None:
    path = newsletter / "issues" / "trax.toml"
    path.write_text(path.read_text("utf-8") + '[provider]\nname = "pigeon"\n', "utf-8")
    done = run("approve", "50", "--by", "Ana")
    assert (done.code, done.err.splitlines()[0]) == (3, 'trax: issues/trax.toml: there is no provider "pigeon"')


@pytest.mark.parametrize("wanted", ["99", "../x", "", "\x00"])
def test_an_issue_that_is_not_there_is_a_wrong_command_line(run: Callable[..., Any], wanted: str) -> None:
    assert run("approve", wanted, "--by", "Ana").code == 2


def test_an_error_that_somebody_allows_with_a_reason_stops_no_approval(
    run: Callable[..., Any], newsletter: Path
) -> None:
    path = newsletter / "issues" / "050" / "issue.md"
    wrong = "\nWe meet on Monday, 28 November 2014. <!-- trax: allow weekday{} -->\n"
    text = path.read_text("utf-8")
    path.write_text(text + wrong.format(""), "utf-8")
    assert run("approve", "50", "--by", "Ana").code == 1
    path.write_text(text + wrong.format(": as the invitation has it"), "utf-8")
    assert run("approve", "50", "--by", "Ana").code == 0
    assert (
        "invitation" not in (newsletter / "build/050" / approval(newsletter)["bundle"][:12] / "email.html").read_text()
    )
