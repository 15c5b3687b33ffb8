"""`trax resend`: a second time only on the word of two people, and only after the first has ended."""

from __future__ import annotations

import json
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import (
    campaigns,
    copy_of,
    edit,
    found_repository,
    let_time_pass,
    mails,
    states,
    typing,
    work_as,
    write_settings,
    writes,
)
from tests.providers.fake_server import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run, RunKilled, SetTime
    from tests.providers.fake_listmonk import FakeListmonk

TWO = ("--reason", "the links were dead", "--by", "Ana", "--second", "Bo")
AGAIN = ("resend", "50", *TWO, "--recipients", "2")
FIRST = ["0001/001-ana@example.org.eml", "0001/002-bo@example.org.eml"]
BOTH = [*FIRST, "0002/001-ana@example.org.eml", "0002/002-bo@example.org.eml"]
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")


def approval(newsletter: Path) -> dict[str, Any]:
    return tomllib.loads((newsletter / "issues" / "050" / "approval.toml").read_text("utf-8"))


def receipts(newsletter: Path) -> list[str]:
    return sorted(path.name for path in (newsletter / "issues" / "050").glob("receipt*.json"))


@pytest.fixture
def sent(run: Run, newsletter: Path) -> Path:
    assert run("approve", "50", "--by", "Cy").code == 0
    assert run("send", "50", "--yes").code == 0
    return newsletter


def test_each_reader_gets_it_a_second_time_and_both_receipts_are_kept(run: Run, sent: Path) -> None:
    first = (sent / "issues" / "050" / "receipt.json").read_bytes()
    done = run(*AGAIN)
    assert done.code == 0
    assert done.out.splitlines()[-1] == "sent: issue 50 to 2 readers; commit receipt-2.json and approval.toml"
    assert mails(sent) == BOTH
    assert receipts(sent) == ["receipt-2.json", "receipt.json"]
    assert (sent / "issues" / "050" / "receipt.json").read_bytes() == first
    values = approval(sent)
    assert (values["approvers"], values["generation"], values["reason"]) == (["Ana", "Bo"], 2, "the links were dead")
    status = run("status", "50")
    assert "generation 2: the links were dead" in status.out
    assert status.out.startswith("issue 50: sent\n")
    again = run("send", "50", "--yes")
    assert (again.code, mails(sent)) == (0, BOTH)


def test_the_archive_still_shows_what_was_sent_first(run: Run, sent: Path) -> None:
    run(*AGAIN)
    done = run("archive")
    assert done.code == 0
    assert list((sent / "site").rglob("index.html"))


def test_a_third_time_has_a_receipt_of_its_own(run: Run, sent: Path) -> None:
    run(*AGAIN)
    assert run(*AGAIN).code == 0
    assert receipts(sent) == ["receipt-2.json", "receipt-3.json", "receipt.json"]
    assert len(mails(sent)) == 6


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        pytest.param(("--by", "Ana", "--second", "ana"), 2, "--second: the same person twice", id="one person"),
        pytest.param(("--by", "Ana", "--second", " "), 2, 'give a name: --second "Anna Smith"', id="nobody"),
        pytest.param(("--by", "Ana", "--second", "Bo <b@c.org>"), 2, "--second: ", id="with an address"),
        pytest.param(("--by", "Ana", "--second", "Bo", "--reason", " "), 2, "--reason: no reason", id="no reason"),
        pytest.param(("--second", "Bo"), 2, "nobody is named who approves", id="nobody orders it"),
        pytest.param(("--by", "Ana", "--second", "Bo"), 1, "--recipients 2", id="the number is not typed"),
        pytest.param(("--by", "Ana", "--second", "Bo", "--recipients", "3"), 1, "--recipients 2", id="a wrong one"),
    ],
)
def test_without_two_people_a_reason_and_the_number_nothing_is_sent(
    run: Run, sent: Path, *, options: tuple[str, ...], code: int, says: str
) -> None:
    before = approval(sent)
    done = run("resend", "50", "--reason", "the links were dead", *options)
    assert (done.code, says in done.err) == (code, True)
    assert (mails(sent), approval(sent)) == (FIRST, before)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are another thing there")
def test_at_a_terminal_the_number_is_asked_for_once(run: Run, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, "2\n"):
        assert run("resend", "50", *TWO).code == 0
    assert mails(sent) == BOTH


def test_an_issue_that_was_never_sent_is_not_sent_a_second_time(run: Run, newsletter: Path) -> None:
    for command in ((), ("approve", "50", "--by", "Ana"), ("push", "50")):
        if command:
            assert run(*command).code == 0
        done = run(*AGAIN)
        assert (done.code, "issue 50 was never sent" in done.err, "trax send 50" in done.err) == (1, True, True)
    assert mails(newsletter) == []


@pytest.mark.parametrize("state", ["scheduled", "running"])
def test_while_the_first_may_still_go_out_nothing_is_sent_beside_it(
    run: Run, newsletter: Path, listmonk: FakeListmonk, state: str
) -> None:
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", "2026-11-24 10:00")
    listmonk.campaigns[1]["status"] = state
    listmonk.reads_to_finish = 99
    before = approval(newsletter)
    done = run(*AGAIN)
    assert (done.code, "nothing is sent beside it" in done.err) == (1, True)
    assert (len(listmonk.campaigns), approval(newsletter)) == (1, before)


@pytest.mark.usefixtures("newsletter")
def test_a_state_that_trax_does_not_know_may_still_go_out(run: Run, listmonk: FakeListmonk) -> None:
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", "2026-11-24 10:00")
    listmonk.campaigns[1]["status"] = "thinking"
    run("send", "50", "--yes")
    done = run(*AGAIN)
    assert (done.code, "campaign 1 is unknown; nothing is sent beside it" in done.err) == (1, True)


def test_while_nobody_knows_how_the_first_ended_nothing_is_sent(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    run("approve", "50", "--by", "Ana")
    listmonk.faults = [Fault("close-before", method="PUT", path=r".*/status")]
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 5
    before = approval(newsletter)
    done = run(*AGAIN)
    assert (done.code, "how its last sending ended is not known" in done.err) == (1, True)
    assert (approval(newsletter), listmonk.delivered) == (before, [])


def test_a_paused_campaign_may_be_followed_by_a_second_sending(run: Run, listmonk: FakeListmonk) -> None:
    run("approve", "50", "--by", "Ana")
    run("schedule", "50", "--at", "2026-11-24 10:00")
    listmonk.campaigns[1]["status"] = "paused"
    assert run("send", "50", "--yes").code == 5
    done = run(*AGAIN)
    assert (done.code, states(listmonk)) == (0, ["paused", "scheduled"])
    assert "to stop it: trax cancel 50" in done.out


def test_it_leaves_time_to_take_it_back_where_the_provider_has_a_clock(
    run: Run, newsletter: Path, listmonk: FakeListmonk, set_time: SetTime
) -> None:
    run("approve", "50", "--by", "Ana")
    run("send", "50", "--yes", "--now", "--no-undo")
    done = run(*AGAIN)
    assert (done.code, "scheduled: issue 50 goes out to 2 readers at 22 November 2026, 08:15" in done.out) == (0, True)
    assert run("cancel", "50").code == 0
    assert states(listmonk) == ["finished", "draft"]
    assert run("send", "50", "--yes").code == 0
    let_time_pass(listmonk, hours=1)
    set_time("2026-11-22T08:00:00")
    assert run("run-due").out == "sent: issue 50 to 2 readers; commit receipt-2.json\n"
    assert receipts(newsletter) == ["receipt-2.json", "receipt.json"]
    assert len(listmonk.delivered) == 4


def test_another_audience_than_the_first_is_refused(run: Run, sent: Path) -> None:
    edit(sent / "issues" / "trax.toml", 'audience = "readers"', 'audience = "board"')
    edit(sent / "issues" / "trax.toml", "[audiences.readers]", "[audiences.board]")
    done = run(*AGAIN)
    assert (done.code, 'was sent to the audience "readers"' in done.err) == (1, True)
    assert mails(sent) == FIRST


@needs_kill
@pytest.mark.parametrize("point", ["planned", "intent-create", "created", "intent-send", "outbox-mail-1", "send-acted"])
def test_killed_anywhere_send_goes_on_with_it(run: Run, sent: Path, run_killed: RunKilled, point: str) -> None:
    run_killed(*AGAIN, point=point)
    assert run("send", "50", "--yes").code == 0
    assert (mails(sent), receipts(sent)) == (BOTH, ["receipt-2.json", "receipt.json"])
    assert run("send", "50", "--yes").code == 0
    assert mails(sent) == BOTH


@needs_kill
def test_an_order_that_has_not_begun_is_not_given_twice(run: Run, sent: Path, run_killed: RunKilled) -> None:
    run_killed(*AGAIN, point="planned")
    done = run(*AGAIN)
    assert (done.code, "was ordered already, and it has not begun" in done.err) == (1, True)
    assert "go on with that: trax send 50" in done.err
    assert approval(sent)["generation"] == 2
    assert mails(sent) == FIRST


def test_a_dry_run_writes_nothing(run: Run, sent: Path) -> None:
    before = approval(sent)
    done = run(*AGAIN, "--dry-run")
    assert (done.code, approval(sent), mails(sent)) == (0, before, FIRST)
    assert "sent anew by  Ana, Bo" in done.out


def test_a_script_gets_one_document(run: Run, sent: Path) -> None:
    document = json.loads(run(*AGAIN, "--json").out)
    assert document["campaign"] == {"id": "0002", "state": "sent"}
    assert campaigns(sent) == {"0001": "sent", "0002": "sent"}


def test_where_two_people_must_approve_the_second_does_so_on_a_copy_of_their_own(
    run: Run, newsletter: Path, listmonk: FakeListmonk
) -> None:
    write_settings(newsletter, "[approval]\npeople = 2\n")
    found_repository(newsletter)
    run("approve", "50")
    work_as(newsletter, "Bo Li", "bo@example.org")
    run("approve", "50")
    assert run("send", "50", "--yes", "--now", "--no-undo").code == 0
    before = writes(listmonk)
    ordered = run("resend", "50", "--reason", "dead links", "--second", "Ana Ruiz", "--recipients", "2")
    assert (ordered.code, "1 person has approved it, and 2 must" in ordered.err) == (1, True)
    assert writes(listmonk) == before
    other = copy_of(newsletter, "other")
    work_as(other, "Ana Ruiz", "ana@example.org")
    assert run("approve", "50", at=other).code == 0
    assert approval(other)["generation"] == 2
    assert run("send", "50", "--yes", "--now", "--no-undo", at=other).code == 0
    assert (states(listmonk), len(listmonk.delivered)) == (["finished", "finished"], 4)
