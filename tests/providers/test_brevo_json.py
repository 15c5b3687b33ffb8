"""What Brevo's answers mean, and what it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.providers.fake_server import START
from trax.errors import (
    AuthError,
    Drift,
    InvalidContent,
    NotFound,
    PlanLimit,
    Rejected,
    TraxError,
    Unavailable,
)
from trax.providers._brevo_json import (
    content_of,
    meaning,
    parse_account,
    parse_campaign,
    parse_list,
    parse_moment,
    parse_page,
    parse_senders,
    request_body,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.providers.conftest import MakeSpec

MARKER = "trax:upr-trax/50/readers/1"
RAW = {
    "id": 7,
    "name": "Spring",
    "subject": "Hello",
    "status": "draft",
    "htmlContent": "<p>Hello</p>",
    "replyTo": "office@example.org",
    "sender": {"name": "UPR Info", "email": "news@example.org"},
    "createdAt": "2026-11-22T07:34:56.000+01:00",
    "recipients": {"lists": [3]},
}


def held_in(status: str, **more: Any) -> str:
    return parse_campaign(RAW | {"status": status} | more, now=START).state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("draft", "draft"),
        ("in_process", "sending"),
        ("inProcess", "sending"),
        ("in_review", "sending"),
        ("inReview", "sending"),
        ("sent", "sent"),
        ("suspended", "paused"),
        ("cancelling", "paused"),
        ("cancelled", "cancelled"),
        ("archive", "unknown"),
        ("a new word", "unknown"),
    ],
)
def test_what_a_status_means(status: str, state: str) -> None:
    assert held_in(status) == state


@pytest.mark.parametrize("status", ["queued", "scheduled"])
@pytest.mark.parametrize(
    ("time", "state"),
    [
        pytest.param("2026-11-22T06:34:57Z", "scheduled", id="a second ahead"),
        pytest.param("2026-11-22T07:34:57.000+01:00", "scheduled", id="a second ahead in Paris"),
        pytest.param("2026-11-22T06:34:56.000Z", "sending", id="now"),
        pytest.param("2026-11-22T07:00:00.000+01:00", "sending", id="over, in Paris"),
        pytest.param("", "sending", id="no time"),
        pytest.param(None, "sending", id="null"),
    ],
)
def test_queued_is_waiting_for_a_time_or_about_to_go_out(status: str, time: str | None, state: str) -> None:
    assert held_in(status, scheduledAt=time) == state


@pytest.mark.parametrize(
    ("more", "state"),
    [
        pytest.param({}, "unknown", id="no proof"),
        pytest.param({"sentDate": ""}, "unknown", id="an empty date"),
        pytest.param({"sentDate": "2026-11-01T08:00:00Z"}, "sent", id="a date"),
        pytest.param({"statistics": {"globalStats": {"sent": 2}}}, "sent", id="mails"),
        pytest.param({"statistics": {"globalStats": {"sent": 0}}}, "unknown", id="no mails"),
        pytest.param({"scheduledAt": "2026-11-01T08:00:00Z"}, "unknown", id="a time, which may never have come"),
    ],
)
def test_an_archived_campaign_was_sent_where_that_is_proved_and_is_never_a_draft(
    more: dict[str, Any], state: str
) -> None:
    assert held_in("archive", **more) == state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(None, None, id="missing"),
        pytest.param("", None, id="empty"),
        pytest.param("2026-12-01T12:30:00Z", datetime(2026, 12, 1, 12, 30, tzinfo=UTC), id="UTC"),
        pytest.param("2026-12-01T12:30:00.250Z", datetime(2026, 12, 1, 12, 30, 0, 250_000, tzinfo=UTC), id="ms"),
        pytest.param("2026-12-01T12:30:00.000+02:00", datetime(2026, 12, 1, 10, 30, tzinfo=UTC), id="offset"),
        pytest.param("2026-12-01 12:30:00", datetime(2026, 12, 1, 12, 30, tzinfo=UTC), id="no zone"),
    ],
)
def test_moments_are_in_utc(text: str | None, expected: datetime | None) -> None:
    assert parse_moment(text) == expected
    assert expected is None or parse_moment(text).tzinfo is UTC  # type: ignore[union-attr]  # not None, as compared


@pytest.mark.parametrize(
    ("statistics", "expected"),
    [
        pytest.param({"globalStats": {"sent": 90, "delivered": 88}}, (90, 88), id="counted"),
        pytest.param({"globalStats": {"sent": 0, "delivered": 0}}, (None, None), id="not asked for, or not yet"),
        pytest.param({"globalStats": []}, (None, None), id="an empty list"),
        pytest.param({"globalStats": {}}, (None, None), id="an empty object"),
        pytest.param([], (None, None), id="no statistics"),
    ],
)
def test_a_nought_is_no_number_of_readers(statistics: Any, expected: tuple[int | None, int | None]) -> None:
    raw = RAW | {"status": "sent", "sentDate": "2026-11-01T08:00:00Z", "statistics": statistics}
    campaign = parse_campaign(raw, now=START).as_remote("readers")
    assert (campaign.recipients, campaign.delivered) == expected


def test_of_campaigns_made_in_the_same_second_the_lower_number_is_the_older() -> None:
    raw = RAW | {"tag": MARKER, "name": "a"}
    page = parse_page({"count": 2, "campaigns": [raw | {"id": 10}, raw | {"id": 9}]}, key=MARKER, now=START)
    assert [held.id for held in page.ours] == ["10", "9"]
    assert len({held.created_at for held in page.ours}) == 1


def test_the_name_is_for_people_as_far_as_there_is_room(make_spec: MakeSpec) -> None:
    body = request_body(make_spec(subject="Beyond acceptance " * 20), list_number=3)
    assert len(body["name"]) == 128
    assert body["name"] == f"{('Beyond acceptance ' * 20)[:34]} [{MARKER} {'5' * 64}]"
    long = request_body(make_spec(key="trax:" + "x" * 200), list_number=3)
    assert long["name"] == f"[trax:{'x' * 200} {'5' * 64}]"


def test_nothing_is_asked_for_that_would_be_added_to_the_mail(make_spec: MakeSpec) -> None:
    """No utm_ in links, no pictures in the mail, no preview text beside the one in the HTML, no other header."""
    body = request_body(make_spec(), list_number=3)
    assert set(body) == {
        *("name", "tag", "subject", "sender", "replyTo", "htmlContent", "recipients"),
        *("mirrorActive", "inlineImageActivation"),
    }
    assert (body["mirrorActive"], body["inlineImageActivation"]) == (True, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"abTesting": True}, "it is an A/B test", id="test"),
        pytest.param({"sendAtBestTime": True}, "choose the time", id="best time"),
        pytest.param({"inlineImageActivation": True}, "pictures would be put into", id="pictures"),
        pytest.param({"mirrorActive": False}, "page on the web is turned off", id="mirror"),
        pytest.param({"previewText": "Hello"}, "a preview text of its own", id="preview"),
        pytest.param({"header": "<p>x</p>"}, "a header of its own", id="header"),
        pytest.param({"footer": "<p>x</p>"}, "a footer of its own", id="footer"),
        pytest.param({"recipients": {"lists": [3], "exclusionLists": [4]}}, "a part of its readers", id="exclusion"),
        pytest.param({"recipients": {"lists": [3], "segments": [1]}}, "a part of its readers", id="segment"),
        pytest.param({"abTesting": True, "footer": "x"}, "A/B test now; it has a footer", id="two at once"),
    ],
)
def test_what_somebody_changed_in_brevo_is_not_read_back_as_ours(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Drift, match=words):
        content_of(parse_campaign(RAW | change, now=START))


@pytest.mark.parametrize(
    ("total", "blocked", "unique", "expected"),
    [
        pytest.param(5432, 65, 5497, 5432, id="the example of the reference"),
        pytest.param(0, 65, 65, 0, id="all have left"),
        pytest.param(0, 0, 0, 0, id="nobody"),
        pytest.param(0, 0, 7, None, id="not counted"),
    ],
)
def test_readers_are_the_contacts_that_are_not_blocklisted(
    total: int, blocked: int, unique: int, expected: int | None
) -> None:
    data = {"name": "R", "totalSubscribers": total, "totalBlacklisted": blocked, "uniqueSubscribers": unique}
    assert parse_list(data) == ("R", expected)


@pytest.mark.parametrize(
    ("status", "code", "spoken", "kind"),
    [
        pytest.param(401, "unauthorized", True, AuthError, id="key"),
        pytest.param(403, "permission_denied", True, AuthError, id="permission"),
        pytest.param(403, "", False, Unavailable, id="a gateway forbids"),
        pytest.param(402, "not_enough_credits", True, PlanLimit, id="credit"),
        pytest.param(400, "not_enough_credits", True, PlanLimit, id="credit, otherwise"),
        pytest.param(404, "document_not_found", True, NotFound, id="not there"),
        pytest.param(404, "", False, Unavailable, id="not Brevo"),
        pytest.param(400, "invalid_parameter", True, InvalidContent, id="parameter"),
        pytest.param(405, "method_not_allowed", True, InvalidContent, id="plan"),
        pytest.param(422, "unprocessable_entity", True, InvalidContent, id="entity"),
        pytest.param(418, "", True, Rejected, id="something else"),
    ],
)
def test_what_a_refusal_means(status: int, code: str, kind: type[TraxError], *, spoken: bool) -> None:
    for said in ("its words", ""):
        error = Rejected("brevo", "GET /", status, said, code=code, is_spoken=spoken)
        assert type(meaning(error, "x")) is kind


def test_an_account_without_a_company_has_the_name_of_its_address() -> None:
    assert parse_account({"companyName": "", "email": "a@example.org", "plan": []}) == ("a@example.org", ())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*RAW, "count", "campaigns", "senders", "plan"]), inner, max_size=6)
        ),
        max_leaves=8,
    )
)
def test_an_answer_of_somebody_else_is_taken_for_none(answer: Any) -> None:
    parsers: list[Callable[[Any], object]] = [
        lambda answer: parse_campaign(answer, now=START),
        parse_list,
        parse_account,
    ]
    for parse in parsers:
        with pytest.raises((ValueError, KeyError, TypeError, IndexError, AttributeError)):
            parse(answer)


@pytest.mark.parametrize(
    "answer", [[], {}, "x", {"campaigns": []}, {"count": 1, "campaigns": {}}, {"count": 1, "campaigns": [{"id": 1}]}]
)
def test_a_listing_that_is_none_is_not_an_empty_one(answer: Any) -> None:
    """Taken for "nothing there", a campaign would be made a second time."""
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        parse_page(answer, key=MARKER, now=START)


@pytest.mark.parametrize(
    "change", [{"createdAt": ""}, {"subject": None}, {"scheduledAt": "soon"}, {"recipients": {}}, {"sender": {}}]
)
def test_a_campaign_of_ours_that_is_not_whole_is_a_broken_answer(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse_campaign(RAW | change, now=START)


def test_senders_are_known_in_any_spelling() -> None:
    assert parse_senders({"senders": [{"email": "News@Example.org", "active": True}]}) == {"news@example.org": True}
