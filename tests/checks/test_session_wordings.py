"""Wordings of days and months of sessions as people write them, wrong ones and true ones that look odd."""

from __future__ import annotations

from datetime import date

import pytest

from trax.checks.base import CheckInput
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

CODES = ("session-date", "month-label", "duration", "superseded-date", "stale-session-data")


def found(text: str, day: str) -> int:
    """Return how many findings a text of a day has."""
    given = CheckInput(Document("text.txt", text, text), load_table(), date.fromisoformat(day))
    return len(run_checks(given, only=CODES))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The UPR Working Group held its 20th session on 27 October - 6 November 2014.", "2014-11-28"),
        ("Session 20 of the UPR (27 Oct - 8 Nov 2014) reviewed 14 States.", "2014-11-28"),
        ("UPR20 kicked off on Tuesday 28 October 2014.", "2014-11-28"),
        ("The last day of the 20th UPR session was Thursday 6 November 2014.", "2014-11-28"),
        ("The 20th UPR session wrapped up on 6 November 2014.", "2014-11-28"),
        ("The Working Group opened its 20th UPR session on 26 October and closed it on 7 November.", "2014-11-28"),
        ("On 6 November 2014 the 20th UPR session came to an end.", "2014-11-28"),
        ("On 6 November, the UPR Working Group concluded its 20th session.", "2014-11-28"),
        ("The 20th UPR session came to a close on 6 November 2014.", "2014-11-28"),
        ("The 20th UPR session, which ran until 6 November, reviewed Italy.", "2014-11-28"),
        (
            (
                "From 27 October through 8 November, the 20th session of the Working Group on the UPR "
                "took place in Geneva."
            ),
            "2014-11-28",
        ),
        ("27 October - 8 November 2014: 20th session of the UPR Working Group", "2014-11-28"),
        ("20th session of the UPR Working Group: 27.10.2014 - 08.11.2014", "2014-11-28"),
        ("The 21st session of the UPR will take place 19-30 January 2014.", "2014-11-28"),
        ("The 21st session of the UPR will take place on 18 to 30 January.", "2014-11-28"),
        ("The next UPR session, the 21st, begins on 18 January 2015.", "2014-11-28"),
        ("The 21st UPR session begins on Monday 12 January.", "2014-11-28"),
        ("The 21st UPR session is from 19 January to 1 February 2015.", "2014-11-28"),
        ("The eighth session of the second cycle (27 October to 8 November 2014) is over.", "2014-11-28"),
        ("The first UPR session was held in Geneva from 7 to 20 April 2008.", "2014-11-28"),
        ("The first session of the UPR was held from 7 to 18 April 2007.", "2014-11-28"),
        ("The UPR held its first session from 7 to 18 April 2009.", "2014-11-28"),
        ("The last session of the first cycle was held from 3 to 14 October 2012.", "2014-11-28"),
        ("The 26th session, the last of the second cycle, was held from 1 to 11 November 2016.", "2016-12-01"),
        ("The third cycle begins with the 27th session, from 8 to 19 May 2017.", "2016-12-01"),
        ("The third cycle begins on 8 May 2017 with the 27th session.", "2016-12-01"),
        ("The outcomes of the 12th UPR session will be adopted in March 2011.", "2012-02-10"),
        ("The 36th UPR session was held from 4 to 15 May 2020.", "2020-12-01"),
        ("The General Assembly met in 2006, and the UPR had its first session in May 2008.", "2011-06-10"),
        ("Next UPR session: the 44th, 22 January to 2 February 2024.", "2023-06-09"),
        (
            (
                "The 13th UPR session was in May, the 14th in October.\n\nA second look at the "
                "14th\n\nIt was held from 22 October to 5 November 2011."
            ),
            "2012-12-10",
        ),
        ("We look back at the years from 7 April 2008 to 16 May 2019, when the 33rd session ended.", "2019-06-07"),
        ("From 3 to 13 May the Working Group on the UPR met for the eleventh time.", "2011-06-10"),
        (
            (
                "The 15th UPR session is over. In 2013 come sessions 16, 17 and, in 2014, 18.\n\nThe "
                "next session runs from 29 April to 10 May 2013."
            ),
            "2013-02-22",
        ),
        ("On 26 January the 29th UPR session closed; the Working Group meets again on 14 May.", "2018-02-09"),
        ("The first session of the second cycle, the 13th in all, took place from 14 to 25 May 2012.", "2012-06-15"),
        ("The 41st session was three weeks long, from 7 to 18 November 2022.", "2022-12-02"),
        ("The twenty-fourth session, 18 to 29 January 2015, is over.", "2016-02-12"),
        ("The outcomes of the 30th session will be adopted by the Council in March 2018.", "2018-06-12"),
        ("The fourth cycle began on 14 November 2022 with the 41st session.", "2022-11-25"),
    ],
)
def test_wrong_days_are_found(text: str, day: str) -> None:
    assert found(text, day) >= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The UPR held its first session from 7 to 18 April 2008.", "2014-11-28"),
        ("The last session of the first cycle was held from 3 to 14 October 2011.", "2014-11-28"),
        ("The 26th session, the last of the second cycle, was held from 31 October to 11 November 2016.", "2016-12-01"),
        ("The third cycle begins with the 27th session, from 1 to 12 May 2017.", "2016-12-01"),
        ("The third cycle begins on 1 May 2017 with the 27th session.", "2016-12-01"),
        (
            "The 20th session, in the first week of which (27 to 31 October) Italy was reviewed, ended on 7 November.",
            "2014-11-28",
        ),
        ("During the 20th UPR session, on 29 October, we held a side event.", "2014-11-28"),
        (
            "The 20th UPR session closed on Friday, 7 November 2014; the last report was adopted on 6 November.",
            "2014-11-28",
        ),
        (
            (
                "The 20th session ended a week ago. On 14 November 2014, when the session's reports were "
                "published, we met."
            ),
            "2014-11-28",
        ),
        (
            (
                "The 20th UPR session was held from 27 October to 7 November 2014 and the 21st will be "
                "from 19 to 30 January 2015."
            ),
            "2014-11-28",
        ),
        ("The 21st session comes after the 20th (27 October to 7 November 2014).", "2014-11-28"),
        ("The 21st UPR session follows in January, the 22nd from 4 to 15 May 2015.", "2014-11-28"),
        ("The 20th session of the UPR: Italy (27 October) to Angola (30 October 2014).", "2014-11-28"),
        (
            (
                "Deadline for the 22nd UPR session: 15 September 2014. The 20th session of the Committee "
                "on the Rights of Persons with Disabilities: 27 August to 21 September 2018."
            ),
            "2014-11-28",
        ),
        ("The 69th session of the General Assembly opened on 16 September 2014.", "2014-11-28"),
        (
            "The 20th anniversary of the office falls on 1 December 2014, between the 20th UPR session and the 21st.",
            "2014-11-28",
        ),
        (
            "Our office is closed from 22 December 2014 to 4 January 2015; the next session opens two weeks later.",
            "2014-11-28",
        ),
        ("The next training session will be held on 3 and 4 December 2014, after the 20th UPR session.", "2014-11-28"),
        (
            "The 20th UPR session is over. The next session of our course will be held from 12 to 23 January 2015.",
            "2014-11-28",
        ),
        ("The Arab Group met again on 12 January 2015 after the 20th UPR session.", "2014-11-28"),
        ("After the 20th UPR session, the Group of Friends meets again on Monday 12 January.", "2014-11-28"),
        ("The Working Group on Arbitrary Detention met for the 71st time from 17 to 21 November 2014.", "2014-11-28"),
        (
            (
                "The Working Group on business and human rights meets again from 8 to 12 December 2014, "
                "after the 20th UPR session."
            ),
            "2014-11-28",
        ),
        ("The troika met for the twentieth time on 3 November 2014.", "2014-11-28"),
        ("Our board met for the 21st time from 1 to 3 December 2014.", "2014-11-28"),
        ("The outcomes of the 12th session will be adopted in March 2012.", "2012-02-10"),
        (
            "The outcomes of the 12th UPR session will be adopted by the Council at its 19th session in March 2012.",
            "2012-02-10",
        ),
        ("The outcomes of the 34th UPR session were adopted in June 2020.", "2020-11-20"),
        ("The 36th UPR session was held from 2 to 13 November 2020 instead of 4 to 15 May 2020.", "2020-11-20"),
        ("The 36th UPR session will be held from 4 to 15 May 2020.", "2019-12-01"),
        (
            (
                "The session lasted two weeks. The 22nd UPR session (4 to 15 May 2015) had 14 States; in "
                "June 2015 its reports came out."
            ),
            "2015-06-20",
        ),
        (
            (
                "Twelve months before the 22nd UPR session (4-15 May 2015), from 28 April to 9 May 2014, "
                "the 19th was held."
            ),
            "2015-06-20",
        ),
        ("The 19th session was in May 2014, a year before the 22nd.", "2015-06-20"),
        ("The session was three weeks long in 2010, if you count the holidays.", "2018-05-25"),
        ("The General Assembly met in 2006, and the UPR had its first session in April 2008.", "2011-06-10"),
        ("Next UPR session: the 44th, 6 to 17 November 2023.", "2023-06-09"),
        (
            (
                "The 13th UPR session was in May, the 14th in October.\n\nA second look at the "
                "14th\n\nIt was held from 22 October to 5 November 2012."
            ),
            "2012-12-10",
        ),
        ("We look back at the years from 7 April 2008 to 17 May 2019, when the 33rd session ended.", "2019-06-07"),
        ("From 2 to 13 May the Working Group on the UPR met for the eleventh time.", "2011-06-10"),
        (
            (
                "The 15th UPR session is over. In 2013 come sessions 16, 17 and, in 2014, 18.\n\nThe "
                "next session runs from 22 April to 3 May 2013."
            ),
            "2013-02-22",
        ),
        ("On 26 January the 29th UPR session closed; the Working Group meets again on 7 May.", "2018-02-09"),
        (
            "The first session of the second cycle, the 13th in all, took place from 21 May to 4 June 2012.",
            "2012-06-15",
        ),
        ("The 41st session was two weeks long, from 7 to 18 November 2022.", "2022-12-02"),
        ("The twenty-fourth session, 18 to 29 January 2016, is over.", "2016-02-12"),
        ("The outcomes of the 30th session will be adopted by the Council in September 2018.", "2018-06-12"),
        (
            (
                "The 27th UPR session begins in May. The next session of the Human Rights Council is "
                "from 27 February to 24 March."
            ),
            "2017-03-01",
        ),
        (
            ("The 16th session ended on 3 May 2013. The session's reports were adopted by 20 to 31 May 2013."),
            "2013-06-10",
        ),
        (
            ("It is the 16th UPR session that we report on. It was followed by a course from 6 to 17 May 2013."),
            "2013-06-10",
        ),
        (
            (
                "The next course will be held from 3 to 14 June 2013, the next UPR session from 21 October "
                "to 1 November 2013."
            ),
            "2013-06-10",
        ),
        (
            (
                "The next session of the Committee against Torture follows from 28 October to 22 November "
                "2013, together with the 17th UPR session."
            ),
            "2013-06-10",
        ),
        (
            (
                "HRC23 runs from 27 May to 14 June 2013; the next session is from 9 to 27 September 2013. "
                "The 16th UPR session was in April."
            ),
            "2013-06-10",
        ),
        (
            ("The 16th UPR session was followed by HRC23. Its next session will be held from 9 to 27 September 2013."),
            "2013-06-10",
        ),
        ("The 16th UPR session ended in May. The Bureau meets again on Monday 1 July 2013.", "2013-06-10"),
        ("A year earlier, from 21 May to 4 June 2012, the Working Group met for the thirteenth time.", "2013-06-10"),
        ("The Working Group met for the second time this year from 22 April to 3 May 2013.", "2013-06-10"),
        ("The Working Group on enforced disappearances met for the 100th time from 15 to 19 July 2013.", "2013-06-10"),
        ("The 16th UPR session, held two weeks after Easter from 22 April to 3 May 2013, went well.", "2013-06-10"),
        ("From 2008 to 3 May 2013, when the 16th UPR session closed, 15 States boycotted nothing.", "2013-06-10"),
        ("On Monday 29 April, when the 16th UPR session was in its second week, it rained.", "2013-06-10"),
        (
            ("The third week of April, when the 16th UPR session opens, is school holiday from 15 to 26 April."),
            "2013-06-10",
        ),
        (
            (
                "Register by 15 March for the eleventh session (2-13 May 2011); in 2010 the eighth was "
                "held from 3 to 14 May."
            ),
            "2011-03-01",
        ),
        ("The fourth cycle began in November 2022 with the 41st session (7 to 18 November 2022).", "2026-03-01"),
        ("The fourth cycle began on 7 November 2022 with the 41st session.", "2022-11-25"),
        ("The week began on 15 November 2022 with the 41st session in its second half.", "2022-11-25"),
        ("The second cycle ended on 11 November 2016 with the 26th session.", "2017-06-01"),
    ],
)
def test_right_days_are_left_alone(text: str, day: str) -> None:
    assert not found(text, day)
