"""The approval: readable by people, bound to digests, refused when damaged."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.delivery.approval import (
    Approval,
    Approver,
    changed_parts,
    digest_findings,
    make_approval,
    name_approver,
)
from trax.delivery.approval_file import format_approval, read_approval, write_approval
from trax.delivery.slots import slot_at
from trax.errors import Damaged, UsageError
from trax.model import Finding, Place
from trax.providers.base import Audience

if TYPE_CHECKING:
    from pathlib import Path

    from trax.delivery.bundle import Bundle

READERS = Audience("readers", "Readers", 8)
WRONG_DAY = Finding("weekday", "error", Place("issues/050/issue.md", 4), "it was a Friday")
NOW = datetime(2014, 12, 1, 9, 30, tzinfo=UTC)
APPROVAL = Approval(50, "a" * 64, {"html": "b" * 64}, "readers", 8, (Approver("Ana"),), NOW, "0.1.0", "c" * 64)


def approve(
    bundle: Bundle, name: str, *, email: str = "", earlier: Approval | None = None, override: str = "", **more: Any
) -> Approval:
    findings = (WRONG_DAY,) if override else ()
    approver = name_approver(name, email)
    return make_approval(
        bundle, READERS, approver=approver, earlier=earlier, findings=findings, override=override, now=NOW, **more
    )


def test_an_approval_that_was_written_is_read_as_it_was(bundle: Bundle, tmp_path: Path) -> None:
    approval = approve(bundle, 'Ana "Anna" Núñez', override="it was a Friday in Suva")
    assert write_approval(tmp_path, approval) == tmp_path / "approval.toml"
    assert read_approval(tmp_path, number=50) == approval


def test_an_issue_without_an_approval_has_none(tmp_path: Path) -> None:
    assert read_approval(tmp_path, number=50) is None


def test_the_file_says_in_words_what_it_is(bundle: Bundle) -> None:
    text = format_approval(approve(bundle, "Ana"))
    assert text.startswith("# Written by trax approve")
    assert tomllib.loads(text)["approved_at"] == NOW
    assert tomllib.loads(text)["audience"] == {"id": "readers", "size": 8}


def test_a_second_person_is_added_to_the_same_bytes(bundle: Bundle) -> None:
    first = approve(bundle, "Ana")
    second = approve(bundle, "Bo", earlier=first)
    assert second.names == "Ana, Bo"
    assert approve(bundle, "Ana", earlier=second).names == "Bo, Ana"


def test_who_approved_other_bytes_does_not_stand_for_these(bundle: Bundle) -> None:
    assert approve(bundle, "Bo", earlier=APPROVAL).names == "Bo"


def test_a_reason_without_errors_is_not_kept(bundle: Bundle) -> None:
    approval = make_approval(
        bundle, READERS, approver=Approver("Ana"), earlier=None, findings=(), override="just in case", now=NOW
    )
    assert approval.override == ""


def test_another_time_is_another_approval(bundle: Bundle) -> None:
    slot, later = slot_at(NOW, "Europe/Zurich"), slot_at(NOW.replace(hour=15), "Europe/Zurich")
    first = approve(bundle, "Ana", planned=slot)
    second = approve(bundle, "Bo", earlier=first)
    assert (second.names, second.planned) == ("Ana, Bo", slot)
    assert approve(bundle, "Bo", earlier=first, planned=slot).names == "Ana, Bo"
    assert approve(bundle, "Bo", earlier=first, planned=later).names == "Bo"


def test_the_address_of_an_approver_and_the_time_survive_the_file(bundle: Bundle, tmp_path: Path) -> None:
    approval = approve(bundle, "Ana Smith", email="ana@example.org", planned=slot_at(NOW, "Europe/Zurich"))
    write_approval(tmp_path, approval)
    text = (tmp_path / "approval.toml").read_text("utf-8")
    assert 'approvers = ["Ana Smith <ana@example.org>"]' in text
    assert 'at = "2014-12-01T10:30"\nzone = "Europe/Zurich"\nutc = 2014-12-01T09:30:00Z' in text
    assert read_approval(tmp_path, number=50) == approval


@pytest.mark.parametrize("name", ["Ana <bo@example.org>", "<b>", "Ana >"])
def test_nobody_types_the_address_of_somebody_else(bundle: Bundle, name: str) -> None:
    with pytest.raises(UsageError, match="is more than a name"):
        approve(bundle, name)


@pytest.mark.parametrize("email", ["", "a b", "<a@b.org>", "a\x00@b.org"])
def test_an_address_that_git_does_not_know_rightly_is_none(email: str) -> None:
    assert name_approver("Ana", email) == Approver("Ana")
    assert name_approver("Ana", "ana@example.org").key == "ana@example.org"


@pytest.mark.parametrize("name", ["", "  ", "A\nB", "A\u202eB", "A\ud800B"])
def test_nobody_and_names_that_hide_something_approve_nothing(bundle: Bundle, name: str) -> None:
    with pytest.raises(UsageError):
        approve(bundle, name)


def test_the_parts_that_differ_are_named() -> None:
    digests = {"html": "b" * 64, "text": "d" * 64}
    assert changed_parts(APPROVAL, {"html": "b" * 64}) == ()
    assert changed_parts(APPROVAL, digests) == ("text",)
    assert changed_parts(APPROVAL, {}) == ("html",)


def test_the_digest_of_a_report_does_not_depend_on_its_order() -> None:
    other = replace(WRONG_DAY, code="time")
    assert digest_findings((WRONG_DAY, other)) == digest_findings((other, WRONG_DAY))
    assert digest_findings((WRONG_DAY,)) != digest_findings(())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("issue = 50", "issue = 51", id="another issue"),
        pytest.param("issue = 50", 'issue = "50"', id="a number in quotes"),
        pytest.param("issue = 50", "", id="a line gone"),
        pytest.param("issue = 50", "issue = 050", id="no TOML"),
        pytest.param("a" * 64, "a" * 63, id="a digest cut short"),
        pytest.param("a" * 64, "A" * 64, id="no digest"),
        pytest.param('["Ana"]', "[]", id="nobody"),
        pytest.param('["Ana"]', "[1]", id="a number for a name"),
        pytest.param('["Ana"]', "1", id="no list"),
        pytest.param("09:30:00Z", "09:30:00", id="no zone"),
        pytest.param("2014-12-01T09:30:00Z", '"soon"', id="no time"),
        pytest.param("size = 8", "size = true", id="no count"),
        pytest.param("[audience]", "[[audience]]", id="a list for a table"),
        pytest.param("[digests]", "[other]", id="a table gone"),
        pytest.param("generation = 1", "generation = 0", id="no generation"),
        pytest.param("[digests]", "[planned]\nat = 1\n[digests]", id="half a time"),
    ],
)
def test_a_damaged_approval_is_refused_with_the_cure(tmp_path: Path, old: str, new: str) -> None:
    text = format_approval(APPROVAL)
    assert old in text
    (tmp_path / "approval.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Damaged, match=r"approval\.toml: (is damaged|belongs to issue 51)") as caught:
        read_approval(tmp_path, number=50)
    assert caught.value.hint == "approve again: trax approve 50 --by NAME"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a = [" + b"[" * 50_000, b"#" * 200_000])
def test_a_file_that_is_no_approval_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "approval.toml").write_bytes(data)
    with pytest.raises(Damaged):
        read_approval(tmp_path, number=50)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.text(st.characters(exclude_categories=("Cs", "Cn"))))
def test_any_name_and_reason_survive_the_file(name: str, reason: str) -> None:
    approval = replace(APPROVAL, approvers=(Approver(name),), override=reason)
    values = tomllib.loads(format_approval(approval))
    assert (values["approvers"], values["override"]) == ([name], reason)
