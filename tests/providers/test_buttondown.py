"""What only Buttondown does: its traps, one test each, and what its answers mean."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SETTINGS
from tests.providers.bench_buttondown import open_bench
from tests.providers.contract import PROMISES
from tests.providers.fake_buttondown import EMPTY_TAG, KEY, TAG, FakeButtondown
from tests.providers.fake_server import Fault
from tests.providers.official import Official
from trax.content.settings import parse_settings
from trax.content.workspace import Workspace
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order, make_spec, push, send
from trax.delivery.pace import Pace
from trax.errors import (
    AuthError,
    Drift,
    InvalidContent,
    NotFound,
    OutcomeUnknown,
    PlanLimit,
    ProviderError,
    Rejected,
    SettingsError,
    TraxError,
    Unavailable,
    Unsupported,
    WrongState,
)
from trax.model import Mail
from trax.providers._buttondown_json import (
    EDITOR,
    SOMEBODY_ELSE,
    STATES,
    meaning,
    parse_email,
    parse_page,
    parse_readers,
    parse_tag,
)
from trax.providers._buttondown_newsletter import parse_newsletters
from trax.providers._secrets import Secret
from trax.providers.base import AudienceRef
from trax.providers.buttondown import HOST, Buttondown
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.providers.bench import Bench
    from tests.providers.conftest import MakeSpec
    from trax.providers.base import CampaignSpec

MARKER = "trax:upr-trax/50/readers/1"
EXITS: dict[type[ProviderError], int] = {AuthError: 3, InvalidContent: 1}
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=6, sleep=lambda _: None)
KEPT = Path(__file__).parents[1] / "golden" / "050" / "email.html"


@pytest.fixture
def bench(make_spec: MakeSpec) -> Iterator[Bench]:
    with open_bench(make_spec()) as opened:
        yield opened


@pytest.fixture
def fake(bench: Bench) -> FakeButtondown:
    assert isinstance(bench.mind, FakeButtondown)
    return bench.mind


@pytest.fixture
def buttondown(bench: Bench) -> Buttondown:
    assert isinstance(bench.provider, Buttondown)
    return bench.provider


@pytest.fixture
def spec(bench: Bench) -> CampaignSpec:
    return bench.spec


@pytest.fixture
def order(buttondown: Buttondown) -> Order:
    settings, _ = parse_settings(SETTINGS)
    assert settings
    html = '<p>Hello</p> <a href="[[unsubscribe]]">leave</a> [[postal_address]]\n'
    mail = Mail(50, "en", "[UPR Trax] No50: Beyond acceptance", "What became of it", html, "Hello\n")
    bundle = freeze(mail, settings=settings, provider=buttondown.name, render_tags=buttondown.render_tags)
    return Order(bundle, MARKER, "readers", 2)


def email(**changes: Any) -> dict[str, Any]:
    """Return an email as an answer holds it."""
    return {
        "id": "em_1",
        "creation_date": "2026-11-22T06:34:56Z",
        "modification_date": "2026-11-22T06:35:00Z",
        "subject": "Hello",
        "status": "draft",
        "filters": {"filters": [], "groups": [], "predicate": "and"},
        **changes,
    }


def writes(fake: FakeButtondown) -> list[tuple[str, str]]:
    return [(call.method, call.path.rpartition("/")[2]) for call in fake.calls if call.method != "GET"]


def require_delivered_once(fake: FakeButtondown) -> None:
    assert sorted(address for _, address in fake.delivered) == ["r0@example.org", "r1@example.org"]
    assert [each["status"] for each in fake.emails.values() if each["metadata"].get("trax") == MARKER] == ["sent"]


# The request


def test_an_email_is_never_made_without_a_state(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    """Buttondown would send it at once."""
    buttondown.create_draft(spec)
    [call] = [call for call in fake.calls if call.method == "POST"]
    assert (call.body["status"], call.body["template"]) == ("draft", "naked")
    assert call.body["body"] == f"<!-- buttondown-editor-mode: fancy -->\n{spec.html}"
    assert call.body["filters"]["filters"] == [{"field": "subscriber.tags", "operator": "contains", "value": TAG}]
    assert call.body["metadata"] == {"trax": spec.key, "trax_digest": spec.digest, "trax_tag": TAG}
    assert call.body["canonical_url"] == spec.view_online


def test_the_version_of_the_api_is_said_with_each_call(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    buttondown.send_now(buttondown.create_draft(spec).id)
    assert {call.headers["x-api-version"] for call in fake.calls} == {"2026-04-01"}


def test_no50_comes_back_as_it_was_given(buttondown: Buttondown, spec: CampaignSpec) -> None:
    html = buttondown.render_tags(KEPT.read_text("utf-8"))
    draft = buttondown.create_draft(replace(spec, html=html))
    assert buttondown.read_content(draft.id).html == html
    assert buttondown.preflight(draft.id) == ()


def test_every_answer_of_our_own_buttondown_fits_the_description(make_spec: MakeSpec) -> None:
    """Otherwise the promises would be kept towards a server that there is not."""
    odd, count = [], 0
    for promise in PROMISES:
        with open_bench(make_spec()) as bench:
            official = Official(bench.official)
            promise(bench)
            assert isinstance(bench.mind, FakeButtondown)
            # As the description was cut for us, readers are not in it.
            answers = [answer for answer in bench.mind.answers if answer[0].path != "/v1/subscribers"]
            count += len(answers)
            odd += [fault for answer in answers for fault in official.answer_faults(*answer)]
    assert odd == []
    assert count >= 150


def test_our_own_buttondown_takes_no_misspelt_field_and_no_wrong_type(buttondown: Buttondown) -> None:
    door = buttondown._wire.door
    for body, words in (
        ({"subject": "x", "subjct": "y"}, "body.payload.subjct: Extra inputs are not permitted"),
        ({"subject": 7}, "body.payload.subject: 7 is not valid here"),
        ({"status": "draft"}, "body.payload.subject: Field required"),
        ({"subject": "x"}, "once for each key"),
    ):
        with pytest.raises(Rejected, match=words):
            door.write("POST", "/v1/emails", parse_email, body=body)


# Readers


def test_readers_are_asked_for_by_the_name_of_the_tag_and_by_type(buttondown: Buttondown, fake: FakeButtondown) -> None:
    """The cut description has no readers; these names are those of the whole one (2026-08)."""
    assert buttondown.audience(AudienceRef("readers")).name == "readers"
    asked = [dict(call.several) for call in fake.calls if call.path == "/v1/subscribers"]
    assert asked == [
        {"type": ["churned", "past_due", "paused", "unpaid", "upcoming"], "tag": ["readers"]},
        {"type": ["regular", "premium", "gifted", "trialed", "churning"], "tag": ["readers"]},
    ]


def test_everybody_is_everybody_who_gets_mails(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    fake.readers["paying@example.org"] = ("premium", [])
    fake.readers["waiting@example.org"] = ("unactivated", [])
    audience = buttondown.audience(AudienceRef("everybody"))
    assert (audience.name, audience.count) == ("all readers", 4)
    draft = buttondown.create_draft(replace(spec, audience=AudienceRef("everybody")))
    assert (draft.audience, fake.emails[draft.id]["filters"]["filters"]) == ("everybody", [])
    buttondown.send_now(draft.id)
    for _ in range(3):
        campaign = buttondown.get(draft.id)
    assert (campaign.recipients, len(fake.delivered)) == (4, 4)


@pytest.mark.parametrize("kind", ["churned", "past_due", "paused", "unpaid", "upcoming"])
def test_readers_of_whom_nobody_says_whether_they_get_mails_are_not_guessed(
    buttondown: Buttondown, fake: FakeButtondown, kind: str
) -> None:
    fake.readers["maybe@example.org"] = (kind, ["readers"])
    with pytest.raises(Unsupported, match="1 have a paid subscription that is not running") as caught:
        buttondown.audience(AudienceRef("readers"))
    assert "[audiences.readers]" in caught.value.hint


def test_a_filter_that_is_ignored_is_noticed(buttondown: Buttondown, fake: FakeButtondown) -> None:
    fake.tags[TAG] = "Readers"
    fake.readers = {"a@example.org": ("regular", ["readers"])}
    buttondown._wire.count(("regular",), "")
    for types, tag in ((("premium",), ""), (("regular",), "Readers")):
        assert (
            parse_readers({"results": [{"type": "regular", "tags": ["readers"]}], "count": 1}, types=types, tag=tag)
            is None
        )
    fake.list_readers = lambda call: fake.page(  # type: ignore[method-assign]  # a server that ignores what is asked
        [{"type": "regular", "tags": [], "email_address": "a@example.org"}], call
    )
    with pytest.raises(Unavailable, match="other readers than those that were asked for"):
        buttondown._wire.count(("premium",), "")


def test_an_audience_that_is_not_in_settings_or_not_there_is_not_found(buttondown: Buttondown) -> None:
    with pytest.raises(NotFound, match='"friends" has no tag') as caught:
        buttondown.audience(AudienceRef("friends"))
    assert 'id = "all"' in caught.value.hint
    with pytest.raises(NotFound, match="tag sub_tag_gone: there is none"):
        buttondown.audience(AudienceRef("gone"))
    with pytest.raises(NotFound, match='"readers" has no tag'):
        Buttondown(Secret(KEY), tags={}, postal_address=(), url=buttondown._wire.door.address).audience(
            AudienceRef("readers")
        )


def test_an_id_that_buttondown_writes_otherwise_is_corrected_in_the_settings(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    shown = fake.shown_tag
    fake.shown_tag = lambda number: {**shown(number), "id": "sub_tag_other"}  # type: ignore[method-assign]  # one id, two forms
    with pytest.raises(SettingsError, match=r'audiences.readers.id: Buttondown writes the tag .* as "sub_tag_other"'):
        buttondown.create_draft(spec)
    assert fake.emails == {}


# The sender


@pytest.mark.parametrize(
    "changed",
    [
        {"from_name": "Somebody"},
        {"from_name": ""},
        {"email_address": "other@example.org"},
        {"reply_to_address": ""},
    ],
    ids=str,
)
def test_a_mail_from_somebody_else_than_approved_is_not_made_and_not_sent(
    buttondown: Buttondown, fake: FakeButtondown, order: Order, changed: dict[str, str]
) -> None:
    """The sender belongs to the newsletter: an email has none."""
    draft = push(order, buttondown, pace=HURRY)
    fake.newsletter = dict(changed)
    with pytest.raises(Drift, match=r"from name|from email|reply to"):
        send(order, buttondown, pace=HURRY)
    buttondown.delete_draft(draft.id)
    with pytest.raises(SettingsError, match=r"mails come from .*; approved is UPR Info <news@example.org>") as caught:
        send(order, buttondown, pace=HURRY)
    assert "Settings, Basics" in caught.value.hint
    assert (fake.emails, fake.delivered) == ({}, [])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"test_mode": True}, "test mode is on"),
        ({"enabled_features": ["tracking"]}, "opens and clicks would be counted"),
    ],
    ids=["test mode", "tracking"],
)
def test_test_mode_and_counting_stop_a_send(
    buttondown: Buttondown, fake: FakeButtondown, order: Order, changed: dict[str, Any], words: str
) -> None:
    draft = push(order, buttondown, pace=HURRY)
    fake.newsletter = changed
    with pytest.raises(Drift, match=words) as caught:
        send(order, buttondown, pace=HURRY)
    assert "in Buttondown: Settings" in caught.value.hint
    with pytest.raises(SettingsError, match=words):
        buttondown.update_draft(draft.id, make_spec(order, buttondown))
    assert fake.delivered == []


def test_an_account_says_what_a_person_should_know(buttondown: Buttondown, fake: FakeButtondown) -> None:
    account = buttondown.check()
    assert account.name == f"UPR Trax (upr-info) at {fake.url}"
    assert account.notes == ("mails come from UPR Info <news@example.org>, answers go to office@example.org",)
    fake.newsletter = {"enabled_features": ["tracking"], "sending_domain_status": "awaiting_ssl", "test_mode": True}
    assert [note.partition(" (")[0] for note in buttondown.check().notes[1:]] == [
        "test mode is on: no reader would get it",
        "opens and clicks would be counted",
        "the portal is off: a link to preferences leads nowhere",
        "the archive is off: a link to the mail on the web leads nowhere",
        "the domain that mails come from is awaiting ssl, not verified",
    ]


def test_of_several_newsletters_it_is_the_one_whose_key_is_used(buttondown: Buttondown, fake: FakeButtondown) -> None:
    fake.others = [{**fake.own_newsletter(), "api_key": "another", "username": "other"}]
    assert "(upr-info)" in buttondown.check().name
    fake.newsletter = {"api_key": "one more"}
    with pytest.raises(SettingsError, match="which newsletter the key is for cannot be told") as caught:
        buttondown.check()
    assert "TRAX_BUTTONDOWN_KEY" in caught.value.hint


# What was made is known again


def test_our_email_is_found_behind_1200_others(buttondown: Buttondown, fake: FakeButtondown, order: Order) -> None:
    fake.fill(1200)
    buttondown.create_draft(make_spec(order, buttondown))
    buttondown.create_draft(make_spec(order, buttondown))
    fake.calls.clear()
    assert len(buttondown.find(MARKER)) == 2
    pages = [call.query["page"] for call in fake.calls]
    assert pages == [str(number) for number in range(1, 14)]
    assert {call.query["excluded_fields"] for call in fake.calls} == {"body"}
    send(order, buttondown, pace=HURRY)
    require_delivered_once(fake)


def test_an_email_deleted_while_the_pages_are_read_hides_none(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    """All that follow move up by one: the first of the second page stands on the first one by now."""
    fake.fill(100)
    ours = buttondown.create_draft(spec)
    page, gone = fake.page, next(iter(fake.emails))

    def page_and_delete(entries: list[Any], call: Any) -> Any:
        answer = page(entries, call)
        fake.emails.pop(gone, None)
        return answer

    fake.page = page_and_delete  # type: ignore[method-assign]  # somebody else at work
    assert [each.id for each in buttondown.find(MARKER)] == [ours.id]
    assert [call.query["page"] for call in fake.calls[-3:]] == ["1", "2", "1"]


def test_a_list_that_never_comes_to_rest_is_not_believed(buttondown: Buttondown, fake: FakeButtondown) -> None:
    fake.page = lambda entries, call: {"results": [], "count": 7}  # type: ignore[method-assign]  # noqa: ARG005 - it lost some
    with pytest.raises(Unavailable, match="the list changes while it is read"):
        buttondown.find(MARKER)


def test_emails_of_other_people_may_be_odd(buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec) -> None:
    fake.fill(1)
    next(iter(fake.emails.values())).update(metadata=None, filters=None, subject=None)
    ours = buttondown.create_draft(spec)
    assert [each.id for each in buttondown.find(MARKER)] == [ours.id]


def test_campaigns_of_one_moment_are_in_the_same_order_everywhere(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    made = [buttondown.create_draft(spec).id for _ in range(3)]
    for each in fake.emails.values():
        each["creation_date"] = "2026-11-22T06:34:56Z"
    fake.emails = dict(reversed(fake.emails.items()))
    assert [each.id for each in buttondown.find(MARKER)] == made


# The key of a create


def keys(fake: FakeButtondown) -> list[str]:
    return [
        call.headers["x-idempotency-key"] for call in fake.calls if (call.method, call.path) == ("POST", "/v1/emails")
    ]


def test_two_machines_at_the_same_moment_get_the_same_draft(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    fake.hidden_for = 9
    first, second = buttondown.create_draft(spec), buttondown.create_draft(spec)
    assert (first.id, len(fake.emails), len(set(keys(fake)))) == (second.id, 1, 1)
    assert all(len(key) <= 200 for key in keys(fake))


def test_another_text_is_another_email(buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec) -> None:
    fake.hidden_for = 9
    buttondown.create_draft(spec)
    buttondown.create_draft(replace(spec, html=spec.html + " "))
    assert (len(fake.emails), len(set(keys(fake)))) == (2, 2)


def test_ten_minutes_later_the_same_create_is_a_new_one(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    fake.hidden_for = 9
    buttondown.create_draft(spec)
    fake.now += timedelta(minutes=10)
    buttondown.create_draft(spec)
    assert len(fake.emails) == 2


@pytest.mark.parametrize("is_soft", [False, True])
def test_a_draft_that_was_deleted_is_made_again(
    buttondown: Buttondown, fake: FakeButtondown, order: Order, *, is_soft: bool
) -> None:
    """The first key is answered with the deleted draft; it is looked at, and the next key is taken."""
    fake.is_deletion_soft = is_soft
    first = push(order, buttondown, pace=HURRY)
    buttondown.delete_draft(first.id)
    assert buttondown.find(MARKER) == ()
    send(order, buttondown, pace=HURRY)
    assert len(set(keys(fake)[:3])) == 2
    sent = [each for each in fake.emails.values() if each["status"] != "deleted"]
    assert [each["status"] for each in sent] == ["sent"]
    assert len(fake.delivered) == 2


def test_each_draft_that_shows_is_counted_and_another_one_is_made(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    made = [buttondown.create_draft(spec).id for _ in range(5)]
    assert len(set(made)) == 5
    assert len(keys(fake)) == 5


def test_an_answer_that_is_a_draft_of_before_is_not_taken_for_a_new_one(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    """One is left of two, and it was the second key's."""
    first, second = buttondown.create_draft(spec), buttondown.create_draft(spec)
    buttondown.delete_draft(first.id)
    third = buttondown.create_draft(spec)
    assert third.id not in {first.id, second.id}
    assert list(fake.emails) == [second.id, third.id]


def test_where_every_key_is_burnt_one_is_told_to_wait(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    for _ in range(3):
        buttondown.create_draft(spec)
    fake.emails.clear()
    with pytest.raises(OutcomeUnknown, match="repeats its answers to earlier calls") as caught:
        buttondown.create_draft(spec)
    assert caught.value.hint == "repeat the same command in ten minutes"
    assert fake.emails == {}
    fake.now += timedelta(minutes=10)
    assert buttondown.create_draft(spec).state == "draft"


def test_an_email_that_was_made_but_cannot_be_looked_at_is_in_doubt(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec, order: Order
) -> None:
    fake.faults = [Fault("503-before", method="GET", path=r"/v1/emails/\w+", times=5)]
    with pytest.raises(OutcomeUnknown, match="after it was made"):
        buttondown.create_draft(spec)
    assert len(fake.emails) == 1
    fake.emails.clear()
    fake.remembered.clear()
    fake.faults = [Fault("503-before", method="GET", path=r"/v1/emails/\w+", times=5)]
    for _ in range(2):
        ending = send(order, buttondown, pace=HURRY).state
    assert ending == "sent"
    require_delivered_once(fake)


@pytest.mark.parametrize("lag", [1, 2, 3, 5])
def test_a_listing_that_lags_makes_no_second_email(
    buttondown: Buttondown, fake: FakeButtondown, order: Order, lag: int
) -> None:
    fake.hidden_for = lag
    ends: list[str] = []
    while len(ends) < 6 and "sent" not in ends:
        try:
            ends.append(send(order, buttondown, pace=HURRY).state)
        except OutcomeUnknown as error:
            ends.append(error.message)
    assert ends[-1] == "sent", ends
    require_delivered_once(fake)
    assert len(fake.emails) == 1


# States


@pytest.mark.parametrize("status", [*STATES, "imported", "transactional", "managed_by_rss", "deleted", "no such word"])
def test_each_word_for_a_state_has_its_meaning(status: str) -> None:
    assert parse_email(email(status=status)).state == STATES.get(status, "unknown")


@pytest.mark.parametrize(
    "status",
    ["scheduled", "about_to_send", "in_flight", "throttled", "resending", "paused", "sent", "errored", "suppressed"],
)
def test_what_buttondown_would_change_or_delete_is_left_alone(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec, status: str
) -> None:
    draft = buttondown.create_draft(spec)
    fake.reads_to_finish = 99
    fake.emails[draft.id].update(status=status, publish_date="2090-01-01T00:00:00Z")
    calls: list[Callable[[], object]] = [
        lambda: buttondown.update_draft(draft.id, spec),
        lambda: buttondown.delete_draft(draft.id),
        lambda: buttondown.send_now(draft.id),
        lambda: buttondown.send_test(draft.id, ("a@example.org",)),
        lambda: buttondown.schedule(draft.id, fake.now.replace(second=0, microsecond=0) + timedelta(days=1)),
    ]
    for call in calls:
        with pytest.raises(WrongState):
            call()
    assert writes(fake) == [("POST", "emails")]


def test_a_sent_email_that_somebody_deleted_is_not_sent_again(
    buttondown: Buttondown, fake: FakeButtondown, order: Order
) -> None:
    send(order, buttondown, pace=HURRY)
    fake.emails[buttondown.find(MARKER)[0].id]["status"] = "deleted"
    with pytest.raises(WrongState, match="the campaign is unknown"):
        send(order, buttondown, pace=HURRY)
    assert (len(fake.emails), len(fake.delivered)) == (1, 2)


@pytest.mark.parametrize("status", ["errored", "suppressed", "paused", "imported"])
def test_an_email_that_broke_off_is_left_to_a_person(
    buttondown: Buttondown, fake: FakeButtondown, order: Order, status: str
) -> None:
    draft = buttondown.create_draft(make_spec(order, buttondown))
    fake.emails[draft.id]["status"] = status
    with pytest.raises((OutcomeUnknown, WrongState)):
        send(order, buttondown, pace=HURRY)
    assert (fake.delivered, len(fake.emails)) == ([], 1)


def test_a_time_that_a_draft_keeps_is_taken_away_before_it_is_sent(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    draft = buttondown.create_draft(spec)
    fake.emails[draft.id]["publish_date"] = "2090-01-01T00:00:00Z"
    assert buttondown.send_now(draft.id).state == "sending"
    changes = [call.body for call in fake.calls if call.method == "PATCH"]
    kept = {"metadata": fake.emails[draft.id]["metadata"]}
    assert changes == [{"publish_date": "none", **kept}]
    assert fake.calls[-1].body == kept
    assert kept["metadata"]["trax"] == MARKER
    assert fake.calls[-1].headers["x-buttondown-live-dangerously"] == "true"


def test_a_schedule_names_the_state_and_the_time_in_utc(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    draft = buttondown.create_draft(spec)
    when = datetime(2026, 12, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    scheduled = buttondown.schedule(draft.id, when)
    metadata = {"trax": spec.key, "trax_digest": spec.digest, "trax_tag": TAG}
    assert fake.calls[-1].body == {
        "status": "scheduled",
        "publish_date": "2026-12-01T09:30:00Z",
        "metadata": metadata,
    }
    assert scheduled.scheduled_at == when
    assert scheduled.scheduled_at.tzinfo is UTC
    buttondown.unschedule(draft.id)
    assert fake.emails[draft.id]["publish_date"] is None
    buttondown.schedule(draft.id, when)
    fake.now = when + timedelta(minutes=1)
    states = [buttondown.get(draft.id).state for _ in range(3)]
    assert states == ["sending", "sending", "sent"]
    assert len(fake.delivered) == 2


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(timedelta(0), "is over"), (timedelta(hours=-1), "is over"), (timedelta(minutes=5, seconds=1), "no full minute")],
    ids=str,
)
def test_a_time_that_cannot_be_is_refused_before_any_call(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec, ahead: timedelta, words: str
) -> None:
    draft = buttondown.create_draft(spec)
    count = len(fake.calls)
    with pytest.raises(InvalidContent, match=words):
        buttondown.schedule(draft.id, fake.now.replace(second=0, microsecond=0) + ahead)
    assert len(fake.calls) == count


def test_what_buttondown_cannot_do_is_said(buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec) -> None:
    draft = buttondown.create_draft(spec)
    with pytest.raises(Unsupported, match="puts nothing aside for good") as caught:
        buttondown.cancel(draft.id)
    assert caught.value.hint == "take its time away, or delete the draft"
    fake.reads_to_finish = 99
    buttondown.send_now(draft.id)
    with pytest.raises(Unsupported) as caught:
        buttondown.cancel(draft.id)
    assert caught.value.hint == "pause it in Buttondown, at once"
    assert writes(fake) == [("POST", "emails"), ("POST", "publish")]


def test_somebody_who_was_faster_is_named_by_the_state(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    draft = buttondown.create_draft(spec)
    seen = buttondown._wire.get(draft.id)
    fake.reads_to_finish = 1
    buttondown.send_now(draft.id)
    path = f"/v1/emails/{draft.id}/publish"
    with pytest.raises(WrongState, match="is sent"):
        buttondown._wire.change(seen, "send", lambda: buttondown._wire.door.write("POST", path, parse_email, body={}))
    assert len(fake.delivered) == 2


def test_a_campaign_that_went_between_two_looks_is_not_found(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    seen = buttondown._wire.get(buttondown.create_draft(spec).id)
    fake.emails.clear()
    with pytest.raises(NotFound, match="there is none"):
        buttondown._wire.patch(seen, "change", {"subject": "x"})


# What stands in the email


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"template": None}, "a template puts something around", id="no template"),
        pytest.param({"template": "modern"}, "a template puts something around", id="template"),
        pytest.param({"filters": {"filters": [], "groups": [], "predicate": "and"}}, "other readers", id="everybody"),
        pytest.param({"attachments": ["att_1"]}, "something is attached", id="attachment"),
        pytest.param({"related_email_ids": ["em_1"]}, "something is attached", id="related"),
        pytest.param({"body": "<p>x</p>"}, "opened in another editor", id="editor"),
        pytest.param({"metadata": {"trax": MARKER}}, "other readers", id="metadata"),
    ],
)
def test_what_somebody_changed_in_buttondown_is_not_read_back_as_ours(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec, change: dict[str, Any], words: str
) -> None:
    draft = buttondown.create_draft(spec)
    fake.emails[draft.id].update(change)
    with pytest.raises(Drift, match=words):
        buttondown.read_content(draft.id)


@pytest.mark.parametrize(
    "filters",
    [
        {"filters": [{"field": "subscriber.tags", "operator": "not_contains", "value": TAG}], "groups": []},
        {"filters": [{"field": "subscriber.price", "operator": "contains", "value": TAG}], "groups": []},
        {"filters": [{"field": "subscriber.tags", "operator": "contains", "value": TAG}] * 2, "groups": []},
        {"filters": [], "groups": [{"filters": [], "groups": [], "predicate": "or"}]},
        {"filters": [{"field": "subscriber.tags", "operator": "contains", "value": "all"}], "groups": []},
    ],
)
def test_any_other_selection_is_other_readers(filters: dict[str, Any]) -> None:
    assert parse_email(email(filters={**filters, "predicate": "and"})).tag == SOMEBODY_ELSE


def test_an_email_of_a_person_has_no_marker() -> None:
    campaign = parse_email(email(metadata={"trax": 7, "trax_digest": []})).as_remote("x")
    assert (campaign.key, campaign.digest, campaign.recipients, campaign.sent_at) == (None, None, None, None)


def test_without_a_publish_date_it_was_sent_when_it_last_changed() -> None:
    campaign = parse_email(email(status="sent", analytics={"recipients": 7})).as_remote("x")
    assert (campaign.sent_at, campaign.recipients, campaign.delivered) == (
        datetime(2026, 11, 22, 6, 35, tzinfo=UTC),
        7,
        None,
    )


def test_a_draft_without_unsubscribe_link_or_with_a_broken_tag_is_told_before(
    buttondown: Buttondown, spec: CampaignSpec
) -> None:
    draft = buttondown.create_draft(replace(spec, html="{% if %}"))
    unsubscribe, broken = buttondown.preflight(draft.id)
    assert unsubscribe == "it has no unsubscribe link, which Buttondown wants"
    assert broken == "Unexpected end of expression in if tag."
    with pytest.raises(InvalidContent, match="Unexpected end of expression"):
        buttondown.send_now(draft.id)
    with pytest.raises(InvalidContent, match="must include the unsubscribe_url tag"):
        buttondown.send_now(buttondown.create_draft(replace(spec, html="<p>x</p>")).id)


def test_tests_go_in_one_call_to_all(buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec) -> None:
    draft = buttondown.create_draft(spec)
    buttondown.send_test(draft.id, ("boss@example.org", "r0@example.org"))
    assert fake.tested == ["boss@example.org", "r0@example.org"]
    assert writes(fake)[1:] == [("POST", "send-draft")]
    fake.faults = [Fault("html-after", path=".*/send-draft")]
    with pytest.raises(OutcomeUnknown):
        buttondown.send_test(draft.id, ("boss@example.org",))


# Refusals


@pytest.mark.parametrize(
    ("status", "code", "is_spoken", "kind"),
    [
        pytest.param(401, "authentication_invalid", True, AuthError, id="key"),
        pytest.param(403, "", True, AuthError, id="permission"),
        pytest.param(403, "feature_disabled", True, PlanLimit, id="plan"),
        pytest.param(400, "feature_disabled", True, PlanLimit, id="plan as 400"),
        pytest.param(402, "", True, PlanLimit, id="payment"),
        pytest.param(403, "", False, Unavailable, id="a gateway"),
        pytest.param(404, "", False, Unavailable, id="another server"),
        pytest.param(404, "not_found", True, NotFound, id="not found"),
        pytest.param(400, "email_duplicate", True, InvalidContent, id="duplicate"),
        pytest.param(409, "", False, InvalidContent, id="conflict without words"),
        pytest.param(422, "", True, InvalidContent, id="fields"),
        pytest.param(418, "", True, Rejected, id="anything else"),
    ],
)
def test_what_a_refusal_means(status: int, code: str, kind: type[ProviderError], *, is_spoken: bool) -> None:
    error = Rejected("buttondown", "POST /v1/emails", status, "Words", code=code, is_spoken=is_spoken)
    found = meaning(error, "create an email")
    assert (type(found), found.exit_code) == (kind, EXITS.get(kind, 4))


def test_a_wrong_key_is_an_error_of_the_settings(fake: FakeButtondown) -> None:
    provider = Buttondown(Secret("wrong"), tags={"readers": TAG}, postal_address=(), url=fake.url)
    with pytest.raises(AuthError, match="The API key is not valid") as caught:
        provider.find(MARKER)
    assert "TRAX_BUTTONDOWN_KEY" in caught.value.hint
    assert "may send" in caught.value.hint


def test_a_refusal_that_a_create_gets_is_told_in_its_words(
    buttondown: Buttondown, fake: FakeButtondown, spec: CampaignSpec
) -> None:
    with pytest.raises(InvalidContent, match=r"body.payload.subject: .* is not valid here"):
        buttondown.create_draft(replace(spec, subject="x" * 2001))
    assert fake.emails == {}


parsers: list[Callable[[Any], object]] = [
    parse_email,
    parse_tag,
    lambda answer: parse_page(answer, key=MARKER),
    lambda answer: parse_newsletters(answer, key=KEY),
    lambda answer: parse_readers(answer, types=("regular",), tag=""),
]
NAMES = "id name results count metadata filters groups creation_date status subject type tags".split()  # noqa: SIM905


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=5)
        ),
        max_leaves=8,
    )
)
def test_an_answer_of_somebody_else_breaks_nothing(answer: Any) -> None:
    for parse in parsers:
        try:
            parse(answer)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            continue


@pytest.mark.parametrize(
    "change",
    [{"id": 7}, {"creation_date": "2026-11-22T06:34:56"}, {"publish_date": "soon"}, {"subject": None}, {"filters": []}],
    ids=str,
)
def test_an_email_that_is_none_is_taken_for_none(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse_email(email(**change))


def test_the_key_shows_nowhere(
    buttondown: Buttondown,
    fake: FakeButtondown,
    spec: CampaignSpec,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The newsletter's own answer holds a key as well."""
    caplog.set_level(logging.DEBUG)
    written = [repr(buttondown), repr(vars(buttondown)), repr(vars(buttondown._wire)), repr(buttondown.check())]
    written.append(repr(buttondown._wire.newsletter()))
    draft = buttondown.create_draft(spec)
    fake.faults = [
        Fault("rst-after", path="/v1/emails"),
        Fault("500-after", path=".*publish"),
        Fault("html-after", path=".*draft"),
    ]
    calls: list[Callable[[], object]] = [
        lambda: buttondown.create_draft(replace(spec, subject="x")),
        lambda: buttondown.get("em_77"),
        lambda: buttondown.send_test(draft.id, ("a@example.org",)),
        lambda: buttondown.send_now(draft.id),
        lambda: buttondown.cancel(draft.id),
        lambda: buttondown.audience(AudienceRef("gone")),
    ]
    for call in calls:
        try:
            written.append(repr(call()))
        except TraxError as error:
            written += ["".join(traceback.format_exception(error)), repr(vars(error))]
    written += [caplog.text, *capfd.readouterr()]
    assert [text for text in written if KEY in text] == []


# Settings


def open_buttondown(tmp_path: Path, provider: str) -> Buttondown:
    text = SETTINGS.replace('file = "audiences/readers.csv"', f'id = "{TAG}"')
    settings, findings = parse_settings(f"{text}[provider]\n{provider}")
    assert settings, findings
    opened = open_provider(Workspace(tmp_path, settings), now=datetime(2026, 12, 1, tzinfo=UTC), is_at_work=False)
    assert isinstance(opened, Buttondown)
    return opened


def test_the_settings_name_the_tag_and_the_environment_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAX_BUTTONDOWN_KEY", KEY)
    provider = open_buttondown(tmp_path, 'name = "buttondown"\n')
    assert (provider._wire.door.address, provider._tags) == (HOST, {"readers": TAG})
    assert provider.render_tags("[[postal_address]]") == "Rue de Varembé 3, 1202 Geneva"
    other = open_buttondown(tmp_path, 'name = "buttondown"\nurl = "http://127.0.0.1:9/"\n')
    assert other._wire.door.address == "http://127.0.0.1:9"


def test_without_a_key_it_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRAX_BUTTONDOWN_KEY", "TRAX_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="not set: TRAX_BUTTONDOWN_KEY"):
        open_buttondown(tmp_path, 'name = "buttondown"\n')


def test_the_editor_line_is_the_one_that_says_html() -> None:
    assert EDITOR == "<!-- buttondown-editor-mode: fancy -->\n"
    assert EMPTY_TAG != TAG
