"""Links in commands: asked for by `trax check` alone, remembered, and known to whoever approves."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.web.sites import CALM, Sites, serve_sites
from trax.commands import link_steps
from trax.commands.link_steps import WORTH_A_BAR, LinkBook
from trax.web.link_cache import cache_path, keep_results, read_results
from trax.web.link_crew import look_at_links
from trax.web.links import OUTCOMES, LinkResult
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands.conftest import Run, SetTime
    from trax.web.links import Outcome

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SITE = "http://site.example.org"
REPORT = "issues/050/10-report.md"


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sites]:
    """Return the sites that every command of the test finds on the web."""
    with serve_sites() as serving:
        world = Surroundings(now=lambda: NOW)
        look = partial(look_at_links, network=serving.network(), patience=CALM, surroundings=world)
        monkeypatch.setattr("trax.web.link_crew.look_at_links", look)
        monkeypatch.setattr("trax.commands.check.utc_now", lambda: NOW)
        yield serving


@pytest.fixture
def linked(newsletter: Path) -> Path:
    """A newsletter of these days with a link in its letter, one in a text, and one in a header."""
    edit = {"date: 28 November 2014": "date: 30 November 2026", "a review.": f"[a review]({SITE}/ok)."}
    path = newsletter / "issues/050/issue.md"
    text = path.read_text("utf-8")
    for old, new in edit.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    header = f"kind: article\ntitle: A new report\nlink: {SITE}/moved-to/{SITE}/new\nlink_text: Read the report\n"
    (newsletter / REPORT).write_text(f"---\n{header}---\nThe [report]({SITE}/404) is out.\n", "utf-8")
    return newsletter


def codes(out: str) -> list[tuple[str, str, str]]:
    found = json.loads(out)["findings"]
    return [(each["severity"], f"{each['path']}:{each['line']}:{each['column']}", each["text"]) for each in found]


GONE = ("error", f"{REPORT}:7:5", f"{SITE}/404")
MOVED = ("notice", f"{REPORT}:4:7", f"{SITE}/moved-to/{SITE}/new")


def test_a_check_asks_for_every_link_and_says_what_is_wrong(run: Run, linked: Path, sites: Sites) -> None:
    done = run("check", "50", "--only", "links", "--json")
    assert (done.code, codes(done.out)) == (1, [MOVED, GONE])
    assert sorted(read_results(linked)) == sorted([f"{SITE}/ok", f"{SITE}/404", f"{SITE}/moved-to/{SITE}/new"])
    assert sites.asked


@pytest.mark.usefixtures("linked")
def test_what_is_known_is_not_asked_again_but_what_is_gone(run: Run, sites: Sites) -> None:
    first = run("check", "50", "--only", "links")
    sites.asked.clear()
    assert run("check", "50", "--only", "links") == first
    assert {path for _, _, path in sites.asked} == {"/404"}


def test_offline_nothing_is_asked_and_what_nobody_looked_at_is_said(run: Run, linked: Path, sites: Sites) -> None:
    done = run("check", "50", "--only", "links", "--offline", "--json")
    assert done.code == 0
    assert codes(done.out) == [("notice", f"{REPORT}:4:7", f"{SITE}/moved-to/{SITE}/new")]
    assert "3 addresses at site.example.org were not looked at" in done.out
    assert (sites.asked, cache_path(linked).exists()) == ([], False)


@pytest.mark.usefixtures("linked")
def test_offline_what_earlier_looks_have_found_counts(run: Run, sites: Sites) -> None:
    first = run("check", "50", "--only", "links")
    sites.asked.clear()
    assert run("check", "50", "--only", "links", "--offline") == first
    assert sites.asked == []


@pytest.mark.parametrize("options", [("--only", "weekday"), ("--skip", "links")])
def test_nobody_is_asked_when_links_are_not_checked(
    run: Run, linked: Path, sites: Sites, options: tuple[str, ...]
) -> None:
    done = run("check", "50", *options)
    assert "[links]" not in done.out
    assert (sites.asked, cache_path(linked).exists()) == ([], False)


@pytest.mark.usefixtures("sites")
def test_a_link_can_be_allowed_at_its_place(run: Run, linked: Path) -> None:
    path = linked / REPORT
    allowed = "<!-- trax: allow links: it goes online with the issue -->"
    path.write_text(path.read_text("utf-8").replace(" is out.", f" is out. {allowed}"), "utf-8")
    done = run("check", "50", "--only", "links", "--json")
    assert (done.code, codes(done.out)) == (0, [MOVED])
    path.write_text(path.read_text("utf-8").replace("/404", "/ok"), "utf-8")
    done = run("check", "50", "--only", "links", "--json")
    assert (done.code, codes(done.out)) == (0, [MOVED])


def test_several_issues_ask_for_a_link_once(run: Run, linked: Path, sites: Sites) -> None:
    other = linked / "issues/051"
    other.mkdir()
    text = (linked / "issues/050/issue.md").read_text("utf-8").replace("number: 50", "number: 51")
    (other / "issue.md").write_text(text.replace("/ok", "/404"), "utf-8")
    run("check", "--only", "links")
    assert [method for method, _, path in sites.asked if path == "/404"] == ["HEAD", "GET"]


@pytest.mark.usefixtures("linked")
def test_an_approval_knows_what_a_check_has_found(run: Run, sites: Sites, set_time: SetTime) -> None:
    """Nothing is asked: on the day of sending a look at the web must not decide anything by surprise."""
    set_time(NOW.isoformat())
    assert run("approve", "50", "--by", "Ana").code == 0
    assert sites.asked == []
    run("check", "50")
    sites.asked.clear()
    refused = run("approve", "50", "--by", "Ana")
    assert (refused.code, sites.asked) == (1, [])
    assert run("approve", "50", "--by", "Ana", "--override", "the page comes online today").code == 0
    assert "1 error" in run("status", "50").out


@pytest.mark.usefixtures("sites")
def test_a_damaged_memory_is_put_aside_and_said(run: Run, linked: Path) -> None:
    path = cache_path(linked)
    path.parent.mkdir()
    path.write_text("{", "utf-8")
    done = run("check", "50", "--only", "links")
    assert "links.json: was damaged and is kept as links.json.damaged-20261124T100000000000; begun anew" in done.err
    assert len(read_results(linked)) == 3


@pytest.mark.usefixtures("sites")
def test_a_memory_that_cannot_be_kept_is_said_and_stops_nothing(run: Run, linked: Path) -> None:
    (linked / ".trax").write_text("a file in the way", "utf-8")
    done = run("check", "50", "--only", "links", "--json")
    assert (done.code, codes(done.out)) == (1, [MOVED, GONE])
    assert "links will be looked at anew next time" in done.err


def made(outcome: Outcome, *, age: timedelta) -> LinkResult:
    return LinkResult(f"{SITE}/ok", outcome, 200, f"{SITE}/ok", "", NOW - age)


@pytest.mark.parametrize(
    ("outcome", "age", "is_asked"),
    [
        ("ok", timedelta(hours=23), False),
        ("ok", timedelta(hours=24), True),
        ("moved", timedelta(hours=23), False),
        ("refused", timedelta(hours=23), False),
        ("failing", timedelta(minutes=59), False),
        ("failing", timedelta(minutes=60), True),
        ("unreachable", timedelta(hours=1), True),
        ("untrusted", timedelta(hours=1), True),
        ("not-public", timedelta(hours=1), True),
        ("gone", timedelta(0), True),
        pytest.param("ok", timedelta(hours=-1), True, id="by a clock that was wrong"),
    ],
)
def test_how_long_a_result_is_good_for(
    tmp_path: Path, sites: Sites, outcome: Outcome, age: timedelta, *, is_asked: bool
) -> None:
    keep_results(tmp_path, [made(outcome, age=age)], now=NOW)
    LinkBook(tmp_path, now=NOW, is_offline=False).look_at([f"{SITE}/ok"])
    assert bool(sites.asked) is is_asked


def test_every_outcome_is_good_for_some_time() -> None:
    assert sorted(link_steps.GOOD_FOR) == sorted(OUTCOMES)


@pytest.mark.usefixtures("sites")
def test_outside_a_newsletter_nothing_is_kept() -> None:
    book = LinkBook(None, now=NOW, is_offline=False)
    book.look_at([f"{SITE}/ok"])
    assert [result.outcome for result in book.results.values()] == ["ok"]


def test_what_was_found_before_somebody_broke_off_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_: list[str]) -> Iterator[LinkResult]:
        yield made("ok", age=timedelta(0))
        raise KeyboardInterrupt

    monkeypatch.setattr("trax.web.link_crew.look_at_links", look)
    with pytest.raises(KeyboardInterrupt):
        LinkBook(tmp_path, now=NOW, is_offline=False).look_at([f"{SITE}/ok", f"{SITE}/b"])
    assert list(read_results(tmp_path)) == [f"{SITE}/ok"]


def test_without_a_network_nobody_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def look(urls: list[str]) -> Iterator[LinkResult]:
        asked.append(urls)
        return iter(())

    monkeypatch.setattr("trax.web.link_crew.look_at_links", look)
    book = LinkBook(None, now=NOW, is_offline=False)
    for url in ("https://a.org/", "https://b.org/"):
        book.look_at([url])
    assert (asked, book.results) == ([["https://a.org/"]], {})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(("count", "is_shown"), [(WORTH_A_BAR, False), (WORTH_A_BAR + 1, True)])
def test_somebody_who_waits_for_many_links_sees_how_far_they_are(
    monkeypatch: pytest.MonkeyPatch, count: int, *, is_shown: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    book = LinkBook(None, now=NOW, is_offline=False)
    book.look_at(f"{SITE}/page/{number}" for number in range(count))
    assert len(book.results) == count
    assert (f"looking at {count} links" in terminal.getvalue()) is is_shown


@pytest.mark.usefixtures("sites")
def test_a_script_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    LinkBook(None, now=NOW, is_offline=False).look_at(f"{SITE}/page/{number}" for number in range(30))
    assert capsys.readouterr() == ("", "")
