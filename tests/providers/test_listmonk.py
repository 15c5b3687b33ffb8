"""What only listmonk does: its traps, one test each, and what its answers mean."""

from __future__ import annotations

import json
import logging
import traceback
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.providers.fake_listmonk import TOKEN, USER, campaign_body
from tests.providers.fake_server import Fault
from trax.content.settings import parse_settings
from trax.content.workspace import Workspace
from trax.delivery.bundle import freeze
from trax.delivery.deliver import Order, make_spec, send
from trax.delivery.pace import Pace
from trax.errors import (
    AuthError,
    Drift,
    InvalidContent,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    SettingsError,
    TraxError,
    Unavailable,
    Unsupported,
    WrongState,
)
from trax.model import Mail
from trax.providers._listmonk_json import (
    join_sender,
    meaning,
    parse_campaign,
    parse_list,
    parse_templates,
    split_sender,
)
from trax.providers._secrets import Credentials
from trax.providers.base import AudienceRef
from trax.providers.listmonk import Listmonk
from trax.providers.registry import open_provider

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.providers.fake_listmonk import FakeListmonk
    from trax.providers.base import CampaignSpec

SPEC_FILE = Path(__file__).parents[3] / "shared" / "specs" / "listmonk.yaml"
KEY = "trax:upr-trax/50/readers/1"
HURRY = Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=3, sleep=lambda _: None)
SETTINGS = """
address = ["Rue de Varembé 3", "1202 Geneva"]
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org"
audience = "readers"
[sender]
name = "UPR Info"
email = "news@example.org"
[provider]
name = "listmonk"
url = "https://lists.example.org/"
[audiences.readers]
name = "Readers"
id = "3"
[audiences.nobody]
name = "Nobody"
"""


def test_a_list_that_listmonk_would_leave_out_is_asked_for_first(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    with pytest.raises(NotFound, match="list 99: there is none"):
        listmonk.create_draft(replace(remote_spec, audience=AudienceRef("gone")))
    assert fake.campaigns == {}


def test_an_audience_without_a_list_says_what_to_write(listmonk: Listmonk) -> None:
    with pytest.raises(NotFound, match='"nobody" has no list') as caught:
        listmonk.audience(AudienceRef("nobody"))
    assert caught.value.hint == 'trax.toml names a list for: readers, gone; add to [audiences.nobody]: id = "3"'


@pytest.mark.parametrize(
    ("optin", "statuses", "total", "expected"),
    [
        pytest.param("single", {"unconfirmed": 5, "confirmed": 2, "unsubscribed": 3}, 10, 7, id="single"),
        pytest.param("double", {"unconfirmed": 5, "confirmed": 2, "unsubscribed": 3}, 10, 2, id="double"),
        pytest.param("double", {"unconfirmed": 5}, 5, 0, id="nobody confirmed"),
        pytest.param("single", {}, 4, 4, id="no statuses"),
    ],
)
def test_readers_are_those_a_campaign_would_reach(
    optin: str, statuses: dict[str, int], total: int, expected: int
) -> None:
    data = {"name": "R", "optin": optin, "subscriber_statuses": statuses, "subscriber_count": total}
    assert parse_list({"data": data}) == ("R", expected)


def test_without_a_bare_template_nothing_is_made_and_the_way_to_one_is_told(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    del fake.templates[2]
    with pytest.raises(SettingsError, match="no template that leaves a mail as it is") as caught:
        listmonk.create_draft(remote_spec)
    assert '{{ template "content" . }}' in caught.value.hint
    assert fake.campaigns == {}


def test_only_campaign_templates_count_and_the_oldest_is_taken() -> None:
    bare = '{{ template "content" . }}'
    kinds = [(9, "campaign", bare), (4, "tx", bare), (7, "campaign", f" {bare} "), (2, "campaign", f"<p>{bare}")]
    data = [{"id": number, "type": kind, "body": body} for number, kind, body in kinds]
    assert parse_templates({"data": data}) == (7, 9)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"template_id": 1}, "a template puts something around", id="template"),
        pytest.param({"template_id": None}, "a template puts something around", id="no template"),
        pytest.param({"lists": []}, "another list", id="list gone"),
        pytest.param({"lists": [{"id": 2, "name": "x"}]}, "another list", id="another list"),
        pytest.param({"lists": [{"id": 1}, {"id": 2}]}, "another list", id="one list more"),
        pytest.param({"content_type": "richtext"}, "not an HTML mail", id="content type"),
        pytest.param({"messenger": "sms"}, "not an HTML mail", id="messenger"),
        pytest.param({"type": "optin"}, "not an HTML mail", id="type"),
    ],
)
def test_what_somebody_changed_in_listmonk_is_not_read_back_as_ours(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec, change: dict[str, Any], words: str
) -> None:
    draft = listmonk.create_draft(remote_spec)
    fake.campaigns[int(draft.id)].update(change)
    with pytest.raises(Drift, match=words):
        listmonk.read_content(draft.id)


@pytest.mark.parametrize("status", ["scheduled", "paused", "running", "finished", "cancelled"])
def test_what_listmonk_would_change_start_or_delete_is_left_alone(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec, status: str
) -> None:
    draft = listmonk.create_draft(remote_spec)
    fake.reads_to_finish = 99
    fake.campaigns[int(draft.id)].update(status=status, send_at="2090-01-01T00:00:00Z")
    for call in (
        lambda: listmonk.update_draft(draft.id, remote_spec),
        lambda: listmonk.delete_draft(draft.id),
        lambda: listmonk.send_now(draft.id),
        lambda: listmonk.schedule(draft.id, fake.now + timedelta(days=1)),
    ):
        with pytest.raises(WrongState):
            call()
    assert fake.campaigns[int(draft.id)]["status"] == status
    assert [call.method for call in fake.calls if call.method != "GET"] == ["POST"]


def test_a_draft_that_keeps_a_time_is_sent_now_and_not_then(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    draft = listmonk.create_draft(remote_spec)
    fake.campaigns[int(draft.id)]["send_at"] = "2090-01-01T00:00:00Z"
    before = listmonk.read_content(draft.id)
    assert listmonk.send_now(draft.id).state == "sending"
    assert listmonk.get(draft.id).state == "sent"
    assert listmonk.read_content(draft.id) == before
    assert (fake.campaigns[1]["send_at"], len(fake.delivered)) == (None, 2)


def test_a_scheduled_campaign_is_sent_when_its_time_has_come(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    draft = listmonk.create_draft(remote_spec)
    listmonk.schedule(draft.id, fake.now + timedelta(hours=1))
    assert listmonk.get(draft.id).state == "scheduled"
    fake.now += timedelta(hours=2)
    assert listmonk.get(draft.id).state == "sent"
    assert len(fake.delivered) == 2


def test_somebody_who_was_faster_is_named_by_the_state(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    draft = listmonk.create_draft(remote_spec)
    seen = listmonk._get(draft.id)
    listmonk.send_now(draft.id)
    with pytest.raises(WrongState, match="is sent"):
        listmonk._set_status(seen, "send", "running")
    assert len(fake.delivered) == 2


def test_what_listmonk_cannot_do_is_said(listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec) -> None:
    draft = listmonk.create_draft(remote_spec)
    with pytest.raises(Unsupported, match="stops only what is being sent"):
        listmonk.cancel(draft.id)
    fake.reads_to_finish = 99
    listmonk.send_now(draft.id)
    assert listmonk.cancel(draft.id).state == "cancelled"
    assert listmonk.get(draft.id).state == "cancelled"


def test_a_text_that_is_no_template_is_refused_with_listmonks_words(
    listmonk: Listmonk, remote_spec: CampaignSpec
) -> None:
    with pytest.raises(InvalidContent, match="Error compiling campaign body"):
        listmonk.create_draft(replace(remote_spec, html="{{ if }}"))


def test_a_campaign_that_went_between_two_looks_is_not_found(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    draft = listmonk.create_draft(remote_spec)
    held = listmonk._get(draft.id)
    fake.campaigns.clear()

    def delete() -> object:
        return listmonk._write_on(held, "DELETE", "delete", lambda answer: answer)

    for call in (lambda: listmonk._set_status(held, "send", "running"), lambda: listmonk._without_time(held), delete):
        with pytest.raises(NotFound, match="there is none"):
            call()


@pytest.mark.parametrize(("user", "token"), [(USER, "wrong"), ("other", TOKEN)])
def test_a_wrong_key_is_an_error_of_the_settings(fake: FakeListmonk, user: str, token: str) -> None:
    provider = Listmonk(fake.url, Credentials(user, token), lists={"readers": "1"}, postal_address=())
    with pytest.raises(AuthError, match="invalid API credentials") as caught:
        provider.find(KEY)
    assert caught.value.exit_code == 3
    assert "TRAX_LISTMONK_TOKEN" in caught.value.hint


def test_another_server_at_the_address_is_named_as_that(listmonk: Listmonk) -> None:
    with pytest.raises(Unavailable, match="there is no listmonk at this address") as caught:
        listmonk._read("/api/nowhere", lambda answer: answer)
    assert caught.value.hint == "look at url in issues/trax.toml"


def test_another_refusal_keeps_its_own_words() -> None:
    error = Rejected("listmonk", "GET /", 418, "I am a teapot")
    assert meaning(error, "x") is error


def test_not_found_is_understood_in_every_language(fake: FakeListmonk, listmonk: Listmonk) -> None:
    fake.not_found = "nicht gefunden"
    with pytest.raises(NotFound, match="campaign 7: there is none"):
        listmonk.get("7")


def test_twelve_hundred_campaigns_are_looked_through(
    listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec
) -> None:
    first = listmonk.create_draft(remote_spec)
    fake.is_tag_filter_on = False
    fake.fill(1200)
    last = listmonk.create_draft(remote_spec)
    assert [each.id for each in listmonk.find(KEY)] == [first.id, last.id] == ["1", "1202"]
    pages = [call.query["page"] for call in fake.calls if call.path == "/api/campaigns" and call.method == "GET"]
    assert pages == [str(number) for number in range(1, 26)]


def test_a_campaign_of_a_person_has_no_marker(listmonk: Listmonk, fake: FakeListmonk) -> None:
    fake.add_campaign(campaign_body(tags=None, lists=[77], status="strange"))
    campaign = listmonk.get("1")
    assert (campaign.key, campaign.digest, campaign.audience, campaign.state) == (None, None, "", "unknown")


@pytest.mark.parametrize("name", ["UPR Info", "Ünfö", 'A "B"', "a, b", "x\\y", "<z>", "a <b@c>", '"', "\\", "' <"])
def test_a_sender_comes_back_as_it_was(name: str) -> None:
    assert split_sender(join_sender(name, "news@example.org")) == (name, "news@example.org")


@given(st.text(alphabet="ab \"\\<>@,.'é"))
def test_any_sender_comes_back_as_it_was(name: str) -> None:
    assert split_sender(join_sender(name, "news@example.org")) == (name, "news@example.org")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["data", "id", "tags", "lists", "status", "results"]), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_an_answer_of_somebody_else_is_taken_for_none(answer: Any) -> None:
    for parse in (parse_campaign, parse_list, parse_templates):
        try:
            parse(answer)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            continue
        assert parse is parse_templates


def test_the_key_shows_nowhere(
    listmonk: Listmonk,
    fake: FakeListmonk,
    remote_spec: CampaignSpec,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    written = [repr(listmonk), repr(vars(listmonk))]
    draft = listmonk.create_draft(remote_spec)
    calls: list[Callable[[], object]] = [
        lambda: listmonk.create_draft(remote_spec),
        lambda: listmonk.get("77"),
        lambda: listmonk.send_now(draft.id),
        lambda: listmonk.cancel(draft.id),
    ]
    fake.faults = [Fault("rst-after", method="POST"), Fault("500-after", path=".*status")]
    for call in calls:
        try:
            written.append(repr(call()))
        except TraxError as error:
            written += ["".join(traceback.format_exception(error)), repr(vars(error))]
    written += [caplog.text, *capfd.readouterr()]
    assert [text for text in written if TOKEN in text] == []


def test_nothing_is_tracked(listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec) -> None:
    listmonk.create_draft(replace(remote_spec, html=listmonk.render_tags('<a href="https://a.org@TrackLink">a</a>')))
    sent = json.dumps(fake.campaigns[1])
    assert "@TrackLink" not in sent
    assert "TrackView" not in sent


def open_listmonk(tmp_path: Path, text: str) -> Listmonk:
    settings, findings = parse_settings(text)
    assert settings, findings
    provider = open_provider(Workspace(tmp_path, settings), now=None, is_at_work=False)  # type: ignore[arg-type]  # unused here
    assert isinstance(provider, Listmonk)
    return provider


def test_the_settings_name_server_and_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAX_LISTMONK_USER", USER)
    monkeypatch.setenv("TRAX_LISTMONK_TOKEN", TOKEN)
    provider = open_listmonk(tmp_path, SETTINGS)
    assert provider._door.address == "https://lists.example.org"
    assert provider._lists == {"readers": 3}
    assert provider.render_tags("[[postal_address]]") == '{{ "Rue de Varembé 3, 1202 Geneva" }}'
    with pytest.raises(SettingsError, match=r'audiences.readers.id: "main" is not the number of a list'):
        open_listmonk(tmp_path, SETTINGS.replace('"3"', '"main"'))


def test_without_a_server_or_a_key_it_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRAX_LISTMONK_USER", "TRAX_LISTMONK_TOKEN", "TRAX_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="not set: TRAX_LISTMONK_USER, TRAX_LISTMONK_TOKEN"):
        open_listmonk(tmp_path, SETTINGS)
    with pytest.raises(SettingsError, match="listmonk needs the address of your server"):
        open_listmonk(tmp_path, SETTINGS.replace('url = "https://lists.example.org/"', ""))
    with pytest.raises(SettingsError, match='there is no provider "pigeon"') as caught:
        open_listmonk(tmp_path, SETTINGS.replace('name = "listmonk"', 'name = "pigeon"'))
    assert caught.value.hint == "trax knows: outbox, smtp, listmonk"


def test_each_failure_is_one_of_ours(listmonk: Listmonk, fake: FakeListmonk, remote_spec: CampaignSpec) -> None:
    fake.faults = [Fault("html-before", times=1), Fault("429-3600", path="/api/campaigns")]
    for expected in (OutcomeUnknown, ProviderError):
        with pytest.raises(expected):
            listmonk.create_draft(remote_spec)


@pytest.fixture
def order(listmonk: Listmonk) -> Order:
    settings, _ = parse_settings(SETTINGS)
    assert settings
    mail = Mail(50, "en", "[UPR Trax] No50: Beyond acceptance", "What became of it", "<p>Hello</p>\n", "Hello\n")
    bundle = freeze(mail, settings=settings, provider=listmonk.name, render_tags=listmonk.render_tags)
    return Order(bundle, KEY, "readers", 2)


def require_delivered_once(fake: FakeListmonk) -> None:
    assert sorted(email for _, email in fake.delivered) == ["r0@example.org", "r1@example.org"]
    assert [campaign["status"] for campaign in fake.campaigns.values() if KEY in campaign["tags"]] == ["finished"]


@pytest.mark.parametrize("looks", [1, 2, 5, 12])
def test_a_slow_sending_is_followed_to_its_end(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, looks: int
) -> None:
    fake.reads_to_finish = looks
    send(order, listmonk, pace=Pace(settle_s=0, doubt_s=0, poll_s=1, poll_limit_s=20, sleep=lambda _: None))
    require_delivered_once(fake)


def test_our_draft_is_found_behind_1200_others(fake: FakeListmonk, listmonk: Listmonk, order: Order) -> None:
    fake.is_tag_filter_on = False
    fake.fill(1200)
    listmonk.create_draft(make_spec(order, listmonk))
    listmonk.create_draft(make_spec(order, listmonk))
    send(order, listmonk, pace=HURRY)
    require_delivered_once(fake)


def test_a_campaign_that_was_stopped_half_way_is_left_to_a_person(
    fake: FakeListmonk, listmonk: Listmonk, order: Order
) -> None:
    draft = listmonk.create_draft(make_spec(order, listmonk))
    fake.campaigns[int(draft.id)]["status"] = "paused"
    with pytest.raises(OutcomeUnknown):
        send(order, listmonk, pace=HURRY)
    assert (fake.delivered, len(fake.campaigns)) == ([], 1)


def test_a_wrong_key_stops_before_anything_is_made(
    fake: FakeListmonk, listmonk: Listmonk, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.providers.fake_listmonk.TOKEN", "another")
    with pytest.raises(AuthError):
        send(order, listmonk, pace=HURRY)
    assert fake.campaigns == {}


def test_of_several_addresses_none_is_dropped_without_a_word(
    fake: FakeListmonk, listmonk: Listmonk, remote_spec: CampaignSpec
) -> None:
    draft = listmonk.create_draft(remote_spec)
    with pytest.raises(Unsupported, match=r"test to boss@example.org: it is no subscriber"):
        listmonk.send_test(draft.id, ("r0@example.org", "boss@example.org"))
    assert fake.tested == ["r0@example.org"]
