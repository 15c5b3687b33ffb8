from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.checks.reading.document_day import day_of
from trax.checks.reading.passage import Passage
from trax.content.document import parse_document
from trax.model import Place
from trax.upr.table import load_table

TODAY = date(2026, 11, 24)


def judged(text: str, path: str = "notes.txt") -> tuple[str, str]:
    document, _ = parse_document(text.encode(), path=path)
    assert document is not None
    found = day_of(Passage(document.text, Place(path, 1), load_table(), document=document), TODAY)
    return found.day.isoformat(), found.reason


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("---\ntitle: News\ndate: 2014-11-28\n---\nOn 3 May 2010 it was.", "2014-11-28", id="a header"),
        pytest.param("Subject: News\nDate: Mon, 1 Dec 2014 10:00:00 +0100\n\nIn 2010.", "2014-12-01", id="a mail"),
        pytest.param("Meeting\n\n**Date:** Thursday, 1 September 2022", "2022-09-01", id="a line of a note"),
        pytest.param("News\nPublished on: 2014-12-01T10:00:00Z", "2014-12-01", id="a page"),
        pytest.param("Date: 3 May 2033", "2026-11-24", id="no document is younger than today"),
    ],
)
def test_the_date_at_the_top_counts(text: str, day: str) -> None:
    assert judged(text) == (day, "by the date at its top")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("The seminar will take place on Friday, 25 November 2022.", "2022-11-25", id="one day to come"),
        pytest.param(
            "A seminar was held on 2 October 2014. The meetings will be held from 2 to 4 December 2014.",
            "2014-10-02",
            id="after what has been",
        ),
        pytest.param(
            "We will meet on 4 May 2015, and on 30 March 2015 there will be another meeting.",
            "2015-03-30",
            id="before what will be",
        ),
        pytest.param(
            "It was founded on 15 March 2006. It met from 2 to 4 October 2014. It met again on 31 October 2014.",
            "2014-10-31",
            id="long ago counts little",
        ),
        pytest.param("3 May 2014, 4 May 2014, 5 May 2014", "2014-05-04", id="the middle one"),
        pytest.param("The 20th session of the UPR was busy.", "2014-11-07", id="a session that was"),
        pytest.param("The 21st session of the UPR will be busy.", "2015-01-19", id="a session to come"),
        pytest.param("Side event to the 52nd session of the Human Rights Council", "2023-03-15", id="the Council"),
        pytest.param("During the 52<sup>nd</sup> session of the Human Rights Council", "2023-03-15", id="raised"),
        pytest.param("At HRC28 or in A/HRC/28/3", "2015-03-15", id="the Council in short"),
        pytest.param("Newsletter of November 2014", "2014-11-15", id="a month"),
        pytest.param("On 1 June 1998 and 2 May 2013", "2013-05-02", id="before the review began"),
        pytest.param("On 3 May 2045", "2026-11-24", id="no document is younger than today"),
    ],
)
def test_else_its_own_dates_tell(text: str, day: str) -> None:
    assert judged(text) == (day, "by its own dates")


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("From 2007 to 2013, with 2030 in view", "2013-07-01", "by the years it names"),
        ("In 2026", "2026-07-01", "by the years it names"),
        ("On 27 March, the 99th session of the Human Rights Council", "2026-11-24", "it names no date"),
        ("Resolution 60/251, A/RES/2014, 2014-15, 1998", "2026-11-24", "it names no date"),
        ("", "2026-11-24", "it names no date"),
    ],
)
def test_years_say_little_and_nothing_says_today(text: str, day: str, reason: str) -> None:
    assert judged(text) == (day, reason)


PIECES = ["31 February 2014 ", "3 May 2014 ", "0000-01-01 ", "Date: ", "99th session of the UPR ", "HRC99 "]
MORE = ["was ", "\n", "will ", "May 2099", "20th session "]


@given(text=st.one_of(st.text(), st.lists(st.sampled_from([*PIECES, *MORE])).map("".join)))
def test_any_text_has_a_day_up_to_today(text: str) -> None:
    assert judged(text)[0] <= TODAY.isoformat()
