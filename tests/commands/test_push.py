"""`trax push`: one draft at the provider, with the approved bytes or not at all."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def drafts(newsletter: Path) -> list[str]:
    return sorted(path.parent.name for path in (newsletter / "outbox").rglob("campaign.json"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def approved(run: Callable[..., Any], newsletter: Path) -> Path:
    assert run("approve", "50", "--by", "Ana").code == 0
    return newsletter


def test_a_push_makes_one_draft_and_the_next_one_none(run: Callable[..., Any], approved: Path) -> None:
    done = run("push", "50")
    assert done.code == 0
    assert "1. create a draft" in done.out
    assert done.err == "next: trax send 50\n"
    assert run("push", "50").code == 0
    assert drafts(approved) == ["0001"]


def test_nothing_is_pushed_without_an_approval(run: Callable[..., Any], newsletter: Path) -> None:
    done = run("push", "50")
    assert (done.code, "is not approved" in done.err) == (1, True)
    assert not (newsletter / "outbox").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "parts"),
    [
        pytest.param("050/10-report.md", "is out", "was out", "html, text", id="an item"),
        pytest.param("050/issue.md", "What became", "What came", "html, preheader", id="the preheader"),
        pytest.param("trax.toml", "office@", "other@", "reply-to", id="the reply address"),
        pytest.param("trax.toml", "1202", "1203", "postal address", id="the postal address"),
    ],
)
def test_one_word_changed_after_the_approval_is_refused(
    run: Callable[..., Any], approved: Path, *, name: str, old: str, new: str, parts: str
) -> None:
    edit(approved / "issues" / name, old, new)
    done = run("push", "50")
    assert done.code == 1
    assert f"changed since then: {parts}" in done.err
    assert "trax approve 50" in done.err
    assert drafts(approved) == []


def test_one_byte_changed_in_the_bundle_is_refused(run: Callable[..., Any], approved: Path) -> None:
    page = next((approved / "build").rglob("email.html"))
    page.write_bytes(page.read_bytes() + b" ")
    done = run("push", "50")
    assert (done.code, "email.html" in done.err) == (1, True)
    assert drafts(approved) == []


def test_a_damaged_approval_is_refused(run: Callable[..., Any], approved: Path) -> None:
    edit(approved / "issues" / "050" / "approval.toml", "issue = 50", "issue = 050")
    done = run("push", "50")
    assert (done.code, "approval.toml: is damaged" in done.err) == (1, True)


def test_an_approval_that_came_with_a_copied_folder_counts_for_nothing(run: Callable[..., Any], approved: Path) -> None:
    shutil.copytree(approved / "issues" / "050", approved / "issues" / "051")
    edit(approved / "issues" / "051" / "issue.md", "number: 50", "number: 51")
    done = run("push", "51")
    assert (done.code, "belongs to issue 50" in done.err) == (1, True)


def test_a_fresh_copy_without_build_makes_the_same_bytes_again(run: Callable[..., Any], approved: Path) -> None:
    shutil.rmtree(approved / "build")
    assert run("push", "50").code == 0
    assert next((approved / "build").rglob("manifest.json")).is_file()


def test_what_the_provider_changed_is_noticed(run: Callable[..., Any], approved: Path) -> None:
    run("push", "50")
    edit(approved / "outbox" / "campaigns" / "0001" / "content.txt", "Dear", "Deer")
    done = run("push", "50")
    assert (done.code, "its copy is not what was approved: text" in done.err) == (1, True)


def test_an_audience_that_grew_is_refused(run: Callable[..., Any], approved: Path) -> None:
    readers = approved / "issues" / "audiences" / "readers.csv"
    readers.write_text(readers.read_text("utf-8") + "cy@example.org,\n", "utf-8")
    done = run("push", "50")
    assert (done.code, "has 3 readers; at the approval it had 2" in done.err) == (1, True)


def test_a_dry_run_shows_the_steps_and_takes_none(run: Callable[..., Any], approved: Path) -> None:
    done = run("push", "50", "--dry-run")
    assert (done.code, drafts(approved)) == (0, [])
    assert "3. read the draft back and compare it" in done.out
    assert not (approved / "outbox").exists()


def test_a_script_gets_one_document(run: Callable[..., Any], approved: Path) -> None:
    document = json.loads(run("push", "50", "--json").out)
    assert document["campaign"] == {"id": drafts(approved)[0], "state": "draft"}
    assert document["next"] == "trax send 50"
