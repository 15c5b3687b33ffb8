"""`trax status` where several machines and people are at work: what is it, and what may I type next?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import copy_of, found_repository, let_time_pass, mails, work_as
from tests.delivery.clones import git
from tests.providers.fake_server import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Done, Run, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

SLOT = "2026-11-24 10:00"


def stands(done: Done) -> tuple[str, str]:
    """The state, and what to type next."""
    assert done.code == 0
    lines = done.out.splitlines()
    return lines[0].partition(": ")[2], lines[-1].removeprefix("next: ")


def says(done: Done, witness: str) -> str:
    return next((line for line in done.out.splitlines() if line.startswith(f"{witness} ")), "")


@pytest.fixture
def machines(run: Run, newsletter: Path, listmonk: FakeListmonk, tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a newsletter whose issue is approved, and the bare remote that they share."""
    assert listmonk.url
    found_repository(newsletter)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "shared.git")
    git(newsletter, "remote", "add", "origin", (tmp_path / "shared.git").as_uri())
    assert run("approve", "50").code == 0
    git(newsletter, "add", ".")
    git(newsletter, "commit", "-q", "-m", "approved")
    git(newsletter, "push", "-q", "-u", "origin", "main")
    other = copy_of(newsletter, "other")
    work_as(other, "Bo Li", "bo@example.org")
    return newsletter, other


def test_an_issue_that_another_machine_has_begun_is_left_to_it(run: Run, machines: tuple[Path, Path]) -> None:
    here, there = machines
    assert run("push", "50", at=there).code == 0
    there_says = run("status", "50", at=there)
    assert stands(there_says) == ("pushed", "trax send 50")
    assert " yes  " in says(there_says, "lock")
    assert "this machine since" in says(there_says, "lock")
    here_says = run("status", "50", at=here)
    assert stands(here_says) == ("pushed", "git pull, then trax status 50: another machine has begun to send it")
    assert "git tag send/50/readers/1 at origin" in says(here_says, "lock")
    refused = run("send", "50", "--yes", at=here)
    assert (refused.code, "was begun by" in refused.err, "--take-over" in refused.err) == (1, True, True)


def test_a_person_may_take_it_over(run: Run, machines: tuple[Path, Path], listmonk: FakeListmonk) -> None:
    here, there = machines
    run("push", "50", at=there)
    done = run("send", "50", "--yes", "--now", "--no-undo", "--take-over", at=here)
    assert (done.code, len(listmonk.delivered)) == (0, 2)
    assert "this machine since" in says(run("status", "50", at=here), "lock")
    again = run("send", "50", "--yes", "--now", "--no-undo", at=there)
    assert (again.code, len(listmonk.delivered)) == (0, 2)


def test_without_the_remote_status_says_so_and_a_send_is_refused(
    run: Run, machines: tuple[Path, Path], listmonk: FakeListmonk
) -> None:
    here, _ = machines
    git(here, "remote", "set-url", "origin", "file:///nowhere")
    done = run("status", "50", at=here)
    assert stands(done) == ("approved", "trax push 50")
    assert "does not say who sends this issue" in says(done, "lock")
    refused = run("send", "50", "--yes", at=here)
    assert (refused.code, "does not say who sends this issue" in refused.err) == (4, True)
    assert [call.path for call in listmonk.calls if call.method != "GET"] == []


def test_another_machine_learns_the_end_from_the_provider(
    run: Run, machines: tuple[Path, Path], listmonk: FakeListmonk
) -> None:
    here, there = machines
    run("send", "50", "--yes", "--now", "--no-undo", at=there)
    assert stands(run("status", "50", at=here)) == (
        "sent",
        "trax send 50, which sends nothing and writes the receipt",
    )
    assert run("send", "50", at=here).code == 0
    assert len(listmonk.delivered) == 2
    assert stands(run("status", "50", at=here)) == ("sent", "trax archive")


@pytest.mark.usefixtures("listmonk")
def test_a_planned_issue_waits_then_is_due_then_is_held(run: Run, set_time: SetTime) -> None:
    run("approve", "50", "--by", "Ana", "--at", SLOT)
    assert stands(run("status", "50")) == ("approved", "trax schedule 50")
    run("push", "50")
    assert stands(run("status", "50")) == ("pushed", "trax schedule 50")
    set_time("2026-11-24T09:00:00")
    assert stands(run("status", "50")) == ("pushed", "trax send 50, or leave it to trax run-due")
    set_time("2026-11-24T11:00:01")
    assert stands(run("status", "50"))[0] == "held"


@pytest.mark.usefixtures("listmonk")
def test_a_campaign_that_its_provider_let_pass_is_held(run: Run, set_time: SetTime) -> None:
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", SLOT)
    assert stands(run("status", "50")) == ("scheduled", "trax cancel 50, to stop it before its time")
    set_time("2026-11-24T11:00:01")
    assert stands(run("status", "50")) == ("held", "trax cancel 50, then trax send 50")


def test_what_is_being_sent_is_followed_by_the_same_send(run: Run, listmonk: FakeListmonk, set_time: SetTime) -> None:
    listmonk.reads_to_finish = 99
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", SLOT)
    let_time_pass(listmonk, days=2, hours=3)
    set_time("2026-11-24T09:00:00")
    assert stands(run("status", "50")) == ("sending", "trax send 50")


def test_a_lost_reply_is_unresolved_and_its_cure_sends_nothing_twice(run: Run, listmonk: FakeListmonk) -> None:
    run("approve", "50", "--by", "Ana")
    listmonk.faults = [Fault("close-before", method="PUT", path=r".*/status")]
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 5
    done = run("status", "50")
    assert stands(done) == ("unresolved", "trax send 50")
    assert "nobody knows the end of: sending it" in says(done, "ledger")


def test_a_second_sending_is_shown_with_its_reason(run: Run, newsletter: Path) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes")
    run("resend", "50", "--reason", "dead links", "--by", "Ana", "--second", "Bo", "--recipients", "2")
    (newsletter / "issues" / "050" / "receipt-2.json").unlink()
    done = run("status", "50")
    assert stands(done) == ("sent", "trax send 50, which sends nothing and writes the receipt")
    assert "generation 2: dead links" in says(done, "approval")
    assert run("send", "50").code == 0
    assert len(mails(newsletter)) == 4


@pytest.mark.parametrize(
    ("command", "cure"),
    [
        pytest.param(("push", "50"), "delete that draft at the provider, then: trax push 50", id="a draft"),
        pytest.param(("schedule", "50", "--at", SLOT), "trax cancel 50, then trax send 50", id="scheduled"),
    ],
)
@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        pytest.param("subject", "Other", "its copy is not what it was given: subject", id="the subject"),
        pytest.param("template_id", 1, "a template puts something around the mail", id="the template"),
    ],
)
def test_what_somebody_changed_at_the_provider_is_shown_before_it_is_sent(
    run: Run, listmonk: FakeListmonk, *, command: tuple[str, ...], cure: str, key: str, value: object, what: str
) -> None:
    run("approve", "50", "--by", "Ana")
    run(*command)
    listmonk.campaigns[1][key] = value
    done = run("status", "50")
    assert stands(done) == ("unclear", cure)
    assert what in says(done, "listmonk")
    assert says(done, "listmonk").split()[1] == "NO"


def test_before_any_machine_has_begun_there_is_no_lock_to_show(run: Run, machines: tuple[Path, Path]) -> None:
    done = run("status", "50", at=machines[0])
    assert (stands(done), says(done, "lock")) == (("approved", "trax push 50"), "")
