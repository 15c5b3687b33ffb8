"""The HTTP door, against real servers on this machine that are slow, wrong, cut off or gone."""

from __future__ import annotations

import json
import logging
import socket
import traceback
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.providers.fake_listmonk import TOKEN, USER, FakeListmonk
from tests.providers.fake_server import AFTER, BEFORE, KINDS, Fault, serve
from trax.errors import OutcomeUnknown, ProviderError, RateLimited, Rejected, SettingsError, TraxError, Unavailable
from trax.web.address import check_address
from trax.web.door import Door
from trax.web.patience import Patience, Surroundings
from trax.web.reply import Reply, code_of, is_spoken, pause_asked, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HURRIED = Patience(connect_s=1, read_s=0.3, total_s=0.5, pause_s=5)
KEY = {"Authorization": f"token {USER}:{TOKEN}"}


@pytest.fixture
def fake() -> Iterator[FakeListmonk]:
    mind = FakeListmonk()
    mind.seed()
    with serve(mind) as serving:
        yield serving


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def door(fake: FakeListmonk, pauses: list[float]) -> Door:
    return make_door(fake.url, sleep=pauses.append)


def make_door(url: str, **world: Any) -> Door:
    return Door("listmonk", url, headers=KEY, patience=HURRIED, surroundings=Surroundings(**world))


def data(answer: Any) -> Any:
    return answer["data"]


def add_template(door: Door) -> Any:
    return door.write("POST", "/api/templates", data, body={"name": "x", "body": '{{ template "content" . }}'})


def test_a_read_returns_what_the_parser_makes_of_it(door: Door) -> None:
    assert door.read("/api/lists", lambda answer: len(answer["data"]["results"]), query={"page": 1}) == 1


@pytest.mark.parametrize(
    ("fault", "status", "is_done"),
    [
        pytest.param("204-after", 204, True, id="204"),
        pytest.param("empty-after", 200, True, id="200 without words"),
        pytest.param("", 200, True, id="200 with words of the server"),
        pytest.param("html-after", 200, False, id="200 of something else"),
        pytest.param("", 204, False, id="words where none belong"),
        pytest.param("empty-after", 204, False, id="another status"),
        pytest.param("204-after", 200, False, id="no 200"),
    ],
)
def test_a_call_without_an_answer_is_done_when_its_status_says_so(
    door: Door, fake: FakeListmonk, fault: str, status: int, *, is_done: bool
) -> None:
    fake.faults = [Fault(fault)] if fault else []
    body = {"name": "x", "body": '{{ template "content" . }}'}
    with nullcontext() if is_done else pytest.raises(OutcomeUnknown):
        door.act("POST", "/api/templates", body=body, status=status)


def test_a_name_with_several_values_comes_once_for_each(door: Door, fake: FakeListmonk) -> None:
    door.read("/api/lists", data, query={"type": ("a", "b"), "page": 1})
    assert fake.calls[-1].several == {"type": ["a", "b"], "page": ["1"]}


def test_a_write_is_made_and_its_answer_returned(door: Door, fake: FakeListmonk) -> None:
    assert add_template(door)["id"] == 3
    assert len(fake.templates) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_write_is_made_once_and_never_ends_as_done_without_an_answer(
    door: Door, fake: FakeListmonk, kind: str, pauses: list[float]
) -> None:
    fault = Fault(kind)
    fake.faults = [fault]
    expected = RateLimited if kind.startswith("429") else OutcomeUnknown
    with pytest.raises(expected):
        add_template(door)
    assert (fault.seen, pauses, len(fake.templates)) == (1, [], 3 if kind in AFTER else 2)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "429-3600"])
def test_a_read_is_repeated_until_it_is_answered(
    door: Door, fake: FakeListmonk, kind: str, pauses: list[float]
) -> None:
    fake.faults = [Fault(kind, method="GET")]
    assert door.read("/api/health", data) is True
    assert len(pauses) == 1


@pytest.mark.parametrize("kind", ["rst-before", "503-before", "html-after", "500-after", "429-none"])
def test_a_read_is_given_up_after_five_tries(door: Door, fake: FakeListmonk, kind: str, pauses: list[float]) -> None:
    fault = Fault(kind, method="GET", times=99)
    fake.faults = [fault]
    with pytest.raises(RateLimited if kind.startswith("429") else Unavailable):
        door.read("/api/health", data)
    assert (fault.seen, len(pauses)) == (5, 4)


def test_pauses_between_reads_grow_and_are_never_alike(fake: FakeListmonk, pauses: list[float]) -> None:
    fake.faults = [Fault("503-before", method="GET", times=4)]
    make_door(fake.url, sleep=pauses.append, chance=lambda: 0.5).read("/api/health", data)
    assert pauses == [0.75, 1.5, 3.0, 5]
    pauses.clear()
    fake.faults = [Fault("503-before", method="GET", times=1)]
    make_door(fake.url, sleep=pauses.append, chance=lambda: 0.0).read("/api/health", data)
    assert pauses == [0.5]


@pytest.mark.parametrize(("kind", "between"), [("429-seconds", (1, 1)), ("429-date", (0, 2)), ("429-nonsense", (0, 1))])
def test_a_read_waits_as_long_as_it_is_asked_to(
    door: Door, fake: FakeListmonk, kind: str, between: tuple[float, float], pauses: list[float]
) -> None:
    fake.faults = [Fault(kind, method="GET")]
    door.read("/api/health", data)
    assert len(pauses) == 1
    assert between[0] <= pauses[0] <= between[1]


def test_a_pause_of_an_hour_is_named_and_not_waited_for(door: Door, fake: FakeListmonk, pauses: list[float]) -> None:
    fake.faults = [Fault("429-3600", method="GET")]
    with pytest.raises(RateLimited, match="asks for a pause of 60 minutes") as caught:
        door.read("/api/health", data)
    assert (caught.value.pause_s, caught.value.hint, pauses) == (3600, "repeat the command in 60 minutes", [])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("", None, id="none"),
        pytest.param("120", 120.0, id="seconds"),
        pytest.param("-5", None, id="below nothing"),
        pytest.param("1e9", None, id="nonsense"),
        pytest.param("٣", None, id="other digits"),
        pytest.param("9" * 400, 999_999_999.0, id="too many digits"),
        pytest.param("Sun, 22 Nov 2026 10:00:30 GMT", 30.0, id="date by the provider's clock"),
        pytest.param("Sun, 22 Nov 2026 09:00:00 GMT", 0.0, id="date that is over"),
        pytest.param("Sun, 22 Nov 2026 10:00:30", 30.0, id="date without a zone"),
        pytest.param("Sun, 99 Nov 2026 10:00:30 GMT", None, id="date that is none"),
    ],
)
def test_what_retry_after_means(header: str, expected: float | None) -> None:
    dated = {"retry-after": header, "date": "Sun, 22 Nov 2026 10:00:00 GMT"}
    assert pause_asked(Reply(429, dated, b""), now=datetime(2000, 1, 1, tzinfo=UTC)) == expected


def test_without_a_clock_of_the_provider_ours_counts() -> None:
    reply = Reply(429, {"retry-after": "Sun, 22 Nov 2026 10:01:00 GMT"}, b"")
    assert pause_asked(reply, now=datetime(2026, 11, 22, 10, tzinfo=UTC)) == 60


def test_a_pause_is_also_read_where_brevo_writes_it() -> None:
    assert pause_asked(Reply(429, {"x-sib-ratelimit-reset": "42"}, b""), now=datetime(2026, 11, 22, tzinfo=UTC)) == 42


@given(st.text())
def test_no_retry_after_breaks_anything(header: str) -> None:
    asked = pause_asked(Reply(429, {"retry-after": header}, b""), now=datetime(2026, 11, 22, tzinfo=UTC))
    assert asked is None or asked >= 0


@given(st.binary())
def test_no_refusal_is_too_odd_to_be_told(body: bytes) -> None:
    told = said(Reply(400, {}, body)) + code_of(Reply(400, {}, body))
    assert told == "" or told.isprintable()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(b'{"message": "a\\n b\\u0007"}', "a b", id="one line"),
        pytest.param(b'["x"]', "", id="no object"),
        pytest.param(b"<h1>", "", id="HTML"),
        pytest.param(b"[" * 100_000, "", id="deep"),
        pytest.param(json.dumps({"message": "x" * 999}).encode(), "x" * 300, id="long"),
        pytest.param(b'{"title": "Invalid", "detail": "Not so"}', "Not so", id="detail"),
        pytest.param(
            b'{"detail": "Bad", "errors": [{"field": "a.b", "message": "is x"}, {"message": "y"}, 7]}',
            "Bad: a.b: is x; y",
            id="particulars",
        ),
        pytest.param(b'{"errors": [{"message": "y"}]}', "y", id="particulars alone"),
        pytest.param(
            b'{"message": "Bad", "unexistingEmails": ["a@x.org", 7, "b@x.org"], "blackListedEmails": []}',
            "Bad: unexistingEmails: a@x.org, b@x.org",
            id="addresses",
        ),
        pytest.param(b'{"message": "Bad", "unexistingEmails": "a@x.org"}', "Bad", id="addresses that are no list"),
        pytest.param(b'{"message": {"x": 1}, "errors": {}}', "", id="nothing that is a text"),
        pytest.param(
            b'{"detail": [{"type": "missing", "loc": ["body", 0, "subject"], "msg": "Field required"}, {"loc": 1}]}',
            "body.0.subject: Field required",
            id="places in parts",
        ),
    ],
)
def test_what_a_refusal_says(body: bytes, expected: str) -> None:
    assert said(Reply(400, {}, body)) == expected


@pytest.mark.parametrize(
    ("body", "code", "spoken"),
    [
        pytest.param(b'{"code": "invalid_parameter"}', "invalid_parameter", True, id="code"),
        pytest.param(b'{"title": "Forbidden"}', "Forbidden", True, id="title"),
        pytest.param(b"null", "", True, id="no object"),
        pytest.param(b"<html>", "", False, id="a gateway"),
        pytest.param(b"", "", False, id="nothing"),
    ],
)
def test_the_code_of_a_refusal_and_who_speaks(body: bytes, code: str, *, spoken: bool) -> None:
    reply = Reply(403, {}, body)
    assert (code_of(reply), is_spoken(reply)) == (code, spoken)


def test_a_refusal_keeps_its_status_and_words(door: Door, pauses: list[float]) -> None:
    with pytest.raises(
        Rejected, match="listmonk: GET /api/campaigns/7: it was refused \\(400\\): Campaign not"
    ) as caught:
        door.read("/api/campaigns/7", data)
    assert (caught.value.status, caught.value.said, pauses) == (400, "Campaign not found", [])
    with pytest.raises(Rejected, match="refused"):
        door.write("PUT", "/api/campaigns/7", data, body={})


def test_a_server_that_is_not_there_was_never_reached(pauses: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        door = make_door(f"http://127.0.0.1:{taken.getsockname()[1]}", sleep=pauses.append)
        with pytest.raises(Unavailable, match="nobody answers at its address") as caught:
            add_template(door)
        assert caught.value.hint == "nothing was done; repeat the command"
        with pytest.raises(Unavailable):
            door.read("/api/health", data)
    assert len(pauses) == 4


def test_a_name_that_nobody_knows_was_never_reached() -> None:
    door = make_door("https://lists.invalid", sleep=lambda _: None)
    with pytest.raises(Unavailable):
        add_template(door)


def test_a_server_without_a_certificate_was_never_reached(fake: FakeListmonk) -> None:
    with pytest.raises(Unavailable, match="its certificate is not one to trust"):
        add_template(make_door(fake.url.replace("http:", "https:")))
    assert len(fake.templates) == 2


def test_the_clock_ends_a_reply_that_trickles_in(fake: FakeListmonk) -> None:
    ticks = iter(range(0, 100_000, 100))
    slow = Door(
        "listmonk",
        fake.url,
        headers=KEY,
        patience=Patience(connect_s=1, read_s=1, total_s=5),
        surroundings=Surroundings(monotonic=lambda: float(next(ticks))),
    )
    with pytest.raises(OutcomeUnknown, match="no whole answer within 5 seconds"):
        add_template(slow)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        pytest.param("lists.example.org", "is not an address like", id="no scheme"),
        pytest.param("ftp://lists.example.org", "is not an address like", id="ftp"),
        pytest.param("file:///etc/passwd", "is not an address like", id="file"),
        pytest.param("https://", "is not an address like", id="no host"),
        pytest.param("https://[::1", "is not an address like", id="half an address"),
        pytest.param("https://a.org:99999", "is not an address like", id="port"),
        pytest.param("https://a b.org", "is not an address like", id="space"),
        pytest.param("https://a.org\r\nX: y", "is not an address like", id="line break"),
        pytest.param("https://me:secret@a.org", "name or password", id="password"),
        pytest.param("https://a.org/?key=x", "more behind it", id="query"),
        pytest.param("http://lists.example.org", "must begin with https://", id="in the clear"),
    ],
)
def test_what_is_no_address_of_a_server(address: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_address(address)
    with pytest.raises(SettingsError, match="listmonk: "):
        Door("listmonk", address, headers={})


@pytest.mark.parametrize("address", ["https://lists.example.org/", "http://localhost:9000", "http://[::1]:9000"])
def test_what_is_an_address_of_a_server(address: str) -> None:
    assert check_address(address) == address.rstrip("/")


@given(st.text())
def test_an_address_is_taken_or_refused(text: str) -> None:
    try:
        check_address(text)
    except ValueError:
        return
    assert text[:4].casefold() == "http"


@pytest.mark.parametrize("kind", [*KINDS, "none", "wrong"])
def test_the_key_is_in_the_header_and_nowhere_else(
    fake: FakeListmonk, kind: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    door = make_door(fake.url, sleep=lambda _: None)
    fake.faults = [Fault(kind, method="GET"), Fault(kind, method="POST")]
    written: list[str] = [repr(door), str(door)]
    calls: tuple[Callable[[], object], ...] = (lambda: door.read("/api/campaigns/7", data), lambda: add_template(door))
    for call in calls:
        try:
            written.append(repr(call()))
        except TraxError as error:
            chain = [error, error.__cause__, error.__context__]
            assert chain[1:] == [None, None]
            written += ["".join(traceback.format_exception(error)), repr(vars(error))]
    written += [caplog.text, *capfd.readouterr()]
    assert [text for text in written if TOKEN in text] == []


def test_a_netrc_file_does_not_replace_the_key(
    fake: FakeListmonk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert make_door(fake.url).read("/api/lists", data)["total"] == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 408, 418, 501])
def test_a_write_is_neither_redirected_nor_done_without_a_success(status: int) -> None:
    door, reply = make_door("http://127.0.0.1:1"), Reply(status, {}, b"{}")
    if status == 418:
        with pytest.raises(Rejected):
            door._value("PUT /", reply, data)
    else:
        assert door._value("PUT /", reply, data)[1]


def test_nobody_lets_urllib3_repeat_a_call() -> None:
    modules = (Path(__file__).parents[1] / "trax").rglob("*.py")
    assert [path.name for path in modules if "Retry(" in path.read_text("utf-8")] == []


def test_a_proxy_that_is_not_there_means_that_nobody_was_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setenv("NO_PROXY", "")
        with pytest.raises(Unavailable, match=r"the proxy between us and it|nobody answers"):
            add_template(make_door("https://lists.example.org"))


def test_each_fault_is_before_or_after_acting() -> None:
    assert set(BEFORE).isdisjoint(AFTER)
    assert issubclass(RateLimited, ProviderError)


@pytest.mark.parametrize(("path", "status"), [("/api/health", 200), ("/api/nothing", 404)])
def test_a_page_is_knocked_at_once_and_its_status_told(
    door: Door, fake: FakeListmonk, pauses: list[float], path: str, *, status: int
) -> None:
    assert (door.knock(path), len(fake.calls), pauses) == (status, 1, [])


def test_a_page_whose_server_is_gone_is_unavailable(door: Door, fake: FakeListmonk) -> None:
    fake.faults = [Fault("rst-before", method="GET")]
    with pytest.raises(Unavailable, match=r"GET http://127\.0\.0\.1:[0-9]+/api/health: the connection broke off"):
        door.knock("/api/health")
