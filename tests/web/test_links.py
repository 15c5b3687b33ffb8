"""What the answers of a walk mean together: which question comes next, and what is known at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trax.web.links import (
    MOST_REDIRECTS,
    OUTCOMES,
    Answer,
    LinkResult,
    NoAnswer,
    Walk,
    next_step,
    start_walk,
    wire_form,
    without_fragment,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
URL = "https://x.org/a"
SLOW = NoAnswer("unreachable", "it does not answer in time")
DISTRUST = NoAnswer("untrusted", "its certificate is not one to trust")
INSIDE = NoAnswer("not-public", "it leads into a private network")
OK = Answer(200)


def walk_with(answers: Iterable[Answer | NoAnswer], url: str = URL) -> tuple[LinkResult, list[tuple[str, str]]]:
    """Return the result of a walk that meets these answers, and what was asked."""
    step: Walk | LinkResult | None = start_walk(url)
    asked: list[tuple[str, str]] = []
    left = list(answers)
    while isinstance(step, Walk):
        asked.append((step.method, step.here))
        step = next_step(step, left.pop(0), now=NOW)
    assert step is not None
    assert left == []
    return step, asked


def outcome(*answers: Answer | NoAnswer) -> str:
    return walk_with(answers)[0].outcome


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([OK], "ok", id="a page"),
        pytest.param([Answer(204)], "ok", id="a page without words"),
        *(
            pytest.param([Answer(status), OK], "ok", id=f"HEAD is answered with {status}")
            for status in (400, 401, 403, 404, 405, 410, 500, 501, 503, 999)
        ),
        pytest.param([SLOW, OK], "ok", id="HEAD is not answered"),
        pytest.param([DISTRUST, OK], "ok", id="trouble that has passed"),
        *(pytest.param([Answer(status)] * 2, "gone", id=str(status)) for status in (404, 410)),
        pytest.param([Answer(405), Answer(404)], "gone", id="404 to GET alone"),
        pytest.param([Answer(500), Answer(404)], "gone", id="404 after a fault"),
        *(
            pytest.param([Answer(status)] * 2, "refused", id=str(status))
            for status in (400, 401, 402, 403, 405, 406, 407, 418, 451, 999, 600, 100, 300, 304)
        ),
        pytest.param([Answer(429)], "refused", id="429 is asked no more"),
        pytest.param([Answer(403), Answer(429)], "refused", id="429 to GET"),
        *(pytest.param([Answer(status)] * 2, "failing", id=str(status)) for status in (408, 500, 502, 503, 504, 520)),
        pytest.param([Answer(405), Answer(500), OK], "ok", id="a fault that has passed"),
        pytest.param([Answer(405), Answer(500), Answer(500)], "failing", id="a fault that has not"),
        pytest.param([SLOW, SLOW], "unreachable", id="no answer twice"),
        pytest.param([Answer(403), SLOW, SLOW], "unreachable", id="no answer to GET twice"),
        pytest.param([SLOW, Answer(403)], "refused", id="a no after no answer"),
        pytest.param([DISTRUST, DISTRUST], "untrusted", id="a certificate, twice"),
        pytest.param([INSIDE], "not-public", id="a private address is asked for once"),
        pytest.param([Answer(302, "https://y.org/"), INSIDE], "not-public", id="sent on to a private address"),
        pytest.param([Answer(302)] * 2, "refused", id="sent on to nowhere"),
        pytest.param([Answer(302, "mailto:a@x.org")] * 2, "refused", id="sent on to no website"),
        pytest.param([Answer(302, "https://me:secret@x.org/")] * 2, "refused", id="sent on with a password"),
        pytest.param([Answer(302, "http://[::1")] * 2, "refused", id="sent on to nonsense"),
        pytest.param([Answer(302, URL)] * 2, "refused", id="sent on to itself"),
        pytest.param([Answer(302, f"{URL}#top")] * 2, "refused", id="sent on to a part of itself"),
        pytest.param([Answer(302, "/b"), Answer(302, "/a")] * 2, "refused", id="sent in a circle"),
        pytest.param([Answer(302, "/b"), Answer(404), Answer(302, "/c"), OK], "ok", id="HEAD is sent elsewhere"),
        pytest.param([Answer(302, "/b"), Answer(404)] * 2, "gone", id="sent on to a page that is gone"),
    ],
)
def test_what_answers_mean_together(answers: list[Answer | NoAnswer], expected: str) -> None:
    assert outcome(*answers) == expected


def test_after_a_no_to_head_the_walk_begins_anew_with_get() -> None:
    _, asked = walk_with([Answer(302, "/b"), Answer(403), Answer(302, "/b"), OK])
    assert asked == [("HEAD", URL), ("HEAD", "https://x.org/b"), ("GET", URL), ("GET", "https://x.org/b")]


def test_redirects_are_followed_so_far_and_no_farther() -> None:
    on = [Answer(302, f"/{number}") for number in range(MOST_REDIRECTS)]
    assert outcome(*on, OK) == "ok"
    assert outcome(*[*on, Answer(302, "/more")] * 2) == "refused"


@pytest.mark.parametrize(
    ("answers", "outcome", "final"),
    [
        pytest.param([Answer(301, "/b"), OK], "moved", "https://x.org/b", id="301"),
        pytest.param([Answer(308, "//www.x.org/b"), OK], "moved", "https://www.x.org/b", id="308 to another site"),
        pytest.param([Answer(302, "/b"), OK], "ok", "https://x.org/b", id="302"),
        pytest.param([Answer(301, "/b"), Answer(301, "/c"), OK], "moved", "https://x.org/c", id="301 twice"),
        pytest.param([Answer(301, "/b"), Answer(303, "/c"), OK], "moved", "https://x.org/b", id="301, then 303"),
        pytest.param([Answer(307, "/b"), Answer(301, "/c"), OK], "ok", "https://x.org/c", id="307, then 301"),
        pytest.param(
            [Answer(301, "/b"), Answer(302, "/c"), Answer(301, "/d"), OK],
            "moved",
            "https://x.org/b",
            id="301, 302, 301",
        ),
        pytest.param(
            [Answer(301, "/b"), *[Answer(404), Answer(301, "/b")], Answer(404)],
            "gone",
            "https://x.org/b",
            id="301 to 404",
        ),
        pytest.param(
            [Answer(301, "/b"), *[Answer(403), Answer(301, "/b")], Answer(403)],
            "refused",
            "https://x.org/b",
            id="301 to 403",
        ),
    ],
)
def test_only_what_moved_for_good_has_moved(answers: list[Answer | NoAnswer], outcome: str, final: str) -> None:
    result, _ = walk_with(answers)
    assert (result.outcome, result.final_url, result.url) == (outcome, final, URL)


@pytest.mark.parametrize(
    ("answers", "status", "reason"),
    [
        ([OK], 200, ""),
        ([Answer(301, "/b"), OK], 200, "it has moved to https://x.org/b"),
        ([Answer(404)] * 2, 404, "it answers with 404"),
        ([SLOW] * 2, None, "it does not answer in time"),
        ([Answer(302)] * 2, 302, "it sends us to what is no web address"),
        ([Answer(302, URL)] * 2, 302, "it sends us on and on without an end"),
    ],
)
def test_a_result_says_why(answers: list[Answer | NoAnswer], status: int | None, reason: str) -> None:
    result, _ = walk_with(answers)
    assert (result.status, result.reason, result.checked_at) == (status, reason, NOW)


ANSWERS = st.one_of(
    st.sampled_from([SLOW, DISTRUST, INSIDE]),
    st.builds(
        Answer, st.integers(0, 1100), st.one_of(st.text(), st.sampled_from(["", "/a", "/b", "/c", URL, "//y.org"]))
    ),
    st.builds(Answer, st.sampled_from([301, 302, 303, 307, 308]), st.integers().map(lambda number: f"/{number}")),
)


@settings(max_examples=50)
@given(answers=st.lists(ANSWERS, min_size=60, max_size=60))
def test_a_walk_ends_whatever_it_meets(answers: list[Answer | NoAnswer]) -> None:
    """Three walks at most, each with all the redirects there may be."""
    step: Walk | LinkResult | None = start_walk(URL)
    asked = 0
    while isinstance(step, Walk):
        step = next_step(step, answers[asked], now=NOW)
        asked += 1
    assert asked <= 3 * (MOST_REDIRECTS + 1)
    assert step is not None
    assert step.outcome in OUTCOMES
    assert wire_form(step.final_url) == step.final_url


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://www.upr-info.org", "https://www.upr-info.org/", id="without a path"),
        pytest.param("HTTPS://X.org/A?b=C#d", "https://x.org/A?b=C", id="capitals and a fragment"),
        pytest.param("https://münchen.de/ä?q=ü", "https://xn--mnchen-3ya.de/%C3%A4?q=%C3%BC", id="letters"),
        pytest.param("https://x.org/?f[0]=a|b", "https://x.org/?f%5B0%5D=a%7Cb", id="signs"),
        pytest.param("https://x.org/100%", "https://x.org/100%25", id="a percent sign"),
        pytest.param("https://x.org/a%20b%C3%A9", "https://x.org/a%20b%C3%A9", id="encoded already"),
        pytest.param("https://x.org:8443/", "https://x.org:8443/", id="a port"),
        pytest.param("http://[2001:db8::1]/", "http://[2001:db8::1]/", id="a number"),
        *(
            pytest.param(address, "", id=address)
            for address in (
                *("", "x.org", "/a", "mailto:a@x.org", "ftp://x.org/", "javascript:alert(1)", "https://", "https:///a"),
                *("https://me@x.org/", "https://me:secret@x.org/", "http://x.org:99999/", "http://x.org:0/"),
                *("http://[::1", "http://.org/", "https://x .org/", f"https://{'a' * 70}é.org/"),
            )
        ),
    ],
)
def test_an_address_as_it_goes_over_the_wire(address: str, expected: str) -> None:
    assert wire_form(address) == expected


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.text().map("http://x.org/{}".format)))
def test_whatever_is_asked_for_is_one_line_of_ascii(address: str) -> None:
    made = wire_form(address)
    assert made == "" or (made.isascii() and made.isprintable() and " " not in made and made.startswith("http"))
    assert wire_form(made) == made


def test_a_fragment_names_no_other_page() -> None:
    assert [without_fragment(each) for each in ("https://x.org/a#b", " https://x.org/a ", "#b")] == [URL, URL, ""]
