"""Who has to approve, in real git repositories: two people, others than the writers, and not too long ago."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import edit, found_repository, mails, work_as, write_settings
from tests.delivery.clones import git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run, SetTime

ANA, BO = ("Ana Ruiz", "ana@example.org"), ("Bo Li", "bo@example.org")
SEND = ("send", "50", "--yes")


def approval(newsletter: Path) -> dict[str, Any]:
    return tomllib.loads((newsletter / "issues" / "050" / "approval.toml").read_text("utf-8"))


@pytest.fixture
def by_two(newsletter: Path, set_time: SetTime) -> Path:
    set_time("2026-11-22T07:00:00")
    write_settings(newsletter, "[approval]\npeople = 2\n")
    found_repository(newsletter)
    return newsletter


@pytest.fixture
def by_others(newsletter: Path, set_time: SetTime) -> Path:
    set_time("2026-11-22T07:00:00")
    write_settings(newsletter, "[approval]\nby_others = true\n")
    found_repository(newsletter)
    return newsletter


def test_two_people_of_two_addresses_are_two(run: Run, by_two: Path) -> None:
    run("approve", "50")
    done = run(*SEND)
    assert (done.code, "issue 50: 1 person has approved it, and 2 must" in done.err) == (1, True)
    assert "on a copy of the newsletter with a git name of their own: trax approve 50" in done.err
    work_as(by_two, *BO)
    assert run("approve", "50").code == 0
    assert approval(by_two)["approvers"] == ["Ana Ruiz <ana@example.org>", "Bo Li <bo@example.org>"]
    assert run(*SEND).code == 0
    assert len(mails(by_two)) == 2


def test_one_address_under_two_names_is_one(run: Run, by_two: Path) -> None:
    run("approve", "50", "--by", "Ana Ruiz")
    run("approve", "50", "--by", "Bo Li")
    work_as(by_two, "Ana", "ANA@example.org")
    run("approve", "50")
    done = run(*SEND)
    assert (done.code, "1 person has approved it" in done.err, mails(by_two)) == (1, True, [])


def test_a_name_of_which_git_knows_no_address_is_nobody_where_two_must(run: Run, by_two: Path) -> None:
    run("approve", "50")
    git(by_two, "config", "--unset", "user.email")
    run("approve", "50", "--by", "Bo Li")
    done = run(*SEND)
    assert (done.code, "1 person has approved it" in done.err, mails(by_two)) == (1, True, [])


def test_the_same_person_twice_is_one_line(run: Run, by_two: Path) -> None:
    run("approve", "50")
    run("approve", "50")
    assert approval(by_two)["approvers"] == ["Ana Ruiz <ana@example.org>"]


def test_an_edit_between_the_two_leaves_only_the_second(run: Run, by_two: Path) -> None:
    run("approve", "50")
    edit(by_two / "issues" / "050" / "10-report.md", "is out", "was out")
    work_as(by_two, *BO)
    run("approve", "50")
    assert approval(by_two)["approvers"] == ["Bo Li <bo@example.org>"]
    assert run(*SEND).code == 1
    assert mails(by_two) == []


def test_the_same_planned_time_by_a_second_person_keeps_both(run: Run, by_two: Path) -> None:
    run("approve", "50", "--at", "2026-11-24 10:00")
    work_as(by_two, *BO)
    run("approve", "50", "--at", "24 November 2026 10:00")
    assert len(approval(by_two)["approvers"]) == 2
    assert approval(by_two)["planned"]["at"] == "2026-11-24T10:00"


def test_without_a_time_the_second_person_stands_for_the_one_there_is(run: Run, by_two: Path) -> None:
    run("approve", "50", "--at", "2026-11-24 10:00")
    work_as(by_two, *BO)
    done = run("approve", "50")
    assert "goes out     Tuesday, 24 November 2026, 10:00 (Europe/Zurich)" in done.out
    assert len(approval(by_two)["approvers"]) == 2
    assert run("schedule", "50").code == 0


def test_another_time_has_to_be_approved_by_both_again(run: Run, by_two: Path) -> None:
    run("approve", "50", "--at", "2026-11-24 10:00")
    work_as(by_two, *BO)
    run("approve", "50", "--at", "2026-11-24 11:00")
    assert approval(by_two)["approvers"] == ["Bo Li <bo@example.org>"]
    assert run("schedule", "50").code == 1


def test_the_writer_does_not_count_and_another_does(run: Run, by_others: Path) -> None:
    run("approve", "50")
    done = run(*SEND)
    assert (done.code, "0 people have approved it, and 1 must (Ana Ruiz wrote on it" in done.err) == (1, True)
    work_as(by_others, *BO)
    run("approve", "50")
    git(by_others, "add", "issues/050/approval.toml")
    git(by_others, "commit", "-q", "-m", "approved")
    assert run(*SEND).code == 0
    assert len(mails(by_others)) == 2


def test_who_has_changed_the_issue_and_not_committed_is_a_writer(run: Run, by_others: Path) -> None:
    work_as(by_others, *BO)
    edit(by_others / "issues" / "050" / "10-report.md", "is out", "was out")
    run("approve", "50")
    done = run(*SEND)
    assert (done.code, "Bo Li wrote on it" in done.err, mails(by_others)) == (1, True, [])


def test_a_writer_under_another_name_is_still_the_writer(run: Run, by_others: Path) -> None:
    run("approve", "50", "--by", "Somebody Else")
    assert (run(*SEND).code, mails(by_others)) == (1, [])


def test_without_git_nobody_is_known_to_be_another(run: Run, newsletter: Path, set_time: SetTime) -> None:
    set_time("2026-11-22T07:00:00")
    write_settings(newsletter, "[approval]\nby_others = true\n")
    run("approve", "50", "--by", "Bo")
    done = run(*SEND)
    assert (done.code, "who wrote it is not known" in done.err) == (1, True)
    assert "keep the newsletter in git, or take by_others out" in done.err
    assert mails(newsletter) == []


def test_a_name_of_which_git_knows_no_address_may_be_the_writer(run: Run, by_others: Path) -> None:
    git(by_others, "config", "--unset", "user.email")
    run("approve", "50", "--by", "Bo")
    done = run(*SEND)
    assert (done.code, "0 people have approved it, and 1 must\n" in done.err) == (1, True)


def test_an_approval_that_is_too_old_is_refused_with_its_age(run: Run, newsletter: Path, set_time: SetTime) -> None:
    set_time("2026-11-22T07:00:00")
    run("approve", "50", "--by", "Ana")
    set_time("2026-12-23T07:00:01")
    done = run(*SEND)
    assert (done.code, "issue 50 was approved 31 days ago, and 31 is the most" in done.err) == (1, True)
    assert "trax approve 50 --by NAME" in done.err
    set_time("2026-12-23T07:00:00")
    assert run(*SEND).code == 0
    assert len(mails(newsletter)) == 2


def test_an_approval_with_a_planned_time_is_not_too_old_before_that(
    run: Run, newsletter: Path, set_time: SetTime
) -> None:
    set_time("2026-11-22T07:00:00")
    run("approve", "50", "--by", "Ana", "--at", "2027-02-02 10:00")
    set_time("2027-02-02T09:05:00")
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt.json\n"
    assert len(mails(newsletter)) == 2


def test_a_time_that_this_machine_reads_otherwise_is_approved_anew(
    run: Run, newsletter: Path, set_time: SetTime
) -> None:
    set_time("2026-11-22T07:00:00")
    run("approve", "50", "--by", "Ana", "--at", "2026-11-24 10:00")
    path = newsletter / "issues" / "050" / "approval.toml"
    edit(path, "utc = 2026-11-24T09", "utc = 2026-11-24T08")
    done = run("schedule", "50")
    assert (done.code, "is not the one that was approved" in done.err) == (1, True)
    assert "is not the one that was approved" in run("status", "50").out
    assert run("approve", "50", "--by", "Ana", "--at", "2026-11-24 10:00").code == 0
    assert approval(newsletter)["planned"]["utc"].hour == 9
    assert run("schedule", "50").code == 0


def test_the_plan_names_the_time_and_points_to_schedule(run: Run, newsletter: Path, set_time: SetTime) -> None:
    set_time("2026-11-22T07:00:00")
    done = run("approve", "50", "--by", "Ana", "--at", "first Tuesday 10:00")
    assert "goes out     Tuesday, 1 December 2026, 10:00 (Europe/Zurich)" in done.out
    assert done.err == "next: trax schedule 50\n"
    assert newsletter
