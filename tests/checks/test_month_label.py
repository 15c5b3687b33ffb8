from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("month-label",)


def test_a_wrong_month_names_the_right_one_and_the_source(check: Check) -> None:
    (finding,) = check("The 21st session of the UPR in November 2014 was long awaited.", only=ONLY)
    assert finding.severity == "error"
    assert finding.message == "session 21 is held in January 2015, not November 2014"
    assert finding.text == "November 2014"
    assert finding.hint == "correct the month, or the number of the session"
    assert finding.source.startswith("session table, verified: ")
    assert str(finding.place) == "issues/050/10-item.md:10:32"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The 20th UPR session in January 2015 drew many.", "2014-11-28"),
        ("The 20th UPR session, held in January 2015, drew many.", "2015-02-28"),
        ("Many of us attended the 21st UPR session in November 2014.", "2014-11-28"),
        ("UPR21 (November 2014) drew many.", "2014-11-28"),
        ("In November 2014, the UPR Working Group held its 21st session.", "2014-11-28"),
        ("In November 2014 the 21st session of the UPR took place.", "2014-11-28"),
        ("The 21st session of the UPR will be held in February 2015.", "2014-11-28"),
        ("We await the 21st session of the UPR Working Group, which will be held in March 2015.", "2014-11-28"),
        ("We prepare for the 21st session of the UPR (March 2015).", "2014-11-28"),
        ("The 20th session of the UPR Working Group (November-December 2013) was long.", "2014-11-28"),
        ("20th UPR session - January 2015", "2014-11-28"),
        ("21st session of the UPR: December 2014", "2014-11-28"),
        ("January 2015: 20th UPR session", "2014-11-28"),
        ("The 20th session of the UPR of January 2015 was long.", "2014-11-28"),
        ("Kenya will be reviewed at the 21st UPR session in February.", "2014-11-28"),
        ("The 20th UPR session was held in 2013.", "2014-11-28"),
        ("The 20th session of the Universal Periodic Review (UPR) in 2013 was long.", "2014-11-28"),
        ("The first cycle ended with the 12th UPR session in September 2011.", "2011-11-28"),
        ("The second cycle started in April 2012 with the 13th UPR session.", "2012-06-28"),
        ("The 31st session of the UPR was held in March 2019, says the UPR.", "2019-04-01"),
        ("| Session | Month |\n|---|---|\n| 21 | December 2014 |", "2014-11-28"),
        ("The 21st session takes place in November 2014.", "2014-11-28"),
        ("During the second cycle (2008-2012) many spoke.", "2014-11-28"),
        ("the second cycle of the UPR, 2017-2021", "2014-11-28"),
        ("the second cycle, from May 2012 to November 2019", "2014-11-28"),
    ],
)
def test_months_that_are_none_of_the_session_are_told(check: Check, text: str, day: str) -> None:
    assert len(check(text, on=day, only=ONLY)) == 1


@pytest.mark.parametrize(
    ("text", "day", "severity"),
    [
        pytest.param("UPR24 (March 2016)", "2016-04-01", "warning", id="single source"),
        pytest.param("UPR10 (March 2011)", "2011-04-01", "notice", id="from memory"),
        pytest.param("UPR30 (June 2018)", "2018-06-30", "warning", id="the month after hangs on the last day"),
        pytest.param("UPR30 (November 2018)", "2018-12-30", "error", id="far from the first day"),
        pytest.param("UPR40 (March 2022)", "2022-04-01", "error", id="over, whatever the last day was"),
        pytest.param("UPR36 (May 2020)", "2020-12-01", "warning", id="a plan that was overtaken"),
        pytest.param("UPR54 (March 2027)", "2027-04-01", None, id="no dates in the table"),
        pytest.param("HRC28 (June 2015)", "2015-07-01", "warning", id="a month of adoption"),
        pytest.param("HRC52 (June 2023)", "2023-07-01", "notice", id="a month of adoption from memory"),
        pytest.param("HRC20 (January 2012)", "2012-07-01", None, id="a session that the table does not have"),
        pytest.param("The 28th HRC session will be held from 1 to 26 June 2015.", "2015-01-01", "warning", id="days"),
        pytest.param("The Pre-sessions of the 24th UPR session were held in October 2015.", "2016-01-01", "warning",
                     id="Pre-sessions"),
        pytest.param("The Pre-sessions of the 23rd UPR session were held in May 2015.", "2016-01-01", "warning",
                     id="Pre-sessions known by their month"),
        pytest.param("The Pre-sessions of the 13th UPR session were held in May 2010.", "2012-07-01", None,
                     id="Pre-sessions without dates"),
        pytest.param("The Pre-sessions of the 5th UPR session were held in May 2010.", "2012-07-01", None,
                     id="no Pre-sessions"),
        pytest.param("the third cycle (2017-2029)", "2019-01-01", "error", id="end of a cycle"),
        pytest.param("the fourth cycle (2022-2035)", "2024-01-01", None, id="end of a cycle not established"),
    ],
)  # fmt: skip
def test_the_month_speaks_as_loudly_as_the_table_is_sure(
    check: Check, text: str, day: str, severity: str | None
) -> None:
    assert [finding.severity for finding in check(text, on=day, only=ONLY)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The 20th UPR session in October-November 2014", "2014-11-28"),
        ("The 20th session of the UPR in November 2014", "2014-11-28"),
        ("The 20th UPR session, held in October 2014,", "2014-11-28"),
        ("the 19th UPR session in April 2014", "2014-11-28"),
        ("the 19th UPR session (May 2014)", "2014-11-28"),
        ("The 21st UPR session (January-February 2015)", "2014-11-28"),
        ("UPR 24 (Jan/Feb 2016), UPR 25 (April/May 2016)", "2015-10-28"),
        ("The 13th UPR session in June 2012", "2012-07-28"),
        ("The 40th UPR session in February 2022", "2022-03-28"),
        ("We prepared the 21st UPR session in November 2014.", "2014-11-28"),
        ("Registration for the 21st session of UPR in November 2014", "2014-11-28"),
        ("Deadline for the 21st session (June 2014)", "2014-11-28"),
        ("Deadlines for submissions:\n- Session 19: September 2013\n- Session 20: March 2014", "2013-07-01"),
        ("Deadlines\n\n| Session | Date |\n|---|---|\n| 19 | September 2013 |", "2013-07-01"),
        ("Before the 21st session, in November 2014, we met", "2014-11-28"),
        ("In November 2014, we met before the 21st UPR session", "2014-11-28"),
        ("After the 20th session of the UPR in December 2014 we rest", "2014-11-28"),
        ("Reports of the 20th UPR session (December 2014)", "2014-11-28"),
        ("the 20th and 21st sessions of the UPR in 2014", "2014-11-28"),
        ("the 13th UPR session (June 2012) is called tentative", "2011-06-01"),
        ("The 36th UPR session in May 2020", "2020-01-10"),
        ("The 37th session of the UPR will be held in November 2020", "2019-10-10"),
        ("The 36th UPR session, originally planned in May 2020, was held in November 2020", "2020-11-20"),
        ("The 9th UPR session will be held in December 2010", "2010-01-20"),
        ("The 26th UPR session, to be held in April 2016", "2014-11-28"),
        ("The outcomes of the 20th session of the UPR will be adopted in March 2015", "2014-11-28"),
        ("at the 28th session of the Human Rights Council in March 2015", "2014-11-28"),
        ("HRC28 in February-March 2015", "2014-11-28"),
        ("at the 43rd session of the Human Rights Council in June 2020", "2020-06-20"),
        ("see A/HRC/28/3, November 2014", "2014-11-28"),
        ("The video of the 12th session (2011)", "2014-11-28"),
        ("The second UPR session of 2014 was held in April 2014", "2014-11-28"),
        ("November 2014: 21st UPR session preparations begin", "2014-11-28"),
        ("The 21st session in June 2016 of the association drew many.", "2016-07-01"),
        ("The 21st session in 2011 drew many.", "2016-07-01"),
        ("the 20th session of the UPR, on which there was " + "much " * 20 + "in May 2012", "2014-11-28"),
        ("the 20th session of the UPR, from 27 October to 7 November, in May 2012", "2014-11-28"),
        ("In May 2012 and again on 3 May 2013, with the 20th UPR session", "2014-11-28"),
        (
            "A year with the 20th UPR session. In May 2012 " + "much " * 20 + "the 20th UPR session was held",
            "2014-11-28",
        ),
        ("November, with the 21st UPR session in view", "2014-11-28"),
        ("the second cycle (2012-2016), the first cycle (2008–2012), 3rd cycle (2017-2021)", "2014-11-28"),
        ("4th UPR cycle, from November 2022 to January 2027", "2022-11-28"),
        ("the ninth cycle (2060-2064)", "2014-11-28"),
    ],
)
def test_right_months_and_months_of_something_else_are_left_alone(check: Check, text: str, day: str) -> None:
    assert check(text, on=day, only=ONLY) == ()
