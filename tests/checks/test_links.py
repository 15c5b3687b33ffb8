"""What is said of links by what is known of them; nothing here asks anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from trax.checks.base import CheckInput
from trax.checks.reading.addresses import _ADDRESS_FIELDS
from trax.checks.reading.link_words import is_same_front, together
from trax.checks.reading.web_addresses import find_web_addresses
from trax.checks.registry import run_checks
from trax.content import fields
from trax.content.document import Document
from trax.content.kinds import KINDS
from trax.upr.table import load_table
from trax.web.links import OUTCOMES, LinkResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trax.model import Finding
    from trax.web.links import Outcome

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("links",)
ON = "2026-11-30"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
URL = "https://x.org/report"
REASONS = {"gone": "it answers with 404", "refused": "it answers with 403", "failing": "it answers with 503"}


def result(
    outcome: Outcome, *, url: str = URL, days: float = 0, final: str = "", status: int | None = None, reason: str = ""
) -> LinkResult:
    known = {"gone": 404, "refused": 403, "failing": 503, "ok": 200, "moved": 200}.get(outcome)
    why = reason or REASONS.get(outcome, "")
    return LinkResult(url, outcome, status or known, final or url, why, NOW - timedelta(days=days))


def found(check: Check, text: str, *results: LinkResult, on: str = ON, **more: Any) -> tuple[Finding, ...]:
    return check(text, only=ONLY, on=on, now=NOW, link_results={each.url: each for each in results}, **more)


def test_a_page_that_is_there_needs_no_words(check: Check) -> None:
    assert found(check, f"[the report]({URL})", result("ok")) == ()


def test_nobody_is_told_anything_when_links_are_not_to_be_judged(check: Check) -> None:
    assert check(f"[the report]({URL})", only=ONLY) == ()


@pytest.mark.parametrize(
    ("known", "severity", "message"),
    [
        pytest.param(
            result("gone"),
            "error",
            f'"{URL}" leads to no page: it answers with 404, on 24 November 2026',
            id="gone",
        ),
        pytest.param(
            result("gone", final="https://x.org/404"),
            "error",
            f'"{URL}" leads to no page: it answers with 404 (sent on to "https://x.org/404"), on 24 November 2026',
            id="gone elsewhere",
        ),
        pytest.param(
            result("gone", days=20),
            "warning",
            f'"{URL}" leads to no page: it answers with 404, on 4 November 2026, and nobody has looked since',
            id="gone long ago",
        ),
        pytest.param(
            result("failing"),
            "warning",
            f'"{URL}" leads to a fault of the site: it answers with 503, on 24 November 2026',
            id="failing",
        ),
        pytest.param(
            result("unreachable", reason="its name is not known"),
            "warning",
            f'"{URL}" could not be reached: its name is not known, on 24 November 2026',
            id="unreachable",
        ),
        pytest.param(
            result("untrusted", reason="its certificate is not one to trust (certificate has expired)"),
            "warning",
            f'"{URL}" makes browsers warn of it: its certificate is not one to trust (certificate has expired), '
            "on 24 November 2026",
            id="untrusted",
        ),
        pytest.param(
            result("not-public", reason="it leads into a private network"),
            "warning",
            f'"{URL}" cannot be reached from outside: it leads into a private network, on 24 November 2026',
            id="not public",
        ),
        pytest.param(
            result("moved", final="https://y.org/report"),
            "notice",
            f'"{URL}" has moved for good to "https://y.org/report"',
            id="moved",
        ),
        pytest.param(
            result("refused"), "notice", f'"{URL}" was not shown to a robot: it answers with 403', id="refused"
        ),
        pytest.param(
            result("ok", days=15), "notice", f'"{URL}" was last looked at on 9 November 2026', id="ok long ago"
        ),
        pytest.param(
            result("moved", days=15), "notice", f'"{URL}" was last looked at on 9 November 2026', id="moved long ago"
        ),
        pytest.param(
            result("refused", days=15),
            "notice",
            f'"{URL}" was last looked at on 9 November 2026',
            id="refused long ago",
        ),
        pytest.param(result("ok", url="https://z.org/"), "notice", f'"{URL}" was not looked at', id="not known"),
    ],
)
def test_what_is_said_of_a_link(check: Check, known: LinkResult, severity: str, message: str) -> None:
    (finding,) = found(check, f"See [the report]({URL}).", known)
    assert (finding.severity, finding.message, finding.text) == (severity, message, URL)
    assert str(finding.place) == "issues/050/10-item.md:10:5"
    assert finding.hint


def test_a_number_of_a_private_network_is_wrong_for_every_reader(check: Check) -> None:
    inside = "http://192.168.1.5/report"
    (finding,) = found(check, f"[the report]({inside})", result("not-public", url=inside))
    assert finding.severity == "error"
    sent_on = result("not-public", url=inside, final="http://10.0.0.1/")
    (finding,) = found(check, f"[the report]({inside})", sent_on)
    assert finding.severity == "warning"


@pytest.mark.parametrize("days", [0, 13.9])
def test_a_result_of_two_weeks_is_not_old(check: Check, days: float) -> None:
    assert found(check, f"[the report]({URL})", result("ok", days=days)) == ()


def test_without_the_time_no_result_is_old(check: Check) -> None:
    known = {URL: result("ok", days=400)}
    assert check(f"[the report]({URL})", only=ONLY, on=ON, link_results=known) == ()


@pytest.mark.parametrize(("on", "severity"), [("2026-09-25", "error"), ("2026-09-24", "warning"), (ON, "error")])
def test_a_page_that_has_gone_since_an_old_issue_stops_nobody(check: Check, on: str, severity: str) -> None:
    (finding,) = found(check, f"[the report]({URL})", result("gone"), on=on)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("final", "hint"),
    [
        ("https://y.org/report", "write https://y.org/report#part-2"),
        ("https://x.org/", "that is a front page; is what you mean still there? if so, write https://x.org/#part-2"),
    ],
)
def test_what_to_write_instead(check: Check, final: str, hint: str) -> None:
    (finding,) = found(check, f"[the report]({URL}#part-2)", result("moved", final=final))
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("address", "final", "expected"),
    [
        ("https://www.upr-info.org/", "https://www.upr-info.org/en", True),
        ("http://upr-info.org", "https://www.upr-info.org/", True),
        ("https://x.org/", "https://y.org/", False),
        ("https://x.org/en", "https://x.org/en/home", False),
        ("https://x.org/?p=7", "https://x.org/en", False),
    ],
)
def test_a_front_page_that_leads_to_its_language_is_in_order(
    check: Check, address: str, final: str, *, expected: bool
) -> None:
    assert is_same_front(address, final) is expected
    known = result("moved", url=address, final=final)
    assert (found(check, f"[the site]({address})", known) == ()) is expected


def test_each_broken_link_is_said_at_each_of_its_places(check: Check) -> None:
    text = f"[one]({URL}) and [two]({URL}#b)\n\n[three]({URL})"
    findings = found(check, text, result("gone"), letter=f"[four]({URL})")
    assert [str(each.place) for each in findings] == [
        "issues/050/10-item.md:10:1",
        "issues/050/10-item.md:10:33",
        "issues/050/10-item.md:12:1",
        "issues/050/issue.md:10:1",
    ]


@pytest.mark.parametrize(
    ("outcome", "days", "message"),
    [
        ("ok", 20, "3 addresses at x.org were last looked at on 4 November 2026"),
        ("refused", 0, "3 addresses at x.org were not shown to a robot: it answers with 403"),
        ("", 0, "3 addresses at x.org were not looked at"),
    ],
)
def test_what_nobody_can_mend_is_said_once(check: Check, outcome: Any, days: float, message: str) -> None:
    links = " ".join(f"[page {number}](https://x.org/{number}) [again](https://x.org/{number})" for number in range(3))
    known = [result(outcome, url=f"https://x.org/{number}", days=days) for number in range(3) if outcome]
    (finding,) = found(check, links, *known, letter=links)
    assert (finding.severity, finding.message) == ("notice", message)
    assert str(finding.place) == "issues/050/10-item.md:10:1"


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        (["https://x.org/a", "https://x.org/a"], '"https://x.org/a" was'),
        (["https://x.org/a", "https://x.org/b"], "2 addresses at x.org were"),
        ([f"https://{name}.org/" for name in "abc"], "3 addresses at a.org, b.org and c.org were"),
        ([f"https://{name}.org/" for name in "abcd"], "4 addresses at a.org, b.org, c.org and d.org were"),
        ([f"https://{name}.org/" for name in "abcde"], "5 addresses at a.org, b.org, c.org and 2 more sites were"),
    ],
)
def test_how_many_addresses_are_called(urls: list[str], expected: str) -> None:
    assert together("missing", urls, [])[0] == f"{expected} not looked at"


def test_several_ways_of_turning_robots_away(check: Check) -> None:
    known = [result("refused"), result("refused", url="https://y.org/", status=999, reason="it answers with 999")]
    (finding,) = found(check, f"[a]({URL}) [b](https://y.org/)", *known)
    assert finding.message == "2 addresses at x.org and y.org were not shown to a robot: they turn robots away"


@pytest.mark.parametrize(
    "text",
    [
        "[write to us](mailto:office@example.org)",
        "<office@example.org>",
        "[above](#part)",
        "[a page](page.html)",
        "[nowhere]()",
        "![A hall](hall.png)",
        "[odd](ftp://x.org/)",
        "[local](https://intranet/)",
        "[with a password](https://me:secret@x.org/)",
        "<!-- [hidden](https://x.org/) -->",
        "`https://x.org/`",
    ],
)
def test_what_is_no_address_to_look_at_is_left_to_others(check: Check, text: str) -> None:
    assert found(check, text) == ()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("[a](https://x.org/?a=1&amp;b=2)", "https://x.org/?a=1&b=2"),
        ("[a](https://x.org/?a=1&copy=2)", "https://x.org/?a=1&copy=2"),
        (r"[a](https://x.org/a\_b)", "https://x.org/a_b"),
        ("[a](<https://x.org/a_b>)", "https://x.org/a_b"),
        ("[a][1]\n\n[1]: https://x.org/a", "https://x.org/a"),
        ("<https://x.org/a>", "https://x.org/a"),
        ("See https://x.org/a, and", "https://x.org/a"),
        ("(see https://x.org/a)", "https://x.org/a"),
        ("https://x.org/UPR_(disambiguation)", "https://x.org/UPR_(disambiguation)"),
        ("(https://x.org/UPR_(disambiguation))", "https://x.org/UPR_(disambiguation)"),
        ("[a](https://x.org/UPR_(disambiguation))", "https://x.org/UPR_(disambiguation)"),
        ("[a](HTTPS://X.org/#b)", "HTTPS://X.org/"),
        ("[![A hall](hall.png)](https://x.org/a)", "https://x.org/a"),
    ],
)
def test_the_address_that_is_looked_at_is_the_one_that_readers_get(check: Check, text: str, url: str) -> None:
    (finding,) = found(check, text)
    assert finding.text == url


def test_addresses_of_the_header_are_found_at_their_fields(check: Check) -> None:
    more = {"date": "3 December 2026", "register": "https://r.org/", "link": "https://l.org/", "link_text": "More"}
    findings = found(check, "", kind="event", title="Pre-session", **more)
    assert [(str(each.place), each.message) for each in findings] == [
        ("issues/050/10-item.md:5:8", "2 addresses at r.org and l.org were not looked at")
    ]


def test_addresses_of_entries_are_found(check: Check) -> None:
    entries = [{"text": "One", "link": "https://a.org/"}, {"text": "Two", "link": "https://b.org/"}]
    known = [result("gone", url="https://a.org/"), result("ok", url="https://b.org/")]
    (finding,) = found(check, "", *known, kind="links", title="News", links=entries)
    assert (finding.severity, finding.text) == ("error", "https://a.org/")


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in _parts(field.annotation):
            yield from models(inner)


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


def test_no_field_that_takes_an_address_is_forgotten() -> None:
    takes_address = {
        name
        for kind in KINDS
        for model in models(kind)
        for name, field in model.model_fields.items()
        if repr(fields.url) in repr((field.annotation, field.metadata))
    }
    assert takes_address == set(_ADDRESS_FIELDS)


def test_links_of_a_document_are_judged_too() -> None:
    text = f"# News\n\nSee {URL} now.\n"
    document = Document("notes.md", text, text)
    given = CheckInput(document, load_table(), NOW.date(), now=NOW, link_results={URL: result("gone")})
    (finding,) = run_checks(given, only=ONLY)
    assert (finding.severity, str(finding.place)) == ("error", "notes.md:3:5")
    assert [address.url for address in find_web_addresses(given)] == [URL]


PIECES = st.sampled_from(
    ["[a](", "https://", "x.org", "/", "#b", "&amp;", "\\_", ")", "<", ">", " ", "\n", "[", "](", "é"]
)
KNOWN = st.sampled_from(OUTCOMES).map(lambda outcome: {"https://x.org/": result(outcome, url="https://x.org/")})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.lists(PIECES, max_size=40).map("".join), known=KNOWN)
def test_any_text_and_any_result_go_together(check: Check, text: str, known: dict[str, LinkResult]) -> None:
    for finding in check(text, only=ONLY, on=ON, now=NOW, link_results=known):
        assert "\n" not in finding.message + finding.hint
        assert finding.text.lower().startswith("http")


@pytest.mark.parametrize(
    "piece", ["[a](https://x.org/{}) ", "https://x.org/{} ", "https://x.org/(", "(https://x.org/))) "]
)
def test_a_text_of_links_costs_time_in_proportion(check: Check, piece: str) -> None:
    text = "".join(piece.replace("{}", str(number)) for number in range(5_000))
    assert len(found(check, text)) <= 1
