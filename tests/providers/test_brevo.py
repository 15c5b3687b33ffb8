"""What only Brevo does: its traps, one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import SETTINGS
from tests.providers.bench_brevo import open_bench
from tests.providers.contract import PROMISES
from tests.providers.fake_brevo import KEY, FakeBrevo, require_delivered_once
from tests.providers.fake_server import START, Call
from tests.providers.official import Official
from trax.content.settings import parse_settings
from trax.content.workspace import Workspace
from trax.delivery.deliver import Order, make_spec, send
from trax.delivery.pace import Pace
from trax.errors import (
    AuthError,
    Drift,
    InvalidContent,
    NotFound,
    PlanLimit,
    SettingsError,
    TraxError,
    Unsupported,
    WrongState,
)
from trax.providers._secrets import Secret
from trax.providers.base import AudienceRef
from trax.providers.brevo import Brevo
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from pathlib import Path

    from tests.providers.bench import Bench
    from tests.providers.conftest import MakeSpec
    from trax.providers.base import CampaignSpec

LISTING = "/v3/emailCampaigns"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)


def test_another_list_of_readers_shows_as_another_audience(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order
) -> None:
    draft = brevo.create_draft(make_spec(brevo_order, brevo))
    fake_brevo.campaigns[int(draft.id)]["recipients"] = {"lists": [3, 4], "exclusionLists": []}
    assert brevo.get(draft.id).audience == "readers, 4"
    with pytest.raises(Drift, match="audience"):
        send(brevo_order, brevo, pace=HURRY)
    assert fake_brevo.delivered == []


def test_utm_that_the_account_adds_to_links_is_found_before_the_send(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order
) -> None:
    draft = brevo.create_draft(make_spec(brevo_order, brevo))
    fake_brevo.campaigns[int(draft.id)]["htmlContent"] += "?utm_source=brevo"
    with pytest.raises(Drift, match="not what was approved: html"):
        send(brevo_order, brevo, pace=HURRY)
    assert fake_brevo.delivered == []


def test_a_mail_without_a_way_to_leave_would_get_a_footer_of_brevos(brevo: Brevo, brevo_spec: CampaignSpec) -> None:
    draft = brevo.create_draft(replace(brevo_spec, html="<p>Hello, all of you</p>"))
    (line,) = brevo.preflight(draft.id)
    assert line == "the mail has no {{ unsubscribe }}: Brevo would put its own footer below it"


def test_readers_that_are_not_counted_are_not_sent_to(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = fake_brevo.shown_list("3") | {"totalSubscribers": 0, "totalBlacklisted": 0}
    monkeypatch.setattr(fake_brevo, "shown_list", lambda _: shown)
    with pytest.raises(Unsupported, match="list 3: Brevo does not say how many readers it reaches"):
        brevo.create_draft(brevo_spec)
    assert fake_brevo.campaigns == {}


def test_who_has_left_gets_nothing_and_is_not_counted(fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order) -> None:
    assert brevo.audience(AudienceRef("readers")).count == 2
    send(brevo_order, brevo, pace=HURRY)
    require_delivered_once(fake_brevo)


def test_a_list_that_brevo_does_not_have_is_asked_for_first(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    with pytest.raises(NotFound, match="list 99: there is none"):
        brevo.create_draft(replace(brevo_spec, audience=AudienceRef("gone")))
    assert fake_brevo.campaigns == {}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("boss@example.org", "it is no contact"),
        ("alone@example.org", "the contact is on no list"),
        ("left@example.org", "the contact is blocklisted"),
    ],
)
def test_of_several_addresses_none_is_dropped_without_a_word(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, address: str, words: str
) -> None:
    draft = brevo.create_draft(brevo_spec)
    with pytest.raises(Unsupported, match=f"test to {address}: {words}") as caught:
        brevo.send_test(draft.id, ("office@example.org", address, "r0@example.org"))
    assert fake_brevo.tested == ["office@example.org"]
    assert "put it on a list for tests in Brevo" in caught.value.hint


def test_no_address_is_not_everybody_on_the_list_for_tests(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    brevo.send_test(brevo.create_draft(brevo_spec).id, ())
    assert fake_brevo.tested == []


def test_another_refusal_of_a_test_keeps_brevos_words(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = brevo.create_draft(brevo_spec)

    def refuse(_: list[str]) -> None:
        raise fake_brevo.wrong_state("50 tests were sent today")

    monkeypatch.setattr(fake_brevo, "test", refuse)
    with pytest.raises(InvalidContent, match="50 tests were sent today"):
        brevo.send_test(draft.id, ("office@example.org",))


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(START, id="now"),
        pytest.param(START.replace(second=0) - timedelta(minutes=1), id="over"),
        pytest.param(START + timedelta(hours=1), id="with seconds"),
        pytest.param(START.replace(second=0, microsecond=5) + timedelta(hours=1), id="with a part of one"),
    ],
)
def test_a_time_that_is_over_or_no_full_minute_is_refused_before_any_call(
    fake_brevo: FakeBrevo, brevo: Brevo, when: datetime
) -> None:
    with pytest.raises(InvalidContent, match="is not a full minute that is still to come"):
        brevo.schedule("1", when)
    assert fake_brevo.calls == []


def test_a_time_of_another_zone_is_the_same_moment(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    when = datetime(2026, 12, 1, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    draft = brevo.create_draft(brevo_spec)
    scheduled = brevo.schedule(draft.id, when)
    assert (scheduled.state, scheduled.scheduled_at) == ("scheduled", when)
    assert fake_brevo.calls[-2].body == {"scheduledAt": "2026-12-01T14:00:00+00:00"}


def test_a_scheduled_campaign_is_sent_when_its_time_has_come(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    draft = brevo.create_draft(brevo_spec)
    brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1))
    fake_brevo.now += timedelta(hours=2)
    sent = brevo.get(draft.id)
    assert (sent.state, sent.scheduled_at, sent.sent_at) == ("sent", None, fake_brevo.now)
    assert len(fake_brevo.delivered) == 2


def test_a_scheduled_campaign_that_cannot_be_a_draft_is_stopped_at_least(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    del fake_brevo.moves["queued", "draft"]
    draft = brevo.create_draft(brevo_spec)
    brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1))
    with pytest.raises(WrongState, match="the campaign is paused") as caught:
        brevo.unschedule(draft.id)
    assert caught.value.hint.startswith("it will not go out; give it another name and another tag")
    fake_brevo.now += timedelta(days=1)
    assert (brevo.get(draft.id).state, fake_brevo.delivered) == ("paused", [])


def test_a_status_that_is_taken_and_changes_nothing_is_found_out(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    fake_brevo.moves["queued", "draft"] = "queued"
    draft = brevo.create_draft(brevo_spec)
    brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1))
    with pytest.raises(WrongState, match="the campaign is paused"):
        brevo.unschedule(draft.id)
    assert fake_brevo.campaigns[int(draft.id)]["status"] == "suspended"


def test_a_campaign_that_went_out_while_its_time_was_taken_away_is_not_stopped_half_way(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_brevo.reads_to_finish = 5
    draft = brevo.create_draft(brevo_spec)
    brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1))

    def be_late(campaign: dict[str, Any], status: str) -> None:
        fake_brevo.now += timedelta(hours=2)
        campaign["status"] = "in_process"
        raise fake_brevo.wrong_state(f"too late for {status}")

    monkeypatch.setattr(fake_brevo, "set_status", be_late)
    with pytest.raises(WrongState, match="the campaign is sending") as caught:
        brevo.unschedule(draft.id)
    assert caught.value.hint == ""
    assert [call.body for call in fake_brevo.calls if call.path.endswith("/status")] == [{"status": "draft"}]


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_a_slow_sending_is_followed_to_its_end(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_order: Order, looks: int
) -> None:
    fake_brevo.reads_to_finish = looks
    send(brevo_order, brevo, pace=Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=20, sleep=lambda _: None))
    require_delivered_once(fake_brevo)


@pytest.mark.parametrize("status", ["queued", "suspended", "in_process", "sent", "archive", "cancelled"])
def test_what_brevo_would_change_or_start_is_left_alone(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec, status: str
) -> None:
    draft = brevo.create_draft(brevo_spec)
    fake_brevo.reads_to_finish = 99
    fake_brevo.campaigns[1].update(status=status, scheduledAt="2090-01-01T00:00:00.000Z")
    for call in (
        lambda: brevo.update_draft(draft.id, brevo_spec),
        lambda: brevo.delete_draft(draft.id),
        lambda: brevo.send_now(draft.id),
        lambda: brevo.schedule(draft.id, START.replace(second=0) + timedelta(hours=1)),
    ):
        with pytest.raises(WrongState):
            call()
    assert [call.method for call in fake_brevo.calls if call.method != "GET"] == ["POST"]


def test_without_credit_nothing_is_sent(fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec) -> None:
    fake_brevo.credits = 1
    draft = brevo.create_draft(brevo_spec)
    with pytest.raises(PlanLimit, match="You don't have enough credit to send") as caught:
        brevo.send_now(draft.id)
    assert caught.value.exit_code == 4
    assert (fake_brevo.delivered, brevo.get(draft.id).state) == ([], "draft")


def test_a_refusal_for_another_reason_keeps_brevos_words(brevo: Brevo, brevo_spec: CampaignSpec) -> None:
    with pytest.raises(InvalidContent, match="more than 10 characters"):
        brevo.create_draft(replace(brevo_spec, html="<p></p>"))
    draft = brevo.create_draft(brevo_spec)
    with pytest.raises(InvalidContent, match="more than 10 characters"):
        brevo.update_draft(draft.id, replace(brevo_spec, html="<p></p>"))


def test_what_brevo_cannot_put_aside_says_how_else(
    fake_brevo: FakeBrevo, brevo: Brevo, brevo_spec: CampaignSpec
) -> None:
    fake_brevo.reads_to_finish = 99
    draft = brevo.create_draft(brevo_spec)
    with pytest.raises(Unsupported, match="cannot put it aside for good") as caught:
        brevo.cancel(draft.id)
    assert "delete the draft" in caught.value.hint
    brevo.send_now(draft.id)
    with pytest.raises(Unsupported, match="cannot put it aside"):
        brevo.cancel(draft.id)


def test_whose_account_it_is_and_what_to_know_of_it(brevo: Brevo) -> None:
    account = brevo.check()
    assert account.name == "UPR Info (office@example.org)"
    assert account.notes == (
        "plan free: 300 mails left",
        "opens are watched and links are counted; Brevo's API cannot turn that off",
    )
    assert account.skew_s is not None


@pytest.mark.parametrize(
    ("senders", "words"),
    [
        ({"news@example.org": False}, "news@example.org is not confirmed"),
        ({"other@example.org": True}, "news@example.org is no sender of this account"),
    ],
)
def test_a_sender_that_brevo_does_not_take_is_a_note(
    fake_brevo: FakeBrevo, brevo: Brevo, senders: dict[str, bool], words: str
) -> None:
    fake_brevo.senders = senders
    assert [note for note in brevo.check().notes if note.startswith(words)]


def test_a_wrong_key_is_an_error_of_the_settings(fake_brevo: FakeBrevo, brevo_order: Order) -> None:
    provider = Brevo(fake_brevo.url, Secret("wrong"), lists={"readers": "3"}, sender="", postal_address=())
    with pytest.raises(AuthError, match="Key not found") as caught:
        send(brevo_order, provider, pace=HURRY)
    assert caught.value.exit_code == 3
    assert "TRAX_BREVO_KEY" in caught.value.hint
    assert fake_brevo.campaigns == {}


def open_configured(tmp_path: Path, more: str) -> Brevo:
    settings, findings = parse_settings(
        SETTINGS.replace('file = "audiences/readers.csv"', 'id = "3"') + '[provider]\nname = "brevo"\n' + more
    )
    assert settings, findings
    provider = open_provider(Workspace(tmp_path, settings), now=START, is_at_work=False)
    assert isinstance(provider, Brevo)
    return provider


def test_the_settings_name_list_and_sender_and_may_name_another_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAX_BREVO_KEY", KEY)
    provider = open_configured(tmp_path, "")
    assert provider._calls._door.address == "https://api.brevo.com"
    assert (provider._lists, provider._sender) == ({"readers": 3}, "news@example.org")
    assert provider.render_tags("[[postal_address]]") == "Rue de Varembé 3, 1202 Geneva"
    elsewhere = open_configured(tmp_path, 'url = "https://brevo.example.org/"\n')
    assert elsewhere._calls._door.address == "https://brevo.example.org"


def test_without_a_key_or_with_no_number_of_a_list_it_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TRAX_BREVO_KEY", "TRAX_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="not set: TRAX_BREVO_KEY"):
        open_configured(tmp_path, "")
    for wrong in ("#3", "", "9" * 30):
        with pytest.raises(SettingsError, match="is not the number of a list of brevo"):
            Brevo("https://api.brevo.com", Secret(KEY), lists={"readers": wrong}, sender="", postal_address=())


def send_to_a_stranger(bench: Bench) -> None:
    bench.provider.send_test(bench.provider.create_draft(bench.spec).id, ("boss@example.org",))


def send_without_credit(bench: Bench) -> None:
    assert isinstance(bench.mind, FakeBrevo)
    bench.mind.credits = 0
    bench.sent()


def test_what_our_brevo_answers_fits_the_description_of_the_real_one(
    make_spec: MakeSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer that the promises get, refusals too; the description's own examples would not all pass."""
    official = Official("brevo.yaml")
    answers: list[tuple[Call, int, Any]] = []
    answer_as_before = FakeBrevo.answer

    def note(mind: FakeBrevo, call: Call) -> tuple[int, Any]:
        status, answer = answer_as_before(mind, call)
        answers.append((call, status, answer))
        return status, answer

    monkeypatch.setattr(FakeBrevo, "answer", note)
    for promise in PROMISES:
        with open_bench(make_spec()) as bench:
            promise(bench)
    with open_bench(make_spec()) as bench:
        for refused in (send_to_a_stranger, send_without_credit):
            with pytest.raises(TraxError):
                refused(bench)
    told = {(call.method, call.path, fault) for call, *rest in answers for fault in official.answer_faults(call, *rest)}
    assert told == set()
    assert len(answers) >= 120
    assert {status for _, status, _ in answers} == {200, 201, 204, 400, 402, 404}
    call, status, campaign = next(each for each in answers if each[0].path == f"{LISTING}/1" and each[1] == 200)
    assert official.answer_faults(call, status, campaign | {"status": "finished"}) != []
    del campaign["header"]
    assert official.answer_faults(call, status, campaign) != []


def test_the_bench_counts_what_the_server_delivered(make_spec: MakeSpec) -> None:
    with open_bench(make_spec()) as bench:
        assert bench.sent().delivered == len(bench.deliveries() or ()) == 2
        assert bench.tests() == []
