from __future__ import annotations

import pytest

from tests.checks.remembered import compared, facts, given
from trax.checks.memory import Memory
from trax.checks.registry import run_checks

CODE = "reused-link"
STORY = "https://www.upr-info.org/en/news/on-the-road"
NO47 = facts(f"Read [the study]({STORY}).")


def test_a_link_of_an_earlier_issue_is_said_with_number_date_and_place() -> None:
    (finding,) = compared(CODE, f"Once more [the study]({STORY}).", NO47)
    assert finding.severity == "notice"
    assert finding.message == "this link was in No47 (27 June 2014)"
    assert finding.text == STORY
    assert finding.source == "issues/047/10-item.md:10:6"
    assert str(finding.place) == "issues/050/10-item.md:10:11"


@pytest.mark.parametrize(
    "address",
    [
        "http://upr-info.org/en/news/on-the-road/",
        "https://universalperiodicreview.com/en/news/on-the-road",
        "https://www.upr.info/en/news/on-the-road#top",
        f"{STORY}?utm_source=mail&utm_campaign=no50&mc_cid=1",
    ],
)
def test_one_page_is_one_link_however_it_is_written(address: str) -> None:
    assert len(compared(CODE, f"See <{address}>.", NO47)) == 1


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://upr-info.org/en/news/on-the-roads", id="another page"),
        pytest.param(f"{STORY}?page=2", id="another query"),
        pytest.param("https://example.com/en/news/on-the-road", id="another site"),
        pytest.param("https://upr-info.org/fr/news/on-the-road", id="another language"),
    ],
)
def test_another_page_is_another_link(address: str) -> None:
    assert compared(CODE, f"See <{address}>.", NO47) == []


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://www.upr-info.org/", id="front page"),
        pytest.param("https://www.upr-info.org/en", id="front page of a language"),
        pytest.param("https://twitter.com/UPRinfo", id="account"),
        pytest.param("https://www.facebook.com/UPRInfo/", id="account with a slash"),
        pytest.param("https://www.youtube.com/@uprinfo/videos", id="channel"),
        pytest.param("https://www.linkedin.com/company/upr-info", id="company"),
        pytest.param("https://indico.un.org/event/1000/", id="where one registers"),
        pytest.param("https://upr-info.org/en/newsletter/subscribe", id="where one subscribes"),
        pytest.param("mailto:info@upr-info.org", id="mail"),
        pytest.param("https://example.org/issues/49/", id="the newsletter's own archive"),
        pytest.param("http://[::1", id="no address at all"),
    ],
)
def test_links_of_every_issue_say_nothing(address: str) -> None:
    text = f"See [it]({address})."
    assert compared(CODE, text, facts(text)) == []


def test_a_film_of_an_account_is_a_link_like_others() -> None:
    text = "See [it](https://www.youtube.com/watch?v=abc)."
    assert len(compared(CODE, text, facts(text))) == 1


def test_a_link_of_three_earlier_issues_is_a_standing_link() -> None:
    earlier = [facts(f"[a]({STORY})", on=f"2014-0{month}-27", number=40 + month) for month in (4, 5, 6)]
    assert len(compared(CODE, f"[a]({STORY})", *earlier[:2])) == 1
    assert compared(CODE, f"[a]({STORY})", *earlier) == []


def test_the_latest_earlier_issue_is_named_and_later_ones_are_not_known() -> None:
    text = f"[a]({STORY})"
    earlier = facts(text, on="2014-05-30", number=46)
    later = facts(text, on="2014-12-20", number=51)
    (finding,) = compared(CODE, text, earlier, NO47, later)
    assert "No47" in finding.message
    assert compared(CODE, text, later) == []
    assert compared(CODE, text, facts(text, on="2014-11-30", number=50)) == []


def test_a_link_is_told_once_even_when_it_stands_in_text_and_header() -> None:
    found = compared(CODE, f"[a]({STORY}) and [b]({STORY}/)", NO47, title="News", link=STORY, link_text="Read it")
    assert [str(finding.place) for finding in found] == ["issues/050/10-item.md:10:1"]


def test_links_of_headers_are_read_and_told_with_their_place() -> None:
    links = [{"text": "The study", "link": STORY}]
    earlier = facts(kind="links", title="News", links=links)
    (finding,) = compared(CODE, "", earlier, title="News", link=STORY, link_text="Read the study")
    assert str(finding.place) == "issues/050/10-item.md:3:8"


def test_what_is_still_ahead_may_be_announced_again() -> None:
    event = {"kind": "event", "title": "Seminar", "date": "3 December 2014", "register": STORY, "link": STORY}
    assert compared(CODE, "", NO47, **event, link_text="More") == []


def test_links_are_compared_in_every_language() -> None:
    french = given(f"[a]({STORY})", language="fr", memory=Memory([NO47]))
    assert len(run_checks(french, only=(CODE,))) == 1
