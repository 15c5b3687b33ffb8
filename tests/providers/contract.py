"""What every provider promises, whoever it is: one function a promise, run against each by `test_contract`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from trax.errors import InvalidContent, NotFound, Unsupported, WrongState
from trax.providers.base import ALL_PARTS, AudienceRef

if TYPE_CHECKING:
    from tests.providers.bench import Bench


def far_ahead(bench: Bench) -> datetime:
    """Return a full hour that every provider takes."""
    return (bench.now + timedelta(days=300)).replace(minute=0, second=0, microsecond=0)


def a_new_campaign_is_a_draft_with_our_marker(bench: Bench) -> None:
    made = bench.provider.create_draft(bench.spec)
    assert (made.state, made.key, made.digest) == ("draft", bench.spec.key, bench.spec.digest)
    assert (made.audience, made.recipients, made.sent_at) == (bench.spec.audience.list, None, None)
    assert bench.provider.get(made.id) == made


def nothing_is_found_before_it_is_made(bench: Bench) -> None:
    assert bench.provider.find(bench.spec.key) == ()


def what_was_made_is_found_oldest_first(bench: Bench) -> None:
    made = [bench.provider.create_draft(bench.spec) for _ in range(3)]
    bench.provider.create_draft(replace(bench.spec, key=bench.spec.key + "0"))
    assert [each.id for each in bench.provider.find(bench.spec.key)] == [each.id for each in made]


def what_is_kept_is_read_back_as_it_was_given(bench: Bench) -> None:
    can = bench.provider.capabilities
    spec = replace(bench.spec, subject="{{ x }} [UPR] – Genève «é»")
    if can.own_sender:
        spec = replace(spec, from_name='Ana "A", UPR; <Info>')
    held = bench.provider.read_content(bench.provider.create_draft(spec).id)
    for name in bench.provider.keeps:
        assert getattr(held, name) == getattr(spec, name), name
    assert ("text" in bench.provider.keeps) == can.text_part
    assert {"html", "subject", "from_email", "reply_to"} <= set(bench.provider.keeps) <= set(ALL_PARTS)


def a_draft_is_filled_anew(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    newer = replace(bench.spec, html="<p>newer</p>", text="newer", subject="Newer", digest="7" * 64)
    for _ in range(2):
        assert bench.provider.update_draft(draft.id, newer) == bench.provider.get(draft.id)
    held = bench.provider.read_content(draft.id)
    text = "newer" if bench.provider.capabilities.text_part else ""
    assert (held.html, held.text, held.subject) == ("<p>newer</p>", text, "Newer")
    assert [each.digest for each in bench.provider.find(bench.spec.key)] == ["7" * 64]


def a_draft_can_be_deleted_once(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    bench.provider.delete_draft(draft.id)
    assert bench.provider.find(bench.spec.key) == ()
    for call in (bench.provider.delete_draft, bench.provider.get, bench.provider.read_content):
        with pytest.raises(NotFound):
            call(draft.id)


def a_campaign_that_is_not_there_is_not_found(bench: Bench) -> None:
    for campaign_id in ("99999999", "x", "../1", ""):
        with pytest.raises(NotFound):
            bench.provider.get(campaign_id)


def the_audience_is_counted(bench: Bench) -> None:
    audience = bench.provider.audience(bench.spec.audience)
    assert (audience.id, audience.count) == (bench.spec.audience.list, bench.count)


def an_audience_that_is_not_there_gets_no_campaign(bench: Bench) -> None:
    for call in (bench.provider.audience, lambda nobody: send_to(bench, nobody)):
        with pytest.raises(NotFound):
            call(AudienceRef("nowhere"))
    assert bench.deliveries() in ([], None)


def send_to(bench: Bench, audience: AudienceRef) -> None:
    bench.provider.send_now(bench.provider.create_draft(replace(bench.spec, audience=audience)).id)


def a_send_reaches_each_reader_once(bench: Bench) -> None:
    campaign = bench.sent()
    assert (campaign.state, campaign.recipients, campaign.delivered) == ("sent", bench.count, bench.count)
    assert campaign.sent_at is not None
    require_each_once(bench)


def require_each_once(bench: Bench) -> None:
    mails = bench.deliveries()
    assert mails is None or (len(mails), len(set(mails))) == (bench.count, bench.count)


def a_second_send_is_refused(bench: Bench) -> None:
    campaign = bench.sent()
    with pytest.raises(WrongState) as caught:
        bench.provider.send_now(campaign.id)
    assert caught.value.actual == "sent"
    require_each_once(bench)


def what_was_sent_stays_as_it_is(bench: Bench) -> None:
    campaign = bench.sent()
    later = far_ahead(bench)
    for call in (
        lambda: bench.provider.update_draft(campaign.id, bench.spec),
        lambda: bench.provider.delete_draft(campaign.id),
        lambda: bench.provider.schedule(campaign.id, later),
        lambda: bench.provider.unschedule(campaign.id),
        lambda: bench.provider.cancel(campaign.id),
    ):
        with pytest.raises(WrongState):
            call()
    assert bench.provider.get(campaign.id) == campaign


def a_draft_is_scheduled_and_is_a_draft_again(bench: Bench) -> None:
    draft, later = bench.provider.create_draft(bench.spec), far_ahead(bench)
    scheduled = bench.provider.schedule(draft.id, later)
    assert (scheduled.state, scheduled.scheduled_at) == ("scheduled", later)
    assert (bench.provider.get(draft.id).state, bench.provider.get(draft.id).scheduled_at) == ("scheduled", later)
    back = bench.provider.unschedule(draft.id)
    assert (back.state, back.scheduled_at) == ("draft", None)
    assert bench.deliveries() in ([], None)


def what_was_scheduled_and_is_a_draft_again_can_be_sent_now(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    bench.provider.schedule(draft.id, far_ahead(bench))
    bench.provider.unschedule(draft.id)
    assert bench.provider.send_now(draft.id).state in {"sending", "sent"}
    assert bench.provider.get(draft.id).state in {"sending", "sent"}


def a_scheduled_campaign_is_left_alone(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    later = far_ahead(bench)
    bench.provider.schedule(draft.id, later)
    for call in (
        lambda: bench.provider.update_draft(draft.id, bench.spec),
        lambda: bench.provider.delete_draft(draft.id),
        lambda: bench.provider.schedule(draft.id, later),
        lambda: bench.provider.send_now(draft.id),
    ):
        with pytest.raises(WrongState):
            call()
    assert bench.provider.get(draft.id).state == "scheduled"
    bench.provider.unschedule(draft.id)


def a_time_that_is_over_is_refused(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    with pytest.raises(InvalidContent):
        bench.provider.schedule(draft.id, bench.now - timedelta(days=1))
    assert bench.provider.get(draft.id).state == "draft"


def a_draft_cannot_be_unscheduled(bench: Bench) -> None:
    with pytest.raises(WrongState):
        bench.provider.unschedule(bench.provider.create_draft(bench.spec).id)


def a_cancelled_draft_is_never_sent_and_what_cannot_be_cancelled_says_so(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    try:
        assert bench.provider.cancel(draft.id).state == "cancelled"
    except Unsupported:
        assert bench.provider.get(draft.id).state == "draft"
    else:
        with pytest.raises(WrongState):
            bench.provider.send_now(draft.id)
    assert bench.deliveries() in ([], None)


def a_test_mail_goes_to_the_address_and_to_nobody_else(bench: Bench) -> None:
    draft = bench.provider.create_draft(bench.spec)
    address = bench.spec.reply_to
    try:
        bench.provider.send_test(draft.id, (address,))
    except Unsupported:
        assert bench.tests() in ([], None)
    else:
        assert bench.tests() in ([address], None)
    assert bench.provider.get(draft.id).state == "draft"
    assert bench.deliveries() in ([], None)


def what_is_no_draft_gets_no_test(bench: Bench) -> None:
    campaign = bench.sent()
    with pytest.raises(WrongState):
        bench.provider.send_test(campaign.id, (bench.spec.reply_to,))


def nothing_stands_against_a_whole_draft(bench: Bench) -> None:
    assert bench.provider.preflight(bench.provider.create_draft(bench.spec).id) == ()


def the_key_opens_an_account(bench: Bench) -> None:
    assert bench.provider.check().name


def placeholders_are_mapped_the_same_way_each_time(bench: Bench) -> None:
    text = "[[unsubscribe]] [[first_name|friend]] [[postal_address]] {{ x }} *|UNSUB|* {% if %}"
    assert bench.provider.render_tags(text) == bench.provider.render_tags(text)
    assert bench.provider.render_tags("no tag: é €\n") == "no tag: é €\n"


PROMISES = (
    a_new_campaign_is_a_draft_with_our_marker,
    nothing_is_found_before_it_is_made,
    what_was_made_is_found_oldest_first,
    what_is_kept_is_read_back_as_it_was_given,
    a_draft_is_filled_anew,
    a_draft_can_be_deleted_once,
    a_campaign_that_is_not_there_is_not_found,
    the_audience_is_counted,
    an_audience_that_is_not_there_gets_no_campaign,
    a_send_reaches_each_reader_once,
    a_second_send_is_refused,
    what_was_sent_stays_as_it_is,
    a_draft_is_scheduled_and_is_a_draft_again,
    what_was_scheduled_and_is_a_draft_again_can_be_sent_now,
    a_scheduled_campaign_is_left_alone,
    a_time_that_is_over_is_refused,
    a_draft_cannot_be_unscheduled,
    a_cancelled_draft_is_never_sent_and_what_cannot_be_cancelled_says_so,
    a_test_mail_goes_to_the_address_and_to_nobody_else,
    what_is_no_draft_gets_no_test,
    nothing_stands_against_a_whole_draft,
    the_key_opens_an_account,
    placeholders_are_mapped_the_same_way_each_time,
)
